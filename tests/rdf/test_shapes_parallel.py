"""Shapes held by several processes find what one finds."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

from kg.pipeline import check
from kg.rdf import shapes
from kg.rdf.ontology import load
from kg.rdf.write import quads
from tests.checkout import ROOT

SCRIPT = """
from kg.rdf import shapes
from kg.rdf.ontology import load
from kg.pipeline import check
shapes.CHUNK, shapes.CHUNKS_A_WORKER = 100, 1
shapes.os.cpu_count = lambda: 2
shapes.constraints.compiled = lambda _: None
print("asked")
print(len(check({root!r}).findings))
"""


def test_a_script_that_asks_is_not_run_again_by_the_processes(tmp_path):
    """Scripts of users seldom guard their lines by __name__."""
    script = tmp_path / "ask.py"
    script.write_text(SCRIPT.replace("{root!r}", f"__import__('pathlib').Path({str(ROOT)!r})"))
    done = subprocess.run([sys.executable, script], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "asked\n0\n", "")


def test_many_processes_find_what_one_finds(monkeypatch):
    checked = check(ROOT)
    claims = tuple(
        replace(c, claimants=()) if c.slug in ("yoo-threat", "hague-ruling") else c for c in checked.corpus.claims
    )
    broken = tuple(quads(replace(checked.corpus, claims=claims), load()))
    terms = load()
    one = shapes.validate_by_another(broken, terms, terms.shapes())
    assert {v.focus.rpartition("/")[2] for v in one} == {"yoo-threat", "hague-ruling"}
    monkeypatch.setattr(shapes, "CHUNK", 100)
    monkeypatch.setattr(shapes, "CHUNKS_A_WORKER", 1)
    monkeypatch.setattr(shapes.os, "cpu_count", lambda: 2)
    assert shapes.validate_by_another(broken, terms, terms.shapes()) == one
