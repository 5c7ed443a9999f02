"""What an import does to a store: rejects with their lines, once and only once, the same bytes whatever happens."""

import csv
import os

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.events.intake import import_files
from kg.events.problems import IntakeError
from kg.model.records import Actor
from tests.events.tables import files_of, gdelt, icews, icews_table, imported, many, stored, written


def rejects(made):
    with made.files[0].rejects.open(encoding="utf-8", newline="") as file:
        return [(int(row["line"]), row["reason"]) for row in csv.DictReader(file)]


def test_rows_that_are_no_events_are_counted_and_shown_with_their_lines(tmp_path):
    rows = [
        icews(1), "one\ttwo", icews(2, day="yesterday"), "", icews(3, day=""), icews(4, source="NA", target="NA"),
        icews(5, intensity="eleven"), icews(6, intensity="-10.5"), icews(7, day="2014-13-01"), icews(8),
    ]  # fmt: skip
    made = imported(tmp_path, icews_table(*rows))
    assert (made.files[0].rows, sum(made.files[0].rejected.values())) == (2, 7)
    assert rejects(made) == [
        (3, "2 columns where 20 are due"),
        (4, "not a date"),
        (6, "no date"),
        (7, "no actor"),
        (8, "not a Goldstein value from -10 to 10"),
        (9, "not a Goldstein value from -10 to 10"),
        (10, "not a date"),
    ]
    assert made.manifest["counts"]["rejected"] == 7


def test_rejects_beyond_the_sample_are_counted_still(tmp_path):
    made = imported(tmp_path, icews_table(icews(1), *["odd"] * 1500))
    assert sum(made.files[0].rejected.values()) == 1500
    assert len(rejects(made)) == 1000


def test_lines_are_right_where_fields_of_csv_break_them(tmp_path):
    text = 'date,source,target,intensity,text\n2014-01-01,CHN,JPN,0.5,"a\nb\nc"\n2014-01-01,CHN,JPN,7,x\n1,2\n'
    made = imported(tmp_path, text, "own.csv")
    assert rejects(made) == [(5, "not an intensity from -1 to 1"), (6, "2 columns where 5 are due")]


def test_what_is_not_utf_8_is_read_as_latin_1_and_said(tmp_path):
    made = imported(tmp_path, icews_table(icews(1, source="São Tomé|China")).encode("iso-8859-1"))
    assert made.files[0].encoding == "iso-8859-1"
    assert stored(tmp_path / "store", "source") == [("São Tomé (china)",)]


def test_quotation_marks_ends_of_lines_and_nul_do_no_harm_in_tab_tables(tmp_path):
    rows = [icews(1, publisher='The "Times'), icews(2, publisher="a\0b"), icews(3, publisher="c\rd")]
    imported(tmp_path, icews_table(*rows).replace("\n", "\r\n"))
    assert stored(tmp_path / "store", "publisher", "id") == [('The "Times',), ("a\ufffdb",), ("c d",)]


def test_one_story_counts_once_for_two_states_and_once_for_two_actors(tmp_path):
    police, army = "Police (China)|China", "Army (China)|China"
    rows = [
        icews(1, source=police, story="s"),
        icews(2, source="Japan", target=police, story="s"),
        icews(3, source=army, story="s"),
        icews(4, source=army, story="other"),
        icews(5, source=police, story="NA"),
        icews(6, source=police, story="s", code="040"),
    ]
    imported(tmp_path, icews_table(*rows))
    assert dict(stored(tmp_path / "store", "id, repeat")) == {"1": 0, "2": 2, "3": 1, "4": 0, "5": 0, "6": 0}


def test_actors_of_the_project_come_first_and_count_as_whom_they_act_for(tmp_path):
    actors = [
        Actor("prc", "state", "People's Republic", ("Beijing",), iso3="CHN"),
        Actor("leader", "person", "Xi Jinping", acts_for="prc"),
        Actor("un", "international-body", "United Nations"),
    ]
    rows = [
        icews(1, source="XI  JINPING|China", target="Army (China)|China"),
        icews(2, source="United Nations|NA", target="beijing|NA"),
    ]
    imported(tmp_path, icews_table(*rows), actors=actors)
    assert stored(tmp_path / "store", "source, source_state, target, target_state") == [
        ("leader", "prc", "Army (China)", "prc"),
        ("un", "un", "prc", "prc"),
    ]


def test_names_that_lead_nowhere_are_listed_by_how_often_and_cannot_run_in_a_spreadsheet(tmp_path):
    rows = [icews(n, source="=HYPERLINK(1)|NA", story=n) for n in (1, 2)] + [icews(3, source="Ghost|NA")]
    imported(tmp_path, icews_table(*rows))
    text = (tmp_path / "store" / "unresolved.csv").read_text(encoding="utf-8")
    assert text == "name,events\n'=HYPERLINK(1),2\nGhost,1\n"


