"""The page computes as the program does: tension, leverage, agreement and chains, for any window of time."""

from __future__ import annotations

import random
from collections import Counter
from datetime import date, timedelta
from itertools import islice
from types import SimpleNamespace

import pytest

from kg.measure.formula import Parameters, Statement, effects, precision_per_mass, score
from kg.measure.lens import Lens
from kg.network.known import known_from
from kg.network.network import day as claim_day
from kg.network.network import network_of
from kg.questions.alignment.analysis import Scope, alignment
from kg.questions.alignment.discourse import Statement as Position
from kg.questions.alignment.discourse import one_mode
from kg.questions.counting import uncounted
from kg.questions.dyads import scored, tensions, ties_by_dyad
from kg.questions.leverage.analysis import leverage
from kg.questions.leverage.chains import Hops, strongest_paths
from kg.questions.leverage.power import _mean
from kg.web.view.html import view
from kg.web.view.payload import parameters_of
from tests.web.conftest import MANIFEST, page_data
from tests.web.random_corpus import TEXT, random_corpus
from tests.web.texts import with_texts

EPOCH = date(1970, 1, 1)
TRACKS = ("reported", "interpreted", "forecast", "conditional")
NUMBERS = ("tension", "low", "high", "unshrunk", "probability", "hostile", "friendly", "mass", "clusters")


def near(value):
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def number(day):
    return None if day is None else (day - EPOCH).days


def parameters(rng):
    found = {"tau": rng.choice([0.0, 0.25, 2.0]), "sigma": rng.choice([0.05, 0.45, 3.0])}
    found |= {"prior": rng.choice([0.1, 0.5, 5.0]), "half_life": rng.choice([1.0, 180.0, 1e6])}
    return found | {"stance_half_life": rng.choice([1.0, 730.0, 1e6]), "issue_weight": rng.choice([0.0, 0.5, 1.0])}


def statements(rng):
    def one():
        intensity = rng.choice([-1.0, -0.7, 0.0, 0.7, 1.0, rng.uniform(-1, 1)])
        weight, probability = rng.choice([0.0, 1.0, rng.random()]), rng.choice([0.0, 1.0, rng.random()])
        return {"intensity": intensity, "probability": probability, "weight": weight, "cluster": rng.choice("abc")}

    found = [one() for _ in range(rng.choice([0, 1, 2, 5, 20]))]
    cancelled = [each | {"intensity": -each["intensity"]} for each in found] if rng.random() < 0.2 else []
    return found + cancelled


def test_a_score_is_that_of_the_program(evaluate):
    rng = random.Random(1)
    cases = [{"statements": statements(rng), "parameters": parameters(rng)} for _ in range(400)]
    for case, got in zip(cases, evaluate("score", [list(case.values()) for case in cases]), strict=True):
        wanted = score([Statement(**each) for each in case["statements"]], Parameters(**case["parameters"]))
        assert {key: got[key] for key in NUMBERS} == near({key: getattr(wanted, key) for key in NUMBERS}), case
        assert got["shares"] == near(list(wanted.shares)), case


def test_what_each_statement_does_is_as_in_the_program(evaluate):
    rng = random.Random(11)
    cases = [{"statements": statements(rng), "parameters": parameters(rng)} for _ in range(400)]
    for case, got in zip(cases, evaluate("effects", [list(case.values()) for case in cases]), strict=True):
        wanted = effects([Statement(**each) for each in case["statements"]], Parameters(**case["parameters"]))
        assert got == near(list(wanted)), case


def test_decay_and_precision_are_those_of_the_program(evaluate):
    rng = random.Random(2)
    cases = [{"x": rng.choice([0, 1, 180, 5000, rng.random()]), "parameters": parameters(rng)} for _ in range(200)]
    asked = [list(case.values()) for case in cases]
    got = zip(evaluate("decay", asked), evaluate("precisionPerMass", asked), strict=True)
    for case, pair in zip(cases, got, strict=True):
        chosen = Parameters(**case["parameters"])
        assert list(pair) == near([chosen.decay(case["x"]), precision_per_mass(case["x"], chosen)]), case
    of_stances = evaluate("decay", [[*each, "stance"] for each in asked])
    assert of_stances == near([Parameters(**case["parameters"]).decay(case["x"], "stance") for case in cases])


def test_a_mean_of_power_is_pooled_as_in_the_program(evaluate):
    rng, at = random.Random(3), date(2016, 7, 31)
    cases = []
    for _ in range(200):
        said = [{"value": rng.random(), "weight": rng.choice([0.2, 1.0, rng.random()]), "cluster": rng.choice("abc")}
                for _ in range(rng.randint(0, 8))]  # fmt: skip
        cases.append({"statements": said, "parameters": parameters(rng)})
    for case, got in zip(cases, evaluate("pooledMean", [list(case.values()) for case in cases]), strict=True):
        members = [_power_tie(each, at) for each in case["statements"]]
        assert got["mean"] == near(_mean(members, Lens(at=at, parameters=Parameters(**case["parameters"])))), case
        assert sum(got["weights"]) == near(1.0 if any(each["weight"] for each in case["statements"]) else 0.0)


