"""The scripts of the page as sources: what the linter is told to find, their size, and what none of them may use."""

from __future__ import annotations

import os
import re

import pytest

from kg.web.view.html import SCRIPTS
from tests.checkout import ROOT
from tests.outputs import lint_scripts

VIEW = ROOT / "kg" / "outputs" / "templates" / "view"
FILES = sorted(VIEW.glob("*.js"))
LONGEST_FILE = 260
LONGEST_LINE = 140
TOP_LEVEL = re.compile(
    r"^(?:async )?(?:function\*?|class|const|let|var) +(?:([\w$]+)|[\[{]([^\]}=]*)[\]}])", re.MULTILINE
)
FORBIDDEN = {
    "HTML from text": r"innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseFromString|createContextualFragment",
    "writing into the page": r"document\s*\.\s*write",
    "code from text": r"\beval\s*\(|new\s+Function\b|\bFunction\s*\(|set(?:Timeout|Interval)\s*\(\s*[\"'`]|javascript:",
    "style or handlers as attributes": r"setAttribute(?:NS)?\([^,)]*[\"'`](?:style|on\w+)[\"'`]|\bstyle:\s*[\"'`]",
    "the network": r"\bfetch\s*\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|\bimport\s*\(",
}
BAD = {
    "HTML from text": "node.innerHTML = text;",
    "writing into the page": "document.write(text);",
    "code from text": "setTimeout('go()', 1);",
    "style or handlers as attributes": 'node.setAttribute("onclick", text);',
    "the network": "await fetch(address);",
}
WRONG = {
    "no-undef": "function first() {\n  return nowhere;\n}\n\nfirst();\n",
    "no-unused-vars": "const first = 1;\n\nfunction lonely() {\n  return 1;\n}\n\nsecond(first);\n",
    "no-redeclare": "function second() {\n  return 1;\n}\n\nsecond();\n",
    "no-const-assign": "const first = 1;\n\nfirst = second();\n",
    "no-unreachable": "function first() {\n  return 1;\n  second();\n}\n\nfirst();\n",
    "eqeqeq": "if (second() == 1) second();\n",
}


@pytest.fixture(scope="module")
def lint():
    if not lint_scripts.OXLINT.exists() and not os.environ.get("CI"):
        pytest.skip("oxlint is of the dev extra")
    return lint_scripts


def top_level(text):
    """Names at the beginning of a line, where everything that belongs to all files is declared."""
    found = []
    for name, several in TOP_LEVEL.findall(text):
        found += [name] if name else [part.split(":")[-1].strip(" .") for part in several.split(",") if part.strip()]
    return found


def test_every_script_is_in_the_page_once():
    assert sorted(SCRIPTS) == [file.stem for file in FILES]


def test_no_name_is_declared_twice_in_the_page():
    owners = {}
    for file in FILES:
        for name in top_level(file.read_text(encoding="utf-8")):
            owners.setdefault(name, []).append(file.name)
    assert {"state", "h", "renderCanvas"} <= set(owners)
    assert {name: files for name, files in owners.items() if len(files) > 1} == {}


def test_names_at_the_top_are_found_however_they_are_declared():
    text = "const a = 1;\nlet [b, ...c] = d;\nconst { e, f: g } = i;\nasync function j() {\n  const k = 1;\n}\nclass L {}\n"
    assert top_level(text) == ["a", "b", "c", "e", "g", "j", "L"]


def test_files_and_lines_are_short():
    for file in FILES:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) < LONGEST_FILE, file.name
        long = [f"{file.name}:{number}" for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]
        assert long == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_script_uses(what):
    texts = [(file.name, file.read_text(encoding="utf-8")) for file in FILES]
    uses = [(name, match[0]) for name, text in texts for match in re.finditer(FORBIDDEN[what], text)]
    assert uses == []
    assert re.search(FORBIDDEN[what], BAD[what])


@pytest.mark.parametrize("rule", WRONG)
def test_the_linter_finds_and_gives_the_place_in_the_file(lint, tmp_path, rule):
    good, bad = tmp_path / "good.js", tmp_path / "bad.js"
    good.write_text("function second(given = 1) {\n  return given;\n}\n\nsecond();\n", encoding="utf-8")
    assert lint.findings([good]) == []
    bad.write_text(WRONG[rule], encoding="utf-8")
    found = [line for line in lint.findings([good, bad]) if f"({rule})" in line or f"eslint({rule})" in line]
    assert found, "the rule is on"
    assert re.match(rf"{re.escape(str(tmp_path))}/(good|bad)\.js:\d+:\d+: ", found[0])


def test_a_script_that_cannot_be_read_is_a_finding(lint, tmp_path):
    bad = tmp_path / "bad.js"
    bad.write_text("function first( {\n", encoding="utf-8")
    assert len(lint.findings([bad])) > 0