def test_codes_that_no_scale_has_keep_their_rows_and_are_listed(tmp_path):
    made = imported(tmp_path, icews_table(icews(1, code="13y"), icews(2, code="---"), icews(3)))
    assert made.files[0].rows == 3
    assert (tmp_path / "store" / "unknown-codes.csv").read_text(encoding="utf-8") == "code,events\n'---,1\n13y,1\n"
    assert made.manifest["counts"]["without_number"]["goldstein_icews"] == 2


PLAIN = "id,date,source,target,intensity\n"


def test_rows_without_ids_that_stand_in_two_files_are_counted(tmp_path):
    row, other = "2016-02-01,CHN,USA,-0.5", "2016-02-01,CHN,USA,-0.4"
    imported(tmp_path, f"{PLAIN}a,{row}\n", "named.csv")
    made = imported(tmp_path, f"{PLAIN}a,{row}\nb,{row}\n", "named-too.csv")
    assert (made.overlapping, made.manifest["counts"]["events"]) == (0, 2)
    made = imported(tmp_path, f"{PLAIN},{row}\n,{row}\n,{other}\n", "unnamed.csv")
    assert (made.overlapping, made.manifest["counts"]["events"]) == (0, 5)
    made = imported(tmp_path, f"{PLAIN},{row}\n", "unnamed-too.csv")
    assert (made.overlapping, made.manifest["counts"]["events"]) == (1, 6)
    made = imported(tmp_path, f"{PLAIN},{row}\n,{row}\n", "unnamed.csv", again=True)
    assert (made.overlapping, made.manifest["counts"]["events"]) == (0, 2)


def test_columns_of_a_table_of_ones_own_that_mean_nothing_are_named(tmp_path):
    made = imported(tmp_path, "Date,tone,source,target,intensity,URLs\n2016-02-01,3,CHN,USA,1,x\n", "own.csv")
    assert made.files[0].unused == ("tone", "URLs")
    made = imported(tmp_path, icews_table(icews(1)), "icews.tab", place="other")
    assert made.files[0].unused == ()


@pytest.mark.parametrize(
    ("folder", "name"), [("GDELT 2014", "gdelt-2014"), ("--", "plain"), ("\u4e2d", "plain"), ("a" * 50, "a" * 40)]
)
def test_a_table_of_ones_own_is_named_after_the_folder(tmp_path, folder, name):
    made = imported(tmp_path, f"{PLAIN}a,2016-02-01,CHN,USA,1\n", "x.csv", place=folder)
    assert made.manifest["dataset"] == name
    assert imported(tmp_path, f"{PLAIN}b,2016-02-01,CHN,USA,1\n", "y.csv", place=folder).manifest["dataset"] == name
    with pytest.raises(IntakeError, match=f"holds {name}, and these files are icews"):
        imported(tmp_path, icews_table(icews(1)), "z.tab", place=folder)


def test_files_in_any_order_and_again_give_the_same_bytes(tmp_path):
    rows = many(300)
    files = [
        written(tmp_path / f"{n}.tab", icews_table(*part))
        for n, part in enumerate((rows[:120], rows[100:220], rows[200:]))
    ]
    for name, order in (("one", files), ("other", files[::-1])):
        import_files(order, tmp_path / name)
    for file in files:
        import_files([file], tmp_path / "singly")
    before = files_of(tmp_path / "one")
    assert len(stored(tmp_path / "one", "DISTINCT id", "id")) == 300
    assert files_of(tmp_path / "other") == before == files_of(tmp_path / "singly")
    again = import_files(files, tmp_path / "one")
    assert (again.files, len(again.skipped)) == ((), 3)
    assert files_of(tmp_path / "one") == before


def test_a_month_is_the_same_bytes_however_large_the_blocks(tmp_path, monkeypatch):
    from kg.events.intake import blocks

    file = written(tmp_path / "events.tab", icews_table(*many(200)))
    import_files([file], tmp_path / "one")
    monkeypatch.setattr(blocks, "BLOCK", 1000)
    import_files([file], tmp_path / "many")
    assert files_of(tmp_path / "many") == files_of(tmp_path / "one")


@given(st.binary(max_size=400), st.sampled_from(["x.tab", "x.csv", "x.gz", "x.zip", "x.parquet"]))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_give_anything_but_a_store_or_a_refusal(tmp_path_factory, data, name):
    folder = tmp_path_factory.mktemp("bytes")
    (folder / name).write_bytes(data)
    with pytest.raises(IntakeError):
        import_files([folder / name], folder / "store")


@given(st.lists(st.one_of(st.text(max_size=30), st.just(icews(1)), st.just(icews(2, code="\u2028\t".strip())))))
@settings(max_examples=40, deadline=None)
def test_every_line_that_is_not_blank_is_an_event_or_a_reject(tmp_path_factory, lines):
    folder = tmp_path_factory.mktemp("lines")
    data = icews_table(*lines).encode("utf-8", "surrogatepass")
    made = imported(folder, data)
    kept = [line for line in data.split(b"\n")[1:] if line.replace(b"\r", b" ").strip()]
    assert made.files[0].rows + sum(made.files[0].rejected.values()) == len(kept)


