"""Attacks `kg` from every side: `python -m benchmarks.attack`, see README.md in the folder above.

Each try has random numbers of its own, so that one can be made again alone: `--only NAME --seed N --number N`. Results
go to standard output, progress to standard error. The status is 1 if anything was lost.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.attack.endpoints import ENDPOINTS
from benchmarks.attack.kills import KILLS, TOGETHER
from benchmarks.attack.servers import DISGUISED, ODD, SIGNALLED
from benchmarks.attack.sources import EVENT_FILES, GRAPHS, ONTOLOGY, SOURCES, STORES
from benchmarks.attack.strings import STRINGS
from benchmarks.report import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from benchmarks.attack.attacks import Attack

ATTACKS = {
    attack.name: attack
    for attack in (
        KILLS,
        TOGETHER,
        SOURCES,
        ONTOLOGY,
        GRAPHS,
        EVENT_FILES,
        STORES,
        ENDPOINTS,
        STRINGS,
        DISGUISED,
        ODD,
        SIGNALLED,
    )
}
SHOWN = 20


def attack(target: Attack, seed: int, numbers: Iterable[int]) -> dict[str, Any]:
    """Tries and losses of one attack, as plain data; each loss with the number of its try."""
    begin = time.monotonic()
    tries, losses = 0, []
    with tempfile.TemporaryDirectory(prefix="detente-attack-") as folder:
        _say(f"{target.name}: setting the stage")
        (stage := Path(folder) / "stage").mkdir()
        with target.stage(stage) as attempt:
            for number in numbers:
                own = Path(folder) / str(number)
                own.mkdir()
                lost = attempt(Random(f"{target.name} {seed} {number}"), own)
                losses += [{"try": number, "lost": sentence} for sentence in lost]
                tries += 1
                _say(f"{target.name}: {tries:,} tries, {len(losses):,} lost")
                shutil.rmtree(own, ignore_errors=True)
    return {
        "attack": target.name,
        "what": target.tries,
        "tries": tries,
        "losses": losses,
        "seconds": round(time.monotonic() - begin, 1),
    }


def as_table(results: Sequence[dict[str, Any]]) -> str:
    """The figures, and the first losses of each attack, to read."""
    rows = [
        (r["attack"], r["what"], f"{r['tries']:,}", f"{len(r['losses']):,}", f"{r['seconds']:,.0f}") for r in results
    ]
    lines = [markdown(("attack", "what is tried", "tries", "lost", "seconds"), rows), ""]
    for result in results:
        lines += [f"{result['attack']} {loss['try']}: {ascii(loss['lost'])[1:-1]}" for loss in result["losses"][:SHOWN]]
    return "\n".join(lines).rstrip() + "\n"


def main() -> int:
    """The command."""
    parser = argparse.ArgumentParser(description="Attack kg from every side, and count what is lost.")
    parser.add_argument("--short", action="store_true", help="few tries of each, in minutes")
    parser.add_argument(
        "--only", action="append", choices=list(ATTACKS), help="this attack; more than once for several"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, help="this try alone, of --only")
    parser.add_argument("--times", type=float, default=1.0, help="so many times as many tries")
    parser.add_argument("--format", choices=("table", "json"), default="table")
    given = parser.parse_args()
    results = []
    for name in given.only or ATTACKS:
        target = ATTACKS[name]
        tries = max(1, int((target.short if given.short else target.long) * given.times))
        numbers = range(tries) if given.number is None else [given.number]
        results.append(attack(target, given.seed, numbers))
    _say("")
    print(
        json.dumps(results, indent=1) if given.format == "json" else as_table(results),
        end="\n" if given.format == "json" else "",
    )
    return int(any(result["losses"] for result in results))


def _say(text: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\x1b[K{text}", end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
