"""`kg actors --known`: entries of the packaged registry, to paste or to add."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from kg.cli.options import fail, note
from kg.cli.terminal import echo

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from pathlib import Path

    from kg.model.records import Actor
    from kg.registry import Known


def show_known(root: Path, name: str, day: date | None, *, add: bool, format_: str | None) -> None:
    """Print the entries that a name means, or add the only one, with those that it needs, to the project's actors."""
    from kg.rdf import ontology  # noqa: PLC0415 - `kg actors` alone does not need them
    from kg.registry import load  # noqa: PLC0415

    registry = load(ontology.load().countries)
    matches = registry.called(name)
    if not matches:
        from kg.model.findings import did_you_mean  # noqa: PLC0415

        near = did_you_mean(name, [each for known in registry.by_slug.values() for each in known.names])
        fail(f"the packaged registry knows no {name!r}{near}")
    own = _own(root)
    entries = {known.actor.slug: registry.to_take(known, own, day) for known in matches}
    if add:
        if len(matches) > 1:
            fail(f"{name!r} is a name of several: {', '.join(entries)}; name one of them", 2)
        _add(root, matches[0], entries[matches[0].actor.slug], own)
        return
    for known in matches:
        if slug := own(known):
            note(f"{known.actor.label} is in the project as {slug!r}")
    _print(tuple({actor.slug: actor for taken in entries.values() for actor in taken}.values()), format_)


def _print(actors: Sequence[Actor], format_: str | None) -> None:
    from kg.editing.emitting import as_block, entry_of  # noqa: PLC0415 - `kg actors` alone does not need it

    entries = {actor.slug: entry_of(actor) for actor in actors}
    if format_ == "json":
        echo(json.dumps(entries, ensure_ascii=False, indent=2))
        return
    echo("\n".join(as_block({slug: entry}) for slug, entry in entries.items()), nl=False)


def _add(root: Path, known: Known, actors: Sequence[Actor], own: Callable[[Known], str]) -> None:
    from kg.editing.emitting import entry_of  # noqa: PLC0415 - printing does not need what follows
    from kg.editing.entries import EntryError, with_entries  # noqa: PLC0415
    from kg.editing.saving import ChangedError, save  # noqa: PLC0415
    from kg.model.files import UnreadableError  # noqa: PLC0415

    if not (root / "sources").is_dir():
        fail(f"there is no project in {root}; name one by --root", 2)
    if slug := own(known):
        fail(f"{known.actor.label} is in the project as {slug!r}")
    try:
        file, content = with_entries(root, "actor", {actor.slug: entry_of(actor) for actor in actors})
        save(root / "sources", {file: content})
    except (EntryError, ChangedError, UnreadableError) as error:
        fail(str(error))
    note(f"added {', '.join(actor.slug for actor in actors)} to {file.path.relative_to(root).as_posix()}")


def _own(root: Path) -> Callable[[Known], str]:
    """A function that gives the slug under which the project's registry has a packaged actor, or nothing."""
    if not (root / "sources").is_dir():
        return lambda _known: ""
    from kg.model.vocabulary import fold  # noqa: PLC0415 - without a project nobody needs them
    from kg.network.actors import slugs_by_name  # noqa: PLC0415
    from kg.rdf import ontology  # noqa: PLC0415
    from kg.sources.files import SourceFiles  # noqa: PLC0415
    from kg.sources.registries import Registries  # noqa: PLC0415

    actors = Registries.of(SourceFiles(root)).actors(ontology.load())
    names = slugs_by_name(actors.values()).exact

    def own(known: Known) -> str:
        wanted = (known.actor.slug, known.actor.iso3, *known.actor.names)
        return next((names[fold(name)] for name in wanted if name and fold(name) in names), "")

    return own
