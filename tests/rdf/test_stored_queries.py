"""The stored questions, asked of the shipped articles, of two engines."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest
import rdflib

from kg.model.vocabulary import PREFIXES
from kg.rdf.answer import answer
from kg.rdf.objects import rdflib_dataset
from kg.rdf.ontology import load
from kg.rdf.query import run
from kg.rdf.stored_queries import UnknownQueryError, stored_queries, stored_query
from kg.rdf.tokens import tokens

QUERIES = stored_queries(load())
FEBRUARY = "Talks to Deploy US Missile Defense System in South Korea may Force China to Compromise on Sanctions Against Pyongyang: Experts"
JULY = "THAAD and Thawing Sino-DPRK Relations"


@pytest.fixture(scope="module")
def theirs(shipped_store):
    return rdflib_dataset(shipped_store)


@pytest.fixture(scope="module")
def ask(shipped_store):
    """The rows of a stored question, as dicts; `edit` changes the text of the query as a user would."""

    def rows(name, edit=lambda text: text):
        found = answer(run(shipped_store, edit(QUERIES[name].sparql)))
        return [dict(zip(found.columns, row, strict=True)) for row in found.rows]

    return rows


def columns(rows, *names):
    return [tuple(row[name] for name in names) for row in rows]


@pytest.mark.parametrize("name", QUERIES)
def test_every_question_begins_with_what_it_answers(name):
    query = QUERIES[name]
    assert re.match(r"[A-Z][^?]+\?( [A-Z][^?]*\.)?$", query.question), query.question
    assert f"# {query.question.split()[0]} " in query.sparql.splitlines()[0] + " "


@pytest.mark.parametrize("name", QUERIES)
def test_prefixes_are_declared_are_those_of_the_vocabulary_and_are_used(name):
    text = QUERIES[name].sparql
    declared = dict(re.findall(r"PREFIX (\w+): <(.*)>", text))
    assert declared.items() <= PREFIXES.items()
    names = [token.text for token in tokens(text) if token.kind == "name"]
    assert set(declared) == {name.partition(":")[0] for name in names if not name.endswith(":")}


@pytest.mark.parametrize("name", QUERIES)
def test_every_question_has_rows_of_plain_values_and_no_iris(ask, name):
    rows = ask(name)
    assert rows
    assert not [value for row in rows for value in row.values() if str(value).startswith("http")]


@pytest.mark.parametrize("name", QUERIES)
def test_another_engine_gives_the_same_rows_in_the_same_order(ask, theirs, name):
    assert "ORDER BY" in QUERIES[name].sparql
    found = [tuple(map(plain, row)) for row in theirs.query(QUERIES[name].sparql)]
    assert found == [tuple(row.values()) for row in ask(name)]


def plain(value):
    """A value of rdflib as Python's; a date in EDTF, which it has no type for, as text."""
    python = None if value is None else value.toPython()
    return str(python) if isinstance(python, rdflib.Literal) else python


def test_chinas_stances_toward_thaad(ask):
    rows = ask("china-on-thaad")
    assert columns(rows, "stance", "position", "saysWho", "mode", "polarity") == [
        ("feels threatened by", Decimal("-0.7"), "Niklas Swanström", "reported", "affirmed"),
        ("opposes", Decimal("-0.7"), "Niklas Swanström", "reported", "affirmed"),
        ("is wary of", Decimal("-0.5"), "Niklas Swanström", "reported", "affirmed"),
    ]
    assert rows[0]["construedAs"] == "a measure by Washington to contain China's expanding influence"
    assert rows[0]["quote"] == "Beijing views it as a measure by Washington to contain China’s expanding influence"
    assert rows[2]["quote"] == "THAAD is seen with much consternation in Beijing"
    assert {row["since"] for row in rows} == {date(2016, 7, 31)}


def test_the_question_can_be_asked_of_another_actor_and_issue(ask):
    rows = ask("china-on-thaad", lambda text: text.replace("actor:china", "actor:south-korea"))
    assert (
        "Seoul has now opened its doors to the possibility of allowing the US to position",
        "is open to",
    ) in columns(rows, "quote", "stance")
    folded = ask("china-on-thaad", lambda text: text.replace("issue:thaad", "issue:tougher-sanctions"))
    assert "Xi Jinping has been reluctant to agree to tougher sanctions against the North" in {
        row["quote"] for row in folded
    }


def test_forecasts_of_named_analysts(ask):
    rows = ask("analyst-forecasts")
    assert {row["analyst"] for row in rows} == {"Ian Armstrong", "Ken Gause", "Scott Snyder", "Niklas Swanström"}
    gause = next(row for row in rows if row["quote"] == "Beijing will most likely go along with sanctions")
    assert (gause["hedge"], gause["lower"], gause["upper"]) == ("most likely", Decimal("0.8"), Decimal("0.95"))
    assert (gause["said"], gause["resolution"]) == (date(2016, 2, 13), "fulfilled")
    assert gause["resolvedBy"] == "its collaboration on strengthened international sanctions"
    flat = next(row for row in rows if row["quote"].startswith("China won't take any actions"))
    assert (flat["hedge"], flat["lower"], flat["noInterval"]) == (
        None,
        None,
        "'Won't' is flat; ICD 203 has no term for it.",
    )
    assert all(row["lower"] is not None or row["noInterval"] for row in rows)


