"""A REFI-QDA project (.qdpx, .qde), as NVivo, ATLAS.ti, MAXQDA, QualCoder and others write it → what was coded in it.

Nothing of the archive is put on the disk, no entity of the XML is followed, and paths of somebody's own computer are
passed over.
"""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from xml.parsers import expat

from kg.importing.coded import CodedError, CodedPassage, CodedProject, CodedText, Coding
from kg.importing.naming import clean
from kg.model.files import MAX_BYTES
from kg.model.findings import shown

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NAMESPACE = "{urn:QDA-XML:project:1.0}"
MOST_FILES = 10_000
MOST_XML = 64 * 1024 * 1024
MOST_TEXTS = 256 * 1024 * 1024
DEEPEST = 64
LONGEST_NOTE = 100_000
# Where a file of the project may stand, by what its path begins with; others are on somebody's own disk.
INSIDE = ("internal://", "relative://")
OUTSIDE = ("absolute://", "file:", "http:", "https:")
# Elements that have codings but no passage of a plain text, by what they are called in a report.
NOT_OF_TEXTS = {
    "PDFSelection": "selections of PDF pages", "PictureSelection": "selections of pictures",
    "AudioSelection": "selections of sound", "VideoSelection": "selections of film",
    "TranscriptSelection": "selections of transcripts", "Case": "cases", "Variable": "variables", "Set": "sets",
    "Link": "links", "Graph": "graphs",
}  # fmt: skip
# What the library raises for archives that are none, are damaged, encrypted or packed in a way that it does not know;
# the file is open by then, so an OSError is of a place or a stream that the archive states wrongly.
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, NotImplementedError, EOFError, RuntimeError, UnicodeDecodeError,
    OSError,
)  # fmt: skip


def read_refi(path: Path) -> CodedProject:
    """What a project has of codes, texts and coded passages; raises CodedError, with what to do, and OSError."""
    if path.suffix.lower() == ".qde":
        with path.open("rb") as file:
            return _Project(_tree(file.read(MOST_XML + 1)), None).read()
    with path.open("rb") as file:
        try:
            with zipfile.ZipFile(file) as archive:
                if len(archive.infolist()) > MOST_FILES:
                    raise CodedError(f"it has more than {MOST_FILES:,} files")
                files = _Files(archive)
                return _Project(_tree(files.project()), files).read()
        except DAMAGED as error:
            raise CodedError(f"it is no REFI-QDA project: {clean(str(error))}; export it again as QDPX") from None


@dataclass
class _Files:
    """The files of an archive, each read within bounds."""

    archive: zipfile.ZipFile
    left: int = MOST_TEXTS

    def project(self) -> bytes:
        """The one file of XML, under whatever name."""
        names = [info for info in self.archive.infolist() if info.filename.lower().endswith(".qde")]
        if len(names) != 1:
            raise CodedError(f"it has {len(names)} files .qde instead of one; export it again as QDPX")
        return self._content(names[0], MOST_XML)

    def text(self, path: str) -> bytes | None:
        """The file that a path of the project means, None if there is none; folders differ from program to program."""
        info = self._by_name.get(_file_name(path))
        return None if info is None else self._content(info, MAX_BYTES)

    @cached_property
    def _by_name(self) -> dict[str, zipfile.ZipInfo]:
        """The files by their names without folders; of several the first counts."""
        return {_file_name(info.filename): info for info in reversed(self.archive.infolist()) if not info.is_dir()}

    def _content(self, info: zipfile.ZipInfo, most: int) -> bytes:
        with self.archive.open(info) as file:
            content = file.read(min(most, self.left) + 1)
        if len(content) > min(most, self.left):
            raise CodedError(f"{shown(info.filename)} is longer than the {min(most, self.left):,} bytes that are read")
        self.left -= len(content)
        return content


def _file_name(path: str) -> str:
    """The name of a file in whatever case, without its folder."""
    return PurePosixPath(path.replace("\\", "/")).name.casefold()


def _tree(content: bytes) -> ET.Element:
    """The root of the XML, which may have no document type and so no entities of its own."""
    if len(content) > MOST_XML:
        raise CodedError(f"the project is longer than the {MOST_XML:,} bytes that are read")

    def refuse(*_: object) -> None:
        raise CodedError("its XML has a document type, which no program of qualitative research writes")

    depth = 0

    def deeper(*_: object) -> None:
        nonlocal depth
        depth += 1
        if depth > DEEPEST:
            raise CodedError(f"its XML is nested deeper than {DEEPEST} levels")

    def higher(*_: object) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler = deeper, higher
    try:
        parser.Parse(content, True)  # noqa: FBT003 - that it is the last part
        root = ET.fromstring(content)  # noqa: S314 - without a document type there is nothing to expand
    except (expat.ExpatError, ET.ParseError, ValueError, LookupError) as error:
        raise CodedError(f"its XML cannot be read: {clean(str(error))}") from None
    if root.tag != f"{NAMESPACE}Project":
        raise CodedError(f"its XML is of {shown(root.tag)}, not a project of REFI-QDA 1.0")
    return root


