"""What is offered to who has no model: command lines that run as they are, those that fit best first."""

from __future__ import annotations

import shlex

import pytest
from click.testing import CliRunner

from kg.assistant.asking.offers import PATTERNS, actors_named, offers
from kg.cli import cli
from kg.rdf.stored_queries import stored_queries


@pytest.fixture(scope="module")
def offered(built):
    return lambda question: [offer.command for offer in offers(built.as_known(), built.vocabulary, question)]


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("Why are China and the United States in tension?", "kg explain china united-states"),
        ("why are beijing and washington enemies", "kg explain china united-states"),
        ("How did the relations of Beijing and Seoul develop over time?", "kg timeline china south-korea"),
        ("What did Gause forecast?", "kg forecasts"),
        ("What did Ken Gause forecast?", "kg forecasts --claimant ken-gause"),
        ("Who denies what?", "kg disputes"),
        ("Through whom can China move the US?", "kg leverage --paths china united-states"),
        ("Which camps are there?", "kg balance"),
        ("Which claims are hedged?", "kg query --name hedged-claims"),
        ("On which articles does it rest?", "kg query --name sources"),
    ],
)
def test_what_fits_best_comes_first(offered, question, first):
    assert offered(question)[0] == first


def test_nothing_fits_what_has_nothing_to_do_with_it(offered):
    assert offered("quinoa recipes") == []


def test_short_names_are_words_unless_they_are_written_as_names(built):
    network = built.as_known()
    assert actors_named(network, "tell us who is right") == []
    assert actors_named(network, "Is the US right?") == ["united-states"]
    assert actors_named(network, "nörth koreà and CHINA") == ["north-korea", "china"]


def test_every_command_that_can_be_offered_runs_as_it_stands(built, monkeypatch):
    monkeypatch.chdir(built.root)
    filled = [pattern.command.format(a="north-korea", b="united-states") for pattern in PATTERNS]
    filled += [f"kg query --name {name}" for name in stored_queries(built.vocabulary)]
    for command in filled:
        result = CliRunner().invoke(cli, shlex.split(command)[1:])
        # 1 is that there is nothing of the kind.
        assert result.exit_code in (0, 1), f"{command}\n{result.output}"
        assert "Usage:" not in result.output
