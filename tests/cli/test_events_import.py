"""What `kg events import` says of files and stores, and what later commands make of them."""

import csv
import io
import json
import re

import pytest
from click.testing import CliRunner

from kg.cli import cli
from tests.events.tables import icews, icews_table, written


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


def test_codes_that_lost_their_zeros_are_pointed_out(tmp_path):
    table = "date,source,target,code\n2014-01-01,CHN,USA,43\n2014-01-02,CHN,USA,43\n2014-01-03,CHN,USA,zzz\n"
    where = ["--store", tmp_path / "s", "--root", tmp_path]
    made = run("events", "import", written(tmp_path / "e.csv", table), *where)
    assert made.exit_code == 0
    for said in (made.stdout, run("events", "info", *where).stdout):
        assert f"codes on no scale, most often: 43 (2), zzz (1); all in {tmp_path / 's' / 'unknown-codes.csv'}" in said
        assert "robbed of a zero in front (43 for 043)" in said
    odd = written(tmp_path / "o.csv", "date,source,target,code\n2014-01-01,CHN,USA,zzz\n")
    assert "robbed" not in run("events", "import", odd, *where, "--again").stdout


def test_events_that_do_not_count_are_counted(tmp_path):
    where = ["--store", tmp_path / "s", "--root", tmp_path]
    table = icews_table(icews(1), icews(2, code="13y"))
    assert run("events", "import", written(tmp_path / "e.tab", table), *where).exit_code == 0
    found = run("events", "tension", "--format", "csv", *where)
    assert "without a number on that scale, so not counted: 1 event;" in found.stderr
    assert [row["events"] for row in rows(found)] == ["1"]


PEOPLE = (
    icews(1, source="Xi Jinping|China", target="Shinzo Abe|Japan"),
    icews(2, source="Police (China)|China", target="Police|Japan"),
    icews(3, source="Police|China", target="Shinzo Abe|Japan"),
)


@pytest.fixture
def people(tmp_path):
    """Where a store is in which people and police act."""
    where = ["--store", tmp_path / "s", "--root", tmp_path]
    assert run("events", "import", written(tmp_path / "e.tab", icews_table(*PEOPLE)), *where).exit_code == 0
    return where


@pytest.mark.parametrize("name", ["Xi Jinping", "xi jinping", "Xi Jinping (china)"])
@pytest.mark.parametrize(("command", "engine"), [("explain", "duckdb"), ("explain", "polars"), ("timeline", "duckdb")])
def test_people_are_found_with_and_without_their_country(people, name, command, engine):
    found = run("events", command, "shinzo abe", name, "--level", "actor", "--engine", engine, *people)
    assert (found.exit_code, found.stderr) == (0, "")
    assert re.search(r"Shinzo Abe \(japan\)(,| – )Xi Jinping \(china\)", found.stdout)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("jínping", "no actor 'jínping' in {}; did you mean 'Xi Jinping (china)'?"),
        ("Jinping", "no actor 'Jinping' in {}; did you mean 'Xi Jinping (china)'?"),
        ("Shi Jinping", "no actor 'Shi Jinping' in {}; did you mean 'Xi Jinping (china)'"),
        ("police", "'police' may be 'Police (China)', 'Police (china)', 'Police (japan)'; name one of them"),
        ("Xzqv", "no actor 'Xzqv' in {}\n"),
        ("%", "no actor '%' in {}\n"),
    ],
)
def test_a_name_of_nobody_or_several_is_no_empty_answer(people, name, said):
    found = run("events", "explain", "china", name, "--level", "actor", *people)
    assert (found.exit_code, found.stdout) == (2, "")
    assert said.format(people[1]) in found.stderr


def test_nothing_is_still_json(people):
    found = run("events", "explain", "france", "china", "--format", "json", *people)
    assert (found.exit_code, json.loads(found.stdout)) == (1, None)
    assert "nothing had happened between china and france by 2014-03-01" in found.stderr


def test_a_country_is_suggested_once_and_found_by_its_number(people):
    assert "did you mean 'united states', " in run("events", "explain", "china", "untied states", *people).stderr
    assert run("events", "explain", "710", "740", *people).exit_code == 0


def test_a_day_after_the_newest_event_is_pointed_out(people):
    found = run("events", "tension", "--at", "2020-01-01", *people)
    assert "has no event after 2014-03-01; by 2020-01-01 what there is has only aged" in found.stderr


def test_dyads_are_ranked_by_the_score_that_is_asked_for(tmp_path):
    """One dyad both fights and cooperates, one quarrels a little, one only cooperates."""
    days = ["CHN,USA,-1", "CHN,USA,1", "CHN,JPN,-0.4", "JPN,USA,0.6"]
    table = "\n".join(["date,source,target,intensity", *(f"2014-01-0{n},{day}" for n, day in enumerate(days, 1))])
    where = ["--store", tmp_path / "s", "--root", tmp_path]
    assert run("events", "import", written(tmp_path / "e.csv", table), *where).exit_code == 0

    def order(*asked):
        return [(row["a"], row["b"]) for row in rows(run("events", "tension", *asked, "--format", "csv", *where))]

    both, quarrel, friends = ("china", "united-states"), ("china", "japan"), ("japan", "united-states")
    assert order() == [quarrel, both, friends]
    assert order("--by", "hostile") == [both, quarrel, friends]
    assert order("--by", "friendly") == [both, friends, quarrel]


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("date;source;goal;code", "its header lacks target;"),
        ("day,source,target", "its header lacks date;"),
    ],
)
def test_what_a_table_lacks_is_said(tmp_path, header, said):
    made = run("events", "import", written(tmp_path / "e.csv", f"{header}\n1,2,3,4\n"), "--store", tmp_path / "s")
    assert (made.exit_code, said in made.stderr) == (2, True)


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
    assert (found.exit_code, found.stdout) == (1, "")
    assert found.stderr.startswith("kg: error: ")
    assert month.name in found.stderr
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


