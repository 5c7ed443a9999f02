"""The tokens of a SPARQL query, by the terminals of its grammar (SPARQL 1.1, section 19.8) as the engine reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass

# A string may hold only these escapes: at any other the engine gives the string up and reads its first quotation
# marks as an empty one, so that the rest of the string is no longer hidden.
HEX = "[0-9A-Fa-f]"
ESCAPE = rf"""\\[tbnrf"'\\]|\\u(?![dD][89A-Fa-f]){HEX}{{4}}|\\U00(?:00(?![dD][89A-Fa-f])|0[1-9A-Fa-f]|10){HEX}{{4}}"""
LOCAL = rf"[\w:]|%{HEX}{{2}}|\\[_~.\-!$&'()*+,;=/?\#@%]"
TOKEN = re.compile(
    rf"""(?P<space>[ \t\r\n]+|\#[^\r\n]*)
      | (?P<text>'''(?:'{{0,2}}(?:[^'\\]|{ESCAPE}))*'''|\"\"\"(?:"{{0,2}}(?:[^"\\]|{ESCAPE}))*\"\"\"
                |'(?:[^'\\\r\n]|{ESCAPE})*'|"(?:[^"\\\r\n]|{ESCAPE})*")
      | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u{HEX}{{4}}|\\U{HEX}{{8}})*>)
      | (?P<variable>[?$]\w+|@[A-Za-z]+(?:-[A-Za-z0-9]+)*|_:\w(?:[\w.-]*[\w-])?)
      | (?P<name>(?:[^\W\d_][\w-]*+(?:\.+[\w-]+)*+)?:(?:(?:{LOCAL})(?:-|{LOCAL})*(?:\.+(?:-|{LOCAL})+)?)?)
      | (?P<number>(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?)
      | (?P<word>[A-Za-z]\w*)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
PAIRED = re.compile(rf"\\(?:u([+0-9A-Fa-f]{HEX}{{3}})|U([+0-9A-Fa-f]{HEX}{{7}})|.)", re.DOTALL)
ANYWHERE = re.compile(rf"\\u({HEX}{{4}})|\\U({HEX}{{8}})")
MAX_CODE_POINT = 0x10FFFF


@dataclass(frozen=True, slots=True)
class Token:
    """A token: text, iri, variable, name, number, word or other; `glued` if no space stands before it."""

    kind: str
    text: str
    glued: bool

    def is_word(self, *words: str) -> bool:
        """Whether the token is one of these keywords, in any case."""
        return self.kind == "word" and self.text.upper() in words


def tokens(query: str) -> list[Token]:
    """The tokens of a query without white space and comments."""
    found: list[Token] = []
    glued = False
    for match in TOKEN.finditer(query):
        kind = str(match.lastgroup)
        if kind != "space":
            found.append(Token(kind, match.group(), glued))
        glued = kind != "space"
    return found


def readings(query: str) -> set[str]:
    """The query as it stands, and as it reads once the code point escapes that SPARQL allows anywhere are resolved.

    Engines differ in whether they resolve them outside strings and IRIs, and whether a backslash before one counts.
    """
    return {query, PAIRED.sub(_unescaped, query), ANYWHERE.sub(_unescaped, query)}


def _unescaped(match: re.Match[str]) -> str:
    digits = match.group(1) or match.group(2)
    code = int(digits, 16) if digits else MAX_CODE_POINT + 1
    return chr(code) if code <= MAX_CODE_POINT else match.group()
