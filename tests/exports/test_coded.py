"""Coded texts for other tools: valid by their schemas, and back by our own import as they were."""

from __future__ import annotations

import io
import json
import shutil
import zipfile

import pytest
from lxml import etree

from kg.drafting.queue import Queue
from kg.editing.articles import ArticleFile
from kg.exports.annotations import collection
from kg.exports.coded import CodedSourcesError, coded_articles
from kg.exports.refi import refi
from kg.importing.annotations import read_annotations
from kg.importing.coded_drafts import import_codings, project_of
from kg.importing.mapping import as_mapping
from kg.importing.offsets import Convention
from kg.importing.refi_file import read_refi
from tests.exports.test_hostile import HOSTILE

NAMESPACE = "{urn:QDA-XML:project:1.0}"


@pytest.fixture(scope="module")
def articles(built):
    return coded_articles(built.root)


@pytest.fixture
def emptied(built, tmp_path):
    """The shipped project without the claims of its articles, whose addresses are given."""
    root = tmp_path / "emptied"
    shutil.copytree(built.root, root, ignore=shutil.ignore_patterns("out", "coding", "drafts"))
    for path in (root / "sources/articles").glob("*.yaml"):
        head = path.read_text(encoding="utf-8").partition("\nclaims:")[0] + "\n"
        path.write_text(
            head.replace("article:\n", f"article:\n  url: https://x.example/{path.stem}\n", 1), encoding="utf-8"
        )
    return root


def entries(root, slug):
    return {block.id: block.entry for block in ArticleFile.read(root, slug).claims}


def came_back(root, built):
    """The claims among the drafts of a project are those of the articles of another."""
    for path in (built.root / "sources/articles").glob("*.yaml"):
        expected = entries(built.root, path.stem)
        assert {draft.claim["id"]: draft.claim for draft in Queue.read(root, path.stem).drafts} == expected
        assert expected


def test_refi_is_valid_and_every_claim_comes_back_as_it_was(shared, built, articles, emptied, tmp_path):
    file = tmp_path / "coded.qdpx"
    file.write_bytes(refi(articles, "Talks"))
    schema = etree.XMLSchema(etree.parse(shared("data/qda/Project.xsd")))
    schema.assertValid(etree.fromstring(zipfile.ZipFile(file).read("project.qde")))
    project = read_refi(file)
    import_codings(project, {}, emptied, origin="Tests")
    came_back(emptied, built)


def test_a_passage_has_its_words_and_its_roles(articles):
    archive = zipfile.ZipFile(io.BytesIO(refi(articles, "")))
    root = etree.fromstring(archive.read("project.qde"))
    names = {
        code.get("guid"): (code.getparent().get("name"), code.get("name")) for code in root.iter(f"{NAMESPACE}Code")
    }
    selections = 0
    for source in root.iter(f"{NAMESPACE}TextSource"):
        text = archive.read(source.get("plainTextPath").replace("internal://", "sources/")).decode()
        for selection in source.iter(f"{NAMESPACE}PlainTextSelection"):
            selections += 1
            start, end = int(selection.get("startPosition")), int(selection.get("endPosition"))
            assert " ".join(text[start:end].split()) == selection.get("name")
            roles = {names[reference.get("targetGUID")] for reference in selection.iter(f"{NAMESPACE}CodeRef")}
            assert {"kind", "mode", "certainty"} <= {path for path, _ in roles}
    assert selections == sum(len(each.claim.passages) for article in articles for each in article.claims) > 50
    assert ("stance.holder", "China") in names.values()


def test_the_codes_of_our_own_export_mean_their_fields(built, articles, tmp_path):
    file = tmp_path / "coded.qdpx"
    file.write_bytes(refi(articles, ""))
    text = as_mapping(read_refi(file), *project_of(built.root))
    assert "- code: stance.holder/China\n" in text
    assert text.partition("- code: stance.holder/China\n")[2].splitlines()[1:3] == [
        "  field: stance.holder", "  value: china"
    ]  # fmt: skip
    blocks = text.split("- code: ")[1:]
    filled = [block for block in blocks if "\n  field:\n" not in block]
    assert len(filled) > 0.8 * len(blocks)


def test_the_same_sources_give_the_same_bytes(built, articles):
    assert refi(articles, "Talks") == refi(coded_articles(built.root), "Talks")
    assert collection(articles, "") == collection(coded_articles(built.root), "")


def test_annotations_come_back_as_they_were(built, articles, emptied, tmp_path):
    file = tmp_path / "annotations.json"
    with_urls = [
        type(article)(type(article.article)(**{**vars_of(article.article), "url": f"https://x.example/{article.article.slug}"}), article.claims)
        for article in articles
    ]  # fmt: skip
    file.write_text(collection(with_urls, "Talks"), encoding="utf-8")
    document = json.loads(file.read_text(encoding="utf-8"))
    assert document["total"] == len(document["first"]["items"]) > 50
    for item in document["first"]["items"]:
        quote, position = item["target"]["selector"]
        text = next(each.article.text for each in articles if item["target"]["source"].endswith(each.article.slug))
        assert text[position["start"] : position["end"]] == quote["exact"]
    project = read_annotations(file, project_of(emptied)[0])
    import_codings(project, {}, emptied, origin="Tests", convention=Convention())
    came_back(emptied, built)


def vars_of(record):
    return {name: getattr(record, name) for name in record.__dataclass_fields__}


def test_an_article_without_an_address_has_no_annotation(articles):
    assert json.loads(collection(articles, ""))["total"] == 0


def test_hostile_texts_are_text(project, tmp_path):
    words = " ".join(HOSTILE).replace("\x00", "")
    clean = "".join(c for c in words if c.isprintable())
    root = project({"actors": {"japan": {"label": clean[:200]}}})
    archive = zipfile.ZipFile(io.BytesIO(refi(coded_articles(root), words)))
    found = etree.fromstring(archive.read("project.qde"))
    assert any(code.get("name") == clean[:200] for code in found.iter(f"{NAMESPACE}Code"))


def test_sources_with_errors_are_not_passed_on(project):
    root = project({"claims": [{"id": "x", "quote": "words of nobody", "said-by": "japan"}]})
    with pytest.raises(CodedSourcesError, match="kg check"):
        coded_articles(root)
