"""The process in which files are read: no network, no other processes, nothing written, bounded memory and time.

It takes an input on standard input, as a line of JSON and then the bytes, answers with a line of JSON, and takes the
next.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from contextlib import suppress
from dataclasses import asdict
from typing import IO, Any

from kg.intake.languages import identifier

MEMORY = 2_000_000_000
# What the interpreter tells of before it does it, and no parser needs.
REFUSED = (
    "socket.connect", "socket.bind", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname",
    "subprocess.Popen", "os.system", "os.exec", "os.fork", "os.forkpty", "os.posix_spawn", "os.spawn", "os.remove",
    "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate", "os.chmod", "os.chown",
    "shutil.rmtree",    "urllib.Request", "ftplib.connect", "smtplib.connect", "webbrowser.open",
)  # fmt: skip
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def main() -> None:
    """Answer until standard input ends."""
    with suppress(ImportError):
        identifier()
    _confine()
    source, target = sys.stdin.buffer, sys.stdout.buffer
    # What a library prints is no answer of ours.
    sys.stdout = sys.stderr
    while line := source.readline():
        answer = _answer(json.loads(line), source)
        target.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace") + b"\n")
        target.flush()


def _answer(about: dict[str, Any], source: IO[bytes]) -> dict[str, Any]:
    from kg.intake.document import Input, UnreadableInputError  # noqa: PLC0415 - only once the process is confined
    from kg.intake.reading import read  # noqa: PLC0415

    content = source.read(about.pop("size"))
    try:
        return {"reading": asdict(read(Input(content, **about)))}
    except UnreadableInputError as error:
        return {"rule": error.rule, "message": str(error)}
    except MemoryError:
        return {"rule": "add-bounds", "message": f"reading it takes more than {MEMORY:,} bytes of memory"}
    except ModuleNotFoundError as error:
        return {"rule": "add-extra", "message": f"{error.name} is not installed; pip install 'detente[intake]'"}
    except Exception as error:  # noqa: BLE001 - libraries raise anything over hostile files; the parent says which file
        return {"rule": "add-unreadable", "message": f"it cannot be read: {type(error).__name__}: {error}"[:300]}


def _confine() -> None:
    """Let this process do nothing but read and answer."""
    sys.dont_write_bytecode = True
    # Some ask where they could write, and try, though they never do.
    tempfile.tempdir = os.curdir
    try:
        import resource  # noqa: PLC0415 - not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        pass

    def refuse(event: str, args: tuple[Any, ...]) -> None:
        if event in REFUSED:
            raise PermissionError(f"{event} is refused while files are read")
        if event == "open" and len(args) > 2 and isinstance(args[2], int) and args[2] & WRITING:  # noqa: PLR2004
            raise PermissionError("nothing is written while files are read")

    sys.addaudithook(refuse)


if __name__ == "__main__":
    main()
