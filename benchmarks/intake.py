"""How well and at what cost files become articles, on real pages and exports whose truth is known.

    python -m benchmarks.intake                       all of it: some minutes
    python -m benchmarks.intake --data DIR --pages 0  without the thousand pages, which take the longest

The pages, exports and their truths are those of `pages/` and `databases/` in DIR (default `../shared/data`), which are
no part of this project. PDF is made of the shipped articles by Chromium, Word documents by hand.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import io
import json
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from kg.intake.dates import publication
from kg.intake.document import Input, UnreadableInputError
from kg.intake.reading import read
from kg.sources.quotes import FoldedText

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.intake.document import Document

ROOT = Path(__file__).resolve().parents[1]
BROWSERS = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
CLOCK = "Updated 2:12 PM EST, Wed, Jan 29, 2020"
SHINGLE = 4
HALVES = ("first half", "second half")
DATABASES = {
    "factiva_test.xml": 3, "factiva_test.html": 2, "europresse_test1.html": 3, "europresse_test2.html": 4,
    "nexis.docx": 10, "reut21578-factiva.xml": 19,
}  # fmt: skip
WRONG_COUNTS = {"reut21578-factiva.xml"}


def main() -> None:
    """Print every figure, one a line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data", help="where the shared data are")
    parser.add_argument("--pages", type=int, default=1_000, help="how many pages are added for time and memory")
    given = parser.parse_args()
    for part in (bodies(given.data), labels(given.data), databases(given.data), printed(), traps()):
        for name, figure in part:
            print(f"{name:<52} {figure}")
    if given.pages:
        for name, figure in cost(given.data, given.pages):
            print(f"{name:<52} {figure}")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """Runs of four words, each as often as it stands in a text."""
    words = re.findall(r"\w+", text)
    return (
        Counter(tuple(words[i : i + SHINGLE]) for i in range(max(1, len(words) - SHINGLE + 1))) if words else Counter()
    )


def bodies(data: Path) -> Iterator[tuple[str, str]]:
    """Precision, recall and F1 of the text, as the benchmark of article extraction has them: means over pages."""
    folder = data / "pages" / "bodies"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    precision = recall = 0.0
    lines: Counter[str] = Counter()
    for name, known in truth.items():
        document = page(gzip.decompress((folder / f"{name}.html.gz").read_bytes()), known["url"])
        found = shingles("\n".join(document.paragraphs) if document else "")
        right = shingles(known["articleBody"])
        both = sum((found & right).values())
        precision += both / max(1, found.total())
        recall += both / max(1, right.total())
        count_lines(document, known["articleBody"], half(name), lines)
    precision, recall = precision / len(truth), recall / len(truth)
    yield f"body, {len(truth)} pages: precision, recall", f"{precision:.3f}, {recall:.3f}"
    yield "body F1", f"{2 * precision * recall / (precision + recall):.3f}"
    for part in HALVES:
        yield f"lines of no article, {part}: suggested", share(lines, f"{part}: right", f"{part}: lines")
        yield f"suggested lines, {part}: of no article", share(lines, f"{part}: right", f"{part}: suggested")


def half(name: str) -> str:
    """Which of the two halves a page is in: the kinds of furniture were found in the first, the second was not read."""
    return HALVES[hashlib.sha256(name.encode()).digest()[0] % 2]


def count_lines(document: Document | None, body: str, part: str, counts: Counter[str]) -> None:
    """Compare the lines that are suggested as furniture with those that are not in the body as it is known."""
    inside = folded(body)
    for line in document.paragraphs if document else ():
        if not (words := folded(line)):
            continue
        outside, suggested = words not in inside, document is not None and line in document.furniture
        counts[f"{part}: lines"] += outside
        counts[f"{part}: suggested"] += suggested
        counts[f"{part}: right"] += outside and suggested


def folded(text: str) -> str:
    """The letters and digits of a text in lower case."""
    return re.sub(r"[\W_]+", "", text).casefold()


def labels(data: Path) -> Iterator[tuple[str, str]]:
    """Title, author, date by basis, furniture on the labelled pages; and clocks that are put into each of them."""
    folder = data / "pages" / "labelled"
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    counts: Counter[str] = Counter()
    for name, known in truth.items():
        content = gzip.decompress((folder / name).read_bytes())
        document = page(content, known["url"])
        if document is None:
            counts["unread"] += 1
            continue
        count_page(document, known, counts)
        clocked = page(with_clock(content), known["url"])
        counts["clocks"] += clocked is not None and publication(clocked.dates).published.startswith("2020-01-29")
    yield f"labelled pages that cannot be read, of {len(truth)}", str(counts["unread"])
    yield "title exact", share(counts, "title right", "title")
    yield "author exact where named by the page", share(counts, "author right", "author given")
    yield "author named where there is none", share(counts, "author invented", "no author")
    for basis in ("json-ld", "meta", "address", "byline"):
        yield f"date by {basis} right where there", share(counts, f"{basis} right", basis)
    yield "dates filled in unasked, right", share(counts, "sure right", "sure")
    yield "dates filled in unasked, of those there are", share(counts, "sure", "dated")
    yield "dates marked approximate, right", share(counts, "doubtful right", "doubtful")
    yield "dates taken from a clock put into each page", str(counts["clocks"])
    yield "furniture that comes into texts, of what is labelled", share(counts, "let in", "without")
    yield "of that, as most of a line", share(counts, "lines let in", "let in")
    yield "of these lines, suggested", share(counts, "lines suggested", "lines let in")
    yield "furniture precision: suggested lines of no article", share(counts, "suggested right", "suggested known")


