"""A process that builds the project each time that it is asked, and says which tensions moved since it last did.

`python -m kg.server.workbench.building ROOT NICENESS` says `built`, with when, in how many seconds, and the dyads that
moved, or `failed`, with why.
"""

from __future__ import annotations

import time
from datetime import UTC, datetime
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any

from kg.cache import of_project
from kg.pipeline import build
from kg.server.workbench.checking import MISTAKES
from kg.server.workbench.parent import Parent
from kg.watching import moves

if TYPE_CHECKING:
    from kg.pipeline import Built

MOST_MOVED = 50


def main() -> None:
    """Build without end."""
    parent = Parent()
    asked: SimpleQueue[dict[str, Any]] = SimpleQueue()
    parent.listen(asked.put)
    cache = of_project(parent.root, stays=True)
    last: Built | None = None
    while True:
        asked.get()
        # What was asked while another was built is answered by one.
        while not asked.empty():
            asked.get()
        begun = time.perf_counter()
        try:
            built = build(parent.root, parent.root / "out", cache=cache)
        except MISTAKES as error:
            parent.say("failed", message=str(error))
            continue
        if not built.files:
            parent.say("failed", message="there are errors; the last build stays")
            continue
        parent.say("built", at=now(), seconds=time.perf_counter() - begun, moved=moved(last, built))
        last = built


def now() -> str:
    """This moment, to a thousandth of a second, as ISO 8601 has it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def moved(before: Built | None, built: Built) -> list[dict[str, Any]]:
    """The dyads whose tension moved since a build, the largest change first; none since there was none."""
    if before is None:
        return []
    labels = {**before.labels, **built.labels}
    return [
        {
            "a": move.a,
            "b": move.b,
            "a_label": labels[move.a],
            "b_label": labels[move.b],
            "before": move.before,
            "after": move.after,
        }
        for move in moves(before.tensions, built.tensions)[:MOST_MOVED]
    ]


if __name__ == "__main__":
    main()
