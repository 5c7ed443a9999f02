"""The commands about events, through click's runner."""

import csv
import io
import json
import os
import subprocess
import sys

import igraph
import networkx as nx
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner

from kg.cli import cli
from tests.events.tables import icews, icews_table, written

ROWS = [
    icews(
        1,
        "2014-01-05",
        "China",
        "Japan",
        "190",
        intensity="-10",
        publisher="AFP",
        text="Use conventional military force",
    ),
    icews(2, "2014-02-05", "Police (China)|China", "Japan", "112", publisher="Xinhua"),
    icews(
        3, "2014-02-06", "Japan", "United States", "057", intensity="8", publisher="Kyodo", text="Sign formal agreement"
    ),
    icews(4, "2014-02-07", "Japan", "China", "040", intensity="1", publisher="=cmd()|'x'!A1", text="\x1b[31mConsult"),
    icews(5, "2014-02-08", "Ghost|NA", "China", "040", intensity="1"),
    "no row",
]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("events")
    written(made / "events.tab", icews_table(*ROWS))
    return made


@pytest.fixture(scope="module")
def events(folder):
    """Run `kg events …` on the store, in a folder that is no project."""

    def run(*words, store=True):
        where = ["--store", str(folder / "store")] if store else []
        root = ["--root", str(folder)] if words[0] != "codes" else []
        return CliRunner().invoke(cli, ["events", *map(str, words), *where, *root])

    made = run("import", folder / "events.tab")
    assert made.exit_code == 0, made.output
    return run


def table(result):
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_an_import_tells_what_it_did_and_what_is_next(events, folder):
    again = events("import", folder / "events.tab")
    assert "events.tab: is in the store already" in again.stdout
    anew = events("import", folder / "events.tab", "--again")
    for words in (
        "events.tab: 5 events (icews)",
        "1 row rejected: 1 columns where 20 are due",
        "icews, 5 events, 2014-01-05 to 2014-02-08",
        "4 between two different states, of which 0 repeat another",
        "names of no state, most often: Ghost (1)",
        "next: kg events tension --store",
    ):
        assert words in anew.stdout, words


def test_an_import_as_json(events, folder):
    found = json.loads(events("import", folder / "events.tab", "--again", "--json").stdout)
    assert [(each["events"], each["rejected"]) for each in found["files"]] == [(5, {"1 columns where 20 are due": 1})]
    assert found["store"]["counts"]["between"] == 4


def test_info_says_what_is_in_the_store(events):
    assert "events.tab  5 events (icews), 1 rejected" in events("info").stdout
    assert json.loads(events("info", "--format", "json").stdout)["dataset"] == "icews"


def test_tension_ranks_all_dyads(events):
    found = table(events("tension", "--format", "csv"))
    assert [(row["a"], row["b"]) for row in found] == [("china", "japan"), ("japan", "united-states")]
    assert float(found[0]["tension"]) > 0 > float(found[1]["tension"])
    assert (found[0]["events"], found[0]["clusters"], found[0]["thin"], found[0]["at"]) == (
        "3",
        "3",
        "false",
        "2014-02-08",
    )
    earlier = table(events("tension", "--at", "2014-01", "--format", "csv"))
    assert [row["events"] for row in earlier] == ["1"]


def test_levels_clusters_scales_and_engines_can_be_chosen(events):
    actors = table(events("tension", "--level", "actor", "--format", "csv"))
    assert ("Police (China)", "japan") in {(row["a"], row["b"]) for row in actors}
    months = table(events("tension", "--cluster", "month", "--format", "csv"))
    assert months[0]["clusters"] == "2"
    plover = table(events("tension", "--scale", "plover", "--format", "csv"))
    assert plover[0]["tension"] != months[0]["tension"]
    polars = table(events("tension", "--engine", "polars", "--format", "csv"))
    assert polars == table(events("tension", "--format", "csv"))


def test_the_table_names_what_it_is_of_and_how_much_is_shown(events):
    text = events("tension", "--format", "table", "--top", 1).stdout
    assert "8 February 2014 · icews · scale goldstein-icews · cluster publisher · half-life 180 days\n" in text
    assert text.splitlines()[-1] == "1 of 2 dyads"


def test_nothing_by_that_day_is_status_1(events):
    result = events("tension", "--at", "1999", "--format", "csv")
    assert result.exit_code == 1
    assert "nothing had happened" in result.stderr


