"""Random events, and what the implementation for claims makes of them: the referee of every engine."""

from collections import defaultdict

from hypothesis import strategies as st

from kg.events.calendar import month_of
from kg.events.scores import SCORES
from kg.events.specification import ENOUGH_CLUSTERS
from kg.measure.formula import Statement, score

ACTORS = ("austria", "burundi", "chad", 'Ünlaut\'s "office"')
NUMBERS = ("tension", "low", "high", "hostile", "friendly", "mass")
COLUMNS = {
    "id": str,
    "day": int,
    "source_state": str,
    "target_state": str,
    "source": str,
    "target": str,
    "intensity": float,
    "publisher": str,
    "count": int,
    "repeat": int,
}

actors = st.sampled_from([*ACTORS, None])
event = st.fixed_dictionaries(
    {
        "day": st.integers(-1000, 1000),
        "source_state": actors,
        "target_state": actors,
        "source": actors,
        "target": actors,
        "intensity": st.one_of(st.none(), st.sampled_from([-1.0, 0.0, 1.0]), st.floats(-1, 1, width=32)),
        "publisher": st.sampled_from(["Reuters", "AFP", None]),
        "count": st.integers(1, 4),
        "repeat": st.integers(0, 2),
    }
)
events = st.lists(event, min_size=1, max_size=40).map(
    lambda rows: [{"id": f"e{number:03}", **row} for number, row in enumerate(rows)]
)


def columns(rows):
    """The events by column, as every library takes them."""
    return {name: [row[name] for row in rows] for name in COLUMNS}


def counts(row, specification):
    """Whether an event is between two different actors, has an intensity and is no repetition, at that level."""
    state = specification.level == "state"
    ends = (row["source_state"], row["target_state"]) if state else (row["source"], row["target"])
    return (
        None not in ends
        and ends[0] != ends[1]
        and row["intensity"] is not None
        and row["repeat"] <= (0 if state else 1)
    )


def statements(rows, specification, at):
    """The events up to a day as statements, by dyad."""
    found = defaultdict(list)
    for row in rows:
        if row["day"] <= at and counts(row, specification):
            state = specification.level == "state"
            dyad = sorted((row["source_state"], row["target_state"]) if state else (row["source"], row["target"]))
            month = f"month {month_of(row['day'])}"
            cluster = month if specification.cluster == "month" else row["publisher"] or month
            weight = specification.parameters.decay(at - row["day"]) * specification.weight
            found[tuple(dyad)] += [(row, Statement(row["intensity"], 1.0, weight, cluster))] * row["count"]
    return found


def expected(rows, specification, at):
    """The scores by dyad, by `kg.measure.score`."""
    return {
        dyad: score([statement for _, statement in members], specification.parameters)
        for dyad, members in statements(rows, specification, at).items()
    }


def assert_equal(found, rows, specification, at):
    """Rows of scores are those of the implementation for claims, to 1e-9."""
    referee = expected(rows, specification, at)
    assert sorted((row["a"], row["b"]) for row in found) == sorted(referee)
    for row in found:
        right = referee[row["a"], row["b"]]
        assert set(SCORES) <= set(row)
        for name in NUMBERS:
            assert abs(row[name] - getattr(right, name)) < 1e-9, (name, row, right)
        assert (row["clusters"], row["events"]) == (right.clusters, len(right.shares))
        assert bool(row["thin"]) == (right.clusters < ENOUGH_CLUSTERS)
