"""`kg export site`: a folder of pages, refused where it would take the place of something else."""

from __future__ import annotations

import pytest


@pytest.fixture
def export(kg, built):
    def run(*arguments):
        return kg("export", "site", *arguments, "--root", built.root)

    return run


def test_the_site_is_written_and_the_way_to_it_told(export, tmp_path):
    done = export("-o", tmp_path / "new" / "site")
    assert done.exit_code == 0
    assert done.stdout == ""
    assert "files into" in done.stderr
    again = export("-o", tmp_path / "new" / "site")
    assert again.stderr.startswith("kg: wrote 0 of ")
    assert (tmp_path / "new" / "site" / "index.html").is_file()
    assert (tmp_path / "new" / "site" / "map.html").is_file()
    assert (tmp_path / "new" / "site" / "dyad" / "china" / "united-states.ttl").is_file()


@pytest.mark.parametrize("arguments", [(), ("-o", "-"), ("-o", "x", "--losses"), ("-o", "")])
def test_what_is_no_folder_is_wrong_usage(export, arguments):
    done = export(*arguments)
    assert done.exit_code == 2
    assert "Traceback" not in done.stderr


def test_a_folder_with_other_files_is_left_alone(export, tmp_path):
    (tmp_path / "mine.txt").write_text("mine")
    done = export("-o", tmp_path)
    assert done.exit_code == 2
    assert "holds other files" in done.stderr
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


def test_where_the_disk_says_no_it_is_said_in_a_line(export, tmp_path):
    (tmp_path / "file").write_text("")
    done = export("-o", tmp_path / "file" / "site")
    assert done.exit_code in (1, 2)
    assert done.stderr.count("\n") <= 2
    assert "Traceback" not in done.stderr
