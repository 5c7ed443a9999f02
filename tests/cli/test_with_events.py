"""Machine-coded dyads beside curated ones: kg tension and kg build with --with-events."""

import csv
import io
import json

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.project import open_project

EVENTS = """date,source,target,code,goldstein,publisher,id,url
2016-01-05,China,United States,112,-2,Xinhua,e1,https://example.org/a
2016-02-05,United States,China,040,1,Reuters,e2,javascript:alert(1)
2016-03-05,USA,PRK,138,-7,AFP,e3,
2016-03-06,Xi Jinping,Japan,173,-5,AFP,<script>alert(1)</script>,
2016-04-01,France,China,190,-10,AFP,e5,
2017-01-01,China,United States,190,-10,AFP,e6,
"""


@pytest.fixture(scope="module")
def runner():
    return CliRunner()


@pytest.fixture(scope="module")
def store(tmp_path_factory, built, runner):
    folder = tmp_path_factory.mktemp("events")
    (folder / "mine.csv").write_text(EVENTS, encoding="utf-8")
    made = runner.invoke(
        cli, ["events", "import", str(folder / "mine.csv"), "--store", str(folder / "mine"), "--root", str(built.root)]
    )
    assert made.exit_code == 0, made.output
    return folder / "mine"


def rows(result):
    assert result.exit_code == 0, result.output
    return list(csv.DictReader(io.StringIO(result.stdout)))


def test_scores_of_events_stand_in_columns_of_their_own(runner, built, store):
    alone = rows(runner.invoke(cli, ["tension", "--root", str(built.root), "--format", "csv"]))
    beside = rows(
        runner.invoke(cli, ["tension", "--root", str(built.root), "--with-events", str(store), "--format", "csv"])
    )
    own = [{name: row[name] for name in alone[0]} for row in beside if row["tension"]]
    assert own == alone
    by_dyad = {(row["a"], row["b"]): row for row in beside}
    assert by_dyad["china", "united-states"]["mine_events"] == "2"
    assert by_dyad["china", "japan"]["tension"] == ""
    assert by_dyad["china", "japan"]["mine_events"] == "1"
    assert not any("pooled" in name for name in beside[0])


def test_pooled_is_surer_than_either_and_comes_only_when_asked(runner, built, store):
    asked = ["tension", "--root", str(built.root), "--with-events", str(store), "--pooled", "--format", "json"]
    found = {(row["a"], row["b"]): row for row in json.loads(runner.invoke(cli, asked).stdout)}
    row = found["north-korea", "united-states"]
    assert min(row["tension"], row["mine_tension"]) < row["pooled_tension"]
    widths = [row[f"{side}high"] - row[f"{side}low"] for side in ("", "mine_", "pooled_")]
    assert widths[2] < min(widths[:2])
    alone = found["china", "tribunal-in-the-hague"]
    assert alone["pooled_tension"] == pytest.approx(alone["tension"], abs=1e-6)


def test_two_stores_of_one_name_are_refused(runner, built, store):
    """Their results would have the same IRIs."""
    twice = ["--with-events", str(store), "--with-events", str(store)]
    result = runner.invoke(cli, ["tension", "--root", str(built.root), *twice])
    assert result.exit_code == 1
    assert "import one with a --name of its own" in result.stderr


def test_a_larger_tau_takes_less_from_a_data_set(runner, built, store):
    asked = ["tension", "--root", str(built.root), "--with-events", str(store), "--pooled", "--format", "json"]
    moved = []
    for tau in ("0", "0.25", "2", "1000"):
        result = runner.invoke(cli, [*asked, "--tau-events", tau])
        row = next(row for row in json.loads(result.stdout) if (row["a"], row["b"]) == ("north-korea", "united-states"))
        moved.append(abs(row["pooled_tension"] - row["tension"]))
    assert moved == sorted(moved, reverse=True)
    assert moved[-1] == pytest.approx(0, abs=1e-5)


