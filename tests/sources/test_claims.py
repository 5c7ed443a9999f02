"""Claims: their contents, and how denials and affirmations are joined to what they speak of."""

from __future__ import annotations

from decimal import Decimal

import pytest

from kg import sources
from kg.model.records import Event, Leverage, Stance

STANCE = "stance: {holder: china, target: japan, type: threatened-by}"
SEES = f"{{id: sees, quote: sees it as a threat, said-by: china, {STANCE}}}"
ARTICLE = "article: {title: x, publisher: gazette, published: 2016-03, published-basis: x}\n"
NEEDS = "needs one of stance, event, leverage, denies, affirms"


def denial(name, of, verb="denies"):
    return f"{{id: {name}, quote: has denied this, said-by: japan, {verb}: {of}}}"


def patch(*claims):
    return "claims:\n" + "".join(f"  - {claim}\n" for claim in claims)


@pytest.fixture
def read(project, terms):
    """The claims of the tiny project under a patch, by name; there must be no findings."""

    def claims(text, files=None):
        corpus, findings = sources.read(project(text, files), terms)
        assert findings == []
        return {claim.slug: claim for claim in corpus.claims}

    return claims


@pytest.fixture
def messages(findings):
    """The rules and messages of what is wrong with the tiny project under a patch."""

    def find(text, files=None):
        return [(finding.rule, finding.message) for finding in findings(text, files)]

    return find


def test_a_stance_has_the_position_of_its_type_unless_it_gives_its_own(read):
    own = SEES.replace("sees,", "own,").replace("threatened-by", "threatened-by, position: -0.90, because: grave")
    claims = read(patch(SEES, own))
    assert claims["sees"].content == Stance(("china",), "japan", "threatened-by", Decimal("-0.7"))
    assert (claims["own"].content.position, claims["own"].content.reason) == (Decimal("-0.9"), "grave")
    assert str(claims["own"].content.position) == "-0.9"


def test_an_event_of_its_own_has_the_name_of_its_claim(read):
    event = read("")["envoys-met"].content
    assert isinstance(event, Event)
    assert event.slug == "talks/envoys-met"
    assert event.goldstein == Decimal("2.5")
    assert event.initiators == ("china", "japan", "north-korea", "united-states")


def test_leverage_keeps_its_figures(read):
    text = """
    claims:
      - id: trade
        quote: sees it as a threat
        said-by: japan
        leverage:
          wielder: china
          over: [japan, north-korea]
          instrument: trade
          effect: pressure
          strength: weak
          quantity: {amount: 5.030e8, unit: USD}
    """
    content = read(text)["trade"].content
    assert isinstance(content, Leverage)
    assert (content.wielders, content.over) == (("china",), ("japan", "north-korea"))
    assert str(content.quantities[0].amount) == "503000000"


def test_a_denial_shares_the_content_of_what_it_denies_with_the_opposite_polarity(read):
    claims = read(patch(denial("no", "sees"), SEES, denial("yes", "no"), denial("too", "no", "affirms")))
    assert {claim.content_key for slug, claim in claims.items() if slug != "envoys-met"} == {"stance/talks/sees"}
    assert {slug: claims[slug].polarity for slug in ("sees", "no", "yes", "too")} == {
        "sees": "affirmed", "no": "denied", "yes": "affirmed", "too": "denied",
    }  # fmt: skip
    assert claims["no"].denies == "talks/sees"
    assert claims["too"].denies == ""


def later(claim):
    return {"articles/later.yaml": ARTICLE + patch(claim), "articles/later.txt": "Japan has denied this."}


def test_a_claim_of_another_article_is_denied_by_both_names(read):
    claims = read(patch(SEES), later(denial("no", "talks/sees")))
    assert claims["no"].article == "later"
    assert claims["no"].content is claims["sees"].content


def test_who_reports_ends_with_the_voice_of_the_article(read):
    said = {
        "own": "{id: own, quote: sees it as a threat, said-by: gazette, " + STANCE + "}",
        "other": "{id: other, quote: sees it as a threat, said-by: china, reported-by: [japan, gazette], "
        + STANCE
        + "}",
        "plain": "{id: plain, quote: sees it as a threat, said-by: china, " + STANCE + "}",
    }
    claims = read(patch(*said.values()))
    assert {slug: claims[slug].reported_by for slug in said} == {
        "own": (), "other": ("japan", "gazette"), "plain": ("gazette",),
    }  # fmt: skip


def test_words_of_a_scheme_bring_their_interval_and_others_do_not(read):
    text = """
    claims:
      - id: one
        quote: will likely agree to talks
        said-by: japan
        mode: forecast
        hedge: [likely, {words: will, likelihood: very-likely, because: flat}, agree]
        no-interval: ""
        stance: {holder: japan, target: china, type: open-to}
    """.replace('        no-interval: ""\n', "")
    hedges = read(text)["one"].hedges
    assert [(hedge.likelihood, hedge.lower) for hedge in hedges] == [
        ("likely", Decimal("0.55")), ("very-likely", Decimal("0.80")), ("", None),
    ]  # fmt: skip


def test_forecasts_are_pending_until_they_are_resolved(read):
    text = patch(f"{{id: one, quote: sees it as a threat, said-by: china, mode: forecast, no-interval: x, {STANCE}}}")
    assert read(text)["one"].resolution == "pending"
    assert read("")["envoys-met"].resolution == ""


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("{id: one, quote: sees it as a threat, said-by: china}", f"{NEEDS}; has none"),
        (SEES[:-1] + ", denies: envoys-met}", f"{NEEDS}; has stance and denies"),
        (denial("one", "envoys-met")[:-1] + ", polarity: denied}", "'denies' settles the polarity already; drop 'polarity'"),
    ],
)  # fmt: skip
def test_a_claim_says_exactly_one_thing(messages, claim, message):
    assert messages(patch(claim)) == [("claim-content", message)]


