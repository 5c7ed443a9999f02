"""Entries with mistakes are read as far as they can be, and one mistake hides no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.sources.entries import validated
from kg.sources.parts import readable_part
from kg.sources.schema import ActorEntry, ArticleEntry, ClaimEntry, EventEntry, IssueEntry
from kg.sources.yaml import parse

STANCE = "stance: {holder: china, target: japan, type: opposes}"


@pytest.fixture
def rules(findings):
    """The rules that a patch breaks, in the order of their places."""
    return lambda patch, files=None: [finding.rule for finding in findings(patch, files)]


def part(schema, text):
    node, findings = parse(text, "x.yaml")
    assert findings == []
    return readable_part(schema, node)


def test_what_is_right_stays_and_what_is_needed_and_wrong_is_nothing():
    entry = part(ActorEntry, "{kind: country, aliases: [a, [b]], iso3: CHN, note: n, x: y}")
    assert (entry.kind, entry.label, entry.aliases, entry.iso3, entry.note) == (None, None, [], "CHN", "n")


def test_mistakes_deep_inside_take_nothing_else_with_them():
    entry = part(
        ClaimEntry,
        "{id: One, quote: q, said-by: [c, D e], hedge: {word: w, likelihood: likely}, "
        "event: {label: x, quantity: [{amount: many, unit: u}, {amount: 1}]}}",
    )
    assert (entry.id, entry.quote, entry.said_by) == (None, ["q"], None)
    assert (entry.hedge[0].words, entry.hedge[0].likelihood) == (None, "likely")
    assert (entry.event.label, entry.event.type) == ("x", None)
    assert [(str(each.amount), each.unit) for each in entry.event.quantity] == [("None", "u"), ("1", None)]


@pytest.mark.parametrize("text", ["word", "[a, b]"])
def test_what_is_no_mapping_has_no_part(text):
    assert part(ClaimEntry, text) is None


VALUES = st.recursive(
    st.sampled_from(["china", "State", "", "2016", "a b", "x" * 6000, None]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["kind", "label", "type", "words", "amount", "id", "x", "quote"]), inner, max_size=4
        )
    ),
    max_leaves=8,
)


@given(
    st.sampled_from([ActorEntry, IssueEntry, EventEntry, ClaimEntry, ArticleEntry]),
    st.dictionaries(
        st.sampled_from(
            ["id", "quote", "said-by", "kind", "label", "stance", "event", "leverage", "hedge", "quantity", "title",
             "publisher", "pursued-by", "aliases", "furniture", "denies", "occurrence"]
        ),
        VALUES,
        max_size=6,
    ),
)  # fmt: skip
def test_any_mapping_has_a_part(schema, data):
    import json

    node, findings = parse(json.dumps(data), "x.yaml")
    assert findings == []
    if node is not None and node.value:
        entry = readable_part(schema, node)
        assert entry is not None
        whole, mistakes = validated(schema, node, "x")
        assert whole == (None if mistakes else entry)


def test_a_mistake_in_the_head_hides_none_in_the_claims(rules):
    claims = f"""
        article: {{published: , relaibility: B}}
        claims:
          - {{id: one, quote: sees it as a threat, said-by: chinna, {STANCE}}}
          - {{id: two, quote: sees him as a threat, said-by: china, {STANCE}}}
          - {{id: three, quote: sees it as a threat, said-by: china, mode: conditional, {STANCE}}}
          - {{id: four, quote: will likely agree to talks, said-by: china, mode: forecast, {STANCE}}}
          - {{id: five, quote: has denied this, said-by: japan, denies: won}}
          - {{id: six, quote: sees it as a threat, said-by: china, said-on: soon, {STANCE}}}
          - {{id: seven, quote: sees it as a threat, said-by: china,
             stance: {{holder: china, target: japan, type: oposes, position: 1}}}}
        """
    wanted = [
        "schema", "schema", "actor-known", "quote-missing", "condition-given", "forecast-interval", "claim-known",
        "date-edtf", "term-known",
    ]  # fmt: skip
    assert sorted(rules(claims)) == sorted(wanted)


def test_a_mistake_in_one_value_of_a_claim_hides_none_in_the_others(rules):
    claim = """
        claims:
          - id: one
            quote: sees him as a threat
            said-by: chinna
            reported-by: Tokio
            said-on: soon
            certainty: sure
            occurrence: none
            stance: {holder: koera, target: missile, type: oposes, position: 7}
        """
    wanted = ["quote-missing", "date-edtf", "schema", "schema", "schema"]
    assert sorted(rules(claim)) == sorted([*wanted, *["actor-known"] * 2, "target-known", *["term-known"] * 2])


@pytest.mark.parametrize(
    "keys",
    [
        "mode: forecast, hedge: {word: likely}, " + STANCE,
        "mode: conditional, condition: [a, b], " + STANCE,
        "stance: [china]",
        "stanse: {holder: china, target: japan, type: opposes}",
        "stance: {holder: china, target: japan, type: opposes, position: 0.5, because: [x]}",
    ],
)
def test_what_cannot_be_read_is_not_missing_too(rules, keys):
    patch = "claims: [{id: one, quote: will likely agree to talks, said-by: china, %s}]"
    assert set(rules(patch % keys)) == {"schema"}


@pytest.mark.parametrize(
    "wrong", ["{kind: land, label: China}", "{kind: state}", "word", "{kind: state, label: China, iso3: cn}"]
)
def test_one_broken_actor_is_one_finding(rules, wrong):
    china = "china: " + wrong
    text = f"{china}\njapan: {{kind: state, label: Japan}}\ngazette: {{kind: organization, label: The Gazette}}\n"
    others = "north-korea: {kind: state, label: North Korea}\nunited-states: {kind: state, label: United States}\n"
    claims = f"claims: [{{id: one, quote: sees it as a threat, said-by: china, {STANCE}}}]"
    assert rules(claims, {"actors.yaml": text + others}) == ["schema"]


def test_an_actor_whose_key_is_no_slug_is_one_finding(findings):
    text = "North Korea: {kind: state, label: North Korea}\n"
    states = "".join(
        f"{slug}: {{kind: state, label: {slug}}}\n" for slug in ("china", "japan", "united-states", "gazette")
    )
    (found,) = findings(files={"actors.yaml": text + states})
    assert found.message.endswith("; did you mean 'north-korea'?")


def test_an_actor_that_is_missing_is_told_once_however_often_it_is_named(findings):
    names = ["quote: sees it as a threat, said-by: mongolia, " + STANCE] * 4
    claims = "claims: [" + ", ".join(f"{{id: c{n}, {each}}}" for n, each in enumerate(names)) + "]"
    target = (
        claims[:-1]
        + ", {id: t, quote: has denied this, said-by: japan, stance: {holder: china, target: mongolia, type: opposes}}]"
    )
    (found,) = (finding for finding in findings(target) if finding.severity == "error")
    assert found.message == (
        "unknown actor 'mongolia', here and in 3 other places; add it to actors.yaml, "
        "or by `kg actors --known mongolia --add`"
    )


def test_a_misspelt_actor_is_told_wherever_it_is_to_be_mended(rules):
    claims = f"claims: [{{id: a, quote: sees it as a threat, said-by: chinna, {STANCE.replace('china', 'chinna')}}}]"
    assert rules(claims) == ["actor-known", "actor-known"]


def test_a_claim_of_a_name_that_is_taken_is_checked_too(rules):
    claim = "{id: envoys-met, quote: sees him, said-by: chinna, stance: {holder: china, target: japan, type: oposes}}"
    assert rules(f"claims: [{claim}]") == ["id-duplicate", "quote-missing", "actor-known", "term-known"]


def test_an_article_without_a_text_has_its_claims_checked(findings_in, project):
    root = project(f"claims: [{{id: one, quote: x, said-by: chinna, {STANCE}}}]")
    (root / "sources" / "articles" / "talks.txt").unlink()
    assert [finding.rule for finding in findings_in(root)] == ["file-missing", "actor-known"]


@pytest.mark.parametrize(("name", "found"), [("envoys-mett", ["schema", "claim-known"]), ("lost", ["schema"])])
def test_a_claim_without_an_id_excuses_only_names_that_are_not_nearly_those_of_others(rules, name, found):
    claims = f"claims: [{{quote: sees it as a threat, said-by: china, {STANCE}}}, {{id: no, quote: has denied this, said-by: japan, denies: {name}}}]"
    assert rules(claims) == found
