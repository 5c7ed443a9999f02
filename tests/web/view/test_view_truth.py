"""What the map draws is what is computed, whatever the reader switches on and off, in whatever order."""

from __future__ import annotations

import base64
import random

import pytest

from tests.web.view.drawn import look, nothing_overlaps, passing, scores_of

LAYERS = ("tension", "leverage", "position", "stance", "event", "alignment")
KINDS = ("people", "issue,people", "issue,people,event", "issue,people,event,voices")
FILTERS = ({}, {}, {}, {"mode": "reported"}, {"standing": "undisputed"}, {"sign": "hostile"}, {"least": "0.2"})
WINDOWS = ({}, {}, {"from": "2016-02-20"}, {"from": "2016-07-01"})
STATES = 40


def states(count, seed):
    """States as a reader makes them, one after the other in the same page."""
    rng = random.Random(seed)
    for _ in range(count):
        layers = [layer for layer in LAYERS if rng.random() < 0.6] or ["tension"]
        yield {
            "layers": ",".join(layers), "level": rng.choice(["state", "actor"]),
            "lines": rng.choice(["pair", "kind", "claim"]), "track": rng.choice(["reported", "reported", "forecast"]),
            "policies": rng.choice(["yes", "no"]), "to": rng.choice(["2016-03-01", "2016-07-20", "2016-08-31"]),
            "kinds": rng.choice(KINDS), **rng.choice(FILTERS), **rng.choice(WINDOWS),
        }  # fmt: skip


def drawn_in(page):
    """What is seen after each of many states in one page, then with the strongest or some other score selected."""
    seen, rng = [], random.Random(3)
    for state in states(STATES, 7):
        page.evaluate("address => { location.hash = address; }", "#" + "&".join(f"{k}={v}" for k, v in state.items()))
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        assert page.evaluate("kgView.state().lines") == state["lines"]
        assert page.evaluate("kgView.state().level") == state["level"]
        whole = look(page, state)
        seen.append(whole)
        if scores := scores_of(whole):
            line = scores[0] if rng.random() < 0.5 else rng.choice(scores)
            page.evaluate("id => kgView.select(id)", line["opens"])
            seen.append(look(page, state, line["id"]))
    return seen


def number_of(label):
    return float(label.split()[0].replace("\u2212", "-"))


def labels_say_the_number_of_now_or_nothing(drawn):
    some = 0
    for each in drawn:
        wanted = {line["id"]: line["label"] for line in each.lines}
        assert each.written.keys() == wanted.keys(), each.state
        for id_, label in each.written.items():
            assert label in ("", wanted[id_]), (each.state, id_)
        dyads = {dyad["id"]: dyad for dyad in each.computed["dyads"]}
        alignments = {f"{pair['a']}--{pair['b']}": pair["value"] for pair in each.computed["alignments"]}
        for line in each.lines:
            if line["layer"] == "tension" and line["label"]:
                dyad = dyads[line["opens"]]
                number = dyad["unshrunk"] if dyad["faded"] else dyad["tension"]
                assert line["label"].startswith("once ") == dyad["faded"], each.state
                assert number_of(line["label"].removeprefix("once ")) == pytest.approx(number, abs=0.00501), each.state
                some += 1
            if line["layer"] == "alignment":
                value = alignments[line["opens"].removeprefix("alignment=")]
                assert number_of(line["label"].removeprefix("\u2248 ")) == pytest.approx(value, abs=0.00501), each.state
    assert some > 30


def every_line_has_a_name_and_opens_something(drawn):
    for each in drawn:
        ids = [line["id"] for line in each.lines]
        assert all(ids), each.state
        assert len(set(ids)) == len(ids), each.state
        assert all(line["opens"] for line in each.lines), each.state


def counts_are_those_of_the_claims(drawn):
    for each in drawn:
        ties = {tie["id"]: tie for tie in each.computed["ties"]}
        for line in each.lines:
            tie = ties.get(line["id"])
            if tie and line["layer"] in ("leverage", "position", "stance", "event"):
                count = len(tie["claims"])
                assert line["width"] == pytest.approx(1.2 + 0.35 * min(count, 6), abs=0.006), each.state
                assert line["label"].split()[:1] == [str(count)] or count == 1, each.state
                intensity = tie["intensity"] or 0
                side = "hostile" if intensity < 0 else "friendly" if intensity else "neutral"
                assert line["side"] == ("leverage" if tie["relation"] == "leverage" else side), each.state


def widths_are_in_proportion_to_both_sides(drawn):
    some = 0
    for each in drawn:
        by_id = {line["id"]: line for line in each.lines if line["layer"] == "tension"}
        for dyad in each.computed["dyads"]:
            outer, inner = by_id.get(dyad["id"]), by_id.get(f"{dyad['id']}#core")
            lesser, greater = sorted((dyad["hostile"], dyad["friendly"]))
            if outer:
                assert outer["width"] == pytest.approx(4 + 22 * greater, abs=0.006), each.state
            if outer and inner:
                share = lesser / (lesser + greater)
                assert inner["width"] / outer["width"] == pytest.approx(share, abs=0.02), (each.state, dyad["id"])
                some += 1
            elif outer:
                assert outer["width"] * lesser / (lesser + greater or 1) < 0.51
    assert some


def no_node_floats_without_a_line(drawn):
    for each in drawn:
        ends = {end for line in each.lines for end in (line["from"], line["to"])}
        if "voices" in each.state["kinds"]:
            assert set(each.nodes) >= ends, each.state
        else:
            assert set(each.nodes) == ends, each.state


