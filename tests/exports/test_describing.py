"""References, citation and packages: what describes the articles and the project for other tools."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace

import pytest
import yaml

from kg.exports.citing import citation_cff
from kg.exports.formats import DESCRIBING
from kg.exports.packages import data_package, ro_crate
from kg.exports.references import bibtex, csl, date_parts
from kg.model.description import Author, Description
from kg.model.records import Actor, Article, Corpus, GraphError
from kg.network.network import network_of

SAID = Description(
    'Talks: "missiles"',
    (Author("Ada Lovelace", "0000-0002-1825-0097"), Author("von Suttner, Bertha")),
    "CC-BY-4.0",
    "en",
    "1.0",
)


@pytest.fixture(scope="module")
def network(terms):
    """Two articles: one of which everything is known, with signs of TeX, and one of which little is."""
    actors = [
        Actor("paper", "organization", "R&D {Weekly}"),
        Actor("ada", "person", "Ada Lovelace"),
        Actor("desk", "group", "The desk"),
    ]
    whole = Article(
        "whole", 'Costs of 5% & "more"', "paper", "2016-02-09", "x", "0" * 64, ("ada", "desk"),
        url="https://example.org/a_b?c={d}", language="en",
    )  # fmt: skip
    bare = Article("bare", "Ohne Datum", "paper", "", "x", "0" * 64)
    corpus = Corpus({a.slug: a for a in actors}, {}, {}, {"bare": bare, "whole": whole}, ())
    return network_of(corpus, terms)


def test_an_entry_of_bibtex_has_what_is_known_and_signs_of_tex_as_text(network):
    made = bibtex(network)
    assert '@article{whole,\n  title = {{Costs of 5\\% \\& "more"}},\n' in made
    assert "  author = {{Ada Lovelace} and {The desk}},\n" in made
    assert "  journal = {R\\&D \\{Weekly\\}},\n" in made
    assert "  url = {https://example.org/a_b?c=%7Bd%7D},\n" in made
    assert "  year = {2016},\n  month = {2},\n  day = {9},\n" in made
    assert made.split("@article{whole")[0] == (
        "@article{bare,\n  title = {{Ohne Datum}},\n  journal = {R\\&D \\{Weekly\\}},\n}\n\n"
    )


def test_braces_of_bibtex_are_balanced_whatever_a_title_has(network):
    hostile = {"x": replace(network.articles["bare"], title="}\\evil{ } @article{y,")}
    made = re.sub(r"\\.", "", bibtex(replace(network, articles=hostile)))
    assert made.count("{") == made.count("}")
    depth = 0
    for sign in made.rstrip()[:-1]:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= (1 if sign == "}" else 0)


def test_an_item_of_csl_has_persons_by_their_names_and_others_whole(network):
    bare, whole = json.loads(csl(network))
    assert whole["author"] == [{"family": "Lovelace", "given": "Ada"}, {"literal": "The desk"}]
    assert whole["issued"] == {"date-parts": [[2016, 2, 9]]}
    assert (whole["id"], whole["container-title"], whole["language"]) == ("whole", "R&D {Weekly}", "en")
    assert bare == {
        "id": "bare", "type": "article-newspaper", "title": "Ohne Datum", "container-title": "R&D {Weekly}",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("published", "parts"),
    [
        ("2016-02-09", [2016, 2, 9]),
        ("2016-02-09~", [2016, 2, 9]),
        ("2016-02", [2016, 2]),
        ("2016", [2016]),
        ("2016-01/2016-03", [2016]),
        ("2015/2016", []),
        ("2016-02/..", []),
        ("", []),
    ],
)
def test_a_date_is_told_as_far_as_it_goes(published, parts):
    assert date_parts(published) == parts


def test_a_citation_says_who_made_what_under_which_licence():
    said = yaml.safe_load(citation_cff(SAID))
    assert said["cff-version"] == "1.2.0"
    assert said["title"] == 'Talks: "missiles"'
    assert said["authors"] == [
        {"family-names": "Lovelace", "given-names": "Ada", "orcid": "https://orcid.org/0000-0002-1825-0097"},
        {"family-names": "von Suttner", "given-names": "Bertha"},
    ]
    assert (said["version"], said["license"], said["type"]) == ("1.0", "CC-BY-4.0", "dataset")
    assert yaml.safe_load(citation_cff(replace(SAID, licence="https://example.org/t")))["license-url"]


@pytest.mark.parametrize(
    ("said", "lacks"), [(replace(SAID, title=""), "title"), (replace(SAID, authors=()), "authors")]
)
def test_nobody_is_cited_for_nothing(said, lacks):
    with pytest.raises(GraphError, match=f"no {lacks} .*project.yaml"):
        citation_cff(said)


def test_a_crate_lists_its_files_with_sizes_and_hashes():
    files = {"claims.csv": b"claim\n", "graph.trig": b""}
    made = ro_crate(SAID, "2016-07-31", files)
    assert {name: made[name] for name in files} == files
    graph = {node["@id"]: node for node in json.loads(made["ro-crate-metadata.json"])["@graph"]}
    root = graph["./"]
    assert (root["name"], root["version"], root["datePublished"]) == ('Talks: "missiles"', "1.0", "2016-07-31")
    assert [graph[author["@id"]]["name"] for author in root["author"]] == ["Ada Lovelace", "von Suttner, Bertha"]
    assert graph[root["license"]["@id"]]["name"] == "CC-BY-4.0"
    for part in root["hasPart"]:
        node, content = graph[part["@id"]], files[part["@id"]]
        assert (node["contentSize"], node["sha256"]) == (str(len(content)), hashlib.sha256(content).hexdigest())
    assert graph["ro-crate-metadata.json"]["about"] == {"@id": "./"}


def test_a_package_says_the_types_of_its_columns():
    table = "id,n,x,day,true\na,1,0.5,2016-02-09,true\nb,-2,1,,false\n"
    made = data_package(SAID, {"claims.csv": table.encode()})
    package = json.loads(made["datapackage.json"])
    (resource,) = package["resources"]
    assert [field["type"] for field in resource["schema"]["fields"]] == [
        "string",
        "integer",
        "number",
        "date",
        "boolean",
    ]
    assert resource["hash"] == f"sha256:{hashlib.sha256(table.encode()).hexdigest()}"
    assert package["licenses"] == [{"name": "CC-BY-4.0"}]
    assert package["name"] == "talks-missiles"
    assert json.loads(data_package(Description(), {})["datapackage.json"])["name"] == "claims"


@pytest.mark.parametrize("name", [name for name, each in DESCRIBING.items() if each.files])
def test_packages_of_the_shipped_articles_hold_what_they_list(built, name):
    made = DESCRIBING[name].files(built)
    assert made == DESCRIBING[name].files(built)
    if name == "datapackage":
        for resource in json.loads(made["datapackage.json"])["resources"]:
            rows = list(csv.DictReader(io.StringIO(made[resource["path"]].decode())))
            assert rows
            for field in resource["schema"]["fields"]:
                convert = {"integer": int, "number": float}.get(field["type"], str)
                assert all(convert(row[field["name"]]) is not None for row in rows if row[field["name"]])
    else:
        graph = json.loads(made["ro-crate-metadata.json"])["@graph"]
        assert {n["@id"] for n in graph if n["@type"] == "File"} == made.keys() - {"ro-crate-metadata.json"}
