"""The files of coders: read by the rules of articles, refused with their place, and no part of what is built."""

from __future__ import annotations

import shutil

import pytest

from kg import sources
from kg.cache import Cache
from kg.sources.coding import CODING_RULES, read_coding
from kg.sources.coding_plan import Plan

THREAT = """\
claims:
  - {id: threat, quote: sees it as a threat, said-by: china, stance: {holder: china, target: missiles, type: opposes}}
"""
DENIAL = """\
claims:
  - {id: denial, quote: Japan has denied this, said-by: japan, denies: %s}
"""
SETTLED = {
    "claims": [
        {
            "id": "threat",
            "quote": "China sees it as a threat",
            "said-by": "china",
            "stance": {"holder": "china", "target": "missiles", "type": "opposes"},
        }
    ]
}


@pytest.fixture
def read(project, terms):
    """Write the tiny project with files of coders, by their path under `coding`; gives the coding and the findings."""

    def make(files, patch=None, more=None, cache=None):
        root = project(patch, more)
        for name, content in files.items():
            path = root / "coding" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
        corpus, found = sources.read(root, terms)
        assert [finding for finding in found if finding.location.file.startswith("coding")] == []
        return read_coding(root, corpus, terms, cache)

    return make


def told(findings):
    return [(str(finding.location), finding.rule) for finding in findings]


def test_without_a_folder_there_are_no_coders(read):
    assert read({}) == (sources.coding.Coding(), [])


def test_what_a_coder_claims_is_in_the_text_of_the_sources(read):
    coding, findings = read({"anna/talks.yaml": THREAT})
    assert findings == []
    (claim,) = coding.coders["anna"].claims["talks"]
    assert (claim.key, claim.quote, claim.claimants) == ("talks/threat", "sees it as a threat", ("china",))
    assert claim.origin.location.file == "coding/anna/talks.yaml"
    assert coding.coders["anna"].flawed == frozenset()
    assert coding.plan is None


def test_coders_do_not_see_one_another(read):
    coding, findings = read({"anna/talks.yaml": THREAT, "ben/talks.yaml": THREAT.replace("opposes", "supports")})
    assert findings == []
    assert [coding.coders[name].claims["talks"][0].content.type for name in ("anna", "ben")] == ["opposes", "supports"]


def test_none_is_an_answer_and_a_file_that_says_nothing_is_none(read):
    coding, findings = read({"anna/talks.yaml": "claims: []\n", "ben/talks.yaml": "", "cem/talks.yaml": "# later\n"})
    assert findings == []
    assert {name: dict(coder.claims) for name, coder in coding.coders.items()} == {
        "anna": {"talks": ()},
        "ben": {},
        "cem": {},
    }


def test_the_head_may_stand_there_and_nothing_is_read_of_it(read):
    head = "article: {title: Talks on the missiles, publisher: gazette, published: 2016-02-09, published-basis: The dateline.}\n"
    coding, findings = read({"anna/talks.yaml": head + THREAT})
    assert findings == []
    wrong = head.replace("2016-02-09", "2031-01-01")
    coding, (finding,) = read({"anna/talks.yaml": wrong + THREAT})
    assert (finding.rule, finding.severity) == ("coder-head", "warning")
    assert str(finding.location) == f"coding/anna/talks.yaml:1:{wrong.index('published: ') + 1}"
    assert "'published' of the article is read from sources/articles/talks.yaml alone" in finding.message
    assert len(coding.coders["anna"].claims["talks"]) == 1
    _, findings = read({"anna/talks.yaml": "article: a word\n" + THREAT})
    assert told(findings) == [("coding/anna/talks.yaml:1:10", "coder-head")]
    assert "the article's head is read from" in findings[0].message


