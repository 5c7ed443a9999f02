"""`kg tension`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kg.cli.measure_options import measure_options
from kg.cli.options import (
    built_project,
    chosen_format,
    fail,
    finite,
    format_option,
    graph_options,
    note,
    shows_errors,
    top_option,
)

if TYPE_CHECKING:
    from kg.cli.options import GraphSource
    from kg.network.network import Network
    from kg.project import Project
    from kg.questions.dyads import By, DyadTension
    from kg.questions.rows import Table
    from kg.questions.sensitivity.analysis import Sensitivity

SPARE = ("articles", "clusters", "friendly", "hostile", "unshrunk", "claims", "probability", "thin")
SHOWN = (
    "a", "b", "tension", "low", "high", "unshrunk", "probability", "hostile", "friendly", "clusters", "articles",
    "claims", "thin",
)  # fmt: skip


@click.command("tension")
@measure_options
@click.option(
    "--by",
    type=click.Choice(["tension", "unshrunk", "probability", "hostile", "friendly", "mass"]),
    default="tension",
    show_default=True,
    help="What ranks the dyads.",
)
@click.option("--without-contested", is_flag=True, help="Leave out claims that somebody denies.")
@click.option(
    "--with-events",
    "stores",
    metavar="STORE",
    multiple=True,
    type=click.Path(path_type=Path),
    help="Show beside it what a store of machine-coded events says; more than once for several.",
)
@click.option("--pooled", "together", is_flag=True, help="With --with-events: both as one score, too.")
@click.option(
    "--tau-events",
    "tau",
    type=click.FloatRange(min=0),
    callback=finite,
    metavar="TAU",
    help="With --pooled: how far a data set differs from what people say.  [default: as far as claimants do, 0.25]",
)
@click.option("--sensitivity", is_flag=True, help="Show how firm the ranking is, and what it rests on.")
@click.option("--by-coder", is_flag=True, help="Show what would be otherwise if one coder had coded alone.")
@top_option
@format_option()
@graph_options
@shows_errors
def command(
    asked: dict[str, Any],
    by: By,
    without_contested: bool,
    stores: tuple[Path, ...],
    together: bool,
    tau: float | None,
    sensitivity: bool,
    by_coder: bool,
    top: int | None,
    format_: str | None,
    graph: GraphSource,
) -> None:
    """Rank the dyads by tension, most tense first.

    Tension runs from -1 (friendly) to 1 (hostile), `low` and `high` are its 90 % interval; it is `hostile` minus
    `friendly`. `unshrunk` says how tense what is said is, whatever its amount, and `probability` how sure it is that
    the two are more tense than friendly; `--by` ranks by either. `direct` is the tension without positions on each
    other's policies. `thin` marks dyads with under three independent claimants or under two articles. `kg explain A B`
    shows the claims.

    With `--sensitivity`, how the ranking moves under other parameters and with each article, each claimant and the
    contested claims left out: a note on a terminal, else a row for each change and dyad.

    With `--by-coder`, which dyads would have another sign or rank if one of the coders in coding/ had coded alone.

    With `--with-events`, what machines coded stands in columns of its own, never in the score; `--pooled` adds one that
    takes each data set for one more cluster, next to the claimants, and counts it for no more than that.

    \b
    Examples:
      kg tension
      kg tension --at 2016-03-01 --half-life 90
      kg tension --by hostile --top 20
      kg tension --mode forecast --format json
      kg tension --sensitivity --format table
      kg tension --by-coder
      kg tension --with-events icews --with-events gdelt --pooled
      KG_TOKEN=… kg tension --endpoint https://example.org/sparql
    """
    if sensitivity and by != "tension":
        raise click.UsageError("--sensitivity is of the ranking by tension; drop --by")
    if sensitivity and without_contested:
        raise click.UsageError("--sensitivity leaves out the contested claims in turn; drop --without-contested")
    if sensitivity and top:
        raise click.UsageError("--sensitivity is of the whole ranking; drop --top")
    _refuse_with_coders(by_coder and (sensitivity or by != "tension" or without_contested or top or stores))
    from kg.questions.dyads import ranked  # noqa: PLC0415 - help does not need it

    if together and not stores:
        raise click.UsageError("--pooled is for --with-events")
    if tau is not None and not together:
        raise click.UsageError("--tau-events is for --pooled")
    if stores and sensitivity:
        raise click.UsageError("--sensitivity is of the claims alone; drop --with-events")
    project, wanted = built_project(graph), chosen_format(format_)
    if sensitivity or by_coder:
        (_print_by_coder if by_coder else _print_sensitivity)(project, asked, wanted)
        return
    found = ranked(project.tension(**asked, without_contested=without_contested), by)
    if stores:
        _print_beside(project, asked, found, stores, wanted, top, together=together, tau=tau)
    else:
        _print_dyads(project, asked, found, wanted, top, without_contested=without_contested)


def _nothing(asked: dict[str, Any]) -> str:
    return f"there is nothing {asked['mode']} to score on that day"


def _print_dyads(
    project: Project,
    asked: dict[str, Any],
    found: tuple[DyadTension, ...],
    wanted: str,
    top: int | None,
    *,
    without_contested: bool,
) -> None:
    """The dyads, and before them on the screen which claims they rest on."""
    from kg.cli.printing import print_rows, print_wrapped  # noqa: PLC0415 - help does not need them
    from kg.model.wording import dated  # noqa: PLC0415
    from kg.questions.counting import in_words, of_joint_acts, uncounted  # noqa: PLC0415
    from kg.questions.tension.note import remarks  # noqa: PLC0415
    from kg.questions.tension.tables import tension_table  # noqa: PLC0415

    counting = ""
    if wanted == "table" or not found:
        network, lens = project.look(**asked)
        left_out = uncounted(network, found, lens, without_contested=without_contested)
        counting = in_words(left_out, network.claims)
    if wanted == "table" and found:
        print_wrapped(f"{dated(found[0].at)} · {asked['mode']} claims · {asked['parameters'].in_words}")
        print_wrapped(" ".join(filter(None, (counting, of_joint_acts(found)))))
        for line in remarks(project.as_known(asked["known_at"]).for_sentences, found, asked["parameters"]):
            print_wrapped(line)
    nothing = "; ".join(filter(None, [_nothing(asked), counting]))
    print_rows(tension_table(found), wanted, columns=SHOWN, spare=SPARE, nothing=nothing, each="dyad", top=top)


def _print_beside(
    project: Project,
    asked: dict[str, Any],
    found: tuple[DyadTension, ...],
    stores: tuple[Path, ...],
    wanted: str,
    top: int | None,
    *,
    together: bool,
    tau: float | None,
) -> None:
    """The dyads by claims and by each data set, in columns of their own."""
    from kg.cli.events.options import (  # noqa: PLC0415 - help does not need them
        events_installed,
        tell_of_datasets,
        tell_of_stores,
    )
    from kg.cli.printing import print_rows  # noqa: PLC0415

    events_installed()
    tell_of_stores(stores, project.root)
    from kg.events.datasets import of_stores  # noqa: PLC0415 - an extra
    from kg.exports.event_tables import beside_table  # noqa: PLC0415

    network = project.as_known(asked["known_at"])
    at = found[0].at if found else asked["at"] or network.newest_day
    if at is None:
        fail("there is no article, so no day to compare on; give one with --at", 2)
    weights, level = asked["parameters"], asked["level"]
    datasets = of_stores(stores, tuple(network), at=at, parameters=weights, level=level, most=1)
    tell_of_datasets(datasets)
    table = beside_table(found, datasets, weights, together=together, tau=tau)
    shown = [
        c for c in table.columns if c in ("a", "b") or c.rpartition("_")[2] in ("tension", "low", "high", "events")
    ]
    columns = tuple(c for c in shown if c != "tension_without_contested")
    # A narrow screen drops the intervals, those of the claims last.
    names = [column.removesuffix("_tension") for column in columns if column.endswith("_tension")]
    spare = [tuple(f"{name}_events" for name in names)]
    spare += [(f"{name}_low", f"{name}_high") for name in reversed(names)]
    spare = [*spare, ("low", "high")]
    print_rows(table, wanted, columns=columns, spare=spare, nothing=_nothing(asked), each="dyad", top=top)


def _refuse_with_coders(others: object) -> None:
    if others:
        raise click.UsageError("--by-coder is of the whole ranking by tension; drop what else is asked for")


def _print_sensitivity(project: Project, asked: dict[str, Any], wanted: str) -> None:
    from kg.cli.printing import print_answer  # noqa: PLC0415 - help does not need them
    from kg.questions.counting import left_out_as_joint  # noqa: PLC0415
    from kg.questions.sensitivity.tables import table  # noqa: PLC0415
    from kg.questions.tension.tables import tension_table  # noqa: PLC0415

    def rows(network: Network, found: Sensitivity) -> Table:
        # Only CSV has a row for every change and dyad, which are millions where the ranking is long.
        return table(network, found) if wanted == "csv" else tension_table(found.base)

    network, found = project.as_known(asked["known_at"]), project.sensitivity(**asked)
    nothing = left_out_as_joint(found.joint) or _nothing(asked)
    print_answer("sensitivity", network, found, wanted, table=rows, nothing=nothing)


def _print_by_coder(project: Project, asked: dict[str, Any], wanted: str) -> None:
    from kg.cli.printing import print_note, print_rows  # noqa: PLC0415 - help does not need them
    from kg.cli.terminal import echo  # noqa: PLC0415
    from kg.coders import effect_note  # noqa: PLC0415
    from kg.coders.coded import CodingError  # noqa: PLC0415
    from kg.questions.document import to_json  # noqa: PLC0415

    if not project.root.is_dir() or not (project.root / "coding").is_dir():
        fail("nobody has coded here: --by-coder needs a project's folder with coding/", 2)
    network = project.as_known(asked["known_at"])
    try:
        found = project.tension_by_coder(**asked)
    except CodingError as error:
        fail(str(error))
    for coder, slug in found.flawed:
        note(f"coding/{coder}/{slug}.yaml has errors and is left out; run `kg check`")
    table = effect_note.table(network, found)
    if wanted == "table" and table.rows:
        print_note(lambda bold: effect_note.note(network.for_sentences, found, bold))
    elif wanted == "json":
        echo(to_json(effect_note.document(found)), nl=False)
    else:
        print_rows(table, wanted, nothing=_nothing(asked))
