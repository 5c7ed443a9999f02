"""The packaged registry: whom a name means, when it did, and that every entry can be taken as it is."""

from __future__ import annotations

import json
from datetime import date

import pytest

from kg import sources
from kg.editing.emitting import as_block, entry_of
from kg.events import countries
from kg.model.records import Actor
from kg.registry import Known, Registry, load
from kg.sources import rules
from tests.checkout import ROOT

UN_LANGUAGES = {"ar", "zh", "en", "fr", "ru", "es"}


@pytest.fixture(scope="module")
def registry(terms):
    return load(terms.countries)


def slugs(registry, name):
    return [known.actor.slug for known in registry.called(name)]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Manila", "philippines"),
        ("FILIPINO", "philippines"),
        ("phl", "philippines"),
        ("菲律宾", "philippines"),
        ("الفلبين", "philippines"),
        ("филиппины", "philippines"),
        ("Filipinas", "philippines"),
        ("Bogota", "colombia"),
        ("cote d'ivoire", "ivory-coast"),
        ("Burma", "myanmar"),
        ("Swaziland", "eswatini"),
        ("Macedonia", "north-macedonia"),
        ("Türkiye", "turkey"),
        ("Turkey", "turkey"),
        ("Czech Republic", "czechia"),
        ("USSR", "soviet-union"),
        ("Republic of China", "taiwan"),
        ("Foggy Bottom", "us-state-department"),
        ("Auswärtiges Amt", "german-foreign-office"),
        ("Vietnamese Foreign Ministry", "vietnam-foreign-ministry"),
        ("Ministry of Foreign Affairs of the Maldives", "maldives-foreign-ministry"),
        ("Совбез ООН", "un-security-council"),
        ("新华社", "xinhua"),
        ("The New York Times", "new-york-times"),
        ("united-kingdom", "united-kingdom"),
    ],
)
def test_a_name_in_any_case_accents_and_script_leads_to_its_entry(registry, name, slug):
    assert slugs(registry, name) == [slug]


def test_a_name_of_several_leads_to_all_and_is_an_alias_of_none(registry):
    assert slugs(registry, "Congolese") == ["democratic-republic-of-the-congo", "republic-of-the-congo"]
    assert slugs(registry, "Korea") == ["north-korea", "south-korea"]
    assert not any("Congolese" in known.actor.names for known in registry.by_slug.values())


def test_a_label_goes_before_what_others_are_also_called(registry):
    assert slugs(registry, "Guinea") == ["guinea"]
    assert slugs(registry, "Niger") == ["niger"]


def test_a_name_that_nobody_has_leads_nowhere(registry):
    assert registry.called("Norland") == ()


def test_names_are_folded_as_everywhere():
    cases = json.loads((ROOT / "tests" / "data" / "folding-cases.json").read_text(encoding="utf-8"))
    for first, *others in cases["alike"]:
        only = Registry({"one": Known(Actor("one", "group", first))})
        assert all(slugs(only, other) == ["one"] for other in others), first
    for one, other in cases["apart"]:
        assert slugs(Registry({"one": Known(Actor("one", "group", one))}), other) == []


@pytest.mark.parametrize(
    ("slug", "day", "label"),
    [
        ("myanmar", date(1989, 6, 17), "Burma"),
        ("myanmar", date(1989, 6, 18), "Myanmar"),
        ("eswatini", date(2016, 2, 9), "Swaziland"),
        ("north-macedonia", date(2016, 2, 9), "Macedonia"),
        ("north-macedonia", date(2019, 2, 12), "North Macedonia"),
        ("turkey", date(2016, 2, 9), "Turkey"),
        ("turkey", None, "Türkiye"),
        ("czechia", date(2016, 2, 9), "Czech Republic"),
        ("czechia", None, "Czechia"),
        ("democratic-republic-of-the-congo", date(1990, 1, 1), "Zaire"),
        ("france", date(1990, 1, 1), "France"),
    ],
)
def test_a_name_is_that_of_its_day_and_the_others_are_aliases(registry, slug, day, label):
    now, then = registry.by_slug[slug].actor, registry.by_slug[slug].on(day)
    assert then.label == label
    assert set(then.names) == set(now.names)
    assert len(then.aliases) == len(now.aliases)


def test_every_entry_can_be_taken_as_it_is(registry, terms, tmp_path):
    (tmp_path / "sources").mkdir()
    text = "\n".join(as_block({slug: entry_of(known.actor)}) for slug, known in registry.by_slug.items())
    (tmp_path / "sources" / "actors.yaml").write_text(text, encoding="utf-8")
    corpus, found = sources.read(tmp_path, terms)
    found += rules.run(corpus, terms)
    assert [finding for finding in found if finding.rule != "entry-used"] == []
    assert corpus.actors == {slug: registry.by_slug[slug].actor for slug in sorted(registry.by_slug)}


def test_codes_and_slugs_of_states_are_those_of_event_tables(registry):
    table = countries.load()
    for slug, country in table.by_slug.items():
        assert registry.by_slug[slug].actor.iso3 == country.iso3
        if country.iso3 and not country.last_day:
            assert slugs(registry, country.iso3) == [slug]


def test_states_have_names_in_the_languages_of_the_united_nations(registry, terms):
    for country in terms.countries:
        actor = registry.by_slug[country.slug].actor
        languages = {label.language for label in (actor.label, *actor.other_labels)}
        assert languages == (UN_LANGUAGES if country.iso3 and not country.last_day else {"en"}), country.slug


def test_a_wikidata_item_is_of_one_entry(registry):
    items = [known.actor.wikidata for known in registry.by_slug.values() if known.actor.wikidata]
    assert len(items) > 250
    assert len(set(items)) == len(items)


@pytest.mark.parametrize("slug", ["taiwan", "kosovo", "palestine", "western-sahara", "falkland-islands", "hong-kong"])
def test_what_is_contested_or_no_state_of_its_own_is_said_in_a_note(registry, slug):
    actor = registry.by_slug[slug].actor
    assert actor.iso3
    assert actor.note


def test_who_acts_for_a_state_takes_it_along_by_the_slug_that_a_project_has(registry):
    ministry = registry.by_slug["vietnam-foreign-ministry"]
    alone = registry.to_take(ministry, lambda _known: "")
    assert [(actor.slug, actor.acts_for) for actor in alone] == [("vietnam", ""), (ministry.actor.slug, "vietnam")]
    beside = registry.to_take(ministry, lambda known: "srv" if known.actor.slug == "vietnam" else "")
    assert [(actor.slug, actor.acts_for) for actor in beside] == [(ministry.actor.slug, "srv")]
    council = registry.to_take(registry.by_slug["un-security-council"], lambda _known: "")
    assert [actor.slug for actor in council] == ["united-nations", "un-security-council"]
