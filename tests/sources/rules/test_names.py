"""Names: actors, targets and issues that are in no registry, names that two share, entries that nobody names."""

from __future__ import annotations

import pytest

from kg import sources
from kg.sources import rules

STANCE = "stance: {holder: china, target: japan, type: opposes}"
CLAIM = "claims: [{id: one, quote: sees it as a threat, said-by: china, %s}]"
LEVERAGE = "leverage: {wielder: china, over: japan, instrument: trade, effect: pressure, strength: weak}"


@pytest.fixture
def messages(findings):
    def find(patch, files=None):
        return [finding.message for finding in findings(patch, files) if finding.severity == "error"]

    return find


@pytest.mark.parametrize(
    ("slug", "meant"),
    [
        ("nort-korea", "north-korea"),
        ("beijing", "china"),
        ("dprk", "north-korea"),
        ("prk", "north-korea"),
        ("pyongjang", "north-korea"),
        ("the-gazette", "gazette"),
        ("unitedstates", "united-states"),
    ],
)
def test_an_unknown_actor_is_told_from_its_other_names_too(messages, slug, meant):
    assert messages(CLAIM % STANCE.replace("holder: china", f"holder: {slug}")) == [
        f"unknown actor {slug!r}; did you mean {meant!r}?"
    ]


def test_an_actor_like_no_other_is_looked_up(messages):
    assert messages(CLAIM % STANCE.replace("holder: china", "holder: atlantis-9")) == [
        "unknown actor 'atlantis-9'; add it to actors.yaml"
    ]


@pytest.mark.parametrize(
    "patch",
    [
        "actors: {china: {member-of: nobody-x}}",
        "actors: {china: {acts-for: nobody-x}}",
        "article: {publisher: nobody-x}",
        "article: {author: [china, nobody-x]}",
        CLAIM % (STANCE + ", reported-by: [japan, nobody-x]"),
        CLAIM % STANCE.replace("holder: china", "holder: [japan, nobody-x]"),
        CLAIM % LEVERAGE.replace("wielder: china", "wielder: nobody-x"),
        CLAIM % LEVERAGE.replace("over: japan", "over: [nobody-x]"),
        CLAIM % "event: {label: x, type: CONSULT, initiator: [nobody-x, china]}",
        CLAIM % "event: {label: x, type: CONSULT, recipient: nobody-x}",
        "events: {summit: {label: x, type: CONSULT, initiator: nobody-x}}\n" + CLAIM % "event: summit",
    ],
)
def test_an_unknown_actor_is_found_where_it_is_named(project, findings_in, patch):
    root = project(patch)
    found = [finding for finding in findings_in(root) if finding.severity == "error"]
    assert {finding.rule for finding in found} == {"actor-known"}
    for finding in found:
        line = (root / finding.location.file).read_text().splitlines()[finding.location.line - 1]
        assert line[finding.location.column - 1 :].startswith("nobody-x")


@pytest.mark.parametrize("target", ["china", "missiles", "summit"])
def test_a_stance_is_about_an_actor_an_issue_or_an_event(messages, target):
    summit = "events: {summit: {label: x, type: CONSULT, initiator: china}}\n"
    assert messages(summit + CLAIM % STANCE.replace("target: japan", f"target: {target}")) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (STANCE.replace("target: japan", "target: missile"), "unknown target 'missile'; did you mean 'missiles'?"),
        (
            STANCE.replace("target: japan", "target: q"),
            "unknown target 'q'; add it to actors.yaml, issues.yaml or events.yaml",
        ),
        (LEVERAGE[:-1] + ", instrument-issue: missile}", "unknown issue 'missile'; did you mean 'missiles'?"),
        (
            "event: {label: x, type: CONSULT, about: [missiles, japan]}",
            "unknown issue 'japan'; that is an actor, which cannot stand here",
        ),
    ],
)
def test_what_is_no_target_or_issue_says_what_was_expected(messages, content, message):
    assert messages(CLAIM % content) == [message]


def test_a_denial_does_not_repeat_what_is_wrong_with_the_content(messages):
    wrong = CLAIM % STANCE.replace("target: japan", "target: missile").replace("opposes", "oposes")
    denial = "{id: no, quote: has denied this, said-by: japan, denies: one}"
    assert messages(wrong[:-1] + f", {denial}]") == [
        "unknown target 'missile'; did you mean 'missiles'?",
        "unknown type 'oposes'; did you mean 'opposes'?",
    ]


