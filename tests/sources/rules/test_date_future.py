"""Dates after today, as somebody says it or as the articles were retrieved."""

from __future__ import annotations

from datetime import date

import pytest

from kg import sources
from kg.sources import rules

CLAIM = "claims: [{{id: one, quote: sees it as a threat, said-by: china, {}}}]"
STANCE = "stance: {holder: china, target: japan, type: opposes}"


@pytest.fixture
def late(project, terms):
    """What is found later than a day, as severity, place and message."""

    def find(patch=None, today=None, files=None):
        corpus, read = sources.read(project(patch, files), terms)
        assert read == []
        found = rules.run(corpus, terms, today and date.fromisoformat(today))
        assert {finding.rule for finding in found} <= {"date-future", "text-twice"}
        return sorted(
            (f.severity, f.location.file.rpartition("/")[2], f.message) for f in found if f.rule == "date-future"
        )

    return find


def test_without_a_day_and_without_a_retrieval_nothing_is_late(late):
    assert late("article: {published: 9999}") == []


@pytest.mark.parametrize(
    ("today", "dates"),
    [("2016-02-09", []), ("2016-02-08", ["2016-02-09"]), ("2016-02-07", ["2016-02-08", "2016-02-09"])],
)
def test_the_first_day_of_a_date_is_later_than_the_day_that_is_given(late, today, dates):
    found = late(None, today)
    assert sorted(message.split("'")[3] for _, _, message in found) == dates
    assert all(f", after {today}, which is today; correct the date" in message for _, _, message in found)
    assert {severity for severity, _, _ in found} <= {"error"}


@pytest.mark.parametrize("published", ["2016-02", "2016-02~", "2016-02-08/2016-03", "../2017", "unknown"])
def test_what_may_be_earlier_is_not_late(late, published):
    assert late(f"article: {{published: {published}}}", "2016-02-08") == []


def test_an_article_is_no_younger_than_its_own_retrieval(late):
    ((severity, _, message),) = late("article: {retrieved: 2016-02-08}")
    assert severity == "error"
    assert message == (
        "'published' is '2016-02-09', after 2016-02-08, when the article was retrieved; correct the date"
    )
    assert late("article: {retrieved: 2016-02}") == []


def test_a_retrieval_is_no_later_than_the_day_that_is_given(late):
    ((_, _, message),) = late("article: {retrieved: 2016-03-01}", "2016-02-20")
    assert message.startswith("'retrieved' is '2016-03-01', after 2016-02-20, which is today")


def test_an_article_that_does_not_say_when_is_measured_by_the_newest_and_only_warned_of(late):
    files = {
        "articles/later.txt": "Nothing.",
        "articles/later.yaml": "article: {title: x, publisher: gazette, published: 2016-05, published-basis: x}\n",
    }
    ((severity, file, message),) = late("article: {retrieved: 2016-03-01}", files=files)
    assert (severity, file) == ("warning", "later.yaml")
    assert "say 'retrieved' of its article too, or correct the date" in message


def test_a_page_of_an_archive_bounds_none_of_many_others(late):
    head = "article: {title: x, publisher: gazette, published: 2016-05, published-basis: x}\n"
    files = {f"articles/later-{n}.{end}": text for n in range(3) for end, text in (("txt", f"No {n}."), ("yaml", head))}
    assert late("article: {retrieved: 2016-03-01}", files=files) == []


def test_a_day_by_which_an_article_was_retrieved_bounds_it_alone(late):
    head = "article: {title: x, publisher: gazette, published: 2016-05, published-basis: x}\n"
    files = {"articles/later.txt": "Nothing.", "articles/later.yaml": head}
    assert late("article: {retrieved: ../2016-03-01}", files=files) == []
    assert len(late("article: {retrieved: ../2016-02-08}")) == 1


@pytest.mark.parametrize(
    ("key", "found"),
    [
        ("said-on: 2016-04, " + STANCE, 1),
        ("stance: {holder: china, target: japan, type: opposes, when: 2016-04}", 1),
        ("mode: interpreted, stance: {holder: china, target: japan, type: opposes, when: 2016-04}", 0),
        ("event: {label: x, type: AID, initiator: china, when: 2016-04}", 1),
        ("event: {label: x, type: AID, initiator: china, when: 2016-04, status: ongoing}", 1),
        ("event: {label: x, type: AID, initiator: china, when: 2016-04, status: announced}", 0),
        ("mode: forecast, no-interval: x, event: {label: x, type: AID, initiator: china, when: 2016-04}", 0),
    ],
)
def test_only_what_is_reported_as_having_happened_is_late(late, key, found):
    assert len(late("article: {published: unknown}\n" + CLAIM.format(key), "2016-03-01")) == found


def test_an_event_of_the_registry_is_late_once_however_many_report_it(late):
    patch = """
        article: {published: unknown}
        events: {aid: {label: Aid, type: AID, initiator: china, when: 2016-04}}
        claims:
          - {id: one, quote: sees it as a threat, said-by: china, event: aid}
          - {id: two, quote: Japan has denied this, said-by: japan, event: aid}
        """
    assert [(severity, file) for severity, file, _ in late(patch, "2016-03-01")] == [("error", "events.yaml")]


def test_what_is_later_than_its_article_is_told_once(project, terms):
    root = project("article: {retrieved: 2016-02-10}\n" + CLAIM.format("said-on: 2016-04, " + STANCE))
    corpus, _ = sources.read(root, terms)
    assert [finding.rule for finding in rules.run(corpus, terms)] == ["date-order"]


def test_a_retrieval_is_a_date(findings):
    assert [finding.rule for finding in findings("article: {retrieved: yesterday}")] == ["date-edtf"]
