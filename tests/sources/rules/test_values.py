"""Values: terms, numbers, dates, hedges, conditions and what became of forecasts."""

from __future__ import annotations

import pytest

STANCE = "stance: {holder: japan, target: china, type: open-to}"
LIKELY = "quote: will likely agree to talks, said-by: japan, mode: forecast"


def one(*keys):
    return f"claims: [{{id: one, {', '.join(keys)}}}]"


@pytest.fixture
def messages(findings):
    def find(patch):
        return [(finding.rule, finding.message) for finding in findings(patch)]

    return find


@pytest.fixture
def at(project, findings_in):
    """The text that stands at the place of the only finding of a patch."""

    def find(patch):
        root = project(patch)
        (found,) = findings_in(root)
        line = (root / found.location.file).read_text().splitlines()[found.location.line - 1]
        return line[found.location.column - 1 :]

    return find


SEES = "quote: sees it as a threat, said-by: china"


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ("event: {label: x, type: threaten, initiator: china}", "unknown type 'threaten'; did you mean 'THREATEN'?"),
        ("stance: {holder: china, target: japan, type: fights}", "unknown type 'fights'; did you mean 'at-war-with'?"),
        (
            "stance: {holder: china, target: japan, type: backs-by-proxy}",
            "unknown type 'backs-by-proxy'; did you mean 'sponsors'?",
        ),
        (
            "event: {label: x, type: mediates between, initiator: china}",
            "unknown type 'mediates between'; did you mean 'CONSULT'?",
        ),
        (
            "event: {label: x, type: CONSULT, initiator: china, status: past}",
            "unknown status 'past'; expected announced, hypothetical, ",
        ),
        ("stance: {holder: china, target: japan, type: opposed}", "unknown type 'opposed'; did you mean 'opposes'?"),
        ("stance: {holder: china, target: japan, type: zzz}", "unknown type 'zzz'; expected advocates, allied-with, "),
        (f"mode: Reported, {STANCE}", "unknown mode 'Reported'; did you mean 'reported'?"),
        (f"certainty: sure, {STANCE}", "unknown certainty 'sure'; expected certain, unspecified, probable, possible"),
        (
            f"hedge: [{{words: sees, likelihood: likley, because: x}}], {STANCE}",
            "unknown likelihood 'likley'; did you mean 'l",
        ),
    ],
)
def test_a_word_that_is_no_term_says_what_was_expected(messages, claim, message):
    ((rule, found),) = messages(one(SEES, claim))
    assert rule == "term-known"
    assert found.startswith(message)


def test_a_long_scale_is_shown_in_the_codebook(messages):
    ((_, found),) = messages(one(SEES, "stance: {holder: china, target: japan, type: zzz}"))
    assert found.endswith("… (codebook.html lists them)")


def test_words_of_leverage_are_terms(messages):
    leverage = "leverage: {wielder: china, over: japan, instrument: x, effect: presure, strength: storng}"
    assert [message for _, message in messages(one(SEES, leverage))] == [
        "unknown effect 'presure'; did you mean 'pressure'?",
        "unknown strength 'storng'; did you mean 'strong'?",
    ]


@pytest.mark.parametrize(
    ("claim", "value"),
    [
        ("event: {label: x, type: threaten, initiator: china}", "threaten"),
        (f"hedge: {{words: sees, likelihood: likley, because: x}}, {STANCE}", "likley"),
        (f"hedge: [a threat, {{words: sees, likelihood: likley, because: x}}], {STANCE}", "likley"),
        ("stance: {holder: china, target: japan, type: opposes, position: -0.1}", "'-0.1'"),
        ("event: {label: x, type: AID, initiator: china, goldstein: 1}", "'1'"),
        (f"said-on: soon, {STANCE}", "soon"),
        ("event: {label: x, type: AID, initiator: china, when: 2017}", "'2017'"),
        (f"hedge: [perhaps], {STANCE}", "perhaps"),
        (f"mode: conditional, {STANCE}", "conditional"),
        (f"resolution: failed, {STANCE}", "failed"),
    ],
)
def test_a_finding_points_at_the_very_value(at, claim, value):
    assert at(one(SEES, claim)) == value


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            "stance: {holder: china, target: japan, type: opposes, position: -0.5}",
            "'opposes' is -0.7 in the codebook, here -0.5",
        ),
        ("event: {label: x, type: AID, initiator: china, goldstein: 9}", "'AID' is 7.0 in the codebook, here 9"),
    ],
)
def test_a_number_of_its_own_needs_its_reason(messages, content, message):
    assert messages(one(SEES, content)) == [("number-reason", f"{message}; say 'because'")]
    assert messages(one(SEES, content[:-1] + ", because: it says so}")) == []


