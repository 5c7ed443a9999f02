"""The pages of Parquet files are measured by their headers, and none is unpacked that would not fit into memory."""

from __future__ import annotations

import tracemalloc

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.events.intake import blocks, import_files
from kg.events.intake.pages import HeaderError, _Header, pages
from kg.events.problems import IntakeError


def table(text):
    rows = len(text)
    return pa.table({
        "date": ["2014-01-01"] * rows, "source": ["CHN"] * rows, "target": ["JPN"] * rows,
        "intensity": [0.5] * rows, "text": text,
    })  # fmt: skip


def measured(path, *columns):
    with path.open("rb") as file:
        return pages(file, pq.read_metadata(path), columns).largest


@pytest.mark.parametrize("compression", ["none", "snappy", "gzip", "zstd"])
@pytest.mark.parametrize("version", ["1.0", "2.0"])
@pytest.mark.parametrize("dictionary", [True, False])
def test_the_largest_page_is_found_whatever_the_writer_chose(tmp_path, compression, version, dictionary):
    path = tmp_path / "events.parquet"
    text = ["a" * 200_000, *(f"event {number}" for number in range(5_000))]
    pq.write_table(
        table(text), path, compression=compression, data_page_version=version, use_dictionary=dictionary,
        row_group_size=2_000, data_page_size=10_000,
    )  # fmt: skip
    assert 200_000 < measured(path, "text") < 400_000
    assert measured(path, "source") < 20_000
    assert measured(path, "source", "text") == measured(path, "source") + measured(path, "text")
    assert import_files([path], tmp_path / "store").files[0].events == 5_001


def test_a_dictionary_that_unpacks_to_much_is_a_line_with_the_name_of_the_file(tmp_path, monkeypatch):
    path = tmp_path / "bomb.parquet"
    pq.write_table(table(["a" * 30_000_000, "b"]), path, compression="zstd", row_group_size=2)
    assert path.stat().st_size < 100_000
    monkeypatch.setattr(blocks, "LARGEST_PAGES", 16 * 2**20)
    before = pa.default_memory_pool().max_memory()
    tracemalloc.start()
    with pytest.raises(IntakeError) as raised:
        import_files([path], tmp_path / "store")
    taken = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    said = "its pages come to 28 MB unpacked, over 16 MB; write it with smaller pages, or as CSV"
    assert str(raised.value) == f"{path}: {said}"
    assert pa.default_memory_pool().max_memory() == before
    assert taken < 10_000_000
    assert not (tmp_path / "store").exists()


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())])
def test_a_text_that_many_rows_have_is_written_out_only_where_it_fits_into_memory(tmp_path, monkeypatch, kind):
    path, rows = tmp_path / "events.parquet", 2_000
    text = pa.array(["a" * 100_000] * rows + [None]).cast(kind)
    whole = table(["b"] * (rows + 1)).set_column(4, "text", text)
    pq.write_table(whole, path, compression="zstd", row_group_size=rows // 2)
    assert path.stat().st_size < 20_000
    monkeypatch.setattr(blocks, "LARGEST_TEXTS", 50 * 2**20)
    before = pa.default_memory_pool().max_memory()
    with pytest.raises(IntakeError) as raised:
        import_files([path], tmp_path / "store")
    said = "the texts of 1,000 rows up to row 1,000 come to 95 MB, over 50 MB, most of them in the column text"
    assert str(raised.value) == f"{path}: {said}; shorten them"
    assert pa.default_memory_pool().max_memory() < before + 50 * 2**20
    assert not (tmp_path / "store").exists()
    monkeypatch.undo()
    assert import_files([path], tmp_path / "store").files[0].events == rows + 1


@pytest.mark.parametrize(
    ("kind", "said"), [(pa.list_(pa.string()), "list<"), (pa.binary(2_000), "fixed_size_binary[2000]")]
)
def test_columns_of_lists_and_of_wide_values_are_refused(tmp_path, kind, said):
    path = tmp_path / "events.parquet"
    values = [["a"], ["b"]] if pa.types.is_list(kind) else [b"a" * 2_000] * 2
    pq.write_table(table(["b"] * 2).set_column(4, "text", pa.array(values, kind)), path)
    with pytest.raises(IntakeError, match=r"in the column text, where text, numbers or dates are due") as raised:
        import_files([path], tmp_path / "store")
    assert said in str(raised.value)


@given(st.binary(max_size=60))
def test_whatever_stands_there_is_a_header_or_is_told_to_be_none(data):
    try:
        _, unpacked, packed = _Header(data).page()
    except HeaderError:
        return
    assert unpacked >= 0
    assert packed >= 0
