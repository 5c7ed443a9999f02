"""`kg draft --model`: what it costs is told and agreed to before, and no key is in anything that is said or written."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest
from click.testing import CliRunner

from kg.cli import cli
from kg.drafting.queue import Queue
from tests.conftest import TEXT
from tests.drafting.models.servers import KEY, PATHS, model_that, pass_of, saying
from tests.drafting.models.test_passes import SEES, THREAT

VARIABLES = ("KG_MODEL_KEY", "KG_MODEL_URL", "OPENAI_API_KEY", "ANTHROPIC_API_KEY")


@pytest.fixture
def draft(project, monkeypatch):
    """Run `kg draft` on the tiny project, of which no claim is coded."""
    root = project({"article": {"furniture": ["Follow us"]}})
    head, _, _ = (root / "sources" / "articles" / "talks.yaml").read_text(encoding="utf-8").partition("claims:")
    (root / "sources" / "articles" / "talks.yaml").write_text(head, encoding="utf-8")
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("KG_MODEL_KEY", KEY)

    def run(*args, article="talks"):
        given = ["draft", *([article] if article else []), "--root", root, *args]
        result = CliRunner().invoke(cli, [str(arg) for arg in given], catch_exceptions=False)
        assert KEY not in result.output
        return result

    run.root = root
    run.drafts = lambda: Queue.read(root, "talks").drafts
    return run


@pytest.fixture(params=["openai", "anthropic"])
def protocol(request):
    return request.param


def test_without_a_model_the_rules_draft(draft):
    assert draft().exit_code == 0
    assert {each.drafted_by for each in draft.drafts()} == {"rules"}


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--model", "m"], "--model needs --url"),
        (["--model", "m", "--url", "http://localhost", "--list"], "without --list"),
        (["--model", "m", "--url", "http://localhost", "--all"], "or --all"),
        (["--transcript"], "--transcript needs --model"),
        (["--most-tokens", "7"], "--most-tokens needs --model"),
        (["--model", "", "--url", "http://localhost"], "is empty"),
        (["--model", "rules", "--url", "http://localhost"], "would be taken for the rules"),
        (["--model", "m", "--url", f"https://me:{KEY}@host/"], "put the key into KG_MODEL_KEY"),
        (["--model", "m", "--url", "http://host.example/v1"], "use https://"),
        (["--model", "m", "--url", "localhost"], "the address of a model is one such as"),
    ],
)
def test_wrong_usage(draft, args, said):
    result = draft(*args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_the_cost_is_told_before_and_after(draft, protocol):
    with model_that(protocol, saying([SEES], [THREAT])) as (url, seen):
        result = draft("--model", "tiny", "--url", url, "--yes")
    assert result.exit_code == 0
    assert result.stdout == "article,drafted,waiting,file\ntalks,1,1,sources/drafts/talks.yaml\n"
    (made,) = draft.drafts()
    assert (made.drafted_by, made.claim["stance"]["type"]) == ("tiny", "threatened-by")
    before, after, _ = result.stderr.splitlines()
    assert before.startswith(f"kg: tiny at {url}: about ")
    assert "an estimate" in before
    assert after == "kg: it has cost 2,000 tokens in and 40 out in 2 questions, as the model reports"
    assert len(seen) == 2


def test_nobody_is_asked_where_nobody_agrees(draft):
    with model_that("openai", saying([SEES], [THREAT])) as (url, seen):
        result = draft("--model", "tiny", "--url", url)
    assert (result.exit_code, result.stdout, seen) == (2, "", [])
    assert "give --yes" in result.stderr


@pytest.mark.parametrize("agrees", [True, False])
def test_on_a_terminal_a_person_is_asked(draft, monkeypatch, agrees):
    asked = []
    terminal = SimpleNamespace(isatty=lambda: True)
    monkeypatch.setattr("kg.cli.draft_model.sys", SimpleNamespace(stdin=terminal, stderr=terminal))
    monkeypatch.setattr("click.confirm", lambda question, err: asked.append((question, err)) or agrees)
    with model_that("openai", saying([SEES], [THREAT])) as (url, seen):
        result = draft("--model", "tiny", "--url", url)
    assert asked == [("Ask it?", True)]
    assert (result.exit_code, len(seen)) == ((0, 2) if agrees else (1, 0))
    assert ("nothing was asked" in result.stderr) != agrees


def test_a_dry_run_prints_the_questions_and_asks_nothing(draft, protocol):
    with model_that(protocol, saying([SEES], [THREAT])) as (url, seen):
        result = draft("--model", "tiny", "--url", url, "--dry-run")
    assert (result.exit_code, seen) == (0, [])
    assert "China sees it as a threat." in result.stdout
    assert "threatened-by: " in result.stdout
    assert "It is data" in result.stdout
    assert "Follow us" not in result.stdout
    assert "nothing was asked" in result.stderr


def test_a_run_that_costs_too_much_ends(draft):
    with model_that("openai", saying([SEES], [THREAT])) as (url, seen):
        result = draft("--model", "tiny", "--url", url, "--yes", "--most-tokens", "100")
    assert (result.exit_code, result.stdout, len(seen)) == (1, "", 1)
    assert "it has cost 1,020 tokens, and may cost 100" in result.stderr


@pytest.mark.parametrize("status", [401, 403, 302, 418])
def test_a_model_that_cannot_be_asked_is_told(draft, protocol, status):
    body = json.dumps({"error": {"message": f"no \x1b[31m {KEY}"}}).encode()
    headers = {"Content-Type": "application/json", "Location": f"https://elsewhere.example/?key={KEY}"}
    with model_that(protocol, lambda _: (status, headers, body)) as (url, _):
        result = draft("--model", "tiny", "--url", url, "--yes", "--transcript")
    assert (result.exit_code, result.stdout) == (1, "")
    assert f"kg: error: tiny at {url}: " in result.stderr
    assert "\x1b" not in result.stderr


def test_a_transcript_is_kept_beside_the_drafts(draft, protocol):
    refused = {**SEES, "quote": "China sees it as no threat"}
    with model_that(protocol, saying([SEES, refused], [THREAT])) as (url, _):
        result = draft("--model", "tiny", "--url", url, "--yes", "--transcript")
    path = draft.root / "sources" / "drafts" / "talks.transcript.json"
    assert "what was asked and answered is in sources/drafts/talks.transcript.json" in result.stderr
    assert "talks: 1 passage of the model refused: quote-missing" in result.stderr
    content = path.read_bytes()
    assert KEY.encode() not in content
    document = json.loads(content)
    assert [each["about"] for each in document["questions"]] == ["passages, part 1", "contents, stance 1 to 1"]
    assert document["questions"][0]["answer"] == {"passages": [SEES, refused]}
    assert {each.name for each in path.parent.iterdir()} == {"talks.yaml", path.name}


def test_a_transcript_that_leads_out_of_the_project_is_not_written(draft, tmp_path_factory):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (draft.root / "sources" / "drafts").symlink_to(elsewhere)
    with model_that("openai", saying([SEES], [THREAT])) as (url, seen):
        result = draft("--model", "tiny", "--url", url, "--yes", "--transcript")
    assert result.exit_code == 1
    # Nothing is paid for what could not be written.
    assert seen == []
    assert list(elsewhere.iterdir()) == []
    other = draft.root / "sources" / "drafts" / "talks.transcript.json"
    (draft.root / "sources" / "drafts").unlink()
    other.parent.mkdir()
    other.symlink_to(elsewhere / "x.json")
    with model_that("openai", saying([SEES], [THREAT])) as (url, _):
        result = draft("--model", "tiny", "--url", url, "--yes", "--transcript")
    assert result.exit_code == 0
    assert "the transcript is not kept" in result.stderr
    assert list(elsewhere.iterdir()) == []
    assert len(draft.drafts()) == 1


def test_the_address_may_stand_in_the_environment(draft, monkeypatch):
    with model_that("openai", saying([SEES], [THREAT])) as (url, _):
        monkeypatch.setenv("KG_MODEL_URL", url.removesuffix(PATHS["openai"]))
        assert draft("--model", "tiny", "--yes").exit_code == 0


def test_an_interrupted_run_goes_on(draft, monkeypatch, tmp_path_factory):
    monkeypatch.setenv("KG_CACHE", str(tmp_path_factory.mktemp("kept")))
    ends = {"passages": False, "contents": True}
    right = saying([SEES], [THREAT])

    def answer(request):
        return (403, {}, b"") if ends[pass_of(request)] else right(request)

    with model_that("openai", answer) as (url, seen):
        first = draft("--model", "tiny", "--url", url, "--yes")
        assert (first.exit_code, first.stdout) == (1, "")
        assert "it has cost 1,000 tokens in and 20 out in 1 question" in first.stderr
        ends["contents"] = False
        again = draft("--model", "tiny", "--url", url, "--yes")
    assert [pass_of(request) for request in seen] == ["passages", "contents", "contents"]
    assert "1 answer kept from before cost nothing" in again.stderr
    assert len(draft.drafts()) == 1


def test_what_was_refused_stays_refused_and_what_rules_drafted_stays(draft):
    with model_that("openai", saying([SEES], [THREAT])) as (url, _):
        draft("--model", "tiny", "--url", url, "--yes")
        (made,) = draft.drafts()
        runner = CliRunner()
        assert runner.invoke(cli, ["draft", "reject", made.id, "--root", str(draft.root)]).exit_code == 0
        draft()
        by_rules = [each for each in draft.drafts() if each.drafted_by == "rules"]
        result = draft("--model", "tiny", "--url", url, "--yes")
    assert result.stdout.startswith("article,drafted,waiting,file\ntalks,1,")
    states = {each.id: each.state for each in draft.drafts()}
    assert states[made.id] == "refused"
    assert [each for each in draft.drafts() if each.drafted_by == "rules"] == by_rules
    assert [each for each in draft.drafts() if each.drafted_by == "tiny" and each.state == "waiting"] == []


def test_an_accepted_draft_is_a_claim_that_names_the_model(draft):
    with model_that("openai", saying([SEES], [THREAT])) as (url, _):
        draft("--model", "tiny", "--url", url, "--yes")
    (made,) = draft.drafts()
    result = CliRunner().invoke(cli, ["draft", "accept", made.id, "--root", str(draft.root)], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    claims = (draft.root / "sources" / "articles" / "talks.yaml").read_text(encoding="utf-8")
    assert "drafted-by: tiny" in claims
    assert "quote: China sees it as a threat" in claims


def test_help_names_the_variables(draft):
    said = " ".join(draft("--help").stdout.split())
    for name in VARIABLES:
        assert name in said
    assert "Follow us" in TEXT
