"""Actors, issues and events that are made, changed, renamed and made one in the page, and those that are known."""

from __future__ import annotations

import pytest

from tests.server.workbench.conftest import ACTORS, FILES, TALKS

SEOUL = {"kind": "state", "label": "South Korea", "aliases": ["Seoul", "ROK"], "iso3": "KOR"}


@pytest.fixture
def registries(own):
    """The workbench, whose registries are put back after the test."""
    assert own.get("project").status == 200
    yield own
    for name in ("actors.yaml", "issues.yaml", "events.yaml"):
        (own.root / "sources" / name).write_text(FILES[name], encoding="utf-8")


def entry(bench, kind, slug):
    project = bench.get("project").json
    found = next((each for each in project[kind] if each["slug"] == slug), None)
    return found and {key: value for key, value in found.items() if key not in ("slug", "used")}


def text_of(bench, name="actors"):
    return (bench.root / f"sources/{name}.yaml").read_text(encoding="utf-8")


def test_a_new_actor_stands_at_the_end_and_is_known_at_once(registries):
    got = registries.post("registry/actors", {"slug": "south-korea", "before": None, "after": SEOUL})
    assert got.status == 200, got
    assert got.json == {"etag": registries.get("project").json["etag"]}
    assert entry(registries, "actors", "south-korea") == SEOUL
    assert text_of(registries).startswith(ACTORS)
    again = registries.post("registry/actors", {"slug": "south-korea", "before": None, "after": SEOUL})
    assert again.status == 409
    named = registries.article()["claims"][1]["entry"] | {"said-by": "south-korea"}
    assert registries.change(registries.article()["claims"][1]["entry"], named).status == 200
    assert registries.checked()["claims"][1]["findings"] == []


def test_an_alias_that_a_text_taught_is_added(registries):
    before = entry(registries, "actors", "japan")
    after = before | {"aliases": ["Tokyo", "Nippon"]}
    assert registries.post("registry/actors", {"slug": "japan", "before": before, "after": after}).status == 200
    assert text_of(registries) == ACTORS.replace("[Tokyo]", "[Tokyo, Nippon]")
    got = registries.post("registry/actors", {"slug": "japan", "before": before, "after": after})
    assert (got.status, got.json["now"]) == (409, {"japan": after})


def test_issues_and_events_are_made_in_the_same_way(registries):
    issue = {"label": "trade", "definition": "What is bought and sold."}
    event = {"label": "A launch", "type": "MOBILIZE", "initiator": "china", "when": "2016-02-07"}
    assert registries.post("registry/issues", {"slug": "trade", "before": None, "after": issue}).status == 200
    assert registries.post("registry/events", {"slug": "launch", "before": None, "after": event}).status == 200
    assert (entry(registries, "issues", "trade"), entry(registries, "events", "launch")) == (issue, event)
    assert registries.post("registry/issues", {"slug": "trade", "before": issue, "after": None}).status == 200
    assert entry(registries, "issues", "trade") is None


def test_a_rename_reaches_every_claim(registries):
    got = registries.post("registry/actors/rename", {"from": "china", "to": "prc"})
    assert got.status == 200, got
    assert registries.file.read_text(encoding="utf-8") == TALKS.replace("china", "prc")
    assert text_of(registries) == ACTORS.replace("china:", "prc:")
    for wrong in ({"from": "china", "to": "x"}, {"from": "prc", "to": "japan"}, {"from": "prc", "to": "No Slug"}):
        got = registries.post("registry/actors/rename", wrong)
        assert (got.status, bool(got.json["detail"])) == (422, True)
    assert registries.post("registry/issues/rename", {"from": "prc", "to": "china"}).status == 422


def test_two_that_are_one_become_one_everywhere(registries):
    beijing = {"kind": "state", "label": "People's Republic"}
    assert registries.post("registry/actors", {"slug": "prc", "before": None, "after": beijing}).status == 200
    got = registries.post("registry/actors/merge", {"from": "china", "into": "prc"})
    assert got.status == 200, got
    assert registries.file.read_text(encoding="utf-8") == TALKS.replace("china", "prc")
    merged = entry(registries, "actors", "prc")
    assert merged["label"] == "People's Republic"
    assert {"China", "Beijing", "PRC"} <= {*merged["aliases"]}
    assert entry(registries, "actors", "china") is None


def test_two_that_cannot_be_one_are_left_as_they_are(registries):
    got = registries.post("registry/actors/merge", {"from": "china", "into": "japan"})
    assert (got.status, bool(got.json["findings"])) == (422, True)
    assert (text_of(registries), registries.file.read_text(encoding="utf-8")) == (ACTORS, TALKS)
    for wrong in (
        {"from": "china", "into": "none"},
        {"from": "none", "into": "china"},
        {"from": "china", "into": "china"},
    ):
        assert registries.post("registry/actors/merge", wrong).status == 422