@pytest.mark.parametrize("number", ["-0.7", "-0.70", "-7e-1"])
def test_the_number_of_the_type_needs_none(messages, number):
    assert messages(one(SEES, f"stance: {{holder: china, target: japan, type: opposes, position: {number}}}")) == []


@pytest.mark.parametrize("key", ["said-on: last Sunday", "said-on: 2016-02-30", "said-on: 2016-02/2016-01"])
def test_a_date_that_is_none_is_one_finding(messages, key):
    ((rule, message),) = messages(one(SEES, STANCE, key))
    assert rule == "date-edtf"
    assert key.partition(": ")[2].split("/")[0] in message


@pytest.mark.parametrize("published", ["2016-02-09", "2016-02", "2016-02~", "2016-02-08/2016-02-13", "2016/.."])
def test_what_may_have_been_said_before_the_article_is_no_contradiction(messages, published):
    claim = one(SEES, STANCE, "said-on: 2016-02-09")
    assert messages(f"article: {{published: {published}}}\n{claim}") == []


@pytest.mark.parametrize(
    ("status", "mode", "found"),
    [
        ("occurred", "reported", 1),
        ("ongoing", "reported", 1),
        ("announced", "reported", 0),
        ("occurred", "interpreted", 0),
    ],
)
def test_what_is_told_as_begun_began_before_the_article(messages, status, mode, found):
    event = f"event: {{label: x, type: CONSULT, initiator: china, when: 2016-02-10/.., status: {status}}}"
    assert [rule for rule, _ in messages(one(SEES, event, f"mode: {mode}"))] == ["date-order"] * found


def test_a_wrong_date_of_the_article_is_not_found_again_in_its_claims(messages):
    patch = "article: {published: soon}\n" + one(SEES, STANCE, "said-on: 2016-02-01")
    assert [rule for rule, _ in messages(patch)] == ["date-edtf"]


@pytest.mark.parametrize("words", ["Likely", "will  likely", "likely to", "like", "unlikely", "may"])
def test_a_hedge_stands_in_the_quote_as_words(messages, words):
    fits = words in ("Likely", "will  likely")
    patch = one(LIKELY, STANCE, f"hedge: {words}", "no-interval: x")
    assert messages(patch) == (
        [] if fits else [("hedge-in-quote", f"the hedge {words!r} is not in the quote; quote so much that it is")]
    )


@pytest.mark.parametrize("mark", ["'", "’"])
def test_a_hedge_with_an_apostrophe_is_found_however_it_is_set(findings, mark):
    claim = one('quote: "it won\'t do", said-by: gazette', STANCE, f'hedge: "won{mark}t"')
    assert findings(claim, {"articles/talks.txt": "Envoys met in Tokyo. In short: it won’t do."}) == []


def test_a_hedge_is_not_looked_for_where_the_quote_is_missing(messages):
    claim = one(
        "quote: [will likely agree to talks, will never do it]",
        "said-by: japan",
        STANCE,
        "hedge: never, certainty: probable",
    )
    assert [rule for rule, _ in messages(claim)] == ["quote-missing"]


@pytest.mark.parametrize(
    ("hedge", "message"),
    [
        ("{words: will, likelihood: likely}", "'will' is read as 'likely'; say 'because'"),
        ("{words: likely, likelihood: very-likely}", "'likely' is read as 'very-likely'; say 'because'"),
        ("{words: likely, likelihood: likely}", ""),
        ("{words: will, likelihood: likely, because: it is flat}", ""),
    ],
)
def test_words_read_as_a_term_need_a_reason_unless_they_are_it(messages, hedge, message):
    found = messages(one(LIKELY, STANCE, f"hedge: {hedge}"))
    assert found == ([("hedge-in-quote", message)] if message else [])


def test_one_hedge_has_an_interval(messages):
    two = "hedge: [likely, {words: will, likelihood: very-likely, because: x}]"
    ((rule, message),) = messages(one(LIKELY, STANCE, two))
    assert rule == "hedge-in-quote"
    assert message.startswith("more than one hedge has an interval")


