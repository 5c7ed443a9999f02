"""What tables come wrapped in is read, or refused with what to do; no bytes end in anything else."""

import csv
import gzip
import io
import random
import sys
import zipfile
from datetime import date, datetime, time

import duckdb
import openpyxl
import pytest

from kg.events.intake import blocks, formats, import_files, sources
from kg.events.problems import IntakeError
from tests.events.tables import icews, icews_table, imported, stored, written

ACLED = ("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "source", "notes", "inter1")
CLASH = ("Battles", "Armed clash")
SWEDEN = "Military Forces of Sweden (2022-)"
OWN = "date,source,target,code\n2020-01-01,NOR,SWE,112\n2020-01-02,NOR,SWE,040\n"


def workbook(path, *rows, more=()):
    """A workbook with a sheet of some rows, and more sheets after it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for name in more:
        book.create_sheet(name)
    book.save(path)
    return path


def read(path, columns="id, source_state, target_state, code"):
    """How a file is read: its notes, and what comes of it."""
    made = import_files([path], path.parent / "store")
    return made.files[0].notes, stored(path.parent / "store", columns, "day, id")


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_a_table_of_ones_own_may_be_between_commas_semicolons_or_tabs_in_any_unicode(tmp_path, delimiter, encoding):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(csv.reader(OWN.splitlines()))
    mark = "\ufeff" if encoding.endswith("e") else ""
    made = imported(tmp_path, mark + text.getvalue(), "own.csv", encoding=encoding)
    name = "utf-16" if encoding.startswith("utf-16") else encoding
    assert made.files[0].notes == (() if "8" in encoding else (f"was read as {name.upper()}",))
    assert made.files[0].encoding == "utf-8"
    assert stored(tmp_path / "store", "source_state, code") == [("norway", "112"), ("norway", "040")]


@pytest.mark.parametrize("name", ["own.csv.gz", "own.zip", "a name that says nothing"])
def test_what_is_packed_may_be_utf_16_within_and_is_known_by_how_it_begins(tmp_path, name):
    data = gzip.compress(OWN.encode("utf-16")) if name.startswith("a") else OWN.encode("utf-16")
    notes, found = read(written(tmp_path / name, data), "code")
    assert (notes, found) == (("was read as UTF-16",), [("112",), ("040",)])


def test_a_workbook_of_excel_is_read_with_its_days_and_numbers(tmp_path):
    rows = [
        ACLED,
        ("A1", date(2023, 1, 5), *CLASH, "Military Forces of Norway (2021-)", SWEDEN, "Wire", "two\nlines", 1),
        (),
        ("A2", datetime.combine(date(2023, 1, 6), time()), *CLASH, "Rebels (Norway)", SWEDEN, "Wire", None, 2.0),
        ("A3", "soon", *CLASH, "Rebels (Norway)", SWEDEN, "Wire", None, 2),
    ]
    made = import_files([workbook(tmp_path / "acled.xlsx", *rows, more=["notes"])], tmp_path / "store")
    outcome = made.files[0]
    assert (outcome.format, outcome.notes) == ("acled", ("of its 2 sheets the first was read, 'Sheet'",))
    assert stored(tmp_path / "store", "id, source_state, source_group_in, target_state, text") == [
        ("A1", "norway", None, "sweden", "Armed clash: two lines"),
        ("A2", None, "norway", "sweden", "Armed clash"),
    ]
    assert outcome.rejected == {"not a date": 1}
    assert ",5,not a date," in outcome.rejects.read_text(encoding="utf-8")


def test_a_workbook_is_the_same_file_as_the_table_that_is_in_it(tmp_path):
    table = workbook(tmp_path / "own.xlsx", *csv.reader(OWN.splitlines()))
    imported(tmp_path, OWN, "own.csv")
    made = import_files([table], tmp_path / "store")
    assert [path.name for path in made.skipped] == ["own.xlsx"]


def test_without_the_library_for_workbooks_it_is_said_what_to_do(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "openpyxl", None)
    file = workbook(tmp_path / "own.xlsx", *csv.reader(OWN.splitlines()))
    with pytest.raises(
        IntakeError, match=r"own\.xlsx: is an Excel workbook; save it as CSV \(UTF-8\), or: pip install"
    ):
        import_files([file], tmp_path / "store")


def test_the_historical_phoenix_has_a_header_days_in_columns_and_codes_that_lost_their_zeros(tmp_path):
    header = (
        "eid,story_date,year,month,day,source,source_root,source_agent,source_others,target,target_root,target_agent,"
        "target_others,code,root_code,quad_class,goldstein,joined_issues,lat,lon,placename,statename,countryname,aid,process"
    )
    rows = [
        "X1,1/5/2001,2001,1,5,NORGOV,NOR,GOV,,SWE,SWE,,,112,11,3,-2,,,,,,,A1,P",
        'X2,1/6/2001,2001,1,6,NORREB,NOR,REB,,SWE,SWE,,,40,4,1,1,"a, b",,,,,,A2,P',
        "X3,1/7/2001,2001,13,7,NOR,NOR,,,SWE,SWE,,,040,4,1,1,,,,,,,A3,P",
        "X4,1/8/2001,2001,1,8,NOR,NOR,,,SWE,SWE,,,20,20,4,-10,,,,,,,A4,P",
    ]
    made = imported(tmp_path, "\n".join([header, *rows]), "phoenix.csv")
    assert (made.manifest["dataset"], made.files[0].format) == ("phoenix", "phoenix-historical")
    assert made.files[0].rejected == {"not a date": 1}
    assert stored(tmp_path / "store", "id, source, source_state, source_group_in, target_state, code, story") == [
        ("X1", "NORGOV (norway)", "norway", None, "sweden", "112", "A1"),
        ("X2", "NORREB (norway)", None, "norway", "sweden", "040", "A2"),
        ("X4", "norway", "norway", None, "sweden", "20", "A4"),
    ]


@pytest.mark.parametrize("format_", ["auto", "icews"])
def test_a_year_of_icews_without_codes_finds_them_by_their_text(tmp_path, format_):
    rows = [
        icews(1, text='"Criticize or denounce"', source='"Citizen, any (China)"|China', intensity="-2.0"),
        icews(2, text="Consult", intensity="1.0"),
        icews(3, text="fight with small arms and light weapons", intensity="-10.0"),
        icews(4, text="Expel or withdraw peacekeepers", intensity="-7.0"),
        icews(5, text="Do what nobody knows", intensity="-3.0"),
    ]
    lines = [line.split("\t") for line in icews_table(*rows).splitlines()]
    text = "\n".join("\t".join([*cells[:6], *cells[7:]]) for cells in lines)
    made = imported(tmp_path, text, format_=format_)
    assert made.files[0].notes == (
        "the column CAMEO Code is missing; codes are those whose meaning stands in Event Text",
    )
    assert stored(tmp_path / "store", "id, code, goldstein_icews, given, text") == [
        ("1", "111", -0.2, -0.2, "Criticize or denounce"),
        ("2", "040", 0.1, 0.1, "Consult"),
        ("3", "193", -1.0, -1.0, "fight with small arms and light weapons"),
        ("4", "1661", -0.7, -0.7, "Expel or withdraw peacekeepers"),
        ("5", None, None, -0.3, "Do what nobody knows"),
    ]
    assert stored(tmp_path / "store", "source", "id")[0] == ("Citizen, any (China)",)


def test_codes_found_by_text_are_those_of_the_sample(shared, tmp_path):
    text = shared("data/events/samples/icews_events.2018.sample.tab").read_text(encoding="utf-8")
    imported(tmp_path, text, "whole.tab", place="whole")
    lines = [line.split("\t") for line in text.splitlines()]
    imported(
        tmp_path, "\n".join("\t".join([*cells[:6], *cells[7:]]) for cells in lines), "without.tab", place="without"
    )
    columns = "id, code, goldstein_icews, source, target_state"
    assert stored(tmp_path / "without", columns) == stored(tmp_path / "whole", columns)


def nested(data):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        # Without the time of now, by which the names of tests would differ from one process to another.
        archive.writestr(zipfile.ZipInfo("within"), data)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 50, r"is an Excel workbook of the old form, or locked; save it as"),
        (b"BZh91AY&SY", "is packed with bzip2; unpack it"),
        (b"\xfd7zXZ\x00\x00", "is packed with xz; unpack it"),
        (b"SQLite format 3\x00", "is an SQLite data base; export"),
        (nested(gzip.compress(b"x", mtime=0)), "the file in it is packed itself; unpack it"),
        (nested(b"%PDF-1.7"), "the file in it is a PDF, and no table"),
        (gzip.compress(b"PAR1....", mtime=0), "the file in it is Parquet; unpack it"),
        (b"date,source,target,code\r2020-01-01,NOR,SWE,112\r", "has lines that end in carriage returns alone; save it"),
        ("".encode("utf-16"), "is empty"),
        (b"\xff\xfed\x00a\x00\x00\xd8\x00", "is no event table that is known"),
        (b"PK\x03\x04 and nothing more", "cannot be unpacked"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_what_to_do(tmp_path, data, says):
    (tmp_path / "file").write_bytes(data)
    with pytest.raises(IntakeError, match=says) as error:
        import_files([tmp_path / "file"], tmp_path / "store")
    assert str(error.value).startswith(f"{tmp_path / 'file'}: ")
    assert not (tmp_path / "store").exists()


def test_an_open_document_spreadsheet_is_named_as_such(tmp_path):
    with zipfile.ZipFile(tmp_path / "own.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(IntakeError, match=r"is an OpenDocument spreadsheet; save it as CSV \(UTF-8\)"):
        import_files([tmp_path / "own.ods"], tmp_path / "store")


def test_a_line_without_an_end_is_no_row(tmp_path, monkeypatch):
    for module in (blocks, formats, sources):
        monkeypatch.setattr(module, "LONGEST_LINE", 1000)
    header = OWN.splitlines()[0]
    for text in (OWN + "a" * 5000, header + ",a" * 5000, icews_table().rstrip("\n") + "\ta" * 5000):
        with pytest.raises(IntakeError, match=r"own\.csv\.gz: has a line of more than"):
            imported(tmp_path, text, "own.csv.gz")


def test_a_header_is_as_wide_as_it_needs_to_be(tmp_path):
    columns = "".join(f",x{number}" for number in range(10_000))
    with pytest.raises(IntakeError, match=r"has a header of more than 10,000 columns"):
        imported(tmp_path, OWN.replace("\n", columns + "\n", 1))
    name = "x" * 200_000
    made = imported(tmp_path, "".join(f"{line},{name}\n" for line in OWN.splitlines()))
    assert made.files[0].unused == (name,)


def test_a_quotation_that_is_closed_nowhere_is_held_no_longer_than_a_line(tmp_path, monkeypatch):
    monkeypatch.setattr(blocks, "LONGEST_LINE", 1000)
    monkeypatch.setattr(blocks, "BLOCK", 100)
    open_ = '2020-01-03,NOR,SWE,112,"' + "\n" + "\n".join(OWN.splitlines()[1:] * 40)
    made = imported(tmp_path, OWN + open_)
    assert made.files[0].rejected == {blocks.UNCLOSED: 1}
    assert made.files[0].rows == 41 * (len(OWN.splitlines()) - 1)


def test_text_of_parquet_that_is_none_is_a_refusal(tmp_path):
    file = tmp_path / "own.parquet"
    duckdb.sql(
        "COPY (SELECT '2020-01-01' AS date, 'NOR' AS source, 'Øresund ' || range AS target, '112' AS code FROM range(9)) "
        f"TO '{file}' (COMPRESSION uncompressed)"
    )
    data = file.read_bytes()
    assert "Øresund 4".encode() in data
    file.write_bytes(data.replace("Øresund 4".encode(), b"\xff\xffresund 4"))
    with pytest.raises(IntakeError, match=r"own\.parquet: cannot be read after row 0: .*UTF8"):
        import_files([file], tmp_path / "store")


KINDS = {"own.csv": OWN.encode("utf-16"), "own.tab": icews_table(icews(1), icews(2)).encode()}


def damaged(data, seed):
    """The bytes with some changed, taken out or put in."""
    chance, found = random.Random(seed), bytearray(data)
    for _ in range(chance.choice([1, 1, 3, 20])):
        place = chance.randrange(len(found))
        how = chance.random()
        if how < 0.7:
            found[place] = chance.randrange(256)
        elif how < 0.85:
            del found[place : place + 4]
        else:
            found[place:place] = chance.randbytes(5)
    return bytes(found)


@pytest.mark.parametrize("kind", ["own.xlsx", "own.parquet", "own.tab.gz", "own.zip", *KINDS])
def test_damaged_files_are_read_or_refused_by_name(tmp_path, kind):
    file = tmp_path / kind
    if kind == "own.xlsx":
        workbook(file, *csv.reader(OWN.splitlines()))
    elif kind == "own.parquet":
        duckdb.sql(f"COPY (FROM read_csv('{written(tmp_path / 'x.csv', OWN)}', all_varchar = true)) TO '{file}'")
    else:
        written(file, KINDS.get(kind, KINDS["own.tab"]))
    whole = file.read_bytes()
    refusals = []
    for seed in range(25):
        file.write_bytes(damaged(whole, seed))
        try:
            import_files([file], tmp_path / f"store-{seed}")
        except IntakeError as error:
            refusals.append(str(error))
    assert refusals
    assert [refusal for refusal in refusals if str(file) not in refusal] == []
