"""What would come out if one coder had coded alone, and that builds do not know of coders."""

from __future__ import annotations

import shutil

import pytest

from kg.coders.coded import CodingError
from kg.coders.effect_note import document
from kg.project import open_project
from tests.coders.conftest import CODED, SETTLED, THREAT
from tests.conftest import write_files

PURSUED = """\
missiles:
  label: The missiles
  definition: The deployment of missiles in Japan.
  pursued-by: {actor: united-states, claim: second/wants}
"""
WANTS = {
    "id": "wants", "quote": "The United States praised Japan", "said-by": "gazette",
    "stance": {"holder": "united-states", "target": "missiles", "type": "advocates"},
}  # fmt: skip
HOSTILE = {
    "id": "hostile", "quote": "China sees it as a threat", "said-by": "gazette",
    "stance": {"holder": "china", "target": "japan", "type": "hostile-to"},
}  # fmt: skip


@pytest.fixture
def effects(side_by_side):
    def find(coded, settled=SETTLED, files=None, **asked):
        root = side_by_side(coded=coded, settled=settled)
        write_files(root, files or {})
        project = open_project(root)
        built = project.build()
        assert built.files, built.findings
        return project.tension_by_coder(**asked)

    return find


def row(found, a, b):
    return next(dyad for dyad in found.dyads if (dyad.a, dyad.b) == (a, b))


def test_a_build_is_the_same_with_and_without_coders(side_by_side, tmp_path):
    root = side_by_side()
    (root / "coding" / "plan.yaml").write_text("coders: [")
    (root / "coding" / "ben" / "talks.yaml").write_text("claims: x\n")
    assert open_project(root).build().files
    bare = tmp_path / "bare"
    shutil.copytree(root / "sources", bare / "sources")
    assert open_project(bare).build().files
    files = sorted(path.relative_to(bare) for path in (bare / "out").rglob("*") if path.is_file())
    assert len(files) > 20
    for file in files:
        if file.parts[1] != "store":
            assert (root / file).read_bytes() == (bare / file).read_bytes(), file
    assert {finding.location.file for finding in open_project(root).check()} >= {"coding/plan.yaml"}
    told = [finding for finding in open_project(root).check() if not finding.location.file.startswith("coding/")]
    assert told == [*open_project(bare).check()]


def test_whoever_has_coded_what_was_settled_changes_nothing(effects):
    found = effects({"anna": CODED["anna"]})
    (anna,) = found.coders
    assert (anna.articles, found.articles, anna.claims, anna.own) == (2, 2, 5, 5)
    assert [dyad.tension for dyad in anna.dyads] == [dyad.tension for dyad in found.settled]
    assert not any(dyad.differs or dyad.beyond for dyad in anna.dyads)
    assert (anna.turned, anna.gone, anna.added, anna.most_moved) == ((), (), (), None)


def test_a_sign_turns_a_dyad_is_gone_and_another_comes(effects):
    friendly = HOSTILE | {"stance": HOSTILE["stance"] | {"type": "supports"}}
    settled = {"talks": [HOSTILE], "second": SETTLED["second"]}
    other = {"id": "other", "quote": "The United States praised Japan", "said-by": "gazette"} | {
        "stance": {"holder": "united-states", "target": "china", "type": "opposes"}
    }
    (anna,) = effects({"anna": {"talks": [friendly], "second": [other]}}, settled).coders
    turned = row(anna, "china", "japan")
    assert turned.turns
    assert turned.settled > 0 > turned.tension
    assert anna.turned == (turned,)
    assert [(dyad.a, dyad.b) for dyad in anna.gone] == [("japan", "united-states")]
    assert [(dyad.a, dyad.b) for dyad in anna.added] == [("china", "united-states")]
    assert anna.most_moved == turned
    assert row(anna, "china", "united-states").settled_rank is None


def test_articles_that_a_coder_has_not_coded_stay_as_they_were_settled(effects):
    settled = {"talks": [HOSTILE], "second": SETTLED["second"]}
    found = effects({"anna": {"talks": []}, "ben": {"second": []}}, settled)
    anna, ben = found.coders
    assert [(dyad.a, dyad.b) for dyad in anna.gone] == [("china", "japan")]
    assert [(dyad.a, dyad.b) for dyad in ben.gone] == [("japan", "united-states")]
    assert row(ben, "china", "japan").tension == row(ben, "china", "japan").settled
    assert [len(dyads) for dyads in found.by_dyad] == [2] * len(found.settled)


def test_who_pursues_a_policy_is_known_by_the_coders_own_claim(effects):
    settled = {"talks": [THREAT], "second": [WANTS]}
    files = {"issues.yaml": PURSUED}
    renamed = {"talks": [THREAT], "second": [WANTS | {"id": "mine"}]}
    found = effects({"anna": renamed, "ben": {"second": [SETTLED["second"][1] | {"id": "wants"}]}}, settled, files)
    anna, ben = found.coders
    assert not row(anna, "china", "united-states").differs
    # Of another claim that only has the name nothing follows.
    assert row(ben, "china", "united-states").tension is None


def test_an_id_that_both_have_joins_no_denial_to_another_content(effects):
    denial = {"id": "denial", "quote": "The United States praised Japan", "said-by": "japan", "denies": "talks/threat"}
    settled = {"talks": [HOSTILE | {"id": "threat"}], "second": [denial]}
    own = {"talks": [{**HOSTILE, "id": "threat", "stance": HOSTILE["stance"] | {"type": "opposes"}}]}
    (anna,) = effects({"anna": own}, settled).coders
    assert row(anna, "china", "japan").tension < row(anna, "china", "japan").settled


def test_it_goes_with_the_measures_options_and_the_day(effects):
    settled = {"talks": [HOSTILE], "second": SETTLED["second"]}
    found = effects({"anna": {"second": []}}, settled, coders=["anna"], mode="forecast")
    assert found.mode == "forecast"
    assert found.at.isoformat() == "2016-03-20"


def test_what_stands_in_files_with_errors_is_left_as_it_was_settled(effects):
    broken = [claim | {"stance": claim["stance"] | {"holder": "chna"}} for claim in (HOSTILE,)]
    settled = {"talks": [HOSTILE], "second": SETTLED["second"]}
    found = effects({"anna": {"talks": broken, "second": SETTLED["second"]}}, settled)
    (anna,) = found.coders
    assert found.flawed == (("anna", "talks"),)
    assert (anna.articles, anna.gone) == (1, ())
    assert document(found)["left_out"] == [{"coder": "anna", "article": "talks"}]
    with pytest.raises(CodingError, match="without errors"):
        effects({"ben": {"talks": broken}}, settled, coders=["ben"])


def test_without_coders_there_is_nothing_to_ask(effects):
    with pytest.raises(CodingError, match="nobody has coded"):
        effects({})


def test_what_is_found_can_be_had_as_a_frame(side_by_side):
    project = open_project(side_by_side())
    assert project.build().files
    fields = project.agreement().to_arrow()
    assert fields.column_names[:5] == ["field", "level", "units", "agreement", "alpha"]
    assert [str(fields.schema.field(name).type) for name in ("units", "alpha", "low")] == ["int64", "double", "double"]
    dyads = project.tension_by_coder(at="2016-04").to_arrow()
    assert {*dyads["coder"].to_pylist()} == {"anna", "ben", "cem"}
    with pytest.raises(ValueError, match="field is 'tipe'; it can be 'kind', 'type'"):
        project.agreement(fields=["tipe"])
