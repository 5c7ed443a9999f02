"""What a notebook shows of what was asked: short as text, and HTML that can neither act nor change what is around it."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

import kg
from kg.model.shown import Shown
from kg.network.network import network_of
from kg.questions.dyads import tensions
from kg.questions.frames import Records
from kg.questions.rows import Table
from kg.questions.tension.explanation import explain
from kg.questions.tension.tables import tension_table
from kg.questions.timeline.analysis import timeline
from kg.rdf import ontology
from kg.web.notebook import MOST_CLAIMS, MOST_QUOTES, html, project_html
from tests.web.pages.test_hostile import EVIL, corpus_of

VOID = {"circle", "line", "rect", "polygon", "polyline", "img", "br"}
KNOWN = VOID | {
    "bdi", "blockquote", "code", "div", "p", "span", "style", "svg", "table", "tbody", "td", "text", "th", "thead", "title",
    "tr",
}  # fmt: skip


class Elements(HTMLParser):
    """The elements of a piece of HTML, which must be closed in their order, and its text."""

    def __init__(self, piece):
        super().__init__()
        self.open, self.found, self.attributes, self.words = [], [], set(), []
        self.feed(piece)
        self.close()
        assert not self.open

    def handle_starttag(self, tag, attrs):
        self.found.append(tag)
        self.attributes |= {name for name, _ in attrs}
        # A circle of a timeline has its words within.
        if tag not in VOID or (tag == "circle" and "/" not in self.get_starttag_text()[-2:]):
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "style" not in self.open:
            self.words.append(data)


def harmless(piece):
    """The words of a piece in which there is nothing but what we put there."""
    elements = Elements(piece)
    assert set(elements.found) <= KNOWN
    assert not any(name.startswith("on") or name in ("href", "src", "style") for name in elements.attributes)
    assert "url(" not in piece
    assert "@import" not in piece
    assert "\x00" not in piece
    return " ".join("".join(elements.words).split())


def every_part(project):
    return {
        "project": project,
        "tension": project.tension(),
        "dyad": project.tension()[0],
        "explained": project.explain("china", "DPRK"),
        "timeline": project.timeline("china", "DPRK"),
        "claims": project.claims(),
        "claim": project.claims()[0],
        "actors": project.actors(),
        "rows": project.query("SELECT ?c WHERE { ?c a kg:Claim } ORDER BY ?c"),
        "balance": project.balance(),
    }


def test_everything_that_is_asked_is_short_as_text_and_shown_as_html(built):
    for name, part in every_part(built).items():
        assert harmless(part._repr_html_()), name
        if name not in ("actors", "rows", "balance"):
            assert len(repr(part)) < 1_200, name


def test_a_dyad_shows_its_interval_and_the_quotes_that_move_it(built):
    found = built.explain("china", "DPRK")
    words = harmless(found._repr_html_())
    assert "China and North Korea" in words
    assert "China increases sanctions on North Korea" in words
    assert found.headline.contributions[0].claim.quote in words
    assert f"{MOST_QUOTES} of {found.headline.claims} claims" in words
    assert 'class="interval"' in found._repr_html_()


def test_long_lists_say_how_many_there_are(built):
    claims = built.claims()
    assert f"{MOST_CLAIMS} of {len(claims)} claims" in harmless(claims._repr_html_())
    assert repr(claims).startswith(f"{len(claims)} records\n")
    assert "No rows" in harmless(built.claims(actor="china", denied=True, since="2030")._repr_html_())


def test_a_timeline_is_a_picture_with_a_description(built):
    found = built.timeline("china", "DPRK")
    piece = found._repr_html_()
    assert piece.count("<circle") == len(found.points)
    assert re.search(r'role="img" aria-label="[^"]*tension [^"]*hostile', piece)


def test_a_timeline_without_points_says_so(built):
    assert "Nothing bears on it" in harmless(built.timeline("china", "DPRK", until="1990")._repr_html_())


def test_a_project_that_was_never_built_is_shown_too(tmp_path):
    name = tmp_path / "<script>alert(1)<"
    name.mkdir()
    project = kg.open(name)
    assert "<script>alert(1)<" in harmless(project._repr_html_())
    assert "alert" in repr(project)


def test_an_endpoint_is_shown_without_its_credentials_and_is_not_asked():
    project = kg.open(endpoint="https://me:secret@example.org/sparql?key=hidden")
    for said in (repr(project), harmless(project._repr_html_())):
        assert "example.org" in said
        assert "secret" not in said
        assert "hidden" not in said


def test_every_style_is_for_what_is_shown_alone(built):
    style = re.search(r"<style>(.*?)</style>", built._repr_html_(), re.DOTALL).group(1)
    selectors = [one.strip() for rule in re.findall(r"([^{}]+)\{", style) for one in rule.split(",")]
    assert selectors
    assert all(selector == ".kg-shown" or selector.startswith(".kg-shown ") for selector in selectors)


def test_hostile_names_quotes_and_slugs_stay_text():
    network = network_of(corpus_of(EVIL), ontology.load())
    dyads = tensions(network)
    assert dyads
    claims = tuple(network.claims.values())
    table = Table((EVIL, "n"), ((EVIL, 1), (None, None), (EVIL, -0.5)))
    parts = [
        dyads[0],
        Records(dyads, tension_table, network.label),
        explain(network, dyads[0].a, dyads[0].b),
        timeline(network, dyads[0].a, dyads[0].b),
        *claims,
        Records((EVIL,), lambda _: table),
    ]
    for part in parts:
        harmless(html(part))
    assert EVIL.split('"', maxsplit=1)[0].strip() in harmless(html(claims[0]))
    harmless(project_html(EVIL, EVIL, {"as_of": EVIL, "counts": {EVIL: EVIL, "claims": EVIL}}))


def test_what_is_none_of_these_is_refused():
    with pytest.raises(TypeError, match="int"):
        html(3)


def test_what_nobody_draws_is_shown_as_text(monkeypatch):
    monkeypatch.setattr("kg.model.shown._draw", [])
    assert Shown()._repr_html_() is None