def count_page(document: Document, known: Mapping[str, Any], counts: Counter[str]) -> None:
    """Compare one page with what is known of it."""
    if known["title"]:
        counts["title"] += 1
        counts["title right"] += " ".join(known["title"].split()) == document.title
    author = known["author"] if isinstance(known["author"], str) else "; ".join(known["author"])
    if author and document.authors:
        counts["author given"] += 1
        named = re.sub(r",? (?:and|und|&) |, |/", "; ", author)
        counts["author right"] += "; ".join(document.authors).casefold() in {author.casefold(), named.casefold()}
    if not author:
        counts["no author"] += 1
        counts["author invented"] += bool(document.authors)
    if known["date"]:
        counts["dated"] += 1
        when = publication(document.dates)
        for each in document.dates:
            counts[each.basis] += 1
            counts[f"{each.basis} right"] += each.day == known["date"][: len(each.day)]
        kind = "sure" if when.sure else "doubtful" if document.dates else ""
        counts[kind] += 1
        counts[f"{kind} right"] += when.published.rstrip("~") == known["date"]
    for label in known["without"]:
        counts["without"] += 1
        # Labels are pieces, some of which stand in a sentence of the article as well.
        words = folded(label)
        within = [line for line in document.paragraphs if words in folded(line)]
        lines = [line for line in within if len(folded(line)) <= 2 * len(words)]
        counts["let in"] += bool(within)
        counts["lines let in"] += bool(lines)
        counts["lines suggested"] += any(line in document.furniture for line in lines)
    for line in document.furniture:
        right = any(folded(each) in folded(line) for each in known["without"])
        wrong = any(folded(each) in folded(line) for each in known["with"])
        if right or wrong:
            counts["suggested known"] += 1
            counts["suggested right"] += right


def page(content: bytes, url: str) -> Document | None:
    """The document of a page, or None where it cannot be read."""
    try:
        return read(Input(content, "page.html", url)).documents[0]
    except UnreadableInputError:
        return None


def with_clock(content: bytes) -> bytes:
    """A page with a clock at its top and at its bottom."""
    clock = f'<div class="clock">{CLOCK}</div><p>{CLOCK}</p>'.encode()
    return re.sub(rb"(<body[^>]*>)", rb"\1" + clock, content, count=1, flags=re.IGNORECASE) + clock


def share(counts: Mapping[str, int], part: str, whole: str) -> str:
    """A share, with its numbers."""
    of = counts.get(whole, 0)
    return f"{counts.get(part, 0) / of:.3f} ({counts.get(part, 0)} of {of})" if of else "none"


def databases(data: Path) -> Iterator[tuple[str, str]]:
    """Whether exports are complete, each with all fields, and whether wrong counts are known."""
    for name, number in DATABASES.items():
        found = read(Input((data / "databases" / name).read_bytes(), name))
        whole = sum(
            bool(d.title and d.publisher and d.paragraphs and publication(d.dates).sure) for d in found.documents
        )
        known = (found.announced != len(found.documents)) == (name in WRONG_COUNTS)
        yield f"{name}: articles, with all fields", f"{len(found.documents)} of {number}, {whole}"
        yield f"{name}: its own count", f"{found.announced}, {'as it should be judged' if known else 'MISJUDGED'}"


def printed() -> Iterator[tuple[str, str]]:
    """How many of the coded quotes are in the text of the shipped articles, printed in one and in two columns."""
    if not CHROMIUM:
        yield "PDF", "no Chromium on the path"
        return
    for columns in (1, 2):
        found = all_quotes = mended = 0
        for article in sorted((ROOT / "sources" / "articles").glob("*.txt")):
            [document] = read(Input(pdf_of(article.read_text(encoding="utf-8"), columns), "a.pdf")).documents
            text = FoldedText.of("\n\n".join([document.title, *document.paragraphs]))
            claims = yaml.safe_load(article.with_suffix(".yaml").read_text(encoding="utf-8"))["claims"]
            said = [c["quote"] if isinstance(c["quote"], list) else [c["quote"]] for c in claims]
            quotes = [" ".join(quote.split()) for each in said for quote in each]
            all_quotes += len(quotes)
            found += sum(bool(text.find(quote)) for quote in quotes)
            mended += len(document.mended)
        yield (
            f"PDF, {columns} column{'s' if columns > 1 else ''}: quotes found; words mended",
            f"{found} of {all_quotes}; {mended}",
        )


