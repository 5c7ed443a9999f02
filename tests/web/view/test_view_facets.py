"""What passes the filters, how much each choice would leave, and that an address keeps all of it."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date
from urllib.parse import quote

import pytest

from tests.web.conftest import page_data

KEYS = ("actor", "kind", "issue", "claimant", "article", "mode", "certainty", "standing")
LAYERS = ("tension", "leverage", "position", "stance", "event", "alignment")
HOSTILE = (
    "%", "%E0%A4%A", "node=%", "claim=%FF", "actor=%,%", "from=NaN", "to=9999-99-99", "from=2016-13-45", "to=1e999",
    "from=-271821-04-20", "from=0000-00-00", "least=NaN", "least=Infinity", "least=-1e308", "least=1e999", "most=NaN",
    "most=1e308", "most=-5", "most=0", "most=Infinity", "camera=1,2", "camera=1,2,0", "camera=NaN,NaN,NaN",
    "camera=Infinity,0,1", "camera=1,2,3,4", "camera=", "around=3,node=x", "around=1,", "around=", "around=1,node=%",
    "around=x,node=china", "layers=", "layers=%", "layers=__proto__", "kinds=constructor", "__proto__=x", "toString=1",
    "constructor=1", "hasOwnProperty=a", "level=galaxy", "lines=", "track=%00", "clock=noon", "sign=up", "show=all",
    "=", "&&&", "=&=&=", "path=--", "alignment=a--b", "tie=%00--%00", "mode=nothing&article=nothing", "undated=perhaps",
    "<script>alert(1)</script>", "a" * 20_000,
)  # fmt: skip


@pytest.fixture(scope="module")
def data(shipped_page):
    return page_data(shipped_page)


FOLLOW = """(wanted) => new Promise((done) => {
  if (location.hash === wanted) done();
  window.addEventListener("hashchange", () => done(), { once: true });
  location.hash = wanted;
})"""


def number(text):
    return (date.fromisoformat(text) - date(1970, 1, 1)).days if text else None


def values(data, claim, current):
    """What a claim has by facet."""
    content = claim["content"]
    involved = [slug for role in ("sources", "targets", "about") for slug in content.get(role, [])]
    kinds = {node["slug"]: node["kind"] for node in data["nodes"]}
    actors = {slug for slug in involved if slug in data["ends"]}

    def counts(other):
        known = number(data["articles"][data["claims"][other]["article"]].get("known"))
        return current["clock"] == "event" or current["to"] is None or (known is not None and known <= current["to"])

    disputed = any(counts(other) for other in claim.get("against", []))
    standing = "denial" if claim["polarity"] == "denied" else "contested" if disputed else "undisputed"
    return {
        "actor": actors | {data["ends"][slug] for slug in actors},
        "kind": {kinds[slug] for slug in actors if slug in kinds},
        "issue": {slug for slug in involved if kinds.get(slug) == "issue"},
        "claimant": set(claim["claimants"]),
        "article": {claim["article"]},
        "mode": {claim["mode"]},
        "certainty": {claim["certainty"]},
        "standing": {standing},
    }


def in_window(data, claim, current):
    known = data["articles"][claim["article"]].get("known")
    day = number(known if current["clock"] == "publication" else claim.get("day"))
    if day is None:
        return current["undated"]
    return (current["from"] is None or day >= current["from"]) and (current["to"] is None or day <= current["to"])


def brute(data, current):
    passed, counts = set(), {key: Counter() for key in KEYS}
    for name, claim in data["claims"].items():
        if not in_window(data, claim, current):
            continue
        own = values(data, claim, current)
        fits = {key: not (own[key].isdisjoint(chosen)) for key, chosen in current["filters"].items() if chosen}
        if all(fits.values()):
            passed.add(name)
        for key in KEYS:
            if all(fit for other, fit in fits.items() if other != key):
                counts[key].update(own[key])
    return passed, {key: dict(found) for key, found in counts.items()}


def states(data, count, seed):
    rng = random.Random(seed)
    days = sorted({number(claim["day"]) for claim in data["claims"].values() if claim.get("day")})
    there = {key: set() for key in KEYS}
    for claim in data["claims"].values():
        for key, own in values(data, claim, {"clock": "event", "to": None}).items():
            there[key] |= own
    for _ in range(count):
        chosen = rng.sample(KEYS, rng.choice([0, 1, 1, 2, 3]))
        filters = {key: rng.sample(sorted(there[key]), rng.randint(1, min(4, len(there[key])))) for key in chosen}
        start, end = sorted(rng.choices(days, k=2))
        yield {
            "from": rng.choice([None, None, start]), "to": rng.choice([None, None, end]), "filters": filters,
            "clock": rng.choice(["event", "publication"]), "undated": rng.random() < 0.5,
        }  # fmt: skip


def test_what_passes_is_one_choice_of_each_facet(evaluate, data):
    asked, sizes = list(states(data, 150, 1)), set()
    for current, got in zip(asked, evaluate("computed", [[each] for each in asked], data), strict=True):
        assert set(got["passed"]) == brute(data, current)[0], current
        sizes.add(len(got["passed"]))
    assert len(sizes) > 10


def test_the_counts_of_a_facet_ignore_its_own_choices(evaluate, data):
    asked = list(states(data, 150, 2))
    for current, got in zip(asked, evaluate("facetCounts", [[each] for each in asked], data), strict=True):
        assert got == brute(data, current)[1], current


def test_an_address_keeps_the_state(evaluate, data):
    rng = random.Random(3)
    nodes = [node["id"] for node in data["nodes"]]
    asked = [
        current | {
            "selection": rng.choice(["", *nodes, *(f"claim={key}" for key in data["claims"])]),
            "level": rng.choice(["state", "actor"]), "lines": rng.choice(["pair", "kind", "claim"]),
            "track": rng.choice(["reported", "forecast"]), "policies": rng.random() < 0.5, "sign": rng.choice(["", "hostile", "friendly"]),
            "least": rng.choice([0, 0.15]), "most": rng.choice([100, 20]), "show": rng.choice(["map", "table", "both"]),
            "ego": rng.choice([None, {"node": rng.choice(nodes), "steps": rng.choice([1, 2])}]),
            "kinds": {key: rng.random() < 0.5 for key in ("issue", "people", "event", "voices")},
            "layers": {key: rng.random() < 0.5 for key in LAYERS},
            "camera": rng.choice([None, [rng.randint(-500, 500), rng.randint(-500, 500), 0.75]]),
        }
        for current in states(data, 100, 4)
    ]  # fmt: skip
    addresses = evaluate("addressOf", [[current] for current in asked], data)
    assert len(set(addresses)) == len(asked)
    assert evaluate("readAddress", [[address] for address in addresses], data) == asked


def test_no_address_breaks_the_page(browser, shipped_page):
    opened, wrong = browser.new_page(), []
    opened.goto(shipped_page.as_uri())
    keys = set(opened.evaluate("kgView.state()"))
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.on("console", lambda message: wrong.append(message.text))
    for text in HOSTILE:
        opened.evaluate(FOLLOW, f"#{quote(text, safe='%&=,/-<>()')}")
        assert not wrong, (text[:60], wrong)
        assert set(opened.evaluate("kgView.state()")) == keys, text[:60]
    opened.close()
