"""`kg articles --copies`: the families of copies, and what of each is its own."""

from __future__ import annotations

import json
import shutil

import pytest

from kg.pipeline import build
from tests.checkout import ROOT


@pytest.fixture(scope="module")
def copied(tmp_path_factory):
    """The project of a dispatch and its reprint, built."""
    root = tmp_path_factory.mktemp("copies") / "project"
    shutil.copytree(ROOT / "tests" / "data" / "copies", root)
    assert build(root, root / "out").files
    return root


def test_a_family_begins_with_its_original_and_says_what_is_not_new(kg, copied):
    rows = json.loads(kg("articles", "--copies", "--format", "json", "--root", copied).stdout)
    assert [(row["original"], row["article"], row["claims"], row["repeats"], row["own"]) for row in rows] == [
        ("dispatch", "dispatch", 2, 0, 2),
        ("dispatch", "reprint", 3, 2, 1),
    ]
    assert rows[0]["copied"] is None
    assert rows[1]["copied"] == 100
    assert rows[1]["agency"] == "wire"


def test_it_is_a_table_for_people_and_csv_for_scripts(kg, copied, rows):
    assert "dispatch" in kg("articles", "--copies", "--format", "table", "--root", copied).stdout
    (copy,) = rows(kg("articles", "--copies", "--since", "2031-05-03", "--root", copied).stdout)
    assert copy["article"] == "reprint"


def test_without_copies_there_is_nothing(kg):
    assert kg("articles", "--copies", "--format", "csv").stdout.count("\n") == 1
