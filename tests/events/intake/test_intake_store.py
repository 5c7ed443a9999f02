"""What an import does to a store: rejects with their lines, once and only once, the same bytes whatever happens."""

import csv

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tables import files_of, icews, icews_table, imported, many, stored, written

from kg.events.intake import import_files
from kg.events.problems import IntakeError
from kg.model import Actor


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


def test_a_table_that_grew_is_warned_about_where_its_rows_have_no_ids(tmp_path):
    row = "2016-02-01,CHN,USA,-0.5"
    imported(tmp_path, f"{PLAIN}a,{row}\n", "named.csv")
    made = imported(tmp_path, f"{PLAIN}a,{row}\nb,{row}\n", "named.csv")
    assert (made.files[0].doubled, made.manifest["counts"]["rows"]) == (False, 2)
    imported(tmp_path, f"{PLAIN},{row}\n", "unnamed.csv")
    made = imported(tmp_path, f"{PLAIN},{row}\n,{row}\n", "unnamed.csv")
    assert (made.files[0].doubled, made.manifest["counts"]["rows"]) == (True, 5)
    made = imported(tmp_path, f"{PLAIN},{row}\n,{row}\n", "unnamed.csv", again=True)
    assert (made.files[0].doubled, made.manifest["counts"]["rows"]) == (False, 2)


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