@pytest.mark.parametrize(
    ("width", "lows", "events"), [(160, 3, 1), (135, 3, 1), (125, 3, 0), (110, 2, 0), (90, 1, 0), (70, 0, 0)]
)
def test_a_narrow_screen_keeps_every_score_and_does_without_intervals(
    runner, built, store, monkeypatch, width, lows, events
):
    monkeypatch.setattr("kg.cli.printing.PIPED_WIDTH", width)
    asked = ["tension", "--root", str(built.root), "--with-events", str(store), "--pooled", "--format", "table"]
    lines = runner.invoke(cli, asked).stdout.splitlines()
    heading = " ".join(lines[: next(n for n, line in enumerate(lines) if "───" in line)])
    assert max(map(len, lines)) <= width
    assert (heading.count("tension"), heading.count("mine") > 0, heading.count("pooled") > 0) == (3, True, True)
    assert (heading.count("low"), heading.count("high"), heading.count("events")) == (lows, lows, events)
    assert any("0.360" in line for line in lines)


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--pooled"], "--pooled is for --with-events"),
        (["--tau-events", "1"], "--tau-events is for --pooled"),
        (["--sensitivity", "--with-events", "x"], "drop --with-events"),
        (["--with-events", "nowhere"], "kg events import"),
    ],
)
def test_mistakes_are_named(runner, built, options, says):
    result = runner.invoke(cli, ["tension", "--root", str(built.root), *options])
    assert result.exit_code in (1, 2)
    assert says in result.stderr


@pytest.fixture(scope="module")
def with_events(built, store, tmp_path_factory):
    out = tmp_path_factory.mktemp("out")
    project = open_project(built.root, out / "made")
    assert project.build(with_events=[store]).files
    return project


def test_the_graph_has_them_apart_with_their_source(with_events, built):
    found = with_events.query(
        """PREFIX dct: <http://purl.org/dc/terms/>
        SELECT ?tension ?count ?title { ?d a kg:DyadTension ; kg:between actor:china, actor:united-states ;
            dct:source ?s ; kg:tension ?tension ; kg:eventCount ?count . ?s a kg:EventDataset ; dct:title ?title }"""
    )
    assert [row[1:] for row in found.rows] == [(2, "mine")]
    claimed = "SELECT ?d { ?d a kg:DyadTension FILTER NOT EXISTS { ?d <http://purl.org/dc/terms/source> ?s } }"
    assert len(with_events.query(claimed).rows) == len(built.tension())


def test_shares_of_the_events_sum_to_the_tension_where_all_are_shown(with_events):
    found = with_events.query(
        """PREFIX dct: <http://purl.org/dc/terms/>
        SELECT ?d ?tension (SUM(?share) AS ?sum) { ?d dct:source ?s ; kg:tension ?tension ; kg:contribution/kg:share ?share }
        GROUP BY ?d ?tension"""
    ).rows
    assert len(found) == 3
    for _, tension, shares in found:
        assert float(shares) == pytest.approx(float(tension), abs=1e-9)


def test_stored_questions_answer_as_without_them(with_events, built):
    for name in ("tension", "power", "denials", "timeline"):
        assert with_events.query(name=name).rows == built.query(name=name).rows


def test_the_table_and_the_manifest_name_the_data_set(with_events):
    text = (with_events.out / "event-tension.csv").read_text(encoding="utf-8")
    table = list(csv.DictReader(io.StringIO(text)))
    assert {(row["dataset"], row["a"], row["b"]) for row in table} == {
        ("mine", "china", "japan"),
        ("mine", "china", "united-states"),
        ("mine", "north-korea", "united-states"),
    }
    manifest = json.loads((with_events.out / "build.json").read_text(encoding="utf-8"))
    assert manifest["event_datasets"] == [
        {
            "dataset": "mine",
            "scale": "given",
            "cluster": "publisher",
            "at": table[0]["at"],
            "last_day": "2017-01-01",
            "dyads": 3,
        }
    ]


