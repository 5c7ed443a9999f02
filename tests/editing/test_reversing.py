"""Changes of several files taken back by their lines, and made again, where these stand as they were left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.editing.changes import ConflictError
from kg.editing.entries import EntryError
from kg.editing.naming import RenamingError
from kg.editing.reversing import LinesChange, differences, with_lines
from kg.editing.saving import save
from kg.editing.text import FileText
from tests.conftest import write_files

ACTORS = "\ufeffchina: {kind: state, label: China}\r\njapan:\r\n  kind: state\r\n  label: Japan\r\n"
ARTICLE = """\
article: {title: Talks, publisher: japan, published: 2016-02-09}
claims:
  - {id: denied, quote: no, said-by: china, denies: threat}
"""


@pytest.fixture
def root(tmp_path):
    files = {"issues.yaml": "", "events.yaml": "", "articles/talks.yaml": ARTICLE, "articles/talks.txt": "no\n"}
    root = write_files(tmp_path, files)
    (root / "sources/actors.yaml").write_bytes(ACTORS.encode())
    return root


def made(root, **contents):
    """Write files anew; what makes the change again, and what takes it back."""
    there = {}
    for name, text in contents.items():
        path = root / "sources" / f"{name}.yaml"
        there[FileText(path, path.read_bytes() if path.exists() else b"")] = text.encode()
    steps = differences(root / "sources", there)
    save(root / "sources", there)
    return steps


def read(root, name="actors"):
    return (root / "sources" / f"{name}.yaml").read_bytes().decode()


def test_what_was_changed_goes_back_and_forth_byte_for_byte(root):
    named = ACTORS.replace("label: Japan", "label: Nippon").replace("label: China", "label: PRC")
    there, back = made(root, actors=named, issues="trade: {label: trade, definition: What is sold.}\n")
    save(root / "sources", with_lines(root, back))
    assert (read(root), read(root, "issues")) == (ACTORS, "")
    save(root / "sources", with_lines(root, there))
    assert (read(root), read(root, "issues").startswith("trade")) == (named, True)


def test_what_others_wrote_elsewhere_meanwhile_stays(root):
    _, back = made(root, actors=ACTORS.replace("label: Japan", "label: Nippon"))
    path = root / "sources/actors.yaml"
    path.write_bytes(("\ufeff# Theirs.\r\n\r\n" + read(root)[1:] + "korea: {kind: state, label: Korea}\r\n").encode())
    with pytest.raises(ConflictError):
        with_lines(root, [LinesChange("actors.yaml", 1, "# Mine.\n", "")])
    save(root / "sources", with_lines(root, back))
    assert read(root) == "\ufeff# Theirs.\r\n\r\n" + ACTORS[1:] + "korea: {kind: state, label: Korea}\r\n"


def test_what_others_changed_since_is_left_and_told(root):
    _, back = made(root, actors=ACTORS.replace("label: Japan", "label: Nippon"))
    path = root / "sources/actors.yaml"
    path.write_bytes(read(root).replace("Nippon", "Nihon").encode())
    with pytest.raises(ConflictError, match=r"changed actors\.yaml meanwhile"):
        with_lines(root, back)
    assert "Nihon" in read(root)


def test_an_entry_that_is_named_meanwhile_does_not_go(root):
    _, back = made(root, actors=f"{ACTORS}korea: {{kind: state, label: Korea}}\r\n")
    article = root / "sources/articles/talks.yaml"
    article.write_text(ARTICLE.replace("said-by: china", "said-by: korea"), encoding="utf-8")
    with pytest.raises(RenamingError, match=r"'korea' is named at sources/articles/talks\.yaml:3"):
        with_lines(root, back)
    article.write_text(ARTICLE, encoding="utf-8")
    save(root / "sources", with_lines(root, back))
    assert read(root) == ACTORS


def test_a_registry_that_would_say_something_twice_is_not_written(root):
    removed = ACTORS.partition("japan:")[0]
    _, back = made(root, actors=removed)
    path = root / "sources/actors.yaml"
    path.write_bytes(f"japan: {{kind: state, label: Japan}}\r\n{removed[1:]}".encode())
    with pytest.raises(EntryError, match="japan"):
        with_lines(root, back)


@given(st.lists(st.sampled_from("abc\n"), max_size=30), st.lists(st.sampled_from("abc\n"), max_size=30))
def test_the_difference_of_any_two_texts_leads_from_one_to_the_other(tmp_path_factory, one, other):
    root = tmp_path_factory.mktemp("texts")
    (root / "sources").mkdir()
    path = root / "sources/notes.yaml"
    path.write_text("".join(one), encoding="utf-8")
    file = FileText(path, path.read_bytes())
    there, back = differences(root / "sources", {file: "".join(other).encode()})
    written = with_lines(root, there)
    assert written.get(file, file.content) == "".join(other).encode()
    path.write_text("".join(other), encoding="utf-8")
    (content,) = with_lines(root, back).values() or (path.read_bytes(),)
    assert content == "".join(one).encode()
