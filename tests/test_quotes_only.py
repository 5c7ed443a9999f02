"""With quotes only, no stretch of an article's text beyond the quotes and their context is in anything that is made."""

from __future__ import annotations

import json
import re
import shutil
from itertools import islice

import pytest

from kg.cli import export_site
from kg.cli.options import GraphSource
from kg.exports.formats import DESCRIBING, FORMATS
from kg.model.excerpts import SHORTEST, excerpts
from kg.project import Project
from kg.sources.quotes import CONTEXT
from kg.web.pages.collected import material_of
from kg.web.pages.site import site
from tests.checkout import ARTICLES
from tests.conftest import TEXT

# So many characters in a row, without signs that a format writes in its own way, are a stretch of a text.
STRETCH = re.compile(r"(?=([A-Za-z ,.]{28}))")
AROUND = 60


def far_stretches(corpus, around):
    """Stretches of the texts that stand nowhere within `around` of a quote, nor in what the coder wrote."""
    coded = "".join(path.read_text(encoding="utf-8") for path in (ARTICLES / "sources").rglob("*.yaml"))
    for slug, article in corpus.articles.items():
        passages = [p for claim in corpus.claims if claim.article == slug for p in claim.passages]
        nearby = excerpts(article.text, passages, around + SHORTEST) + coded
        for match in STRETCH.finditer(article.text):
            # A name that ends with a space stands before something else as well.
            if match[1].strip() not in nearby:
                yield match[1]


@pytest.fixture(scope="module")
def stretches(shipped):
    found = sorted(set(far_stretches(shipped.corpus, AROUND)))
    assert len(found) > 300
    return found


def those_in(text, stretches):
    return [stretch for stretch in stretches if stretch in text]


def copied(root, said=""):
    shutil.copytree(ARTICLES / "sources", root / "sources")
    if said:
        (root / "project.yaml").write_text(said)
    return Project(root)


@pytest.fixture(scope="module")
def narrow(tmp_path_factory):
    """The shipped articles, whose project asks for quotes with little around them."""
    project = copied(tmp_path_factory.mktemp("narrow"), f"texts: quotes\ncontext: {AROUND}\n")
    assert project.build().files
    return project


def every_output(project):
    """What a build wrote, what is exported of it, and its site, as text by name."""
    for path in sorted(project.out.rglob("*")):
        if path.is_file() and "store" not in path.relative_to(project.out).parts:
            yield f"out/{path.name}", path.read_text(encoding="utf-8")
    for name, each in FORMATS.items():
        if each.text:
            yield name, each.text(project).decode()
        for file, content in (each.files(project) if each.files else {}).items():
            yield f"{name}: {file}", content.decode()
    for file, content in DESCRIBING["ro-crate"].files(project).items():
        yield f"ro-crate: {file}", content.decode()
    for file, content in site(material_of(project), (project.out / "index.html").read_bytes()):
        yield f"site: {file}", content.decode()


def test_by_default_the_view_and_the_page_of_an_article_have_the_whole_text(built, stretches):
    assert len(those_in((built.out / "index.html").read_text(encoding="utf-8"), stretches)) == len(stretches)
    pages = dict(site(material_of(built)))
    article = b"".join(content for name, content in pages.items() if name.startswith("article/"))
    assert len(those_in(article.decode(), stretches)) > 250


def test_no_far_stretch_of_a_text_is_in_any_output(narrow, stretches):
    seen = 0
    for name, text in every_output(narrow):
        assert those_in(text, stretches) == [], name
        seen += 1
    assert seen > 300


def test_quotes_and_their_context_are_there(narrow, shipped):
    view = (narrow.out / "index.html").read_text(encoding="utf-8")
    pages = {name: content.decode() for name, content in site(material_of(narrow))}
    for claim in shipped.corpus.claims:
        for passage in claim.passages:
            assert passage.exact.split()[0] in view
    assert "[…]" in view
    article = next(text for name, text in pages.items() if name.startswith("article/2016-02"))
    assert "[…]" in article
    assert article.count("<mark") > 30
    assert "Claims whose words are not found" not in article
    assert json.loads((narrow.out / "build.json").read_text())["quotes_only"] == AROUND


def test_scores_and_claims_are_those_of_whole_texts(narrow, built):
    for name in ("tension.csv", "claims.csv", "graph.nq"):
        assert (narrow.out / name).read_bytes() == (built.out / name).read_bytes()


def test_the_graph_has_no_more_around_a_quote_than_that(tmp_path):
    project = copied(tmp_path, "texts: quotes\ncontext: 8\n")
    project.build()
    passages = [p for claim in project.corpus.claims for p in claim.passages]
    assert max(len(p.prefix) for p in passages) == max(len(p.suffix) for p in passages) == 8
    assert not project.stale()


def test_a_site_of_a_whole_build_has_quotes_only_and_no_map_with_whole_texts(project, tmp_path, capsys):
    words = (f"{a}{b}{c}" for a in "bdfgklm" for b in "aeiou" for c in "nrstvxz")
    text = TEXT + "\n\n".join(" ".join(islice(words, 30)) + "." for _ in range(8)) + "\n"
    root = project(files={"articles/talks.txt": text})
    assert Project(root).build().files
    far = [match[1] for match in STRETCH.finditer(text[len(TEXT) + 200 :])]
    assert len(far) > 400
    export_site.export_site(GraphSource(root), str(tmp_path / "whole"))
    assert those_in((tmp_path / "whole" / "article" / "talks.html").read_text(), far) == far
    export_site.export_site(GraphSource(root), str(tmp_path / "site"), quotes_only=True)
    assert "the map has whole texts and is left out" in capsys.readouterr().err
    assert not (tmp_path / "site" / "map.html").exists()
    files = [file for file in sorted((tmp_path / "site").rglob("*")) if file.is_file()]
    assert len(files) > 20
    for file in files:
        assert those_in(file.read_text(encoding="utf-8"), far) == [], file.name


def test_less_than_what_the_graph_has_asks_for_another_build(tmp_path, capsys):
    project = copied(tmp_path)
    project.build()
    (tmp_path / "project.yaml").write_text("context: 0\n")
    with pytest.raises(SystemExit):
        export_site.export_site(GraphSource(tmp_path), str(tmp_path / "site"), quotes_only=True)
    assert f"{CONTEXT} characters on either side" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()
