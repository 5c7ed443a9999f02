"""Rules of one article say of each article by itself what they say of all of them."""

import pytest

from kg import sources
from kg.cache import Cache
from kg.sources import rules
from tests.checkout import ROOT

PROJECTS = [path.name for path in sorted((ROOT / "tests" / "data").iterdir()) if (path / "sources").is_dir()]


@pytest.mark.parametrize("name", PROJECTS)
def test_articles_by_themselves_have_the_findings_that_they_have_together(terms, name):
    cache = Cache()
    corpus, _ = sources.read(ROOT / "tests" / "data" / name, terms, cache)
    together = {finding for rule in rules.OF_ONE_ARTICLE for finding in rule.check(corpus, terms)}
    everything = set(rules.run(corpus, terms))
    assert together <= everything
    assert set(rules.run(corpus, terms, cache=cache)) == everything
    assert set(rules.run(corpus, terms, cache=cache)) == everything


def test_these_projects_break_such_rules(terms):
    told = set()
    for name in PROJECTS:
        corpus, _ = sources.read(ROOT / "tests" / "data" / name, terms)
        told |= {finding.rule for rule in rules.OF_ONE_ARTICLE for finding in rule.check(corpus, terms)}
    assert {"hedge-in-quote", "certainty-given"} <= told
