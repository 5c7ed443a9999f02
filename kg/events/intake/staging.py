"""Blocks of text columns → events with days, actors and intensities, staged as Parquet; and rejects, with reasons."""

from __future__ import annotations

import json
import os
from collections import Counter
from dataclasses import asdict, dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from kg.events import countries
from kg.events.intake.blocks import LINE, SHOWN, Reject, blocks
from kg.events.intake.formats import ACLED, NEEDED
from kg.events.parquet import quoted
from kg.events.scales import SCALES, load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from pathlib import Path

    from kg.events.intake.blocks import Block
    from kg.events.intake.sources import Source
    from kg.events.resolve import Resolver
    from kg.events.scales import Code

KEPT_REJECTS = 1000
# A cell in quotation marks, which a table between tabs has where another program wrote it; they are no part of it.
UNQUOTED = """CASE WHEN regexp_full_match({0}, '"[^\n]*"') AND length({0}) > 1
    THEN nullif(trim(replace({0}[2:-2], '""', '"')), '') ELSE {0} END"""
# The id of a row that has none: the beginning of its file's hash, and its line.
ID_BY_LINE = "[0-9a-f]{12}-[0-9]{12}"
ENDS = ("name", "country", "sectors")
INTENSITIES = ("goldstein_icews", "goldstein_gdelt", "plover")

# Text that begins with a day of ISO 8601, or is one as GDELT or ACLED ("30 June 2022") writes it.
DAY = """CASE WHEN regexp_full_match(date, '\\d{8}') THEN date[1:4] || '-' || date[5:6] || '-' || date[7:8]
        WHEN regexp_full_match(date, '\\d{1,2} [A-Z][a-z]+ \\d{4}')
            THEN strftime(try_strptime(date, '%d %B %Y'), '%Y-%m-%d')
        ELSE regexp_extract(date, '^(\\d{4}-\\d{1,2}-\\d{1,2})([T ].*)?$', 1) END"""
# With the first day of the time in which codes and names mean what they do on the row's day.
CANONICAL = f"""SELECT *, {{era}} AS era, CASE
        WHEN date IS NULL THEN 'no date'
        WHEN happened IS NULL OR happened < DATE '0001-01-01' THEN 'not a date'
        WHEN coalesce(source_name, source_country, target_name, target_country) IS NULL THEN 'no actor'
        WHEN given IS NOT NULL AND (goldstein IS NULL OR NOT goldstein BETWEEN -10 AND 10)
            THEN 'not a Goldstein value from -10 to 10'
        WHEN intensity IS NOT NULL AND (own IS NULL OR NOT own BETWEEN -1 AND 1)
            THEN 'not an intensity from -1 to 1'
        END AS reason
    FROM (SELECT *, try_cast({DAY} AS DATE) AS happened, try_cast(given AS DOUBLE) AS goldstein,
        try_cast(intensity AS DOUBLE) AS own FROM {{rows}})"""
# An unknown mode of a known type of PLOVER counts as the type; a word of ACLED or CAMEO is a code or nothing.
EVENTS = """SELECT coalesce(c.id, '{prefix}-' || lpad(CAST(line AS VARCHAR), 12, '0')) AS id,
        CAST(c.happened - DATE '1970-01-01' AS INTEGER) AS day,
        CAST(12 * (year(c.happened) - 1970) + month(c.happened) - 1 AS INTEGER) AS month,
        s.actor AS source, t.actor AS target, s.state AS source_state, t.state AS target_state,
        s.group_in AS source_group_in, t.group_in AS target_group_in,
        coalesce(exact.code, type.code, c.code) AS code,
        {intensities}, coalesce(c.own, c.goldstein / 10) AS given,
        c.publisher AS publisher, c.story AS story, coalesce(c.text, exact.label, type.label) AS text, c.url AS url
    FROM canonical c
    LEFT JOIN actors s
        ON s.name IS NOT DISTINCT FROM c.source_name AND s.country IS NOT DISTINCT FROM c.source_country
        AND s.sectors IS NOT DISTINCT FROM c.source_sectors AND s.era = c.era
    LEFT JOIN actors t
        ON t.name IS NOT DISTINCT FROM c.target_name AND t.country IS NOT DISTINCT FROM c.target_country
        AND t.sectors IS NOT DISTINCT FROM c.target_sectors AND t.era = c.era
    LEFT JOIN codes exact ON exact.written = {written}
    LEFT JOIN codes type ON exact.code IS NULL AND type.written = split_part({written}, '-', 1)
    WHERE c.reason IS NULL ORDER BY day, id, source, target"""


