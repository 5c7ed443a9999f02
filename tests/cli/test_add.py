"""`kg add`, as one calls it."""

from __future__ import annotations

import json
import shutil
from email.message import EmailMessage

import pytest
from click.testing import CliRunner

from kg.cli import cli
from tests.checkout import ROOT
from tests.intake.conftest import PAGE
from tests.intake.makers import archive, docx, rtf

DATED = PAGE.format(head='<meta name="date" content="2016-02-09">', byline="", more="")
URL = "https://gazette.example/2016/02/09/envoys"
SLUG = "2016-02-09-gazette-envoys-meet-tokyo"


@pytest.fixture
def add(project, tmp_path):
    """Run `kg add` on the tiny project and give click's result; its folder is `add.root`."""
    root = project()

    def run(*args, input=None):
        return CliRunner().invoke(
            cli, ["add", "--root", str(root), *map(str, args)], input=input, catch_exceptions=False
        )

    run.root = root
    return run


@pytest.fixture
def page(tmp_path_factory):
    path = tmp_path_factory.mktemp("given") / "page.html"
    path.write_text(DATED, encoding="utf-8")
    return path


def test_a_page_and_where_it_is_from(add, page, rows):
    done = add("--html", page, "--url", URL)
    assert (done.exit_code, done.stderr) == (0, "kg: 1 article added\n")
    [row] = rows(done.stdout)
    assert (row["article"], row["status"], row["published"], row["publisher"]) == (
        SLUG,
        "added",
        "2016-02-09",
        "gazette",
    )
    assert (add.root / "sources" / "articles" / f"{SLUG}.txt").is_file()


def test_again_nothing_changes(add, page, rows):
    add(page, "--url", URL)
    done = add(page, "--url", URL)
    assert [row["status"] for row in rows(done.stdout)] == ["there"]
    assert done.stderr == "kg: 0 articles added\n"


def test_json_is_for_scripts(add, page):
    document = json.loads(add(page, "--format", "json").stdout)
    assert document["findings"] == []
    [article] = document["articles"]
    assert (article["slug"], article["sure"]) == ("2016-02-09-gazette-envoys-meet-tokyo", False)
    assert article["head"].startswith("# yaml-language-server")


def test_a_copy_is_said_in_the_report_and_in_json(add, tmp_path, rows):
    first, second = tmp_path / "first.html", tmp_path / "second.html"
    first.write_text(DATED, encoding="utf-8")
    second.write_text(DATED.replace("Envoys meet in Tokyo", "Talks held").replace("02-09", "02-10"), encoding="utf-8")
    add(first, "--url", URL)
    done = add(second, "--url", "https://b.example/talks", "--dry-run", "--format", "csv")
    assert f"repeats {SLUG!r} (" in done.stderr
    [row] = rows(done.stdout)
    assert row["copy_of"] == SLUG
    [article] = json.loads(add(second, "--url", "https://b.example/talks", "--format", "json").stdout)["articles"]
    assert article["repeats"]["original"] == SLUG
    assert article["repeats"]["share"] > 0.9
    assert article["repeats"]["passages"]
    assert not article["repeats"]["later"]


def test_a_dry_run_shows_the_head(add, page):
    done = add(page, "--url", URL, "--dry-run")
    assert f"sources/articles/{SLUG}.yaml (added)" in done.stdout
    assert "published: 2016-02-09\n" in done.stdout
    assert not (add.root / "sources" / "articles" / f"{SLUG}.txt").exists()


def test_standard_input_is_read(add, rows):
    done = add("-", "--publisher", "gazette", "--published", "2016-02", input="Envoys meet\n\nThey met in Tokyo.")
    assert [row["article"] for row in rows(done.stdout)] == ["2016-02-gazette-envoys-meet"]


