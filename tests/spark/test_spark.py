"""A real Spark on this machine gives what the implementation for claims gives, classic and by Spark Connect."""

import random
import socket
import subprocess
import threading
from datetime import date
from pathlib import Path

import pytest

pyspark = pytest.importorskip("pyspark", reason="pyspark is not installed; `make spark` sets it up and runs these")

from kg.events import open_engine, open_store, scores_of, tensions, timeline
from kg.events.calendar import day_of
from kg.events.engines import EngineError
from kg.events.frames import monthly_sums_of, scores_of_sums
from kg.events.intake import import_files
from kg.events.specification import Specification
from kg.events.tension import explain, monthly_panel
from kg.measure.formula import Parameters
from tests.events.event_rows import ACTORS, COLUMNS, assert_equal

pytestmark = pytest.mark.timeout(1200)  # Spark starts in ten seconds where it is alone, and plans each question anew

TYPES = {int: "bigint", float: "double", str: "string"}
SCHEMA = ", ".join(f"{name} {TYPES[type_]}" for name, type_ in COLUMNS.items())
SPECIFICATIONS = [
    Specification(),
    Specification(level="actor", cluster="month", parameters=Parameters(half_life=30)),
    Specification(cluster="month", weight=1.0, parameters=Parameters(tau=0, prior=2, half_life=3000)),
]


@pytest.fixture(scope="module", params=["classic", "connect"])
def engine(request):
    """A Spark that this process starts itself, and one that is asked over a socket by Spark Connect."""
    if request.param == "classic":
        found = open_engine("local[2]")
        yield found
        found.session.stop()
        return
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    submit = [Path(pyspark.__file__).parent / "bin" / "spark-submit", "--master", "local[2]"]
    settings = [
        f"spark.connect.grpc.binding.port={port}",
        "spark.ui.enabled=false",
        "spark.sql.shuffle.partitions=4",
        "spark.driver.memory=3g",
    ]
    conf = [word for setting in settings for word in ("--conf", setting)]
    server = "org.apache.spark.sql.connect.service.SparkConnectServer"
    with subprocess.Popen([*submit, *conf, "--class", server, "spark-internal"], stderr=subprocess.DEVNULL) as process:
        try:
            until(port)
            found = open_engine(f"sc://127.0.0.1:{port}")
            yield found
            found.session.stop()
        finally:
            process.terminate()


def until(port):
    """Wait for the port to be listened to."""
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            threading.Event().wait(0.1)
        else:
            return
    raise TimeoutError


@pytest.fixture(scope="module")
def rows():
    chance = random.Random(7)
    ends = [*ACTORS, None]
    return [
        {
            "id": f"e{number:03}",
            "day": chance.randint(-1000, 1000),
            "source_state": chance.choice(ends),
            "target_state": chance.choice(ends),
            "source": chance.choice(ends),
            "target": chance.choice(ends),
            "intensity": chance.choice([None, 0.0, -1.0, chance.uniform(-1, 1)]),
            "publisher": chance.choice(["Reuters", "AFP", None]),
            "count": chance.randint(1, 4),
            "repeat": chance.randint(0, 2),
        }
        for number in range(400)
    ]


def frame_of(engine, rows):
    return engine.session.createDataFrame([tuple(row[name] for name in COLUMNS) for row in rows], SCHEMA)


def collected(native):
    return [row.asDict() for row in native.collect()]


@pytest.mark.parametrize("specification", SPECIFICATIONS)
def test_the_scores_are_those_of_the_implementation_for_claims(engine, rows, specification):
    events = frame_of(engine, rows)
    found = collected(scores_of(events, at=day_of(800), specification=specification))
    assert_equal(found, rows, specification, 800)


def test_sums_of_months_can_be_brought_to_a_later_day(engine, rows):
    sums = monthly_sums_of(frame_of(engine, rows), specification=SPECIFICATIONS[1])
    found = collected(scores_of_sums(sums, at=day_of(1200), specification=SPECIFICATIONS[1]))
    assert_equal(found, rows, SPECIFICATIONS[1], 1200)


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    """Two years of events between four states, imported by DuckDB; a folder whose name is a pattern to Hadoop."""
    folder = tmp_path_factory.mktemp("a store {x} [y]")
    chance = random.Random(3)
    lines = ["id,date,source,target,goldstein,publisher"]
    for number in range(500):
        day = day_of(chance.randint(16_000, 16_700))
        ends = chance.sample(["CHN", "USA", "PRK", "JPN"], 2)
        number_text = f"{number:04},{day},{ends[0]},{ends[1]}"
        lines.append(f"{number_text},{chance.choice([-10, -5, 0, 3.4, 8])},{chance.choice(['AFP', 'Reuters', 'TASS'])}")
    (folder / "events.csv").write_text("\n".join(lines), encoding="utf-8")
    import_files([folder / "events.csv"], folder / "store")
    return open_store(folder / "store")


def test_a_store_answers_as_with_duckdb(engine, store, tmp_path):
    specification, at = Specification(scale="given"), date(2015, 6, 15)
    other = open_engine("duckdb")
    close = {"abs": 1e-9}
    found = tensions(store, specification, engine, at=at)
    right = tensions(store, specification, other, at=at)
    assert len(found) == 6
    for mine, theirs in zip(found, right, strict=True):
        assert (mine.a, mine.b, mine.events) == (theirs.a, theirs.b, theirs.events)
        assert mine.tension == pytest.approx(theirs.tension, **close)
    dyad = ("china", "united-states")
    ours, duck = (explain(store, specification, each, dyad, at=at, most=5) for each in (engine, other))
    assert [part.id for part in ours.contributions] == [part.id for part in duck.contributions]
    assert ours.rest == pytest.approx(duck.rest, **close)
    lines = [timeline(store, specification, each, dyad) for each in (engine, other)]
    assert [point.at for point in lines[0]] == [point.at for point in lines[1]]
    assert [point.tension for point in lines[0]] == pytest.approx([point.tension for point in lines[1]], **close)


def test_sums_that_spark_made_are_kept_and_read_by_others(engine, store):
    """Each half-life has sums of its own: those of this one are Spark's alone."""
    specification = Specification(scale="given", parameters=Parameters(half_life=77))
    found = [row for frame in monthly_panel(store, specification, engine) for row in engine.rows(frame)]
    (folder,) = (store.folder / "sums").glob("*-77")
    assert any(folder.glob("*.parquet"))
    other = open_engine("polars") if _has("polars") else open_engine("duckdb")
    with_theirs = tensions(store, specification, other, at=date(2015, 6, 30))
    last = {(row["a"], row["b"]): row["tension"] for row in found if day_of(row["at"]) == date(2015, 6, 30)}
    assert {(t.a, t.b): pytest.approx(t.tension, abs=1e-9) for t in with_theirs} == last


def _has(name):
    from importlib.util import find_spec

    return find_spec(name) is not None


@pytest.mark.parametrize("address", ["sc://127.0.0.1:1", "spark://127.0.0.1:1", "sc://127.0.0.1:none"])
def test_an_address_where_no_spark_is_says_so_at_once(address):
    with pytest.raises(EngineError, match="no Spark at"):
        open_engine(address)
