"""Stores are whole or not there: broken off imports, other data sets, other folders, damaged files."""

import fcntl
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from kg.events.engines import open_engine
from kg.events.intake import import_files, staging
from kg.events.problems import IntakeError, StoreError
from kg.events.specification import Specification
from kg.events.store import open_store
from kg.events.tension import tensions
from kg.model.records import Actor
from tests.events.tables import files_of, gdelt, icews, icews_table, imported, many, stored, written


@pytest.mark.parametrize("place", ["_stage_block", "write_month", "_finish"])
def test_an_import_that_is_broken_off_goes_on_to_the_same_store(tmp_path, monkeypatch, place):
    from kg.events import intake
    from kg.events.intake import blocks

    monkeypatch.setattr(blocks, "BLOCK", 4096)
    file = written(tmp_path / "events.tab", icews_table(*many(200)))
    import_files([file], tmp_path / "whole")
    module = staging if place == "_stage_block" else intake
    own, calls = getattr(module, place), []

    def fails(*args, **kwargs):
        calls.append(1)
        if len(calls) == (1 if place == "_finish" else 4):
            raise KeyboardInterrupt
        return own(*args, **kwargs)

    with monkeypatch.context() as broken:
        broken.setattr(module, place, fails)
        with pytest.raises(KeyboardInterrupt):
            import_files([file], tmp_path / "store")
    assert not (tmp_path / "store" / "store.json").exists()
    import_files([file], tmp_path / "store")
    assert files_of(tmp_path / "store") == files_of(tmp_path / "whole")


def test_another_data_set_and_another_folder_are_refused(tmp_path):
    imported(tmp_path, icews_table(icews(1)))
    other = written(tmp_path / "gdelt.csv", gdelt(1))
    with pytest.raises(IntakeError, match="holds icews, and these files are gdelt; give another --store"):
        import_files([other], tmp_path / "store")
    with pytest.raises(IntakeError, match="a store holds one data set"):
        import_files([tmp_path / "events.tab", other], tmp_path / "third")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "thesis.txt").write_text("mine", encoding="utf-8")
    for again in (False, True):
        with pytest.raises(IntakeError, match="is no store of events"):
            import_files([other], tmp_path / "own", again=again)
    assert (tmp_path / "own" / "thesis.txt").read_text(encoding="utf-8") == "mine"


def test_a_store_made_with_other_actors_is_refused_unless_it_is_made_anew(tmp_path):
    imported(tmp_path, icews_table(icews(1)))
    file = written(tmp_path / "more.tab", icews_table(icews(2, target="Beijing|China")))
    actors = [Actor("prc", "state", "People's Republic", iso3="CHN")]
    with pytest.raises(IntakeError, match="other actors of the project; import all its files with --again"):
        import_files([file], tmp_path / "store", actors=actors)
    made = import_files([file], tmp_path / "store", actors=actors, again=True)
    assert made.manifest["counts"]["events"] == 1
    assert stored(tmp_path / "store", "source_state") == [("prc",)]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["events.tab", "more.tab", "store"]


