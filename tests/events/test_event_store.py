"""A store keeps the sums of its months, and sums anew only what has changed."""

import hashlib
import json
import random
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest

from kg.events import engines, verified
from kg.events.calendar import day_number, day_of, last_day_of, month_number
from kg.events.engines import open_engine
from kg.events.intake import import_files
from kg.events.problems import EngineError, StoreError
from kg.events.specification import Specification
from kg.events.store import open_store
from kg.events.tension import cluster_name, explain, monthly_panel, tensions, timeline
from kg.measure.formula import Parameters
from tests.events.event_rows import expected
from tests.events.tables import written

AT = date(2014, 6, 17)
GIVEN = Specification(scale="given", parameters=Parameters(half_life=60))
COUNTRIES = {"CHN": "china", "JPN": "japan", "USA": "united-states", "PRK": "north-korea"}


def events(count, seed=5, first=date(2013, 1, 10), days=700):
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        source, target = chance.choice(list(COUNTRIES)), chance.choice(list(COUNTRIES))
        rows.append(
            {
                "id": f"{seed}-{number:04}",
                "date": first + timedelta(days=chance.randint(0, days)),
                "source": source,
                "target": target,
                "intensity": round(chance.uniform(-1, 1), 3),
                "publisher": chance.choice(["AFP", "Reuters", ""]),
            }
        )
    return rows


def table(rows):
    names = list(rows[0])
    return "\n".join([",".join(names), *(",".join(str(row[name]) for name in names) for row in rows), ""])


def referee(rows, specification, at):
    """What the implementation for claims makes of the same rows."""
    known = [
        {
            "day": day_number(row["date"]),
            "source_state": COUNTRIES[row["source"]],
            "target_state": COUNTRIES[row["target"]],
            "intensity": row["intensity"],
            "publisher": row["publisher"] or None,
            "count": 1,
            "repeat": 0,
        }
        for row in rows
    ]
    return expected(known, specification, day_number(at))


@pytest.fixture(scope="module")
def rows():
    return events(600)


@pytest.fixture(scope="module")
def imported(rows, tmp_path_factory):
    """The store of the rows, without sums, which no test changes."""
    folder = tmp_path_factory.mktemp("imported")
    import_files([written(folder / "events.csv", table(rows))], folder / "store")
    return folder / "store"


@pytest.fixture
def folder(tmp_path, imported):
    """A store of the rows for one test."""
    return shutil.copytree(imported, tmp_path / "store")


@pytest.fixture(params=["duckdb", "polars"])
def engine(request):
    return open_engine(request.param)


def assert_right(found, rows, specification, at):
    right = referee(rows, specification, at)
    assert {(dyad.a, dyad.b) for dyad in found} == set(right)
    for dyad in found:
        score = right[dyad.a, dyad.b]
        for name in ("tension", "low", "high", "hostile", "friendly", "mass"):
            assert getattr(dyad, name) == pytest.approx(getattr(score, name), abs=1e-9)
        assert (dyad.events, dyad.clusters, dyad.at) == (len(score.shares), score.clusters, at)


@pytest.mark.parametrize("at", [AT, date(2013, 1, 31), date(2014, 2, 28), date(2020, 1, 1), date(2013, 1, 1)])
def test_the_scores_of_any_day_are_those_of_the_implementation_for_claims(folder, engine, rows, at):
    for _ in range(2):
        found = tensions(open_store(folder), GIVEN, engine, at=at)
        assert_right(found, rows, GIVEN, at)
    ranked = [round(dyad.tension, 9) for dyad in found]
    assert ranked == sorted(ranked, reverse=True)


class Counting:
    """An engine that tells which files it read."""

    def __init__(self):
        self.inner, self.read, self.batched = open_engine("duckdb"), [], True

    def scan(self, files):
        self.read += [file.name for file in files if file.parent.name.startswith("year=")]
        return self.inner.scan(files)

    def __getattr__(self, name):
        return getattr(self.inner, name)


def test_a_new_month_is_summed_without_reading_the_old_ones(folder, rows, tmp_path):
    first = Counting()
    tensions(open_store(folder), GIVEN, first, at=date(2015, 1, 31))
    assert len(first.read) == len(open_store(folder).months)
    later = events(50, seed=6, first=date(2015, 3, 1), days=30)
    import_files([written(tmp_path / "later.csv", table(later))], folder)
    second = Counting()
    found = tensions(open_store(folder), GIVEN, second, at=date(2015, 4, 1))
    assert [name[:8] for name in second.read] == ["2015-03-"]
    assert_right(found, [*rows, *later], GIVEN, date(2015, 4, 1))
    third = Counting()
    tensions(open_store(folder), GIVEN, third, at=date(2015, 4, 2))
    assert third.read == []


def test_an_old_month_that_grows_is_summed_anew_by_itself(folder, rows, tmp_path):
    tensions(open_store(folder), GIVEN, open_engine(), at=date(2015, 4, 1))
    more = events(20, seed=7, first=date(2013, 5, 1), days=20)
    import_files([written(tmp_path / "more.csv", table(more))], folder)
    counting = Counting()
    found = tensions(open_store(folder), GIVEN, counting, at=date(2015, 4, 1))
    assert [name[:8] for name in counting.read] == ["2013-05-"]
    assert_right(found, [*rows, *more], GIVEN, date(2015, 4, 1))


