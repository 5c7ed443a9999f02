"""Merging: every name of one thing becomes the other, which keeps both their names."""

from __future__ import annotations

import pytest

from kg import sources
from kg.editing.merging import merging
from kg.editing.naming import RenamingError
from kg.editing.saving import save
from tests.conftest import write_files

ACTORS = """\
china:  # the state
  kind: state
  label: China
  aliases: PRC
  acts-for: beijing

beijing:
  kind: state
  label: Beijing
  aliases: [Chinese government, prc]
  iso3: CHN
  acts-for: china

envoy: {kind: person, label: Envoy, member-of: [beijing, china, gazette]}
gazette: {kind: organization, label: Gazette}
"""
ARTICLE = """\
article: {title: beijing, publisher: gazette, author: [beijing, china]}
claims:
- id: one
  quote: [beijing, beijing]
  said-by: [beijing, 'gazette', china]   # beijing
  stance: {holder: china, target: beijing, type: opposes}
- id: two
  said-by: beijing
  event: {label: x, type: CONSULT, initiator: [china, beijing]}
"""


@pytest.fixture
def written(tmp_path):
    issues = "missiles: {label: Missiles, definition: One., directed-at: beijing}\nrockets:\n  label: Rockets\n  definition: Two.\n"
    return write_files(tmp_path, {"actors.yaml": ACTORS, "issues.yaml": issues, "articles/talks.yaml": ARTICLE})


def merged(root, kind, old, into):
    plan = merging(root, kind, old, into)
    return plan, {file.path.name: content.decode() for file, content in plan.contents.items()}


def test_an_actor_becomes_another_wherever_it_is_named(written):
    plan, after = merged(written, "actor", "beijing", "china")
    assert after["actors.yaml"] == (
        "china:  # the state\n  kind: state\n  label: China\n  aliases: [PRC, Beijing, Chinese government]\n  iso3: CHN\n"
        "\nenvoy: {kind: person, label: Envoy, member-of: [china, gazette]}\n"
        "gazette: {kind: organization, label: Gazette}\n"
    )
    assert after["issues.yaml"].startswith("missiles: {label: Missiles, definition: One., directed-at: china}\n")
    assert after["talks.yaml"] == (
        "article: {title: beijing, publisher: gazette, author: [china]}\n"
        "claims:\n"
        "- id: one\n"
        "  quote: [beijing, beijing]\n"
        "  said-by: [china, 'gazette']   # beijing\n"
        "  stance: {holder: china, target: china, type: opposes}\n"
        "- id: two\n"
        "  said-by: china\n"
        "  event: {label: x, type: CONSULT, initiator: [china]}\n"
    )
    assert (plan.places, plan.findings) == (8, ())


def test_what_both_say_differently_is_told_and_that_of_the_second_stays(written):
    plan, after = merged(written, "issue", "rockets", "missiles")
    assert after["issues.yaml"] == (
        "missiles: {label: Missiles, definition: One., aliases: Rockets, directed-at: beijing}\n"
    )
    assert [(finding.severity, finding.location.line) for finding in plan.findings] == [("warning", 4)]
    plan, _ = merged(written, "actor", "envoy", "gazette")
    assert [finding.severity for finding in plan.findings] == ["error"]
    assert "'kind' of 'envoy' is 'person', and that of 'gazette' 'organization'" in plan.findings[0].message


def test_names_by_language_stay_so(written):
    actors = "a:\n  label: {en: A, fr: Ah}\n  aliases: {en: [AA]}\nb:\n  label: {en: B, fr: ah}\n  aliases: {zh: 乙}\nc:\n  label: C\n"
    (written / "sources" / "actors.yaml").write_text(actors)
    _, after = merged(written, "actor", "b", "a")
    assert after["actors.yaml"] == ("a:\n  label: {en: A, fr: Ah}\n  aliases: {en: [AA, B], zh: 乙}\nc:\n  label: C\n")
    with pytest.raises(RenamingError, match="by language"):
        merging(written, "actor", "c", "a")


@pytest.mark.parametrize(
    ("old", "into", "why"),
    [
        ("bejing", "china", "did you mean 'beijing'"),
        ("china", "missiles", "no actor 'missiles'"),
        ("china", "china", "the same"),
    ],
)
def test_what_cannot_be_merged_is_refused(written, old, into, why):
    with pytest.raises(RenamingError, match=why):
        merging(written, "actor", old, into)


def test_a_project_is_as_sound_as_before(project, terms):
    """The findings of the tiny project stay none, its claims as many."""
    root = project()
    before, wrong = sources.read(root, terms)
    plan = merging(root, "actor", "north-korea", "united-states")
    save(root / "sources", plan.contents)
    after, also_wrong = sources.read(root, terms)
    assert len(after.claims) == len(before.claims)
    assert {finding.rule for finding in also_wrong} <= {finding.rule for finding in wrong}
    assert "north-korea" not in after.actors