def test_a_likelihood_that_is_no_term_is_not_a_missing_interval_too(messages):
    found = messages(one(LIKELY, STANCE, "hedge: {words: will, likelihood: sure, because: x}"))
    assert [rule for rule, _ in found] == ["term-known"]


IF_ASKED = (
    "leverage: {condition: if asked, wielder: china, over: japan, instrument: x, effect: pressure, strength: weak}"
)


@pytest.mark.parametrize("condition", [f"condition: if asked, {STANCE}", IF_ASKED])
def test_a_condition_may_stand_in_the_claim_or_in_its_leverage(messages, condition):
    assert messages(one(SEES, "mode: conditional", condition)) == []


FORECAST = (LIKELY, STANCE, "no-interval: x")


@pytest.mark.parametrize(
    ("claim", "message"),
    [
        ((*FORECAST, "resolution: failed"), "'failed' without 'resolved-by'; name the claim or event that settled it"),
        ((*FORECAST, "resolved-by: envoys-met"), "'resolved-by' without what came of the forecast; say 'resolution'"),
        (
            (*FORECAST, "resolution: pending, resolved-by: envoys-met"),
            "'resolved-by' without what came of the forecast; say",
        ),
        (
            (*FORECAST, "resolution: failed, resolved-by: envoy-met"),
            "resolved by 'envoy-met', which is not there; did you ",
        ),
        (
            (*FORECAST, "resolution: failed, resolved-by: talks/envoymet"),
            "resolved by 'talks/envoymet', which is not there",
        ),
        ((SEES, STANCE, "resolution: failed, resolved-by: envoys-met"), "only a forecast is resolved"),
        ((SEES, STANCE, "resolved-by: envoys-met"), "only a forecast is resolved"),
    ],
)
def test_a_forecast_is_resolved_by_something_that_is_there(messages, claim, message):
    ((rule, found),) = messages(one(*claim))
    assert rule == "forecast-interval"
    assert found.startswith(message)


@pytest.mark.parametrize("by", ["envoys-met", "talks/envoys-met", "summit", "[envoys-met, summit]"])
def test_claims_and_events_settle_forecasts(findings, by):
    summit = "events: {summit: {label: x, type: CONSULT, initiator: china, when: 2016}}\n"
    told = "{id: told, quote: Envoys met in Tokyo, said-by: gazette, event: summit}"
    found = findings(summit + one(*FORECAST, f"resolution: fulfilled, resolved-by: {by}")[:-1] + f", {told}]")
    assert [finding for finding in found if finding.severity == "error"] == []


@pytest.mark.parametrize(
    ("words", "quote", "found"),
    [
        ("可能", "北京可能同意谈判", 0),
        ("可能", "北京不可能同意谈判", 1),
        ("อาจ", "จีนอาจเห็นด้วย", 0),
        ("possibly", "quite possibly", 0),
        ("possibly", "im-possibly", 1),
        ("PERHAPS", "“Perhaps,” he said", 0),
    ],
)
def test_a_hedge_stands_in_the_quote_as_a_word_in_any_script(findings, words, quote, found):
    claim = f"claims: [{{id: one, quote: {quote!r}, said-by: japan, hedge: {words}, certainty: possible, {STANCE}}}]"
    text = f"Envoys met in Tokyo. {quote}."
    assert [each.rule for each in findings(claim, {"articles/talks.txt": text})] == ["hedge-in-quote"] * found


@pytest.mark.parametrize(
    ("claim", "words"),
    [
        ("quote: may agree to talks", "may"),
        ("quote: Some reports say that troops were sent", "Some reports"),
        ("quote: it was reportedly sent", "reportedly"),
        ("quote: it is more likely than before", "more likely"),
        ("quote: may agree to talks, certainty: possible", ""),
        ("quote: may agree to talks, certainty: unspecified", ""),
        ("quote: will likely agree to talks, hedge: likely", ""),
        ("quote: agreed to talks in May", ""),
        ("quote: as soon as possible", ""),
    ],
)
def test_a_quote_that_hedges_gives_a_certainty(project, findings_in, claim, words):
    text = (
        "may agree to talks. Some reports say that troops were sent; it was reportedly sent; it is more likely than "
        "before; will likely agree to talks; agreed to talks in May; as soon as possible"
    )
    root = project(one(claim, "said-by: japan", STANCE), {"articles/talks.txt": text})
    found = [each for each in findings_in(root) if each.rule == "certainty-given"]
    assert [each.severity for each in found] == ["warning"] * bool(words)
    assert not words or repr(words) in found[0].message
