"""A text that is no longer the one that was coded."""

from __future__ import annotations

import hashlib

import pytest

from tests.conftest import TEXT

HASH = hashlib.sha256(TEXT.encode()).hexdigest()


def test_the_hash_is_that_of_the_file_where_lines_end_in_line_feeds(findings):
    assert findings(f"article: {{text-sha256: {HASH}}}") == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_ends_of_lines_are_the_same_text(findings, end):
    files = {"articles/talks.txt": TEXT.replace("\n", end)}
    assert findings(f"article: {{text-sha256: {HASH}}}", files) == []


def test_a_change_beside_the_quotes_is_a_warning_with_what_to_write(findings):
    text = TEXT.replace("has denied this", "has denied all of this")
    (found,) = findings(f"article: {{text-sha256: {HASH}}}", {"articles/talks.txt": text})
    assert (found.rule, found.severity) == ("text-changed", "warning")
    now = hashlib.sha256(text.encode()).hexdigest()
    assert found.message == (
        f"the text of 'talks' is not the one that was coded; read its claims again, then write text-sha256: {now}"
    )
    assert findings(f"article: {{text-sha256: {now}}}", {"articles/talks.txt": text}) == []


def test_an_empty_hash_asks_for_the_one_to_write(findings):
    (found,) = findings({"article": {"text-sha256": None}})
    assert found.message.startswith("'text-sha256' is empty; ")
    assert found.message.endswith(HASH)


@pytest.mark.parametrize("value", ["abc", HASH.upper(), HASH + "0"])
def test_what_is_no_hash_is_told_what_one_is(findings, value):
    (found,) = findings(f"article: {{text-sha256: {value}}}")
    assert found.rule == "schema"
    assert "expected 64 digits from 0 to 9 and a to f" in found.message
