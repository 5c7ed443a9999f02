"""The command of a question that has no options of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from kg.cli.measure_options import measure_options
from kg.cli.options import built_project, chosen_format, format_option, graph_options, shows_errors

if TYPE_CHECKING:
    from kg.cli.options import GraphSource
    from kg.questions.definition import Question


def command_of(question: Question) -> click.Command:
    """A command that asks the question of the whole graph."""

    @click.command(question.command, help=question.help)
    @measure_options
    @format_option()
    @graph_options
    @shows_errors
    def command(asked: dict[str, Any], format_: str | None, graph: GraphSource) -> None:
        from kg.cli.printing import print_answer  # noqa: PLC0415 - help does not need it

        project = built_project(graph)
        network, found = project.as_known(asked["known_at"]), project.answer(question.name, **asked)
        print_answer(question.name, network, found, chosen_format(format_))

    return command
