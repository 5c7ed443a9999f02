"""The formats of event tables: how each is recognised, and where it has what an event needs.

Columns are asked for in DuckDB's SQL, as expressions over the columns of the file, all of them text; a format without
a header has its columns as c0, c1, …. What an event needs:

    id, date, source_name, source_country, target_name, target_country, code, given, intensity, publisher, story,
    text, url, source_sectors, target_sectors

`given` is the file's own number from -10 to 10, `intensity` the same from -1 to 1; a country is a code or a name;
sectors are what `kg.events.sectors` knows of who acts.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.events.problems import IntakeError
from kg.events.resolve import COW_PREFIX

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NEEDED = (
    "id", "date", "source_name", "source_country", "target_name", "target_country", "code", "given", "intensity",
    "publisher", "story", "text", "url", "source_sectors", "target_sectors",
)  # fmt: skip
HOST = "regexp_replace(lower(regexp_extract({0}, '^[a-zA-Z]+://(?:[^/?#@]*@)?([^/?#:]+)', 1)), '^www\\.', '')"
# A country by the Correlates of War, whose codes often mean another country in ISO.
COW = (
    "CASE WHEN regexp_full_match({0}, '(None|[; ])*') "
    f"THEN '{COW_PREFIX}' || replace(nullif(nullif({{1}}, ''), 'None'), ';', ';{COW_PREFIX}') ELSE {{0}} END"
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, its data set, the scheme of its codes, and where its columns are.

    `widths` are the numbers of columns that a row may have, `header` the names by which a header is known; one of them
    is empty. `optional` has the columns that some files lack. `every_pair` is set if fields can name several actors
    between semicolons, so that a row is as many events as it has pairs. `quoted` is set if a quotation mark may open a
    field, by RFC 4180, whatever stands between fields.
    """

    name: str
    dataset: str
    scheme: str
    select: Mapping[str, str]
    widths: tuple[int, ...] = ()
    header: tuple[str, ...] = ()
    optional: Mapping[str, str] = field(default_factory=dict)
    quoted: bool = False
    empty: tuple[str, ...] = ()
    every_pair: bool = False
    # The version of CAMEO that the codes belong to, where their meaning differs.
    version: str = "icews"


def _gdelt(name: str, widths: tuple[int, ...], url: str) -> Format:
    """GDELT: the day is that of the event (SQLDATE), not of its report.

    The number of mentions is not used: being mentioned again does not make a second event.
    """
    return Format(
        name, "gdelt", "cameo",
        {
            "id": "c0", "date": "c1",
            "source_name": "coalesce(nullif(c6, ''), c5)", "source_country": "c7",
            "target_name": "coalesce(nullif(c16, ''), c15)", "target_country": "c17",
            "source_sectors": "concat_ws(';', c12, c13, c14)", "target_sectors": "concat_ws(';', c22, c23, c24)",
            "code": "c26", "given": "c30", "publisher": HOST.format(url), "story": url, "url": url,
        },
        widths=widths, version="gdelt",
    )  # fmt: skip


