"""Suggestions for one passage, by the keys of a claim."""

from __future__ import annotations

import pytest

from kg import sources
from kg.drafting.mentions import Names
from kg.drafting.sentences import LONGEST as LONGEST_SENTENCE
from kg.drafting.suggestions import LONGEST, Suggester
from tests.conftest import TEXT


@pytest.fixture
def suggest(project, terms):
    corpus, _ = sources.read(project(), terms)
    suggester = Suggester(corpus, terms)

    def of(passage, kind="stance", taken=()):
        start = TEXT.index(passage)
        return suggester.suggest(corpus.articles["talks"], TEXT, [(start, start + len(passage))], kind, taken)

    return of


def values(suggestions, path):
    return [suggestion.value for suggestion in suggestions.fields.get(path, ())]


def test_a_forecast_in_quotation_marks(suggest):
    found = suggest("Japan will likely agree to talks")

    assert values(found, "said-by") == ["gazette"]
    assert values(found, "mode") == ["forecast"]
    assert values(found, "hedge") == ["likely"]
    assert values(found, "certainty") == ["probable"]
    assert values(found, "stance.holder")[0] == "japan"
    assert found.id == "japan-likely-agree-talks"


def test_a_denial_is_pointed_out(suggest):
    found = suggest("Japan has denied this")

    assert [(s.value, s.basis) for s in found.fields["polarity"]] == [("denied", "“denied”")]


def test_parties_and_issues_of_an_event(suggest):
    found = suggest("Envoys met in Tokyo on Monday to talk about the missiles", "event")

    assert values(found, "event.initiator") == ["japan", "gazette"]
    assert values(found, "event.about") == ["missiles"]
    assert found.mentions == {"actors": ("japan",), "issues": ("missiles",), "events": ()}


def test_the_target_is_an_issue_that_is_named_and_the_holder_last(suggest):
    found = suggest("Envoys met in Tokyo on Monday to talk about the missiles")

    assert values(found, "stance.holder")[0] == "japan"
    assert values(found, "stance.target") == ["missiles", "japan"]


def test_an_issue_of_which_some_words_are_there_may_be_the_target(project, terms):
    issues = {"drills": {"label": "Japan's naval drills", "definition": "Drills."}}
    corpus, _ = sources.read(project({"issues": issues}), terms)
    text = "China criticizes the drills.\n\nChina criticizes Japan.\n"
    suggester = Suggester(corpus, terms)

    one = suggester.suggest(corpus.articles["talks"], text, [(0, 27)], "stance")
    assert values(one, "stance.target") == ["drills", "china"]
    other = suggester.suggest(corpus.articles["talks"], text, [(30, 53)], "stance")
    assert values(other, "stance.target") == ["japan", "china"]


def test_every_suggestion_says_why(suggest):
    for kind in ("stance", "event", "leverage"):
        for some in suggest("China sees it as a threat", kind).fields.values():
            assert all(suggestion.basis and suggestion.label for suggestion in some)


def test_an_id_is_new(suggest):
    plain = suggest("Japan has denied this").id

    assert suggest("Japan has denied this", taken={plain}).id == f"{plain}-2"


def test_white_space_alone_suggests_nothing(suggest, project, terms):
    corpus, _ = sources.read(project(), terms)
    nothing = Suggester(corpus, terms).suggest(corpus.articles["talks"], " \n\n ", [(0, 1)], "stance")

    assert not nothing.fields
    assert not nothing.id


def test_the_shipped_articles_claimants_are_mostly_found(shipped):
    """No measure of quality, which needs articles that the rules never saw, but a guard against a broken rule."""
    corpus, terms = shipped.corpus, shipped.vocabulary
    suggester = Suggester(corpus, terms)
    right = 0
    for claim in corpus.claims:
        article = corpus.articles[claim.article]
        spans = [(passage.start, passage.end) for passage in claim.passages]
        found = suggester.suggest(article, text_of(claim.article), spans, claim.content.kind)
        right += values(found, "said-by")[:1] == [claim.claimants[0]]

    assert right >= 0.75 * len(corpus.claims)


def text_of(article):
    from tests.checkout import ARTICLES

    return (ARTICLES / "sources" / "articles" / f"{article}.txt").read_text(encoding="utf-8")


def test_no_more_is_looked_at_than_a_passage_can_be(project, terms, monkeypatch):
    corpus, _ = sources.read(project(), terms)
    suggester, text = Suggester(corpus, terms), "China said “x” and Japan " * 4_000
    looked_at = []
    mentions = Names.mentions
    monkeypatch.setattr(
        Names,
        "mentions",
        lambda self, text, start, end: looked_at.append(end - start) or mentions(self, text, start, end),
    )
    for spans in ([(0, 5)], [(50_000, 50_010)], [(0, len(text))]):
        suggester.suggest(corpus.articles["talks"], text, spans, "stance")

    assert max(looked_at) <= LONGEST + 2 * LONGEST_SENTENCE
    assert len(looked_at) < 20
