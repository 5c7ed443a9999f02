"""Every format is recognised, and its events are what an independent reading of the file says."""

import csv
import tarfile
import time
from datetime import UTC, date, datetime

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from kg.events.calendar import day_number
from kg.events.intake import import_files
from kg.events.problems import IntakeError
from kg.events.scales import load
from tests.events.tables import POLECAT, gdelt, icews, icews_table, phoenix, polecat, stored, written

DAY = day_number(date(2014, 3, 1))


def imported(folder, name, text, **more):
    return import_files([written(folder / name, text)], folder / "store", **more)


def test_icews_takes_actors_by_country_and_keeps_codes_as_text(tmp_path):
    rows = [
        icews(7, source="Police (China)|China", target="Japan", code="0214"),
        icews(8, source="Ghost|NA", target="UN|NA"),
    ]
    made = imported(tmp_path, "events.tab", icews_table(*rows))
    assert made.manifest["dataset"] == "icews"
    assert stored(
        tmp_path / "store", "id, day, source, target, source_state, target_state, code, publisher, story"
    ) == [
        ("7", DAY, "Police (China)", "japan", "china", "japan", "0214", "AFP", "7"),
        ("8", DAY, "Ghost", "UN", None, None, "112", "AFP", "8"),
    ]


def test_gdelt_1_may_mix_rows_with_and_without_the_address(tmp_path):
    text = "\n".join([gdelt(1), gdelt(2, width=57), gdelt(3, source=("POLICE", "CHN"))]) + "\n"
    made = imported(tmp_path, "20140301.export.CSV", text)
    assert [(o.format, o.rows, o.rejected) for o in made.files] == [("gdelt1", 3, {})]
    assert stored(tmp_path / "store", "id, source, source_state, publisher, story, url, given") == [
        ("1", "china", "china", "example.org", *["https://www.example.org/news/1?a=b"] * 2, -0.2),
        ("2", "china", "china", None, None, None, -0.2),
        ("3", "POLICE (china)", "china", "example.org", *["https://www.example.org/news/3?a=b"] * 2, -0.2),
    ]


@pytest.mark.parametrize(
    ("text", "format_"), [(gdelt(1, width=61), "gdelt2"), (gdelt(1, width=57), "gdelt1"), (phoenix(), "phoenix")]
)
def test_tables_without_a_header_are_known_by_their_width(tmp_path, text, format_):
    made = imported(tmp_path, "table", text)
    assert [outcome.format for outcome in made.files] == [format_]
    assert stored(tmp_path / "store", "day, source_state, target_state, code, given") == [
        (DAY, "china", "japan", "112", -0.2)
    ]


def test_polecat_makes_every_pair_of_several_actors_and_knows_modes_in_any_case(tmp_path):
    china, two = ("China", "China", "CHN"), ("Japan;USA", "Japan;United States", "JPN;USA")
    rows = [
        polecat(1, "ASSAULT", "aerial", china, two, "-9.5"),
        polecat(2, "CONSULT", "None", ("None", "", "PRK"), china, "2.5"),
        polecat(3, "PROTEST", "unheard-of", china, china, "-5"),
    ]
    made = imported(tmp_path, "polecat.txt", "\n".join([POLECAT, *rows]))
    assert made.manifest["scheme"] == "plover"
    found = stored(tmp_path / "store", "id, source_state, target_state, code, plover, given", "id, target_state")
    assert found == [
        ("1", "china", "japan", "ASSAULT-Aerial", -0.95, -0.95),
        ("1", "china", "united-states", "ASSAULT-Aerial", -0.95, -0.95),
        ("2", "north-korea", "china", "CONSULT", 0.25, 0.25),
        ("3", "china", "china", "PROTEST", load().plover["PROTEST"].intensities["plover"], -0.5),
    ]


def test_acled_reads_quoted_fields_and_countries_out_of_names(tmp_path):
    header = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,source,notes"
    rows = [
        'UKR1,2022-06-30,Battles,Armed clash,Military Forces of Russia (2000-),Military Forces of Ukraine (2019-),"A; B","Two\nlines, ""quoted"""',
        "ARG2,2022-06-30,Protests,Peaceful protest,Protesters (Argentina),,C,",
        "X3,2022-06-30,Strategic developments,Other,Rebels,Civilians (Mali),C,",
    ]
    made = imported(tmp_path, "acled.csv", "\n".join([header, *rows]))
    assert made.manifest["dataset"] == "acled"
    found = stored(tmp_path / "store", "id, source_state, target_state, code, text, publisher")
    assert found == [
        ("ARG2", "argentina", None, "PROTEST-Demo", "Peaceful protest", "C"),
        ("UKR1", "russia", "ukraine", "ASSAULT", 'Armed clash: Two\nlines, "quoted"', "A; B"),
        ("X3", None, "mali", "Other", "Other", "C"),
    ]


