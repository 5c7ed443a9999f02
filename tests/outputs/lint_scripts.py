"""oxlint over the scripts of the page, joined as the page joins them, with the places of its findings in their files.

One by one they cannot be judged: each uses names that others declare, and strict mode lets a function be declared twice.
"""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
from pathlib import Path
from tempfile import TemporaryDirectory

from kg.web.view.html import SCRIPTS
from tests.checkout import ROOT

VIEW = ROOT / "kg" / "outputs" / "templates" / "view"
RULES = Path(__file__).with_name("oxlint.json")
OXLINT = Path(sysconfig.get_path("scripts")) / "oxlint"
HEAD = ["(() => {", '"use strict";']


def joined(files):
    """The lines of the files within one function, and for each the file and the number it has there."""
    lines, places = [*HEAD], [("the page", 0)] * len(HEAD)
    for file in files:
        own = file.read_text(encoding="utf-8").splitlines()
        lines += own
        places += [(file, number) for number in range(1, len(own) + 1)]
    return "\n".join([*lines, "})();", ""]), [*places, ("the page", 0)]


def findings(files):
    """What oxlint says, as `file:line:column: words (rule)`, in the order of the files."""
    text, places = joined(files)
    with TemporaryDirectory() as folder:
        page = Path(folder) / "page.js"
        page.write_text(text, encoding="utf-8")
        command = [OXLINT, "--config", RULES, "--format", "json", page]
        run = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    try:
        said = json.loads(run.stdout)["diagnostics"]
    except (ValueError, KeyError):
        sys.exit(f"oxlint gave no findings to read:\n{run.stdout}{run.stderr}")
    found = sorted((_place(each), each["message"], each.get("code", "syntax")) for each in said)
    return [f"{_shown(*places[line - 1])}:{column}: {words} ({rule})" for (line, column), words, rule in found]


def _place(finding):
    spans = [label["span"] for label in finding["labels"]]
    return (spans[0]["line"], spans[0]["column"]) if spans else (1, 1)


def _shown(file, number):
    return f"{file.relative_to(ROOT) if isinstance(file, Path) and file.is_relative_to(ROOT) else file}:{number}"


def main():
    found = findings([VIEW / f"{name}.js" for name in SCRIPTS])
    sys.stdout.writelines(f"{line}\n" for line in found)
    sys.stdout.write(f"{len(found)} findings in {len(SCRIPTS)} scripts\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
