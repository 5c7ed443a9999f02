"""What data sets of machine-coded events say, on the pages of the actors they are about."""

from __future__ import annotations

import pytest

from kg.events.rdf import dataset_quads
from kg.exports.rdf.about import Describer
from kg.questions.answers import Answers
from kg.rdf import store
from kg.web.pages.catalogue import page, page_ids
from kg.web.pages.data import data_of
from kg.web.pages.material import Material
from kg.web.pages.page_id import PageId
from kg.web.pages.quoting import Quoting
from tests.web.coded_datasets import WEB, dataset, dyad

from .markup import Page, check

ALONE, BOTH = ("china", "japan"), ("china", "united-states")
NODE = "https://w3id.org/detente/id/tension/china/united-states/icews"
EVIL = '<script>alert(1)</script> "><img src=x onerror=alert(2)> {{ 7*7 }} \u202e \x1b'


@pytest.fixture(scope="module")
def with_datasets(material):
    """The shipped material with data sets beside it."""
    found = list(Answers(material.network).quads())

    def make(*datasets):
        beside = store.in_memory([*found, *dataset_quads(datasets)])
        return Material(material.network, material.text_of, material.manifest, Describer(beside))

    return make


@pytest.fixture(scope="module")
def coded(with_datasets):
    return with_datasets(dataset(), dataset("gdelt", [dyad(*BOTH, (0.5,))]))


def words_of(material, page_id, **options):
    return Page(page(material, Quoting(material), page_id, live=False, **options)).words


def test_a_dyad_has_what_each_data_set_says_apart_from_its_score(coded, material):
    text = words_of(coded, PageId("dyad", BOTH))
    plain = words_of(material, PageId("dyad", BOTH))
    assert "machine-coded" not in plain
    own = plain[plain.rindex("Dyad") : plain.index("Disputed")].rstrip()
    assert "3 claims" in own
    assert own in text
    gdelt, icews = (text.index(f"By machine-coded events: {name}") for name in ("gdelt", "icews"))
    assert "+0.50, +0.30 to +0.70, beside the score and not in it" in text[gdelt:icews]
    rest = text[icews:]
    assert "No person has read these: a machine coded them from the news." in rest
    assert rest.index("+0.200 · 1 May 2014") < rest.index("−0.050 · 2 May 2014") < rest.index("+0.001 · 3 May 2014")
    assert "China → United States: Accuse 112" in rest
    assert "12345 more events together: +0.009." in rest.replace(",", "")


def test_two_of_whom_only_machines_have_something_to_say_have_a_page_that_others_lead_to(coded, material):
    assert PageId("dyad", ALONE) not in set(page_ids(material))
    assert PageId("dyad", ALONE) in set(page_ids(coded))
    assert "China – Japan" in words_of(coded, PageId("dyads"))
    japan = page(coded, Quoting(coded), PageId("actor", ("japan",)), live=False)
    assert "../dyad/china/japan.html" in Page(japan).links
    assert not any("atlantis" in page_id.parts for page_id in page_ids(coded))


def test_only_addresses_of_the_web_are_links(with_datasets):
    for address, linked in ((WEB, True), ("javascript:alert(1)", False), ("", False)):
        found = with_datasets(dataset(dyads=[dyad(*BOTH, (0.5,), url=address)]))
        made = Page(page(found, Quoting(found), PageId("dyad", BOTH), live=False))
        assert (WEB in made.links, any("javascript" in link for link in made.links)) == (linked, False)


def test_hostile_texts_stay_texts(with_datasets):
    evil = dict.fromkeys(("text", "code", "publisher", "source", "url"), EVIL)
    found = with_datasets(dataset("icews", [dyad(*BOTH, (0.5,), **evil)]))
    for live in (False, True):
        text = page(found, Quoting(found), PageId("dyad", BOTH), live=live)
        check(text)
        assert "<script" not in text
        assert "alert(1)" in Page(text).words


def test_every_page_with_data_sets_is_sound(coded):
    for page_id in page_ids(coded):
        if page_id.kind in ("dyad", "dyads", "actor"):
            check(page(coded, Quoting(coded), page_id, live=False))


def test_the_data_of_a_dyad_has_the_events(coded):
    found = data_of(coded, PageId("dyad", BOTH), ".nt").decode()
    assert f"<{NODE}/event/1>" in found
    assert "<https://w3id.org/detente/id/dataset/icews>" in found
    assert "/tension/china/japan/icews" not in found
