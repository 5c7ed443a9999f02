"""A data base of DNA: its tables are those of DNA's own sample, and our import reads it back."""

from __future__ import annotations

import base64
import hashlib
import sqlite3
from collections import Counter
from contextlib import closing

import pytest

from kg.exports.coded import coded
from kg.exports.dna import PASSWORD, dna
from kg.importing.dna import import_dna
from kg.sources import read
from tests.conftest import TEXT


@pytest.fixture(scope="module")
def exported(built):
    return dna(*coded(built.root))


@pytest.fixture(scope="module")
def file(exported, tmp_path_factory):
    path = tmp_path_factory.mktemp("dna") / "positions.dna"
    path.write_bytes(exported.content)
    return path


def columns(path):
    with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: {row[1]: row[2] for row in connection.execute(f"PRAGMA table_info({name})")} for name in names}


def test_the_tables_are_those_of_dna(shared, file):
    assert columns(file) == columns(shared("data/dna/sample.dna"))


def test_the_password_is_kept_as_dna_keeps_it(shared, file):
    """By the sample's own, whose password its manual tells."""
    for path, password in ((shared("data/dna/sample.dna"), "sample"), (file, PASSWORD)):
        with closing(sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True)) as connection:
            kept = base64.b64decode(connection.execute("SELECT Password FROM CODERS WHERE ID = 1").fetchone()[0])
        digest = hashlib.sha256(kept[:16] + password.encode()).digest()
        for _ in range(99_999):
            digest = hashlib.sha256(digest).digest()
        assert digest == kept[16:]


def test_the_statements_come_back_as_claims_on_their_passages(built, exported, file, tmp_path, terms):
    import_dna(file, tmp_path / "back")
    corpus, findings = read(tmp_path / "back", terms)
    assert not [finding for finding in findings if finding.severity == "error"]
    assert len(corpus.claims) == exported.statements > 20
    articles, ours = coded(built.root)
    labels = {slug: record.label for slug, record in (*ours.actors.items(), *ours.issues.items())}
    expected = Counter(
        (each.claim.quote, labels[who], labels[holder], labels[each.claim.content.target], each.claim.content.position > 0)
        for article in articles for each in article.claims
        if each.claim.content.kind == "stance" and each.claim.mode == "reported" and each.claim.polarity == "affirmed"
        and each.claim.content.position
        for who in each.claim.claimants for holder in each.claim.content.holders
    )  # fmt: skip
    found = Counter(
        (
            claim.quote, corpus.actors[claim.claimants[0]].label, corpus.actors[claim.content.holders[0]].label,
            corpus.issues[claim.content.target].label, claim.content.position > 0,
        )
        for claim in corpus.claims
    )  # fmt: skip

    def bare(counter):
        return Counter(
            {
                (quote, re_kind(who), re_kind(holder), concept, agrees): n
                for (quote, who, holder, concept, agrees), n in counter.items()
            }
        )

    assert bare(found) == bare(expected)


def re_kind(label):
    """A label without what the import adds to tell a person from an organization of the same name."""
    return label.removesuffix(" (person)").removesuffix(" (organization)")


def test_what_it_leaves_out_is_counted(built, exported):
    claims = [each.claim for article in coded(built.root)[0] for each in article.claims]
    assert exported.left_out["claims of leverage"] == sum(claim.content.kind == "leverage" for claim in claims)
    assert exported.left_out["claims of an event"] == sum(claim.content.kind == "event" for claim in claims)
    assert exported.left_out["denials"] > 0


def test_places_count_utf_16_units(project):
    text = "🇨🇳🙂 Japan opposes the missiles, said the envoy.\n\n" + TEXT
    root = project(
        {"claims": [{"id": "x", "quote": "Japan opposes", "said-by": "japan", "stance": {"holder": "japan", "target": "china", "type": "opposes"}}]},
        {"articles/talks.txt": text},
    )  # fmt: skip
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(dna(*coded(root)).content)
        places = connection.execute("SELECT Start, Stop FROM STATEMENTS").fetchall()
    quotes = {text.encode("utf-16-le")[2 * start : 2 * stop].decode("utf-16-le") for start, stop in places}
    assert "Japan opposes" in quotes


def test_the_same_sources_give_the_same_bytes(built, exported):
    assert dna(*coded(built.root)).content == exported.content


def test_an_article_without_a_date_is_left_out(project):
    made = dna(*coded(project({"article": {"published": "unknown"}})))
    assert made.statements == 0
    assert made.left_out["articles without a last day"] == 1
