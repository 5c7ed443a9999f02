"""Every command as its user sees it: what it prints, where, and with which status."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_args

import click
import pytest

import kg.questions.alignment.analysis
import kg.questions.dyads
from kg.cli import COMMANDS, cli
from kg.measure.lens import Level, Mode


def test_the_exit_status_is_what_the_help_says(kg, tmp_path):
    said = kg("--help").stdout.partition("Exit status:\n")[2].partition("\n\n")[0]
    assert [line.split()[0] for line in said.splitlines() if line[4] != " "] == ["0", "1", "2"]
    assert kg("tension").exit_code == 0
    assert kg("claims", "--actor", "nobody-has-this-name").exit_code == 2
    assert kg("tension", root=tmp_path).exit_code == 1
    assert kg("tensoin").exit_code == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_with_examples(kg, command):
    result = kg(command, "--help")
    assert result.exit_code == 0
    assert "Examples:" in result.stdout
    assert "\\b" not in result.stdout
    assert f"\n    kg {command}" in result.stdout or f'\n    eval "$(kg {command}' in result.stdout
    assert f"kg {command}" in result.stdout
    summary = result.stdout.split("\n\n")[1]
    assert summary.strip()


# The words of these options are typed in kg/cli, since to import them would slow every help down.
CHOICES = {
    ("tension", "--by"): kg.questions.dyads.By,
    ("tension", "--mode"): Mode,
    ("tension", "--level"): Level,
    ("claims", "--mode"): Mode,
    ("claims", "--level"): Level,
    ("alignment", "--mode"): Mode,
    ("alignment", "--by"): kg.questions.alignment.analysis.By,
}


@pytest.mark.parametrize(("command", "option"), CHOICES)
def test_an_option_offers_all_that_the_program_has(command, option):
    found = [p for p in cli.get_command(click.Context(cli), command).params if option in p.opts]
    assert [tuple(p.type.choices) for p in found] == [get_args(CHOICES[command, option])]


def test_an_unknown_command_is_wrong_usage_with_the_nearest_name(kg):
    result = kg("tensoin")
    assert result.exit_code == 2
    assert "Did you mean 'tension'?" in result.stderr


def test_build_says_what_it_made_and_where(kg, built, tmp_path):
    shutil.copytree(built.root / "sources", tmp_path / "sources")
    result = kg("build", root=tmp_path)
    assert result.exit_code == 0, result.stderr
    assert "2 articles · 85 claims" in result.stdout
    for name in ("out/index.html", "out/tension.csv", "out/network.graphml", "out/graph.nq"):
        assert name in result.stdout
        assert (tmp_path / name).is_file()


def test_build_with_findings_prints_them_and_ends_with_1(kg, built, tmp_path):
    shutil.copytree(built.root / "sources", tmp_path / "sources")
    (tmp_path / "sources/issues.yaml").write_text("thaad: [1\n")
    result = kg("build", root=tmp_path)
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "sources/issues.yaml:1:8: error: not YAML" in result.stderr
    assert not (tmp_path / "out").exists()


def test_check_in_its_three_forms(kg, built, tmp_path):
    shutil.copytree(built.root / "sources", tmp_path / "sources")
    file = tmp_path / "sources/actors.yaml"
    file.write_text(file.read_text().replace("kind: state\n  label: Japan", "kind: stat\n  label: Japan"))
    line = file.read_text()[: file.read_text().index("kind: stat\n")].count("\n") + 1
    text = kg("check", root=tmp_path)
    assert text.exit_code == 1
    assert f"sources/actors.yaml:{line}:9: error: 'kind' is 'stat'; expected" in text.stdout
    found = json.loads(kg("check", "--format", "json", root=tmp_path).stdout)
    assert {"file": "sources/actors.yaml", "line": line, "column": 9} == {
        k: found[0][k] for k in ("file", "line", "column")
    }
    assert kg("check", "--format", "github", root=tmp_path).stdout.startswith(
        f"::error file=sources/actors.yaml,line={line},col=9,"
    )


def test_check_of_sound_sources_is_silent(kg):
    result = kg("check", "--strict")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "85 claims, 0 errors, 0 warnings" in result.stderr


@pytest.mark.parametrize("command", ["check", "build"])
def test_what_is_dated_after_today_is_an_error_and_the_clock_is_not_asked(kg, built, tmp_path, command):
    shutil.copytree(built.root / "sources", tmp_path / "sources")
    late = kg(command, "--today", "2016-03", root=tmp_path)
    assert late.exit_code == 1
    assert ", after 2016-03-31, which is today; correct the date [date-future]" in late.stdout + late.stderr
    assert not (tmp_path / "out").exists()
    assert kg("check", "--today", "2017", root=tmp_path).exit_code == 0
    assert kg("check", "--today", "soon", root=tmp_path).exit_code == 2


def test_today_changes_no_byte_of_what_is_built(kg, built, tmp_path):
    shutil.copytree(built.root / "sources", tmp_path / "sources")
    assert kg("build", "--today", "2099-12-31", root=tmp_path).exit_code == 0
    for name in ("build.json", "graph.nq", "index.html"):
        assert (tmp_path / "out" / name).read_bytes() == (built.out / name).read_bytes()


def test_a_folder_that_is_no_project_is_named_with_what_to_run(kg, tmp_path):
    result = kg("tension", root=tmp_path)
    assert result.exit_code == 1
    assert f"no project in {tmp_path}; name one by --root" in result.stderr
    assert "`kg init DIR`" in result.stderr


def test_check_documents_its_rules(kg):
    result = kg("check", "--rule", "forecast-interval")
    assert "no-interval" in result.stdout
    assert "Bad:" in result.stdout
    assert kg("check", "--rule", "forecast").exit_code == 2
    assert "no tags" in kg("check", "--rule", "yaml-tag").stdout
    assert "shapes.ttl" in kg("check", "--rule", "shape").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("claims", "--actor", ""), ("query", "--name", ""), ("query", "hello"), ("tension", "--half-life", "nan"),
        ("tension", "--half-life", "inf"), ("query", "ASK {}", "--timeout", "inf"), ("export", "csv", "-o", ""),
        ("build", "--out", "sources"), ("build", "--out", "."), ("check", "--rule", ""),
    ],
)  # fmt: skip
def test_nonsense_is_wrong_usage(kg, words):
    result = kg(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr


def test_a_build_does_not_overwrite_what_others_made(kg, built, tmp_path):
    (tmp_path / "index.html").write_text("mine")
    assert kg("build", "--out", tmp_path).exit_code == 2
    assert (tmp_path / "index.html").read_text() == "mine"


def test_a_damaged_manifest_names_the_fix(kg, built, tmp_path):
    shutil.copytree(built.root, tmp_path / "p")
    (tmp_path / "p/out/build.json").write_text("{")
    result = kg("tension", root=tmp_path / "p")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "run `kg build` again" in result.stderr


def test_commands_before_the_first_build_name_the_fix(kg, tmp_path):
    for command in (("tension",), ("query", "ASK {}"), ("actors",), ("export", "csv"), ("explain", "a", "b")):
        result = kg(*command, root=tmp_path)
        assert (result.exit_code, result.stdout) == (1, "")
        assert "run `kg build` first" in result.stderr


def test_sources_newer_than_the_build_are_pointed_out(kg, built, tmp_path):
    shutil.copytree(built.root, tmp_path / "p")
    assert kg("articles", root=tmp_path / "p").stderr == ""
    with (tmp_path / "p/sources/issues.yaml").open("a") as file:
        file.write("# a word more\n")
    assert "the sources have changed since the last build" in kg("articles", root=tmp_path / "p").stderr


def test_a_damaged_store_names_the_fix(kg, built, tmp_path):
    shutil.copytree(built.root, tmp_path / "p")
    for file in (tmp_path / "p/out/store").iterdir():
        file.write_bytes(b"rubbish")
    result = kg("tension", root=tmp_path / "p")
    assert result.exit_code == 1
    assert "run `kg build` again" in result.stderr


def test_init_makes_a_project_that_builds_at_once(kg, tmp_path):
    folder = tmp_path / "new"
    assert kg("init", folder, root=tmp_path).exit_code == 0
    assert kg("check", "--strict", root=folder).exit_code == 0
    assert kg("build", root=folder).exit_code == 0
    note = kg("explain", "norland", "sudmark", root=folder)
    assert note.exit_code == 0
    assert "DENIED" in note.stdout or "denied by" in note.stdout
    again = kg("init", folder, root=tmp_path)
    assert again.exit_code == 2
    assert "is not empty" in again.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts(kg, shell):
    assert "_KG_COMPLETE" in kg("completion", shell).stdout


def test_the_real_executable(tmp_path):
    executable = Path(sys.executable).parent / "kg"
    done = subprocess.run([executable, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout.startswith("kg, version")
    done = subprocess.run([executable, "tension", "--root", tmp_path / "none"], capture_output=True, text=True)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_output_is_utf8_in_any_locale(built):
    done = subprocess.run(
        [sys.executable, "-m", "kg", "explain", "china", "usa", "--root", built.root],
        capture_output=True, env={"LC_ALL": "C", "PATH": "", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}, check=True,
    )  # fmt: skip
    assert "Niklas Swanström" in done.stdout.decode("utf-8")


def test_a_closed_pipe_is_no_accident(built):
    done = subprocess.run(
        f"{sys.executable} -m kg export nquads --root {built.root} | head -1",
        shell=True, capture_output=True, text=True,
    )  # fmt: skip
    assert done.stdout.count("\n") == 1
    assert "Traceback" not in done.stderr
