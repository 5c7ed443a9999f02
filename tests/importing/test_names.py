"""Names of any kind become slugs, labels and files that stay where they belong, each of one thing only."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.importing.naming import Names, clean, slugged
from kg.model.vocabulary import fold
from kg.sources.schema import is_slug

HOSTILE = [
    "../../x", "/etc/passwd", "<script>alert(1)</script>", "a: b", "#", "- item", "*alias", "&anchor", "!!python/none x",
    "null", "~", "yes", "2016-01-01", "'", '"', "{}", "[x", "%", "@x", "`", "| x", "> x", "a\nb: c", "a\x00b\x1b[31m",
    "\u202eevil", "\u200b", "C:\\x", "x" * 600, "渡轮", "😀", "\ud7ff", "\ufeffx", "con", "\u2028", "﷽", "=1+1", "?", "a #b", "--to",
]  # fmt: skip


def test_hostile_names_everywhere_make_a_project_without_errors(imported, tmp_path):
    def fill(made):
        for index, name in enumerate(HOSTILE):
            id_ = made.document(title=name, author=name, source=name, Section=name, Notes=name, Type=name)
            attributes = ((1, name), (2, name), (3, name))
            made.entity("organization", f"org {name}", attributes=attributes)
            made.statement(person=name, organization=f"org {name}", concept=name, document=id_, value=index % 2)

    # All the documents have the text that the maker gives them.
    result, corpus = imported(fill, {"text-twice": len(HOSTILE) - 1, "name-direction": 4, "name-alike": 1})
    assert [(left.reason, left.ids) for left in result.left_out if left.what == "statement"] == [
        ("it names no concept", (HOSTILE.index("\u2028") + 1,))
    ]
    assert result.claims == len(HOSTILE) - 1
    assert [path.name for path in tmp_path.iterdir() if path.name != "made.dna"] == ["project"]
    files = [path.relative_to(tmp_path / "project") for path in (tmp_path / "project").rglob("*") if path.is_file()]
    named = re.compile(r"README\.md|\.gitignore|sources/(actors|issues)\.yaml|sources/articles/[a-z0-9-]+\.(txt|yaml)")
    assert all(named.fullmatch(file.as_posix()) for file in files)
    labels = {actor.label for actor in corpus.actors.values()}
    assert {"../../x", "<script>alert(1)</script>", "a: b", "#", "null", "~", "yes", "渡轮"} <= labels


@given(st.text())
def test_a_slug_is_one_or_nothing(text):
    slug = slugged(clean(text))
    assert not slug or (is_slug(slug) and len(slug) <= 80)


@given(st.lists(st.tuples(st.text("aA '-́", min_size=1), st.sampled_from(["person", "organization"])), max_size=12))
def test_every_actor_has_a_slug_and_a_label_of_its_own(entities):
    names = Names()
    taken = [names.actor(label, kind, id_) for id_, (label, kind) in enumerate(entities, 1) if clean(label)]
    owners = {}
    for index, (slug, label) in enumerate(taken):
        assert is_slug(slug)
        assert owners.setdefault(fold(slug), index) == index
        assert owners.setdefault(fold(label), index) == index


@pytest.mark.parametrize(
    ("label", "slug"),
    [
        ("Sierra Club", "sierra-club"), ("National Petrochemical & Refiners Association", "national-petrochemical-and-refiners-association"),
        ("Søren Ågård’s Straße", "soren-agards-strasse"), ("Łódź", "lodz"), ("渡轮", ""), ("U.S. EPA", "u-s-epa"),
        ("word " * 30, "word-word-word-word-word-word-word-word-word-word-word-word-word-word-word-word"),
    ],
)  # fmt: skip
def test_slugs_read_like_their_labels(label, slug):
    assert slugged(label) == slug


def test_namesakes_are_told_apart_by_their_variable_and_the_id_of_dna(imported):
    def fill(made):
        made.document(title="Same")
        made.document(title="same")
        made.statement(person="Senate", organization="Senate", concept="Senate")
        made.statement("The ferry is loud", person="senate", organization="SENATE", concept="senate", document=2)

    corpus = imported(fill, {"text-twice": 1, "name-alike": 1})[1]
    assert {slug: actor.label for slug, actor in corpus.actors.items() if slug != "the-gazette"} == {
        "senate": "Senate",
        "senate-organization": "SENATE (organization)",
        "senate-person": "Senate (person)",
        "senate-person-4": "senate (person 4)",
    }
    assert {slug: issue.label for slug, issue in corpus.issues.items()} == {
        "senate-issue": "Senate",
        "senate-issue-6": "senate",
    }
    assert list(corpus.articles) == ["same", "same-2"]


def test_sources_and_authors_are_the_actors_of_their_names(imported):
    def fill(made):
        made.document(source="harbour", author="Lee, Ann; ANN LEE;  ; Bo")
        made.document(title="Other", source=" ", author="Authority")
        made.entity("organization", "Harbour", attributes=((2, "Authority; The Port;Authority; Ann Lee"),))
        made.statement(person="Ann Lee")

    corpus = imported(fill, {"text-twice": 1, "outlet-as-party": 1})[1]
    assert corpus.articles["ferry"].publisher == "harbour"
    assert corpus.articles["ferry"].authors == ("ann-lee", "bo")
    assert corpus.actors["ann-lee"].aliases == ("Lee, Ann",)
    assert corpus.actors["harbour"].aliases == ("Authority", "The Port")
    assert corpus.articles["other"].authors == ("harbour",)
    assert corpus.articles["other"].publisher == "unknown-publisher"


def test_attributes_become_kinds_and_notes(imported):
    def fill(made):
        made.document()
        made.entity("organization", "Norland", colour=(0, 128, 255), attributes=((1, "State"), (3, "by the sea.")))
        made.entity("organization", "Harbour", attributes=((1, "Government"),))
        made.entity("person", "Ann", attributes=((4, "State"), (5, "A. Lee")))
        made.statement(organization="Norland")
        made.statement("The ferry is loud")

    actors = imported(fill)[1].actors
    assert (actors["norland"].kind, actors["harbour"].kind, actors["ann"].kind) == ("state", "organization", "person")
    assert actors["norland"].note == "DNA entity 1; Type: State; Notes: by the sea.; colour: #0080ff."
    assert actors["ann"].aliases == ("A. Lee",)


def test_parts_are_members_of_their_wholes(imported):
    def fill(made):
        made.document()
        top = made.entity("organization", "Union")
        middle = made.entity("organization", "Section", top)
        made.entity("organization", "Branch", middle)
        chief = made.entity("person", "Chief")
        made.entity("person", "Ann", chief)
        theme = made.entity("concept", "Transport")
        made.entity("concept", "Ferries are safe", theme)
        made.run("UPDATE ENTITIES SET ChildOf = ? WHERE ID = ?", middle, top)
        made.statement(organization="Branch")

    corpus = imported(fill)[1]
    assert corpus.actors["branch"].member_of == ("section",)
    assert corpus.actors["section"].member_of == ("union",)
    assert corpus.actors["union"].member_of == ("section",)
    assert corpus.actors["ann"].note == "DNA entity 5; part of: Chief."
    assert "chief" not in corpus.actors
    assert corpus.issues["ferries-are-safe"].definition.endswith("part of: Transport.")
