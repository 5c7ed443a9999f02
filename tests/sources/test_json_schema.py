"""The JSON Schemas for editors: they accept what is right, refuse what is wrong, and are those that are committed."""

from __future__ import annotations

import copy
import json
import re

import jsonschema
import pytest
import yaml

from kg.sources.json_schema import schemas
from tests.checkout import ROOT

COMMITTED = ROOT / "ontology" / "json-schema"
PROJECT = {
    "title": "T", "authors": ["A", {"name": "B", "orcid": "0000-0002-1825-0097"}], "licence": "MIT", "language": "en",
    "version": 1.0, "texts": "quotes", "context": 40,
}  # fmt: skip
FILES = {
    "actors": [ROOT / "sources" / "actors.yaml"],
    "issues": [ROOT / "sources" / "issues.yaml"],
    "events": [ROOT / "sources" / "events.yaml"],
    "article": sorted((ROOT / "sources" / "articles").glob("*.yaml")),
    "project": [],
    "plan": [],
}


class EditorLoader(yaml.SafeLoader):
    """YAML as editors read it: the core schema of YAML 1.2, where `no` is a word and a day no date."""

    yaml_implicit_resolvers = {}  # noqa: RUF012 - it replaces that of the base


for tag, pattern in {
    "null": r"~|null|Null|NULL|",
    "bool": r"true|True|TRUE|false|False|FALSE",
    "int": r"[-+]?[0-9]+",
    "float": r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?",
}.items():
    EditorLoader.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(f"^(?:{pattern})$"), None)


@pytest.fixture(scope="module")
def made(terms):
    return schemas(terms)


def errors(schema, data):
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(data)]


def as_read(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=EditorLoader)


@pytest.mark.parametrize("name", FILES)
def test_the_committed_schemas_are_those_that_are_generated(made, snapshot, name):
    snapshot(f"{name}.json", json.dumps(made[name], ensure_ascii=False, indent=2) + "\n", folder=COMMITTED)


