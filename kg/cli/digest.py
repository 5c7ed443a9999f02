"""`kg digest`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.measure_options import span_options
from kg.cli.options import built_project, day, fail, first_day, graph_options, note_options, shows_errors

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.options import GraphSource
    from kg.network.network import Network
    from kg.questions.digest import Digest


@click.command("digest")
@click.option("--since", required=True, metavar="DATE", callback=first_day, help="The first day; of a month its first.")
@click.option("--until", metavar="DATE", callback=day, help="The last day.  [default: that of the newest article]")
@span_options
@click.option(
    "--format", "format_", type=click.Choice(["text", "html", "mail", "json"]), default="text",
    help="A note, a page, a whole message with both, or data.  [default: text]",
)  # fmt: skip
@click.option("--to", "recipients", multiple=True, metavar="ADDRESS", help="Of a mail: to whom; repeatable.")
@click.option("--from", "sender", default="", metavar="ADDRESS", help="Of a mail: from whom.")
@click.option("-o", "--output", metavar="FILE", help="Write a file in place of printing.")
@note_options(3, "entries")
@graph_options
@shows_errors
def command(
    since: date,
    until: date | None,
    asked: dict[str, Any],
    format_: str,
    recipients: tuple[str, ...],
    sender: str,
    output: str | None,
    top: int | None,
    graph: GraphSource,
) -> None:
    """Show what is new since a day: who moved because of which sentences, what is denied, forecast and due.

    New is what was published from that day on. Scores are of the day before and of the last day, each with what had
    been published by then; only dyads that something new moved are listed. What was coded later of an older article is
    not new. The last day is never that of the clock, so that the same sources give the same digest; on a day without
    articles that is what it says.

    \b
    Examples:
      kg digest --since 2016-07
      kg digest --since 2016-07-31 --format html -o morning.html
      kg digest --since 2016-07-31 --format mail --to desk@example.org | sendmail -t
    """
    if (recipients or sender) and format_ != "mail":
        raise click.UsageError("--to and --from are of a mail; add --format mail")
    from kg.cli.printing import print_note  # noqa: PLC0415 - help does not need them
    from kg.cli.terminal import echo  # noqa: PLC0415
    from kg.cli.writing import write_whole  # noqa: PLC0415
    from kg.questions.digest_note import note  # noqa: PLC0415

    if until is not None and since > until:
        fail(f"{since} is after {until}; give an earlier --since, or a later --until", 2)
    project = built_project(graph)
    found = project.digest(since, until, **asked)
    network = project.as_known(found.until)
    if format_ == "text" and output is None:
        print_note(lambda bold: note(network.for_sentences, found, bold, top=top))
        return
    text = _text(network, found, format_, top, recipients, sender)
    if output is None:
        echo(text, nl=False)
    else:
        write_whole(output, text.encode())


def _text(
    network: Network, found: Digest, format_: str, top: int | None, recipients: tuple[str, ...], sender: str
) -> str:
    """The digest in a format, as a file has it."""
    from kg.questions.digest_note import note  # noqa: PLC0415 - help does not need them
    from kg.questions.document import evident, to_json  # noqa: PLC0415
    from kg.questions.prose import laid_out  # noqa: PLC0415
    from kg.web.digest import mail, page  # noqa: PLC0415

    if format_ == "json":
        return to_json(evident(network, found))
    if format_ == "html":
        return page(network, found, top=top)
    text = laid_out(note(network.for_sentences, found, top=top))
    if format_ == "text":
        return text
    try:
        return mail(found, text, page(network, found, top=top), recipients, sender).as_string()
    except ValueError as error:
        raise click.UsageError(f"an address: {str(error).lower()}") from None