def test_a_folder_of_good_and_bad_gives_findings_and_articles(add, tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("clippings")
    (folder / "broken.pdf").write_bytes(b"%PDF-1.7 broken")
    (folder / "empty.docx").write_bytes(docx(title="", lines=()))
    (folder / "wall.html").write_text(
        "<html><body><h1>Before you continue</h1><p>We use cookies.</p><p>Accept all cookies</p></body></html>"
    )
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = (
        "The Gazette <a@gazette.example>",
        "Press review",
        "Tue, 09 Feb 2016 08:09:00 +0100",
    )
    mail.set_content("Three texts are attached to this mail, for your files.")
    mail.add_attachment(docx(title="First of them"), "application", "octet-stream", filename="one.docx")
    mail.add_attachment(rtf(r"Second of them\par Words of the second."), "application", "rtf", filename="../two.rtf")
    mail.add_attachment(DATED.encode(), "text", "html", filename="three.html")
    (folder / "press.eml").write_bytes(mail.as_bytes())
    (folder / "picture.png").write_bytes(b"\x89PNG")
    (folder / "picture").write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    (folder / "unknown.bin").write_bytes(bytes(range(256)))
    (folder / "zip.docx").write_bytes(archive({"a": "b"}))
    done = add(folder)
    assert done.exit_code == 1
    assert "Traceback" not in done.stderr + done.stdout
    assert {row["title"] for row in rows(done.stdout)} == {
        "First of them",
        "Second of them",
        "Envoys meet in Tokyo",
    }
    assert "the mail 'Press review' is the note to what is attached" in done.stderr
    for name, rule in (
        ("broken.pdf", "unreadable"),
        ("empty.docx", "empty"),
        ("wall.html", "wall"),
        ("picture", "unreadable"),
        ("unknown.bin", "unreadable"),
        ("zip.docx", "unreadable"),
    ):
        assert any(
            line.startswith(f"{folder / name}:1:1: error: ") and line.endswith(f"[add-{rule}]")
            for line in done.stderr.splitlines()
        ), name
    checked = CliRunner().invoke(cli, ["check", "--root", str(add.root)], catch_exceptions=False)
    assert checked.exit_code == 0, checked.output


def test_a_line_alone_is_a_text(add, rows):
    done = add("-", "--publisher", "gazette", input="Envoys met in Tokyo.")
    assert [row["title"] for row in rows(done.stdout)] == ["Envoys met in Tokyo."]


def test_a_language_is_stated_by_its_tag(add, page):
    assert "language: zh-Hant\n" in add(page, "--language", "ZH-hant", "--dry-run").stdout


def test_patterns_are_matched(add, page, rows):
    assert len(rows(add(page.parent / "*.html").stdout)) == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((), "nothing to add"),
        (("--html", "{page}"), "--html needs --url"),
        (("{page}", "{page}x", "--title", "T"), "can be of one file alone"),
        (("{page}", "--published", "yesterday"), "yesterday"),
        (("{page}", "--language", "englisch"), "'en' is"),
        (("{page}", "--language", "deutsch"), "'de' is"),
        (("{page}", "--language", "en_US"), "'en-US' is"),
        (("{page}", "--language", "no such"), "is no tag of a language"),
        (("{page}", "--url", "notaurl"), "'notaurl' is no address"),
        (("{folder}/empty",), "there is no file in"),
    ],
)
def test_wrong_usage_is_said(add, page, args, said):
    (page.parent / "empty").mkdir()
    done = add(*(arg.format(page=page, folder=page.parent) for arg in args))
    assert done.exit_code == 2
    assert said in done.stderr


def test_a_file_that_is_not_there_is_a_finding(add):
    done = add("nowhere.html")
    assert done.exit_code == 1
    assert "nowhere.html:1:1: error: there is no such file" in done.stderr


def test_a_folder_that_is_no_project_is_said(tmp_path):
    done = CliRunner().invoke(cli, ["add", "--root", str(tmp_path), "x.html"])
    assert done.exit_code == 2
    assert "kg init" in done.stderr


def test_a_private_address_is_refused(add):
    done = add("http://127.0.0.1:9/x")
    assert done.exit_code == 1
    assert "--private allows it" in done.stderr


def test_what_was_added_is_built(add, page):
    add(page, "--url", URL)
    done = CliRunner().invoke(cli, ["build", "--root", str(add.root)], catch_exceptions=False)
    assert done.exit_code == 0, done.output


def test_the_starter_project_takes_articles(tmp_path, page):
    root = tmp_path / "mine"
    assert CliRunner().invoke(cli, ["init", str(root)]).exit_code == 0
    assert CliRunner().invoke(cli, ["add", "--root", str(root), str(page), "--url", URL]).exit_code == 0
    checked = CliRunner().invoke(cli, ["check", "--root", str(root), "--strict"])
    assert checked.exit_code == 0, checked.output


def test_this_project_takes_articles_with_its_own_schemas(tmp_path, page):
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    CliRunner().invoke(cli, ["add", "--root", str(tmp_path), str(page), "--url", URL])
    [head] = (tmp_path / "sources" / "articles").glob("2016-02-09-*.yaml")
    assert head.read_text().startswith("# yaml-language-server: $schema=../../ontology/json-schema/article.json\n")
