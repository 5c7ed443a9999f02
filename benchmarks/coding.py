"""What a claim costs in keys: `python -m benchmarks.coding`, see README.md here; progress to standard error.

The stance claims of both shipped articles are made anew in the page of `kg annotate`, from a file without claims:
passages chosen by drag and by keyboard alone, with what is suggested and with `--plain`. A claim that is not then as it
was is told. Letters of free texts (notes, grounds, dates) are no keys of the page, and none of the file either.
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import mean, median
from typing import TYPE_CHECKING, Any

import yaml

from benchmarks.coder import Coder, Screen, listed, values_of
from benchmarks.measuring import CHECKOUT
from benchmarks.window import WINDOW, browser
from benchmarks.workbench import annotating

if TYPE_CHECKING:
    from collections.abc import Sequence

    from playwright.sync_api import Browser

ARTICLES = ("2016-02-china-topix-thaad-talks", "2016-07-isdp-thaad-thawing")
KIND = "stance"
PATIENCE = 60_000
FREE = frozenset({"note", "stance/ground", "stance/when", "said-on", "translation", "stance/because", "construed-as"})


def by_hand(root: Path, slug: str) -> list[tuple[int, int]]:
    """Of each stance claim in a file the keys that write it besides its quote, all and but for free texts."""
    text = (root / "sources" / "articles" / f"{slug}.yaml").read_text(encoding="utf-8")
    found = []
    for block in re.split(r"(?m)^(?=  - id:)", text.partition("claims:\n")[2]):
        (entry,) = yaml.load(block, yaml.BaseLoader) or [{}]
        if KIND in entry:
            # Editors indent a line as the one before.
            letters = sum(len(line.strip()) + 1 for line in block.splitlines() if line.strip())
            quote = entry["quote"]
            rest = letters - sum(map(len, [quote] if isinstance(quote, str) else quote))
            free = sum(len(str(each)) for path, values in values_of(entry) if path in FREE for each in values)
            free += sum(len(hedge["because"]) for hedge in listed(entry.get("hedge")) if isinstance(hedge, dict))
            found.append((rest, rest - free))
    return found


def replayed(chromium: Browser, slug: str, *, keyboard: bool, plain: bool) -> tuple[list[int], Counter[str], list[str]]:
    """The keys of each stance claim of an article, the fields they went to, and the claims that came out otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "project"
        shutil.copytree(CHECKOUT / "sources", root / "sources")
        file = root / "sources" / "articles" / f"{slug}.yaml"
        head, _, rest = file.read_text(encoding="utf-8").partition("claims:\n")
        claims = [claim for claim in yaml.load(f"claims:\n{rest}", yaml.BaseLoader)["claims"] if KIND in claim]
        file.write_text(f"{head}claims:\n", encoding="utf-8")
        # Without these claims, that others deny or answer, the project has mistakes.
        with annotating(root, *(["--plain"] if plain else []), built=False) as server:
            context = chromium.new_context(viewport=WINDOW)  # type: ignore[arg-type]
            context.set_default_timeout(PATIENCE)
            page = context.new_page()
            page.goto(server.address)
            page.goto(f"{server.origin}/article/{slug}")
            page.wait_for_selector("html[data-ready]", state="attached")
            coder = Coder(Screen(page, server.get("project")), keyboard=keyboard)
            keys = []
            for claim in claims:
                before, spent = coder.core, coder.spent.copy()
                coder.code(claim)
                keys.append(coder.core - before)
                where = ", ".join(f"{field} {count}" for field, count in (coder.spent - spent).items())
                print(f"{slug} {claim['id']} {keys[-1]}: {where}", file=sys.stderr, flush=True)
            context.close()
        written = {claim["id"]: claim for claim in _claims(file)}
    other = [(claim, written.get(claim["id"])) for claim in claims if written.get(claim["id"]) != claim]
    return keys, coder.spent, [f"{wanted} is {made}" for wanted, made in other]


def _claims(file: Path) -> Any:
    return yaml.load(file.read_text(encoding="utf-8"), yaml.BaseLoader)["claims"] or []


def row(name: str, keys: Sequence[int]) -> str:
    """A line of the table."""
    return f"| {name} | {mean(keys):.1f} | {median(keys):.0f} | {max(keys)} |"


def main() -> None:
    """Print a table of the keys of one claim."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--article", choices=ARTICLES, action="append")
    parser.add_argument("--way", choices=("drag", "keyboard"), action="append")
    parser.add_argument("--plain", action=argparse.BooleanOptionalAction, help="only without suggestions, or with them")
    parser.add_argument("--spent", action="store_true", help="also where the keys went")
    given = parser.parse_args()
    articles = given.article or ARTICLES
    hand = [each for slug in articles for each in by_hand(CHECKOUT, slug)]
    rows, spent = [], {}
    with browser() as chromium:
        for way in given.way or ("drag", "keyboard"):
            for plain in (False, True) if given.plain is None else (given.plain,):
                name = f"{'a drag and keys' if way == 'drag' else 'keyboard alone'}{', --plain' if plain else ''}"
                found = [replayed(chromium, slug, keyboard=way == "keyboard", plain=plain) for slug in articles]
                rows.append(row(name, [key for keys, _, _ in found for key in keys]))
                spent[name] = dict(sum((each for _, each, _ in found), Counter()).most_common())
                other = [claim for _, _, wrong in found for claim in wrong]
                print(f"{name}: {len(other)} otherwise\n{chr(10).join(other)}", file=sys.stderr, flush=True)
    print(f"| keys of one of {len(hand)} stance claims | mean | median | most |\n| --- | --- | --- | --- |")
    print("\n".join(rows))
    print(row("YAML by hand, besides the quote and free texts", [each for _, each in hand]))
    print(row("YAML by hand, besides the quote", [each for each, _ in hand]))
    if given.spent:
        print(json.dumps(spent, indent=1))


if __name__ == "__main__":
    main()
