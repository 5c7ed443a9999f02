"""Rich Text (RTF 1.9), as word processors and data bases write it: the words of the last version that one sees.

Read here and not by a library, since the one that there is writes the targets of links into the text, and keeps what is
hidden or deleted while it drops notes and boxes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from kg.intake.document import Reading, UnreadableInputError
from kg.intake.office import LOST, Properties, office_document

if TYPE_CHECKING:
    from kg.intake.document import Input

MEDIA_TYPE = "application/rtf"
TOKEN = re.compile(
    r"\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})?[ ]?"
    r"|\\'(?P<byte>[0-9a-fA-F]{2})|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])"
    r"|(?P<end>[\r\n]+)|(?P<text>[^\\{}\r\n]+)"
)
# Groups that are no text of the document; a group that begins with \* is none either unless it is named below.
SKIPPED = frozenset({
    "fonttbl", "colortbl", "stylesheet", "info", "pict", "object", "header", "headerl", "headerr", "headerf", "footer",
    "footerl", "footerr", "footerf", "fldinst", "bkmkstart", "bkmkend", "annotation", "atnid", "atnauthor", "listtable",
    "listoverridetable", "rsidtbl", "themedata", "generator", "xmlnstbl", "revtbl", "datastore", "latentstyles",
    "shprslt", "nonshppict", "listtext", "pntext", "ftnsep", "aftnsep", "ftnsepc", "aftnsepc", "sp", "filetbl", "tc",
    "xe", "private", "template", "userprops", "docvar", "ud",
})  # fmt: skip
KEPT = frozenset({"shptxt", "shpinst", "shp", "fldrslt", "footnote", "do", "dptxbxtext"})
ASIDE = frozenset({"footnote", "shptxt", "dptxbxtext"})
SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "tab": " ", "emspace": " ", "enspace": " ", "qmspace": " ", "line": " ", "cell": " ", "nestcell": " ",
}  # fmt: skip
SPACES = {"~": "\u00a0", "_": "\u2011", "\n": " ", "\r": " "}
ENDS = frozenset({"par", "sect", "page", "row", "nestrow"})
CHARSETS = {
    77: "mac_roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253", 162: "cp1254",
    163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250",
}  # fmt: skip
FONT = re.compile(r"\\f(\d{1,6})\b[^;{}]{0,300}?\\fcharset(\d{1,3})")
MADE = re.compile(r"\\creatim\\yr(\d{4})\\mo(\d{1,2})\\dy(\d{1,2})")
INFO = re.compile(r"\{\\(title|author)\s([^{}]{1,400})\}")
DEEPEST = 2_000


@dataclass(frozen=True, slots=True)
class State:
    """What holds in a group: whether its words are none, hidden, deleted, aside (in a note or a box); how bytes read.

    `substitutes` is how many characters follow one that is given by its number, for programs that do not know it.
    """

    skipped: bool = False
    hidden: bool = False
    deleted: bool = False
    aside: bool = False
    encoding: str = "cp1252"
    substitutes: int = 1


@dataclass
class Words:
    """The paragraphs that have been read, and what of them is hidden."""

    lines: list[str] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)
    pending: bytearray = field(default_factory=bytearray)

    def add(self, text: str, state: State) -> None:
        """Words in a state."""
        self.settle(state)
        if state.skipped or state.deleted or not text:
            return
        self._pieces(state).append(text)

    def _pieces(self, state: State) -> list[str]:
        """Where the words of a state go."""
        return self.hidden if state.hidden else self.beside if state.aside else self.pieces

    def byte(self, value: int, state: State) -> None:
        """A byte, which may be half a character."""
        if not (state.skipped or state.deleted):
            self.pending.append(value)

    def settle(self, state: State) -> None:
        """Read the bytes that have been gathered."""
        if self.pending:
            text = bytes(self.pending).decode(state.encoding, "replace")
            self.pending.clear()
            self._pieces(state).append(text)

    def end(self, state: State) -> None:
        """End a paragraph."""
        self.settle(state)
        pieces, lines = (self.beside, self.asides) if state.aside else (self.pieces, self.lines)
        # Pairs of UTF-16 that came in two halves are characters again.
        whole = "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        line = " ".join(whole.split())
        pieces.clear()
        if line:
            lines.append(line)


def read(given: Input) -> Reading:
    """The text of a document; raises UnreadableInputError where it is none."""
    text = given.content.decode("latin-1")
    lines, hidden = words_of(text)
    info = dict(INFO.findall(text[:20_000]))
    about = {name: " ".join(words_of("{\\rtf1 " + said + "}")[0]) for name, said in info.items()}
    made = MADE.search(text[:20_000])
    day = f"{made[1]}-{int(made[2]):02}-{int(made[3]):02}" if made else ""
    properties = Properties(about.get("title", ""), about.get("author", ""), day)
    unseen = " ".join("".join(hidden).split())
    return Reading((office_document(given, MEDIA_TYPE, lines, properties, hidden=[unseen], lost=[LOST]),))


def words_of(text: str) -> tuple[list[str], list[str]]:
    """The paragraphs of Rich Text, and what of it is hidden; raises UnreadableInputError where it is none."""
    if not text.lstrip().startswith("{\\rtf"):
        raise UnreadableInputError("add-unreadable", "it is damaged, or no Rich Text")
    reader = _Reader(text)
    for token in TOKEN.finditer(text):
        reader.take(token)
    reader.words.end(reader.state)
    return [*reader.words.lines, *reader.words.asides], reader.words.hidden


class _Reader:
    """Takes tokens one after the other; `skip` is how many characters stand for one that was given by its number."""

    def __init__(self, text: str) -> None:
        page = re.search(r"\\ansicpg(\d{1,5})", text[:2_000])
        usual = _encoding(f"cp{page[1]}") if page else "mac_roman" if "\\mac" in text[:40] else "cp1252"
        self.fonts = {
            int(number): CHARSETS.get(int(charset), usual) for number, charset in FONT.findall(text[:400_000])
        }
        self.words, self.state, self.skip = Words(), State(encoding=usual), 0
        self.stack: list[State] = []
        self.first = False

    def take(self, token: re.Match[str]) -> None:
        """Read a token."""
        first, self.first = self.first, False
        if token["brace"]:
            self._brace(token["brace"])
        elif token["byte"]:
            if self.skip:
                self.skip -= 1
            else:
                self.words.byte(int(token["byte"], 16), self.state)
        elif token["word"]:
            self._word(token["word"], int(token["number"]) if token["number"] else None)
        elif token["sign"] == "*" and first:
            self.state, self.first = replace(self.state, skipped=True), True
        elif token["sign"]:
            self.words.add(SPACES.get(token["sign"], token["sign"] if token["sign"] in "{}\\" else ""), self.state)
        elif token["text"]:
            self.words.add(token["text"][self.skip :], self.state)
            self.skip = max(0, self.skip - len(token["text"]))

    def _brace(self, brace: str) -> None:
        self.words.settle(self.state)
        if brace == "}":
            before, self.state = self.state, self.stack.pop() if self.stack else self.state
            if before.aside and not self.state.aside:
                self.words.end(before)
            return
        self.stack.append(self.state)
        self.first = True
        if len(self.stack) > DEEPEST:
            raise UnreadableInputError("add-unreadable", "its groups are nested too deep")

    def _word(self, word: str, value: int | None) -> None:
        """What a control word does."""
        skip, self.skip = self.skip, 0
        if word == "u" and value is not None:
            self.words.add(chr(value % 65_536), self.state)
            self.skip = self.state.substitutes
        elif word == "uc":
            self.state, self.skip = replace(self.state, substitutes=max(0, min(value or 0, 4))), skip
        elif word in SKIPPED:
            self.state = replace(self.state, skipped=True)
        elif word in KEPT:
            self.state = replace(self.state, skipped=False, aside=self.state.aside or word in ASIDE)
        elif word in ENDS and not self.state.skipped:
            self.words.end(self.state)
        elif change := self._change(word, value):
            self.words.settle(self.state)
            self.state = replace(self.state, **change)
        else:
            self.words.add(SIGNS.get(word, ""), self.state)

    def _change(self, word: str, value: int | None) -> dict[str, Any]:
        """What of the state a control word changes."""
        match word:
            case "plain":
                return {"hidden": False, "deleted": False}
            case "f":
                return {"encoding": self.fonts.get(value or 0, self.state.encoding)}
            case "v":
                return {"hidden": value != 0}
            case "deleted":
                return {"deleted": value != 0}
        return {}


def _encoding(name: str) -> str:
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name
