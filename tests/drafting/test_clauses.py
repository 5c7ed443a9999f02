"""What a claim quotes of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.drafting.clauses import MOST, clause


def cut(sentence, *speakers):
    places = [(sentence.index(name), sentence.index(name) + len(name)) for name in speakers]
    start, end = clause(sentence, (0, len(sentence)), places)
    return sentence[start:end]


@pytest.mark.parametrize(
    ("sentence", "speakers", "said"),
    [
        ("China said that Japan will never agree to the talks.", ["China"], "Japan will never agree to the talks"),
        ("“Japan will likely agree to the talks,” the Gazette wrote.", ["Gazette"], "Japan will likely agree to the talks"),
        ("However, China sees it as a threat.", ["China"], "China sees it as a threat"),
        ("While nobody expected it, China sees it as a threat.", ["China"], "China sees it as a threat"),
        ("Japan tested a new missile, according to China.", ["China"], "Japan tested a new missile"),
        ("Talks may force China to agree: Experts", ["Experts"], "Talks may force China to agree"),
        ("China has denied this, saying that there will be no trade with Japan.", ["China"], "there will be no trade with Japan"),
        ("The United States backs the sanctions against Japan.", ["United States"], "The United States backs the sanctions against Japan"),
        ("TOKYO, Japan (AP) -- China sees it as a threat.", [], "China sees it as a threat"),
        ("It will cement the security of the U.S.", [], "It will cement the security of the U.S."),
        ("China agreed to demands that Japan stop the tests.", ["China"], "China agreed to demands that Japan stop the tests"),
    ],
)  # fmt: skip
def test_a_clause_is_what_is_said(sentence, speakers, said):
    assert cut(sentence, *speakers) == said


def test_a_long_clause_is_cut_where_it_goes_on():
    first = "Japan will send its envoys to the talks on the missiles in the spring of the next year"
    assert cut(f"{first}, which {'nobody in the whole of the region had expected ' * 5}.") == first
    assert len(cut("word " * 200).split()) == MOST


@given(st.text(alphabet="aB “”\"',.:;–said that China\n\u202eشк🇨🇳", min_size=1, max_size=120), st.data())
def test_it_is_never_empty_and_within_its_sentence(text, data):
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first, last = clause(text, (start, end), [(start, min(end, start + 2))])
    assert start <= first < last <= end
