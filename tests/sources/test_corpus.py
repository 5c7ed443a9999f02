"""The whole of the sources: the registries, the articles, and that one mistake is one finding."""

from __future__ import annotations

import hashlib
import random

import pytest

from kg import sources
from kg.model.records import Corpus, Passage

ARTICLE = "article: {title: x, publisher: gazette, published: 2016, published-basis: x}\n"
NO_ARTICLE = "the key 'article' is missing; add it, with title, publisher, published and published-basis"
SUMMIT = "events: {summit: {label: x}}\nclaims: [{id: one, quote: sees it as a threat, said-by: china, "


@pytest.fixture
def corpus(project, terms):
    """The tiny project under a patch; there must be no findings."""

    def read(patch=None, files=None):
        found, findings = sources.read(project(patch, files), terms)
        assert findings == []
        return found

    return read


def test_everything_is_read_in_the_order_of_the_slugs(corpus):
    found = corpus("actors: {an-envoy: {kind: person, label: An envoy, acts-for: china}}")
    assert list(found.actors) == ["an-envoy", "china", "gazette", "japan", "north-korea", "united-states"]
    assert list(found.events) == ["talks/envoys-met"]
    assert found.unread == frozenset()
    assert found.actors["china"].aliases == ("Beijing", "PRC")
    assert found.issues["missiles"].definition == "The deployment of missiles in Japan."


def test_an_article_has_its_text_with_its_hash_and_its_voice(corpus):
    article = corpus().articles["talks"]
    assert article.sha256 == hashlib.sha256(article.text.encode()).hexdigest()
    assert (article.reliability, article.credibility) == ("F", "6")
    assert article.voice == ("gazette",)
    assert corpus("article: {author: [japan, china]}").articles["talks"].voice == ("japan", "china")


def test_furniture_is_every_place_of_its_lines(corpus):
    furniture = corpus("article: {furniture: [the missiles, Follow us]}").articles["talks"].furniture
    assert [passage.exact for passage in furniture] == ["the missiles", "the missiles", "Follow us"]


@pytest.mark.parametrize("country", ["no", "NO", "yes", "on", "null-island", "1984", "2016-02"])
def test_words_that_yaml_takes_for_other_things_are_names(corpus, country):
    found = corpus(
        files={
            "actors.yaml": f"{country.lower()}: {{kind: state, label: {country}, aliases: [NO, off, 08]}}\n",
            "articles/talks.yaml": "article: {title: 1984, publisher: " + country.lower() + ", published: 2016-02-07, "
            "published-basis: yes, credibility: 3}\n",
        }
    )
    assert list(found.actors) == [country.lower()]
    assert found.actors[country.lower()].aliases == ("NO", "off", "08")
    assert found.articles["talks"].published == "2016-02-07"
    assert found.articles["talks"].title == "1984"


def test_the_order_of_files_and_keys_makes_no_difference(project, terms, tmp_path_factory, monkeypatch):
    denial = "claims: [{id: no, quote: Japan has denied this, said-by: japan, denies: talks/envoys-met}]\n"
    kinds = {"yaml": f"{ARTICLE}{denial}", "txt": "Japan has denied this."}
    root = project(files={f"articles/a{n}.{kind}": content for n in range(5) for kind, content in kinds.items()})
    one, findings = sources.read(root, terms)
    assert findings == []
    ordered = type(root).iterdir

    def shuffled(folder):
        found = list(ordered(folder))
        random.Random(4).shuffle(found)
        return iter(found)

    monkeypatch.setattr(type(root), "iterdir", shuffled)
    other, _ = sources.read(root, terms)
    assert other == one
    assert [claim.article for claim in one.claims] == ["a0", "a1", "a2", "a3", "a4", "talks"]


@pytest.mark.parametrize(
    ("patch", "unread"),
    [
        ("actors: {china: {kind: , label: China}}", "actor/china"),
        ("issues: {missiles: {defnition: x}}", "issue/missiles"),
        (SUMMIT + "event: summit}]", "event/summit"),
        (SUMMIT + "stance: {holder: china, target: summit, type: opposes}}]", "event/summit"),
        ("article: {published: }", "article/talks"),
    ],
)  # fmt: skip
def test_what_names_a_broken_entry_is_not_blamed_for_it(findings, project, terms, patch, unread):
    found = findings(patch)
    assert {finding.rule for finding in found} == {"schema"}
    corpus, _ = sources.read(project(patch), terms)
    assert unread in corpus.unread


def test_an_entry_that_is_wrong_is_found_at_its_key_and_its_neighbours_are_read(project, terms):
    root = project(files={"actors.yaml": "china:\n  kind: state\njapan:\n  kind: state\n  label: Japan\n"})
    corpus, (finding,) = sources.read(root, terms)
    assert str(finding.location) == "sources/actors.yaml:1:1"
    assert (
        finding.message
        == "the key 'label' is missing; add it: The name; where it is given by language, the first is the one shown."
    )
    assert finding.subject == "china"
    assert list(corpus.actors) == ["japan"]


@pytest.mark.parametrize("slug", ["../etc", "a/b", "..", "A", "a_b", "a--b", "-a", "a ", "é", "a" * 121, ""])
def test_a_slug_that_could_be_a_path_is_none(findings, slug):
    files = {"events.yaml": f"{slug!r}: {{label: x, type: CONSULT}}\n"}
    (found,) = findings(files=files)
    assert found.rule == "schema"
    assert "is no slug; expected a slug: lower-case letters" in found.message
    assert found.location.line == 1


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, NO_ARTICLE),
        ("claims: []\n", 1, NO_ARTICLE),
        ("article:\n", 1, "'entry' is empty; write its value"),
        (ARTICLE + "publisher: x\n", 2, "unknown key 'publisher'; indent it under 'article'"),
        (ARTICLE + "claims: one\n", 2, "'claims' must be a list; begin each claim with '- id: '"),
        (ARTICLE + "claim: []\n", 2, "unknown key 'claim'; did you mean 'claims'?"),
        (ARTICLE + "words: []\n", 2, "unknown key 'words'; expected 'article' and 'claims'"),
        (ARTICLE + "claims:\n  - word\n", 3, "'entry' is 'word'; expected a mapping of keys to values"),
    ],
)  # fmt: skip
def test_an_article_that_is_not_made_like_one_says_so(findings, text, line, message):
    found = [
        (f.location.line, f.message) for f in findings(files={"articles/talks.yaml": text}) if f.severity == "error"
    ]
    assert found == [(line, message)]


def test_the_claims_of_an_article_that_is_wrong_are_checked_all_the_same(findings):
    found = findings(
        """
        article: {publisher: The Gazette}
        claims:
          - {id: one, quote: sees him as a threat, said-by: china, denies: envoys-met}
          - {id: two, quote: has denied this, said-by: china, denies: nothing-like-it}
        """
    )
    assert [finding.rule for finding in found] == ["schema", "quote-missing", "claim-known"]
    assert found[0].message.endswith("; did you mean 'gazette'?")


def test_the_newest_day_is_the_last_that_any_article_means(corpus):
    assert Corpus({}, {}, {}, {}, ()).newest_day() is None
    assert corpus().newest_day().isoformat() == "2016-02-09"


def test_passages_are_slices_of_the_text(corpus):
    found = corpus()
    text = found.articles["talks"].text
    (passage,) = found.claims[0].passages
    assert passage == Passage(
        text[passage.start : passage.end],
        passage.start,
        passage.end,
        text[passage.start - len(passage.prefix) : passage.start],
        text[passage.end : passage.end + len(passage.suffix)],
    )