@pytest.mark.parametrize(
    ("patch", "value", "message"),
    [
        (
            "actors: {japan: {aliases: [Nippon, ' china ']}}",
            "' china '",
            "the name 'china' of 'japan' is taken by 'china'; give one of them another",
        ),
        (
            "actors: {japan: {label: Beijing}}",
            "Beijing",
            "the name 'Beijing' of 'japan' is taken by 'china'; give one of them another",
        ),
        (
            "actors: {japan: {iso3: PRC}}",
            "PRC",
            "the name 'PRC' of 'japan' is taken by 'china'; give one of them another",
        ),
        (
            "issues: {china: {label: x, definition: y}}",
            "china:",
            "the slug 'china' is taken by another kind of thing; rename one of them",
        ),
        (
            "events: {missiles: {label: x, type: AID, initiator: china}}",
            "missiles:",
            "the slug 'missiles' is taken by another kind of thing; rename one of them",
        ),
    ],
)
def test_a_name_is_of_one_thing_and_found_where_it_stands(project, findings_in, patch, value, message):
    root = project(patch)
    (found,) = (finding for finding in findings_in(root) if finding.severity == "error")
    assert (found.rule, found.message) == ("label-unique", message)
    line = (root / found.location.file).read_text().splitlines()[found.location.line - 1]
    assert line[found.location.column - 1 :] == value


def test_one_actor_may_repeat_its_own_name(findings):
    assert findings("actors: {japan: {aliases: [Japan, JAPAN, jpn, Tokyo]}}") == []


@pytest.mark.parametrize(
    ("patch", "way"),
    [
        ("actors: {china: {acts-for: china}}", "'china' acts for itself in the end: china → china"),
        ("actors: {china: {acts-for: japan}, japan: {acts-for: china}}", "china → japan → china"),
        (
            "actors: {china: {acts-for: japan}, japan: {acts-for: gazette}, gazette: {acts-for: china}}",
            "china → japan → gaz",
        ),
    ],
)
def test_acting_for_oneself_in_the_end_is_found_once_in_the_circle(findings, patch, way):
    (found,) = findings(patch)
    assert (found.rule, found.subject) == ("acts-for-ends", "china")
    assert way in found.message


def test_who_leads_into_a_circle_is_not_in_it(findings):
    found = findings("actors: {china: {acts-for: japan}, japan: {acts-for: gazette}, gazette: {acts-for: japan}}")
    assert {finding.subject for finding in found} == {"gazette"}


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        (
            "actors: {observer: {kind: person, label: The observer}}",
            "the actor 'observer' is used nowhere; name it in a claim, or delete it",
        ),
        (
            "issues: {peace: {label: Peace, definition: That there be peace.}}",
            "the issue 'peace' is used nowhere; name it in a claim, or delete it",
        ),
        (
            "events: {summit: {label: x, type: CONSULT, initiator: china}}",
            "the event 'summit' is used nowhere; name it in a claim, or delete it",
        ),
    ],
)
def test_an_entry_that_nobody_names_is_a_warning_at_its_key(findings, patch, message):
    (found,) = findings(patch)
    assert (found.severity, found.rule, found.message, found.location.column) == ("warning", "entry-used", message, 1)


@pytest.mark.parametrize(
    "patch",
    [
        "actors: {un: {kind: international-body, label: UN}, china: {member-of: un}}",
        "actors: {envoy: {kind: person, label: Envoy, acts-for: china}}\narticle: {author: envoy}",
        "actors: {x: {kind: group, label: X}}\nevents: {e: {label: E, type: CONSULT, initiator: x}}\n"
        + CLAIM % "event: e",
        "issues: {trade: {label: x, definition: y}}\n" + CLAIM % (LEVERAGE[:-1] + ", instrument-issue: trade}"),
        "events: {e: {label: E, type: CONSULT, initiator: china}}\n"
        + CLAIM % (STANCE + ", mode: forecast, no-interval: x, resolution: failed, resolved-by: e"),
    ],
)
def test_being_named_by_any_key_is_being_used(findings, patch):
    assert "entry-used" not in {finding.rule for finding in findings(patch)}


def test_no_entry_is_called_unused_while_something_could_not_be_read(findings):
    unused = "actors: {observer: {kind: person, label: The observer}}\n"
    broken = "claims: [{id: one, quote: sees it as a threat, said-by: observer}]"
    assert [finding.rule for finding in findings(unused + broken)] == ["claim-content"]


def test_records_without_a_place_in_a_file_are_passed_over(project, terms):
    corpus, _ = sources.read(project(), terms)
    assert rules.run(type(corpus)(corpus.actors, {}, {}, corpus.articles, ()), terms) != []
    assert rules.run(type(corpus)({}, {}, {}, {}, ()), terms) == []
