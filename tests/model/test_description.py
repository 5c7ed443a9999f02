"""What a project says of itself: ORCID iDs, names, licences."""

from __future__ import annotations

import pytest

from kg.model.description import CONTEXT, Author, Description, check_digit, orcid_of


@pytest.mark.parametrize(
    ("text", "orcid"),
    [
        ("0000-0002-1825-0097", "0000-0002-1825-0097"),
        ("https://orcid.org/0000-0001-5109-3700", "0000-0001-5109-3700"),
        ("0000000216943 70x".replace(" ", ""), ""),
        ("0000-0002-1694-233X", "0000-0002-1694-233X"),
        ("0000-0002-1694-233x", "0000-0002-1694-233X"),
        ("0000-0002-1825-0098", ""),
        ("0000-0002-1825-009", ""),
        ("https://evil.example/0000-0002-1825-0097", ""),
    ],
)
def test_an_orcid_is_read_in_every_form_and_checked_by_its_last_sign(text, orcid):
    assert orcid_of(text) == orcid


def test_every_other_last_sign_is_wrong():
    digits = "000000021825009"
    right = check_digit(digits)
    assert [sign for sign in "0123456789X" if orcid_of(digits + sign)] == [right]


def test_a_name_is_split_at_its_comma_or_before_its_last_word():
    assert Author("Ada Lovelace").parts == ("Lovelace", "Ada")
    assert Author("von Suttner, Bertha").parts == ("von Suttner", "Bertha")
    assert Author("Plato").parts == ("Plato", "")


def test_a_licence_has_an_address():
    assert Description(licence="CC-BY-4.0").licence_iri == "https://spdx.org/licenses/CC-BY-4.0"
    assert Description(licence="https://example.org/terms").licence_iri == "https://example.org/terms"
    assert Description().licence_iri == ""


def test_texts_are_whole_unless_somebody_says_otherwise():
    assert Description().around() is None
    assert Description().around(quotes_only=True) == CONTEXT
    assert Description(texts="quotes", context=0).around() == 0


def test_a_summary_has_what_is_said():
    assert Description().summary() == {}
    said = Description(title="T", authors=(Author("A", "0000-0002-1825-0097"), Author("B")))
    assert said.summary() == {"title": "T", "authors": [{"name": "A", "orcid": "0000-0002-1825-0097"}, {"name": "B"}]}