def steps_of(bench):
    project = bench.get("project").json
    return project["undo"], project["redo"]


def test_what_was_done_to_the_registries_is_undone_and_done_again(registries):
    beijing = {"kind": "state", "label": "People's Republic"}
    assert registries.post("registry/actors", {"slug": "prc", "before": None, "after": beijing}).status == 200
    assert registries.post("registry/actors/merge", {"from": "china", "into": "prc"}).status == 200
    merged = text_of(registries), registries.file.read_text(encoding="utf-8")
    assert registries.post("registry/actors/rename", {"from": "prc", "to": "cn"}).status == 200
    assert steps_of(registries) == ("the name cn in place of prc", None)
    assert registries.post("registry/undo", {}).status == 200
    assert (text_of(registries), registries.file.read_text(encoding="utf-8")) == merged
    assert registries.post("registry/undo", {}).status == 200
    assert registries.file.read_text(encoding="utf-8") == TALKS
    assert entry(registries, "actors", "china")["label"] == "China"
    assert steps_of(registries) == ("the new actor prc", "china made one with prc")
    assert registries.post("registry/undo", {}).status == 200
    assert text_of(registries) == ACTORS
    for _ in range(2):
        assert registries.post("registry/redo", {}).status == 200
    assert (text_of(registries), registries.file.read_text(encoding="utf-8")) == merged


def test_what_others_named_meanwhile_is_not_taken_away(registries):
    assert registries.post("registry/actors", {"slug": "south-korea", "before": None, "after": SEOUL}).status == 200
    claim = registries.article()["claims"][1]["entry"]
    assert registries.change(claim, claim | {"said-by": "south-korea"}).status == 200
    got = registries.post("registry/undo", {})
    assert (got.status, "'south-korea' is named at" in got.json["detail"]) == (422, True)
    assert entry(registries, "actors", "south-korea") == SEOUL
    assert registries.act("undo").status == 200
    assert registries.post("registry/undo", {}).status == 200
    assert text_of(registries) == ACTORS


def test_the_first_event_of_a_project_makes_its_file(registries):
    (registries.root / "sources/events.yaml").unlink()
    event = {"label": "A launch", "type": "MOBILIZE", "initiator": "china", "when": "2016-02-07"}
    got = registries.post("registry/events", {"slug": "launch", "before": None, "after": event})
    assert got.status == 200, got
    assert entry(registries, "events", "launch") == event
    assert "launch:" in text_of(registries, "events")
    assert registries.post("registry/undo", {}).status == 200
    assert entry(registries, "events", "launch") is None


@pytest.mark.parametrize("slug", ["../x", "No Slug", "", "x" * 150, "a/b", "a--b"])
def test_what_is_no_slug_names_no_entry(registries, slug):
    got = registries.post("registry/actors", {"slug": slug, "before": None, "after": SEOUL})
    assert (got.status, text_of(registries)) == (422, ACTORS)


@pytest.mark.parametrize("kind", ["actor", "articles", "..", "actors.yaml"])
def test_there_are_three_registries(bench, kind):
    assert bench.post(f"registry/{kind}", {"slug": "x", "before": None, "after": SEOUL}).status == 404


def test_a_registry_that_is_no_yaml_is_not_written(registries):
    broken = ACTORS + "x: [\n"
    (registries.root / "sources/actors.yaml").write_text(broken, encoding="utf-8")
    got = registries.post("registry/actors", {"slug": "south-korea", "before": None, "after": SEOUL})
    assert (got.status, bool(got.json["detail"]), text_of(registries)) == (409, True, broken)


def test_what_is_known_already_can_be_taken(registries):
    got = registries.get("registry/known", q="Seoul").json["entries"]
    seoul = next(each for each in got if each["slug"] == "south-korea")
    assert (seoul["iso3"], seoul["kind"]) == ("KOR", "state")
    del seoul["slug"]
    assert registries.post("registry/actors", {"slug": "south-korea", "before": None, "after": seoul}).status == 200
    assert entry(registries, "actors", "south-korea") == seoul
    assert [each["slug"] for each in registries.get("registry/known", q="South Korea").json["entries"]] != [
        "south-korea"
    ]
    # What the project has is not offered, and who acts for it does so by its slug.
    assert "japan" not in [each["slug"] for each in registries.get("registry/known", q="japan").json["entries"]]
    ministry = registries.get("registry/known", q="Japanese foreign mini").json["entries"][0]
    assert ministry["acts-for"] == "japan"
    assert registries.get("registry/known", q="").json == {"entries": []}
    assert registries.get("registry/known", q="zzzz").json == {"entries": []}
