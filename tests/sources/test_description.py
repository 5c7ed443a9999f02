"""`project.yaml`: what is read of it, what is wrong with it, and what its language is of."""

from __future__ import annotations

import pytest

from kg import sources
from kg.model.description import Author, Description
from kg.model.languages import language_of
from kg.sources.description import in_its_language, read_description

WHOLE = """\
# What this is.
title: Talks on the missiles
authors:
  - {name: Ada Lovelace, orcid: https://orcid.org/0000-0002-1825-0097}
  - "von Suttner, Bertha"
licence: CC-BY-4.0
language: EN-gb
version: 1.0
texts: quotes
context: 40
"""


def described(root, text):
    (root / "project.yaml").write_text(text, encoding="utf-8")
    return read_description(root)


def test_everything_that_a_project_says_is_read(tmp_path):
    authors = (Author("Ada Lovelace", "0000-0002-1825-0097"), Author("von Suttner, Bertha"))
    said = Description("Talks on the missiles", authors, "CC-BY-4.0", "en-GB", "1.0", "quotes", 40)
    assert described(tmp_path, WHOLE) == (said, [])


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "authors:\n", "\ufeff"])
def test_a_project_need_not_say_anything(tmp_path, text):
    assert described(tmp_path, text) == (Description(), [])
    (tmp_path / "project.yaml").unlink()
    assert read_description(tmp_path) == (Description(), [])


def test_one_author_may_stand_alone(tmp_path):
    assert described(tmp_path, "authors: Ada Lovelace\n")[0].authors == (Author("Ada Lovelace"),)


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("titel: T\n", "1:1", "unknown key 'titel'; did you mean 'title'?"),
        ("authors: [{name: A, orcid: 0000-0002-1825-0098}]\n", "1:28", "an ORCID iD such as"),
        ("authors: [{orcid: 0000-0002-1825-0097}]\n", "1:11", "the key 'name' is missing"),
        ("authors: [{name: A, orcdi: x}]\n", "1:21", "did you mean 'orcid'?"),
        ("title: T\nlicence: cc by 4.0\n", "2:10", "did you mean 'CC-BY-4.0'?"),
        ("licence: cc-by-4.0\n", "1:10", "did you mean 'CC-BY-4.0'?"),
        ("licence: all rights, reserved\n", "1:10", "an identifier of SPDX"),
        ("language: english\n", "1:11", "did you mean 'en'?"),
        ("version: 1 0\n", "1:10", "letters, digits, dots and hyphens"),
        ("texts: quote\n", "1:8", "did you mean 'quotes'?"),
        ("context: 9000\n", "1:10", "at most 700"),
        ("context: -1\n", "1:10", "at least 0"),
        ("context: many\n", "1:10", "a whole number"),
        ("- title\n", "1:1", "a mapping of keys to values"),
        ("title: [\n", "2:1", "not YAML"),
        ("title: T\ntitle: U\n", "2:1", "stands already"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(tmp_path, text, place, said):
    _, (found,) = described(tmp_path, text)
    assert str(found.location) == f"project.yaml:{place}"
    assert said in found.message


def test_what_is_right_is_read_beside_what_is_wrong(tmp_path):
    assert described(tmp_path, "title: T\nlicense: MIT\n")[0] == Description("T")


@pytest.mark.parametrize("licence", ["MIT", "CC-BY-4.0", "LicenseRef-ours", "https://example.org/terms", "urn:x:y"])
def test_identifiers_of_spdx_and_iris_are_licences(tmp_path, licence):
    assert described(tmp_path, f"licence: {licence}\n") == (Description(licence=licence), [])


def test_a_link_that_leads_out_is_not_followed(tmp_path):
    (tmp_path / "secret.yaml").write_text("title: secret\n")
    root = tmp_path / "project"
    root.mkdir()
    (root / "project.yaml").symlink_to(tmp_path / "secret.yaml")
    said, (found,) = read_description(root)
    assert said == Description()
    assert found.rule == "file-link"
    (root / "project.yaml").unlink()
    (root / "project.yaml").symlink_to("nowhere.yaml")
    assert read_description(root)[1][0].rule == "file-missing"


def test_its_mistakes_are_among_those_of_the_sources(project, findings_in):
    root = project()
    (root / "project.yaml").write_text("titel: T\n")
    assert [str(finding.location) for finding in findings_in(root)] == ["project.yaml:1:1"]


def test_its_language_is_that_of_labels_for_which_none_is_stated(project, terms):
    root = project("{actors: {japan: {kind: state, label: {ja: 日本}, aliases: [Tokyo], iso3: JPN}}}")
    (root / "project.yaml").write_text("language: en\n")
    plain, _ = sources.read(root, terms)
    corpus = in_its_language(plain)
    japan, china = corpus.actors["japan"], corpus.actors["china"]
    assert [language_of(text) for text in (japan.label, *japan.aliases)] == ["ja", "en", "en"]
    assert [language_of(text) for text in (china.label, *china.aliases)] == ["en", "en", "en"]
    issue = corpus.issues["missiles"]
    assert {language_of(text) for text in (issue.label, issue.definition)} == {"en"}
    (claim,) = corpus.claims
    assert language_of(claim.content.label) == "en"
    assert claim.content is corpus.events[claim.content.slug]
    assert language_of(corpus.articles["talks"].title) == ""
    assert not any(language_of(text) for actor in plain.actors.values() for text in actor.names if text != "日本")


def test_without_a_language_nothing_is_tagged(project, terms):
    corpus, _ = sources.read(project(), terms)
    assert in_its_language(corpus) is corpus
