"""What `kg events import` says of files and stores, and what later commands make of them."""

import csv
import io

import pytest
from click.testing import CliRunner
from tables import icews, icews_table, written

from kg.cli import cli


def rows(result):
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def run(*words):
    """`kg` with those words."""
    return CliRunner().invoke(cli, [str(word) for word in words])


def test_a_file_without_any_event_is_status_1_though_others_had_some(tmp_path):
    files = [written(tmp_path / "good.tab", icews_table(icews(1))), written(tmp_path / "bad.tab", icews_table("odd"))]
    made = run("events", "import", *files, "--store", tmp_path / "s", "--root", tmp_path)
    assert (made.exit_code, "good.tab: 1 event" in made.stdout, "bad.tab: 0 events" in made.stdout) == (1, True, True)


def test_the_scale_is_that_of_the_format_whatever_the_name(tmp_path):
    file = written(tmp_path / "e.tab", icews_table(icews(1)))
    where = ["--store", tmp_path / "s", "--root", tmp_path]
    assert run("events", "import", file, "--name", "icews-2014", *where).exit_code == 0
    assert "scale by default goldstein-icews" in run("events", "info", *where).stdout


def test_a_table_of_nobody_known_is_counted_on_the_scale_of_its_codes(tmp_path):
    file = written(tmp_path / "e.csv", "date,source,target,code\n2014-01-01,Farmers,Herders,19\n")
    where = ["--store", tmp_path / "s", "--root", tmp_path]
    assert "--level actor" in run("events", "import", file, *where).stdout
    found = rows(run("events", "tension", "--level", "actor", "--format", "csv", *where))
    assert [(row["a"], row["b"], float(row["tension"]) > 0) for row in found] == [("Farmers", "Herders", True)]


def test_a_store_of_other_actors_is_pointed_out(tmp_path):
    file = written(tmp_path / "e.csv", "date,source,target,intensity\n2014-01-01,CHN,USA,-1\n")
    actors = "{slug}:\n  label: United States\n  kind: state\n  iso3: USA\n"
    for slug in ("america", "us"):
        (tmp_path / slug / "sources").mkdir(parents=True)
        (tmp_path / slug / "sources" / "actors.yaml").write_text(actors.format(slug=slug), encoding="utf-8")
    store = tmp_path / "s"
    assert run("events", "import", file, "--store", store, "--root", tmp_path / "america").exit_code == 0
    own = run("events", "explain", "china", "usa", "--store", store, "--root", tmp_path / "america")
    assert (own.exit_code, own.stderr) == (0, "")
    other = run("events", "explain", "china", "usa", "--store", store, "--root", tmp_path / "us")
    assert "was made with other actors than this project has now; import its files with --again" in other.stderr


@pytest.mark.parametrize("engine", ["duckdb", "polars"])
def test_a_file_that_is_damaged_within_is_a_message(tmp_path, engine):
    file = written(tmp_path / "e.tab", icews_table(*(icews(n) for n in range(50))))
    where = ["--store", tmp_path / "s", "--root", tmp_path]
    assert run("events", "import", file, *where).exit_code == 0
    (month,) = (tmp_path / "s").glob("events/*/*.parquet")
    data = bytearray(month.read_bytes())
    data[4:-200] = b"\xff" * (len(data) - 204)
    month.write_bytes(bytes(data))
    found = run("events", "tension", "--engine", engine, *where)
    assert (found.exit_code, found.stdout) == (2, "")
    assert found.stderr.startswith("kg: error: ")
    assert found.exception is None or isinstance(found.exception, SystemExit)


def test_letters_that_would_steer_a_terminal_are_shown_as_such(tmp_path):
    file = written(tmp_path / "e.tab", icews_table(icews(1), icews(2, source="\x1b[31mGhost|NA")))
    where = ["--store", tmp_path / "s", "--root", tmp_path]
    made = run("events", "import", file, *where)
    assert "\x1b" not in made.stdout + run("events", "info", *where).stdout
    assert "\\x1b[31mGhost (1)" in made.stdout


def test_a_store_of_one_country_points_to_its_actors(tmp_path):
    file = written(tmp_path / "x.tab", icews_table(icews(1, source="Police (China)|China", target="Crowd|China")))
    where = ["--store", str(tmp_path / "one"), "--root", str(tmp_path)]
    made = run("events", "import", file, *where)
    assert made.output.rstrip().endswith("one --level actor")
    nothing = run("events", "tension", *where)
    assert (nothing.exit_code, "--level actor has people and groups" in nothing.stderr) == (1, True)
    found = run("events", "tension", "--level", "actor", "--format", "csv", *where)
    assert [row["b"] for row in rows(found)] == ["Police (China)"]
