"""Data sets of machine-coded events, made by hand on the actors of the shipped project."""

from __future__ import annotations

from datetime import date

from kg.events.datasets import DatasetTension
from kg.events.tension import EventContribution, EventExplanation, EventTension

DAY, FIRST, LAST = date(2016, 7, 31), date(2014, 1, 1), date(2014, 12, 31)
WEB = "https://news.example.org/a?b=c&d=e"


def event(number, a, b, share, **more):
    given = {
        "id": f"e{number}", "day": date(2014, 5, number + 1), "source": a, "target": b, "code": "112", "text": "Accuse",
        "publisher": "Xinhua", "story": "story-9", "url": WEB, "cluster": "Xinhua", "intensity": -0.2, "weight": 0.63,
    }  # fmt: skip
    return EventContribution(**given | more, share=share)


def dyad(a, b, shares, *, rest=0.0, others=0, clusters=4, **more):
    """The events of the shares, and the score that these and the rest sum to."""
    tension = sum(shares) + rest
    hostile = sum(share for share in (*shares, rest) if share > 0)
    score = EventTension(
        a, b, DAY, tension, tension - 0.2, tension + 0.2, 0.2 / 1.645, hostile, hostile - tension, 3.25, clusters, len(shares) + others,
        thin=clusters < 3,
    )  # fmt: skip
    parts = tuple(event(number, a, b, share, **more) for number, share in enumerate(shares))
    return EventExplanation(score, parts, rest, others)


def dataset(name="icews", dyads=None, **more):
    """Two dyads with claims, one without, and one of somebody who is not on the page."""
    given = (
        dyad("china", "united-states", (0.2, -0.05, 0.0014), rest=0.0092, others=12_345, **more),
        dyad("north-korea", "south-korea", (0.125, 0.125), rest=-0.05, others=7, **more),
        dyad("china", "japan", (-0.3,), clusters=1, **more),
        dyad("atlantis", "china", (0.5,), **more),
    )
    return DatasetTension(
        name, DAY, FIRST, LAST, "goldstein-icews", "publisher", 180.0, given if dyads is None else dyads
    )
