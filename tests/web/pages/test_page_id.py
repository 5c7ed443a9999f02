"""Paths: safe on every system, none like another, and links that lead from one to the other."""

from __future__ import annotations

import posixpath
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.web.claim_card import web_address
from kg.web.pages.links import Links
from kg.web.pages.page_id import PageId, segment

SAFE = re.compile(r"[a-z0-9_~-]+")
HOSTILE = st.one_of(
    st.text(),
    st.sampled_from(["", ".", "..", "../x", "a/b", "%2f", "~", "~7e", "CON", "con", "nul", "com1", "a" * 300, "China", "china"]),
)  # fmt: skip


@pytest.mark.parametrize("slug", ["china", "north-korea", "2016-07-isdp", "a_b"])
def test_a_plain_slug_is_its_own_name(slug):
    assert segment(slug) == slug


@given(HOSTILE)
def test_every_name_is_one_that_every_system_takes(slug):
    made = segment(slug)
    assert SAFE.fullmatch(made)
    assert len(made) <= 100
    assert not re.fullmatch(r"con|prn|aux|nul|com\d|lpt\d", made)


@given(HOSTILE, HOSTILE)
def test_no_two_slugs_share_a_name(one, other):
    assert (segment(one) == segment(other)) == (one == other)


def test_long_slugs_that_begin_alike_differ():
    assert segment("x" * 200 + "a") != segment("x" * 200 + "b")
    assert segment("con") == "~63on"


@given(st.lists(HOSTILE, min_size=1, max_size=2), st.lists(HOSTILE, min_size=1, max_size=2), st.booleans())
def test_links_lead_from_any_page_to_any_other(here, there, live):
    start, end = PageId("claim", tuple(here)), PageId("actor", tuple(there))
    href = Links(start.path, live).to(end)
    found = posixpath.normpath(posixpath.join(posixpath.dirname(start.path), href))
    assert found == end.path + ("" if live else ".html")
    assert "//" not in href
    assert ":" not in href


def test_the_whole_and_the_map_go_by_other_names():
    assert Links("actor/china").to(PageId("overview")) == "../index.html"
    assert Links("actor/china").to(PageId("map")) == "../map.html"
    assert Links("actor/china", live=True).to(PageId("map")) == "../"
    assert Links("overview", live=True).to(PageId("map")) == "./"
    assert Links("actor/china").to(PageId("actor", ("japan",)), ".ttl") == "../actor/japan.ttl"


def test_an_iri_has_a_document_on_a_server_alone():
    iri = "https://w3id.org/detente/id/stance/a/b"
    assert Links("actor/china", live=True).thing(iri) == "../id/stance/a/b"
    assert Links("actor/china").thing(iri) == ""
    assert Links("x", live=True).thing("https://w3id.org/detente/id/a/../b").startswith("id?iri=https%3A")
    assert Links("x", live=True).thing("urn:x?y=1&z").endswith("iri=urn%3Ax%3Fy%3D1%26z")


@pytest.mark.parametrize(
    ("address", "is_one"),
    [
        ("https://example.org/a?b=c#d", True), ("HTTP://EXAMPLE.ORG", True), ("javascript:alert(1)", False),
        ("data:text/html,x", False), ("https://", False), ("https://a b", False), ("https://[", False),
        ('https://e.org/"><script>', False), ("file:///etc/passwd", False), ("", False), ("//e.org", False),
    ],
)  # fmt: skip
def test_only_addresses_of_the_web_are_links(address, is_one):
    assert web_address(address) == (address if is_one else "")
