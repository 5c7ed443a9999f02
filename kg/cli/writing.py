"""Files that users name, written whole or not at all."""

from __future__ import annotations

from pathlib import Path

from kg.cli.options import fail, note


def write_whole(name: str, content: bytes) -> None:
    """Write beside the file and rename, so that what was there stays where the disk or the permissions say no."""
    file = Path(name)
    beside = file.with_name(f".{file.name}.part")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    except OSError as error:
        beside.unlink(missing_ok=True)
        fail(f"{name}: {(error.strerror or str(error)).lower()}")
    note(f"wrote {name} ({len(content):,} bytes)")
