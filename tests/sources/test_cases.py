"""Small complete projects with everything that is found in them, as golden files."""

from __future__ import annotations

import re

import pytest

from kg.model.findings import FORMATS
from kg.sources import RULES
from kg.sources.rules import CHECKS
from tests.checkout import ROOT

DATA = ROOT / "tests" / "data"
CASES = sorted(path.parent.name for path in DATA.glob("*/sources"))
SUFFIXES = {"text": "txt", "json": "json", "github": "github"}
# Their files cannot be kept as they would have to be.
ELSEWHERE = {"file-link", "file-size", "file-unreadable"}


@pytest.mark.parametrize("case", CASES)
def test_what_is_found_in_a_project_is_what_was_found_before(findings_in, snapshot, case):
    snapshot(f"findings/{case}.txt", FORMATS["text"](findings_in(DATA / case)))


@pytest.mark.parametrize("form", FORMATS)
def test_everything_wrong_at_once_is_told_in_every_form(findings_in, snapshot, form):
    text = FORMATS[form](findings_in(DATA / "everything-wrong"))
    snapshot(f"findings/everything-wrong.{SUFFIXES[form]}", text)
    assert not set(text) & set("\x1b\x07")


@pytest.mark.parametrize("case", ["right", "traps", "languages"])
def test_projects_that_are_right_have_no_findings(findings_in, case):
    assert findings_in(DATA / case) == []


def test_every_rule_is_broken_in_some_project(findings_in):
    broken = {finding.rule for case in CASES for finding in findings_in(DATA / case)}
    assert {*RULES, *(module.RULE for module in CHECKS)} - broken == ELSEWHERE


def test_every_finding_is_within_its_file_and_told_in_one_line(findings_in):
    for case in CASES:
        for finding in findings_in(DATA / case):
            path = DATA / case / finding.location.file
            lines = (
                re.split(r"\r\n|\n|\r", path.read_bytes().decode("utf-8-sig", "replace")) if path.is_file() else [""]
            )
            assert finding.location.line <= len(lines)
            assert 1 <= finding.location.column <= len(lines[finding.location.line - 1]) + 1
            assert finding.message
            assert "\n" not in finding.message
