"""The page of all keys: it is made from the fields, complete, and the one that is committed."""

from __future__ import annotations

import re

import pytest

from kg.sources.json_schema import entry_schema
from kg.sources.key_list import ENTRIES, as_markdown, keys
from tests.checkout import ROOT


def test_the_committed_page_is_the_one_that_is_made(snapshot):
    snapshot("keys.md", as_markdown(), folder=ROOT / "docs")


@pytest.mark.parametrize("name", ENTRIES)
def test_every_key_has_a_value_and_a_meaning(name):
    schema = entry_schema(ENTRIES[name])

    assert [key.name for key in keys(name)] == list(schema["properties"])
    assert all(key.value and key.meaning for key in keys(name))
    assert {key.name for key in keys(name) if key.needed} == set(schema.get("required", ()))


def test_forms_are_said_as_people_say_them():
    claim = {key.name: key for key in keys("claim")}

    assert claim["said-by"].value == "a slug, or a list of these"
    assert claim["mode"].value == "a term; `reported` unless given"
    assert (claim["mode"].scale, claim["hedge"].inner) == ("Mode", "hedge")
    assert claim["occurrence"].value == "a number from 1 to 999"
    assert {key.name: key for key in keys("stance")}["position"].value == "a number from -1 to 1"


def test_links_within_the_page_lead_somewhere():
    page = as_markdown()

    assert set(re.findall(r"\(#([\w-]+)\)", page)) <= set(re.findall(r"^## (.+)$", page, re.MULTILINE))
