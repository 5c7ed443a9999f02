"""Data within a page."""

from __future__ import annotations

import json

import pytest

from kg.web.inline import safe_json


def test_nothing_in_data_ends_its_element_or_a_line():
    said = {"a": "</script><!--&\u2028\u2029"}
    text = safe_json(said)
    assert not set(text) & set("<>&\u2028\u2029")
    assert json.loads(text) == said


def test_what_is_no_number_is_refused():
    with pytest.raises(ValueError, match="Out of range"):
        safe_json({"x": float("nan")})
