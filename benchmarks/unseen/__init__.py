"""Two texts of other conflicts, coded before any rule was tried on them: `python -m benchmarks.unseen DIR`.

`coded.json` has the claims as offsets and names alone: the texts are two of the shared data (`pages/bodies`), a check
of what Russia and Syria say of a base of the United States (2019), and news of talks on tariffs between the United
States and China (2019). From both a project is made, for `kg draft --evaluate --root DIR` and for
`benchmarks.gates --root DIR`. One reader coded them, in one go, as the codebook says; nobody looked over it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import yaml

from benchmarks.measuring import CHECKOUT

DATA = CHECKOUT.parent / "shared" / "data" / "pages" / "bodies" / "truth.json"
CODED = Path(__file__).with_name("coded.json")


def write_project(root: Path, data: Path = DATA) -> None:
    """Write the project of both texts into a folder; raises ValueError where a text is not the one that was coded."""
    coded = json.loads(CODED.read_text(encoding="utf-8"))
    texts = json.loads(data.read_text(encoding="utf-8"))
    folder = root / "sources" / "articles"
    folder.mkdir(parents=True)
    issues = {slug: {"label": label, "definition": f"{label}."} for slug, label in coded["issues"].items()}
    for name, entries in (("actors", coded["actors"]), ("issues", issues), ("events", {})):
        _write(folder.parent / f"{name}.yaml", entries)
    for article in coded["articles"]:
        text = texts[article["page"]]["articleBody"]
        if hashlib.sha256(text.encode()).hexdigest() != article["sha256"]:
            raise ValueError(f"{article['slug']}: the text is not the one that was coded")
        head = {
            "title": text.partition("\n")[0][:100],
            "language": "en",
            "publisher": article["publisher"],
            "published": article["published"],
            "published-basis": "As it was collected.",
        }
        claims = [entry(text, claim, f"claim-{number}") for number, claim in enumerate(article["claims"], 1)]
        _write(folder / f"{article['slug']}.yaml", {"article": head, "claims": claims})
        (folder / f"{article['slug']}.txt").write_text(text, encoding="utf-8")


def entry(text: str, claim: dict[str, Any], name: str) -> dict[str, Any]:
    """A claim as the YAML of articles has it; what only people need to read is filled in."""
    quote = _words(text, claim["span"])
    made: dict[str, Any] = {"id": name, "quote": quote, "said-by": claim["said-by"]}
    made |= {key: claim[key] for key in ("reported-by", "mode", "certainty", "polarity") if key in claim}
    if "hedge" in claim:
        made["hedge"] = [_words(text, span) for span in claim["hedge"]]
    if claim["mode"] == "forecast":
        made["no-interval"] = "Not looked up."
    if claim["mode"] == "conditional":
        made["condition"] = "As the sentence says."
    for kind, more in (("stance", {}), ("event", {"label": quote}), ("leverage", {"instrument": quote})):
        if kind in claim:
            made[kind] = more | claim[kind] | ({"strength": "moderate"} if kind == "leverage" else {})
    return made


def _words(text: str, span: list[int]) -> str:
    return " ".join(text[slice(*span)].split())


def _write(path: Path, entries: Any) -> None:
    path.write_text(yaml.safe_dump(entries, allow_unicode=True, sort_keys=False), encoding="utf-8")