def test_two_builds_are_the_same_bytes(with_events, built, store, tmp_path):
    again = open_project(built.root, tmp_path / "again")
    again.build(with_events=[store])
    assert (again.out / "graph.nq").read_bytes() == (with_events.out / "graph.nq").read_bytes()


def test_a_build_without_stores_has_nothing_of_them_even_after_one_with(runner, built, store, tmp_path):
    asked = ["build", "--root", str(built.root), "--out", str(tmp_path)]
    first = runner.invoke(cli, [*asked, "--with-events", str(store)])
    assert "mine: 3 dyads of your actors on 2016-07-31, scale given; events of 2016-01-05 to 2017-01-01" in first.stderr
    assert ("event-tension.csv" in first.stdout, (tmp_path / "event-tension.csv").exists()) == (True, True)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    then = runner.invoke(cli, asked)
    assert (then.exit_code, then.stderr, "event-tension.csv" in then.stdout) == (0, "", False)
    assert not (tmp_path / "event-tension.csv").exists()
    assert (tmp_path / "notes.txt").exists()
    assert "event_datasets" not in json.loads((tmp_path / "build.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("command", ["build", "tension"])
def test_events_that_came_later_are_pointed_out(runner, built, tmp_path, command):
    (tmp_path / "late.csv").write_text("date,source,target,intensity\n2022-01-05,CHN,USA,-1\n", encoding="utf-8")
    imported = ["events", "import", str(tmp_path / "late.csv"), "--store", str(tmp_path / "Late ones!")]
    assert runner.invoke(cli, [*imported, "--root", str(built.root)]).exit_code == 0
    asked = [command, "--root", str(built.root), "--with-events", str(tmp_path / "Late ones!")]
    found = runner.invoke(cli, [*asked, *(["--out", str(tmp_path / "out")] if command == "build" else [])])
    said = "late-ones: nothing by 2016-07-31, the day asked about: its events begin on 2022-01-05"
    assert (found.exit_code, said in found.stderr) == (0, True)


def test_a_project_without_articles_needs_a_day(runner, store, tmp_path):
    root = tmp_path / "empty"
    (root / "sources" / "articles").mkdir(parents=True)
    (root / "sources" / "actors.yaml").write_text("{}\n", encoding="utf-8")
    assert runner.invoke(cli, ["build", "--root", str(root), "--with-events", str(store)]).exit_code == 0
    asked = ["tension", "--root", str(root), "--with-events", str(store), "--format", "csv"]
    found = runner.invoke(cli, asked)
    assert (found.exit_code, "so no day to compare on; give one with --at" in found.stderr) == (2, True)


def test_a_store_of_other_actors_is_pointed_out(runner, built, store, tmp_path):
    (tmp_path / "mine.csv").write_text(EVENTS, encoding="utf-8")
    made = ["events", "import", str(tmp_path / "mine.csv"), "--store", str(tmp_path / "s"), "--root", str(tmp_path)]
    assert runner.invoke(cli, made).exit_code == 0
    for where, told in ((tmp_path / "s", True), (store, False)):
        found = runner.invoke(cli, ["tension", "--root", str(built.root), "--with-events", str(where)])
        assert ("was made with other actors" in found.stderr) is told


def test_by_ranks_the_dyads_of_the_claims_there_too(runner, built, store):
    asked = ["tension", "--root", str(built.root), "--by", "friendly", "--format", "csv"]
    alone = rows(runner.invoke(cli, asked))
    beside = rows(runner.invoke(cli, [*asked, "--with-events", str(store)]))
    assert [(row["a"], row["b"]) for row in beside if row["tension"]] == [(row["a"], row["b"]) for row in alone]
    assert [float(row["friendly"]) for row in alone] == sorted((float(row["friendly"]) for row in alone), reverse=True)