def test_explain_shows_the_events_that_weigh_most_and_the_rest(events):
    text = events("explain", "CHN", "japan", "--top", 2).stdout
    assert "Use conventional military force (190)" in text
    assert "the other 1 together come to" in text
    assert "No person has read these" in text
    assert "\x1b" not in events("explain", "CHN", "japan").stdout
    rows = table(events("explain", "china", "JPN", "--top", 2, "--format", "csv"))
    assert [row["id"] for row in rows] == ["1", "2", ""]
    assert rows[-1]["text"] == "1 other event"
    found = json.loads(events("explain", "china", "JPN", "--format", "json").stdout)
    assert sum(part["share"] for part in found["contributions"]) == pytest.approx(found["tension"]["tension"], abs=1e-5)


def test_a_cell_that_a_spreadsheet_would_run_is_marked(events):
    rows = table(events("explain", "china", "japan", "--format", "csv"))
    assert "'=cmd()|'x'!A1" in {row["publisher"] for row in rows}


@pytest.mark.parametrize(("name", "begins"), [("a.png", b"\x89PNG"), ("a.SVG", b"<?xml")])
def test_a_timeline_can_be_drawn(events, tmp_path, name, begins):
    made = events("timeline", "china", "japan", "--plot", tmp_path / name, "--format", "csv")
    assert (made.exit_code, f"wrote {tmp_path / name}" in made.stderr) == (0, True)
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert "ends in none of .png" in events("timeline", "china", "japan", "--plot", "a.gif").stderr


def test_a_timeline_has_a_row_a_month(events):
    rows = table(events("timeline", "japan", "china", "--format", "csv"))
    assert [(row["at"], row["events"]) for row in rows] == [("2014-01-31", "1"), ("2014-02-28", "3")]


@pytest.mark.parametrize(
    ("words", "status", "says"),
    [
        (["explain", "chian", "japan"], 2, "did you mean 'china'"),
        (["explain", "china", "PRC"], 2, "both count as 'china'"),
        (["explain", "china", "france"], 1, "nothing had happened between china and france"),
        (["timeline", "china", "japan", "--since", "2015", "--until", "2014"], 2, "--since is after --until"),
        (["export", "csv", "--since", "2014"], 2, "for --monthly"),
        (["export", "graphml", "--monthly"], 2, "graphml holds one day"),
        (["export", "csv", "--monthly", "--at", "2014"], 2, "--at is for one day"),
        (["tension", "--engine", "sqlite"], 2, "no engine 'sqlite'"),
        (["tension", "--engine", " "], 2, "is empty"),
        (["import", "nowhere.tab"], 2, "no such file"),
    ],
)
def test_mistakes_are_named(events, words, status, says):
    result = events(*words)
    assert result.exit_code == status, result.output
    assert says in result.stderr


def test_a_store_that_is_not_there_is_named_with_what_makes_one(folder):
    result = CliRunner().invoke(cli, ["events", "tension", "--root", str(folder)])
    assert result.exit_code == 1
    assert "kg events import FILE" in result.stderr


def test_the_export_of_a_day_is_read_back_by_others(events, folder):
    events("export", "graphml", "-o", folder / "out.graphml")
    graph = nx.read_graphml(folder / "out.graphml")
    assert {data["key"] for _, data in graph.nodes(data=True)} == {"china", "japan", "united-states"}
    assert not graph.is_directed()
    assert igraph.Graph.Read_GraphML(str(folder / "out.graphml")).ecount() == 2
    events("export", "parquet", "-o", folder / "out.parquet")
    found = pq.read_table(folder / "out.parquet").to_pylist()
    assert [(row["a"], row["at"].isoformat()) for row in found] == [("china", "2014-02-08"), ("japan", "2014-02-08")]
    assert [row["a"] for row in json.loads(events("export", "json").stdout)] == ["china", "japan"]


def test_the_panel_is_the_same_in_every_format(events, folder):
    rows = table(events("export", "csv", "--monthly"))
    assert [(row["at"], row["a"]) for row in rows] == [
        ("2014-01-31", "china"),
        ("2014-02-28", "china"),
        ("2014-02-28", "japan"),
    ]
    events("export", "parquet", "--monthly", "-o", folder / "panel.parquet")
    found = pq.read_table(folder / "panel.parquet").to_pylist()
    assert [f"{row['tension']:.6f}" for row in found] == [row["tension"] for row in rows]
    assert [row["events"] for row in json.loads(events("export", "json", "--monthly").stdout)] == [1, 3, 1]


