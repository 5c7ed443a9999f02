"""Wire services by their lines."""

from __future__ import annotations

import pytest

from kg.intake.completing import agency_of

LINES = [
    (["SEOUL (Reuters) - Envoys met."], "Reuters"),
    (["WASHINGTON (AP) — Envoys met."], "Associated Press"),
    (["BEIJING, Feb. 9 (Xinhua) -- Envoys met."], "Xinhua"),
    (["Source: AFP", "Envoys met."], "Agence France-Presse"),
    (["Envoys met.", "They talked. ", "— dpa"], "Deutsche Presse-Agentur"),
    (["Envoys met, Reuters was told."], ""),
    (["The AP is an agency that said so."], ""),
]


@pytest.mark.parametrize(("lines", "agency"), LINES)
def test_an_agency_is_named_by_a_line(lines, agency):
    assert agency_of(lines, (), "The Gazette") == agency


def test_an_author_may_be_an_agency():
    assert agency_of(["Envoys met."], ("Reuters Staff",), "The Gazette") == "Reuters"


def test_an_agency_has_no_agency():
    assert agency_of(["SEOUL (Reuters) - Envoys met."], (), "Reuters") == ""
