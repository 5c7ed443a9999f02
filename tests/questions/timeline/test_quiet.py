"""Long times without anything new, and what lasts, in the note on a timeline."""

from __future__ import annotations

from kg.questions.prose import laid_out
from kg.questions.timeline.analysis import timeline
from kg.questions.timeline.note import note


def test_days_without_anything_new_are_one_line_and_what_lasts_is_told(network):
    event = {"label": "x", "type": "ASSAULT", "initiator": "china", "recipient": "japan"}
    claims = [
        {"id": "old", "quote": "Envoys met", "said-by": "gazette", "event": event | {"when": "2000-01"}},
        {"id": "lasts", "quote": "sees it as a threat", "said-by": "gazette", "event": event | {"when": "2001/.."}},
    ]
    net = network(*claims)
    text = laid_out(note(net, timeline(net, "china", "japan")))
    rows = [line for line in text.splitlines() if line[:4].isdigit() or line.startswith("…")]
    assert [row.split()[0] for row in rows] == ["2000-01-31", "…", "2016-01-31", "2016-02-09"]
    assert "2000-02-29 to 2015-12-31, 191 scores by age alone" in rows[1]
    assert "1 claim of what lasted for years or still does enters so too" in " ".join(text.split())
