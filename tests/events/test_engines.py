"""Engines: what is not there is named with what brings it."""

import re
import sys
import tomllib

import pytest

from kg.events.engines import open_engine
from kg.events.problems import EngineError
from tests.checkout import ROOT

EXTRAS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]


def brought(extra):
    """The packages that an extra brings, through extras of its own too."""
    for requirement in EXTRAS[extra]:
        name, inner = re.match(r"([\w-]+)(?:\[([\w,-]+)\])?", requirement).groups()
        if name == "detente":
            for other in inner.split(","):
                yield from brought(other)
        else:
            yield name


@pytest.mark.parametrize(
    ("engine", "library"), [("duckdb", "duckdb"), ("polars", "polars"), ("spark", "pyspark"), ("sc://host", "pyspark")]
)
def test_a_missing_library_is_named_with_the_extra_that_brings_it(monkeypatch, engine, library):
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(EngineError) as raised:
        open_engine(engine)
    extra = re.fullmatch(rf"the engine needs {library}: pip install 'detente\[(\w+)\]'", str(raised.value))[1]
    assert library in set(brought(extra))


@pytest.mark.parametrize("name", ["", "duck", "http://host", "Spark"])
def test_an_engine_that_is_none_is_refused_with_those_that_are(name):
    with pytest.raises(EngineError, match="there are duckdb, polars, spark, and addresses"):
        open_engine(name)


@pytest.mark.parametrize("address", ["spark://127.0.0.1:1", "sc://127.0.0.1:1", "sc://", "spark://host:port"])
def test_an_address_where_nobody_listens_is_refused_at_once(monkeypatch, address):
    monkeypatch.setitem(sys.modules, "pyspark", sys)
    monkeypatch.setitem(sys.modules, "pyspark.errors", type(sys)("errors"))
    monkeypatch.setitem(sys.modules, "pyspark.sql", type(sys)("sql"))
    sys.modules["pyspark.errors"].PySparkException = OSError
    sys.modules["pyspark.sql"].SparkSession = None
    monkeypatch.setenv("JAVA_HOME", "somewhere")
    with pytest.raises(EngineError, match=f"no Spark at {address}"):
        open_engine(address)
