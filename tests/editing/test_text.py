"""The text of a file with some spans replaced: everything else is as it was, byte by byte."""

from __future__ import annotations

import pytest

from kg.editing.text import FileText, Replacement
from kg.model.files import UnreadableError
from kg.model.findings import Location


def test_what_is_outside_the_spans_stays(tmp_path):
    file = FileText(tmp_path / "a.yaml", "\ufeffa: one # ä\r\nb: two\r\nc: 三".encode())
    assert file.newline == "\r\n"
    offset = file.offset(Location("a.yaml", 2, 4))
    assert file.text[offset : offset + 3] == "two"
    assert file.line(offset) == 2
    changed = file.replaced([Replacement(offset, offset + 3, "zwei"), Replacement(3, 6, "eins")])
    assert changed == "\ufeffa: eins # ä\r\nb: zwei\r\nc: 三".encode()


@pytest.mark.parametrize("spans", [[(0, 3), (2, 4)], [(0, 99)], [(3, 2)]])
def test_spans_that_cannot_be_are_refused(tmp_path, spans):
    file = FileText(tmp_path / "a.yaml", b"a: one")
    with pytest.raises(ValueError, match="overlaps"):
        file.replaced(Replacement(start, end, "x") for start, end in spans)


def test_files_are_read_with_the_care_of_all_sources(tmp_path):
    (tmp_path / "sources").mkdir()
    (tmp_path / "elsewhere.yaml").write_text("a: one")
    (tmp_path / "sources" / "actors.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(UnreadableError, match="leads out"):
        FileText.read(tmp_path / "sources" / "actors.yaml", tmp_path / "sources")
    (tmp_path / "sources" / "issues.yaml").write_bytes(b"a: \xff")
    with pytest.raises(UnreadableError, match="UTF-8"):
        FileText.read(tmp_path / "sources" / "issues.yaml", tmp_path / "sources")
