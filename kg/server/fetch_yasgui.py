"""YASGUI from npm into `kg/server/yasgui/`: `python -m kg.server.fetch_yasgui`. Needs nothing but Python and npm.

The editor is not ours and is not kept with our sources; whoever builds the package takes it in, at this version and
with these very bytes. Where there is no npm, or it cannot be had, the server shows its plain form instead.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE, VERSION = "@zazuko/yasgui", "4.6.2"
SHA512 = (
    "670e3929d3e8004d4a45a028c481dd42a789c6f6951b5a10767b70d21cb492d5"
    "f7e59bbc65c72e38bad708bc11f8653ed313332f0f0c8f0e81912655daf52e43"
)
FOLDER = Path(__file__).resolve().parent / "yasgui"
FILES = ("yasgui.min.js", "yasgui.min.css")
NOTICE = "LICENCE.txt"
LARGEST = 8_000_000
PATIENCE = 120
MIT = """Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
"""


class NotFetchedError(Exception):
    """YASGUI is not there; the message says why."""


def fetch(folder: Path = FOLDER) -> bool:
    """Fill the folder unless it has this version; True where something was taken. Raises NotFetchedError."""
    if VERSION in _notice(folder) and all((folder / name).is_file() for name in FILES):
        return False
    with tempfile.TemporaryDirectory() as scratch:
        unpack(_packed(Path(scratch)), folder)
    return True


def unpack(archive: Path, folder: Path, digest: str = SHA512) -> None:
    """Write the two files and the licence of a package; raises NotFetchedError where it is not the one meant."""
    content = archive.read_bytes()
    if hashlib.sha512(content).hexdigest() != digest:
        raise NotFetchedError(f"{PACKAGE} {VERSION} is not the one that is known by its hash")
    with tarfile.open(archive, "r:gz") as opened:
        made = {name: _member(opened, f"package/build/{name}") for name in FILES}
        about = json.loads(_member(opened, "package/package.json"))
    if about.get("license") != "MIT":
        raise NotFetchedError(f"{PACKAGE} {VERSION} is not under the MIT licence")
    folder.mkdir(parents=True, exist_ok=True)
    for name, body in made.items():
        # The maps of the sources are not taken, so nobody should look for them.
        (folder / name).write_bytes(body.rpartition(b"//# sourceMappingURL")[0] or body)
    (folder / NOTICE).write_text(_licence(about), encoding="utf-8")


def main() -> int:
    """Take it in, and say in a line what came of it; what cannot be had is no failure."""
    try:
        fetched = fetch()
    except NotFetchedError as error:
        print(f"yasgui: left out, {error}; /sparql shows the plain form", file=sys.stderr)  # noqa: T201 - a script
        return 0
    if fetched:
        print(f"yasgui: took in {PACKAGE} {VERSION}", file=sys.stderr)  # noqa: T201
    return 0


def _packed(scratch: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise NotFetchedError("there is no npm")
    # By itself npm would ask a registry that refuses for more than a minute.
    soon = ("--fetch-retries=1", "--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=1000")
    command = [npm, "pack", "--silent", "--ignore-scripts", *soon, f"{PACKAGE}@{VERSION}"]
    try:
        subprocess.run(  # noqa: S603 - our own words
            command, cwd=scratch, check=True, capture_output=True, timeout=PATIENCE, stdin=subprocess.DEVNULL
        )
        return next(scratch.glob("*.tgz"))
    except (OSError, subprocess.SubprocessError, StopIteration):
        raise NotFetchedError(f"npm does not give {PACKAGE} {VERSION}") from None


def _member(opened: tarfile.TarFile, name: str) -> bytes:
    try:
        member = opened.getmember(name)
    except KeyError:
        raise NotFetchedError(f"the package has no {name}") from None
    file = opened.extractfile(member) if member.isfile() and member.size <= LARGEST else None
    if file is None:
        raise NotFetchedError(f"{name} of the package is no file of a fitting size")
    return file.read()


def _licence(about: dict[str, object]) -> str:
    people = [about.get("author"), *(about.get("contributors") or [])]  # type: ignore[misc] # a list in every package
    names = [str(each.get("name", "")) if isinstance(each, dict) else str(each or "") for each in people]
    head = f"YASGUI, {PACKAGE} {VERSION}, {about.get('homepage', '')}\nUnder the MIT License, as its package says.\n\n"
    bundled = about.get("dependencies")
    also = f"\nIn it, each under its own licence: {', '.join(sorted(bundled))}\n" if isinstance(bundled, dict) else ""
    return f"{head}Copyright (c) {', '.join(filter(None, names))}\n\n{MIT}{also}"


def _notice(folder: Path) -> str:
    file = folder / NOTICE
    return file.read_text(encoding="utf-8") if file.is_file() else ""


if __name__ == "__main__":
    sys.exit(main())