ICEWS = Format(
    "icews", "icews", "cameo",
    {
        "id": '"Event ID"', "date": '"Event Date"',
        "source_name": '"Source Name"', "source_country": '"Source Country"',
        "target_name": '"Target Name"', "target_country": '"Target Country"',
        "given": '"Intensity"', "publisher": '"Publisher"', "story": '"Story ID"',
        "text": '"Event Text"',
    },
    header=(
        "Event ID", "Event Date", "Source Name", "Source Country", "Event Text", "Intensity", "Target Name",
        "Target Country", "Story ID", "Publisher",
    ),
    optional={"code": "CAMEO Code", "source_sectors": "Source Sectors", "target_sectors": "Target Sectors"},
    empty=("NA", "NULL"),
)  # fmt: skip
POLECAT = Format(
    "polecat", "polecat", "plover",
    {
        "id": '"Event ID"', "date": '"Event Date"',
        "source_name": '"Actor Name"', "source_country": COW.format('"Actor Country"', '"Actor COW"'),
        "target_name": '"Recipient Name"',
        "target_country": COW.format('"Recipient Country"', '"Recipient COW"'),
        "code": "concat_ws('-', \"Event Type\", CASE WHEN \"Event Mode\" NOT IN ('', 'None') THEN \"Event Mode\" END)",
        "given": '"Intensity"', "publisher": '"Source"',
    },
    header=(
        "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Actor Name", "Actor Country", "Actor COW",
        "Recipient Name", "Recipient Country", "Recipient COW", "Source",
    ),
    optional={"source_sectors": "Primary Actor Sector", "target_sectors": "Primary Recipient Sector"},
    empty=("None", "NA"), every_pair=True,
)  # fmt: skip
PHOENIX = Format(
    "phoenix", "phoenix", "cameo",
    {
        "id": "c0", "date": "c1", "source_name": "c5", "source_country": "c6", "source_sectors": "c7",
        "target_name": "c9", "target_country": "c10", "target_sectors": "c11", "code": "c13", "given": "c16",
        "publisher": "c25", "story": "c24", "url": "c24",
    },
    widths=(26,), empty=("NA",), version="gdelt",
)  # fmt: skip
# The tables of older newspapers, whose writers had numbers for codes: 40 is 040 where its root is 4.
PHOENIX_HISTORICAL = Format(
    "phoenix-historical", "phoenix", "cameo",
    {
        "id": '"eid"', "date": "concat_ws('-', \"year\", \"month\", \"day\")",
        "source_name": '"source"', "source_country": '"source_root"', "source_sectors": '"source_agent"',
        "target_name": '"target"', "target_country": '"target_root"', "target_sectors": '"target_agent"',
        "code": "concat(CASE WHEN length(root_code) = 1 AND starts_with(code, root_code) THEN '0' END, code)",
        "given": '"goldstein"', "story": '"aid"',
    },
    header=(
        "eid", "year", "month", "day", "source", "source_root", "source_agent", "target", "target_root",
        "target_agent", "code", "root_code", "goldstein", "aid",
    ),
    quoted=True, empty=("NA", "NULL"), version="gdelt",
)  # fmt: skip
# The actors of ACLED are not directed: the first is no more source than target.
ACLED = Format(
    "acled", "acled", "plover",
    {
        "id": '"event_id_cnty"', "date": '"event_date"', "source_name": '"actor1"', "target_name": '"actor2"',
        "code": '"sub_event_type"', "publisher": '"source"',
        "text": "\"sub_event_type\" || coalesce(': ' || nullif(left(trim(\"notes\"), 300), ''), '')",
    },
    header=("event_id_cnty", "event_date", "event_type", "sub_event_type", "actor1", "actor2", "source", "notes"),
    optional={"source_sectors": "inter1", "target_sectors": "inter2"}, quoted=True,
)  # fmt: skip
# A table of one's own; columns other than date, source and target are optional.
PLAIN = Format(
    "plain", "plain", "", {}, header=("date", "source", "target"), quoted=True, every_pair=True,
    # How R, pandas and others write a missing value.
    empty=("NA", "NaN", "nan", "NULL", "null", "None"),
)  # fmt: skip
PLAIN_COLUMNS = (
    "id", "date", "source", "target", "source_country", "target_country", "source_sectors", "target_sectors", "code",
    "intensity", "goldstein", "publisher", "story", "text", "url",
)  # fmt: skip
FORMATS = {
    found.name: found
    for found in (
        ICEWS, _gdelt("gdelt1", (57, 58), "c57"), _gdelt("gdelt2", (61,), "c60"), POLECAT, PHOENIX,
        PHOENIX_HISTORICAL, ACLED, PLAIN,
    )
}  # fmt: skip
DELIMITERS = (",", ";", "\t")
# A row of text, with all the lines that a quotation in it has. In memory its cells are ten times as long.
LONGEST_LINE = 8 * 2**20
MOST_COLUMNS = 10_000
TOO_LONG = f"has a line of more than {LONGEST_LINE // 2**20} MB, so it is no table"
# Other names of columns in some files.
OTHER_NAMES = {"Event Intensity": "Intensity"}


def recognised(first_line: str) -> Format:
    """The format of a text file by its first line; raises IntakeError if it is not a known one."""
    cells = first_line.rstrip("\r\n").split("\t")
    names = {OTHER_NAMES.get(cell.strip(), cell.strip()) for cell in cells}
    for each in FORMATS.values():
        if each.header and not each.quoted and set(each.header) <= names:
            return each
        if len(cells) in each.widths:
            return each
    columns = {name.lower() for name in header_names(first_line, delimiter_of(first_line))}
    for each in (ACLED, PHOENIX_HISTORICAL, PLAIN):
        if set(each.header) <= columns:
            return each
    if len(cells) > 1:
        why = f"its first line has {len(cells)} columns between tabs"
    else:
        why = f"its header lacks {', '.join(name for name in PLAIN.header if name not in columns)}"
    raise IntakeError(
        f"is no event table that is known: {why}; give --format, or a table with a header of date,source,target and "
        "code, intensity or goldstein, between commas, semicolons or tabs"
    )


def delimiter_of(first_line: str) -> str:
    """What stands between the names of a header most often: a comma, unless semicolons or tabs do."""
    return max(DELIMITERS, key=first_line.count)


def header_names(first_line: str, delimiter: str) -> tuple[str, ...]:
    """The names of a header whose fields may be in quotation marks; raises IntakeError if it is none."""
    if "\r" in first_line.rstrip("\r\n"):
        raise IntakeError("has lines that end in carriage returns alone; save it as CSV (UTF-8)")
    csv.field_size_limit(LONGEST_LINE)
    if first_line.count(delimiter) >= MOST_COLUMNS:
        raise IntakeError(f"has a header of more than {MOST_COLUMNS:,} columns, so it is no event table")
    try:
        cells = next(csv.reader([first_line.rstrip("\r\n")], delimiter=delimiter))
    except csv.Error as error:
        raise IntakeError(f"is no table: {error}") from None
    return tuple(cell.strip() for cell in cells)


def identifier(column: str) -> str:
    """The name of a column as SQL quotes it."""
    return '"' + column.replace('"', '""') + '"'


def plain_select(columns: Sequence[str]) -> dict[str, str]:
    """Where a plain table with these columns, in any case, has what an event needs."""
    by_name = {column.strip().lower(): identifier(column) for column in columns}
    found = {name: by_name[name] for name in PLAIN_COLUMNS if name in by_name}
    select = {"source_name": found.pop("source"), "target_name": found.pop("target")}
    if "goldstein" in found:
        select["given"] = found.pop("goldstein")
    # Who acts may be written as the code of a country.
    countries = {f"{side}_country": select[f"{side}_name"] for side in ("source", "target")}
    return countries | select | found