def test_sums_of_another_half_life_are_others(folder, rows):
    for half_life in (60.0, 180.0):
        specification = Specification(scale="given", parameters=Parameters(half_life=half_life))
        assert_right(tensions(open_store(folder), specification, open_engine(), at=AT), rows, specification, AT)
    assert len(list((folder / "sums").iterdir())) == 2


@pytest.mark.parametrize(
    "damage", ["{", "[]", "[1]", '{"gone.parquet": {"520": "x"}}', '{"a": {"sha256": "", "months": 1}}']
)
def test_sums_that_are_damaged_are_made_anew(folder, rows, damage):
    tensions(open_store(folder), GIVEN, open_engine(), at=AT)
    (index,) = (folder / "sums").glob("*/index.json")
    index.write_text(damage, encoding="utf-8")
    assert_right(tensions(open_store(folder), GIVEN, open_engine(), at=AT), rows, GIVEN, AT)


def test_a_flipped_byte_in_sums_is_noticed_and_they_are_made_anew(folder, rows):
    tensions(open_store(folder), GIVEN, open_engine(), at=date(2015, 4, 1))
    sums = sorted((folder / "sums").glob("*/*.parquet"))
    before = [file.read_bytes() for file in sums]
    for file, data in zip(sums, before, strict=True):
        middle = len(data) // 2
        file.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])
    counting = Counting()
    assert_right(tensions(open_store(folder), GIVEN, counting, at=date(2015, 4, 1)), rows, GIVEN, date(2015, 4, 1))
    assert counting.read != []
    again = Counting()
    tensions(open_store(folder), GIVEN, again, at=date(2015, 4, 1))
    assert again.read == []


def flipped(file):
    data = file.read_bytes()
    middle = len(data) // 2
    file.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])


@pytest.mark.parametrize("asked", [False, True])
def test_a_flipped_byte_in_a_month_is_noticed_whoever_has_read_it_before(folder, rows, asked):
    if asked:
        tensions(open_store(folder), GIVEN, open_engine(), at=AT)
    (file,) = folder.glob("events/year=2014/2014-06-*.parquet")
    flipped(file)
    wrong = f"{file}: is not what was imported; import the files of the store with --again"
    with pytest.raises(StoreError, match=f"^{re.escape(wrong)}$"):
        tensions(open_store(folder), GIVEN, open_engine(), at=AT)
    with pytest.raises(StoreError, match="is not what was imported"):
        list(explain(open_store(folder), GIVEN, open_engine(), ("china", "japan"), at=AT).contributions)
    flipped(file)
    assert_right(tensions(open_store(folder), GIVEN, open_engine(), at=AT), rows, GIVEN, AT)


def test_a_month_is_hashed_once_and_not_by_every_question(folder, monkeypatch):
    hashed, digest = [], hashlib.file_digest

    def counting(file, name):
        hashed.append(file.name)
        return digest(file, name)

    monkeypatch.setattr(verified.hashlib, "file_digest", counting)
    for _ in range(3):
        explain(open_store(folder), GIVEN, open_engine(), ("china", "japan"), at=AT)
    months = [name for name in map(str, hashed) if "/events/" in name]
    assert len(months) == len(set(months)) > 10
    known = folder / "events" / "verified.json"
    assert len(json.loads(known.read_text())) == len(months)
    known.write_text("[" * 100_000, encoding="utf-8")
    hashed.clear()
    explain(open_store(folder), GIVEN, open_engine(), ("china", "japan"), at=AT)
    assert sorted(map(str, hashed)) == sorted(months), "what cannot be read is made anew"


def test_who_asks_a_fresh_store_at_once_sums_it_once_and_reads_the_same(folder, rows):
    engines = [Counting() for _ in range(4)]
    store = open_store(folder)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda engine: tensions(store, GIVEN, engine, at=date(2015, 4, 1)), engines))
    for answer in answers:
        assert_right(answer, rows, GIVEN, date(2015, 4, 1))
    assert sum(engine.read != [] for engine in engines) == 1
    assert list((folder / "sums").glob("*/.*")) == []


def test_the_panel_is_the_scores_of_every_months_last_day(folder, engine, rows):
    found = [row for frame in monthly_panel(open_store(folder), GIVEN, engine) for row in engine.rows(frame)]
    days = sorted({row["at"] for row in found})
    assert days == [last_day_of(month) for month in open_store(folder).months]
    for day in days:
        right = referee(rows, GIVEN, day_of(day))
        of_day = {(row["a"], row["b"]): row["tension"] for row in found if row["at"] == day}
        assert of_day == {dyad: pytest.approx(score.tension, abs=1e-9) for dyad, score in right.items()}


