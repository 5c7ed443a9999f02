"""`kg export refi`, `annotations` and `dna`: from people's files, since a claim comes back as it was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.options import fail, note
from kg.cli.terminal import echo
from kg.cli.writing import write_whole

if TYPE_CHECKING:
    from kg.cli.options import GraphSource

CODED = {
    "refi": "the coded texts as a REFI-QDA project; NVivo, ATLAS.ti, MAXQDA, QualCoder",
    "dna": "the positions as statements of a data base of Discourse Network Analyzer 3",
    "annotations": "the claims as W3C Web Annotations on the articles' addresses",
}
# What is no text, with how its file is usually called.
NAMED = {"refi": ".qdpx", "dna": ".dna"}


def export_coded(graph: GraphSource, to: str, output: str | None, *, losses: bool) -> None:
    """Write the coded texts of a project's sources, which need not be built."""
    from kg.exports.annotations import collection  # noqa: PLC0415 - help does not need them
    from kg.exports.coded import CodedSourcesError, coded  # noqa: PLC0415
    from kg.exports.dna import CODER, PASSWORD, dna  # noqa: PLC0415
    from kg.exports.refi import refi  # noqa: PLC0415
    from kg.model.findings import as_text  # noqa: PLC0415
    from kg.model.wording import counted  # noqa: PLC0415
    from kg.sources.description import read_description  # noqa: PLC0415

    _refuse(graph, to, output, losses=losses)
    try:
        articles, corpus = coded(graph.root)
    except CodedSourcesError as error:
        echo(as_text(error.findings), nl=False, err=True)
        fail(str(error))
    name = read_description(graph.root)[0].title
    if to == "refi":
        write_whole(str(output), refi(articles, name))
    elif to == "dna":
        made = dna(articles, corpus)
        write_whole(str(output), made.content)
        note(f"{counted(made.statements, 'statement')}; open it in DNA 3 as {CODER} with the password {PASSWORD!r}")
        if made.left_out:
            note("left out: " + ", ".join(f"{count:,} {what}" for what, count in made.left_out.items()))
    elif output is None or output == "-":
        echo(collection(articles, name), nl=False)
    else:
        write_whole(output, collection(articles, name).encode())
    if to == "annotations" and (nowhere := [each for each in articles if not each.article.url]):
        claims = sum(len(each.claims) for each in nowhere)
        note(f"left out {counted(claims, 'claim')} of {counted(len(nowhere), 'article')} without an address")


def _refuse(graph: GraphSource, to: str, output: str | None, *, losses: bool) -> None:
    """Ends where these cannot be made, or not there."""
    if losses:
        raise click.UsageError(f"{to} says itself what it leaves out; --losses is for the others")
    if graph.endpoint or graph.root.is_file():
        raise click.UsageError(f"{to} is made from sources, which a graph has not; name a project by --root")
    if not (graph.root / "sources").is_dir():
        fail(f"there is no project in {graph.root}; name one by --root", 2)
    if to in NAMED and (output is None or output == "-"):
        raise click.UsageError(f"this is no text to print; name it with -o FILE{NAMED[to]}")
