"""Joint acts: as many ties as parties, and in the measure every pair all the same."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from random import Random

import pyoxigraph as ox
import pytest

from kg.exports.network_rows import edge_rows
from kg.layout.positions import positions
from kg.measure.lens import DEFAULT
from kg.model.records import Actor, Article, Claim, Corpus, Event, Issue, Passage, Stance
from kg.network import joint
from kg.network.joint import dyads_of, is_joint, joins
from kg.network.network import network_of
from kg.questions import dyads as dyads_module
from kg.questions.balance.analysis import balance_of
from kg.questions.balance.note import note as balance_note
from kg.questions.balance.note import nothing
from kg.questions.comparison.analysis import compare
from kg.questions.comparison.note import note as comparison_note
from kg.questions.counting import about, joint_dyads, of_joint_acts, uncounted
from kg.questions.dyads import tension, tensions
from kg.questions.sensitivity.analysis import sensitivity
from kg.questions.sensitivity.note import note as sensitivity_note
from kg.questions.tension import rdf
from kg.questions.timeline.analysis import timeline
from kg.questions.timeline.note import note as timeline_note
from kg.questions.timeline.trajectory import trajectories
from kg.web.view.payload import payload
from tests.counted import counted

PARTIES = 40


def claim_of(content, number=0):
    passages = (Passage("x", number, number + 1),)
    return Claim(f"c{number}", "talks", ("gazette",), passages, content, f"k{number}", "reported", "certain")


def corpus(contents, parties=PARTIES, acts_for=(), issues=()):
    """Claims of one article with these contents, about so many states."""
    acts_for = dict(acts_for)
    actors = [Actor(f"s{i}", "state", f"State {i}", acts_for=acts_for.get(f"s{i}", "")) for i in range(parties)]
    claims = [claim_of(content, i) for i, content in enumerate(contents)]
    return Corpus(
        {actor.slug: actor for actor in actors},
        {issue.slug: issue for issue in issues},
        {each.slug: each for each in contents if isinstance(each, Event)},
        {"talks": Article("talks", "Talks", "gazette", "2020-01-01", "dateline", "0" * 64)},
        tuple(claims),
    )


def act(some, others, slug="treaty"):
    return Event(slug, slug.capitalize(), "AGREE", Decimal("2.5"), tuple(some), tuple(others), when="2020-01-01")


def names(*numbers):
    return [f"s{number}" for number in numbers]


@pytest.fixture
def treaty(terms):
    """A treaty of all, and one demand of its first party on its second."""
    everybody = names(*range(PARTIES))
    demand = Stance(("s0",), "s1", "opposes", Decimal("-0.5"))
    return network_of(corpus([act(everybody, everybody), demand]), terms)


@pytest.mark.parametrize(
    ("some", "others", "expected"),
    [
        (range(6), range(6), False),
        (range(7), range(7), True),
        (range(3), range(10, 15), False),
        (range(4), range(10, 14), True),
        (range(1), range(10, 60), False),
        (range(60), (), False),
    ],
)
def test_an_act_is_joint_beyond_the_lines_that_can_be_told_apart(some, others, expected):
    assert is_joint(claim_of(act(names(*some), names(*others)))) is expected


def test_the_dyads_of_an_act_are_those_of_its_pairs():
    chance = Random(7)
    for _ in range(300):
        some, others = (names(*chance.sample(range(9), chance.randint(0, 9))) for _ in range(2))
        actor = {f"s{i}": f"s{chance.randint(0, i)}" for i in range(8)}
        pairs = [(actor[a], actor[b]) for a in some for b in others if a in actor and b in actor]
        expected = {(min(a, b), max(a, b)) for a, b in pairs if a != b}
        found = list(dyads_of(act(some, others), actor))
        assert Counter(found) == Counter(expected)
        for dyad in [("s0", "s1"), *expected]:
            assert joins(claim_of(act(some, others)), dyad, actor) == (dyad in expected)


def test_a_joint_act_has_a_tie_for_each_party_and_counts_for_every_pair(treaty):
    assert len(treaty.ties) == PARTIES + 1
    assert {tie.target for tie in treaty.ties if tie.joint} == {"treaty"}
    found = tensions(treaty)
    assert len(found) == PARTIES * (PARTIES - 1) // 2
    assert [d.joint for d in found].count(False) == 1
    assert {(d.a, d.b) for d in found if not d.joint} == {("s0", "s1")}
    assert len({d.tension for d in found if d.joint}) == 1


@pytest.mark.parametrize("seed", range(8))
def test_scores_are_those_of_pair_by_pair(seed, terms, monkeypatch):
    chance = Random(seed)
    acts = [act(names(*chance.sample(range(14), 8)), names(*chance.sample(range(14), 8)), f"act-{i}") for i in range(3)]
    stances = [Stance((f"s{i}",), f"s{i + 1}", "opposes", Decimal("-0.4")) for i in range(4)]
    policy = Stance(tuple(names(*chance.sample(range(14), 6))), "policy", "opposes", Decimal("-0.7"))
    issue = Issue("policy", "Policy", "One.", directed_at=tuple(names(*chance.sample(range(14), 6))))
    said = corpus([*acts, *stances, policy], 14, [("s13", "s2"), ("s12", "s13")], [issue])

    def scores():
        network = network_of(said, terms)
        found = tensions(network)
        rows = {(d.a, d.b): (d.tension, d.low, d.claims, d.thin, d.direct, d.mass, d.clusters) for d in found}
        speaking = {pair: about(network, network.focus(DEFAULT), pair) for pair in rows}
        return rows, uncounted(network, found), speaking, any(tie.joint for tie in network.ties)

    *jointly, is_any = scores()
    assert is_any
    monkeypatch.setattr(joint, "MOST_LINES", 10**9)
    *by_pair, is_any = scores()
    assert not is_any
    assert jointly == by_pair


def test_what_rests_on_the_same_ties_is_scored_once(treaty, monkeypatch):
    calls = counted(monkeypatch, dyads_module, "score")
    tensions(treaty)
    assert len(calls) <= 2 * 3


def test_lists_that_tell_dyads_apart_leave_those_of_joint_acts_out(treaty):
    lens = treaty.focus(DEFAULT)
    dyads = tensions(treaty, lens)
    assert len(sensitivity(treaty, lens).base) == 1
    assert len(compare(treaty, lens.day, lens.day, lens).shifts) == 1
    assert {(point.a, point.b) for point in trajectories(treaty, lens)} == {("s0", "s1")}
    assert len(balance_of(dyads, lens).ties) == 1
    assert sum("DyadTension" in str(quad.object) for quad in rdf.quads(dyads, lens.day)) == 1
    assert of_joint_acts(dyads).startswith("779 of 780 dyads rest on joint acts or positions alone")


LEFT_OUT = "779 dyads that rest on joint acts or positions alone are left out"


def notes(network):
    """The notes of what leaves out dyads of joint acts, and what is said where there is nothing to make a note of."""
    lens = network.focus(DEFAULT)
    compared, firm = compare(network, lens.day, lens.day, lens), sensitivity(network, lens)
    balanced = balance_of(tensions(network, lens), lens)
    texts = (comparison_note(network, compared), sensitivity_note(network, firm), balance_note(network, balanced))
    return [" ".join(text) for text in texts]


def test_notes_say_how_many_dyads_they_leave_out_and_why(treaty):
    for text in notes(treaty):
        assert f"{LEFT_OUT}: what many do together tells no two of them apart. `kg tension` lists them." in text


def test_notes_say_nothing_of_joint_acts_where_there_is_none(terms):
    few = network_of(
        corpus([act(names(0, 1, 2), names(3, 4)), Stance(("s0",), "s1", "opposes", Decimal("-0.5"))]), terms
    )
    lens = few.focus(DEFAULT)
    lines = " ".join([*notes(few), *timeline_note(few, timeline(few, "s0", "s3", lens))])
    assert "joint" not in lines
    assert not [quad for quad in rdf.quads(tensions(few, lens), lens.day) if "comment" in quad.predicate.value]


def test_the_timeline_of_two_in_joint_acts_alone_says_where_they_are_left_out(treaty):
    lens = treaty.focus(DEFAULT)
    text = " ".join(timeline_note(treaty, timeline(treaty, "s7", "s9", lens)))
    assert "of timeline.csv and the RDF this leaves out 779 dyads" in text
    assert "joint" not in " ".join(timeline_note(treaty, timeline(treaty, "s0", "s1", lens)))


def test_where_all_dyads_are_of_joint_acts_the_word_for_nothing_says_so(terms):
    everybody = names(*range(PARTIES))
    network = network_of(corpus([act(everybody, everybody)]), terms)
    lens = network.focus(DEFAULT)
    found = balance_of(tensions(network, lens), lens)
    assert nothing(network, found).startswith("there are no ties: 780 dyads that rest on joint acts")
    assert sensitivity(network, lens).joint == compare(network, lens.day, lens.day, lens).joint == 780


def test_the_graph_says_how_many_dyads_it_leaves_out(treaty):
    lens = treaty.focus(DEFAULT)
    store = ox.Store()
    store.extend(rdf.quads(tensions(treaty, lens), lens.day))
    comment = "PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> SELECT ?c WHERE { GRAPH ?g { ?g rdfs:comment ?c } }"
    ((says,),) = store.query(comment)
    assert says.value == of_joint_acts(tensions(treaty, lens))
    assert says.value.startswith("779 of 780 dyads")


def test_dyads_of_joint_acts_are_counted_without_a_score(treaty, monkeypatch):
    calls = counted(monkeypatch, dyads_module, "score")
    assert joint_dyads(treaty) == 779
    assert not calls


def test_each_of_them_can_be_asked_for(treaty):
    found = tension(treaty, "s7", "s9")
    assert (found.joint, found.claims, found.contributions[0].claim.key) == (True, 1, "talks/c0")


def test_networks_and_pages_have_as_many_lines_as_parties(treaty):
    dyads = tensions(treaty)
    assert len(list(edge_rows(treaty, dyads))) == len(treaty.ties) + 1
    data = payload(treaty, dyads, {})
    assert len(data["ties"]) == PARTIES + 1
    assert data["nodes"][0]["slug"] in ("s0", "s1")
    assert {node["slug"] for node in data["nodes"]} == {"treaty", *names(*range(PARTIES))}
    assert [claim["content"]["joint"] for claim in data["claims"].values()] == [True, False]


def test_the_act_stands_in_the_midst_of_its_parties(terms):
    everybody = names(*range(PARTIES))
    network = network_of(corpus([act(everybody, everybody)]), terms)
    placed = positions(network, tensions(network))
    reach = [abs(x) + abs(y) for node, (x, y) in placed.items() if node != "treaty"]
    assert abs(placed["treaty"][0]) + abs(placed["treaty"][1]) < sorted(reach)[3]
