"""What may settle a forecast."""

from __future__ import annotations

import pytest

LATER = {
    "articles/later.txt": "Japan agreed to talks. Japan agreed to nothing. They will talk again. They met once more.\n",
    "articles/later.yaml": """
article: {title: Later, publisher: gazette, published: 2016-04-01, published-basis: The dateline.}
claims:
  - {id: agreed, quote: Japan agreed to talks, said-by: gazette, affirms: talks/one}
  - {id: refused, quote: Japan agreed to nothing, said-by: gazette, denies: talks/one}
  - {id: guess, quote: They will talk again, said-by: gazette, mode: forecast, no-interval: flat, event: summit}
  - {id: old, quote: They met once more, said-by: gazette, said-on: 2016-01, event: old-summit}
""",
}
EVENTS = """
events:
  summit: {label: They talk, type: CONSULT, initiator: japan, recipient: china}
  old-summit: {label: They talked, type: CONSULT, initiator: japan, recipient: china, when: 2016-01}
"""
FORECAST = """
claims:
  - {id: one, quote: will likely agree to talks, said-by: gazette, mode: forecast, hedge: likely,
     resolution: %s, resolved-by: %s, stance: {holder: japan, target: china, type: open-to}}
"""


@pytest.fixture
def messages(findings):
    def find(resolution, name):
        found = findings(EVENTS + FORECAST % (resolution, name), LATER)
        assert {finding.rule for finding in found} <= {"resolution-evidence"}
        return [finding.message for finding in found]

    return find


@pytest.mark.parametrize(
    ("resolution", "name", "message"),
    [
        ("fulfilled", "one", "a forecast does not settle itself; name what was said of it later"),
        ("fulfilled", "talks/one", "a forecast does not settle itself; name what was said of it later"),
        ("failed", "later/guess", "settled by 'guess', which is forecast; name a claim of what came about"),
        ("failed", "later/old", "settled by 'old', which was said before the forecast; name what was said later"),
        ("failed", "later/agreed", "failed by 'agreed', which says the same; say 'fulfilled', or name another"),
        ("fulfilled", "later/refused", "fulfilled by 'refused', which denies it; say 'failed', or name another"),
        ("fulfilled", "summit", "settled by the event 'summit', which no claim reports; a forecast of it is not enough"),
        ("fulfilled", "old-summit", "settled by the event 'old-summit', which is reported only before the forecast was said; name a later one"),
    ],
)  # fmt: skip
def test_what_is_no_evidence_is_refused_with_the_reason(messages, resolution, name, message):
    assert messages(resolution, name) == [message]


@pytest.mark.parametrize(
    ("resolution", "name"),
    [
        ("fulfilled", "later/agreed"),
        ("failed", "later/refused"),
        ("partly-fulfilled", "later/agreed"),
        ("partly-fulfilled", "later/refused"),
        ("fulfilled", "envoys-met"),
    ],
)
def test_what_is_said_later_or_on_the_same_day_is_evidence(messages, resolution, name):
    assert messages(resolution, name) == []


def test_the_finding_points_at_the_very_name(project, findings_in):
    root = project(EVENTS + FORECAST % ("fulfilled", "[later/agreed, later/guess]"), LATER)
    (found,) = findings_in(root)
    line = (root / found.location.file).read_text().splitlines()[found.location.line - 1]
    assert line[found.location.column - 1 :] == "later/guess"


def test_what_could_not_be_read_may_report_the_event(findings):
    broken = LATER["articles/later.yaml"] + "  - {id: broken, quotes: They met, event: summit}\n"
    found = findings(EVENTS + FORECAST % ("fulfilled", "summit"), LATER | {"articles/later.yaml": broken})
    assert "resolution-evidence" not in {finding.rule for finding in found}