def test_a_timeline_is_one_dyads_part_of_the_panel(folder, engine, rows):
    since, until = date(2013, 11, 5), date(2014, 8, 1)
    points = timeline(open_store(folder), GIVEN, engine, ("china", "japan"), since=since, until=until)
    assert [month_number(point.at) for point in points] == list(range(month_number(since), month_number(until) + 1))
    for point in points:
        right = referee(rows, GIVEN, point.at)["china", "japan"]
        assert (point.tension, point.events) == (pytest.approx(right.tension, abs=1e-9), len(right.shares))


def test_months_without_events_have_their_point_in_a_timeline(tmp_path):
    rows = [row | {"publisher": "AFP"} for row in events(1)]
    rows = [rows[0] | {"source": "CHN", "target": "JPN", "date": day} for day in (date(2013, 1, 5), date(2013, 6, 5))]
    rows[1]["id"] = "other"
    import_files([written(tmp_path / "e.csv", table(rows))], tmp_path / "store")
    points = timeline(open_store(tmp_path / "store"), GIVEN, open_engine(), ("china", "japan"))
    assert [point.events for point in points] == [1, 1, 1, 1, 1, 2]


def test_shares_and_the_rest_sum_to_the_score(folder, engine, rows):
    store, dyad = open_store(folder), ("china", "united-states")
    whole = explain(store, GIVEN, engine, dyad, at=AT, most=10_000)
    assert (whole.rest, whole.others) == (0.0, 0)
    right = referee(rows, GIVEN, AT)[dyad]
    assert whole.tension.tension == pytest.approx(right.tension, abs=1e-9)
    assert sum(part.share for part in whole.contributions) == pytest.approx(right.tension, abs=1e-9)
    assert sorted(part.share for part in whole.contributions) == pytest.approx(sorted(right.shares), abs=1e-9)
    few = explain(store, GIVEN, engine, dyad, at=AT, most=3)
    assert [part.id for part in few.contributions] == [part.id for part in whole.contributions[:3]]
    assert few.others == len(whole.contributions) - 3
    assert few.rest + sum(part.share for part in few.contributions) == pytest.approx(right.tension, abs=1e-9)


def test_equal_shares_go_by_the_id(tmp_path):
    row = events(1)[0] | {"source": "CHN", "target": "JPN", "publisher": "AFP", "intensity": -0.5}
    import_files([written(tmp_path / "e.csv", table([row | {"id": name} for name in "dbca"]))], tmp_path / "store")
    found = explain(
        open_store(tmp_path / "store"), GIVEN, open_engine(), ("china", "japan"), at=date(2016, 1, 1), most=2
    )
    assert [part.id for part in found.contributions] == ["a", "b"]


def test_a_dyad_between_which_nothing_happened_has_no_explanation(folder):
    assert explain(open_store(folder), GIVEN, open_engine(), ("china", "france"), at=AT) is None
    assert explain(open_store(folder), GIVEN, open_engine(), ("china", "japan"), at=date(1990, 1, 1)) is None
    assert timeline(open_store(folder), GIVEN, open_engine(), ("china", "france")) == ()


def test_months_as_clusters_are_shown_by_their_names_and_publishers_by_theirs():
    assert cluster_name("calendar month 581") == "2018-06"
    assert cluster_name("calendar month of our own") == "calendar month of our own"
    assert cluster_name("Xinhua") == "Xinhua"


@pytest.mark.parametrize(
    ("text", "says"),
    [(None, "kg events import FILE"), ("{", "is not the manifest"), ('{"version": 9, "months": {"a": 1}}', "version 9"),
     ('{"version": 3, "months": {}}', "has no events"),
     ('{"version": 1, "months": {"a": 1}}', "version 1, and this program reads 3; import with --again"), ("[]", "is not the manifest")],
)  # fmt: skip
def test_what_is_no_store_is_said_to_be_none(tmp_path, text, says):
    if text is not None:
        (tmp_path / "store.json").write_text(text, encoding="utf-8")
    with pytest.raises(StoreError, match=says):
        open_store(tmp_path)


def test_a_scale_that_does_not_fit_is_refused_with_the_one_that_does(folder):
    manifest = json.loads((folder / "store.json").read_text(encoding="utf-8"))
    assert open_store(folder).own_scale() == "given"
    (folder / "store.json").write_text(
        json.dumps(manifest | {"scheme": "plover", "dataset": "polecat"}), encoding="utf-8"
    )
    with pytest.raises(StoreError, match="use --scale plover"):
        open_store(folder).column("goldstein-gdelt")
    with pytest.raises(StoreError, match="there are goldstein-icews"):
        open_store(folder).column("mine")


def test_an_engine_that_is_not_there_is_named_with_what_helps(monkeypatch):
    with pytest.raises(EngineError, match="no engine 'sqlite'"):
        open_engine("sqlite")

    def missing(name):
        raise ModuleNotFoundError(name=name)

    monkeypatch.setattr(engines, "import_module", missing)
    with pytest.raises(EngineError, match=r"pip install 'detente\[events\]'"):
        open_engine("duckdb")
    with pytest.raises(EngineError, match=r"pip install 'detente\[spark\]'"):
        open_engine("spark")
