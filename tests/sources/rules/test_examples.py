"""The Good and Bad examples of every rule's documentation do what they say."""

from __future__ import annotations

import inspect
import re

import pytest

from kg.sources import RULES
from kg.sources.rules import CHECKS

EXAMPLE = re.compile(r"^(Good|Bad):\n((?:(?: {4}.*)?(?:\n|\Z))+)", re.MULTILINE)
DOCUMENTED = {module.RULE: module.check for module in CHECKS} | dict(RULES)


def examples(function):
    documentation = inspect.getdoc(function)
    return {kind: inspect.cleandoc("\n" + block) for kind, block in EXAMPLE.findall(documentation)}


WITH_EXAMPLES = {rule: found for rule, function in DOCUMENTED.items() if (found := examples(function))}


@pytest.mark.parametrize("rule", WITH_EXAMPLES)
def test_the_good_example_has_no_findings(rule, findings):
    assert findings(WITH_EXAMPLES[rule]["Good"]) == []


@pytest.mark.parametrize("rule", WITH_EXAMPLES)
def test_the_bad_example_breaks_the_rule_and_no_other(rule, findings):
    assert {finding.rule for finding in findings(WITH_EXAMPLES[rule]["Bad"])} == {rule}


def test_every_check_has_examples_and_says_why():
    for module in CHECKS:
        assert {"Good", "Bad"} == set(WITH_EXAMPLES[module.RULE]), module.RULE
    for rule, function in DOCUMENTED.items():
        assert re.search(r"\bWhy:\s", inspect.getdoc(function)), rule


def test_the_project_that_the_examples_patch_has_no_findings(findings):
    assert findings() == []