def test_one_stray_byte_changes_no_other_letter(tmp_path):
    good, bad = (icews(n, source=f"Crowd {n}|Côte d’Ivoire") for n in (1, 2))
    data = icews_table(good, bad).encode()
    made = imported(tmp_path, data.replace(b"Crowd 2", b"Crowd \xe9"))
    assert made.files[0].encoding == "iso-8859-1"
    assert stored(tmp_path / "store", "source, source_state") == [
        ("Crowd 1 (ivory-coast)", "ivory-coast"),
        ("Crowd é (ivory-coast)", "ivory-coast"),
    ]


@pytest.mark.parametrize("close", ["", '"open" quote,CHN,0.1', 'x,"y",0.1', '2014-01-01,CHN,"JPN"x,0.1'])
def test_a_quotation_mark_that_is_not_closed_takes_no_other_row_with_it(tmp_path, close):
    rows = [f"2014-01-{day:02},CHN,JPN,0.5" for day in range(1, 29)]
    rows[3] = '2014-01-04,CHN,"JPN,0.5'
    rows[20] = close or rows[20]
    made = imported(tmp_path, "\n".join(["date,source,target,intensity", *rows, ""]), "e.csv")
    wrong = {5} | ({22} if close else set())
    assert made.files[0].rows == 28 - len(wrong)
    assert {line for line, _ in rejects(made)} == wrong


@given(
    st.lists(
        st.sampled_from(['2014-01-01,CHN,JPN,"0.5"', '2014-01-01,"CHN,JPN,1', "a", '"', '2014-01-01,CHN,"J\nP",1'])
    )
)
@settings(max_examples=60, deadline=None)
def test_rows_of_csv_without_quotation_marks_are_never_lost(tmp_path_factory, rows):
    plain = "2015-06-07,CHN,JPN,0.25"
    lines = [line for row in rows for line in (row, plain)]
    made = imported(tmp_path_factory.mktemp("csv"), "\n".join(["date,source,target,intensity", *lines, ""]), "e.csv")
    days = stored(made.store, "count(*)", "1") if made.manifest["months"] else [(0,)]
    assert made.files[0].rows + sum(made.files[0].rejected.values()) >= len(lines)
    whole = stored(made.store, "id", "1") if made.manifest["months"] else []
    assert len(whole) == days[0][0] >= len(rows)


def test_different_events_of_one_story_without_codes_all_count(tmp_path):
    rows = [f"2014-01-01,CHN,JPN,{number},s1" for number in (0.5, -0.9, -0.8)]
    made = imported(tmp_path, "\n".join(["date,source,target,intensity,story", *rows]), "e.csv")
    assert made.manifest["counts"]["repeats"] == 0


def test_packed_or_not_a_table_is_the_same_file(tmp_path):
    text = f"{PLAIN},2016-02-01,CHN,USA,-0.5\n"
    imported(tmp_path, text, "x.csv")
    made = imported(tmp_path, text, "x.csv.gz")
    assert (made.files, [path.name for path in made.skipped]) == ((), ["x.csv.gz"])
    more = imported(tmp_path, text + ",2016-02-02,CHN,USA,1\n", "x.csv.zip")
    assert more.overlapping == 1


def test_two_files_in_one_import_that_overlap_are_warned_about(tmp_path):
    for folder, rows in (("a", 1), ("b", 2)):
        (tmp_path / folder).mkdir()
        written(tmp_path / folder / "x.csv", PLAIN + ",2016-02-01,CHN,USA,-0.5\n" * rows)
    made = import_files([tmp_path / "a" / "x.csv", tmp_path / "b" / "x.csv"], tmp_path / "store")
    assert made.overlapping == 1


def test_rows_of_one_id_that_differ_are_counted(tmp_path):
    assert imported(tmp_path, icews_table(icews(1), icews(2))).differing == 0
    assert imported(tmp_path, icews_table(icews(1), icews(3)), "same.tab").differing == 0
    assert imported(tmp_path, icews_table(icews(1, code="190"), icews(2)), "new.tab").differing == 1


def test_a_file_without_events_can_be_read_again_in_another_format(tmp_path):
    file = written(tmp_path / "g.csv", gdelt(1))
    wrong = import_files([file], tmp_path / "store", format_="gdelt2")
    assert (wrong.files[0].rows, wrong.manifest["files"]) == (0, [])
    assert wrong.files[0].rejects.exists()
    made = import_files([file], tmp_path / "store")
    assert (made.files[0].rows, made.skipped) == (1, ())


def test_names_of_files_that_are_no_text_are_written_as_text(tmp_path):
    file = written(tmp_path / os.fsdecode(b"bad\xff.tab"), icews_table(icews(1), "no row"))
    made = import_files([file], tmp_path / "store")
    assert [entry["name"] for entry in made.manifest["files"]] == ["bad\ufffd.tab"]
    assert len(rejects(made)) == 1