def test_what_was_read_counted_and_left_out_is_said_in_numbers_that_agree(tmp_path):
    table = icews_table(
        icews(1, source="Xi Jinping|China", story="s"),
        icews(2, source="Police (China)|China", story="s"),
        icews(3, source="Armed Rebel (China)|China"),
        icews(4, source="Ghost|NA"),
        icews(5, source="Police (Japan)|Japan"),
        icews(5, source="Police (Japan)|Japan"),
        icews(6, code="13y"),
        icews(7, day="soon"),
    )
    where = ["--store", tmp_path / "s", "--root", tmp_path]
    made = run("events", "import", written(tmp_path / "e.tab", table), *where)
    assert made.stdout.splitlines() == [
        "e.tab: 7 events (icews)",
        "  1 row rejected: not a date",
        f"  see {next((tmp_path / 's' / 'rejects').iterdir())}",
        "1 event has the id and actors of another, so that one is kept",
        "",
        f"{tmp_path / 's'}: icews, 6 events, 2014-03-01 to 2014-03-01",
        "  3 between two different states, of which 1 repeats another: 2 count",
        "  1 within one state, 2 with somebody of no state",
        f"  1 row rejected; samples in {tmp_path / 's' / 'rejects'}",
        "  of those that count, without a number: 1 on goldstein-icews, 1 on goldstein-gdelt, 1 on plover",
        f"  names of no state, most often: Ghost (1); all in {tmp_path / 's' / 'unresolved.csv'}",
        "  armed groups, which count for no state, in 1 event, most often:",
        f"    Armed Rebel (China) (1); all in {tmp_path / 's' / 'armed-groups.csv'}",
        f"  codes on no scale, most often: 13y (1); all in {tmp_path / 's' / 'unknown-codes.csv'}",
        "",
        f"next: kg events tension --store {tmp_path / 's'}",
    ]
    found = rows(run("events", "tension", "--format", "csv", *where))
    assert [(row["a"], row["b"], row["events"]) for row in found] == [("china", "japan", "1")]
    document = json.loads(run("events", "import", tmp_path / "e.tab", "--again", "--json", *where).stdout)
    counts = document["store"]["counts"]
    assert (document["files"][0]["rows"], document["files"][0]["events"], document["merged"]) == (7, 7, 1)
    assert {key: counts[key] for key in ("events", "between", "repeats", "within", "of_groups")} == {
        "events": 6, "between": 3, "repeats": 1, "within": 1, "of_groups": 1,
    }  # fmt: skip


def test_names_of_any_length_and_number_are_lines_that_can_be_read(tmp_path):
    long = "x" * 5_000
    header = ["date", "source", "target", "code", long, *(f"c{number}" for number in range(1_000))]
    rest = ["0"] * (len(header) - 4)
    events = [["2014-01-01", long, "USA", "112"], ["2014-01-02", "CHN", "USA", long]]
    groups = [["2014-01-03", f"Armed Rebel ({long}) (China)", "USA", "112"]]
    table = "".join(f"{','.join(row)}\n" for row in [header, *(row + rest for row in events + groups)])
    made = run("events", "import", written(tmp_path / "e.csv", table), "--store", tmp_path / "s", "--root", tmp_path)
    assert made.exit_code == 0
    assert (
        f"columns that mean nothing here: {long[:59]}…, c0, c1, c2, c3, c4, c5, c6, c7, c8, 991 more\n" in made.stdout
    )
    assert f"names of no state, most often: {long[:59]}… (1)" in made.stdout
    assert f"codes on no scale, most often: {long[:59]}… (1)" in made.stdout
    assert max(map(len, made.stdout.splitlines())) < 300


def test_a_row_that_names_several_people_says_how_many_events_it_is(tmp_path):
    file = written(tmp_path / "e.csv", "date,source,target,code\n2014-01-01,CHN; JPN,USA,112\n2014-01-02,CHN,USA,112\n")
    made = run("events", "import", file, "--store", tmp_path / "s", "--root", tmp_path)
    assert made.stdout.startswith("e.csv: 3 events from 2 rows (plain)\n")


def test_territories_and_former_states_by_code_and_name(tmp_path):
    table = """date,source,target,code
2009-01-03,ISR,GZS,190
2009-01-04,WSB,ISR,145
2009-01-05,ISR,PSE,112
2009-01-06,Gaza Strip,Israel,190
2009-01-07,Palestinian Authority,Israel,112
2009-01-08,345,339,112
2006-01-08,345,339,112
1985-01-01,365,2,112
"""
    where = ["--store", tmp_path / "s", "--root", tmp_path]
    assert "8 count" in run("events", "import", written(tmp_path / "e.csv", table), *where).stdout
    found = rows(run("events", "tension", "--format", "csv", *where))
    assert {(row["a"], row["b"], row["events"]) for row in found} == {
        ("israel", "palestine", "5"),
        ("albania", "serbia", "1"),
        ("albania", "yugoslavia", "1"),
        ("soviet-union", "united-states", "1"),
    }
    assert (tmp_path / "s" / "unresolved.csv").read_text(encoding="utf-8") == "name,events\n"