@pytest.mark.parametrize(
    ("of", "hint"),
    [
        ("seas", "; did you mean 'sees'?"),
        ("talks/seas", "; did you mean 'talks/sees'?"),
        ("talk/sees", "; did you mean 'talks'?"),
        ("quite-something-else", "; name one by its id"),
    ],
)
def test_what_is_denied_must_be_there(messages, of, hint):
    assert messages(patch(SEES, denial("no", of))) == [
        ("claim-known", f"denies a claim {of!r} that is not there{hint}")
    ]


def test_a_claim_of_another_article_is_suggested_by_its_name(messages):
    assert messages(patch(SEES), later(denial("no", "sees"))) == [
        ("claim-known", "denies a claim 'sees' that is not there; did you mean 'talks/sees'?")
    ]


def test_an_unknown_event_is_reported_once_however_often_it_is_denied(messages):
    named = "{id: sees, quote: sees it as a threat, said-by: china, event: summmit}"
    summit = "events: {summit: {label: A summit, type: CONSULT, initiator: china}}\n"
    assert messages(summit + patch(named, denial("no", "sees"), denial("yes", "no"))) == [
        ("event-known", "unknown event 'summmit'; did you mean 'summit'?")
    ]


@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_claims_that_deny_one_another_round_about_are_one_finding(messages, length):
    names = [f"c{index}" for index in range(length)]
    around = [denial(name, of) for name, of in zip(names, [*names[1:], names[0]], strict=True)]
    ((rule, message),) = messages(patch(denial("outside", "c0"), *around))
    assert rule == "claim-known"
    assert message.startswith("'c0' denies itself in the end: talks/c0 → ")
    assert message.endswith(" → talks/c0; give one of them a content of its own")


@pytest.mark.parametrize("order", [1, -1])
def test_chains_longer_than_the_stack_are_followed_in_either_order(read, order):
    chain = [SEES, *(denial(f"c{index}", f"c{index - 1}" if index else "sees") for index in range(2_000))]
    claims = read("", {"articles/talks.yaml": ARTICLE + patch(*chain[::order])})
    assert len(claims) == 2_001
    assert claims["c1999"].polarity == "affirmed"
    assert claims["c1998"].polarity == "denied"


RESOLVED = "{id: late, quote: sees it as a threat, said-by: china, mode: forecast, no-interval: x, resolution: failed, "


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        (SEES.replace("quote", "qoute"), "schema"),
        (SEES.replace("id: sees", "id:"), "schema"),
        (SEES.replace("id: sees, ", ""), "schema"),
        (SEES.replace("stance", "denies: nobody, stance"), "claim-content"),
    ],
)
def test_what_speaks_of_a_broken_claim_is_not_blamed_for_it(messages, broken, rule):
    resolved = f"{RESOLVED}resolved-by: sees, {STANCE}}}"
    found = messages(patch(broken, denial("no", "sees"), denial("yes", "no"), resolved))
    assert [rule_ for rule_, _ in found] == [rule]


def test_a_second_claim_of_one_name_is_found_where_it_stands(findings):
    (found,) = findings(patch(SEES, SEES))
    assert (found.rule, found.subject) == ("id-duplicate", "talks/sees")
    assert "stands already in line" in found.message


def test_a_quote_that_is_not_there_leaves_the_rest_of_the_claim(project, terms):
    text = patch(SEES.replace("quote: sees it as a threat", "quote: [sees it as a threat, sees it as a chance]"))
    corpus, (finding,) = sources.read(project(text), terms)
    claim = next(claim for claim in corpus.claims if claim.slug == "sees")
    assert [passage.exact for passage in claim.passages] == ["sees it as a threat"]
    assert (
        finding.message
        == "'sees it as a chance' does not stand in the article; after 'it as a' it goes on 'threat. Japan has'"
    )


@pytest.mark.parametrize(
    ("quote", "rule", "message"),
    [
        ("quote: sees it as the threat", "quote-missing", "article; after 'sees it as' it goes on 'a threat. Japan'"),
        ("quote: ees it as a threat", "quote-missing", "it begins within 'sees' there, so quote whole words"),
        ("quote: the missiles", "quote-ambiguous", "stands in the article 2 times; quote more of it, or say which"),
        ("quote: the missiles, occurrence: 3", "quote-ambiguous", "occurrence 3 of 'the missiles' is not there; it sta"),
        ("quote: sees it, occurrence: 2", "quote-ambiguous", "it stands there once, so leave 'occurrence' out"),
        ("quote: Follow us", "quote-furniture", "'Follow us' is furniture of the page, not the article; quote the article"),
        ("quote: Follow us China sees", "quote-furniture", "is furniture of the page"),
    ],
)  # fmt: skip
def test_a_quote_that_cannot_stand_says_why(messages, quote, rule, message):
    text = "article: {furniture: Follow us}\n" + patch(SEES.replace("quote: sees it as a threat", quote))
    ((found, said),) = messages(text)
    assert found == rule
    assert message in said


def test_an_occurrence_is_counted_without_the_furniture(read):
    text = "article: {furniture: Talks on the missiles}\n" + patch(SEES.replace("sees it as a threat", "the missiles"))
    passage = read(text)["sees"].passages[0]
    assert passage.prefix.endswith("to talk about ")
