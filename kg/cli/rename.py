"""`kg rename`."""

from __future__ import annotations

import difflib
import re
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from kg.cli.options import fail, note, root_option, shows_errors
from kg.cli.terminal import echo
from kg.model.files import UnreadableError, content_of, stays_inside

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.editing.naming import Renaming

MOST_LEFT = 5


@click.command("rename")
@click.argument("old")
@click.argument("new")
@root_option
@click.option("--dry-run", is_flag=True, help="Print what would change as a diff, and write nothing.")
@shows_errors
def command(old: str, new: str, root: Path, dry_run: bool) -> None:
    """Rename an actor, issue, event, claim or article everywhere it is named in the sources.

    OLD is its slug, of a claim article/claim. Nothing but its names changes: comments, quotation marks, line ends and
    order stay; the files of an article go by its new name. All files are written, or none. A name that something has
    already is refused.

    \b
    Examples:
      kg rename china prc --dry-run
      kg rename 2016-02-my-article/first-claim envoys-met
      kg rename 2016-02-my-article 2016-02-envoys-meet
    """
    from kg.editing.naming import RenamingError, renaming  # noqa: PLC0415 - help does not need them
    from kg.editing.saving import ChangedError, save  # noqa: PLC0415
    from kg.model.findings import as_text, printable  # noqa: PLC0415
    from kg.model.wording import counted  # noqa: PLC0415

    if not (root / "sources").is_dir():
        fail(f"there is no project in {root}; name one by --root", 2)
    try:
        plan = renaming(root, old, new)
        if dry_run:
            for line in _diff(root, plan):
                echo(printable(line))
        else:
            save(root / "sources", plan.contents(), plan.moved)
    except RenamingError as error:
        echo(as_text(error.findings), nl=False, err=True)
        fail(str(error))
    except (ChangedError, UnreadableError) as error:
        fail(str(error))
    places = f"{counted(plan.places, 'place')} in {counted(len(plan.replaced), 'file')}"
    if plan.moved:
        places = f"{counted(len(plan.moved), 'file')} by name{f', {places}' if plan.places else ''}"
    note(f"{'would rename' if dry_run else 'renamed'} the {plan.kind} {plan.old} to {plan.new}: {places}")
    if coded := _named_by_coders(root, plan.old):
        note(f"coders name it too, in files that stay as they are: {', '.join(coded[:MOST_LEFT])}")
    if plan.left:
        shown = ", ".join(f"{file}:{line}" for file, line in plan.left[:MOST_LEFT])
        more = f" and {len(plan.left) - MOST_LEFT} more" if len(plan.left) > MOST_LEFT else ""
        note(f"the word also stands in comments, notes or quotes, which stay as they are: {shown}{more}")


def _named_by_coders(root: Path, old: str) -> list[str]:
    """The files of coders in which the old name stands as a word."""
    word = re.compile(rf"(?<![\w-]){re.escape(old.rpartition('/')[2])}(?![\w-])")
    found = []
    for path in sorted((root / "coding").glob("*/*.yaml")):
        with suppress(UnreadableError):
            stays_inside(path, root / "coding")
            text = content_of(path).decode("utf-8", "replace")
            if not path.parent.is_symlink() and (path.stem == old or word.search(text)):
                found.append(path.relative_to(root).as_posix())
    return found


def _diff(root: Path, plan: Renaming) -> Iterator[str]:
    for file, content in plan.contents().items():
        name = file.path.relative_to(root).as_posix()
        to = plan.moved.get(file, file.path).relative_to(root).as_posix()
        if to != name:
            yield from (f"rename from {name}", f"rename to {to}")
        before = file.text.splitlines()
        after = content.decode("utf-8-sig").splitlines()
        yield from difflib.unified_diff(before, after, f"a/{name}", f"b/{to}", lineterm="")