def test_hostile_names_of_actors_are_only_text_in_graphml(folder, tmp_path):
    rows = [icews(1, source="<b>&\"'\x01|NA", target="]]>|NA")]
    run = CliRunner().invoke
    run(
        cli,
        [
            "events",
            "import",
            str(written(tmp_path / "e.tab", icews_table(*rows))),
            "--store",
            str(tmp_path / "s"),
            "--root",
            str(tmp_path),
        ],
    )
    options = [
        "--store",
        str(tmp_path / "s"),
        "--root",
        str(tmp_path),
        "--level",
        "actor",
        "-o",
        str(tmp_path / "o.graphml"),
    ]
    assert run(cli, ["events", "export", "graphml", *options]).exit_code == 0
    graph = nx.read_graphml(tmp_path / "o.graphml")
    assert {data["label"] for _, data in graph.nodes(data=True)} == {"<b>&\"'\ufffd", "]]>"}


def test_codes_are_listed_with_every_scale(events):
    rows = table(events("codes", "016", "--format", "csv", store=False))
    assert (rows[0]["goldstein_icews"], rows[0]["goldstein_gdelt"]) == ("-0.500000", "0.340000")
    assert "GDELT’s own data have -2.0" in rows[0]["notes"]
    rows = table(events("codes", "assault", "--scheme", "plover", "--format", "csv", store=False))
    assert rows[0]["code"] == "ASSAULT"
    assert events("codes", "zzz", store=False).exit_code == 1


# What is slow to import and of no use to who asks a store.
IDLE = {
    "jinja2",
    "networkx",
    "pandas",
    "polars",
    "pyarrow",
    "pydantic",
    "pyoxigraph",
    "pyspark",
    "pyvis",
    "rdflib",
    "rich",
    "yaml",
    "kg.model.records",
    "kg.model.vocabulary",
}


def libraries_of(root, *words, cache):
    """The libraries that a command has imported at its end, and the modules of our own."""
    code = "import sys; from kg.cli import cli\ntry: cli(sys.argv[1:])\nexcept SystemExit: pass\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code, *map(str, words), "--root", str(root), "--format", "csv"],
        capture_output=True, text=True, check=True, env=os.environ | {"KG_CACHE": str(cache)},
    )  # fmt: skip
    assert len(done.stdout.splitlines()) > 2
    names = done.stdout.splitlines()[-1].split()
    return {name if name.startswith("kg.") else name.partition(".")[0] for name in names}


def test_questions_import_nothing_that_they_do_not_need(built, folder, events, tmp_path):
    asked = ("--store", folder / "store")
    assert not libraries_of(built.root, "events", "tension", *asked, cache=tmp_path) & IDLE
    # The project's actors and the countries are read once, with all that this needs, and kept.
    explain = ("events", "explain", "china", "japan", *asked)
    assert "pydantic" in libraries_of(built.root, *explain, cache=tmp_path)
    assert not libraries_of(built.root, *explain, cache=tmp_path) & IDLE
    assert not libraries_of(folder, *explain, cache=tmp_path) & IDLE


EXTRA = ("duckdb", "narwhals", "polars", "pyarrow", "pyspark")


def without_the_extra(*words):
    """Run the command where the libraries for events are missing."""
    lines = [
        "import sys",
        *(f"sys.modules[{name!r}] = None" for name in EXTRA),
        "from kg.cli import cli",
        f"cli({list(words)!r})",
    ]
    return subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True)


def test_help_and_everything_that_has_no_events_does_without_the_extra(built, tmp_path):
    for words in (
        ["events", "--help"],
        ["events", "import", "--help"],
        ["events", "tension", "--help"],
        ["events", "codes", "01"],
    ):
        assert without_the_extra(*words).returncode == 0, words
    assert without_the_extra("tension", "--root", str(built.root)).stdout.startswith("a,b,at")
    assert without_the_extra("build", "--root", str(built.root), "--out", str(tmp_path / "out")).returncode == 0


@pytest.mark.parametrize(
    "words", [["events", "tension"], ["events", "info"], ["events", "import", "x"], ["build", "--with-events", "x"]]
)
def test_where_the_extra_is_missing_the_way_to_get_it_is_said(built, words):
    done = without_the_extra(*words, "--root", str(built.root))
    assert done.returncode == 2
    assert "pip install 'detente[events]'" in done.stderr
