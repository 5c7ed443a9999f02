"""Every question reaches the files, the RDF, the Python API, the command line and the README; so does one that is new."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys

from kg.cli import COMMANDS
from kg.model.vocabulary import DATA, KG
from kg.project import Project
from kg.questions import QUESTIONS, questions
from tests.checkout import ARTICLES, ROOT

# The class of what each question finds, in the graph of what was computed.
CLASSES = {
    "tension": "DyadTension", "leverage": "DyadLeverage", "disputes": "Dispute", "forecasts": "ForecastScore",
    "timeline": "TimelinePoint", "comparison": "TensionChange", "balance": "Triad", "alignment": "DyadAlignment",
    "sensitivity": "DyadSensitivity",
}  # fmt: skip

TOY = {
    "__init__.py": '''"""How many claims each article has."""

from kg.questions.claimcount import ask
from kg.questions.definition import Question

QUESTION = Question("claimcount", "claimcount", "Count the claims of each article.", ask.claimcount)
''',
    "ask.py": '''"""The question, asked of a graph."""


def claimcount(asked):
    """How many claims each article has."""
    return asked.answer("claimcount")
''',
    "analysis.py": '''"""The counting."""

from collections import Counter


def answer(answers):
    """Articles with their counts, by name."""
    return tuple(sorted(Counter(claim.article for claim in answers.network.claims.values()).items()))
''',
    "tables.py": '''"""The counts as a table."""

from kg.questions.rows import Table


def table(network, found):
    """One row an article."""
    return Table(("article", "claims"), found)


def tables(network, found):
    """The file."""
    return {"claimcount.csv": table(network, found)}


def summary(found):
    """How many articles have claims."""
    return {"articles": len(found)}


def document(network, found):
    """The counts by article."""
    return dict(found)
''',
    "note.py": '''"""The counts as a note."""


def note(network, found, bold):
    """The lines."""
    yield bold("Claims by article")
    yield from (f"{article}: {count}" for article, count in found)
''',
    "rdf.py": '''"""The counts as RDF."""

from kg.rdf.analysis import described, result, values


def quads(found, at):
    """Every count."""
    for article, count in found:
        node = result("claimcount", article)
        yield from described(node, "ClaimCount", asOf=at)
        yield from values(node, count=count)
''',
}
LISTED = '    "sensitivity",\n)'
ONE_LINE = '    "sensitivity",\n    "claimcount",\n)'


def test_every_question_has_a_folder_with_the_parts_that_contributing_names():
    folder = ROOT / "kg" / "questions"
    assert sorted(path.parent.name for path in folder.glob("*/__init__.py")) == sorted(QUESTIONS)
    for name in QUESTIONS:
        assert {"analysis.py", "ask.py", "tables.py", "note.py", "rdf.py"} <= {
            p.name for p in (folder / name).iterdir()
        }


def test_every_question_is_in_the_files_and_the_manifest(built):
    assert tuple(built.manifest()["analyses"]) == QUESTIONS
    network = built.as_known()
    for question in questions():
        files = question.tables(network, built.answer(question.name))
        assert files
        assert all((built.out / name).is_file() for name in files), question.name


def test_every_question_is_in_the_rdf(built):
    assert CLASSES.keys() == set(QUESTIONS)
    for name, class_name in CLASSES.items():
        query = f"SELECT ?x {{ GRAPH <{DATA}graph/analysis> {{ ?x a <{KG}{class_name}> }} }} LIMIT 1"
        assert list(built.query(query)), name


def test_every_question_is_a_method_with_its_documentation():
    for question in questions():
        assert question.methods
        for method in question.methods:
            assert getattr(Project, method.__name__) is method
            assert method.__doc__


def test_every_question_is_a_command_and_in_the_readme():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for question in questions():
        command = question.command.split()[0]
        assert command in COMMANDS
        assert re.search(rf"^kg {command}\b.*{''.join(question.command.split()[1:])}", readme, re.MULTILINE), (
            question.name
        )


def test_a_new_question_is_one_folder_and_one_line(tmp_path):
    """The program with one more question, and what a user meets of it: file, manifest, RDF, Python and command."""
    ignored = shutil.ignore_patterns("__pycache__", "yasgui")
    shutil.copytree(ROOT / "kg", tmp_path / "kg", ignore=ignored)
    shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    shutil.copytree(ARTICLES / "sources", tmp_path / "sources")
    folder = tmp_path / "kg" / "questions" / "claimcount"
    folder.mkdir()
    for name, text in TOY.items():
        (folder / name).write_text(text, encoding="utf-8")
    registry = tmp_path / "kg" / "questions" / "__init__.py"
    before = registry.read_text(encoding="utf-8")
    assert before.count(LISTED) == 1
    registry.write_text(before.replace(LISTED, ONE_LINE), encoding="utf-8")

    def run(*command):
        environment = os.environ | {"PYTHONPATH": str(tmp_path)}
        done = subprocess.run(
            [sys.executable, *command], cwd=tmp_path, env=environment, capture_output=True, text=True, encoding="utf-8"
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("-m", "kg", "build")
    rows = (tmp_path / "out" / "claimcount.csv").read_text(encoding="utf-8").splitlines()
    assert rows == ["article,claims", "2016-02-china-topix-thaad-talks,40", "2016-07-isdp-thaad-thawing,45"]
    manifest = json.loads((tmp_path / "out" / "build.json").read_text(encoding="utf-8"))
    assert manifest["analyses"]["claimcount"] == {"articles": 2}
    assert '/claimcount/2016-07-isdp-thaad-thawing> <https://w3id.org/detente/ns#count> "45"' in (
        tmp_path / "out" / "graph.nq"
    ).read_text(encoding="utf-8")
    assert "claimcount  Count the claims of each article." in run("-m", "kg", "--help")
    assert run("-m", "kg", "claimcount", "--format", "table").splitlines()[0] == "Claims by article"
    assert run("-m", "kg", "claimcount").splitlines() == rows
    assert json.loads(run("-m", "kg", "claimcount", "--format", "json"))["2016-07-isdp-thaad-thawing"] == 45
    assert run("-c", "import kg; print(len(kg.open('.').claimcount()))") == "2\n"