def pdf_of(text: str, columns: int) -> bytes:
    """An article as Chromium prints it, its long words with a place at which they may be cut."""
    first, *rest = [" ".join(part.split()) for part in text.split("\n\n") if part.strip()]
    cut = [re.sub(r"\b([^\W\d_]{4})([^\W\d_]{4,})\b", "\\1\u00ad\\2", escape(line)) for line in rest]
    style = "@page{size:A4;margin:2cm}body{font:10pt/1.3 serif}p{margin:0;text-indent:1em}"
    style += f"div{{columns:{columns};text-align:justify}}"
    body = "".join(f"<p>{line}</p>" for line in cut)
    with tempfile.TemporaryDirectory() as folder:
        source, made = Path(folder) / "a.html", Path(folder) / "a.pdf"
        head = f"<!doctype html><meta charset=utf-8><style>{style}</style>"
        markup = f"{head}<h1>{escape(first)}</h1><div>{body}</div>"
        source.write_text(markup, encoding="utf-8")
        options = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer", f"--print-to-pdf={made}"]
        subprocess.run([str(CHROMIUM), *options, source.as_uri()], check=True, capture_output=True)
        return made.read_bytes()


# What word processors keep beside the text of the last version: XML of a body, words, and whether a reader sees them.
RUN = "<w:r><w:t>{}</w:t></w:r>"
TRAPS = {
    "tracked insertion": (f"<w:p><w:ins>{RUN.format('Inserted')}</w:ins></w:p>", "Inserted", True),
    "tracked deletion": ("<w:p><w:del><w:r><w:delText>Deleted</w:delText></w:r></w:del></w:p>", "Deleted", False),
    "moved away": (f"<w:p><w:moveFrom>{RUN.format('Moved')}</w:moveFrom></w:p>", "Moved", False),
    "text box": (f"<w:p><w:r><w:txbxContent><w:p>{RUN.format('In')}</w:p></w:txbxContent></w:r></w:p>", "In", True),
    "table": (f"<w:tbl><w:tr><w:tc><w:p>{RUN.format('Cell')}</w:p></w:tc></w:tr></w:tbl>", "Cell", True),
    "note at the foot": ("", "Noted", True),
    "hidden words": ("<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>Vanished</w:t></w:r></w:p>", "Vanished", False),
    "link": (f'<w:p><w:hyperlink>{RUN.format("Linked")}</w:hyperlink></w:p>', "Linked", True),
    "comment": ("", "Commented", False),
}  # fmt: skip


def traps() -> Iterator[tuple[str, str]]:
    """How many traps of Word documents are passed."""
    names = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = f"<w:p>{RUN.format('A title')}</w:p>" + "".join(xml for xml, _, _ in TRAPS.values())
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {names}><w:body>{body}</w:body></w:document>")
        archive.writestr("word/footnotes.xml", f"<w:footnotes {names}><w:p>{RUN.format('Noted')}</w:p></w:footnotes>")
        archive.writestr("word/comments.xml", f"<w:comments {names}><w:p>{RUN.format('Commented')}</w:p></w:comments>")
    text = " ".join(read(Input(made.getvalue(), "a.docx")).documents[0].paragraphs)
    passed = [name for name, (_, word, seen) in TRAPS.items() if (word in text) == seen]
    yield "DOCX traps passed", f"{len(passed)} of {len(TRAPS)}"


def cost(data: Path, number: int) -> Iterator[tuple[str, str]]:
    """CPU seconds and peak memory of `kg add` over many pages: those of the shared data, each a little different."""
    sources = sorted((data / "pages").glob("*/*.html.gz"))
    with tempfile.TemporaryDirectory() as folder:
        root, given = Path(folder) / "project", Path(folder) / "pages"
        given.mkdir()
        for index in range(number):
            content = gzip.decompress(sources[index % len(sources)].read_bytes())
            # Without their addresses, by which one page is known to be another's later edition.
            content = re.sub(rb'canonical|og:url|"(?:url|@id|mainEntityOfPage)"', b"unused", content)
            (given / f"{index:05}.html").write_bytes(re.sub(rb"</p>", f" {index}.</p>".encode(), content, count=30))
        subprocess.run([sys.executable, "-m", "kg", "init", str(root)], check=True, capture_output=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, "-m", "kg", "add", "--root", str(root), str(given), "--format", "json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        added = json.loads(done.stdout)
        yield f"kg add, {number:,} pages: articles", f"{sum(a['status'] == 'added' for a in added['articles']):,}"
        yield "kg add: CPU seconds; peak memory of a process", f"{seconds:.1f}; {after.ru_maxrss / 1024:.0f} MB"


if __name__ == "__main__":
    main()
