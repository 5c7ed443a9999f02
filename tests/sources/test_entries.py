"""Entries that have the wrong form: what is said about them, and where."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.model.findings import Location
from kg.model.nearest import Meanings
from kg.model.records import Node
from kg.sources.entries import EXPECTED, validated
from kg.sources.schema import ActorEntry, ArticleEntry, ClaimEntry, EventEntry, IssueEntry, LeverageEntry
from kg.sources.yaml import parse, plain

NAMES = Meanings({"beijing": "china", "un security council": "un-security-council", "thaad": "thaad"})
ACTOR = "{kind: state, label: China}"
CLAIM = "{id: one, quote: sees it, said-by: china, stance: {holder: china, target: japan, type: opposes}}"
EVENT = "{label: Envoys meet, type: CONSULT, initiator: china}"
LEVERAGE = "{wielder: china, over: japan, instrument: trade, effect: pressure, strength: weak}"
ARTICLE = "{title: Talks, publisher: gazette, published: 2016, published-basis: The dateline.}"
WHOLE = {ActorEntry: ACTOR, ClaimEntry: CLAIM, EventEntry: EVENT, LeverageEntry: LEVERAGE, ArticleEntry: ARTICLE}


def mistakes(schema, text):
    """Everything that is wrong with an entry, as column and message; the entry is in one line."""
    node, findings = parse(text, "x.yaml")
    assert findings == []
    entry, found = validated(schema, node, "subject", NAMES)
    assert (entry is None) == bool(found)
    assert {(f.rule, f.subject, f.location.line) for f in found} <= {("schema", "subject", 1)}
    return sorted((finding.location.column, finding.message) for finding in found)


def with_key(text, more):
    return f"{text[:-1]}, {more}}}"


@pytest.mark.parametrize("schema", WHOLE)
def test_the_least_that_an_entry_needs_is_right(schema):
    assert mistakes(schema, WHOLE[schema]) == []


@pytest.mark.parametrize(
    ("schema", "text", "message"),
    [
        (
            ActorEntry,
            "{kind: state}",
            "the key 'label' is missing; add it: The name; where it is given by language, the first is the one shown.",
        ),
        (
            IssueEntry,
            "{label: THAAD}",
            "the key 'definition' is missing; add it: One sentence that tells the issue from its neighbours.",
        ),
        (
            ClaimEntry,
            "{id: one, quote: x}",
            "the key 'said-by' is missing; add it: Who says it; the author only where it is the author's own voice.",
        ),
        (ActorEntry, "{kind: , label: China}", "'kind' is empty; write its value"),
        (ActorEntry, "{kind: state, label: ' '}", "'label' is empty; write its value"),
        (ActorEntry, "word", "'entry' is 'word'; expected a mapping of keys to values"),
        (ActorEntry, "[a]", "'entry' is a list; expected a mapping of keys to values"),
        (
            ActorEntry,
            "{kind: state, label: [a, b]}",
            "'label' is a list; expected one word or text; if the '[' is part of the value, put the value in quotation marks",
        ),
        (
            ActorEntry,
            "{kind: state, label: {en: [China, PRC]}}",
            "'en' is a list; expected one word or text; if the '[' is part of the value, put the value in quotation marks",
        ),
    ],
)
def test_what_is_missing_or_of_another_kind_is_said(schema, text, message):
    assert [found for _, found in mistakes(schema, text)] == [message]


@pytest.mark.parametrize(
    ("schema", "more", "value", "message"),
    [
        (ActorEntry, "iso3: Prk", "Prk", "'iso3' is 'Prk'; expected three capital letters"),
        (ActorEntry, "wikidata: 148", "148", "'wikidata' is '148'; expected a Wikidata item such as Q148"),
        (ActorEntry, "acts-for: Beijing", "Beijing", "'acts-for' is 'Beijing'; expected a slug"),
        (ActorEntry, "member-of: [UN Security Council]", "UN Sec", "'member-of' is 'UN Security Council'; exp"),
        (ActorEntry, "aliases: [PRC, {a: b}]", "{a", "'aliases' is a mapping; expected one word or text"),
        (ActorEntry, r'note: "\e[31mred"', '"', r"'note' is '\x1b[31mred'; expected text without control characters"),
        (ArticleEntry, "credibility: 7", "7", "'credibility' is '7'; expected '1', '2', '3', '4', '5' or '6'"),
        (ArticleEntry, "reliability: B2", "B2", "'reliability' is 'B2'; expected 'A', 'B', 'C', 'D', 'E' or 'F'"),
        (ArticleEntry, "url: ftp://x", "ftp", "'url' is 'ftp://x'; expected an address that begins with http:// or https://"),
        (EventEntry, "goldstein: 11", "11", "'goldstein' is '11'; expected a number of at most 10"),
        (EventEntry, "goldstein: much", "much", "'goldstein' is 'much'; expected a number"),
        (EventEntry, "goldstein: nan", "nan", "'goldstein' is 'nan'; expected a number"),
        (EventEntry, "goldstein: 0.1234567890123", "0.12", "'goldstein' is '0.1234567890123'; expected a number of at most"),
        (EventEntry, "quantity: {amount: many, unit: USD}", "many", "'amount' is 'many'; expected a number"),
        (EventEntry, "quantity: [{amount: 1, unit: [x]}]", "[x]", "'unit' is a list; expected one word or text"),
        (ClaimEntry, "occurrence: second", "second", "'occurrence' is 'second'; expected a whole number"),
        (ClaimEntry, "occurrence: 0", "0", "'occurrence' is '0'; expected a number of at least 1"),
        (ClaimEntry, "polarity: negative", "negative", "'polarity' is 'negative'; expected 'affirmed' or 'denied'"),
        (ClaimEntry, "denies: a/b/c", "a/b/c", "'denies' is 'a/b/c'; expected a claim of this article, or article/claim"),
        (ClaimEntry, "hedge: {words: may, likelihood: [likely]}", "[likely]", "'likelihood' is a list; expected one"),
        (ClaimEntry, "event: {label: x, type: [A]}", "[A]", "'type' is a list; expected one word or text"),
        (ClaimEntry, "event: [a]", "[a]", "'event' is a list; expected one word or text"),
        (ClaimEntry, "event: ../x", "../x", "'event' is '../x'; expected a slug: lower-case letters"),
        (ClaimEntry, f"event: {'x' * 121}", "xxx", f"'event' is {'x' * 59 + '…'!r}; expected at most 120 characters"),
    ],
)  # fmt: skip
def test_a_value_of_the_wrong_form_is_quoted_where_it_stands(schema, more, value, message):
    text = with_key(WHOLE[schema], more)
    ((column, found),) = mistakes(schema, text)
    assert found.startswith(message)
    assert column == text.index(value, text.index(more) + more.index(":")) + 1


@pytest.mark.parametrize(
    ("schema", "more", "key", "hint"),
    [
        (ClaimEntry, "saidby: x", "saidby", "; did you mean 'said-by'?"),
        (ClaimEntry, "said_on: x", "said_on", "; did you mean 'said-on'?"),
        (ClaimEntry, "name: x", "name", ""),
        (ClaimEntry, "inline: x", "inline", ""),
        (ActorEntry, "name: China", "name", ""),
        (ActorEntry, "Label: x", "Label", "; did you mean 'label'?"),
        (EventEntry, "quantity: {amount: 1, unit: USD, changes: x}", "changes", "; did you mean 'change'?"),
        (ClaimEntry, "hedge: [{words: may, likelihod: likely}]", "likelihod", "; did you mean 'likelihood'?"),
        (ClaimEntry, "leverage: {wielder: a, over: b, instrument: c, effect: d, strength: e, holder: f}", "holder", ""),
        (ClaimEntry, "event: {label: a, type: b, actor: c}", "actor", ""),
    ],
)
def test_an_unknown_key_is_found_at_the_key_with_one_of_its_neighbours(schema, more, key, hint):
    text = with_key(WHOLE[schema], more)
    ((column, found),) = mistakes(schema, text)
    assert column == text.index(f"{key}:", text.index(more)) + 1
    if hint:
        assert found == f"unknown key {key!r}{hint}"
    elif "did you mean" not in found:
        assert found.startswith(f"unknown key {key!r}; expected ")
        # Only keys that are valid there, and are not there yet.
        there = set(plain(parse(WHOLE[schema], "x.yaml")[0])) if more.startswith(key) else set()
        assert not there & set(found.partition("; expected ")[2].split(", "))


@pytest.mark.parametrize(
    ("schema", "text", "meant"),
    [
        (ActorEntry, "{kind: State, label: China}", "state"),
        (ActorEntry, with_key(ACTOR, "acts-for: Beijing"), "china"),
        (ActorEntry, with_key(ACTOR, "member-of: [UN Security Council]"), "un-security-council"),
        (ClaimEntry, CLAIM.replace("target: japan", "target: THAAD"), "thaad"),
        (ClaimEntry, CLAIM.replace("holder: china", "holder: Bejing"), "china"),
    ],
)
def test_a_value_that_is_nearly_right_is_told_from_what_it_means(schema, text, meant):
    ((_, message),) = mistakes(schema, text)
    assert message.endswith(f"; did you mean {meant!r}?")


def test_a_key_that_is_misspelt_is_not_missing_too():
    text = "{id: one, qoute: sees it, said_by: china}"
    assert mistakes(ClaimEntry, text) == [
        (text.index("qoute") + 1, "unknown key 'qoute'; did you mean 'quote'?"),
        (text.index("said_by") + 1, "unknown key 'said_by'; did you mean 'said-by'?"),
    ]


def test_everything_wrong_with_an_entry_is_found_at_once():
    found = mistakes(ClaimEntry, "{id: One, said-by: [], mode: , note: {a: b}, colour: red}")
    assert [message.partition(";")[0] for _, message in found] == [
        "the key 'quote' is missing", "'id' is 'One'", "'said-by' is empty", "'mode' is empty", "'note' is a mapping",
        "unknown key 'colour'",
    ]  # fmt: skip


def test_one_item_may_stand_for_a_list_and_nothing_for_an_empty_one():
    def read(text):
        return validated(ClaimEntry, parse(text, "x.yaml")[0], "")[0]

    entry = read(with_key(CLAIM, "hedge: may, reported-by: , resolved-by: [], said-on: ~"))
    assert [hedge.words for hedge in entry.hedge] == ["may"]
    assert (entry.quote, entry.said_by) == (["sees it"], ["china"])
    assert (entry.reported_by, entry.resolved_by, entry.said_on) == ([], [], None)


def test_numbers_keep_their_digits():
    entry, _ = validated(EventEntry, parse(with_key(EVENT, "goldstein: -3.50"), "x.yaml")[0], "")
    assert str(entry.goldstein) == "-3.50"
    entry, _ = validated(EventEntry, parse(with_key(EVENT, "quantity: {amount: 5e8, unit: USD}"), "x.yaml")[0], "")
    assert entry.quantity[0].amount == Decimal(500_000_000)


HERE = Location("x.yaml", 1, 1)
SCALARS = st.one_of(st.none(), st.text(max_size=5), st.sampled_from(["china", "2016", "1e999999", "-1", "nan", "A"]))
KEYS = st.sampled_from(
    [
        field.alias
        for entry in (ActorEntry, ClaimEntry, EventEntry, LeverageEntry)
        for field in entry.model_fields.values()
    ]
)
NODES = st.recursive(
    SCALARS.map(lambda value: Node(value, HERE)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: Node(items, HERE)),
        st.dictionaries(KEYS, inner, max_size=6).map(lambda items: Node(items, HERE, dict.fromkeys(items, HERE))),
    ),
    max_leaves=12,
)


@given(NODES, st.sampled_from(list(WHOLE)))
def test_any_tree_is_an_entry_or_has_findings_in_our_words(node, schema):
    entry, found = validated(schema, node, "")
    assert (entry is None) == bool(found)
    for finding in found:
        assert "nput should" not in finding.message
        assert finding.message[0] in "'tu"


def test_every_kind_of_mistake_says_what_was_expected():
    assert all(expected and expected == expected.strip() for expected in EXPECTED.values())
