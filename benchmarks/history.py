"""What was measured, by version: `python -m benchmarks.history`; see README.md here.

`history.csv` has a row for each measure and each day of a commit on which it was taken with `--keep`. Figures of
different days come from machines with different things to do, so what is compared between them is the ratio of ours to
the alternative that was measured beside it.
"""

from __future__ import annotations

import argparse
import csv
import subprocess
import sys
import tomllib
from dataclasses import astuple, dataclass, fields
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.measuring import CHECKOUT
from benchmarks.report import markdown

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

FILE = Path(__file__).with_name("history.csv")
# By how much a ratio must have grown to be pointed out; less is noise.
NOTABLE = 1.15


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """One measure of one version: what ours cost, and what the alternative `against` which it was measured.

    `date` is that of the commit; `unit` is of both costs; `ratio` is ours by the alternative, so that less is better.
    """

    measure: str
    against: str
    date: str
    version: str
    unit: str
    ours: float
    alternative: float

    @property
    def ratio(self) -> float:
        """Ours by the alternative."""
        return self.ours / self.alternative


COLUMNS = (*(field.name for field in fields(Entry)), "ratio")


def entry(measure: str, against: str, unit: str, ours: float, alternative: float) -> Entry:
    """What was measured of the code that is here now."""
    date = subprocess.run(
        ["git", "log", "-1", "--format=%cs"], cwd=CHECKOUT, check=True, capture_output=True, text=True
    ).stdout.strip()
    version = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    return Entry(measure, against, date, version, unit, ours, alternative)


def read(file: Path = FILE) -> list[Entry]:
    """All entries, by measure, the oldest first."""
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as lines:
        rows = [{name: row[name] for name in COLUMNS[:-1]} for row in csv.DictReader(lines)]
    return [Entry(**row | {"ours": float(row["ours"]), "alternative": float(row["alternative"])}) for row in rows]


def keep(found: Iterable[Entry], file: Path = FILE) -> None:
    """Put entries among those of the file, in place of those of the same measure, version and day."""
    known = {_key(each): each for each in (*read(file), *found)}
    with file.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow(COLUMNS)
        for each in sorted(known.values()):
            *words, ours, alternative = astuple(each)
            writer.writerow([*words, f"{ours:.4g}", f"{alternative:.4g}", f"{each.ratio:.3f}"])


def _key(each: Entry) -> tuple[str, ...]:
    return each.measure, each.against, each.date, each.version


def as_table(entries: Sequence[Entry]) -> str:
    """For each measure its newest figures and the ratio before; one that has grown notably is marked."""
    rows = []
    for (measure, against), group in groupby(sorted(entries), key=attrgetter("measure", "against")):
        *before, now = group
        grown = before and now.ratio > NOTABLE * before[-1].ratio
        rows.append(
            (
                measure,
                f"{now.version}, {now.date}",
                f"{now.ours:.4g} {now.unit}",
                f"{now.alternative:.4g} ({against})",
                f"{now.ratio:.2f}",
                f"{before[-1].ratio:.2f}{', COSTS MORE' if grown else ''}" if before else "",
            )
        )
    return markdown(("measure", "version", "ours", "alternative", "ratio", "ratio before"), rows) + "\n"


def main() -> None:
    """The command."""
    argparse.ArgumentParser(description="The newest figures kept of each measure, beside those before.").parse_args()
    sys.stdout.write(as_table(read()))


if __name__ == "__main__":
    main()
