"""`kg rename`, as its user sees it."""

from __future__ import annotations

import pytest

from tests.test_publication import contents


@pytest.fixture
def mine(kg, tmp_path):
    """A new project of one's own."""
    assert kg("init", "mine", root=tmp_path).exit_code == 0
    return tmp_path / "mine"


def test_it_renames_and_the_project_stays_right(kg, mine):
    result = kg("rename", "norland", "north-land", root=mine)
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "renamed the actor norland to north-land: " in result.stderr
    assert kg("check", "--strict", root=mine).exit_code == 0
    assert "norland:" not in (mine / "sources" / "actors.yaml").read_text()


ARTICLE = "2031-05-ferry-talks"


def test_an_article_goes_by_its_new_name_and_the_project_stays_right(kg, mine):
    shown = kg("rename", ARTICLE, "ferry", "--dry-run", root=mine)
    assert f"rename from sources/articles/{ARTICLE}.txt\nrename to sources/articles/ferry.txt\n" in shown.stdout
    result = kg("rename", ARTICLE, "ferry", root=mine)
    assert (result.exit_code, result.stdout) == (0, "")
    assert f"renamed the article {ARTICLE} to ferry: 2 files by name" in result.stderr
    assert shown.stderr.replace("would rename", "renamed") == result.stderr
    assert sorted(path.name for path in (mine / "sources" / "articles").iterdir()) == ["ferry.txt", "ferry.yaml"]
    assert kg("check", "--strict", root=mine).exit_code == 0


def test_a_dry_run_shows_a_diff_and_writes_nothing(kg, mine):
    before = contents(mine)
    result = kg("rename", "norland", "north-land", "--dry-run", root=mine)
    assert result.exit_code == 0
    assert "--- a/sources/actors.yaml" in result.stdout
    assert "\n-norland:\n+north-land:\n" in result.stdout
    assert "would rename" in result.stderr
    assert contents(mine) == before


@pytest.mark.parametrize(
    ("args", "said", "status"),
    [
        (["norlund", "x"], "did you mean 'norland'?", 1),
        (["norland", "sudmark"], "'sudmark' is taken at sources/actors.yaml:12:1", 1),
        (["norland", "x", "--root", "sources"], "there is no project in sources", 2),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(kg, mine, args, said, status):
    before = contents(mine)
    result = kg("rename", *args, root=mine)
    assert result.exit_code == status
    assert said in result.stderr
    assert contents(mine) == before


def test_a_broken_file_is_told_with_its_place(kg, mine):
    (mine / "sources" / "issues.yaml").write_text("a: [\n")
    result = kg("rename", "norland", "x", root=mine)
    assert result.exit_code == 1
    assert "sources/issues.yaml:2:1: error" in result.stderr
