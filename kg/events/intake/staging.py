"""Blocks of text columns → events with days, actors and intensities, staged as Parquet; and rejects, with reasons."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from kg.events.intake.blocks import LINE, SHOWN, Reject, blocks
from kg.events.intake.formats import NEEDED
from kg.events.parquet import quoted
from kg.events.scales import SCALES, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from kg.events.intake.blocks import Block
    from kg.events.intake.sources import Source
    from kg.events.resolve import Resolver

KEPT_REJECTS = 1000
# The id of a row that has none: the beginning of its file's hash, and its line.
ID_BY_LINE = "[0-9a-f]{12}-[0-9]{12}"
INTENSITIES = ("goldstein_icews", "goldstein_gdelt", "plover")
# Text that begins with a day of ISO 8601, or is one as GDELT or ACLED ("30 June 2022") writes it.
DAY = """CASE WHEN regexp_full_match(date, '\\d{8}') THEN date[1:4] || '-' || date[5:6] || '-' || date[7:8]
        WHEN regexp_full_match(date, '\\d{1,2} [A-Z][a-z]+ \\d{4}')
            THEN strftime(try_strptime(date, '%d %B %Y'), '%Y-%m-%d')
        ELSE regexp_extract(date, '^(\\d{4}-\\d{1,2}-\\d{1,2})([T ].*)?$', 1) END"""
CANONICAL = f"""SELECT *, CASE
        WHEN date IS NULL THEN 'no date'
        WHEN happened IS NULL OR happened < DATE '0001-01-01' THEN 'not a date'
        WHEN coalesce(source_name, source_country, target_name, target_country) IS NULL THEN 'no actor'
        WHEN given IS NOT NULL AND (goldstein IS NULL OR NOT goldstein BETWEEN -10 AND 10)
            THEN 'not a Goldstein value from -10 to 10'
        WHEN intensity IS NOT NULL AND (own IS NULL OR NOT own BETWEEN -1 AND 1)
            THEN 'not an intensity from -1 to 1'
        END AS reason
    FROM (SELECT *, try_cast({DAY} AS DATE) AS happened, try_cast(given AS DOUBLE) AS goldstein,
        try_cast(intensity AS DOUBLE) AS own FROM {{}})"""
# Fields with several actors, between semicolons: a row for every pair of a source and a target.
EVERY_PAIR = """(SELECT * EXCLUDE (s, t) REPLACE (
        nullif(trim(s[1]), '') AS source_name, nullif(trim(s[2]), '') AS source_country,
        nullif(trim(t[1]), '') AS target_name, nullif(trim(t[2]), '') AS target_country)
    FROM (SELECT *, unnest(list_zip(string_split(coalesce(target_name, ''), ';'),
            string_split(coalesce(target_country, ''), ';'))) AS t
        FROM (SELECT *, unnest(list_zip(string_split(coalesce(source_name, ''), ';'),
                string_split(coalesce(source_country, ''), ';'))) AS s FROM texts)))"""
# An unknown mode of a known type of PLOVER counts as the type; a word of ACLED or CAMEO is a code or nothing.
EVENTS = """SELECT coalesce(c.id, '{prefix}-' || lpad(CAST(line AS VARCHAR), 12, '0')) AS id,
        CAST(c.happened - DATE '1970-01-01' AS INTEGER) AS day,
        CAST(12 * (year(c.happened) - 1970) + month(c.happened) - 1 AS INTEGER) AS month,
        s.actor AS source, t.actor AS target, s.state AS source_state, t.state AS target_state,
        coalesce(exact.code, type.code, c.code) AS code,
        {intensities}, coalesce(c.own, c.goldstein / 10) AS given,
        c.publisher AS publisher, c.story AS story, coalesce(c.text, exact.label, type.label) AS text, c.url AS url
    FROM canonical c
    LEFT JOIN actors s
        ON s.name IS NOT DISTINCT FROM c.source_name AND s.country IS NOT DISTINCT FROM c.source_country
    LEFT JOIN actors t
        ON t.name IS NOT DISTINCT FROM c.target_name AND t.country IS NOT DISTINCT FROM c.target_country
    LEFT JOIN codes exact ON exact.written = {written}
    LEFT JOIN codes type ON exact.code IS NULL AND type.written = split_part({written}, '-', 1)
    WHERE c.reason IS NULL ORDER BY day, id, source, target"""


@dataclass(slots=True)
class Staged:
    """The outcome for a file: the staged files, how many rows were events, and how many were rejected, by reason.

    `unnamed` is how many of the events have no id in the file, and so are told apart by their lines.
    """

    files: list[Path] = field(default_factory=list)
    rows: int = 0
    unnamed: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    encoding: str = "utf-8"


def connection(folder: Path, memory: str) -> duckdb.DuckDBPyConnection:
    """DuckDB with bounded memory, which spills into a folder and writes rows in the order in which they come."""
    config: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": memory,
        "temp_directory": str(folder),
        "preserve_insertion_order": "true",
    }
    return duckdb.connect(config=config)


def stage(
    of: Source, resolver: Resolver, folder: Path, con: duckdb.DuckDBPyConnection, progress: Callable[[int], None]
) -> Staged:
    """Stage a file block by block; blocks that an interrupted import had staged are not parsed again.

    `progress` is called with the number of bytes of each block.
    """
    found = Staged()
    for number, block in enumerate(blocks(of)):
        file = folder / f"{of.sha256[:12]}-{number:06}.parquet"
        notes = file.with_suffix(".json")
        if not (file.exists() and notes.exists()):
            _stage_block(of, block, resolver, con, file)
        _add(found, file, json.loads(notes.read_text(encoding="utf-8")))
        progress(block.size)
    return found


def _add(found: Staged, file: Path, notes: dict[str, Any]) -> None:
    found.files.append(file)
    found.rows += notes["rows"]
    found.unnamed += notes["unnamed"]
    found.rejected.update(notes["rejected"])
    room = KEPT_REJECTS - len(found.rejects)
    found.rejects += [Reject(**reject) for reject in notes["rejects"][:room]]
    if notes["encoding"] == "iso-8859-1":
        found.encoding = notes["encoding"]


def _stage_block(of: Source, block: Block, resolver: Resolver, con: duckdb.DuckDBPyConnection, file: Path) -> None:
    """Write a block's events, then its notes, each to a new file that is then renamed."""
    _read(of, block, con)
    _resolve(resolver, con)
    con.register("codes", codes(of))
    events = EVENTS.format(
        prefix=of.sha256[:12],
        intensities=", ".join(f"coalesce(exact.{name}, type.{name}) AS {name}" for name in INTENSITIES),
        written="c.code" if of.format.name == "acled" else "upper(c.code)",
    )
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    con.execute(f"COPY ({events}) TO {quoted(beside)} (FORMAT parquet, COMPRESSION zstd)").fetchall()
    beside.replace(file)
    notes = file.with_suffix(".json")
    beside = notes.with_name(f".{notes.name}.{os.getpid()}")
    beside.write_text(json.dumps(_notes(block, con)), encoding="utf-8")
    beside.replace(notes)


