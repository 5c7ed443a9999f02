"""The pages of the shipped data, of hostile data, and what every page must satisfy."""

from __future__ import annotations

import pytest

from kg.exports.rdf.about import Describer
from kg.network.network import network_of
from kg.rdf import store, write
from kg.web.pages.collected import material_of
from kg.web.pages.material import Material
from kg.web.pages.site import site


@pytest.fixture(scope="session")
def material(built):
    """What the pages of the shipped data are made of, with their texts."""
    return material_of(built, has_map=True)


@pytest.fixture(scope="session")
def shipped_site(material):
    """Every file of the site of the shipped data by its name."""
    return dict(site(material, b"<!doctype html><title>map</title>"))


@pytest.fixture(scope="session")
def material_for(terms):
    """What the pages of a corpus are made of; its articles have their texts with them."""

    def make(corpus, described=True):
        quads = list(dict.fromkeys(write.quads(corpus, terms))) if described else []
        texts = corpus.articles
        return Material(
            network_of(corpus, terms),
            lambda article: (texts[article.slug].text, texts[article.slug].furniture),
            {},
            Describer(store.in_memory(quads)) if described else None,
        )

    return make