@pytest.mark.parametrize("name", FILES)
def test_the_schemas_are_schemas_with_a_name_and_a_title(made, name):
    jsonschema.Draft202012Validator.check_schema(made[name])
    assert made[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert made[name]["$id"] == f"https://w3id.org/detente/json-schema/{name}.json"
    assert made[name]["title"]
    assert made[name]["additionalProperties"] is False


def test_they_are_the_same_each_time(made, terms):
    assert json.dumps(schemas(terms)) == json.dumps(made)


@pytest.mark.parametrize(("name", "path"), [(name, path) for name, paths in FILES.items() for path in paths])
def test_the_shipped_files_are_accepted_and_name_their_schema(made, name, path):
    assert errors(made[name], as_read(path)) == []
    reference = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
    assert (path.parent / reference[1]).resolve() == COMMITTED / f"{name}.json"


def test_what_a_project_says_of_itself_is_accepted_or_refused(made):
    assert errors(made["project"], PROJECT) == []
    assert errors(made["project"], None) == []
    for key, wrong in (("titel", "T"), ("texts", "quote"), ("context", 9000), ("version", "1 0"), ("authors", [{}])):
        assert errors(made["project"], PROJECT | {key: wrong}), key


def test_a_plan_of_who_codes_what_is_accepted_or_refused(made):
    plan = {"coders": ["anna", "ben"], "double-coded": 0.2, "seed": 7, "assignments": {"talks": ["anna", "ben"]}}
    assert errors(made["plan"], plan) == []
    assert errors(made["plan"], {"coders": "anna"}) == []
    for key, wrong in (("coders", []), ("coders", "Anna B"), ("double-coded", 20), ("seed", -1), ("assigned", {})):
        assert errors(made["plan"], plan | {key: wrong}), key


def properties(schema):
    for definition in schema["$defs"].values():
        yield from definition.get("properties", {}).items()


@pytest.mark.parametrize("name", FILES)
def test_every_key_is_described(made, name):
    for key, schema in properties(made[name]):
        assert schema.get("description") or key in ("stance", "leverage"), key


@pytest.mark.parametrize(
    ("entry", "key", "class_name"),
    [
        ("StanceEntry", "type", "StanceType"),
        ("EventEntry", "type", "EventType"),
        ("EventEntry", "status", "Status"),
        ("LeverageEntry", "effect", "Effect"),
        ("LeverageEntry", "strength", "Strength"),
        ("ClaimEntry", "mode", "Mode"),
        ("ClaimEntry", "certainty", "Certainty"),
        ("ClaimEntry", "resolution", "Resolution"),
        ("HedgeEntry", "likelihood", "Likelihood"),
    ],
)
def test_terms_of_scales_are_offered_with_what_they_mean(made, terms, entry, key, class_name):
    schema = made["article"]["$defs"][entry]["properties"][key]
    offered = dict(zip(schema["enum"], schema["enumDescriptions"], strict=True))
    offered.pop(None, None)
    assert list(offered) == list(terms.terms(class_name))
    for notation, term in terms.terms(class_name).items():
        assert offered[notation].startswith(term.definition)
        assert str(term.number or "") in offered[notation]


ARTICLE = {
    "article": {"title": "T", "publisher": "p", "published": "2016-01", "published-basis": "b"},
    "claims": [
        {
            "id": "one",
            "quote": "q",
            "said-by": "p",
            "stance": {"holder": "a", "target": "b", "type": "opposes"},
        }
    ],
}


def changed(path, value):
    data = copy.deepcopy(ARTICLE)
    inner = data
    *steps, last = path
    for step in steps:
        inner = inner[step]
    inner[last] = value
    return data


CLAIM = ("claims", 0)


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("article", "published"), "2016-02-07"),
        (("article", "published"), "2016"),
        (("article", "title"), "1984"),
        (("article", "publisher"), "38-north"),
        (("article", "credibility"), "3"),
        (("article", "reliability"), "B"),
        (("article", "furniture"), "[]"),
        (("article", "furniture"), ""),
        (("article", "author"), "[a, b]"),
        ((*CLAIM, "id"), "12"),
        ((*CLAIM, "occurrence"), "2"),
        ((*CLAIM, "said-by"), "[no, p]"),
        ((*CLAIM, "said-on"), "../2016-02-07"),
        ((*CLAIM, "note"), ""),
        ((*CLAIM, "hedge"), "may"),
        ((*CLAIM, "hedge"), "[may, {words: most likely, likelihood: likely, because: x}]"),
        ((*CLAIM, "hedge"), "{words: may}"),
        ((*CLAIM, "stance", "position"), "-0.5"),
        (("claims",), ""),
    ],
)
def test_what_editors_take_for_another_kind_of_value_is_accepted(made, path, text):
    assert errors(made["article"], changed(path, yaml.load(text, Loader=EditorLoader))) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        (("article", "published"), "February 2016"),
        (("article", "publisher"), "The Gazette"),
        (("article", "credibility"), "7"),
        (("article", "reliability"), "B2"),
        (("article", "url"), "example.org"),
        (("article", "titel"), "T"),
        (("article", "title"), ""),
        ((*CLAIM, "id"), "../one"),
        ((*CLAIM, "qoute"), "q"),
        ((*CLAIM, "quote"), "[]"),
        ((*CLAIM, "occurrence"), "0"),
        ((*CLAIM, "occurrence"), "first"),
        ((*CLAIM, "mode"), "foretold"),
        ((*CLAIM, "certainty"), "sure"),
        ((*CLAIM, "resolution"), "open"),
        ((*CLAIM, "polarity"), "negative"),
        ((*CLAIM, "hedge"), "{words: may, likelihood: maybe}"),
        ((*CLAIM, "denies"), "a/b/c"),
        ((*CLAIM, "denies"), "two"),
        ((*CLAIM, "stance"), "{holder: a, target: b}"),
        ((*CLAIM, "stance", "type"), "opposed"),
        ((*CLAIM, "stance", "position"), "2"),
        ((*CLAIM, "stance", "holder"), "[]"),
        (("claims",), "{}"),
        (("claim",), "[]"),
    ],
)
def test_mistakes_are_refused(made, path, text):
    assert errors(made["article"], ARTICLE) == []
    assert errors(made["article"], changed(path, yaml.load(text, Loader=EditorLoader)))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("actors", "China: {kind: state, label: China}"),
        ("actors", "china: {kind: country, label: China}"),
        ("actors", "china: {kind: state}"),
        ("actors", "china: {kind: state, label: China, iso3: cn}"),
        ("issues", "thaad: {label: THAAD}"),
        ("events", "e: {label: E, type: consult}"),
        ("events", "e: {label: E, type: CONSULT, status: past}"),
        ("events", "e: {label: E, type: CONSULT, goldstein: -11}"),
        ("events", "e: {label: E, type: CONSULT, quantity: {amount: many, unit: USD}}"),
        ("events", "- e"),
    ],
)
def test_mistakes_in_registries_are_refused(made, name, text):
    assert errors(made[name], yaml.load(text, Loader=EditorLoader))


@pytest.mark.parametrize("name", ["actors", "issues", "events"])
def test_a_registry_may_be_empty(made, name):
    assert errors(made[name], yaml.load("# nothing yet", Loader=EditorLoader)) == []
