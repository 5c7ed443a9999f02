"""What an import of codings came to, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.findings import printable
from kg.model.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.importing.coded_drafts import ImportedCodings


def report(imported: ImportedCodings, *, dry: bool = False) -> Iterator[str]:
    """The lines of a short report, without control characters."""
    would = "would be " if dry else ""
    yield f"{counted(len(imported.articles), 'text')}, of which {len(imported.new)} {would}new in the project"
    total = sum(imported.drafts.values())
    yield f"{counted(total, 'draft')} {would}waiting in sources/drafts"
    for coder, count in imported.drafts.items():
        yield printable(f"  {count:>6,}  by {coder}")
    if imported.fit is not None:
        share = f"{imported.fit:.0%} of the ends of passages are ends of words"
        if imported.sure:
            yield f"places are counted in {imported.convention} ({share})"
        else:
            yield f"places fit no way of counting well: {imported.convention} was taken, and {share}; look at them"
    if imported.left_out:
        yield "left out:"
        yield from (printable(f"  {count:>6,}  {what}") for what, count in imported.left_out.items())
    if not dry and total:
        yield "next: kg annotate, or kg draft --list"
    elif not total:
        yield "no passage has a code with a field in the mapping"