def test_two_imports_into_one_store_do_not_meet(tmp_path):
    imported(tmp_path, icews_table(icews(1)))
    staged = tmp_path / "store" / "staging"
    staged.mkdir()
    with (staged / "lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(IntakeError, match="another import is under way"):
            imported(tmp_path, icews_table(icews(2)), "more.tab")


def test_hostile_names_of_files_stay_in_the_store(tmp_path):
    made = imported(tmp_path, icews_table("odd"), "..%2f'; DROP <b>.tab")
    assert made.files[0].rejects.parent == tmp_path / "store" / "rejects"
    assert "/" not in made.files[0].rejects.name
    assert made.manifest["months"] == {}


def test_what_a_broken_off_import_has_left_is_not_taken_into_another(tmp_path, monkeypatch):
    from kg.events import intake

    first, second = (written(tmp_path / f"{n}.tab", icews_table(*many(60, n))) for n in (1, 2))

    def fails(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(intake, "save", fails)
        with pytest.raises(KeyboardInterrupt):
            import_files([first], tmp_path / "store")
    import_files([second], tmp_path / "store")
    import_files([second], tmp_path / "alone")
    own = {name: data for name, data in files_of(tmp_path / "store").items() if not name.startswith("rejects")}
    assert own == files_of(tmp_path / "alone")


def test_a_new_store_that_never_took_its_place_is_not_part_of_the_next(tmp_path, monkeypatch):
    first, second = (written(tmp_path / f"{n}.tab", icews_table(icews(n))) for n in (1, 2))
    import_files([first], tmp_path / "store")
    shutil.copytree(tmp_path / "store", tmp_path / ".store.new")
    monkeypatch.chdir(tmp_path)
    made = import_files([second], Path("store"), again=True)
    assert [entry["name"] for entry in made.manifest["files"]] == ["2.tab"]
    assert stored(tmp_path / "store", "id") == [("2",)]


def test_the_folder_one_is_in_may_be_the_store(tmp_path, monkeypatch):
    file = written(tmp_path / "e.tab", icews_table(icews(1)))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    import_files([file], Path())
    import_files([file], Path(), again=True)
    assert stored(tmp_path / "here", "id") == [("1",)]


@pytest.mark.parametrize("text", ["{", "[]", "{}", '{"version": 99}'])
def test_a_manifest_that_is_none_is_refused_and_can_be_made_anew(tmp_path, text):
    imported(tmp_path, icews_table(icews(1)))
    (tmp_path / "store" / "store.json").write_text(text, encoding="utf-8")
    with pytest.raises(IntakeError, match="cannot be read; name another folder, or make it anew with --again"):
        imported(tmp_path, icews_table(icews(2)))
    imported(tmp_path, icews_table(icews(2)), again=True)
    assert stored(tmp_path / "store", "id") == [("2",)]


def test_a_name_of_ones_own_stays_the_stores_and_formats_do_not_mix_under_it(tmp_path):
    imported(tmp_path, icews_table(icews(1)), name="my-icews")
    made = imported(tmp_path, icews_table(icews(2)), "more.tab")
    assert made.manifest["dataset"] == "my-icews"
    with pytest.raises(IntakeError, match="give another --store"):
        import_files([written(tmp_path / "g.csv", gdelt(1))], tmp_path / "store", name="my-icews")
    with pytest.raises(IntakeError, match="small letters"):
        imported(tmp_path, icews_table(icews(3)), "third.tab", name="../x")


def test_columns_that_differ_by_case_alone_are_refused_and_any_other_name_is_none_of_ours(tmp_path):
    with pytest.raises(IntakeError, match="has the column code more than once"):
        imported(tmp_path, "date,source,target,code,Code\n", "twice.csv")
    imported(tmp_path, 'date,source,target,code,line,"a""b"\n2014-01-01,CHN,JPN,112,9,x\n', "odd.csv")
    assert len(stored(tmp_path / "store")) == 1


@pytest.mark.parametrize("damage", [slice(0, 60), slice(60, None)])
def test_packed_files_that_are_damaged_are_named(tmp_path, damage):
    file = written(tmp_path / "e.tab.gz", icews_table(*many(50)))
    data = bytearray(file.read_bytes())
    data[damage] = bytes(data[damage])[:20] + b"\x00\xff" * 30 if damage.stop is None else data[damage]
    file.write_bytes(bytes(data[: len(data) // 2]))
    with pytest.raises(IntakeError, match="cannot be unpacked"):
        import_files([file], tmp_path / "store")


def test_what_is_not_the_stores_is_never_removed(tmp_path):
    imported(tmp_path, icews_table(icews(1)))
    raw = tmp_path / "store" / "raw"
    raw.mkdir()
    file = written(raw / "more.tab", icews_table(icews(2)))
    with pytest.raises(IntakeError, match="--again would remove raw, which is not the store's"):
        import_files([file], tmp_path / "store", again=True)
    import_files([file], tmp_path / "store")
    assert file.exists()
    assert stored(tmp_path / "store", "id") == [("1",), ("2",)]


def test_stores_whose_names_are_patterns_read_their_own_files_alone(tmp_path):
    one, two = (
        "date,source,target,intensity\n2014-01-01,CHN,JPN,1",
        "date,source,target,intensity\n2014-01-01,CHN,JPN,-1",
    )
    import_files([written(tmp_path / "1.csv", one)], tmp_path / "st1")
    import_files([written(tmp_path / "2.csv", two)], tmp_path / "st[1]")
    import_files([written(tmp_path / "3.csv", two.replace("JPN", "RUS"))], tmp_path / "st[1]")
    chosen = Specification(scale="given")
    for engine in (open_engine("duckdb"), open_engine("polars")):
        found = tensions(open_store(tmp_path / "st[1]"), chosen, engine, at=date(2014, 1, 1))
        assert [(dyad.a, dyad.b, dyad.tension > 0) for dyad in found] == [
            ("china", "japan", True),
            ("china", "russia", True),
        ]


def test_a_reader_sees_the_store_as_it_was_till_an_import_is_over(tmp_path, monkeypatch):
    from kg.events import intake

    imported(tmp_path, icews_table(icews(1)))
    before = open_store(tmp_path / "store")

    def fails(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(intake, "save", fails)
        with pytest.raises(KeyboardInterrupt):
            imported(tmp_path, icews_table(icews(2)), "more.tab")
    assert open_store(tmp_path / "store").manifest == before.manifest
    counted = tensions(before, Specification(scale="goldstein_icews"), open_engine(), at=date(2014, 12, 31))
    assert [dyad.events for dyad in counted] == [1]
    imported(tmp_path, icews_table(icews(2)), "more.tab")
    assert len(list((tmp_path / "store").glob("events/*/*.parquet"))) == 1


def test_what_a_killed_import_left_beside_a_store_goes_with_the_next_one(tmp_path, monkeypatch):
    from kg.events import intake

    imported(tmp_path, icews_table(icews(1)))
    beside = tmp_path / ".store.new"

    def killed():
        with monkeypatch.context() as broken:
            broken.setattr(intake, "_write_months", lambda *_args: (_ for _ in ()).throw(KeyboardInterrupt))
            with pytest.raises(KeyboardInterrupt):
                imported(tmp_path, icews_table(icews(2)), "more.tab", again=True)
        assert list((beside / "staging").glob("*/*.parquet"))

    killed()
    imported(tmp_path, icews_table(icews(3)), "other.tab")
    assert not beside.exists()
    killed()
    # The same again goes on with what is staged.
    imported(tmp_path, icews_table(icews(2)), "more.tab", again=True)
    assert not beside.exists()
    (beside / "own").mkdir(parents=True)
    imported(tmp_path, icews_table(icews(4)), "last.tab")
    assert (beside / "own").is_dir(), "what is not ours stays"


def test_a_refused_import_leaves_nothing_behind(tmp_path):
    imported(tmp_path, icews_table(icews(1)))
    before = files_of(tmp_path / "store")
    with pytest.raises(IntakeError, match="give another --store"):
        import_files([written(tmp_path / "g.csv", gdelt(1))], tmp_path / "store")
    assert files_of(tmp_path / "store") == before
    assert not (tmp_path / "store" / "staging").exists()


@pytest.mark.parametrize(("damage", "says"), [(Path.unlink, "is missing"), (lambda f: f.write_bytes(b"x"), "cut off")])
def test_a_damaged_month_is_named_with_what_mends_it(tmp_path, damage, says):
    imported(tmp_path, icews_table(icews(1)))
    (file,) = (tmp_path / "store").glob("events/*/*.parquet")
    damage(file)
    with pytest.raises(StoreError, match=f"{file.name}: is .*; import the files of the store with --again") as raised:
        tensions(open_store(tmp_path / "store"), Specification(scale="given"), open_engine(), at=date(2015, 1, 1))
    assert says in str(raised.value)
    with pytest.raises(IntakeError, match=f"{file.name}: is not what was imported"):
        imported(tmp_path, icews_table(icews(2)), "more.tab")


def test_an_import_that_fails_while_it_reads_leaves_no_store(tmp_path):
    written(tmp_path / "events.csv", "date,source,target,intensity\n" + "2014-01-01,CHN,JPN,0.5\n" * 3)
    events = import_files([tmp_path / "events.csv"], tmp_path / "made").store
    parquet = next(events.glob("events/*/*.parquet"))
    damaged = tmp_path / "damaged.parquet"
    content = bytearray(parquet.read_bytes())
    # The pages between the mark at its beginning and the footer, which says how to read them.
    content[4 : len(content) // 4] = bytes(len(content) // 4 - 4)
    damaged.write_bytes(content)
    with pytest.raises(IntakeError, match=r"damaged\.parquet: "):
        import_files([damaged], tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_who_asks_while_a_store_is_made_anew_is_answered_from_the_new_one(tmp_path):
    from kg.events.store import reading

    files = [written(tmp_path / f"{n}.tab", icews_table(*many(60, n))) for n in (1, 2)]
    store = import_files(files[:1], tmp_path / "store").store
    engine = open_engine()
    asked = []

    def ask(found):
        asked.append(found)
        if len(asked) == 1:
            import_files(files[1:], store, again=True)
        found.files_of(found.months)
        return tensions(found, Specification("goldstein_icews"), engine, at=found.last_day)

    answer = reading(store, ask)
    assert len(asked) == 2
    assert asked[1].manifest == open_store(store).manifest != asked[0].manifest
    assert {dyad.at for dyad in answer} == {asked[1].last_day}
    shutil.rmtree(store / "events")
    with pytest.raises(StoreError, match="is missing"):
        reading(store, ask)
    assert len(asked) == 3


@pytest.mark.parametrize("leftover", [".store.new", "store/.publishing/new"])
def test_a_complete_store_that_never_took_its_place_is_removed_by_the_next_import(tmp_path, leftover):
    tables = [f"date,source,target,code\n2014-01-0{day},CHN,USA,112\n" for day in (1, 2)]
    files = [written(tmp_path / f"{number}.csv", table) for number, table in enumerate(tables)]
    store = tmp_path / "store"
    import_files(files[:1], store)
    shutil.copytree(store, tmp_path / leftover)
    import_files(files[1:], store)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["0.csv", "1.csv", "store"]
    assert not (store / ".publishing").exists()
    assert len(json.loads((store / "store.json").read_text(encoding="utf-8"))["files"]) == 2
