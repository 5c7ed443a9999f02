"""`kg actors --known`: entries of the packaged registry, and what `kg check` says of names that it knows."""

from __future__ import annotations

import json

import pytest
import yaml


@pytest.fixture
def mine(kg, tmp_path):
    """A new project of one's own."""
    assert kg("init", "mine", root=tmp_path).exit_code == 0
    return tmp_path / "mine"


def test_an_entry_is_printed_ready_to_paste(kg, tmp_path):
    result = kg("actors", "--known", "Manila", root=tmp_path)
    assert result.exit_code == 0
    entry = yaml.safe_load(result.stdout)["philippines"]
    assert (entry["kind"], entry["iso3"], entry["wikidata"]) == ("state", "PHL", "Q928")
    assert entry["label"]["ru"] == "Филиппины"
    assert json.loads(kg("actors", "--known", "马尼拉", "--format", "json").stdout) == {"philippines": entry}


def test_it_is_added_below_what_is_there_with_whom_it_acts_for(kg, mine):
    before = (mine / "sources" / "actors.yaml").read_bytes()
    result = kg("actors", "--known", "Vietnamese Foreign Ministry", "--add", root=mine)
    assert result.exit_code == 0
    assert "added vietnam, vietnam-foreign-ministry to sources/actors.yaml" in result.stderr
    after = (mine / "sources" / "actors.yaml").read_bytes()
    assert after.startswith(before)
    assert yaml.safe_load(after)["vietnam-foreign-ministry"]["acts-for"] == "vietnam"
    assert {line.rpartition("[")[2] for line in kg("check", root=mine).stdout.splitlines()} == {"entry-used]"}
    again = kg("actors", "--known", "Hanoi", "--add", root=mine)
    assert again.exit_code == 1
    assert "is in the project as 'vietnam'" in again.stderr


def test_the_slug_that_a_project_has_is_used(kg, mine):
    registry = mine / "sources" / "actors.yaml"
    registry.write_text(registry.read_text() + "\nsrv: {kind: state, label: Socialist Vietnam, iso3: VNM}\n")
    assert kg("actors", "--known", "vietnam-foreign-ministry", "--add", root=mine).exit_code == 0
    assert yaml.safe_load(registry.read_text())["vietnam-foreign-ministry"]["acts-for"] == "srv"


def test_a_name_is_that_of_its_day(kg, tmp_path):
    result = kg("actors", "--known", "myanmar", "--at", "1985", root=tmp_path)
    assert yaml.safe_load(result.stdout)["myanmar"]["label"]["en"] == "Burma"


@pytest.mark.parametrize(
    ("args", "said", "status"),
    [
        (["--known", "Congolese", "--add"], "a name of several: democratic-republic-of-the-congo, republic-of", 2),
        (["--known", "Phillipines"], "did you mean 'philippines'?", 1),
        (["--known", ""], "is empty", 2),
        (["--add"], "are for --known", 2),
        (["--known", "Manila", "--at", "never"], "--at", 2),
    ],
)
def test_what_cannot_be_is_said(kg, mine, args, said, status):
    result = kg("actors", *args, root=mine)
    assert result.exit_code == status
    assert said in result.stderr


def test_check_proposes_the_entry_of_an_unknown_name(findings):
    def told(slug):
        return [f.message for f in findings({"claims": [
            {"id": "one", "quote": "sees it as a threat", "said-by": slug,
             "stance": {"holder": "china", "target": "japan", "type": "threatened-by"}}]})]  # fmt: skip

    assert told("philippines") == [
        "unknown actor 'philippines'; add it to actors.yaml, or by `kg actors --known philippines --add`"
    ]
    assert told("manila") == [
        "unknown actor 'manila'; that is 'philippines' in the packaged registry; name it so, and add it by `kg actors --known philippines --add`"
    ]
    assert told("chima") == ["unknown actor 'chima'; did you mean 'china'?"]
    assert told("beijing") == ["unknown actor 'beijing'; did you mean 'china'?"]
    assert told("norland") == ["unknown actor 'norland'; add it to actors.yaml"]


def test_check_proposes_the_entry_of_an_unknown_target(findings):
    stance = {"holder": "china", "target": "niger", "type": "opposes"}
    patch = {
        "actors": {"nigeria": {"kind": "state", "label": "Nigeria"}},
        "claims": [{"id": "one", "quote": "sees it as a threat", "said-by": "nigeria", "stance": stance}],
    }
    assert [f.message for f in findings(patch)] == [
        "unknown target 'niger'; add it to actors.yaml, issues.yaml or events.yaml, or by `kg actors --known niger --add`"
    ]
