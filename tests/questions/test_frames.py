"""What a project is asked, as frames: the rows of the CSV, typed."""

from __future__ import annotations

import csv
import dataclasses
import importlib
import io
import pickle
import pkgutil
import typing
from datetime import date

import polars as pl
import pytest

import kg.measure
import kg.model
import kg.questions
from kg.model.frames import USUAL
from kg.questions import questions
from kg.questions.rows import to_csv
from kg.questions.timeline.analysis import timeline

# Names that are a number in one table and text in another.
EITHER = {"claims", "claimants", "effect", "condition"}
ASKED = {
    "tension": lambda project: project.tension(),
    "explain": lambda project: project.explain("china", "usa"),
    "leverage": lambda project: project.leverage(),
    "leverage_paths": lambda project: project.leverage_paths("usa", "DPRK"),
    "disputes": lambda project: project.disputes(),
    "forecasts": lambda project: project.forecasts(),
    "forecast_scores": lambda project: project.forecast_scores(),
    "timeline": lambda project: project.timeline("china", "usa"),
    "compare": lambda project: project.compare(date(2016, 1, 1), date(2016, 7, 1)),
    "balance": lambda project: project.balance(draws=100),
    "alignment": lambda project: project.alignment(),
    "sensitivity": lambda project: project.sensitivity(),
    "claims": lambda project: project.claims(),
    "articles": lambda project: project.articles(),
    "actors": lambda project: project.actors(),
    "query": lambda project: project.query("SELECT ?claim ?other { ?claim kg:denies ?other }"),
}  # fmt: skip


def test_every_question_is_here():
    methods = {method.__name__ for question in questions() for method in question.methods}
    assert methods <= set(ASKED)


@pytest.mark.parametrize("name", ASKED)
def test_the_rows_are_those_of_the_csv(built, name):
    found = ASKED[name](built)
    frame = found.to_polars()
    rows = list(csv.reader(io.StringIO(to_csv(found.table()), newline="")))
    assert frame.columns == rows[0]
    assert len(frame) == len(rows) - 1 > 0
    for column, *cells in zip(*rows, strict=True):
        for value, cell in zip(frame[column], cells, strict=True):
            match value:
                case None:
                    assert cell == ""
                case bool():
                    assert cell == str(value).lower()
                case float():
                    assert float(cell) == pytest.approx(value, abs=1e-6)
                case _:
                    assert cell.removeprefix("'") == str(value).removeprefix("'")
    assert found.to_pandas().shape == found.to_arrow().shape == frame.shape


@pytest.mark.parametrize("name", ASKED)
def test_a_column_has_its_usual_type(built, name):
    kinds = {pl.Float64: float, pl.Int64: int, pl.Boolean: bool, pl.Date: date, pl.String: str}
    frame = ASKED[name](built).to_polars()
    filled = {column: kinds[frame[column].dtype] for column in frame.columns if frame[column].null_count() < len(frame)}
    assert {c: kind for c, kind in filled.items() if c not in EITHER} == {
        column: USUAL.get(column, str) for column in filled if column not in EITHER
    }


def test_claims_take_the_conditions_of_the_command_line(built):
    denied = built.claims(denied=True, actor="China")
    assert {claim.polarity for claim in denied} == {"denied"}
    assert denied == tuple(claim for claim in built.claims(actor="beijing") if claim.polarity == "denied")
    assert built.claims(since=date(2030, 1, 1)) == ()
    assert built.claims(since=date(2030, 1, 1)).to_polars().is_empty()


def test_records_are_a_tuple(built):
    found = built.tension()
    assert found == tuple(found)
    assert hash(found) == hash(tuple(found))
    assert pickle.loads(pickle.dumps(found)) == found
    assert pl.DataFrame(found)["tension"].to_list() == found.to_polars()["tension"].to_list()


def test_an_answer_that_nobody_asked_a_project_for_has_no_table(built):
    alone = timeline(built.as_known(), "china", "united-states")
    assert alone == built.timeline("china", "usa")
    with pytest.raises(ValueError, match="asked of a project"):
        alone.to_polars()


def records():
    for package in (kg.measure, kg.model, kg.questions):
        for info in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for each in vars(importlib.import_module(info.name)).values():
                if isinstance(each, type) and each.__module__ == info.name and dataclasses.is_dataclass(each):
                    yield each


@pytest.mark.parametrize("record", sorted(set(records()), key=lambda each: (each.__module__, each.__name__)))
def test_records_say_their_types(record):
    assert set(typing.get_type_hints(record)) >= {field.name for field in dataclasses.fields(record)}
