"""The shell of the workbench's page, and the files that it loads."""

from __future__ import annotations

import json
import re
from html import escape

import pytest

from kg.web.annotate import ASSETS, KEYS, POLICY, asset, page

HOSTILE = '"><script>alert(1)</script>'


def test_what_is_put_into_the_page_stays_text():
    text = page(HOSTILE, HOSTILE)
    assert HOSTILE not in text
    assert f'content="{escape(HOSTILE).replace("&quot;", "&#34;")}"' in text


def test_nothing_in_the_page_is_inline():
    text = page("Détente", "word")
    assert re.findall(r"<style|\son\w+=|\sstyle=|javascript:", text) == []
    scripts = re.findall(r"<script([^>]*)>(.*?)</script>", text)
    assert [attributes for attributes, content in scripts if content] == [' type="application/json" id="keys"']
    assert {name for name in ASSETS if f"/assets/{name}" in text} == ASSETS.keys()
    assert "unsafe" not in POLICY


def test_the_page_has_the_keys_as_data():
    (data,) = re.findall(r'id="keys">(.*?)</script>', page("Détente", "word"))
    assert [each["action"] for each in json.loads(data)] == [key.action for key in KEYS]


def test_no_key_does_two_things():
    keys = [key for each in KEYS for key in each.keys]
    assert len(keys) == len(set(keys))


def test_no_key_is_the_browsers():
    taken = {f"Control+{letter}" for letter in "abcdefghijklmnopqrstuvwxy0123456789"} | {
        "Tab",
        " ",
        "F1",
        "F5",
        "Alt+ArrowLeft",
    }
    assert [key for each in KEYS for key in each.keys if key in taken] == []


def test_every_action_is_one_that_the_page_knows():
    script = asset("annotate.bundle.js").decode()
    assert [
        key.action
        for key in KEYS
        if f'"{key.action}"' not in script and f"{key.action}:" not in script and f"\n{key.action}," not in script
    ] == []


@pytest.mark.parametrize("name", ASSETS)
def test_each_asset_is_there(name):
    content = asset(name).decode()
    assert len(content) > 10_000
    assert ("--paper: #faf9f6" in content) == name.endswith(".css")
