"""Write the project of the two coded texts: `python -m benchmarks.unseen DIR`."""

from __future__ import annotations

import argparse
from pathlib import Path

from benchmarks.unseen import write_project


def main() -> None:
    """Write it into a new folder."""
    parser = argparse.ArgumentParser(description="Two coded texts that no rule was tried on before.")
    parser.add_argument("root", type=Path, metavar="DIR", help="a new folder")
    root = parser.parse_args().root
    if root.exists():
        parser.error(f"{root} is there already")
    write_project(root)


if __name__ == "__main__":
    main()
