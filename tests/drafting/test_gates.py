"""What may be accepted is verbatim, and what is doubtful in a suggestion is told, each with its reason."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.gates import FEWEST, Spoiling, claimants_of, entries_of, flipped, unnamed_in
from kg import sources
from kg.drafting.draft import Flag
from kg.drafting.gates import MOST_CHARACTERS, Gates, Refused
from kg.drafting.suggestions import Suggester
from kg.sources.quotes import FoldedText
from tests.checkout import ARTICLES
from tests.conftest import TEXT

STANCE = {"holder": "china", "target": "missiles", "type": "threatened-by"}
SEES = {"quote": "China sees it as a threat", "said-by": "gazette", "certainty": "certain", "stance": STANCE}


@pytest.fixture
def project_gates(project, terms):
    """The gates of the tiny project, whose article has more text, and the rest of what is patched."""

    def of(more="", patch=None):
        root = project(patch)
        path = root / "sources" / "articles" / "talks.txt"
        path.write_text(TEXT + more, encoding="utf-8")
        corpus, _ = sources.read(root, terms)
        article = corpus.articles["talks"]
        return Gates(article, FoldedText.of(article.text), Suggester(corpus, terms))

    return of


@pytest.fixture
def tiny(project_gates):
    return project_gates()


def fields(outcome):
    assert not isinstance(outcome, Refused), outcome
    return [flag.field for flag in outcome]


def said(outcome, field):
    return [flag.says for flag in outcome if flag.field == field]


def test_a_right_claim_passes_without_a_flag(tiny):
    assert tiny.gate(SEES) == ()


def test_a_part_of_a_right_claim_passes_without_a_flag(tiny):
    assert tiny.gate({**SEES, "quote": "China sees"}) == ()


@pytest.mark.parametrize(
    ("quote", "rule"),
    [
        ("China sees it as the threat", "quote-missing"),
        ("hina sees it as a threat", "quote-missing"),
        ("China sees it as a threat. Japan will likely agree", "quote-missing"),
        ("Follow us", "quote-furniture"),
        ("missiles", "quote-ambiguous"),
        ("", "quote-missing"),
        ("  ", "quote-missing"),
        ([], "quote-missing"),
        (None, "quote-missing"),
        (7, "quote-missing"),
        ({"words": "China"}, "quote-missing"),
        (["China sees it as a threat", 7], "quote-missing"),
        (["China sees it as a threat", "nowhere"], "quote-missing"),
        ("China sees it as a threat. Japan has denied this. “Japan will likely agree to talks", "quote-long"),
        ("China " * 900, "quote-long"),
    ],
)
def test_a_quote_that_is_not_verbatim_or_too_long_is_refused(project_gates, quote, rule):
    tiny = project_gates(patch={"article": {"furniture": ["Follow us"]}})
    outcome = tiny.gate({**SEES, "quote": quote})
    assert isinstance(outcome, Refused)
    assert outcome.rule == rule
    assert outcome.message


@pytest.mark.parametrize("occurrence", [0, -1, "two", "1.5", "9" * 30, True, [], "２"])
def test_an_occurrence_that_is_none_is_refused(tiny, occurrence):
    outcome = tiny.gate({**SEES, "quote": "missiles", "occurrence": occurrence})
    assert isinstance(outcome, Refused)
    assert outcome.rule == "quote-ambiguous"


def test_an_occurrence_says_which(tiny):
    passages = [tiny.passages({"quote": "missiles", "occurrence": each})[0] for each in (1, "2")]
    starts = [each.start for each in passages]
    assert starts == [TEXT.index("missiles"), TEXT.index("missiles", starts[0] + 1)]


def test_a_long_sentence_is_refused_though_it_is_verbatim(project_gates):
    sentence = "China sees " + ", ".join(["that it is a threat"] * 20)
    assert len(sentence) > MOST_CHARACTERS
    outcome = project_gates(f"\n\n{sentence}.\n").gate({**SEES, "quote": sentence})
    assert isinstance(outcome, Refused)
    assert outcome.rule == "quote-long"


def test_a_whole_paragraph_is_refused_where_it_has_several_sentences_and_flagged_where_it_is_one(project_gates):
    one = "China sees it as a threat to the peace of all that lies around the sea"
    gates = project_gates(f"\n\n{one}.\n\n  “Japan will go. China will stay.”\n\n")
    assert said(gates.gate({**SEES, "quote": one}), "quote") == [
        "the quote is a whole paragraph; do fewer of its words say it?"
    ]
    outcome = gates.gate({**SEES, "quote": "Japan will go. China will stay"})
    assert outcome == Refused("quote-long", "the quote is a whole paragraph; quote the shortest passage that suffices")
    assert not said(gates.gate({**SEES, "quote": "Talks on the missiles"}), "quote")


def test_a_list_of_passages_that_lie_far_apart_is_flagged(project_gates):
    gates = project_gates("\n\nOne. Two goes. Three goes. Four goes. Japan stands by.\n")
    assert said(gates.gate({**SEES, "quote": ["China sees it", "Japan stands by"]}), "quote") == [
        "6 sentences stand between its passages"
    ]
    assert not said(gates.gate({**SEES, "quote": ["China sees it", "Japan has denied this"]}), "quote")


def test_who_is_said_to_say_it(project_gates):
    gates = project_gates("\n\nNorth Korea said that China sees the missiles. Others wait. Others wait.\n")
    entry = {**SEES, "quote": "China sees the missiles"}
    assert not said(gates.gate({**entry, "said-by": "north-korea"}), "said-by")
    assert said(gates.gate({**entry, "said-by": "china"}), "said-by") == [
        "“North Korea said” speaks for North Korea, not for China"
    ]
    assert said(gates.gate({**entry, "said-by": "united-states"}), "said-by") == [
        "no name of United States stands in the sentences around the quote"
    ]
    assert said(gates.gate({**SEES, "said-by": "japan"}), "said-by") == [
        "no words attribute it to Japan; it may be The Gazette who says so"
    ]
    assert said(gates.gate({**SEES, "said-by": "the-moon"}), "said-by") == ["'the-moon' is no actor of the project"]
    assert said(gates.gate({**SEES, "reported-by": ["united-states", "the-moon"]}), "reported-by") == [
        "'the-moon' is no actor of the project",
        "no name of United States stands in the sentences around the quote",
    ]


def test_hedges_that_are_invented_dropped_or_cut_off(tiny):
    agree = {
        "quote": "Japan will likely agree to talks", "said-by": "gazette", "hedge": "likely", "certainty": "probable",
        "stance": {"holder": "japan", "target": "missiles", "type": "open-to"},
    }  # fmt: skip
    assert tiny.gate(agree) == ()
    assert tiny.gate({**agree, "hedge": {"words": "likely"}}) == ()
    assert said(tiny.gate({**agree, "hedge": ["likely", "reportedly"]}), "hedge") == [
        "'reportedly' does not stand in the quote"
    ]
    assert said(tiny.gate({**agree, "hedge": ["likely", "talks"]}), "hedge") == [
        "'talks' is in no list of hedges; does it keep a distance here?"
    ]
    dropped = tiny.gate({key: value for key, value in agree.items() if key != "hedge"})
    assert said(dropped, "hedge") == ["“likely” in the quote keeps a distance, and is not among the hedges"]
    cut = tiny.gate({**agree, "quote": "agree to talks", "hedge": None})
    assert said(cut, "hedge") == ["“likely” stands just before the quote, and is left out"]
    assert said(cut, "certainty") == ["nothing in the quote says that it is only probable"]
    assert said(tiny.gate({**agree, "certainty": "certain"}), "certainty") == [
        "“likely” doubts, and the claim is certain"
    ]


@pytest.mark.parametrize("hedge", [7, {"words": None}, [[]], {"of": "likely"}, " "])
def test_a_hedge_that_is_no_text_is_none(tiny, hedge):
    assert tiny.gate({**SEES, "hedge": hedge}) == ()


def test_a_denial_flipped_either_way_is_flagged(project_gates):
    gates = project_gates("\n\nChina will not function as a pivot. China denied that Japan agrees.\n")
    denial = {**SEES, "quote": "Japan has denied this"}
    assert said(gates.gate(denial), "polarity") == ["“denied” speaks of a denial, and the claim affirms"]
    assert not said(gates.gate({**denial, "polarity": "denied"}), "polarity")
    assert not said(gates.gate({**denial, "denies": "envoys-met"}), "polarity")
    assert said(gates.gate({**SEES, "polarity": "denied"}), "polarity") == [
        "nothing in the quote denies or negates, and the claim denies"
    ]
    pivot = {**SEES, "quote": "will not function as a pivot"}
    assert said(gates.gate(pivot), "polarity") == [
        "“not” negates, and the claim affirms; does it affirm what the quote says?"
    ]
    assert said(gates.gate({**pivot, "quote": "function as a pivot"}), "polarity") == [
        "“not” stands just before the quote, and is left out"
    ]
    assert "“denied” stands just before the quote, and is left out" in said(
        gates.gate({**SEES, "quote": "Japan agrees"}), "polarity"
    )


def test_whom_the_sentences_around_do_not_name_is_flagged(tiny):
    moved = {**SEES, "stance": {**STANCE, "holder": ["china", "united-states"], "target": "the-moon"}}
    assert tiny.gate(moved) == (
        Flag("stance.holder", "no name of United States stands in the sentences around the quote"),
        Flag("stance.target", "'the-moon' is no actor, issue or event of the project"),
    )
    about = {"label": "x", "type": "CONSULT", "initiator": "china", "about": "china"}
    event = {key: value for key, value in SEES.items() if key != "stance"} | {"event": about}
    assert said(tiny.gate(event), "event.about") == ["'china' is no issue of the project"]
    assert said(tiny.gate({**event, "event": "moonwalk"}), "event") == ["'moonwalk' is no event of the project"]


def test_who_is_named_far_from_the_quote_is_not_named_near_it(project_gates):
    others = "Others wait. " * 3
    gates = project_gates(f"\n\nNorth Korea waits. {others}The missiles fly. {others}The United States waits.\n")
    entry = {**SEES, "quote": "missiles fly"}
    for far in ("north-korea", "united-states"):
        assert said(gates.gate({**entry, "stance": {**STANCE, "holder": far}}), "stance.holder") != []
    near = project_gates(
        "\n\nNorth Korea waits. Others wait. Others wait. The missiles fly. The United States waits.\n"
    )
    for each in ("north-korea", "united-states"):
        assert said(near.gate({**entry, "stance": {**STANCE, "holder": each}}), "stance.holder") == []


def test_types_and_claims_that_are_none_are_flagged(tiny):
    assert said(tiny.gate({**SEES, "stance": {**STANCE, "type": "loves"}}), "stance.type") == [
        "'loves' is no type of the codebook"
    ]
    assert said(tiny.gate({**SEES, "denies": "nothing"}), "denies") == ["'nothing' is no claim of the project"]
    assert not said(tiny.gate({**SEES, "affirms": "talks/envoys-met"}), "affirms")


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=30) | st.sampled_from(["china", "missiles", "likely"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
KEYS = (
    "said-by",
    "reported-by",
    "hedge",
    "certainty",
    "polarity",
    "stance",
    "event",
    "leverage",
    "denies",
    "occurrence",
)


@pytest.fixture(scope="module")
def shipped_gates(shipped):
    suggester = Suggester(shipped.corpus, shipped.vocabulary)
    return {
        slug: Gates(article, FoldedText.of(article.text), suggester)
        for slug, article in shipped.corpus.articles.items()
    }


@given(entry=st.dictionaries(st.sampled_from(KEYS), JUNK), quote=JUNK)
def test_whatever_a_model_answers_is_refused_or_flagged_and_nothing_else(shipped_gates, entry, quote):
    gates = next(iter(shipped_gates.values()))
    for words in (quote, "could force China"):
        outcome = gates.gate({**entry, "quote": words})
        assert isinstance(outcome, Refused) or all(isinstance(flag, Flag) and flag.says for flag in outcome)


@given(data=st.data())
def test_whatever_passes_is_verbatim(shipped_gates, data):
    """Pieces of a text put together anyhow pass only where the text has them so."""
    gates = data.draw(st.sampled_from(list(shipped_gates.values())))
    text = gates.text.original
    cuts = [data.draw(st.integers(0, len(text) - 1)) for _ in range(2)]
    quote = "".join(text[at : at + data.draw(st.integers(1, 40))] for at in cuts)
    passages = gates.passages({"quote": quote})
    if not isinstance(passages, Refused):
        folded = " ".join(quote.split()).translate(str.maketrans("“”‘’", "\"\"''"))
        exact = " ".join(passages[0].exact.split()).translate(str.maketrans("“”‘’", "\"\"''"))
        assert folded.casefold() == exact.casefold()
        assert text[passages[0].start : passages[0].end] == passages[0].exact


def test_what_the_figures_of_the_benchmark_say(shipped, shipped_gates):
    """Every altered quote is refused but where what is left stands in the text; nothing right is refused."""
    for slug, gates in shipped_gates.items():
        article = shipped.corpus.articles[slug]
        entries = entries_of(ARTICLES, article)
        here, elsewhere = claimants_of(shipped.corpus, article)
        spoiling = Spoiling(
            entries, article.text, here, elsewhere, unnamed_in(article, gates.suggester), shipped.vocabulary
        )
        assert not any(isinstance(gates.gate(entry), Refused) for entry in entries)
        for _, wrong, how, entry in spoiling.every():
            outcome = gates.gate(entry)
            if wrong == "the quote":
                verbatim = " ".join(entry["quote"][0].split()) in " ".join(article.text.split())
                assert isinstance(outcome, Refused) or verbatim, (how, entry)
            if how in {"invented", "cut off with the beginning of the quote"}:
                assert outcome, (how, entry)


def test_a_flipped_claim_says_the_opposite_and_flipped_again_the_same():
    assert flipped(SEES)["polarity"] == "denied"
    assert flipped(flipped(SEES)) == SEES
    assert flipped({**SEES, "denies": "one"})["affirms"] == "one"
    assert FEWEST > 1
