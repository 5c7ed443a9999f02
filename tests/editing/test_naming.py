"""Renaming: every place where a thing is named gets the new name, and nothing else changes by a byte."""

from __future__ import annotations

import shutil

import pytest

from kg import sources
from kg.editing.naming import Files, RenamingError, renaming
from kg.editing.saving import save
from kg.model.records import names_in
from kg.sources import rules
from tests.checkout import ARTICLES
from tests.conftest import TEXT, write_files
from tests.test_publication import contents

ACTORS = """\
# The actors. china is the first.
china: {kind: state, label: China, aliases: [china proper]}   # china
"japan":
  kind: state
  label: Japan
gazette: {kind: organization, label: The Gazette}
envoy: {kind: person, label: An envoy, acts-for: china, member-of: [china, 'japan']}
"""
ISSUES = "missiles:\r\n  label: The missiles\r\n  definition: Missiles.\r\n  directed-at: china\r\n"
EVENTS = "met:\n  label: They met\n  type: CONSULT\n  initiator: [china, japan]\n  recipient: [japan,china]\n"
ARTICLE = """\
\ufeffarticle: {title: Talks on the missiles, publisher: gazette, published: 2016-02-09, published-basis: china's dateline}
claims:
- id: one
  quote: China sees it as a threat
  said-by: "china"
  reported-by: [envoy, china]
  stance: {holder: china, target: missiles, type: opposes}
- id: met
  quote: Envoys met in Tokyo
  said-by: gazette
  event: met
- id: two
  quote: Japan has denied this
  said-by: japan
  denies: one
- id: three
  quote: Japan will likely agree to talks
  said-by: gazette
  mode: forecast
  hedge: likely
  resolution: fulfilled
  resolved-by: [talks/met, one]
  leverage: {wielder: china, over: [japan, china], instrument: china's trade, effect: deters, strength: strong}
- id: four
  quote: Envoys
  said-by: gazette
  stance: {holder: japan, target: china, type: opposes}
"""


@pytest.fixture
def written(tmp_path):
    """A project in which everything is named in every way."""
    files = {"actors.yaml": ACTORS, "issues.yaml": ISSUES, "events.yaml": EVENTS}
    return write_files(tmp_path, files | {"articles/talks.yaml": ARTICLE, "articles/talks.txt": TEXT})


def renamed(root, old, new):
    plan = renaming(root, old, new)
    return {file.path.name: content.decode() for file, content in plan.contents().items()}


def test_an_actor_is_renamed_wherever_it_is_named_and_nowhere_else(written):
    after = renamed(written, "china", "prc")
    actors = ACTORS.replace("\nchina: {kind", "\nprc: {kind").replace("acts-for: china", "acts-for: prc")
    assert after["actors.yaml"] == actors.replace("[china, 'japan']", "[prc, 'japan']")
    assert after["issues.yaml"] == ISSUES.replace("directed-at: china", "directed-at: prc")
    assert after["events.yaml"] == EVENTS.replace("china", "prc")
    article = ARTICLE.replace('said-by: "china"', 'said-by: "prc"').replace("[envoy, china]", "[envoy, prc]")
    article = article.replace("holder: china", "holder: prc").replace("wielder: china", "wielder: prc")
    article = article.replace("over: [japan, china]", "over: [japan, prc]").replace("target: china", "target: prc")
    assert after["talks.yaml"] == article


def test_where_the_word_stands_still_is_told(written):
    assert renaming(written, "china", "prc").left == (
        ("sources/actors.yaml", 1),
        ("sources/actors.yaml", 2),
        ("sources/actors.yaml", 2),
        ("sources/articles/talks.yaml", 1),
        ("sources/articles/talks.yaml", 23),
    )


def test_a_key_in_quotation_marks_keeps_them(written):
    assert '"nippon":\n' in renamed(written, "japan", "nippon")["actors.yaml"]


def test_an_issue_and_an_event_are_renamed_where_they_are_targets(written):
    assert renamed(written, "missiles", "thaad") == {
        "issues.yaml": ISSUES.replace("missiles:", "thaad:"),
        "talks.yaml": ARTICLE.replace("target: missiles", "target: thaad"),
    }
    assert renamed(written, "met", "meeting") == {
        "events.yaml": EVENTS.replace("met:", "meeting:", 1),
        "talks.yaml": ARTICLE.replace("event: met", "event: meeting"),
    }


def test_a_claim_is_renamed_by_its_key_alone(written):
    assert renamed(written, "talks/one", "threat") == {
        "talks.yaml": ARTICLE.replace("id: one", "id: threat")
        .replace("denies: one", "denies: threat")
        .replace("[talks/met, one]", "[talks/met, threat]")
    }
    assert renamed(written, "talks/met", "talks/meeting") == {
        "talks.yaml": ARTICLE.replace("id: met", "id: meeting").replace("[talks/met,", "[talks/meeting,")
    }


COPY = """\
# A copy of talks.
article: {title: Talks, copy-of: {article: talks, passages: [0-9]}, no-copy-of: [others, "talks"]}
claims:
- {id: one, quote: China, said-by: gazette, denies: talks/one, event: talks/met}
- {id: talks, quote: talks, said-by: gazette, affirms: [one, talks/two], resolved-by: talks}
"""