def test_denials_with_both_sides(ask):
    rows = ask("denials")
    denied = "The Chinese government has vigorously denied this"
    retaliation = "see Beijing’s courting of Pyongyang as retaliation for South Korea’s readiness"
    assert [r["saidBy"] for r in rows if (r["quote"], r["denial"]) == (retaliation, denied)] == [
        "Critics in Japan",
        "Critics in South Korea",
    ]
    assert {row["deniedBy"] for row in rows if row["quote"] == retaliation} == {"China", "Niklas Swanström"}
    alone = [row for row in rows if row["saidBy"] is None]
    assert columns(alone, "deniedBy", "denial", "quote") == [
        ("Niklas Swanström", "it was always unrealistic to expect that Beijing would simply cut off Pyongyang", None)
    ]
    armstrong = next(row for row in rows if row["saidBy"] == "Ian Armstrong")
    assert (armstrong["deniedBy"], armstrong["article"]) == ("China", JULY)


def test_leverage_over_north_korea_strongest_first(ask):
    rows = ask("leverage-over-north-korea")
    assert columns(rows, "who", "instrument", "effect", "strength", "saysWho") == [
        ("China", "border trade and the hiring of labor", "pressure", "strong", "Niklas Swanström"),
        ("China", "tougher sanctions or other means", "pressure", "weak", "Niklas Swanström"),
    ]
    assert rows[1]["quote"] == "Beijing’s ability to do so has been exaggerated"


def test_what_the_articles_disagree_on(ask):
    rows = ask("disagreements")
    across = [row for row in rows if (row["oneArticle"], row["otherArticle"]) == (FEBRUARY, JULY)]
    assert ("affirmed and denied", "Ian Armstrong", "China") in columns(across, "kind", "oneSaysWho", "otherSaysWho")
    ally = [row for row in rows if row["oneQuote"] == "its impoverished traditional ally"]
    assert columns(ally, "kind", "otherQuote", "otherArticle") == [
        ("opposite stances of one holder", "After a period of relatively frosty ties", JULY),
        ("opposite stances of one holder", "Beijing’s displeasure at Pyongyang over its nuclear program", JULY),
        ("opposite stances toward each other", "its neighbor and former ally", FEBRUARY),
    ]


def test_events_between_two_dates(ask):
    found = {row["event"]: row["when"] for row in ask("events-between")}
    assert found["North Korea launches a space rocket"] == "2016-02-07"
    assert found["The United States and South Korea decide to deploy THAAD"] == "2016-07-08"
    assert "THAAD cements US security relations with South Korea and Japan" not in found, "it is only hypothetical"
    narrow = ask(
        "events-between", lambda text: text.replace("2016-01-01", "2016-02-05").replace("2016-07-31", "2016-02-07")
    )
    assert {row["event"] for row in narrow if row["when"] == "2016-02-07"} == {"North Korea launches a space rocket"}
    assert not {"2016-07-08", "2016-01", "2016-02-08"} & {row["when"] for row in narrow}


def test_what_articles_say_in_their_own_voice(ask):
    rows = ask("own-voice")
    assert {(row["article"], row["voice"]) for row in rows} == {(FEBRUARY, "China Topix"), (JULY, "Niklas Swanström")}
    patch = next(row for row in rows if row["quote"] == "Beijing appears to want to patch up relations")
    assert (patch["certainty"], patch["hedge"], patch["mode"]) == ("probable", "appears", "interpreted")
    assert not [row for row in rows if "vigorously denied" in row["quote"]]
    starts = [row["start"] for row in rows if row["article"] == JULY]
    assert starts == sorted(starts)


def test_chains_of_reporting_in_their_order(ask):
    quote = "may naturally begin to edge China towards the negotiating table"
    steps = [row for row in ask("actor-chains") if row["quote"] == quote]
    assert columns(steps, "saidBy", "step", "passedOnBy") == [
        ("Ian Armstrong", 1, "Global Risk Insights"),
        ("Ian Armstrong", 2, "China Topix"),
    ]


def test_claims_about_a_dyad_whoever_stands_at_which_end(ask):
    rows = ask("claims-about-dyad")
    assert {row["kind"] for row in rows} == {"stance", "event", "leverage"}
    quotes = {row["quote"] for row in rows}
    assert "a sharp division between the US and China becoming increasingly evident" in quotes
    assert (
        "could undermine China's defensive posture and boost America's intelligence and strike capabilities over the Chinese mainland"
        in quotes
    )
    north = ask("claims-about-dyad", lambda text: text.replace("united-states", "north-korea"))
    assert "or worse, turn against its neighbor" in {row["quote"] for row in north}, "Xi Jinping counts as China"


