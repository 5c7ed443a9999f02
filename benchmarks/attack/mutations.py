"""Bytes, texts and files as carelessness, other programs and ill will change them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    Change = Callable[[bytes, Random], bytes]

# Each is harmless where it is taken for text, and nowhere else.
HOSTILE = (
    "\x1b[2J\x1b]52;c;aGk=\x07", "\x1b[8m", "\x9b2J", "\r", "\x08\x08\x08", "\x00", "\ufeff", "\u202eevil\u202c",
    "\u2066", "\u200b", "\u0085", "\u2028", "\ud7ff\ue000", "\U0001f469\u200d\U0001f469", "a\u0301"*30, "İıſK",
    "<script>alert(1)</script>", "</script><img src=x onerror=alert(1)>", "<!--", "]]>", "&lt;&amp;&#0;",
    "javascript:alert(1)", '"><svg onload=alert(1)>', "';DROP TABLE x;--", "=cmd|' /C calc'!A1", "@SUM(1)", "\\",
    "\\u0041", '"""', "'''", "> <http://evil.example/> .", "{{7*7}}", "${7*7}", "%s%n", "../../../../etc/passwd",
    "file:///etc/passwd", "//evil.example/x", "CON", "nul.txt", "!!python/object/apply:os.system [id]", "&a [*a]",
    "*nobody", "<<: *nobody", "? : :", "- - - -", "%YAML 9.9", "--- \n...\n", "!!binary AAAA", "0x7fffffffffffffff",
    "1e999", "-0", ".nan", ".inf", "2016-02-30", "9999-99", "-99999-01-01", "2016-W53-8", "1:30:00", "yes", "no",
    "null", "~", "9"*400, "}", "]", "{", "["*300, "{a: "*300, ",", ":", "#", "\t", " "*200, "| head", "$(id)", "`id`",
    "\n\n\n", "a"*5000,
)  # fmt: skip
ENCODINGS = ("utf-16", "utf-16-le", "utf-8-sig", "latin-1", "cp1251", "utf-32", "shift_jis", "gb18030")


def mutated(content: bytes, random: Random) -> bytes:
    """The content after one to four changes."""
    for _ in range(random.choice((1, 1, 1, 2, 3, 4))):
        content = random.choice(CHANGES)(content, random)
    return content


def hostile(random: Random) -> str:
    """One to three strings that mean something to some program, in a row."""
    return "".join(random.choice(HOSTILE) for _ in range(random.choice((1, 1, 2, 3))))


def disguised(path: Path, random: Random, outside: Path) -> str:
    """Put something else in the place of a file or a folder: links, pipes, sizes; gives what it is now.

    `outside` is a file that does not belong to the project.
    """
    kinds: dict[str, Callable[[], object]] = {
        "a link out": lambda: path.symlink_to(outside),
        "a link to a folder": lambda: path.symlink_to(outside.parent),
        "a link to itself": lambda: path.symlink_to(path),
        "a link to a device": lambda: path.symlink_to("/dev/zero"),
        "a link to nothing": lambda: path.symlink_to("gone"),
        "a pipe": lambda: os.mkfifo(path),
        "a folder": path.mkdir,
        "four gigabytes of nothing": lambda: _sparse(path, 4 << 30),
        "an empty file": path.touch,
        "a file that nobody may read": lambda: path.touch(0),
        "gone": lambda: None,
    }
    kind = random.choice(list(kinds))
    path.unlink()
    kinds[kind]()
    return kind


def _sparse(path: Path, size: int) -> None:
    with path.open("wb") as file:
        file.truncate(size)


def _span(content: bytes, random: Random, most: int = 200) -> tuple[int, int]:
    begin = random.randrange(len(content) + 1)
    return begin, min(len(content), begin + random.randint(1, most))


def _flip(content: bytes, random: Random) -> bytes:
    if not content:
        return content
    place = random.randrange(len(content))
    return content[:place] + bytes([content[place] ^ (1 << random.randrange(8))]) + content[place + 1 :]


def _insert(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content) + 1)
    return content[:place] + hostile(random).encode() + content[place:]


def _insert_noise(content: bytes, random: Random) -> bytes:
    place = random.randrange(len(content) + 1)
    return content[:place] + random.randbytes(random.randint(1, 30)) + content[place:]


def _delete(content: bytes, random: Random) -> bytes:
    begin, end = _span(content, random)
    return content[:begin] + content[end:]


def _overwrite(content: bytes, random: Random) -> bytes:
    begin, end = _span(content, random, 40)
    return content[:begin] + hostile(random).encode() + content[end:]


def _copy(content: bytes, random: Random) -> bytes:
    """A part stands elsewhere as well."""
    begin, end = _span(content, random, 2_000)
    place = random.randrange(len(content) + 1)
    return content[:place] + content[begin:end] + content[place:]


def _cut_short(content: bytes, random: Random) -> bytes:
    return content[: random.randrange(len(content) + 1)]


def _lines(content: bytes, random: Random) -> bytes:
    """Two lines change places, one goes, or one is said many times."""
    lines = content.splitlines(keepends=True)
    if not lines:
        return content
    first, second = random.randrange(len(lines)), random.randrange(len(lines))
    match random.randrange(4):
        case 0:
            lines[first], lines[second] = lines[second], lines[first]
        case 1:
            del lines[first]
        case 2:
            lines[first] = lines[first] * random.choice((2, 10, 500))
        case _:
            # As an editor indents.
            lines[first] = b" " * random.randint(1, 6) + lines[first].lstrip()
    return b"".join(lines)


def _value(content: bytes, random: Random) -> bytes:
    """What stands after a colon, comma or space becomes something else."""
    places = [place for place, byte in enumerate(content) if byte in b":, \t"]
    if not places:
        return content
    place = random.choice(places) + 1
    end = next((e for e in range(place + 1, min(place + 60, len(content))) if content[e] in b",\n}]"), place)
    return content[:place] + b" " + random.choice(HOSTILE).encode() + content[end:]


def _encoding(content: bytes, random: Random) -> bytes:
    return content.decode(errors="replace").encode(random.choice(ENCODINGS), errors="replace")


def _line_ends(content: bytes, random: Random) -> bytes:
    return content.replace(b"\n", random.choice((b"\r\n", b"\r", "\u2028".encode(), b"\n\n")))


CHANGES: tuple[Change, ...] = (
    _flip, _insert, _insert, _insert_noise, _delete, _overwrite, _copy, _cut_short, _lines, _lines, _value, _value,
    _encoding, _line_ends,
)  # fmt: skip