def test_an_article_is_renamed_with_its_files_and_wherever_it_is_named(written):
    pursued = f"{ISSUES}  pursued-by: {{actor: japan, claim: talks/three}}\r\n"
    (written / "sources" / "issues.yaml").write_bytes(pursued.encode())
    write_files(written, {"articles/copy.yaml": COPY, "articles/other.yaml": "article: {copy-of: talks}\n",
                          "drafts/talks.yaml": "[]\n"})  # fmt: skip
    plan = renaming(written, "talks", "envoys-meet")
    after = {
        file.path.relative_to(written / "sources").as_posix(): text.decode() for file, text in plan.contents().items()
    }
    assert after == {
        "issues.yaml": pursued.replace("talks/three", "envoys-meet/three"),
        "articles/copy.yaml": COPY.replace("article: talks,", "article: envoys-meet,")
        .replace('"talks"', '"envoys-meet"').replace("talks/", "envoys-meet/"),
        "articles/other.yaml": "article: {copy-of: envoys-meet}\n",
        "articles/talks.yaml": ARTICLE.replace("[talks/met,", "[envoys-meet/met,"),
        "articles/talks.txt": TEXT,
        "drafts/talks.yaml": "[]\n",
    }  # fmt: skip
    moved = {"articles/envoys-meet.yaml", "articles/envoys-meet.txt", "drafts/envoys-meet.yaml"}
    assert {path.relative_to(written / "sources").as_posix() for path in plan.moved.values()} == moved
    assert ("sources/articles/copy.yaml", 1) in plan.left
    save(written / "sources", plan.contents(), plan.moved)
    kept = {"actors.yaml", "issues.yaml", "events.yaml", "articles/copy.yaml", "articles/other.yaml"}
    assert set(contents(written / "sources")) == moved | kept
    assert renamed(written, "envoys-meet", "talks")["copy.yaml"] == COPY


@pytest.mark.parametrize("name", ["articles/new.txt", "articles/new.yaml", "drafts/new.yaml"])
def test_an_article_does_not_take_the_place_of_another_file(written, name):
    write_files(written, {name: "claims: []\n"})
    with pytest.raises(RenamingError, match="taken"):
        renaming(written, "talks", "new")


@pytest.mark.parametrize("named", ["article: {copy-of: new}\n", "claims: [{id: a, denies: new/b}]\n"])
def test_an_article_does_not_become_what_others_name_already(written, named):
    write_files(written, {"articles/other.yaml": named})
    with pytest.raises(RenamingError, match="named already"):
        renaming(written, "talks", "new")


def test_an_article_that_is_a_link_is_left_alone(written):
    (written / "sources" / "articles" / "linked.yaml").symlink_to("talks.yaml")
    with pytest.raises(RenamingError, match=r"linked\.yaml is a link"):
        renaming(written, "linked", "new")


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        ("chima", "prc", "did you mean 'china'"),
        ("china", "japan", "taken"),
        ("china", "missiles", "taken"),
        ("china", "met", "taken"),
        ("china", "china", "already"),
        ("china", "The PRC", "did you mean 'the-prc'"),
        ("china", "", "no slug"),
        ("talks/one", "two", "taken"),
        ("one", "two", "no actor, issue, event, claim or article 'one'"),
        ("talks/none", "two", "no actor, issue, event, claim or article"),
        ("talks", "china proper", "did you mean 'china-proper'"),
        ("talks", "talks", "already"),
    ],
)
def test_what_cannot_be_is_refused(written, old, new, why):
    with pytest.raises(RenamingError, match=why):
        renaming(written, old, new)


def test_a_name_that_is_used_and_not_there_is_refused(written):
    (written / "sources" / "issues.yaml").write_text(ISSUES.replace("directed-at: china", "directed-at: prc"))
    with pytest.raises(RenamingError, match=r"named already.*issues\.yaml:4"):
        renaming(written, "china", "prc")


def test_two_things_of_one_name_are_refused(written):
    (written / "sources" / "issues.yaml").write_text(ISSUES.replace("missiles:", "china:"))
    with pytest.raises(RenamingError, match="several things"):
        renaming(written, "china", "prc")


def test_a_file_that_is_no_yaml_is_refused_with_its_findings(written):
    (written / "sources" / "issues.yaml").write_text("missiles: {label: [\n")
    with pytest.raises(RenamingError, match="mend it first") as refused:
        renaming(written, "china", "prc")
    assert [finding.location.file for finding in refused.value.findings] == ["sources/issues.yaml"]


def test_names_that_are_no_words_are_passed_over(tmp_path):
    odd = "article: [china]\nclaims:\n- china\n- id: {a: china}\n  said-by: {a: china}\n  stance: [china]\n- \n"
    write_files(tmp_path, {"actors.yaml": "china:\njapan: text\n", "articles/odd.yaml": odd})
    assert renamed(tmp_path, "china", "prc") == {"actors.yaml": "prc:\njapan: text\n"}


def test_every_name_of_the_shipped_articles_can_be_another(tmp_path, terms):
    shutil.copytree(ARTICLES / "sources", tmp_path / "sources")
    before, wrong = sources.read(tmp_path, terms)
    found = sorted({(f.rule, f.message) for f in [*wrong, *rules.run(before, terms)]})
    own = [(name.kinds[0], name.key or name.word) for name in Files.read(tmp_path).names() if name.own]
    claims = [key for kind, key in own if kind == "claim"]
    articles = [key for kind, key in own if kind == "article"]
    for old in [key for kind, key in own if kind not in ("claim", "article")] + claims[:10] + articles:
        plan = renaming(tmp_path, old, f"{old.rpartition('/')[2]}-x")
        save(tmp_path / "sources", plan.contents(), plan.moved)
    after, wrong = sources.read(tmp_path, terms)
    assert sorted({(f.rule, f.message) for f in [*wrong, *rules.run(after, terms)]}) == found
    assert {slug.removesuffix("-x") for slug in after.articles} == set(before.articles)
    assert {slug.removesuffix("-x") for slug in after.actors} == set(before.actors)
    assert all(slug.endswith("-x") for slug in after.actors)
    named = [{name.removesuffix("-x") for name in names_in(claim.content)} for claim in after.claims]
    assert named == [names_in(claim.content) for claim in before.claims]
