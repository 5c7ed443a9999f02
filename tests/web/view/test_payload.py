"""The data of the page: grouped, bounded, rounded, and counted as browsers count."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.records import Actor, Article, Claim, Corpus, Event, Hedge, Issue, Leverage, Passage, Quantity, Stance
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.web.passages import Text
from kg.web.view.evidence import distinct
from kg.web.view.payload import payload
from tests.web.texts import with_texts

TEXT = "A 🦀 first paragraph.\n\nChina 🦀 opposes it. Japan denies it.\n\nThe end."


def stance(slug, quote, polarity="affirmed", **more):
    values = {"claimants": ("envoy",), "mode": "reported", "certainty": "certain", "content_key": "k"} | more
    content = values.pop("content", Stance(("china",), "japan", "opposes", Decimal("-0.7")))
    start = TEXT.index(quote)
    passage = Passage(quote, start, start + len(quote))
    return Claim(slug, "talks", passages=(passage,), content=content, polarity=polarity, **values)


def corpus(*claims):
    actors = [
        Actor("china", "state", "China", wikidata="Q148"),
        Actor("japan", "state", "Japan"),
        Actor("envoy", "person", "The envoy", acts_for="japan"),
    ]
    article = Article("talks", "Talks", "gazette", "2016-02-09", "dateline", "0" * 64, url="javascript:alert(1)")
    return Corpus(
        {actor.slug: actor for actor in actors},
        {"missiles": Issue("missiles", "Missiles", "They.")},
        {c.content.slug: c.content for c in claims if isinstance(c.content, Event)},
        {"talks": article},
        claims,
    )


def paid(terms, *claims, manifest=None, **more):
    graph = network_of(corpus(*claims), terms)
    return payload(with_texts(graph, {"talks": TEXT}), tensions(graph), manifest or {}, **more)


@pytest.fixture(scope="module")
def shipped_payload(shipped):
    graph = network_of(shipped.corpus, shipped.vocabulary)
    texts = {article.slug: article.text for article in shipped.corpus.articles.values()}
    return payload(with_texts(graph, texts), tensions(graph), {})


def utf16(text, start, end):
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


def test_every_quote_stands_where_browsers_will_look(shipped_payload):
    for claim in shipped_payload["claims"].values():
        text = shipped_payload["articles"][claim["article"]]["text"]
        for passage in claim["passages"]:
            assert utf16(text, passage["start"], passage["end"]) == passage["exact"]
            paragraph = utf16(text, passage["paragraph_start"], passage["paragraph_end"])
            assert passage["exact"] in paragraph
            assert "\n\n" not in paragraph


@given(text=st.text(alphabet=st.sampled_from("ab🦀 \n"), min_size=1, max_size=60), data=st.data())
def test_any_passage_of_any_text_is_found_again(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    place = Text(text).place(Passage(text[start:end], start, end))
    assert utf16(text, place["start"], place["end"]) == text[start:end]
    assert place["paragraph_start"] <= place["start"] < place["end"] <= place["paragraph_end"]


def test_a_passage_that_is_not_in_the_text_keeps_its_own_words():
    place = Text("Something else").place(Passage("quote", 3, 8, "before", "after"))
    assert place["start"] == -1
    assert (place["prefix"], place["exact"], place["suffix"]) == ("before", "quote", "after")


def test_a_paragraph_without_end_is_cut():
    place = Text("word " * 10_000).place(Passage("word", 25_000, 25_004))
    assert place["paragraph_end"] - place["paragraph_start"] < 2_000


def test_claims_of_one_relation_about_one_pair_are_one_tie(terms):
    other = Stance(("china",), "japan", "supports", Decimal("0.5"))
    data = paid(terms, stance("one", "opposes it"), stance("two", "The end", content=other, content_key="l"))
    claims = ["talks/one", "talks/two"]
    (tie,) = data["ties"]
    assert tie == {
        "id": "stance=china--japan", "relation": "stance", "source": "china", "target": "japan", "claims": claims
    }  # fmt: skip


def test_a_denial_and_what_it_denies_point_at_each_other(terms):
    data = paid(terms, stance("one", "opposes it"), stance("two", "Japan denies it", "denied", denies="talks/one"))
    assert data["claims"]["talks/one"]["against"] == ["talks/two"]
    assert data["claims"]["talks/two"]["against"] == ["talks/one"]


def test_a_claim_gives_the_measure_its_numbers_unrounded(terms):
    content = Stance(("china",), "japan", "opposes", Decimal("-0.123456789"))
    hedge = Hedge("likely", "likely", Decimal("0.5512345678"), Decimal("0.8"), "as it stands")
    claim = paid(terms, stance("one", "opposes it", content=content, hedges=(hedge,)))["claims"]["talks/one"]
    assert claim["content"]["intensity"] == -0.123456789
    assert claim["probability"] == pytest.approx(0.6756172839, abs=1e-12)


def test_a_claim_says_what_dates_it(terms):
    event = Event("sale", "A sale", "COOPERATE", Decimal(6), ("china",), ("japan",), when="2016-02-03")
    later = replace(event, slug="fair", when="2017")
    data = paid(
        terms,
        stance("one", "opposes it"),
        stance("two", "opposes it", said_on="2016-01-31"),
        stance("three", "opposes it", content=event),
        stance("four", "opposes it", content=later),
    )
    found = {key: (claim["day"], claim["dated_by"]) for key, claim in data["claims"].items()}
    assert found == {
        "talks/one": ("2016-02-09", "article"),
        "talks/two": ("2016-01-31", "claim"),
        "talks/three": ("2016-02-03", "claim"),
        "talks/four": ("2016-02-09", "article"),
    }
    assert (data["articles"]["talks"]["known"], data["articles"]["talks"]["weight"]) == ("2016-02-09", 0.7)


def test_parameters_are_those_of_the_manifest_or_the_default_ones(terms):
    wary = paid(terms, manifest={"parameters": {"prior": 0.01, "unknown": 1}})["parameters"]
    assert wary == {
        "tau": 0.25,
        "sigma": 0.45,
        "prior": 0.01,
        "half_life": 180.0,
        "stance_half_life": 730.0,
        "issue_weight": 0.5,
    }


def test_only_the_strongest_nodes_are_kept(shipped):
    graph = network_of(shipped.corpus, shipped.vocabulary)
    data = payload(graph, tensions(graph), {}, limit=2)
    strongest, acting = data["nodes"][:2], [node["slug"] for node in data["nodes"][2:]]
    assert [node["slug"] for node in strongest] == ["china", "north-korea"]
    assert {"liu-jieyi", "xi-jinping"} <= set(acting)
    assert data["of"]["nodes"] == len(graph)
    assert {data["ends"][slug] for slug in acting} == {"china", "north-korea"}
    behind = {key for tie in data["ties"] for key in tie["claims"]}
    assert behind <= data["claims"].keys()
    assert len(data["claims"]) < len(shipped.corpus.claims)
    assert data["names"]["niklas-swanstrom"] == "Niklas Swanström"


def test_everything_that_a_claim_names_has_a_name(shipped_payload):
    for claim in shipped_payload["claims"].values():
        content = claim["content"]
        slugs = [*claim["claimants"], *claim["reporters"], *content["sources"], *content["targets"], *content["about"]]
        assert set(slugs) <= shipped_payload["names"].keys()


def test_addresses_that_are_not_of_the_web_are_left_out(terms):
    article = paid(terms, stance("one", "opposes it"))["articles"]["talks"]
    assert "Address" not in {fact.term for fact in (*article["facts"], *article["dating"])}


def furniture_of(article):
    """The words that are told apart, in the places of UTF-16."""
    text = article["text"].encode("utf-16-le")
    segments = [segment for paragraph in article["paragraphs"] for segment in paragraph]
    return {text[2 * start : 2 * end].decode("utf-16-le") for start, end, _, aside, _ in segments if aside}


def test_words_of_the_page_around_an_article_are_placed_where_they_are_known(shipped, shipped_payload):
    found = {slug: furniture_of(article) for slug, article in shipped_payload["articles"].items()}
    known = {slug: {each.exact for each in article.furniture} for slug, article in shipped.corpus.articles.items()}
    assert found == known
    assert any(known.values())
    bare = {slug: replace(article, furniture=()) for slug, article in shipped.corpus.articles.items()}
    graph = network_of(replace(shipped.corpus, articles=bare), shipped.vocabulary)
    articles = payload(graph, (), {})["articles"]
    assert {slug: furniture_of(article) for slug, article in articles.items()} == {slug: set() for slug in found}


def test_all_kinds_of_content_are_told(terms):
    event = Event(
        "sale", "A sale", "COOPERATE", Decimal(6), ("china",), ("japan",), ("missiles",), "2016-02", "occurred",
        quantities=(Quantity(Decimal("1234.5"), "USD", "+9 %"),),
    )  # fmt: skip
    leverage = Leverage(("china",), ("japan",), "trade", "pressure", "none", "missiles", "peace", "if it pays")
    hedge = Hedge("likely", "likely", Decimal("0.55"), Decimal("0.8"), "as it stands")
    data = paid(
        terms,
        stance("one", "opposes it", content=event, content_key="e", hedges=(hedge,)),
        stance("two", "The end", content=leverage, content_key="l"),
    )
    sold, traded = (data["claims"][f"talks/{slug}"] for slug in ("one", "two"))
    sale, trade = sold["content"], traded["content"]
    number = "Goldstein +6.0 (+ cooperation)"
    told = {fact.term: fact.parts[0] for fact in sold["facts"]}
    assert told["Figures"].text == "1,234.5 USD (+9 %)"
    assert (told["Happened"].text, told["By"]) == ("February 2016, occurred", ("China", "node=china"))
    assert (sale["slug"], sold["number"], sale["intensity"], sold["says"]) == ("sale", number, 0.6, "A sale")
    told = {fact.term: fact.parts[0].text for fact in traded["facts"]}
    assert [told[term] for term in ("By means of", "So that", "Only if")] == ["trade", "peace", "if it pays"]
    assert (trade["strength"], trade["intensity"], trade["about"]) == ("none", None, ["missiles"])
    assert data["claims"]["talks/one"]["hedges"][0]["lower"] == 0.55


def test_a_node_that_only_a_tie_names_is_told_by_its_slug(terms):
    nobody = Stance(("china",), "nobody-knows", "opposes", Decimal("-0.7"))
    data = paid(terms, stance("one", "opposes it", content=nobody))
    assert next(node for node in data["nodes"] if node["slug"] == "nobody-knows")["label"] == "nobody-knows"


def test_nothing_at_all_is_still_a_payload(terms):
    graph = network_of(Corpus({}, {}, {}, {}, ()), terms)
    assert payload(graph, (), {})["nodes"] == []


def test_it_is_plain_sorted_data_and_alike_every_time(shipped, shipped_payload):
    graph = network_of(shipped.corpus, shipped.vocabulary)
    backwards = replace(shipped.corpus, claims=tuple(reversed(shipped.corpus.claims)))
    texts = {article.slug: article.text for article in shipped.corpus.articles.values()}
    text = json.dumps(shipped_payload, allow_nan=False)
    assert json.dumps(payload(with_texts(graph, texts), tensions(graph), {}), allow_nan=False) == text
    turned = network_of(backwards, shipped.vocabulary)
    assert json.dumps(payload(with_texts(turned, texts), tensions(turned), {}), allow_nan=False) == text


def test_of_the_manifest_only_what_is_shown_goes_in(terms):
    told = paid(terms, manifest={"dataset": "0f", "inputs": {"a": "b"}, "counts": {"claims": 1, "odd": (1, {2})}})
    assert told["manifest"] == {"dataset": "0f", "counts": {"claims": 1, "odd": [1, "{2}"]}}


def test_ids_stay_apart():
    assert distinct(["a", "b", "a", "a"]) == ["a", "b", "a~2", "a~3"]
