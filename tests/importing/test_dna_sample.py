"""The sample that comes with DNA: every passage, and the networks that DNA makes of it."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from contextlib import closing
from itertools import permutations
from math import fsum

import pytest

from kg import sources
from kg.importing.dna import import_dna
from kg.pipeline import build

NUMBER = re.compile("entity [0-9]+")
# The same sample as two versions of DNA keep it, with the id of the statement that is an annotation.
FILES = {"sample.dna": 5, "sample-2.0-beta-19.dna": 41}


@pytest.fixture(scope="module", params=FILES)
def sample_file(shared, request):
    return shared(f"data/dna/{request.param}")


@pytest.fixture(scope="module")
def sample(sample_file, tmp_path_factory):
    folder = tmp_path_factory.mktemp("sample") / "project"
    return import_dna(sample_file, folder), folder


@pytest.fixture(scope="module")
def corpus(sample):
    from kg.rdf import ontology

    return sources.read(sample[1], ontology.load())[0]


def test_all_statements_are_claims_on_the_passages_of_dna(sample_file, sample, corpus):
    imported, _ = sample
    assert (imported.articles, imported.claims, imported.issues) == (7, 40, 6)
    assert (imported.exact, imported.trimmed, imported.widened) == (40, 0, ())
    assert [(left.what, left.ids) for left in imported.left_out] == [("statement", (FILES[sample_file.name],))]
    with closing(sqlite3.connect(f"{sample_file.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        rows = connection.execute(
            "SELECT s.ID, s.Start, s.Stop, substr(d.Text, s.Start + 1, s.Stop - s.Start) "
            "FROM STATEMENTS s JOIN DOCUMENTS d ON d.ID = s.DocumentId WHERE StatementTypeId = 1"
        ).fetchall()
    coded = {f"statement-{id_}": (start, stop, text) for id_, start, stop, text in rows}
    found = {claim.slug: claim.passages for claim in corpus.claims}
    assert {slug: [(p.start, p.end, p.exact) for p in passages] for slug, passages in found.items()} == {
        slug: [place] for slug, place in coded.items()
    }


def test_days_and_authors_are_those_of_the_documents(corpus):
    assert {article.published for article in corpus.articles.values()} == {
        "2005-01-26", "2005-02-02", "2005-02-10", "2005-02-16",
    }  # fmt: skip
    speakers = {claim.article: claim.claimants for claim in corpus.claims}
    assert {article.slug: article.authors for article in corpus.articles.values()} == speakers


def test_the_stances_are_the_networks_of_dna(corpus):
    """DNA's matrices for organizations, which count each pair from both sides: 276 shared concepts, 25.802436 agreed."""
    stances = [claim.content for claim in corpus.claims]
    ties = Counter((stance.holders[0], stance.target) for stance in stances)
    assert (len(ties), ties.total()) == (22, 40)
    assert (len({holder for holder, _ in ties}), len({target for _, target in ties})) == (7, 6)
    said = Counter((stance.holders[0], stance.target, int(stance.position)) for stance in stances)
    made = Counter(stance.holders[0] for stance in stances)

    def congruence(a, b):
        return sum(
            count * said[b, target, other] * (1 - abs(k - other) / 2)
            for (holder, target, k), count in said.items()
            if holder == a
            for other in (-1, 1)
        )

    pairs = list(permutations(sorted(made), 2))
    shared = [sum(count * ties[b, target] for (holder, target), count in ties.items() if holder == a) for a, b in pairs]
    assert (sum(shared), len([tie for tie in shared if tie])) == (276, 2 * 21)
    assert round(fsum(congruence(a, b) / ((made[a] + made[b]) / 2) for a, b in pairs), 6) == 25.802436


def test_the_project_builds_and_only_long_and_hedged_quotes_are_remarked(sample):
    built = build(sample[1], sample[1] / "out")
    assert Counter((finding.rule, finding.severity) for finding in built.findings) == {
        ("quote-long", "warning"): 34,
        ("certainty-given", "warning"): 11,
    }
    assert built.counts["claims"] == 40


def test_both_versions_of_the_sample_are_one_project_but_for_the_ids(shared, tmp_path, terms):
    def imported(name):
        folder = tmp_path / name
        import_dna(shared(f"data/dna/{name}"), folder)
        return sources.read(folder, terms)[0]

    def without_ids(corpus):
        actors = {slug: (a.kind, a.label, a.member_of, NUMBER.sub("", a.note)) for slug, a in corpus.actors.items()}
        claims = sorted(repr((c.article, c.claimants, c.passages, c.content, c.note)) for c in corpus.claims)
        return actors, [issue.label for issue in corpus.issues.values()], corpus.articles, claims

    assert without_ids(imported("sample.dna")) == without_ids(imported("sample-2.0-beta-19.dna"))