def _power_tie(each, at):
    claim = SimpleNamespace(claimants=(each["cluster"],), polarity="affirmed", content=None)
    return SimpleNamespace(
        claim=claim, day=at, reliability=each["weight"], strength=each["value"], probability=1.0,
        voice=lambda _: each["cluster"],
    )  # fmt: skip


def test_agreement_is_the_cosine_of_the_program(evaluate):
    rng = random.Random(4)
    cases = []
    for _ in range(200):
        said = [{"actor": rng.choice("abcd"), "issue": rng.choice("xyz"), "position": rng.choice([-1, -0.7, 0, 0.7, 1])}
                for _ in range(rng.choice([0, 1, 4, 15]))]  # fmt: skip
        cases.append(said)
    cases.append([{"actor": a, "issue": "x", "position": p} for a in "ab" for p in (-1, 1)])
    for case, got in zip(cases, evaluate("congruence", [[case] for case in cases]), strict=True):
        said = [Position(s["actor"], s["issue"], float(s["position"]), "talks", None, None, "gazette") for s in case]
        pairs = one_mode(said, measure="subtract", normalisation="cosine")
        assert {(p["a"], p["b"]): p["value"] for p in got} == near({(p.a, p.b): p.value for p in pairs}), case
        issues = {(p["a"], p["b"], i["issue"]): i["value"] for p in got for i in p["issues"]}
        assert issues == near({(p.a, p.b, i.issue): i.value for p in pairs for i in p.issues}), case


def test_chains_are_those_of_the_program(evaluate):
    rng = random.Random(5)
    cases = []
    for _ in range(200):
        names, power = "abcdef"[: rng.randint(2, 6)], rng.choice([rng.random, lambda: rng.choice([0.25, 0.5, 1.0])])
        hops = [[a, b, power()] for a in names for b in names if a != b and rng.random() < 0.6]
        cases.append({"hops": hops, "longest": rng.randint(1, 4)})
    asked = [[case["hops"], "a", "b", {"longest": case["longest"], "most": 1000}] for case in cases]
    for case, got in zip(cases, evaluate("strongestChains", asked), strict=True):
        hops = Hops({(a, b): power for a, b, power in case["hops"]})
        wanted = list(islice(strongest_paths(hops, "a", "b", longest=case["longest"]), 1000))
        assert [each["power"] for each in got] == near([power for power, _ in wanted]), case
        assert Counter(tuple(e["nodes"]) for e in got) == Counter(names for _, names in wanted), case
        by_names = {names: power for power, names in wanted}
        assert [by_names[tuple(each["nodes"])] for each in got] == near([power for power, _ in wanted]), case


@pytest.fixture(scope="module", params=["shipped", "made"])
def seen(request, evaluate, shipped, shipped_network, shipped_page, tmp_path_factory):
    """What the page computes for some patches of its state, and the network it does so from: the shipped one, and one
    of a corpus that was made up."""
    whole, file = shipped_network, shipped_page
    if request.param == "made":
        corpus = random_corpus(shipped.corpus)
        whole = network_of(corpus, shipped.vocabulary)
        file = tmp_path_factory.mktemp("made") / "index.html"
        file.write_text(
            view(with_texts(whole, dict.fromkeys(corpus.articles, TEXT)), tensions(whole), MANIFEST), encoding="utf-8"
        )
    data = page_data(file)
    return lambda patches: evaluate("computed", [[patch] for patch in patches], data), whole


def windows(whole, count, seed):
    """Windows around the days that there are, some open at an end, each with a clock, level and track."""
    rng = random.Random(seed)
    days = sorted({tie.day for tie in whole.ties if tie.day}) or [date(2016, 1, 1)]
    for _ in range(count):
        start, end = sorted(rng.choice(days) + timedelta(rng.randint(-9, 9)) for _ in range(2))
        since, until = rng.choice([None, start]), rng.choice([None, end, end])
        yield since, until, rng.choice(["event", "publication"]), rng.choice(["state", "actor"]), rng.choice(TRACKS)


def expected(whole, since, until, clock, level, track):
    at = until or whole.newest_day
    seen = whole.as_known(until) if clock == "publication" and until else whole

    def inside(tie):
        day = tie.day if clock == "event" else known_from(tie.article)
        return day is not None and (since is None or day >= since) and (until is None or day <= until)

    found = {}
    for dyad, members in ties_by_dyad(seen, Lens(at=at, level=level, mode=track)).items():
        if kept := [tie for tie in members if inside(tie)]:
            found[dyad] = scored(dyad, kept, Lens(at=at, parameters=parameters_of(MANIFEST), level=level))
    return found


def patch(since, until, clock, level, track, **more):
    return {"from": number(since), "to": number(until), "clock": clock, "level": level, "track": track} | more