@pytest.mark.parametrize(
    "day", ["DATE '2014-03-01'", "TIMESTAMP '2014-03-01 13:00:00'", "20140301", "'2014-03-01T05:00Z'"]
)
def test_a_table_of_ones_own_may_be_parquet_with_days_of_any_type(tmp_path, day):
    file = tmp_path / "own.parquet"
    duckdb.sql(
        f"COPY (SELECT {day} AS Date, 'CHN' AS source, 'Japan' AS TARGET, 0.5 AS intensity, 3 AS id) TO '{file}'"
    )
    import_files([file], tmp_path / "store", name="my-own")
    assert stored(tmp_path / "store", "id, day, source_state, target_state, given") == [
        ("3", DAY, "china", "japan", 0.5)
    ]


def test_a_table_of_ones_own_may_have_codes_of_either_scheme_and_no_ids(tmp_path):
    text = "target,source,date,code\nJPN,CHN,2014-03-01,112\nJPN,CHN,20140301,assault-drone\n"
    imported(tmp_path, "own.csv", text)
    found = stored(tmp_path / "store", "right(id, 13), code, goldstein_gdelt, plover", "id")
    accuse = load().cameo["112"].intensities
    assert found == [
        ("-000000000002", "112", accuse["goldstein-gdelt"], accuse["plover"]),
        ("-000000000003", "ASSAULT-Drone", None, -0.95),
    ]


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("empty.tab", "", "is empty"),
        ("odd.tab", "a\tb\tc\n1\t2\t3\n", "its first line has 3 columns between tabs"),
        ("junk.tab", b"\x00\xff\xfe\x01" * 50, "no event table that is known: its header lacks date, source, target"),
        ("junk.parquet", b"PAR1 and nothing more", "is no Parquet file"),
        ("broken.gz", None, "cannot be unpacked"),
        ("few.csv", "date,source,target\n2014-01-01,CHN,JPN\n", "none of the columns code, intensity and goldstein"),
    ],
)  # fmt: skip
def test_what_is_no_event_table_is_refused_by_name(tmp_path, name, text, says):
    file = tmp_path / name
    file.write_bytes(b"\x1f\x8b broken" if text is None else text.encode() if isinstance(text, str) else text)
    with pytest.raises(IntakeError, match=says) as error:
        import_files([file], tmp_path / "store")
    assert name in str(error.value)
    assert not (tmp_path / "store").exists()


def test_a_missing_file_and_a_folder_are_named(tmp_path):
    for path, says in ((tmp_path / "none.tab", "no such file"), (tmp_path, "is a folder")):
        with pytest.raises(IntakeError, match=says):
            import_files([path], tmp_path / "store")


@pytest.mark.parametrize("name", ["events.tab.gz", "events.tab.zip"])
def test_packed_files_need_no_unpacking(tmp_path, name):
    imported(tmp_path, name, icews_table(icews(1), icews(2)))
    assert len(stored(tmp_path / "store")) == 2


def test_the_sample_of_icews_is_read_as_a_reader_of_csv_reads_it(shared, tmp_path):
    file = shared("data/events/samples/icews_events.2018.sample.tab")
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened, delimiter="\t", quoting=csv.QUOTE_NONE))
    import_files([file], tmp_path / "store")
    found = stored(
        tmp_path / "store", "id, day, code, given, goldstein_icews, publisher, story, text", "CAST(id AS INTEGER)"
    )
    assert len(found) == len(rows) == 3705
    for row, (id_, day, code, given, scale, publisher, story, text) in zip(
        sorted(rows, key=lambda r: int(r["Event ID"])), found, strict=True
    ):
        assert (id_, code, story, text) == (row["Event ID"], row["CAMEO Code"], row["Story ID"], row["Event Text"])
        assert day == day_number(date.fromisoformat(row["Event Date"]))
        assert given == pytest.approx(float(row["Intensity"]) / 10)
        # Whatever the file says of an intensity is what the scale of ICEWS says of the code.
        assert scale == pytest.approx(given)
        assert publisher == (row["Publisher"] if row["Publisher"] not in ("", "NA") else None)


def test_the_samples_of_gdelt_and_acled_lose_no_row(shared, tmp_path):
    gdelt_sample = shared("data/events/samples/gdelt1_events_sample.tsv")
    lines = gdelt_sample.read_text(encoding="utf-8").splitlines()
    made = import_files([gdelt_sample], tmp_path / "gdelt")
    assert [(o.rows, o.rejected) for o in made.files] == [(710, {})]
    codes = dict(stored(tmp_path / "gdelt", "id, code"))
    for line in lines:
        cells = line.split("\t")
        assert codes[cells[0]] == cells[26]
    made = import_files([shared("data/events/samples/acled_old_dummy.csv")], tmp_path / "acled")
    assert [(o.rows, o.rejected) for o in made.files] == [(326, {})]