def test_mistakes_have_their_place_and_the_rules_of_articles(read):
    text = THREAT.replace("said-by: china", "said-by: chna").replace("opposes", "oposes")
    coding, findings = read({"anna/talks.yaml": text})
    line = text.splitlines()[1]
    assert told(findings) == [
        (f"coding/anna/talks.yaml:2:{line.index('chna') + 1}", "actor-known"),
        (f"coding/anna/talks.yaml:2:{line.index('oposes') + 1}", "term-known"),
    ]
    assert coding.coders["anna"].flawed == {"talks"}
    assert coding.coders["anna"].claims["talks"] == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("claims: [", "yaml-syntax"),
        ("claims: x\n", "schema"),
        ("claim: []\n", "schema"),
        ("- a\n- b\n", "schema"),
        ("claims: &a []\n", "yaml-anchor"),
        ("claims: !!python/object:os.system []\n", "yaml-tag"),
        (b"claims: []\x00\n", "file-encoding"),
        (b"claims: \xff\n", "file-encoding"),
        (f"claims: {'[' * 40}{']' * 40}\n", "yaml-depth"),
        (THREAT.replace("sees it", "saw it"), "quote-missing"),
        (THREAT.replace("quote: sees it as a threat", "quote: Japan"), "quote-ambiguous"),
        (THREAT + THREAT.partition("\n")[2], "id-duplicate"),
        (THREAT.replace("id: threat, ", ""), "schema"),
        (DENIAL % "nothing", "claim-known"),
    ],
)
def test_damaged_files_are_findings_and_leave_the_others_alone(read, text, rule):
    coding, findings = read({"anna/talks.yaml": text, "ben/talks.yaml": THREAT})
    assert {finding.rule for finding in findings} == {rule}
    assert all(finding.location.file == "coding/anna/talks.yaml" for finding in findings)
    assert coding.coders["anna"].flawed == {"talks"}
    assert len(coding.coders["ben"].claims["talks"]) == 1


@pytest.mark.parametrize("name", ["Anna", "anna b", "änna", "a--b", "adjudicated", "%2e%2e", "anna;rm -rf", "x" * 121])
def test_a_coder_is_named_by_a_slug(read, name):
    coding, findings = read({f"{name}/talks.yaml": THREAT})
    assert [(finding.location.file, finding.rule) for finding in findings] == [(f"coding/{name}", "file-name")]
    assert coding.coders == {}


def test_what_is_hidden_is_no_coder(read):
    coding, findings = read({".git/talks.yaml": THREAT, "..anna/talks.yaml": THREAT, "anna/.talks.yaml": THREAT})
    assert findings == []
    assert [coder.claims for coder in coding.coders.values()] == [{}]


def test_what_is_not_read_is_told(read):
    files = {
        "talks.yaml": THREAT, "plan.yml": "coders: [anna]\n", "anna/talks.yml": THREAT, "anna/talks.txt": "Text",
        "anna/2016/talks.yaml": THREAT, "anna/tolks.yaml": THREAT, "anna/notes.md": "mine", "anna/Talks Two.yaml": "",
    }  # fmt: skip
    coding, findings = read(files)
    assert {finding.location.file.removeprefix("coding/"): finding.rule for finding in findings} == {
        "talks.yaml": "file-name",
        "plan.yml": "file-name",
        "anna/talks.yml": "file-name",
        "anna/talks.txt": "file-name",
        "anna/2016": "file-name",
        "anna/tolks.yaml": "file-missing",
        "anna/Talks Two.yaml": "file-missing",
    }
    messages = {finding.location.file: finding.message for finding in findings}
    assert messages["coding/anna/tolks.yaml"].endswith("did you mean 'talks'?")
    assert "rename it to 'plan.yaml'" in messages["coding/plan.yml"]
    assert coding.coders["anna"].claims == {}


def test_links_lead_to_no_other_coder_and_not_out_of_the_folder(read, tmp_path, project, terms):
    read({"anna/talks.yaml": THREAT})
    (tmp_path / "secret.yaml").write_text(THREAT)
    (tmp_path / "coding" / "ben").symlink_to("anna")
    (tmp_path / "coding" / "etc").symlink_to("/etc")
    (tmp_path / "coding" / "cem").mkdir()
    (tmp_path / "coding" / "cem" / "talks.yaml").symlink_to(tmp_path / "secret.yaml")
    corpus, _ = sources.read(tmp_path, terms)
    coding, findings = read_coding(tmp_path, corpus, terms)
    assert {finding.location.file: finding.rule for finding in findings} == {
        "coding/ben": "file-link",
        "coding/etc": "file-link",
        "coding/cem/talks.yaml": "file-link",
    }
    assert set(coding.coders) == {"anna", "cem"}
    shutil.rmtree(tmp_path / "coding")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "coding").symlink_to("/etc")
    coding, findings = read_coding(tmp_path, corpus, terms)
    assert [finding.rule for finding in findings] == ["file-link"]
    assert coding.coders == {}