def colours_say_the_side_and_fading_how_sure_it_is(drawn, colours):
    for each in drawn:
        dyads = {dyad["id"]: dyad for dyad in each.computed["dyads"]}
        for line in each.lines:
            if line["layer"] == "tension" and line["id"] in dyads:
                dyad = dyads[line["id"]]
                side = "hostile" if dyad["hostile"] >= dyad["friendly"] else "friendly"
                if dyad[side] < 0.005:
                    side = ("hostile" if dyad["unshrunk"] > 0 else "friendly") if dyad["faded"] else "neutral"
                assert line["side"] == side, each.state
                assert bool(line["dashes"]) == dyad["faded"], each.state
                assert line["fade"] == pytest.approx(0.7 * (1 - abs(2 * dyad["probability"] - 1)), abs=0.006), (
                    each.state
                )
            if each.selected:
                continue
            path = each.paths[line["id"]]
            assert path["width"] == line["width"], each.state
            colour = colours["event-line" if line["layer"] == "part" else line["side"]]
            assert path["colour"] == mixed(colour, colours["paper"], line["fade"]), each.state


def mixed(from_, to, part):
    pairs = [(int(from_[at : at + 2], 16), int(to[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{int(a * (1 - part) + b * part + 0.5):02x}" for a, b in pairs)


def lines_go_around_the_nodes_of_others(drawn):
    for each in drawn:
        assert not passing(each), (each.state, each.selected)


def the_strongest_tie_and_the_selected_one_have_their_labels(drawn):
    some = 0
    for each in drawn:
        scores = scores_of(each)
        for line in scores:
            if line is scores[0] or line["id"] == each.selected:
                assert each.written[line["id"]] == line["label"], (each.state, each.selected)
                some += 1
    assert some > 40


def colours_of(page):
    wanted = ["paper", "hostile", "friendly", "leverage", "neutral", "event-line"]
    script = (
        "names => names.map((name) => getComputedStyle(document.documentElement).getPropertyValue('--' + name).trim())"
    )
    return dict(zip(wanted, page.evaluate(script, wanted), strict=True))


def test_the_map_tells_what_is_computed_over_many_states_of_one_page(visit, shipped_page):
    page = visit(shipped_page)
    drawn = drawn_in(page)
    labels_say_the_number_of_now_or_nothing(drawn)
    every_line_has_a_name_and_opens_something(drawn)
    counts_are_those_of_the_claims(drawn)
    widths_are_in_proportion_to_both_sides(drawn)
    no_node_floats_without_a_line(drawn)
    colours_say_the_side_and_fading_how_sure_it_is(drawn, colours_of(page))
    lines_go_around_the_nodes_of_others(drawn)
    the_strongest_tie_and_the_selected_one_have_their_labels(drawn)
    nothing_overlaps(drawn)


PIXELS = """async ([address, points]) => {
    const image = new Image();
    image.src = address;
    await image.decode();
    const sheet = document.createElement("canvas");
    [sheet.width, sheet.height] = [image.width, image.height];
    const pen = sheet.getContext("2d", { willReadFrequently: true });
    pen.drawImage(image, 0, 0);
    const paper = [...pen.getImageData(0, 0, 1, 1).data];
    const isPaper = ([x, y]) => [...pen.getImageData(x, y, 1, 1).data].every((value, at) => value === paper[at]);
    return { width: image.width, height: image.height, blank: points.map(isPaper) };
}"""


@pytest.mark.parametrize("camera", ["", "&camera=900,700,1.9", "&camera=0,0,0.1"])
@pytest.mark.parametrize("kinds", ["issue,people", "issue,people,event,voices"])
def test_the_saved_picture_holds_every_node_label_and_line(visit, shipped_page, tmp_path, kinds, camera):
    page = visit(shipped_page, f"#kinds={kinds}{camera}")
    frame, boxes, paths = page.evaluate("[kgView.pictured(), kgView.labels(), kgView.paths()]")
    with page.expect_download() as caught:
        page.get_by_role("button", name="Save picture").click()
    caught.value.save_as(tmp_path / "picture.png")
    nodes = set(page.evaluate("kgView.drawn().nodes"))
    inside = []
    for box in boxes:
        left, top = (frame[axis] + frame["scale"] * box[side] for axis, side in (("x", "left"), ("y", "top")))
        right, bottom = left + frame["scale"] * box["width"], top + frame["scale"] * box["height"]
        assert left >= 0, box
        assert top >= 0, box
        assert right <= frame["width"], box
        assert bottom <= frame["height"], box
        if box["id"] in nodes:
            inside += [[round(left + 4), round((top + bottom) / 2)], [round(right - 4), round((top + bottom) / 2)]]
    lines = []
    for path in paths.values():
        points = [[frame[axis] + frame["scale"] * point[axis] for axis in ("x", "y")] for point in path["points"]]
        margin = frame["scale"] * path["width"] / 2
        for x, y in points:
            assert margin <= x <= frame["width"] - margin, path
            assert margin <= y <= frame["height"] - margin, path
        lines.append([[round(x), round(y)] for x, y in points])
    png = base64.b64encode((tmp_path / "picture.png").read_bytes()).decode()
    found = page.evaluate(
        PIXELS, ["data:image/png;base64," + png, inside + [point for line in lines for point in line]]
    )
    assert (found["width"], found["height"]) == (round(frame["width"]), round(frame["height"]))
    assert not any(found["blank"][: len(inside)]), "a box is drawn where it should be"
    along = found["blank"][len(inside) :]
    for line in lines:
        assert not all(along[: len(line)]), "a line is drawn where it should be"
        along = along[len(line) :]


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