def same_tensions(found, whole, asked):
    got = {(dyad["a"], dyad["b"]): dyad for dyad in found["dyads"]}
    wanted = expected(whole, *asked)
    assert got.keys() == wanted.keys(), asked
    for dyad, one in wanted.items():
        mine = got[dyad]
        assert {key: mine[key] for key in NUMBERS} == near({key: getattr(one, key) for key in NUMBERS}), (asked, dyad)
        assert mine["without_contested"] == near(one.tension_without_contested), (asked, dyad)
        assert mine["direct"] == near(one.direct), (asked, dyad)
        assert (mine["claims"], mine["articles"], mine["thin"]) == (one.claims, one.articles, one.thin), (asked, dyad)
        shares = {part["claim"]: part["share"] for part in mine["contributions"]}
        assert shares == near({part.claim.key: part.share for part in one.contributions}), (asked, dyad)
        moved = {part["claim"]: part["effect"] for part in mine["contributions"]}
        assert moved == near({part.claim.key: part.effect for part in one.contributions}), (asked, dyad)
        assert list(moved) == [part.claim.key for part in one.contributions], (asked, dyad)
    return len(wanted)


def test_windows_of_time_score_as_in_the_program(seen):
    computed, whole = seen
    asked = list(windows(whole, 40, 6))
    found = computed([patch(*each, undated=False) for each in asked])
    assert sum(same_tensions(one, whole, each) for one, each in zip(found, asked, strict=True)) > 0


def test_all_data_score_as_in_the_program(seen):
    computed, whole = seen
    asked = [(None, None, "event", level, track) for level in ("state", "actor") for track in TRACKS]
    found = computed([patch(*each, undated=False) for each in asked])
    assert sum(same_tensions(one, whole, each) for one, each in zip(found, asked, strict=True)) > 0


def test_without_positions_on_policies_the_scores_are_direct(seen):
    computed, whole = seen
    (found,) = computed([patch(None, None, "event", "state", "reported", policies=False)])
    direct = {(d.a, d.b): d.direct for d in tensions(whole, Lens(parameters=parameters_of(MANIFEST)))}
    got = {(dyad["a"], dyad["b"]): dyad["tension"] for dyad in found["dyads"]}
    assert got == near({dyad: direct[dyad] for dyad in got})
    assert {dyad for dyad, tension in direct.items() if tension} <= got.keys()


def test_what_counts_in_no_score_and_why_is_as_in_the_program(seen):
    computed, whole = seen
    asked = [(None, None, "event", level, track) for level in ("state", "actor") for track in TRACKS]
    found = computed([patch(*each, undated=True) for each in asked])
    for (*_, level, track), got in zip(asked, found, strict=True):
        lens = Lens(level=level, mode=track)
        wanted = Counter(uncounted(whole, tensions(whole, lens), lens).values())
        assert {reason: len(keys) for reason, keys in got["uncounted"].items()} == wanted


def test_alignments_are_those_of_the_program(seen):
    computed, whole = seen
    asked = [(since, until, "event", level, track) for since, until, _, level, track in windows(whole, 40, 7)]
    found = computed([patch(*each, undated=each[0] is None and each[1] is None) for each in asked])
    some = 0
    for (since, until, _, level, track), got in zip(asked, found, strict=True):
        scope = Scope(level=level, modes=(track,), since=since, until=until)
        wanted = {(p.a, p.b): p.value for p in alignment(whole, scope=scope).pairs}
        assert {(p["a"], p["b"]): p["value"] for p in got["alignments"]} == near(wanted)
        some += len(wanted)
    assert some


def test_powers_are_those_of_the_program(seen):
    computed, whole = seen
    asked = [(None, until, "event", level, track) for _, until, _, level, track in windows(whole, 40, 8)]
    some = 0
    for (_, until, _, level, _), got in zip(asked, computed([patch(*each) for each in asked]), strict=True):
        ends = {tie["id"]: (tie["source"], tie["target"]) for tie in got["ties"]}
        found = leverage(whole, Lens(at=until or whole.newest_day, parameters=parameters_of(MANIFEST), level=level))
        wanted = {(p.wielder, p.over): p.power for p in found}
        assert {ends[key]: power for key, power in got["powers"].items()} == near(wanted)
        some += len(wanted)
    assert some


@pytest.mark.parametrize("undated", [True, False])
def test_what_passes_a_window_is_what_lies_in_it(seen, undated):
    computed, whole = seen
    days = {tie.claim.key: tie.day for tie in whole.ties}
    articles, claims = whole.articles, whole.claims
    asked = list(windows(whole, 40, 9))
    found = computed([patch(*each, undated=undated) for each in asked])
    for (since, until, clock, _, _), got in zip(asked, found, strict=True):
        wanted = set()
        for key, claim in claims.items():
            article = articles[claim.article]
            day = known_from(article) if clock == "publication" else days.get(key, claim_day(claim, article))
            after = since is None or (day is not None and day >= since)
            before = until is None or (day is not None and day <= until)
            if undated if day is None else after and before:
                wanted.add(key)
        assert set(got["passed"]) == wanted, (since, until, clock)
