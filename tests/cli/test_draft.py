"""`kg draft`, as its user sees it: suggested, listed, accepted, refused; and nothing of it is built."""

from __future__ import annotations

import json

import pytest

from kg.pipeline import build
from kg.rdf.build import STORE
from tests.test_publication import contents

TEXT = """\
Ferries to Tokyo

China opposes the missiles in Japan. “Japan will likely agree to talks on the missiles,” the Gazette wrote.

Officials in Washington see the missiles as a threat to China. Nobody in China is hostile to Japan. Lunch was served.
"""
ARTICLE = "ferries"


@pytest.fixture
def root(project):
    """The small project with an article that nobody has coded."""
    return project({"texts": {ARTICLE: TEXT}})


@pytest.fixture
def drafted(kg, root):
    """The same after `kg draft`; gives the project and its rows of drafts."""
    assert kg("draft", ARTICLE, root=root).exit_code == 0
    return root


def listed(kg, root, *options):
    return json.loads(kg("draft", "--list", "--format", "json", *options, root=root).stdout)


def test_it_says_what_was_drafted_where_it_is_and_what_is_next(kg, root, rows):
    result = kg("draft", ARTICLE, root=root)

    (row,) = rows(result.stdout)
    assert result.exit_code == 0
    assert (row["article"], row["file"]) == (ARTICLE, f"sources/drafts/{ARTICLE}.yaml")
    assert int(row["drafted"]) == int(row["waiting"]) >= 3
    assert "unlikely to hold a claim; --all drafts them too" in result.stderr
    assert "next: `kg draft --list`" in result.stderr
    head = (root / row["file"]).read_text(encoding="utf-8")
    assert head.startswith("# Suggestions by `kg draft`, never built.")
    assert f"\narticle: {ARTICLE}\n" in head


def test_more_is_drafted_with_all_and_nothing_is_written_with_a_dry_run(kg, root, rows):
    before = contents(root / "sources")
    few = rows(kg("draft", ARTICLE, "--dry-run", "--format", "csv", root=root).stdout)
    many = rows(kg("draft", ARTICLE, "--all", "--dry-run", "--format", "csv", root=root).stdout)

    assert len(many) > len(few) >= 3
    assert contents(root / "sources") == before


def test_the_list_has_everything_for_programs(kg, drafted, rows):
    found = listed(kg, drafted)

    assert {row["article"] for row in found} == {ARTICLE}
    assert {row["state"] for row in found} == {"waiting"}
    assert [float(row["rank"]) for row in found] == sorted((float(row["rank"]) for row in found), reverse=True)
    said = next(row for row in found if row["quote"].startswith("Japan will likely agree"))
    assert (said["said_by"], said["drafted_by"]) == ("gazette", "rules")
    assert (
        rows(kg("draft", "--list", ARTICLE, "--format", "csv", "--top", "1", root=drafted).stdout)[0]["id"]
        == found[0]["id"]
    )
    assert "rank" in kg("draft", "--list", "--format", "table", root=drafted).stdout


def test_what_is_accepted_is_a_claim_and_what_is_refused_is_gone_for_good(kg, drafted, rows):
    opposes = next(row for row in listed(kg, drafted) if row["quote"].startswith("China opposes"))
    others = [row["id"] for row in listed(kg, drafted) if row["id"] != opposes["id"]]

    accepted = kg("draft", "accept", opposes["id"], root=drafted)
    refused = kg("draft", "reject", *others, root=drafted)

    assert (accepted.exit_code, refused.exit_code) == (0, 0)
    assert rows(accepted.stdout)[0]["status"] == "accepted"
    yaml = (drafted / "sources/articles" / f"{ARTICLE}.yaml").read_text(encoding="utf-8")
    assert "drafted-by: rules" in yaml
    assert "stance: {holder: china, target: missiles, type: opposes}" in yaml
    assert kg("check", root=drafted).exit_code == 0
    assert kg("draft", ARTICLE, root=drafted).exit_code == 0
    assert kg("draft", "--list", root=drafted).exit_code == 1
    assert len(listed(kg, drafted, "--state", "any")) == 1 + len(others)
    again = kg("draft", "accept", opposes["id"], root=drafted)
    assert rows(again.stdout)[0]["status"] == "accepted before"


def test_many_are_printed_first_and_need_a_yes(kg, drafted, rows):
    waiting = listed(kg, drafted)
    before = contents(drafted / "sources")

    asked = kg("draft", "accept", "--min-rank", "0.1", root=drafted)
    seen = kg("draft", "accept", "--min-rank", "0.1", "--dry-run", root=drafted)
    none = kg("draft", "reject", "--max-rank", "0", "--yes", root=drafted)

    assert asked.exit_code == 2
    assert "say --yes" in asked.stderr
    assert all(row["id"] in asked.stderr for row in waiting)
    assert {row["status"] for row in rows(seen.stdout)} <= {"would be accepted", "not written"}
    assert none.exit_code == 1
    assert "no draft that waits passes the filters" in none.stderr
    assert contents(drafted / "sources") == before
    refused = kg("draft", "reject", "--article", ARTICLE, "--yes", root=drafted)
    assert {row["status"] for row in rows(refused.stdout)} == {"refused"}
    assert kg("draft", "--list", root=drafted).exit_code == 1


