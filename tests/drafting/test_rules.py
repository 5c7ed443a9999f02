"""Drafts by rules, on a small project and on texts that mean no good."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import sources
from kg.drafting.gates import Gates, Refused
from kg.drafting.queue import Queue
from kg.drafting.rules import drafted
from kg.drafting.suggestions import Suggester
from kg.editing.text import FileText
from kg.sources.quotes import FoldedText
from tests.conftest import TEXT


@pytest.fixture
def suggester(project, terms):
    """What suggests in the small project, whose article "again" has no claims."""
    corpus, _ = sources.read(project({"copies": "again"}), terms)
    return Suggester(corpus, terms)


@pytest.fixture
def drafts(suggester):
    def of(text=TEXT, article="again", **more):
        made = drafted(suggester.corpus.articles[article], text, suggester, **more)
        return {draft.quote: draft for draft in made.drafts}, made

    return of


def test_a_sentence_that_is_likely_becomes_a_claim_with_what_it_rests_on(drafts):
    found, _ = drafts()
    draft = found["Japan will likely agree to talks"]
    assert draft.drafted_by == "rules"
    assert draft.state == "waiting"
    assert 0.4 <= draft.rank < 1
    assert draft.claim["said-by"] == "gazette"
    assert (draft.claim["mode"], draft.claim["certainty"], draft.claim["hedge"]) == ("forecast", "probable", "likely")
    assert draft.because["hedge"] == "a hedge in the quote"
    assert set(draft.because) >= {"said-by", "mode", "certainty"}


def test_what_is_coded_already_is_not_suggested_again(drafts):
    found, _ = drafts(article="talks", threshold=0.0)
    assert not any("Envoys met" in quote for quote in found)
    assert any("sees it as a threat" in quote for quote in found)


def test_ids_are_new_and_told_apart(drafts):
    text = "China opposes the missiles in Japan.\n\nChina opposes the missiles in Japan.\n"
    _, made = drafts(text, threshold=0.0, taken={"china-opposes-missiles-japan"})
    ids = [draft.claim["id"] for draft in made.drafts]
    assert len(set(ids)) == len(ids) == 2
    assert "china-opposes-missiles-japan" not in ids
    assert {draft.claim["occurrence"] for draft in made.drafts} == {"1", "2"}
    assert len({draft.id for draft in made.drafts}) == 2


def test_a_threshold_of_nothing_drafts_all_and_the_others_are_counted(drafts):
    few, made = drafts()
    many, everything = drafts(threshold=0.0)
    assert len(many) > len(few)
    assert made.below == len(everything.drafts) + len(everything.refused) - len(made.drafts) - len(made.refused)
    assert everything.below == 0
    assert len(made.sentences) == 6


def test_a_run_is_the_same_each_time(drafts):
    assert drafts()[1] == drafts()[1]


def test_what_nothing_tells_is_to_be_filled_in(drafts):
    found, _ = drafts("The deployment is a threat to everybody in the whole wide region.", threshold=0.0)
    (draft,) = found.values()
    assert [flag.field for flag in draft.flags if flag.says.endswith("fill it in")]


@pytest.mark.parametrize(
    "text",
    [
        "China said: “key: [a, {b}] # no comment & *anchor !tag %x @y `z` | > - ? ~ null” on Monday in Japan.",
        "\u202eChina sees Japan as a threat\u202c and \u2066Japan denies it\u2069 in Tokyo.",
        "China\u2028sees\u00a0Japan\u200b as a threat to its\u0085core interests in Tokyo.",
        "China opposes " + "very " * 3_000 + "much the missiles of Japan.",
        "China opposes the missiles of Japan. " * 40,
        "“" * 500 + "China opposes Japan" + "”" * 500,
        "---\nid: evil\n...\nChina opposes the missiles in Japan, and 'quotes' \"both\" ways: {a}.",
        "Cafe\u0301 China sees Japan’s missiles as a threat to the cafe\u0301 in Tokyo.",
        "中国认为这是威胁。China sees Japan as a threat。日本否认。",
    ],
    ids=["yaml", "direction", "spaces", "long", "many", "marks", "document", "decomposed", "unspaced"],
)  # fmt: skip
def test_hostile_texts_give_drafts_that_are_verbatim_and_can_be_written(drafts, suggester, tmp_path, text):
    _, made = drafts(text, threshold=0.0)
    gates = Gates(suggester.corpus.articles["talks"], FoldedText.of(text), suggester)
    assert made.drafts or made.refused
    for draft in made.drafts:
        assert not isinstance(gates.passages(draft.claim), Refused)
    queue = Queue("talks", FileText(tmp_path / "talks.yaml", b"")).merged(made.drafts, "rules", made.text_sha256)
    assert Queue.of("talks", FileText(tmp_path / "talks.yaml", queue.content())).drafts == queue.drafts


PARTS = [
    "China ",
    "Japan ",
    "sees ",
    "it as a threat",
    ". ",
    "\n\n",
    "“",
    "”",
    "said ",
    "that ",
    "may ",
    "if ",
    ", ",
    "on Monday ",
    "\u202e",
    "é",
]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.lists(st.sampled_from(PARTS), max_size=30).map("".join))
def test_whatever_the_text_every_quote_stands_in_it(drafts, text):
    _, made = drafts(text, threshold=0.0)
    folded = FoldedText.of(text)
    assert all(folded.find(quote) for draft in made.drafts for quote in draft.quotes)