def test_hedges_with_their_intervals_first(ask):
    rows = ask("hedged-claims")
    assert columns(rows[:1], "hedge", "likelihood", "lower", "upper") == [
        ("likely", "likely", Decimal("0.55"), Decimal("0.8"))
    ]
    bounded = [row["lower"] is not None for row in rows]
    assert bounded == sorted(bounded, reverse=True)
    assert ("may", None, "possible") in columns(rows, "hedge", "likelihood", "certainty")


def test_what_holds_only_under_a_condition(ask):
    rows = ask("conditions")
    trade = next(row for row in rows if row["condition"] == "if China stems the border trade significantly")
    assert (trade["kind"], trade["saysWho"]) == ("leverage", "Niklas Swanström")
    table = [row for row in rows if row["condition"] == "once China is at the negotiating table"]
    assert {(row["saysWho"], row["polarity"]) for row in table} == {("Ian Armstrong", "affirmed"), ("China", "denied")}


def test_as_what_actors_see_each_other(ask):
    rows = ask("perceptions")
    assert ("Xi Jinping", "North Korea", "it may turn against China", "China Topix") in columns(
        rows, "holder", "target", "construedAs", "saysWho"
    )
    assert ("China", "US-led international order", "stacked against China") in columns(
        rows, "holder", "target", "construedAs"
    )


def test_the_articles_and_how_their_dates_are_known(ask, shipped):
    rows = ask("sources")
    assert columns(rows, "published", "article", "reliability", "credibility") == [
        ("2016-02-08/2016-02-13", FEBRUARY, "C", "3"),
        ("2016-07~", JULY, "B", "2"),
    ]
    assert sum(row["claims"] for row in rows) == len(shipped.corpus.claims)
    assert "29 January 2020" in rows[0]["basis"]


def test_the_dyads_of_the_analysis_with_shares_that_add_up(ask):
    rows = ask("tension")
    assert (rows[0]["a"], rows[0]["b"]) == ("China", "United States")
    tensions = {(row["a"], row["b"]): row["tension"] for row in rows}
    for dyad, tension in tensions.items():
        shares = [row["share"] for row in rows if (row["a"], row["b"]) == dyad]
        assert sum(shares) == pytest.approx(tension, abs=Decimal("1e-9"))
        assert [abs(share) for share in shares] == sorted((abs(share) for share in shares), reverse=True)


def test_the_power_of_each_pair_is_the_sum_of_its_shares(ask):
    rows = ask("power")
    assert columns(rows[:1], "wielder", "over") == [("China", "North Korea")]
    shares = [row["share"] for row in rows if (row["wielder"], row["over"]) == ("United States", "China")]
    power = next(row["power"] for row in rows if (row["wielder"], row["over"]) == ("United States", "China"))
    assert float(sum(shares)) == pytest.approx(float(power), abs=1e-11)


def test_what_rests_on_the_disputes(ask):
    rows = ask("what-rests-on-disputes")
    first = rows[0]
    assert (first["a"], first["b"], first["mode"]) == ("China", "South Korea", "interpreted")
    assert first["affirms"].startswith("see Beijing’s courting of Pyongyang as retaliation")
    assert [row["kind"] for row in rows if row["difference"] is None] == ["denied", "opposed"]


def test_agreement_and_conflict_over_issues(ask):
    rows = ask("agreement")
    assert columns(rows, "a", "b", "issue") == [
        ("China", "South Korea", "THAAD in South Korea"),
        ("China", "United States", "UN sanctions on North Korea"),
        ("China", "United States", "tougher sanctions on North Korea"),
    ]
    assert all(row["conflict"] > row["congruence"] for row in rows)


def test_the_timeline_of_two_actors(ask):
    rows = ask("timeline")
    assert [row["day"] for row in rows] == [
        date(2016, 2, 7), date(2016, 2, 13), date(2016, 7, 31), date(2016, 7, 31),
    ]  # fmt: skip
    assert rows[-1]["tension"] == ask("tension")[0]["tension"]


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(UnknownQueryError, match="no stored query 'denial'; did you mean 'denials'"):
        stored_query(load(), "denial")
    with pytest.raises(UnknownQueryError, match="there are actor-chains, agreement, analyst-forecasts, "):
        stored_query(load(), "xyzzy")


def test_a_projects_own_question_comes_over_the_packaged_one(tmp_path):
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries/denials.rq").write_text(
        "# Is anything denied?\n\nASK { ?a <https://w3id.org/detente/ns#denies> ?b }\n# no head\n"
    )
    found = stored_queries(load(tmp_path))
    assert found["denials"].question == "Is anything denied?"
    assert found["denials"].file == str(tmp_path / "queries/denials.rq")
    assert set(found) == set(QUERIES)