@dataclass
class _Project:
    """A project that is read element by element."""

    root: ET.Element
    files: _Files | None
    codes: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    namesakes: Counter[str] = field(default_factory=Counter)
    left_out: Counter[str] = field(default_factory=Counter)

    def read(self) -> CodedProject:
        for code in self.root.findall(f"{NAMESPACE}CodeBook/{NAMESPACE}Codes/{NAMESPACE}Code"):
            self._take(code, "")
        for name, what in NOT_OF_TEXTS.items():
            self.left_out[what] += sum(1 for _ in self.root.iter(NAMESPACE + name))
        users = {
            user.get("guid", "").casefold(): clean(user.get("name", "")) for user in self.root.iter(f"{NAMESPACE}User")
        }
        notes = dict(self._notes())
        texts = tuple(self._texts(users, notes))
        name, origin = (clean(self.root.get(key, "")) for key in ("name", "origin"))
        return CodedProject(name, origin, self.codes, texts, {what: n for what, n in self.left_out.items() if n})

    def _take(self, code: ET.Element, above: str) -> None:
        """A code and those below it, under names that tell them apart."""
        name = clean(code.get("name", "")).replace("/", "∕") or "code without a name"
        name = f"{above}/{name}" if above else name
        said = clean(code.findtext(f"{NAMESPACE}Description", ""))
        unique = name
        while unique in self.codes:
            self.namesakes[name] += 1
            unique = f"{name} ({self.namesakes[name] + 1})"
        self.codes[unique] = said
        self.names[code.get("guid", "").casefold()] = unique
        for below in code.findall(f"{NAMESPACE}Code"):
            self._take(below, unique)

    def _notes(self) -> Iterator[tuple[str, str]]:
        """The text of each note, by what refers to it."""
        for note in self.root.iterfind(f"{NAMESPACE}Notes/{NAMESPACE}Note"):
            text = note.findtext(f"{NAMESPACE}PlainTextContent")
            if text is None:
                content = self._file(note.get("plainTextPath", ""))
                text = None if content is None else _decoded(content)[0]
            yield note.get("guid", "").casefold(), (text or "")[:LONGEST_NOTE]

    def _file(self, path: str) -> bytes | None:
        """The content of a file of the archive, or None where the path leads elsewhere or nowhere."""
        if self.files is None or not path or path.startswith(OUTSIDE):
            return None
        for prefix in INSIDE:
            path = path.removeprefix(prefix)
        return self.files.text(path)

    def _texts(self, users: dict[str, str], notes: dict[str, str]) -> Iterator[CodedText]:
        for source in self.root.iterfind(f"{NAMESPACE}Sources/{NAMESPACE}TextSource"):
            name = clean(source.get("name", "")) or PurePosixPath(source.get("plainTextPath", "")).stem
            passages = tuple(self._passages(source, users, notes))
            self.left_out["codings of whole texts"] += len(source.findall(f"{NAMESPACE}Coding"))
            within = source.findtext(f"{NAMESPACE}PlainTextContent")
            content = self._file(source.get("plainTextPath", "")) if within is None else within.encode()
            if content is None:
                self.left_out["texts that are not in the file"] += 1
                self.left_out["passages of texts that are not in the file"] += len(passages)
                continue
            text, marked = _decoded(content)
            if not text.strip():
                self.left_out["empty texts"] += 1
                continue
            yield CodedText(name or "Text without a name", text, passages, marked)

    def _passages(self, source: ET.Element, users: dict[str, str], notes: dict[str, str]) -> Iterator[CodedPassage]:
        for selection in source.iterfind(f"{NAMESPACE}PlainTextSelection"):
            codings = tuple(self._codings(selection, users))
            said = [selection.findtext(f"{NAMESPACE}Description", "")[:LONGEST_NOTE]]
            said += [
                notes.get(each.get("targetGUID", "").casefold(), "") for each in selection.iter(f"{NAMESPACE}NoteRef")
            ]
            try:
                start, end = int(selection.get("startPosition", "")), int(selection.get("endPosition", ""))
            except ValueError:
                self.left_out["passages without places"] += 1
                continue
            name = clean(selection.get("name", ""))
            yield CodedPassage(start, end, name, codings, tuple(dict.fromkeys(note for note in said if note.strip())))

    def _codings(self, selection: ET.Element, users: dict[str, str]) -> Iterator[Coding]:
        for coding in selection.iterfind(f"{NAMESPACE}Coding"):
            coder = users.get(coding.get("creatingUser", "").casefold(), "") or "unknown coder"
            for reference in coding.iterfind(f"{NAMESPACE}CodeRef"):
                code = self.names.get(reference.get("targetGUID", "").casefold())
                if code is None:
                    self.left_out["codings with a code that is not there"] += 1
                else:
                    yield Coding(code, coder)


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text of a file, and whether it had a byte order mark; what is not UTF-8 is UTF-16 or Windows-1252."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace"), True
    try:
        text = content.decode()
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return text.removeprefix("\ufeff"), text.startswith("\ufeff")
