"""What the page makes of claims: ties, dyads, levels, and the lines that stand for them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg.model.records import Actor, Article, Claim, Corpus, Issue, Leverage, Passage, Stance
from kg.model.wording import ALIGNED, ALL_THE_SAME, SLIGHT
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.web.view.html import view
from tests.web.texts import with_texts

TEXT = "A first paragraph.\n\nChina opposes it. Japan denies it.\n\nThe end."


def stance(slug, quote, polarity="affirmed", **more):
    values = {"claimants": ("envoy",), "mode": "reported", "certainty": "certain", "content_key": "k"} | more
    content = values.pop("content", Stance(("china",), "japan", "opposes", Decimal("-0.7")))
    start = TEXT.index(quote)
    passage = Passage(quote, start, start + len(quote))
    return Claim(slug, "talks", passages=(passage,), content=content, polarity=polarity, **values)


@pytest.fixture
def opened(visit, terms, tmp_path):
    """A page of some claims about China and Japan."""

    def go(*claims, manifest=None, fragment=""):
        actors = [
            Actor("china", "state", "China"),
            Actor("japan", "state", "Japan"),
            Actor("envoy", "person", "The envoy", acts_for="japan"),
        ]
        corpus = Corpus(
            {actor.slug: actor for actor in actors},
            {"missiles": Issue("missiles", "Missiles", "They.")},
            {},
            {"talks": Article("talks", "Talks", "gazette", "2016-02-09", "dateline", "0" * 64)},
            claims,
        )
        graph = network_of(corpus, terms)
        file = tmp_path / "index.html"
        file.write_text(view(with_texts(graph, {"talks": TEXT}), tensions(graph), manifest or {}), encoding="utf-8")
        return visit(file, fragment)

    return go


def found(page, **state):
    return page.evaluate("patch => kgView.computed(patch)", state)


def lines(page):
    return {line["id"]: line for line in page.evaluate("kgView.lines()")}


def test_claims_of_one_relation_about_one_pair_are_one_tie(opened):
    other = Stance(("china",), "japan", "supports", Decimal("0.5"))
    page = opened(stance("one", "opposes it"), stance("two", "The end", content=other, content_key="l"))
    (tie,) = found(page)["ties"]
    assert (tie["id"], tie["claims"]) == ("stance=china--japan", ["talks/one", "talks/two"])
    assert tie["intensity"] == pytest.approx(-0.1)
    assert not tie["contested"]


def test_a_denial_makes_a_tie_contested_and_stands_beside_the_score(opened):
    page = opened(stance("one", "opposes it"), stance("two", "Japan denies it", "denied", denies="talks/one"))
    (tie,) = found(page)["ties"]
    assert tie["contested"]
    assert not tie["denied"]
    assert tie["intensity"] == -0.7
    (dyad,) = found(page)["dyads"]
    assert dyad["beside"] == ["talks/two"]
    assert lines(page)["tie=china--japan"]["label"].endswith("≠")


def test_a_tie_that_is_only_denied_says_so(opened):
    page = opened(stance("two", "Japan denies it", "denied"), fragment="#stance=china--japan")
    (tie,) = found(page)["ties"]
    assert tie["denied"]
    assert lines(page)["stance=china--japan"]["label"] == "denied"


def test_the_firmest_mode_names_the_tie(opened):
    page = opened(stance("one", "opposes it", mode="forecast"), stance("two", "The end", mode="interpreted"))
    (tie,) = found(page)["ties"]
    assert tie["mode"] == "interpreted"


def test_what_is_not_reported_has_scores_of_its_own(opened):
    page = opened(
        stance("one", "opposes it"),
        stance("two", "The end", mode="forecast", content_key="l"),
        fragment="#tie=china--japan",
    )
    (dyad,) = found(page)["dyads"]
    assert [contribution["claim"] for contribution in dyad["contributions"]] == ["talks/one"]
    assert dyad["beside"] == ["talks/two"]
    assert "by itself +0.2" in page.locator(".beside .list > summary").first.inner_text()
    page.get_by_label("Scores").select_option("forecast")
    assert page.locator("#panel .kind").inner_text() == "Tension, by forecasts"
    (forecast,) = found(page)["dyads"]
    assert [contribution["claim"] for contribution in forecast["contributions"]] == ["talks/two"]


def test_parameters_of_the_manifest_hold(opened):
    page = opened(stance("one", "opposes it"), manifest={"parameters": {"prior": 0.01, "unknown": 1}})
    (dyad,) = found(page)["dyads"]
    assert 0 < abs(dyad["tension"]) < 0.01


def test_those_who_act_for_a_state_count_as_it_until_every_actor_is_asked_for(opened):
    spoken = Stance(("envoy",), "china", "opposes", Decimal("-0.7"))
    page = opened(stance("one", "opposes it", content=spoken))
    assert [dyad["id"] for dyad in found(page)["dyads"]] == ["tie=china--japan"]
    assert "node=envoy" not in page.evaluate("kgView.drawn().nodes")
    page.get_by_label("Level").select_option("actor")
    assert [dyad["id"] for dyad in found(page)["dyads"]] == ["tie=china--envoy"]
    assert {"node=china", "node=envoy"} <= set(page.evaluate("kgView.drawn().nodes"))


def test_somebody_folded_into_a_state_can_still_be_opened(opened):
    spoken = Stance(("envoy",), "china", "opposes", Decimal("-0.7"))
    page = opened(stance("one", "opposes it", content=spoken), fragment="#node=envoy")
    assert "node=envoy" in page.evaluate("kgView.drawn().nodes")
    assert page.locator("#panel h2").inner_text() == "The envoy"
    assert page.locator("#panel mark").first.inner_text() == "opposes it"


def held(slug, position, when):
    return stance(slug, "China opposes it.", content=Stance(("china",), "japan", "opposes", position, when=when))


def test_what_was_said_long_ago_is_drawn_as_what_it_was_and_never_as_neither(opened):
    page = opened(held("old", Decimal("-0.9"), "1900"))
    line = lines(page)["tie=china--japan"]
    dyad = found(page)["dyads"][0]
    assert abs(dyad["tension"]) < 0.005
    assert dyad["unshrunk"] == pytest.approx(0.9)
    assert (line["label"], line["side"], bool(line["dashes"])) == ("once +0.90", "hostile", True)
    assert page.locator("#legend").get_by_text("once: said long ago, nothing recent").is_visible()
    number = page.locator(".ranking td.number")
    assert (number.inner_text(), number.get_attribute("class").split()) == ("0.00", ["number"])
    page.evaluate("kgView.select('tie=china--japan')")
    figure = page.locator("#panel .figure")
    assert figure.inner_text().startswith("0.00")
    assert figure.get_attribute("class").split() == ["figure"]
    assert page.locator("#panel .large-score .dot").get_attribute("class") == "dot"
    assert page.locator("#panel .numbers :is(.hostile, .friendly)").count() == 0
    assert page.locator("#panel .share-bar :is(.hostile, .friendly)").count() == 0
    assert page.locator("#panel .share .number").first.inner_text() == "0.000"


def test_what_is_neither_tense_nor_friendly_has_no_side(opened):
    page = opened(stance("even", "China opposes it.", content=Stance(("china",), "japan", "opposes", Decimal(0))))
    line = lines(page)["tie=china--japan"]
    assert (line["label"], line["side"], line["dashes"]) == ("0.00", "neutral", False)
    assert page.evaluate("kgView.paths()['tie=china--japan'].width") == 4
    assert not page.locator("#legend").get_by_text("once:").is_visible()


def test_one_is_not_counted_as_many(opened):
    page = opened(
        stance("one", "China opposes it."), manifest={"counts": {"articles": 1, "claims": 1, "actors": 3, "issues": 0}}
    )
    assert "1 article, 1 claim, 3 actors, 0 issues" in page.locator("#footer").inner_text()
    assert page.locator("#show-more").text_content() == ""


def test_dyads_show_their_sign_and_both_their_sides(visit, shipped_page):
    drawn = lines(visit(shipped_page))
    assert drawn["tie=china--united-states"]["label"] == "+0.36"
    assert "tie=china--united-states#core" not in drawn
    assert drawn["tie=china--north-korea#core"]["label"] == "\u22120.09"
    assert drawn["tie=china--north-korea#core"]["width"] < drawn["tie=china--north-korea"]["width"]


def test_lines_are_drawn_by_how_firm_their_claims_are(visit, shipped_page):
    page = visit(shipped_page)
    page.locator("#layers-stance").check(force=True)
    drawn = lines(page)
    assert drawn["leverage=china--united-states"]["dashes"] is False
    assert drawn["leverage=china--united-states"]["label"] == "3 ≠"
    assert drawn["leverage=united-states--china"]["dashes"] == [9, 6]
    assert drawn["stance=china--south-korea"]["dashes"] == [2, 5]


def test_parallel_ties_are_grouped_and_ungrouped(visit, shipped_page):
    page = visit(shipped_page)
    by_kind = lines(page)
    between = [line for line in by_kind.values() if {line["from"], line["to"]} == {"node=china", "node=united-states"}]
    assert {line["opens"] for line in between} == {
        "tie=china--united-states", "leverage=china--united-states", "leverage=united-states--china",
    }  # fmt: skip
    page.get_by_label("Lines").select_option("pair")
    (pair,) = [
        line for line in lines(page).values() if {line["from"], line["to"]} == {"node=china", "node=united-states"}
    ]
    assert pair["label"] == "+0.36 · 12 claims"
    assert len(pair["keys"]) == len({key for line in between for key in line["keys"]}) == 12
    page.evaluate("id => kgView.select(id)", pair["id"])
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "China – United States"
    assert panel.locator("article.claim").count() >= 12
    page.get_by_label("Lines").select_option("claim")
    ungrouped = [line for line in lines(page).values() if line["opens"].startswith("claim=")]
    leverage = [line for line in by_kind.values() if line["layer"] == "leverage"]
    assert len([line for line in ungrouped if line["layer"] == "leverage"]) == sum(len(e["keys"]) for e in leverage)


def test_agreement_on_issues_is_a_layer_of_its_own(visit, shipped_page):
    page = visit(shipped_page)
    assert not [line for line in lines(page).values() if line["layer"] == "alignment"]
    page.get_by_label("Agreement").check(force=True)
    drawn = {line["id"]: line["label"] for line in lines(page).values() if line["layer"] == "alignment"}
    assert drawn["alignment=china--south-korea"].startswith("≈ ")
    page.evaluate("kgView.select('alignment=china--south-korea')")
    panel = page.locator("#panel")
    assert "THAAD in South Korea" in panel.inner_text()
    (pair,) = [p for p in found(page)["alignments"] if (p["a"], p["b"]) == ("china", "south-korea")]
    drawn = panel.locator("article.claim").evaluate_all("cards => cards.map(card => card.dataset.claim)")
    assert len(set(drawn)) == pair["claims"] > 2
    assert panel.locator(".figure").inner_text() == f"{pair['value']:+.2f}".replace("-", "\u2212")
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.locator("#panel h2").inner_text() == "China – South Korea"


def test_agreement_says_what_it_leaves_out_and_who_is_tense_all_the_same(opened):
    """As the note of `kg alignment` does."""
    held = [
        ("china", "missiles", "-0.8", ""), ("japan", "missiles", "-0.6", ""), ("japan", "missiles", "0.9", "2010"),
        ("china", "japan", "-0.9", ""),
    ]  # fmt: skip
    claims = [
        stance(
            f"c{at}", "China opposes it.", content_key=f"k{at}", claimants=(holder,),
            content=Stance((holder,), target, "opposes", Decimal(position), when=when),
        )
        for at, (holder, target, position, when) in enumerate(held)
    ]  # fmt: skip
    page = opened(*claims, fragment="#alignment=china--japan")
    panel, tension = page.locator("#panel"), found(page)["dyads"][0]["tension"]
    assert tension > SLIGHT
    (pair,) = found(page)["alignments"]
    assert (pair["value"] > 0.5, pair["claims"]) == (True, 2)
    text = panel.inner_text()
    assert ALIGNED.format(day="9 February 2016") in text
    sentence = ALL_THE_SAME["hostile"].format(tension=f"{tension:+.2f}")
    panel.get_by_text(sentence).click()
    assert page.locator("#panel h2").inner_text() == "China – Japan"
    assert page.evaluate("kgView.selection()") == "tie=china--japan"
    page = opened(*claims[:2], fragment="#alignment=china--japan")
    assert "all the same" not in page.locator("#panel").inner_text()


def test_a_power_names_the_aims_that_it_pools(visit, shipped_page, shipped):
    page = visit(shipped_page)
    contents = [claim.content for claim in shipped.corpus.claims if isinstance(claim.content, Leverage)]
    several = 0
    for a, b in {(a, b) for content in contents for a in content.wielders for b in content.over}:
        page.evaluate("id => kgView.select(id)", f"leverage={a}--{b}")
        aims = {each.aim for each in contents if a in each.wielders and b in each.over and each.aim}
        shown = page.locator("#panel .sub", has_text="toward each of which the power may differ")
        if not page.locator("#panel .power").count():
            continue
        several += len(aims) > 1
        assert shown.count() == (len(aims) > 1), (a, b)
        if len(aims) > 1:
            before, _, named = shown.inner_text().partition(": ")
            assert before.startswith(f"Pools {len(aims)} aims")
            assert sorted(named) == sorted("; ".join(aims))
    assert several > 2


def test_the_sign_of_a_tie_is_its_colour_on_the_map(visit, shipped_page):
    page = visit(shipped_page, "#layers=position,stance,event,leverage")
    drawn = lines(page)
    for tie in found(page)["ties"]:
        if tie["id"] not in drawn:
            continue
        intensity = tie["intensity"] or 0
        wanted = "neutral" if not intensity else "hostile" if intensity < 0 else "friendly"
        assert drawn[tie["id"]]["side"] == ("leverage" if tie["relation"] == "leverage" else wanted)
    single = {tie["side"]: tie["id"] for tie in drawn.values() if tie["layer"] == "position" and not tie["label"]}
    pixels = """ids => {
      const canvas = document.querySelector("canvas"), frame = canvas.getBoundingClientRect();
      const { data, width } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      return ids.map(id => {
        const { x, y } = kgView.point(id), [left, top] = [Math.round(x - frame.left), Math.round(y - frame.top)];
        const near = Array.from({ length: 49 }, (_, i) => 4 * (left - 3 + (i % 7) + width * (top - 3 + Math.floor(i / 7))));
        return near.map(at => [...data.slice(at, at + 4)]).sort((a, b) => b[3] - a[3])[0];
      });
    }"""
    hostile, friendly = page.evaluate(pixels, [single["hostile"], single["friendly"]])
    assert hostile[0] > hostile[2] + 40
    assert friendly[2] > friendly[0] + 40