def test_filters_say_which(kg, drafted, rows):
    waiting = listed(kg, drafted)
    plain = {row["id"] for row in waiting if not row["flags"]}
    seen = kg("draft", "reject", "--without-flags", "--dry-run", root=drafted)
    assert {row["id"] for row in rows(seen.stdout)} == plain
    assert 0 < len(plain) < len(waiting)
    assert kg("draft", "accept", "--drafted-by", "somebody", "--dry-run", root=drafted).exit_code == 1


def test_a_draft_with_an_error_is_told_with_its_place_and_not_written(kg, drafted):
    path = drafted / "sources/drafts" / f"{ARTICLE}.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("type: opposes", "type: no-type"), encoding="utf-8")
    wrong = next(row for row in listed(kg, drafted) if row["type"] == "no-type")
    before = (drafted / "sources/articles" / f"{ARTICLE}.yaml").read_bytes()

    result = kg("draft", "accept", wrong["id"], root=drafted)

    assert result.exit_code == 1
    assert "not written" in result.stdout
    assert f"sources/articles/{ARTICLE}.yaml:" in result.stderr
    assert "no-type" in result.stderr
    assert (drafted / "sources/articles" / f"{ARTICLE}.yaml").read_bytes() == before


def test_a_broken_file_is_told_with_its_place_by_every_command_and_by_no_other(kg, drafted):
    path = drafted / "sources/drafts" / f"{ARTICLE}.yaml"
    path.write_text("article: [\n", encoding="utf-8")

    for arguments in (["draft", ARTICLE], ["draft", "--list"], ["draft", "accept", "d-00000000"]):
        result = kg(*arguments, root=drafted)
        assert result.exit_code == 1
        assert f"sources/drafts/{ARTICLE}.yaml:" in result.stderr
    assert path.read_text(encoding="utf-8") == "article: [\n"
    assert kg("check", "--strict", root=drafted).stdout.count("drafts") == 0


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["draft"], 2, "name articles to draft"),
        (["draft", "ferrys"], 2, "did you mean 'ferries'"),
        (["draft", "../x"], 2, "there is no article"),
        (["draft", "--list", "--evaluate"], 2, "ask for one"),
        (["draft", "accept"], 2, "name drafts by their IDs"),
        (["draft", "accept", "d-00000000"], 1, "there is no draft 'd-00000000'"),
        (["draft", "accept", "d-00000000", "--min-rank", "0.5"], 2, "without them"),
        (["draft", "reject", "--min-rank", "2", "--yes"], 2, "0<=x<=1"),
        (["draft", "--list"], 1, "no drafts"),
    ],
)
def test_wrong_usage_is_told(kg, root, arguments, status, words):
    result = kg(*arguments, root=root)
    assert (result.exit_code, words in result.stderr) == (status, True), result.stderr


def test_help_names_the_commands_within(kg):
    assert "accept" in kg("draft", "--help").stdout
    assert "Examples:" in kg("draft", "accept", "--help").stdout
    assert "Usage: cli draft reject" in kg("draft", "reject", "--help").stdout


def test_setup_says_what_is_installed(kg):
    result = kg("draft", "--setup")
    assert "pip install 'detente[draft]'" in result.stdout
    assert "Models of English:" in result.stdout


def test_the_rules_are_measured_on_what_is_coded(kg, rows):
    result = kg("draft", "--evaluate", "--format", "csv")
    found = {row["what"]: row for row in rows(result.stdout)}
    assert {"kind", "said-by", "stance.type", "drafts that hold a claim"} <= found.keys()
    assert found["said-by"]["baseline_is"] == "the author"
    assert 0 < float(found["said-by"]["first"]) <= 1
    assert "keys that these values take" in result.stderr


def test_nothing_is_measured_where_nothing_is_coded(kg, root):
    (root / "sources/articles/talks.yaml").unlink()
    (root / "sources/articles/talks.txt").unlink()
    assert kg("draft", "--evaluate", root=root).exit_code == 1


def test_a_build_is_the_same_bytes_with_drafts_and_without(kg, root, tmp_path):
    without = build(root, tmp_path / "without")
    assert kg("draft", ARTICLE, "talks", root=root).exit_code == 0
    (root / "sources/drafts/broken.yaml").write_text("{[", encoding="utf-8")
    with_drafts = build(root, tmp_path / "with")

    assert with_drafts.files == without.files
    for name in without.files:
        if name != STORE:
            assert (tmp_path / "with" / name).read_bytes() == (tmp_path / "without" / name).read_bytes(), name


@pytest.mark.parametrize("within", ["accept", "reject"])
def test_a_command_within_that_does_not_stand_first_is_no_article(kg, drafted, within):
    result = kg("draft", "--dry-run", within, "d-00000000", root=drafted)
    assert result.exit_code == 2
    assert f"options come after {within}: kg draft {within} ID" in result.stderr
