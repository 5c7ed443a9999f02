"""Small event tables of every format, and how a store reads back."""

import gzip
import random
import zipfile

import duckdb

from kg.events.intake import import_files

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\t"
    "Longitude"
)
POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tEvent Mode\tEvent Intensity\tQuad Code\tContexts\tActor Name\tActor Country\t"
    "Actor COW\tRecipient Name\tRecipient Country\tRecipient COW\tSource\tLanguage"
)


def icews(number=1, day="2014-03-01", source="China", target="Japan", code="112", **more):
    """A row of ICEWS; `source` and `target` are names with their country after a bar, or countries."""
    (s, sc), (t, tc) = (each.split("|") if "|" in each else (each, each) for each in (source, target))
    cells = [number, day, s, "", sc, more.get("text", "Accuse"), code, more.get("intensity", "-2"), t, "", tc]
    return "\t".join(map(str, [*cells, more.get("story", number), 1, more.get("publisher", "AFP"), *[""] * 6]))


def icews_table(*rows):
    return "\n".join([ICEWS, *rows, ""])


def gdelt(number=1, day="20140301", source=("CHINA", "CHN"), target=("JAPAN", "JPN"), code="112", *, width=58, **more):
    """A row of GDELT with 57, 58 or 61 columns."""
    cells = [""] * width
    cells[0], cells[1], cells[26], cells[30] = str(number), day, code, str(more.get("goldstein", -2.0))
    cells[6], cells[7] = source
    cells[16], cells[17] = target
    if width > 57:
        cells[-1] = more.get("url", f"https://www.example.org/news/{number}?a=b")
    return "\t".join(cells)


def phoenix(number=1, day="20140301", source="CHN", target="JPN", code="112"):
    cells = [""] * 26
    cells[:2] = [f"ev{number}", day]
    cells[5:7], cells[9:11] = [f"{source}GOV", source], [f"{target}GOV", target]
    cells[13], cells[16], cells[24], cells[25] = code, "-2.0", "https://example.org/x", "nyt"
    return "\t".join(cells)


def polecat(number, kind, mode, source, target, intensity="-2.0"):
    """`source` and `target` as (name, country, COW)."""
    return "\t".join([str(number), "2023-01-05", kind, mode, intensity, "", "", *source, *target, "Some Outlet", "en"])


def written(path, text, encoding="utf-8"):
    """A file, packed as its name says."""
    data = text if isinstance(text, bytes) else text.encode(encoding)
    if path.suffix == ".gz":
        data = gzip.compress(data, mtime=0)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("table", data)
        return path
    path.write_bytes(data)
    return path


def stored(store, columns="*", order="day, id, source, target"):
    """The rows of a store."""
    query = f"SELECT {columns} FROM read_parquet('{store}/events/*/*.parquet') ORDER BY {order}"
    return duckdb.sql(query).fetchall()


def files_of(store):
    """Every file of a store with its bytes, but for what it remembers of a file system: which files were verified."""
    found = (path for path in sorted(store.rglob("*")) if path.is_file() and path.name != "verified.json")
    return {str(path.relative_to(store)): path.read_bytes() for path in found}


def imported(folder, text, file="events.tab", *, place="store", encoding="utf-8", **more):
    """What comes of a table with that text, in the store of a folder."""
    return import_files([written(folder / file, text, encoding)], folder / place, **more)


def many(count, seed=1):
    """Rows of ICEWS with repetitions, people, nobodies and codes that are none."""
    chance = random.Random(seed)
    names = ["China", "Japan", "Police (China)|China", "Ghost|NA", "United States"]
    rows = []
    for number in range(count):
        day = f"20{chance.randint(12, 14)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        source, target = chance.choice(names), chance.choice(names)
        rows.append(
            icews(number, day, source, target, chance.choice(["112", "040", "13y"]), story=chance.randint(0, 20))
        )
    return rows
