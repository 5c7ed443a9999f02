"""What small files cost that ask for much: `python -m benchmarks.bounded`, see README.md here.

Every case is a project whose files are small, and whose work was once quadratic or worse in what they say: a treaty of
195 parties, a chain of 2,000 who act for each other, a word that stands millions of times.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.measuring import CHECKOUT, FailedError, run, size_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    Files = Mapping[str, Any]

TIMEOUT = 300.0
# Kilobytes of addresses that a build may take, so that one that takes more ends by itself.
MEMORY = 6_000_000
PUBLISHER = {"kind": "organization", "label": "The Gazette"}
HEAD = {"title": "An article", "publisher": "gazette", "published": "2020-01-01", "published-basis": "The dateline."}


def joint_act(size: int) -> Files:
    """One event whose parties all act toward each other, as the signatories of a treaty do."""
    parties = _names("state", size)
    event = {"label": "The treaty", "type": "AGREE", "initiator": parties, "recipient": parties, "when": "2019-12-31"}
    return _project(_actors(parties), [_claim(0, event=event)])


def attack(size: int) -> Files:
    """One event by many against as many others."""
    parties = _names("state", 2 * size)
    event = {"label": "Sanctions", "type": "SANCTION", "initiator": parties[:size], "recipient": parties[size:]}
    return _project(_actors(parties), [_claim(0, event=event | {"when": "2019-12-31"})])


def holders(size: int) -> Files:
    """One stance of many toward an issue that one of them pursues, and one toward an actor."""
    parties = _names("state", size)
    target = {"target": {"kind": "state", "label": "The target"}}
    issues = {"policy": {"label": "The policy", "definition": "A policy.", "directed-at": ["target"]}}
    claims = [
        _claim(0, stance={"holder": parties, "target": "policy", "type": "opposes"}),
        _claim(1, stance={"holder": parties, "target": "target", "type": "opposes"}),
    ]
    return _project(_actors(parties) | target, claims, issues)


def policy(size: int) -> Files:
    """One stance of many toward an issue that is directed at as many others."""
    parties = _names("state", 2 * size)
    issues = {"policy": {"label": "The policy", "definition": "A policy.", "directed-at": parties[size:]}}
    stance = {"holder": parties[:size], "target": "policy", "type": "opposes"}
    return _project(_actors(parties), [_claim(0, stance=stance)], issues)


def camps(size: int) -> Files:
    """Many single stances toward one issue, half of them for it and half against."""
    parties = _names("state", size)
    issues = {"policy": {"label": "The policy", "definition": "A policy."}}
    claims = [
        _claim(at, stance={"holder": each, "target": "policy", "type": "opposes" if at % 2 else "supports"})
        for at, each in enumerate(parties)
    ]
    return _project(_actors(parties), claims, issues)


def positions(size: int) -> Files:
    """A hundred stances that so many hold together, toward ten issues, a third of them against."""
    parties = _names("state", size)
    issues = {each: {"label": each.capitalize(), "definition": "A policy."} for each in _names("policy", 10)}
    claims = [
        _claim(
            at, stance={"holder": parties, "target": f"policy-{at % 10}", "type": "supports" if at % 3 else "opposes"}
        )
        for at in range(100)
    ]
    return _project(_actors(parties), claims, issues)


def leverage(size: int) -> Files:
    """One leverage of many over as many others."""
    parties = _names("state", 2 * size)
    content = {"wielder": parties[:size], "over": parties[size:], "instrument": "Trade"}
    content |= {"effect": "pressure", "strength": "strong"}
    return _project(_actors(parties), [_claim(0, leverage=content)])


def chain(size: int) -> Files:
    """Actors of whom each acts for the next."""
    names = _names("body", size)
    actors = {
        each: {"kind": "organization", "label": f"Body {at}", "acts-for": ahead}
        for at, (each, ahead) in enumerate(zip(names, [*names[1:], "state-0"], strict=True))
    }
    return _project(actors | _actors(["state-0", "state-1"]), [_stance(0, names[0], "state-1")])


def tree(size: int) -> Files:
    """One actor for whom all others act, each of which holds a position."""
    names = _names("body", size)
    actors = {
        each: {"kind": "organization", "label": f"Body {at}", "acts-for": "state-0"} for at, each in enumerate(names)
    }
    claims = [_stance(at, each, "state-1") for at, each in enumerate(names)]
    return _project(actors | _actors(["state-0", "state-1"]), claims)


def word(size: int) -> Files:
    """A word that stands so often in a text and is furniture, an ambiguous quote, and one of an occurrence."""
    claims = [
        _claim(0, quote="b c", stance=_toward("state-0", "state-1")),
        *(_claim(at, quote="a", stance=_toward("state-0", "state-1")) for at in range(1, 6)),
        _claim(6, quote="a", occurrence=3, stance=_toward("state-0", "state-1")),
    ]
    head = HEAD | {"furniture": "a"}
    return _project(_actors(["state-0", "state-1"]), claims, text="b c " + "a " * size, head=head)


def repeats(size: int) -> Files:
    """Quotes that nearly stand in a text of one phrase again and again, and do not."""
    phrase = "the minister said that the talks would go on and "
    claims = [_claim(at, quote=phrase * 8 + f"ended {at}", stance=_toward("state-0", "state-1")) for at in range(20)]
    return _project(_actors(["state-0", "state-1"]), claims, text=phrase * size)


def article(size: int) -> Files:
    """So many claims in one article, each with a quote of its own."""
    parties = _names("state", 40)
    claims = [
        _claim(at, stance=_toward(parties[at % 40], parties[(at * 7 + 1 + at // 40) % 40]))
        for at in range(size)
        if parties[at % 40] != parties[(at * 7 + 1 + at // 40) % 40]
    ]
    return _project(_actors(parties), claims)


def actors(size: int) -> Files:
    """So many actors with labels alike, and one claim."""
    return _project(_actors(_names("state", size)), [_stance(0, "state-0", "state-1")])


def unknown(size: int) -> Files:
    """So many claims about an actor of a slightly wrong name, among as many actors."""
    names = _names("state", size)
    return _project(_actors(names), [_stance(at, f"sate-{at}", "state-0") for at in range(size)])


def alike(size: int) -> Files:
    """So many actors of one label."""
    named = {each: {"kind": "state", "label": "Republic"} for each in _names("state", size)}
    return _project(named, [_stance(0, "state-0", "state-1")])


def denials(size: int) -> Files:
    """One content that so many affirm and as many deny."""
    claims = [
        _claim(at, stance=_toward("state-0", "state-1")) | ({"polarity": "denied"} if at % 2 else {})
        for at in range(2 * size)
    ]
    return _project(_actors(["state-0", "state-1"]), claims)


def passage(size: int) -> Files:
    """So many claims on one passage."""
    names = _names("state", size + 1)
    claims = [_claim(at, quote="They met.", stance=_toward(each, names[-1])) for at, each in enumerate(names[:-1])]
    return _project(_actors(names), claims, text="They met.")


def deep(size: int) -> Files:
    """A value of lists within lists."""
    project = _project(_actors(["state-0", "state-1"]), [_stance(0, "state-0", "state-1") | {"note": "DEEP"}])
    entries = _yaml(project["articles/article.yaml"]).replace('"DEEP"', "[" * size + "]" * size)
    return {**project, "articles/article.yaml": entries}


CASES: dict[str, tuple[Callable[[int], Files], tuple[int, ...]]] = {
    "joint act": (joint_act, (20, 100, 195, 800)),
    "attack": (attack, (100, 400)),
    "holders": (holders, (195, 800)),
    "policy": (policy, (100, 400)),
    "camps": (camps, (195, 800)),
    "positions": (positions, (50, 195)),
    "leverage": (leverage, (100, 400)),
    "chain": (chain, (2_000,)),
    "tree": (tree, (2_000,)),
    "word": (word, (3_900_000,)),
    "repeats": (repeats, (20_000,)),
    "article": (article, (4_000, 16_000)),
    "actors": (actors, (16_000,)),
    "unknown": (unknown, (1_000, 5_000)),
    "alike": (alike, (5_000,)),
    "denials": (denials, (500, 5_000)),
    "passage": (passage, (2_000,)),
    "deep": (deep, (100, 5_000)),
}


def write(project: Files, root: Path) -> None:
    """Write a project into a folder; JSON is YAML."""
    for name, content in project.items():
        path = root / "sources" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else _yaml(content), encoding="utf-8")


def _yaml(content: Any) -> str:
    return json.dumps(content, ensure_ascii=False, indent=1)


def _project(
    named: Files, claims: Sequence[Files], issues: Files | None = None, *, text: str = "", head: Files = HEAD
) -> Files:
    sentences = "\n".join(str(claim["quote"]) for claim in claims)
    return {
        "actors.yaml": {"gazette": PUBLISHER, **named},
        "issues.yaml": issues or {},
        "articles/article.txt": text or f"{sentences}\n",
        "articles/article.yaml": {"article": head, "claims": list(claims)},
    }


def _names(kind: str, size: int) -> list[str]:
    return [f"{kind}-{at}" for at in range(size)]


def _actors(names: Iterable[str]) -> dict[str, Any]:
    return {each: {"kind": "state", "label": each.replace("-", " ").capitalize()} for each in names}


def _claim(at: int, **content: Any) -> dict[str, Any]:
    return {"id": f"c-{at}", "quote": f"Sentence number {at} says so.", "said-by": "gazette"} | content


def _stance(at: int, holder: str, target: str) -> dict[str, Any]:
    return _claim(at, stance=_toward(holder, target))


def _toward(holder: str, target: str) -> dict[str, Any]:
    return {"holder": holder, "target": target, "type": "opposes"}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="Measure what small files cost that ask for much.")
    parser.add_argument("--only", default="", help="the names of cases, with commas between")
    parser.add_argument(
        "--checkout", type=Path, action="append", help="a checkout to measure; this one, and any others"
    )
    parser.add_argument("--timeout", type=float, default=TIMEOUT, help="seconds after which a build is given up")
    parser.add_argument("--write", type=Path, help="write the projects into a folder and measure nothing")
    parser.add_argument(
        "--sizes", default="", help="the numbers of parties, claims or words, instead of each case's own"
    )
    given = parser.parse_args()
    only = given.only.split(",") if given.only else list(CASES)
    cases = [
        (name, case, size)
        for name, (case, sizes) in CASES.items()
        if name in only
        for size in (map(int, given.sizes.split(",")) if given.sizes else sizes)
    ]
    if given.write:
        for name, case, size in cases:
            write(case(size), given.write / f"{name.replace(' ', '-')}-{size}")
        return
    checkouts = given.checkout or [CHECKOUT]
    print("| case | size |", " | ".join(each.name for each in checkouts), "|")
    print("| --- | --- |", " --- |" * len(checkouts), sep="")
    for name, case, size in cases:
        with tempfile.TemporaryDirectory() as folder:
            write(case(size), Path(folder))
            costs = " | ".join(cost(Path(folder), each, given.timeout) for each in checkouts)
        print(f"| {name} | {size:,} | {costs} |", flush=True)


def cost(root: Path, checkout: Path, timeout: float) -> str:
    """The CPU seconds and peak megabytes of a build, and its output in megabytes or how many findings it has."""
    out = root / "out"
    shutil.rmtree(out, ignore_errors=True)
    limited = ["sh", "-c", f'ulimit -v {MEMORY}; exec "$@"', "sh"]
    command = [*limited, sys.executable, "-m", "kg", "build", "--root", str(root), "--out", str(out)]
    try:
        found = run(command, timeout, checkout=checkout, fine=(0, 1))
    except TimeoutError:
        return f"over {timeout:.0f} s on the clock"
    except FailedError as error:
        return str(error).strip().splitlines()[-1]
    lines = found.output.count(b" error: ")
    if b"Traceback" in found.output:
        return found.output.decode().strip().splitlines()[-1]
    made = f"{size_of(out):.1f} MB" if out.exists() else f"{lines:,} errors"
    return f"{found.cpu:.1f} s, {found.peak:,.0f} MB → {made}"


if __name__ == "__main__":
    main()
