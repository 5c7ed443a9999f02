"""The YAML of an article is cut into its claims, also beside mistakes, and every line is in its place."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.editing.articles import ArticleFile, EditingError
from kg.editing.text import FileText
from kg.model.files import UnreadableError
from tests.checkout import ARTICLES
from tests.conftest import write_files

SHIPPED = [path.stem for path in sorted((ARTICLES / "sources" / "articles").glob("*.yaml"))]


def cut(text):
    return ArticleFile.of(FileText(Path("talks.yaml"), text.encode()))


def raw(text):
    return [block.raw for block in cut(text).claims]


@pytest.mark.parametrize("slug", SHIPPED)
def test_the_blocks_of_a_file_are_its_text(slug):
    file = ArticleFile.read(ARTICLES, slug)
    text = file.file.text
    assert file.head["title"]
    assert len(file.claims) == text.count("\n  - id: ")
    assert all(text[block.start : block.end] == block.raw for block in file.claims)
    assert all(text.count("\n", 0, block.start) + 1 == block.line for block in file.claims)
    gaps = [text[above.end : below.start] for above, below in pairwise(file.claims)]
    assert set(gaps) == {"\n"}
    assert text[file.claims[-1].end :] == ""


def test_comments_right_above_a_claim_belong_to_it_and_those_further_in_to_the_one_before():
    text = "claims:\n# apart\n\n# of a\n- id: a\n  # of a still\n# of b\n- id: b\n\n# apart\n\n# of c\n- id: c\n# end\n"
    assert raw(text) == ["# of a\n- id: a\n  # of a still\n", "# of b\n- id: b\n", "# of c\n- id: c\n"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("claims:\n- a: |\n    x\n    # text\n\n- b: y\n", ["- a: |\n    x\n    # text\n", "- b: y\n"]),
        ("claims:\n- a: |+\n    x\n\n- b: y\n", ["- a: |+\n    x\n\n", "- b: y\n"]),
        ('claims:\n- a: "x\n# text\n- no item"\n- b: y\n', ['- a: "x\n# text\n- no item"\n', "- b: y\n"]),
        ("claims:\n-\n  a: x\n- # why\n  b: y", ["-\n  a: x\n", "- # why\n  b: y"]),
        ("claims:\r- a: x\r- b: y\r", ["- a: x\r", "- b: y\r"]),
        ("claims:\n- a: x\u2028- b: y\n", ["- a: x\u2028", "- b: y\n"]),
        ("claims:\n- {a: x,\n   b: y}\narticle: {}\n", ["- {a: x,\n   b: y}\n"]),
        ("article: {}\n", []),
        ("claims:\n", []),
        ("claims: []\n", []),
        ("", []),
    ],
)
def test_claims_are_told_apart_in_every_way_of_writing(text, expected):
    assert raw(text) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("claims: [{id: a}]\n", "one below the other"),
        ("claims: x\n", "one below the other"),
        ("{claims: [], article: {}}\n", "begin alike"),
        ("- a\n", "begin alike"),
        ("claims:\n- a\n---\nclaims:\n- b\n", "second document"),
        ("article: {\nclaims: [", "mend"),
    ],
)
def test_what_cannot_be_cut_is_refused_with_what_to_do(text, why):
    with pytest.raises(EditingError, match=why):
        cut(text)


def test_beside_mistakes_the_others_are_read():
    text = "article: {title: [}\nclaims:\n- id: a\n  quote: x: y\n# of b\n- {id: b}\n-\n  id: c\n- id: d\n  note: 'open\n\n- id: e\n"
    file = cut(text)
    assert file.head is None
    assert [(block.id, block.entry) for block in file.claims] == [
        ("a", None), ("b", {"id": "b"}), ("c", {"id": "c"}), ("d", None), ("e", {"id": "e"}),
    ]  # fmt: skip
    assert [[finding.location.line for finding in block.findings] for block in file.claims] == [[4], [], [], [10], []]
    assert "".join(block.raw for block in file.claims) == text.partition("claims:\n")[2].replace("\n\n", "\n")
    assert 1 in [finding.location.line for finding in file.findings]


def test_a_claim_that_is_no_mapping_is_text():
    assert [(block.id, block.entry) for block in cut("claims:\n- a\n- [b]\n-\n").claims] == [("", None)] * 3


def test_files_are_read_with_care(tmp_path):
    write_files(tmp_path, {"articles/talks.yaml": "claims:\n- id: a\n"})
    assert ArticleFile.read(tmp_path, "talks").claims[0].id == "a"
    with pytest.raises(UnreadableError, match="no such file"):
        ArticleFile.read(tmp_path, "others")
    for name in ("../talks", "talks/", "", "Talks"):
        with pytest.raises(EditingError, match="no article"):
            ArticleFile.read(tmp_path, name)
    (tmp_path / "elsewhere.yaml").write_text("claims:\n- id: a\n")
    (tmp_path / "sources" / "articles" / "link.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    with pytest.raises(UnreadableError, match="leads out"):
        ArticleFile.read(tmp_path, "link")


def test_an_empty_file_is_read_as_one(tmp_path):
    write_files(tmp_path, {"articles/talks.yaml": ""})
    assert ArticleFile.read(tmp_path, "talks").claims == ()


PIECES = st.sampled_from(
    ["claims:", "article:", "- ", "  - ", "id: a", "\n", "\n", "\r\n", "\r", "  ", "# c", "[", "]", "{", "}", "'", '"', "|", ">-", "|+",
     "? ", ": ", "--- ", "...", "*a", "&a ", "!!str ", "\u2028", "\ufeff", "x", "中", "\t", ",", "<<"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
def test_whatever_a_file_holds_it_is_cut_or_refused(text):
    try:
        file = cut(text)
    except EditingError:
        return
    whole = file.file.text
    assert "".join(whole[block.start : block.end] for block in file.claims) == "".join(b.raw for b in file.claims)
    assert [block.start for block in file.claims] == sorted(block.start for block in file.claims)
    assert all(below.start >= above.end for above, below in pairwise(file.claims))