def test_a_denial_means_the_coders_own_claim_before_that_which_was_settled(read):
    own = THREAT + (DENIAL % "threat").partition("\n")[2]
    coding, findings = read({"anna/talks.yaml": own}, SETTLED)
    assert findings == []
    threat, denial = coding.coders["anna"].claims["talks"]
    assert (denial.polarity, denial.content_key) == ("denied", threat.content_key)
    assert denial.content is threat.content


def test_of_an_article_that_a_coder_has_not_coded_what_was_settled_may_be_denied(read):
    more = {"copies": "other", **SETTLED}
    coding, findings = read({"anna/other.yaml": DENIAL % "talks/threat"}, more)
    assert findings == []
    (denial,) = coding.coders["anna"].claims["other"]
    assert (denial.denies, denial.content.target) == ("talks/threat", "missiles")
    # Whoever has coded it denies what they have claimed there themselves.
    _, findings = read({"anna/other.yaml": DENIAL % "talks/threat", "anna/talks.yaml": "claims: []\n"}, more)
    assert told(findings) == [("coding/anna/other.yaml:2:72", "claim-known")]


def test_what_is_wrong_with_the_project_is_told_where_it_stands(read, project, findings_in):
    unused = {"actors": {"observer": {"kind": "person", "label": "The observer"}}}
    _, findings = read({"anna/talks.yaml": "claims: []\n"}, unused)
    assert findings == []
    coding, findings = read({"anna/talks.yaml": THREAT}, {"actors": {"china": {"kynd": "state"}}})
    assert findings == []
    assert coding.coders["anna"].claims["talks"] == ()


def test_of_an_article_that_cannot_be_read_nothing_is_told_twice(read):
    for broken in (b"article: [", b"claims: []\n"):
        _, findings = read({"anna/talks.yaml": THREAT}, more={"articles/talks.yaml": broken})
        assert findings == []


def test_reading_again_from_what_was_kept_is_the_same(read, tmp_path):
    files = {"anna/talks.yaml": THREAT + (DENIAL % "x").partition("\n")[2], "ben/talks.yaml": THREAT}
    cold = read(files)
    cache = Cache(tmp_path / "cache", stays=False)
    for _ in range(2):
        warm = read(files, cache=cache)
        assert warm == cold
    changed = read(files | {"anna/talks.yaml": THREAT}, cache=cache)
    assert changed[1] == []


def test_a_plan_says_who_codes_what(read):
    plan = "coders: [anna, ben]\ndouble-coded: 0.25\nseed: 7\nassignments:\n  talks: [anna, ben]\n"
    coding, findings = read({"plan.yaml": plan})
    assert findings == []
    assert coding.plan == Plan(("anna", "ben"), 0.25, 7, {"talks": ("anna", "ben")})


@pytest.mark.parametrize(
    ("plan", "place", "rule", "message"),
    [
        ("coders: []\n", "1:9", "schema", "'coders' is empty"),
        ("coder: anna\n", "1:1", "schema", "did you mean 'coders'?"),
        ("coders: anna\ndouble-coded: 25\n", "2:15", "schema", "expected a number of at most 1"),
        ("coders: [Anna]\n", "1:10", "schema", "expected a slug"),
        ("coders: anna\nseed: x\n", "2:7", "schema", "expected a whole number"),
        ("coders: anna\nassignments: {tolks: anna}\n", "2:15", "coding-plan", "did you mean 'talks'?"),
        ("coders: anna\nassignments: {talks: ana}\n", "2:22", "coding-plan", "did you mean 'anna'?"),
        ("coders: anna\nassignments: {talks: [anna, anna]}\n", "2:29", "coding-plan", "name each coder once"),
        ("coders: anna\nassignments: {talks: []}\n", "2:22", "schema", "'talks' is empty"),
        ("coders: anna\nassignments: {../x: anna}\n", "2:15", "coding-plan", "there is no article '../x'"),
        ("coders: [", "1:10", "yaml-syntax", ""),
    ],
)
def test_what_is_wrong_in_a_plan_has_its_place(read, plan, place, rule, message):
    _, findings = read({"plan.yaml": plan})
    assert told(findings) == [(f"coding/plan.yaml:{place}", rule)]
    assert message in findings[0].message


def test_the_rules_of_coders_say_why():
    for function in CODING_RULES.values():
        assert "Why: " in function.__doc__
