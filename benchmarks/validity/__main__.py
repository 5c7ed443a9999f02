"""Whether the measure tells rivals from allies among dyads of equal volume: `python -m benchmarks.validity`.

See README.md in this folder. Results go to standard output; nothing is written but with `-o`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.validity.choice import YEARS
from benchmarks.validity.choosing import considered
from benchmarks.validity.designs import CHOSEN, CONTRACT, VALIDATED
from benchmarks.validity.evaluation import evaluated
from benchmarks.validity.reference import FOLDER, LAST, LATEST, AbsentError, read
from benchmarks.validity.tables import as_table

if TYPE_CHECKING:
    from collections.abc import Sequence

HELD_OUT = range(YEARS.stop, LAST + 1)
LATER = range(LAST + 1, LATEST + 1)
DRAWS = 1_000


def main(arguments: Sequence[str] | None = None) -> int:
    """Parse, evaluate, print: 0, or 2 where the data are absent."""
    options = _parser().parse_args(arguments)
    try:
        text = _text(options)
    except AbsentError as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    if options.output:
        options.output.write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)
    return 0


def _text(options: argparse.Namespace) -> str:
    """The figures that were asked for. Years of which nothing was asked are not even kept in memory."""
    panel = read(options.data, LATEST if options.later else LAST if options.held_out else YEARS.stop - 1)
    found: dict[str, Any] = {
        "designs": {"contract": CONTRACT.named(), "chosen": CHOSEN.named(), "validated": VALIDATED}
    }
    if options.choose:
        found["choice"] = considered(panel)
    found["chosen on"] = evaluated(panel, YEARS, options.draws)
    if options.held_out:
        found["held out"] = evaluated(panel, HELD_OUT, options.draws)
    if options.later:
        found["later"] = evaluated(panel, LATER, options.draws)
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n" if options.format == "json" else as_table(found)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.validity", description=__doc__)
    parser.add_argument(
        "--data", type=Path, default=FOLDER, metavar="DIR", help="the reference data (default: %(default)s)"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="write there instead of standard output")
    parser.add_argument(
        "--draws", type=_draws, default=DRAWS, metavar="N", help="bootstrap draws (default: %(default)s)"
    )
    parser.add_argument("--choose", action="store_true", help="show the search over designs on 2002–2005")
    parser.add_argument("--held-out", action="store_true", help="show 2006–2009 too, which nothing was chosen on")
    parser.add_argument("--later", action="store_true", help="show 2010–2014 too, after what was said of 2006–2009")
    return parser


def _draws(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least one draw is needed")
    return number


if __name__ == "__main__":
    sys.exit(main())
