"""`kg articles`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kg.cli.options import (
    built_project,
    chosen_format,
    day,
    first_day,
    format_option,
    graph_options,
    shows_errors,
    top_option,
)
from kg.model.dates import span

if TYPE_CHECKING:
    from datetime import date

    from kg.cli.options import GraphSource
    from kg.model.records import Article

SHOWN = ("article", "published", "title", "publisher", "authors", "reliability", "claims")
COPIES_SHOWN = ("original", "article", "published", "publisher", "agency", "claims", "repeats", "own", "copied")


@click.command("articles")
@click.option("--since", metavar="DATE", callback=first_day, help="Only articles that may be of this day or later.")
@click.option("--until", metavar="DATE", callback=day, help="Only articles that may be of this day or earlier.")
@click.option("--copies", is_flag=True, help="Families of copies: who repeats whom, and what of it is not new.")
@format_option()
@top_option
@graph_options
@shows_errors
def command(
    since: date | None,
    until: date | None,
    copies: bool,
    format_: str | None,
    top: int | None,
    graph: GraphSource,
) -> None:
    """List the articles.

    With --copies those that are copies or have some, each family from its original on: how many of their claims repeat
    what the family has said already, how many are their own, and how many characters of the text are copied. Copies
    that nobody has named yet `kg check` finds.

    \b
    Examples:
      kg articles
      kg articles --since 2016-03-01
      kg articles --copies
    """
    from kg.cli.printing import print_rows  # noqa: PLC0415 - help does not need them
    from kg.questions.rows import Table  # noqa: PLC0415
    from kg.questions.tables import article_table, copy_table  # noqa: PLC0415

    project = built_project(graph)
    corpus = project.corpus
    if copies:
        table = copy_table(project.as_known())
        within = {slug for slug, article in corpus.articles.items() if _within(article, since, until)}
        rows = tuple(row for row in table.rows if row[1] in within)
        print_rows(Table(table.columns, rows), chosen_format(format_), columns=COPIES_SHOWN, each="article", top=top)
        return
    table = article_table([each for each in corpus.articles.values() if _within(each, since, until)], corpus.claims)
    print_rows(table, chosen_format(format_), columns=SHOWN, each="article", top=top)


def _within(article: Article, since: date | None, until: date | None) -> bool:
    days = span(article.published)
    after = since is None or days.latest is None or days.latest >= since
    before = until is None or days.earliest is None or days.earliest <= until
    return after and before
