"""The benchmark of agreement on little."""

from __future__ import annotations

import sys

from benchmarks import agreement


def test_it_prints_how_well_claims_are_matched_and_what_it_costs(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["agreement", "--seeds", "1", "--claims", "60"])
    agreement.main()
    printed = capsys.readouterr().out
    assert "| everything | 0." in printed
    assert "60 claims, everything" in printed
    assert float(printed.partition("200 tables: ")[2].split()[0]) < 1e-12
