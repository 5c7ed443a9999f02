"""`kg export refi` and `kg export annotations`: from people's files, since a claim comes back as it was written."""

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
    "annotations": "the claims as W3C Web Annotations on the articles' addresses",
}


def export_coded(graph: GraphSource, to: str, output: str | None, *, losses: bool) -> None:
    """Write the coded texts of a project's sources, which need not be built."""
    from kg.exports.annotations import collection  # noqa: PLC0415 - help does not need them
    from kg.exports.coded import CodedSourcesError, coded_articles  # noqa: PLC0415
    from kg.exports.refi import refi  # noqa: PLC0415
    from kg.model.findings import as_text  # noqa: PLC0415
    from kg.model.wording import counted  # noqa: PLC0415
    from kg.sources.description import read_description  # noqa: PLC0415

    if losses:
        raise click.UsageError(f"{to} has every claim whole; --losses is for the others")
    if graph.endpoint or graph.root.is_file():
        raise click.UsageError(f"{to} is made from sources, which a graph has not; name a project by --root")
    if not (graph.root / "sources").is_dir():
        fail(f"there is no project in {graph.root}; name one by --root", 2)
    if to == "refi" and (output is None or output == "-"):
        raise click.UsageError("a REFI-QDA project is an archive; name it with -o FILE.qdpx")
    try:
        articles = coded_articles(graph.root)
    except CodedSourcesError as error:
        echo(as_text(error.findings), nl=False, err=True)
        fail(str(error))
    name = read_description(graph.root)[0].title
    if to == "refi":
        assert output is not None
        write_whole(output, refi(articles, name))
    elif output is None or output == "-":
        echo(collection(articles, name), nl=False)
    else:
        write_whole(output, collection(articles, name).encode())
    if to == "annotations" and (nowhere := [each for each in articles if not each.article.url]):
        claims = sum(len(each.claims) for each in nowhere)
        note(f"left out {counted(claims, 'claim')} of {counted(len(nowhere), 'article')} without an address")