@dataclass(slots=True)
class Staged:
    """The outcome for a file: the staged files, how many rows were events, and how many were rejected, by reason.

    A row that names several actors is as many `events` as it has pairs. `unnamed` is how many of the events have no id
    in the file, and so are told apart by their lines.
    """

    files: list[Path] = field(default_factory=list)
    rows: int = 0
    events: int = 0
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
    found.events += notes["events"]
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
        written=_written(of),
    )
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    con.execute(f"COPY ({events}) TO {quoted(beside)} (FORMAT parquet, COMPRESSION zstd)").fetchall()
    beside.replace(file)
    notes = file.with_suffix(".json")
    beside = notes.with_name(f".{notes.name}.{os.getpid()}")
    beside.write_text(json.dumps(_notes(block, con)), encoding="utf-8")
    beside.replace(notes)


def _written(of: Source) -> str:
    """In SQL, a code as the table of codes has it."""
    if of.coded_by_text:
        return "lower(c.text)"
    return "c.code" if of.format is ACLED else "upper(c.code)"


def _notes(block: Block, con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    """How many rows of a block are events, and of the others how many for each reason, with a sample."""
    # Pairs of actors of one row are rejected together or not at all.
    counted = dict(con.execute("SELECT reason, count(DISTINCT line) FROM canonical GROUP BY reason").fetchall())
    rows = counted.pop(None, 0)
    events = con.execute("SELECT count(*) FROM canonical WHERE reason IS NULL").fetchall()[0][0]
    unnamed = con.execute("SELECT count(*) FROM canonical WHERE reason IS NULL AND id IS NULL").fetchall()[0][0]
    counts = Counter(counted)
    counts.update(reject.reason for reject in block.rejects)
    rejects = sorted([*block.rejects, *_unusable(con)], key=lambda reject: (reject.line, reject.reason))
    return {
        "rows": rows,
        "events": events,
        "unnamed": unnamed,
        "rejected": dict(sorted(counts.items())),
        "rejects": [asdict(reject) for reject in rejects[:KEPT_REJECTS]],
        "encoding": block.encoding,
    }


def _read(of: Source, block: Block, con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `canonical`: what an event needs, as text and a day, with the reason why a row is not an event."""
    con.register("block", block.table)
    nothing = ", ".join(f"'{word}'" for word in ("", *of.format.empty))
    trimmed = ", ".join(
        f"trim(CAST({of.select[name]} AS VARCHAR)) AS {name}" if name in of.select else f"NULL::VARCHAR AS {name}"
        for name in NEEDED
    )
    text = "{0}" if of.format.quoted else UNQUOTED
    cells = ", ".join(f"CASE WHEN {name} NOT IN ({nothing}) THEN {text.format(name)} END AS {name}" for name in NEEDED)
    # A row with nothing in any cell is an empty line.
    texts = f"""SELECT * FROM (SELECT {cells}, line FROM (SELECT {trimmed}, "{LINE}" AS line FROM block))
        WHERE coalesce({", ".join(NEEDED)}) IS NOT NULL"""
    con.execute(f"CREATE OR REPLACE TEMP TABLE texts AS {texts}").fetchall()
    con.unregister("block")
    rows = _every_pair(nothing) if of.format.every_pair else "texts"
    canonical = CANONICAL.replace("{era}", _era()).replace("{rows}", rows)
    con.execute(f"CREATE OR REPLACE TEMP TABLE canonical AS {canonical}").fetchall()


def _era() -> str:
    """In SQL, the first day of the span between two changes of `kg.events.countries` in which a row's day lies."""
    days = countries.load().changes
    spans = " ".join(f"WHEN happened >= DATE '{day}' THEN '{day}'" for day in reversed(days))
    return f"CASE {spans} ELSE '{days[0] - timedelta(days=1)}' END"


def _every_pair(nothing: str) -> str:
    """In SQL, the rows of `texts`, and for one whose fields have several actors a row for every pair of them."""
    fields = ("source_name", "source_country", "target_name", "target_country")
    several = " OR ".join(f"contains({field}, ';')" for field in fields)
    ends = ", ".join(
        f"{end}[{place}] AS {side}_{what}"
        for end, side in (("s", "source"), ("t", "target"))
        for place, what in enumerate(ENDS, 1)
    )
    return f"""(SELECT * FROM texts WHERE ({several}) IS NOT TRUE
        UNION ALL SELECT * EXCLUDE (s, t) REPLACE ({ends})
        FROM (SELECT *, unnest({_actors("target", nothing)}) AS t
            FROM (SELECT *, unnest({_actors("source", nothing)}) AS s FROM texts WHERE {several})))"""


def _actors(side: str, nothing: str) -> str:
    """In SQL, the actors of a side, who stand between semicolons, as lists of name, country and sectors.

    One country or sector is that of all who are named, and all sectors are those of a single one; else they belong to
    the names in their order.
    """
    names, states, sectors = (f"string_split(coalesce({side}_{what}, ''), ';')" for what in ENDS)
    number = f"greatest(len({names}), len({states}))"
    whole = f"list_transform({names}, lambda x: CASE WHEN trim(x) <> '' THEN {states}[1] END)"
    along = f"CASE WHEN len({states}) = 1 AND len({names}) > 1 THEN {whole} ELSE {states} END"
    whose = f"""CASE WHEN {number} = 1 THEN [{side}_sectors]
        WHEN len({sectors}) = 1 THEN list_resize({sectors}, {number}, {sectors}[1]) ELSE {sectors} END"""
    cells = ", ".join(f"CASE WHEN trim(x[{place}]) NOT IN ({nothing}) THEN trim(x[{place}]) END" for place in (1, 2, 3))
    actors = f"list_transform(list_zip({names}, {along}, {whose}), lambda x: [{cells}])"
    named = f"list_filter({actors}, lambda x: coalesce(x[1], x[2]) IS NOT NULL)"
    return f"CASE WHEN len({named}) = 0 THEN [[NULL, NULL, NULL]] ELSE {named} END"


def _resolve(resolver: Resolver, con: duckdb.DuckDBPyConnection) -> None:
    """Make the table `actors`: whom every name and country that occurs means."""
    ends = con.execute(
        """SELECT source_name, source_country, source_sectors, era FROM canonical
        UNION SELECT target_name, target_country, target_sectors, era FROM canonical"""
    ).fetchall()
    rows = []
    for name, country, sectors, era in ends:
        meant = resolver.resolve(name, country, sectors, date.fromisoformat(era))
        rows.append((name, country, sectors, era, meant.actor, meant.state, meant.group_in))
    con.register("actors", _table((*ENDS, "era", "actor", "state", "group_in"), rows, numbers=0))


def codes(of: Source) -> pa.Table:
    """The codes that a file may have, as it writes them, with their notation, meaning and intensity on each scale."""
    scales, rows = load(), []
    if of.format is ACLED:
        types = ((name, scales.plover[plover]) for name, plover in scales.acled.items())
        rows = [(name, code.notation, name, *map(code.intensities.get, SCALES)) for name, code in types]
    elif of.coded_by_text:
        by_text = {code.label.lower(): code for code in _as_icews_has_them(scales.cameo.values())}
        rows = [(t, code.notation, code.label, *map(code.intensities.get, SCALES)) for t, code in by_text.items() if t]
    else:
        schemes = (of.format.scheme,) if of.format.scheme else ("cameo", "plover")
        for code in (code for scheme in schemes for code in scales.codes(scheme).values()):
            label = code.gdelt_label if of.format.version == "gdelt" else code.label
            rows.append((code.notation.upper(), code.notation, label, *map(code.intensities.get, SCALES)))
    return _table(("written", "code", "label", *INTENSITIES), rows, numbers=len(INTENSITIES))


def _as_icews_has_them(codes_: Iterable[Code]) -> list[Code]:
    """Codes with those last that ICEWS uses, of several of one meaning: the ones it has numbers for, the longest."""
    return sorted(codes_, key=lambda code: ("goldstein-icews" in code.intensities, len(code.notation), code.notation))


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