def _notes(block: Block, con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """How many rows of a block are events, and of the others how many for each reason, with a sample."""
    counted = dict(con.execute("SELECT reason, count(*) FROM canonical GROUP BY reason").fetchall())
    rows = counted.pop(None, 0)
    unnamed = con.execute("SELECT count(*) FROM canonical WHERE reason IS NULL AND id IS NULL").fetchall()[0][0]
    counts = Counter(counted)
    counts.update(reject.reason for reject in block.rejects)
    rejects = sorted([*block.rejects, *_unusable(con)], key=lambda reject: (reject.line, reject.reason))
    return {
        "rows": rows,
        "unnamed": unnamed,
        "rejected": dict(sorted(counts.items())),
        "rejects": [asdict(reject) for reject in rejects[:KEPT_REJECTS]],
        "encoding": block.encoding,
    }


def _read(of: Source, block: Block, con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `canonical`: what an event needs, as text and a day, with the reason why a row is not an event."""
    con.register("block", block.table)
    nothing = ", ".join(f"'{word}'" for word in ("", *of.format.empty))
    cells = ", ".join(
        f"CASE WHEN trim(CAST({of.select[name]} AS VARCHAR)) NOT IN ({nothing})"
        f" THEN trim(CAST({of.select[name]} AS VARCHAR)) END AS {name}"
        if name in of.select
        else f"NULL::VARCHAR AS {name}"
        for name in NEEDED
    )
    # A row with nothing in any cell is an empty line.
    texts = (
        f'SELECT * FROM (SELECT {cells}, "{LINE}" AS line FROM block) WHERE coalesce({", ".join(NEEDED)}) IS NOT NULL'
    )
    con.execute(f"CREATE OR REPLACE TEMP TABLE texts AS {texts}").fetchall()
    con.unregister("block")
    pairs = EVERY_PAIR if of.format.every_pair else "texts"
    con.execute(f"CREATE OR REPLACE TEMP TABLE canonical AS {CANONICAL.replace('{}', pairs)}").fetchall()


def _resolve(resolver: Resolver, con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `actors`: whom every name and country that occurs means."""
    pairs = con.execute(
        """SELECT DISTINCT source_name AS name, source_country AS country FROM canonical
        UNION SELECT DISTINCT target_name, target_country FROM canonical"""
    ).fetchall()
    found = [(name, country, *resolver.resolve(name, country)) for name, country in pairs]
    con.register("actors", _table(("name", "country", "actor", "state"), found, numbers=0))


def codes(of: Source) -> pa.Table:
    """The codes that a file may have, as it writes them, with their notation, meaning and intensity on each scale."""
    scales, rows = load(), []
    if of.format.name == "acled":
        found = ((name, scales.plover[plover]) for name, plover in scales.acled.items())
        rows = [(name, code.notation, name, *map(code.intensities.get, SCALES)) for name, code in found]
    else:
        schemes = (of.format.scheme,) if of.format.scheme else ("cameo", "plover")
        for code in (code for scheme in schemes for code in scales.codes(scheme).values()):
            label = code.gdelt_label if of.format.version == "gdelt" else code.label
            rows.append((code.notation.upper(), code.notation, label, *map(code.intensities.get, SCALES)))
    return _table(("written", "code", "label", *INTENSITIES), rows, numbers=len(INTENSITIES))


def _table(names: Sequence[str], rows: Sequence[tuple[Any, ...]], *, numbers: int) -> pa.Table:
    """A table of text, whose last so many columns are numbers."""
    types = [pa.string()] * (len(names) - numbers) + [pa.float64()] * numbers
    columns = list(zip(*rows, strict=True)) or [()] * len(names)
    return pa.table([pa.array(column, type_) for column, type_ in zip(columns, types, strict=True)], names=list(names))


def _unusable(con: duckdb.DuckDBPyConnection) -> Iterator[Reject]:
    rows = con.execute(
        f"""SELECT line, reason, concat_ws(' | ', id, date, source_name, source_country, target_name, target_country,
            code, given, intensity)
        FROM canonical WHERE reason IS NOT NULL ORDER BY line LIMIT {KEPT_REJECTS}"""
    ).fetchall()
    return (Reject(int(line), reason, (text or "")[:SHOWN]) for line, reason, text in rows)
