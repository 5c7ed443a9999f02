"""The codebook for coders: what a term is for and not for, from the ontology and from what coders made of it."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.project import open_project
from kg.web.coders_codebook import FIELD_OF, coders_codebook
from tests.web.pages.test_pages_access import LOOKS
from tests.web.reading import assert_readable


def sheet(html, notation):
    """What the page says of a term."""
    at = html.index(f'-{notation}">', html.index("<article"))
    return html[at : html.index("</article>", at)]


@pytest.fixture
def found(side_by_side):
    return open_project(side_by_side()).agreement(adjudicated=True, resamples=0)


def test_every_term_of_what_coders_give_has_its_sheet(terms):
    html = coders_codebook(terms, None)
    for class_name in FIELD_OF:
        for term in terms.terms(class_name).values():
            assert html.count(f'<h3 id="{class_name.lower()}-{term.notation}">') == 1
    assert "No two coders have coded the same article yet" in html
    assert coders_codebook(terms, None) == html


def test_no_term_of_one_field_is_of_two_scales(terms):
    types = [notation for name in ("StanceType", "EventType", "Effect") for notation in terms.terms(name)]
    assert len(types) == len(set(types))


def test_a_term_is_told_apart_from_the_next_and_from_what_is_called_alike(terms):
    html = coders_codebook(terms, None)
    allied = sheet(html, "allied-with")
    assert "rather <code>advocates</code>: Publicly demands the target" in allied
    assert "next on the scale, by +0.10" in allied
    assert "with the same number" in allied
    assert "both may be “arms”" in sheet(html, "sponsors")
    assert "rather <code>denied</code>" in sheet(html, "affirmed")


def test_what_coders_gave_in_its_place_comes_first_with_the_passage_and_what_was_settled(terms, found):
    html = coders_codebook(terms, found)
    supports = sheet(html, "supports")
    assert supports.index("rather <code>allied-with</code>") < supports.index("next on the scale")
    assert "taken for it here 1 of 1 time" in supports
    assert "anna: <code>supports</code> · ben: <code>allied-with</code> · settled: <code>supports</code>" in supports
    assert "The United States praised Japan" in supports
    assert "China sees it as a threat" in sheet(html, "threatened-by")
    least = html[html.index("Agreed on least") : html.index("</table>")]
    assert '<a href="#stancetype-supports">' in least
    assert "threatened-by" not in least


def test_hostile_words_stay_text(terms, found):
    (each, *others) = found.compared
    evil = '<img src=x onerror="alert(1)">{{ 7*7 }}\u202eabc'
    found = replace(found, compared=(replace(each, article=replace(each.article, title=evil)), *others))
    tags = []

    class Collector(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append(tag)

    html = coders_codebook(terms, found)
    Collector().feed(html)
    assert {"img", "script"}.isdisjoint(tags)
    assert "{{ 7*7 }}" in html
    assert "\u202e" not in html


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_is_cut_off(browser, terms, found, tmp_path, look):
    assert_readable(browser, coders_codebook(terms, found), tmp_path, look)


def test_each_scale_begins_a_sheet_of_paper(browser, terms, tmp_path):
    (tmp_path / "page.html").write_text(coders_codebook(terms, None), encoding="utf-8")
    tab = browser.new_page()
    tab.goto((tmp_path / "page.html").as_uri())
    tab.emulate_media(media="print")
    breaks = tab.evaluate("[...document.querySelectorAll('section')].map(each => getComputedStyle(each).breakBefore)")
    assert breaks == ["page"] * len(FIELD_OF)
    tab.close()


def test_the_command_writes_the_file_and_says_what_it_leaves_out(side_by_side, tmp_path):
    root, file = side_by_side(), tmp_path / "sheets.html"
    ran = CliRunner().invoke(cli, ["codebook", "--root", str(root), "-o", str(file)])
    assert ran.exit_code == 0, ran.output
    assert "anna: <code>supports</code>" in file.read_text(encoding="utf-8")
    plain = CliRunner().invoke(cli, ["codebook", "--root", str(root), "--plain", "-o", "-"])
    assert "anna" not in plain.stdout
    nobody = CliRunner().invoke(
        cli, ["codebook", "--root", str(side_by_side(coded={}, root=tmp_path / "none")), "-o", "-"]
    )
    assert nobody.exit_code == 0
    assert "without what coders made: " in nobody.stderr
    unknown = CliRunner().invoke(cli, ["codebook", "--root", str(root), "--coder", "anja", "-o", "-"])
    assert unknown.exit_code == 2
    assert "anna" in unknown.stderr
    assert "Traceback" not in unknown.output
