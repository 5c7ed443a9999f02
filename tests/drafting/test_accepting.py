"""Drafts that become claims: checked before, written once, never with an error."""

from __future__ import annotations

import pytest

from kg import sources
from kg.drafting import accepting
from kg.drafting.draft import Draft, id_of
from kg.drafting.queue import Queue, QueueError, update
from kg.sources import rules
from tests.test_publication import contents

STANCE = {"holder": "china", "target": "japan", "type": "threatened-by"}
GOOD = {
    "id": "sees-threat",
    "quote": "China sees it as a threat",
    "said-by": "gazette",
    "certainty": "certain",
    "stance": STANCE,
}
SHA256 = "9f" * 32


@pytest.fixture
def drafted(project):
    """The small project with drafts of these claims; gives its folder and their ids."""

    def make(*claims, patch=None):
        root = project(patch)
        drafts = [Draft(id_of("talks", claim["quote"]), "a-model", claim, 0.5) for claim in claims]
        update(root, "talks", lambda queue: queue.merged(drafts, "a-model", SHA256))
        return root, [draft.id for draft in drafts]

    return make


def states(root):
    return {draft.id: draft.state for draft in Queue.read(root, "talks").drafts}


def test_a_draft_becomes_a_claim_that_says_what_drafted_it(drafted, terms):
    root, (one,) = drafted(GOOD)
    made = accepting.accept(root, "talks", [one], terms)

    corpus, findings = sources.read(root, terms)
    claim = next(claim for claim in corpus.claims if claim.slug == "sees-threat")
    assert made.claims == {one: "sees-threat"}
    assert (claim.drafted_by, claim.quote) == ("a-model", "China sees it as a threat")
    assert not [f for f in (*findings, *rules.run(corpus, terms)) if f.severity == "error"]
    assert states(root) == {one: "accepted"}


@pytest.mark.parametrize(
    ("wrong", "rule"),
    [
        ({"quote": "China sees it as the threat"}, "quote-missing"),
        ({"said-by": "chyna"}, "actor-known"),
        ({"stance": STANCE | {"type": "no-type"}}, "term-known"),
        ({"stance": {"holder": "china"}}, "schema"),
        ({"mode": "conditional"}, "condition-given"),
        ({"more": "key"}, "schema"),
    ],
)
def test_a_draft_that_would_be_a_mistake_is_told_and_not_written_and_the_others_are(drafted, terms, wrong, rule):
    other = GOOD | {"id": "denied", "quote": "Japan has denied this", "polarity": "denied"}
    root, (bad, good) = drafted(GOOD | wrong, other)
    made = accepting.accept(root, "talks", [bad, good], terms)

    assert list(made.mistakes) == [bad]
    assert rule in {finding.rule for finding in made.mistakes[bad]}
    assert made.mistakes[bad][0].location.file == "sources/articles/talks.yaml"
    assert made.claims == {good: "denied"}
    assert states(root) == {bad: "waiting", good: "accepted"}
    assert "sees-threat" not in (root / "sources/articles/talks.yaml").read_text(encoding="utf-8")


def test_a_dry_run_and_a_second_time_write_nothing(drafted, terms):
    root, (one,) = drafted(GOOD)
    before = contents(root)
    assert accepting.accept(root, "talks", [one], terms, dry=True).claims == {one: "sees-threat"}
    assert contents(root) == before
    accepting.accept(root, "talks", [one], terms)
    after = contents(root)
    assert accepting.accept(root, "talks", [one], terms).claims == {}
    assert contents(root) == after


def test_a_claim_that_was_written_before_its_draft_was_marked_is_not_written_twice(drafted, terms):
    root, (one,) = drafted(GOOD)
    accepting.accept(root, "talks", [one], terms)
    written = (root / "sources/articles/talks.yaml").read_bytes()
    update(root, "talks", lambda queue: queue.marked({one: "waiting"}))

    assert accepting.accept(root, "talks", [one], terms).claims == {one: "sees-threat"}
    assert (root / "sources/articles/talks.yaml").read_bytes() == written
    assert states(root) == {one: "accepted"}


def test_an_id_that_is_taken_or_none_gives_way_to_another(drafted, terms):
    nameless = {key: value for key, value in GOOD.items() if key != "id"}
    taken = GOOD | {"id": "envoys-met", "quote": "sees it as a threat"}
    root, ids = drafted(nameless, taken)
    made = accepting.accept(root, "talks", ids, terms)
    assert set(made.claims.values()) == {"china-sees-threat", "sees-threat"}


def test_mistakes_that_were_there_do_not_stop_a_draft_and_stay(drafted, terms):
    root, (one,) = drafted(
        GOOD, patch={"claims": [{"id": "wrong", "quote": "nowhere", "said-by": "china", "stance": STANCE}]}
    )
    assert accepting.accept(root, "talks", [one], terms).claims == {one: "sees-threat"}


def test_what_is_refused_stays_refused_and_what_is_accepted_stays_accepted(drafted, terms):
    root, (one,) = drafted(GOOD)
    accepting.refuse(root, "talks", [one])
    assert states(root) == {one: "refused"}
    update(root, "talks", lambda queue: queue.merged([Draft(one, "a-model", GOOD)], "a-model", SHA256))
    assert states(root) == {one: "refused"}
    accepting.accept(root, "talks", [one], terms)
    accepting.refuse(root, "talks", [one])
    assert states(root) == {one: "accepted"}


def test_drafts_that_are_not_there_and_damaged_files_are_told(drafted, terms):
    root, _ = drafted(GOOD)
    with pytest.raises(QueueError, match="no draft 'd-00000000'"):
        accepting.accept(root, "talks", ["d-00000000"], terms)
    path = root / "sources/drafts/talks.yaml"
    path.write_text("article: [", encoding="utf-8")
    with pytest.raises(QueueError) as told:
        accepting.accept(root, "talks", [], terms)
    assert str(told.value.findings[0].location).startswith("sources/drafts/talks.yaml:")


@pytest.mark.parametrize("linked", ["sources/articles", "sources/articles/talks.yaml"])
def test_a_check_writes_nothing_through_a_link_within_the_sources(drafted, terms, linked):
    root, (one,) = drafted(GOOD)
    path = root / linked
    elsewhere = path.rename(root / "sources" / f"linked-{path.name}")
    path.symlink_to(elsewhere.absolute())
    before = contents(root)

    assert accepting.accept(root, "talks", [one], terms, dry=True).claims == {one: "sees-threat"}
    assert contents(root) == before
    accepting.accept(root, "talks", [one], terms)
    assert path.is_symlink()
    assert "sees-threat" in (root / "sources/articles/talks.yaml").read_text(encoding="utf-8")


def test_a_draft_that_another_run_took_away_meanwhile_is_a_claim_all_the_same(drafted, terms, monkeypatch):
    root, (one,) = drafted(GOOD)
    save = accepting.save_changes

    def saved(*given):
        save(*given)
        update(root, "talks", lambda queue: queue.merged([], "a-model", SHA256))

    monkeypatch.setattr(accepting, "save_changes", saved)
    assert accepting.accept(root, "talks", [one], terms).claims == {one: "sees-threat"}
    assert "sees-threat" in (root / "sources/articles/talks.yaml").read_text(encoding="utf-8")
    assert states(root) == {}
