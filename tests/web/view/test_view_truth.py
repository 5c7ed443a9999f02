"""What the map draws is what is computed, whatever the reader switches on and off, in whatever order."""

from __future__ import annotations

import random

import pytest

LAYERS = ("tension", "leverage", "position", "stance", "event", "alignment")


def states(count, seed):
    """States as a reader makes them, one after the other in the same page."""
    rng = random.Random(seed)
    for _ in range(count):
        layers = [layer for layer in LAYERS if rng.random() < 0.6] or ["tension"]
        yield {
            "layers": ",".join(layers), "level": rng.choice(["state", "actor"]), "lines": rng.choice(["pair", "kind"]),
            "track": rng.choice(["reported", "reported", "forecast"]), "policies": rng.choice(["yes", "no"]),
            "to": rng.choice(["2016-03-01", "2016-07-20", "2016-08-31"]), "kinds": rng.choice(["issue,people", "people"]),
        }  # fmt: skip


def drawn_in(page):
    """What is drawn and what is computed, after each of many states in one page."""
    found = []
    for state in states(14, 5):
        page.evaluate("address => { location.hash = address; }", "#" + "&".join(f"{k}={v}" for k, v in state.items()))
        page.wait_for_function("level => kgView.state().level === level", arg=state["level"])
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        found.append(
            (state, *page.evaluate("[kgView.lines(), kgView.written(), kgView.drawn().nodes, kgView.computed({})]"))
        )
    return found


def labels_say_the_number_of_now_or_nothing(drawn):
    some = 0
    for state, lines, shown, _, computed in drawn:
        wanted = {line["id"]: line["label"] for line in lines}
        assert shown.keys() == wanted.keys(), state
        for id_, label in shown.items():
            assert label.strip() in ("", wanted[id_]), (state, id_)
        tensions = {dyad["id"]: dyad["tension"] for dyad in computed["dyads"]}
        for line in lines:
            if line["layer"] == "tension" and line["label"]:
                number = float(line["label"].split()[0].replace("\u2212", "-"))
                assert number == pytest.approx(tensions[line["opens"]], abs=0.00501), (state, line["id"])
                some += 1
    assert some > 30


def widths_are_in_proportion_to_both_sides(drawn):
    some = 0
    for state, lines, _, _, computed in drawn:
        by_id = {line["id"]: line for line in lines if line["layer"] == "tension"}
        for dyad in computed["dyads"]:
            outer, inner = by_id.get(dyad["id"]), by_id.get(f"{dyad['id']}#core")
            lesser, greater = sorted((dyad["hostile"], dyad["friendly"]))
            if outer and inner:
                assert inner["width"] / outer["width"] == pytest.approx(lesser / (lesser + greater), abs=0.02), (
                    state,
                    dyad["id"],
                )
                some += 1
            elif outer:
                assert outer["width"] * lesser / (lesser + greater or 1) < 0.51
    assert some


def no_node_floats_without_a_line(drawn):
    for state, lines, _, nodes, _ in drawn:
        ends = {end for line in lines for end in (line["from"], line["to"])}
        assert set(nodes) == ends, state


def colours_say_the_side_and_fading_how_sure_it_is(drawn):
    for state, lines, _, _, computed in drawn:
        dyads = {dyad["id"]: dyad for dyad in computed["dyads"]}
        for line in lines:
            if line["layer"] == "tension" and line["id"] in dyads:
                dyad = dyads[line["id"]]
                assert line["side"] == ("hostile" if dyad["hostile"] >= dyad["friendly"] else "friendly"), state
                assert line["fade"] == pytest.approx(0.7 * (1 - abs(2 * dyad["probability"] - 1)), abs=0.006), state


def test_the_map_tells_what_is_computed_over_many_states_of_one_page(visit, shipped_page):
    drawn = drawn_in(visit(shipped_page))
    labels_say_the_number_of_now_or_nothing(drawn)
    widths_are_in_proportion_to_both_sides(drawn)
    no_node_floats_without_a_line(drawn)
    colours_say_the_side_and_fading_how_sure_it_is(drawn)


def test_another_level_is_shown_whole(visit, shipped_page):
    page = visit(shipped_page, "#kinds=issue,people,event,voices")
    page.locator("#choose-level").select_option("actor")
    frame = page.locator("#canvas").bounding_box()

    def outside(id_):
        point = page.evaluate("id => kgView.point(id)", id_)
        inside = frame["x"] <= point["x"] <= frame["x"] + frame["width"]
        return not (inside and frame["y"] <= point["y"] <= frame["y"] + frame["height"])

    page.wait_for_function(
        "frame => kgView.drawn().nodes.every((id) => { const p = kgView.point(id); return p.x >= frame.x && p.x <= frame.x + frame.width; })",
        arg=frame,
    )
    assert not [id_ for id_ in page.evaluate("kgView.drawn().nodes") if outside(id_)]
