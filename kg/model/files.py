"""The files of people's folders, read with care, since they come from anybody and their contents are published."""

from __future__ import annotations

import os
import re
from stat import S_ISREG
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 8_000_000
# Characters that neither XML nor a terminal takes; C1 controls are often quotation marks of another encoding.
CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
PUT_IT_THERE = "put the file itself there"


class UnreadableError(Exception):
    """A file cannot be read; `rule` and the message say why, `line` and `column` where."""

    def __init__(self, rule: str, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.rule = rule
        self.line = line
        self.column = column


def is_within(path: Path, folder: Path) -> bool:
    """Whether a path leads to something in a folder once every link on the way is followed."""
    inside = os.path.join(os.path.realpath(folder), "")  # noqa: PTH118 - a path that ends in a separator
    return os.path.join(os.path.realpath(path), "").startswith(inside)  # noqa: PTH118


def stays_inside(path: Path, folder: Path, followed: dict[Path, str] | None = None) -> None:
    """Refuse a link that leads out of a folder of a project, or the folder out of the project.

    Whoever asks for many files gives `followed`, in which it is noted where paths lead, so that each folder is followed
    once. Raises UnreadableError: what the link leads to would be published.
    """
    followed = {} if followed is None else followed
    project, inside = (os.path.join(_real(each, followed), "") for each in (folder.parent, folder))  # noqa: PTH118
    if not inside.startswith(project):
        raise UnreadableError("file-link", f"{folder.name!r} is a link that leads out of the project; {PUT_IT_THERE}")
    if not os.path.join(_real(path, followed), "").startswith(inside):  # noqa: PTH118
        raise UnreadableError("file-link", f"a link that leads out of {folder.name!r}; {PUT_IT_THERE}")


def _real(path: Path, followed: dict[Path, str]) -> str:
    """Where a path leads."""
    real = followed.get(path)
    if real is None:
        # Only links lead elsewhere than their folders do.
        plain = path.name not in ("", "..") and not path.is_symlink()
        real = os.path.join(_real(path.parent, followed), path.name) if plain else os.path.realpath(path)  # noqa: PTH118
        followed[path] = real
    return real


def content_of(path: Path, most: int = MAX_BYTES) -> bytes:
    """The bytes of a file of at most so many.

    Pipes and devices are not waited for. Raises UnreadableError, also where there is none or the system refuses it.
    """
    try:
        status = path.stat()
        if not S_ISREG(status.st_mode):
            raise UnreadableError("file-unreadable", f"cannot be read: not a file; {PUT_IT_THERE}")
        if status.st_size > most:
            message = f"{status.st_size:,} bytes, more than the {most:,} that are read; split the file"
            raise UnreadableError("file-size", message)
        return path.read_bytes()
    except FileNotFoundError:
        message = "there is no such file; put it there, or mend the link"
        raise UnreadableError("file-missing", message) from None
    except OSError as error:
        raise UnreadableError("file-unreadable", reason(error)) from None


def decoded(content: bytes, encoding: str = "utf-8") -> str:
    """The text of a file that is UTF-8 without control characters; raises UnreadableError, which says where not."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError as error:
        start = error.start + (len(content) - len(error.object))
        before = content[:start].decode("utf-8-sig")
        raise _at(before, f"not UTF-8 (byte 0x{content[start]:02x}); save the file as UTF-8") from None
    control = CONTROLS.search(text)
    if control:
        raise _at(text[: control.start()], f"the control character U+{ord(control[0]):04X}; delete it")
    return text


def reason(error: OSError) -> str:
    """Why the system refuses a file, in words."""
    return f"cannot be read: {(error.strerror or str(error)).lower()}"


def _at(before: str, message: str) -> UnreadableError:
    """The error after so much of the text."""
    line = before.count("\n") + 1
    return UnreadableError("file-encoding", message, line, len(before) - before.rfind("\n"))
