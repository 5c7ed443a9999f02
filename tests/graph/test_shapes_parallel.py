"""Shapes held by several processes find what one finds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kg.graph import shapes
from kg.graph.dataset import quads
from kg.pipeline import check
from kg.vocabulary import load


def test_many_processes_find_what_one_finds(monkeypatch):
    checked = check(Path(__file__).resolve().parents[2])
    claims = tuple(
        replace(c, claimants=()) if c.slug in ("yoo-threat", "hague-ruling") else c for c in checked.corpus.claims
    )
    broken = tuple(quads(replace(checked.corpus, claims=claims), load()))
    one = shapes.validate(broken, load())
    assert {v.focus.rpartition("/")[2] for v in one} == {"yoo-threat", "hague-ruling"}
    monkeypatch.setattr(shapes, "CHUNK", 100)
    monkeypatch.setattr(shapes, "CHUNKS_A_WORKER", 1)
    monkeypatch.setattr(shapes.os, "cpu_count", lambda: 2)
    assert shapes.validate(broken, load()) == one
