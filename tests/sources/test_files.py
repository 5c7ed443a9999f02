"""The files of the sources: what is refused, and what follows from it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg.model.files import MAX_BYTES, UnreadableError, stays_inside
from kg.sources.entries import FORMS
from kg.sources.files import SourceFiles
from kg.sources.schema import SLUG

ARTICLE = "sources/articles/talks.yaml"
TEXT = "sources/articles/talks.txt"
ELSEWHERE = "an article belongs into sources/articles; else expected actors.yaml, issues.yaml, events.yaml"
LONG = "a" * 121


def places(found):
    return [(f.location.file, f.location.line, f.location.column, f.rule) for f in found]


@pytest.mark.parametrize(
    ("content", "place", "message"),
    [
        (b"Talks on \xe9", "1:10", "not UTF-8 (byte 0xe9); save the file as UTF-8"),
        ("é\n\n😀é".encode() + b"\xff", "3:3", "not UTF-8 (byte 0xff); save the file as UTF-8"),
        ("x".encode("utf-16"), "1:1", "not UTF-8 (byte 0xff); save the file as UTF-8"),
        (b"\xed\xa0\x80", "1:1", "not UTF-8 (byte 0xed); save the file as UTF-8"),
        (b"one\ntwo \x1b[31m", "2:5", "the control character U+001B; delete it"),
        (b"\x00", "1:1", "the control character U+0000; delete it"),
        ("\u0093quoted\u0094".encode(), "1:1", "the control character U+0093; delete it"),
    ],
)
@pytest.mark.parametrize("name", ["articles/talks.txt", "articles/talks.yaml"])
def test_a_file_that_is_no_text_is_found_where_it_is_none(findings, name, content, place, message):
    (found,) = findings(files={name: content})
    assert str(found.location) == f"sources/{name}:{place}"
    assert (found.rule, found.message) == ("file-encoding", message)


@pytest.mark.parametrize("name", ["actors.yaml", "issues.yaml", "events.yaml", "articles/talks.yaml"])
def test_a_registry_that_cannot_be_read_is_one_finding(findings, name):
    assert places(findings(files={name: "a: [b"})) == [(f"sources/{name}", 1, 4, "yaml-syntax")]
    assert places(findings(files={name: "- a\n- b"})) == [(f"sources/{name}", 1, 1, "schema")]


def test_a_byte_order_mark_and_other_line_ends_are_read(findings, project, terms):
    root = project()
    for path in (root / "sources").rglob("*.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    path = root / TEXT
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    text = SourceFiles(root).text(path)
    assert text.startswith("\ufeffTalks on the missiles\r\n")


def test_a_file_larger_than_is_read_is_refused_unread(findings_in, project, monkeypatch):
    root = project()
    with (root / TEXT).open("wb") as file:
        file.truncate(MAX_BYTES + 1)
    read = []
    whole = type(root).read_bytes
    monkeypatch.setattr(type(root), "read_bytes", lambda path: read.append(path.name) or whole(path))
    found = findings_in(root)
    message = "8,000,001 bytes, more than the 8,000,000 that are read; split the file"
    assert [finding.message for finding in found] == [message]
    assert "talks.yaml" in read
    assert "talks.txt" not in read


@pytest.mark.parametrize("name", ["actors.yaml", "articles/talks.yaml", "articles/talks.txt"])
def test_a_link_out_of_the_sources_is_refused(findings_in, project, tmp_path_factory, name):
    secret = tmp_path_factory.mktemp("secret") / "secret"
    secret.write_text("root:x:0:0")
    root = project()
    path = root / "sources" / name
    path.unlink()
    path.symlink_to(secret)
    found = findings_in(root)
    assert [(finding.location.file, finding.rule) for finding in found] == [(f"sources/{name}", "file-link")]
    assert "root" not in found[0].message


def test_a_linked_folder_of_articles_is_refused(findings_in, project, tmp_path):
    root = project()
    (root / "sources" / "articles").rename(tmp_path / "elsewhere")
    (root / "sources" / "articles").symlink_to(tmp_path / "elsewhere")
    assert places(findings_in(root)) == [("sources/articles", 1, 1, "file-link")]


def test_links_within_the_sources_and_of_all_of_them_within_the_project_are_followed(findings_in, project):
    root = project()
    sources = root / "sources"
    (sources / "actors.yaml").rename(sources / "articles" / "people.list")
    (sources / "actors.yaml").symlink_to("articles/people.list")
    sources.rename(root / "elsewhere")
    sources.symlink_to("elsewhere")
    assert findings_in(root) == []


def test_sources_that_are_a_link_out_of_the_project_are_one_finding(findings_in, project, tmp_path_factory):
    root = project()
    elsewhere = tmp_path_factory.mktemp("elsewhere") / "sources"
    (root / "sources").rename(elsewhere)
    (root / "sources").symlink_to(elsewhere)
    assert places(findings_in(root)) == [("sources", 1, 1, "file-link")]


@pytest.mark.parametrize("target", ["nowhere", "talks.txt"])
def test_a_link_to_nowhere_or_to_itself_is_a_file_that_is_not_there(findings_in, project, target):
    root = project()
    (root / TEXT).unlink()
    (root / TEXT).symlink_to(target)
    (found,) = findings_in(root)
    assert (found.location.file, found.severity) == (TEXT, "error")
    assert found.rule in ("file-missing", "file-unreadable")


@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo])
def test_what_is_no_file_is_not_waited_for(findings_in, project, make):
    root = project()
    (root / TEXT).unlink()
    make(root / TEXT)
    assert places(findings_in(root)) == [(TEXT, 1, 1, "file-unreadable")]


@pytest.mark.parametrize("error", [OSError(5, "Input/output error"), PermissionError(13, "Permission denied")])
def test_what_the_system_refuses_to_read_is_a_finding(findings_in, project, monkeypatch, error):
    root = project()

    def fail(path):
        raise error

    monkeypatch.setattr(type(root), "read_bytes", fail)
    found = findings_in(root)
    assert {(finding.rule, finding.message) for finding in found} == {
        ("file-unreadable", f"cannot be read: {error.strerror.lower()}")
    }


def test_a_folder_that_the_system_refuses_to_list_is_a_finding(findings_in, project, monkeypatch):
    root = project()

    def fail(path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(type(root), "iterdir", fail)
    assert places(findings_in(root)) == [
        ("sources", 1, 1, "file-unreadable"),
        ("sources/articles", 1, 1, "file-unreadable"),
    ]


@pytest.mark.parametrize(
    ("name", "file", "message"),
    [
        ("actors.yml", "sources/actors.yml", "is not read; move its entries to 'actors.yaml'"),
        ("Actor.YML", "sources/Actor.YML", "is not read; move its entries to 'actors.yaml'"),
        ("notes.yaml", "sources/notes.yaml", f"is not read; {ELSEWHERE}"),
        ("articles/more.yml", "sources/articles/more.yml", "is not read; rename it to 'more.yaml'"),
        ("talk.txt", "sources/talk.txt", f"is not read; {ELSEWHERE}"),
        ("articles/more.txt", "sources/articles/more.txt", "there is no 'more.yaml' that describes this article; write it"),
        ("articles/More.yaml", "sources/articles/More.yaml", f"the name is no slug; expected {FORMS[SLUG]}; rename it to 'more.yaml', and its text alike"),
        ("articles/a..b.yaml", "sources/articles/a..b.yaml", f"the name is no slug; expected {FORMS[SLUG]}; rename it to 'a-b.yaml', and its text alike"),
        (f"articles/{LONG}.yaml", f"sources/articles/{LONG}.yaml", f"the name is no slug; expected {FORMS[SLUG]}"),
    ],
)  # fmt: skip
def test_a_file_that_would_be_passed_over_is_found(findings, name, file, message):
    (found,) = findings(files={name: "Talks"})
    assert (found.location.file, found.message) == (file, message)


@pytest.mark.parametrize(
    "name", ["README.md", "articles/README.md", "articles/scan.pdf", "articles/.#talks.yaml", ".x.yaml"]
)
def test_other_files_are_nobodys_business(findings, name):
    assert findings(files={name: "\x00 not read"}) == []


def test_an_article_without_its_text_is_found_with_the_mistakes_in_its_claims(findings_in, project):
    root = project("claims: [{id: one, qoute: x, said-by: china, denies: envoys-met}]")
    (root / TEXT).unlink()
    found = findings_in(root)
    assert [(finding.location.file, finding.rule) for finding in found] == [
        (ARTICLE, "file-missing"),
        (ARTICLE, "schema"),
    ]
    assert found[0].message == "there is no 'talks.txt' with the article's text; put it there"


def test_a_project_without_sources_says_how_to_begin(findings_in, tmp_path):
    (found,) = findings_in(tmp_path)
    assert (found.location.file, found.rule) == ("sources", "file-missing")
    assert "kg init" in found.message


def test_sources_without_anything_in_them_are_no_mistake(findings_in, tmp_path):
    (tmp_path / "sources").mkdir()
    assert findings_in(tmp_path) == []


@pytest.mark.parametrize("other", ["talks.TXT", "talks.text", "talks.md"])
def test_a_text_under_another_ending_is_pointed_out(findings_in, project, other):
    root = project()
    (root / TEXT).rename(root / "sources" / "articles" / other)
    (found,) = findings_in(root)
    assert found.message == f"there is no 'talks.txt' with the article's text; rename {other!r} if it is that"


def test_a_text_and_a_description_that_are_named_nearly_alike_are_one_finding(findings_in, project):
    root = project()
    (root / TEXT).rename(root / "sources" / "articles" / "talk.txt")
    (found,) = findings_in(root)
    assert found.message == (
        "there is no 'talk.yaml' that describes this article; rename it to 'talks.txt' if it is the text of 'talks.yaml'"
    )


def test_a_registry_under_another_ending_is_renamed_where_there_is_none(findings_in, project):
    root = project()
    (root / "sources" / "issues.yaml").rename(root / "sources" / "issues.yml")
    found = [finding for finding in findings_in(root) if finding.rule == "file-name"]
    assert [finding.message for finding in found] == ["is not read; rename it to 'issues.yaml'"]


@pytest.mark.parametrize("root", [".", "../project", "linked/../project", "link"])
def test_links_are_followed_from_wherever_a_project_is_named(tmp_path, monkeypatch, root):
    articles = tmp_path / "project" / "sources" / "articles"
    articles.mkdir(parents=True)
    (tmp_path / "linked").mkdir()
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    (articles / "own.txt").write_text("own", encoding="utf-8")
    (articles / "inside.txt").symlink_to("own.txt")
    (articles / "again").symlink_to("../articles")
    (articles / "out.txt").symlink_to(tmp_path / "secret")
    (articles / "around.txt").symlink_to("around.txt")
    (tmp_path / "link").symlink_to("project")
    monkeypatch.chdir(tmp_path / "project" if root.startswith(".") else tmp_path)
    sources, followed = Path(root) / "sources", {}
    for name in ("own.txt", "inside.txt", "again/own.txt", "again/again/inside.txt", "none.txt", "around.txt"):
        stays_inside(sources / "articles" / name, sources, followed)
    for name in ("out.txt", "again/out.txt", "../../../secret"):
        with pytest.raises(UnreadableError, match="leads out"):
            stays_inside(sources / "articles" / name, sources, followed)