def test_letters_of_the_correlates_of_war_are_not_those_of_iso(tmp_path):
    austria, two = ("Vienna", "", "AUS"), ("Prague;Ulan Bator", "None;None", "CZE;MON")
    made = imported(tmp_path, "polecat.txt", "\n".join([POLECAT, polecat(1, "CONSULT", "", austria, two)]))
    assert made.files[0].rejected == {}
    assert set(stored(tmp_path / "store", "source_state, target_state")) == {
        ("austria", "czechoslovakia"),
        ("austria", "mongolia"),
    }


@pytest.mark.parametrize("tail", ["", "\t", "\t\t\t"])
@pytest.mark.parametrize("head", ["", "\t\t"])
def test_tabs_at_the_ends_of_lines_are_no_columns(tmp_path, head, tail):
    pair = ("China", "China", "CHN"), ("Japan", "Japan", "JPN")
    rows = [polecat(1, "CONSULT", "", *pair) + tail, polecat(2, "CONSULT", "", *pair) + "\t\tmore"]
    made = imported(tmp_path, "polecat.txt", "\n".join([POLECAT + head, *rows, ""]))
    assert (made.files[0].rows, sum(made.files[0].rejected.values())) == (1, 1)


def test_publishers_are_the_same_in_any_case_and_at_any_port(tmp_path):
    addresses = ["https://www.example.org/a", "HTTP://WWW.Example.ORG/b", "https://me:x@example.org:443/c"]
    imported(tmp_path, "g.csv", "\n".join(gdelt(n, url=url) for n, url in enumerate(addresses)))
    assert set(stored(tmp_path / "store", "publisher")) == {("example.org",)}


def test_acled_may_write_days_in_words(tmp_path):
    header = "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,source,notes"
    rows = ["A1,01 March 2014,Battles,Armed clash,Rebels (Mali),Crowd (Niger),C,", "A2,1 Foo 2014,Battles,Other,X,Y,C,"]
    made = imported(tmp_path, "acled.csv", "\n".join([header, *rows]))
    assert (made.files[0].rows, made.files[0].rejected) == (1, {"not a date": 1})
    assert stored(tmp_path / "store", "day") == [(DAY,)]


def test_a_table_of_ones_own_may_have_codes_of_countries_and_what_r_writes_for_nothing(tmp_path):
    rows = ["2014-03-01,UKG,365,190,NA,NA,NA", "2014-03-01,GBR,russia,040,NA,NA,NA", "2014-03-01,NA,NA,040,1,x,y"]
    header = "date,source,target,code,goldstein,publisher,story"
    made = imported(tmp_path, "r.csv", "\n".join([header, *rows]))
    assert made.files[0].rejected == {"no actor": 1}
    assert (
        stored(tmp_path / "store", "source, source_state, target_state, publisher, repeat")
        == [("united-kingdom", "united-kingdom", "russia", None, 0)] * 2
    )


def test_codes_that_are_numbers_are_refused(tmp_path):
    file = tmp_path / "own.parquet"
    duckdb.sql(f"COPY (SELECT DATE '2014-03-01' AS date, 'a' AS source, 'b' AS target, 20 AS Code) TO '{file}'")
    with pytest.raises(IntakeError, match="in which 020 and 20 are one; write the column code as text"):
        import_files([file], tmp_path / "store")


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Tokyo"])
def test_the_day_of_a_time_with_a_zone_is_that_of_utc_on_every_machine(tmp_path, zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    moments = [datetime(2014, 3, 1, hour, 30, tzinfo=UTC) for hour in (0, 23)]
    columns = {"date": moments, "source": ["CHN"] * 2, "target": ["JPN"] * 2, "intensity": [0.5] * 2}
    pq.write_table(pa.table(columns), tmp_path / "own.parquet")
    import_files([tmp_path / "own.parquet"], tmp_path / "store")
    assert stored(tmp_path / "store", "day") == [(DAY,)] * 2
    monkeypatch.undo()
    time.tzset()


def test_a_tar_archive_is_no_table(tmp_path):
    written(tmp_path / "g.csv", gdelt(1))
    with tarfile.open(tmp_path / "g.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "g.csv", "g.csv")
    with pytest.raises(IntakeError, match="is a tar archive; unpack it"):
        import_files([tmp_path / "g.tar.gz"], tmp_path / "store")
