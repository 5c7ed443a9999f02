"""Names that look alike, are of two scripts or steer direction, and claims that are there twice."""

from __future__ import annotations

import time

import pytest

from kg.sources.rules import CHECKS

TWICE = "{id: %s, quote: sees it as a threat, said-by: %s, stance: {holder: china, target: japan, type: %s}}"


def lines(root, finding):
    return (root / finding.location.file).read_text().splitlines()


@pytest.fixture
def of(project, findings_in):
    """The messages of one rule in the tiny project under a patch."""

    def find(rule, patch, files=None):
        return [f.message for f in findings_in(project(patch, files)) if f.rule == rule]

    return find


@pytest.mark.parametrize(
    ("patch", "message"),
    [
        (
            'actors: {japan: {aliases: ["Chi\\u200Bna"]}}',
            (
                r"'Chi\u200bna' of 'japan' looks like 'China' of 'china' in sources/actors.yaml:3:10, "
                "but has U+200B (ZERO WIDTH SPACE); give one of them another"
            ),
        ),
        (
            'issues: {missiles: {label: "Jap\\u0430n"}}',
            (
                "'Jap\u0430n' of 'missiles' looks like 'Japan' of 'japan' in sources/actors.yaml:10:10, "
                "but has U+0430 (CYRILLIC SMALL LETTER A); give one of them another"
            ),
        ),
        (
            "issues: {missile: {label: THE MISSILES, definition: x}}",
            (
                "'The missiles' of 'missiles' looks like 'THE MISSILES' of 'missile' in sources/issues.yaml:5:10; "
                "give one of them another"
            ),
        ),
        (
            "actors: {northkorea: {kind: group, label: x}}",
            "the slug 'northkorea' looks like 'north-korea' in sources/actors.yaml:14:1; rename one of them",
        ),
        (
            "actors: {jap4n: {kind: group, label: x}, 1st: {kind: group, label: y}, lst: {kind: group, label: z}}",
            "the slug 'lst' looks like '1st' in sources/actors.yaml:33:1; rename one of them",
        ),
    ],
)
def test_names_that_look_alike_are_told_with_both_places(of, patch, message):
    assert of("name-alike", patch) == [message]


@pytest.mark.parametrize(
    "patch",
    [
        "actors: {japan: {aliases: [Japan, JAPAN, Nippon]}}",
        "issues: {missiles: {label: Japan}}",
        "actors: {japan: {label: China}}",  # an error of its own
        "events: {summit: {label: The missiles, type: CONSULT, initiator: china}}",
        "claims: [" + ", ".join(
            f"{{id: {name}, quote: sees it as a threat, said-by: china, "
            f"event: {{label: A threat, type: THREATEN, initiator: {name}, recipient: gazette}}}}"
            for name in ("china", "japan")
        ) + "]",
    ],
)  # fmt: skip
def test_names_that_may_be_the_same_are_no_look_alikes(of, patch):
    assert of("name-alike", patch) == []


@pytest.mark.parametrize(
    "patch",
    [
        {"actors": {"japan": {"label": "Jap%sn"}}},
        {"actors": {"japan": {"label": {"en": "Japan", "he": "יפ%sן"}}}},
        {"actors": {"japan": {"aliases": ["Tokyo", "Nippo%sn"]}}},
        {"actors": {"japan": {"aliases": {"ja": ["日%s本"]}}}},
        {"issues": {"missiles": {"label": "Mis%ssiles"}}},
        {"issues": {"missiles": {"aliases": ["Mis%s"]}}},
        {"events": {"e": {"label": "x%s", "type": "AID", "initiator": "china"}}},
        {"article": {"title": "Talks%s"}},
    ],
    ids=str,
)
def test_a_control_of_direction_is_found_in_every_name(project, findings_in, patch):
    control = "\u202e"

    def put(value):
        if isinstance(value, dict):
            return {key: put(each) for key, each in value.items()}
        return [put(each) for each in value] if isinstance(value, list) else value.replace("%s", control)

    root = project(put(patch))
    (found,) = (finding for finding in findings_in(root) if finding.rule == "name-direction")
    assert f"U+{ord(control):04X}" in found.message
    assert (
        control in lines(root, found)[found.location.line - 1] or "\\u" in lines(root, found)[found.location.line - 1]
    )
    assert control not in found.message


def test_every_control_of_direction_is_found(of):
    controls = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    found = of("name-direction", {"actors": {"japan": {"aliases": [f"{n}{each}x" for n, each in enumerate(controls)]}}})
    assert [f"U+{ord(each):04X}" in message for each, message in zip(controls, found, strict=True)] == [True] * 12


def test_a_quote_keeps_what_steers_direction(findings):
    text = "Envoys met in Tokyo. China \u202esees\u202c it."
    claim = {"id": "one", "quote": "China \u202esees\u202c it", "said-by": "china"}
    stance = {"stance": {"holder": "china", "target": "japan", "type": "opposes"}}
    assert findings({"claims": [claim | stance]}, {"articles/talks.txt": text}) == []


@pytest.mark.parametrize(
    ("patch", "count"),
    [
        (f"claims: [{TWICE % ('a', 'china', 'opposes')}, {TWICE % ('b', 'china', 'opposes')}]", 1),
        (f"claims: [{TWICE % ('a', 'china', 'opposes')}, {TWICE % ('b', 'japan', 'opposes')}]", 0),
        (f"claims: [{TWICE % ('a', 'china', 'opposes')}, {TWICE % ('b', 'china', 'wary-of')}]", 0),
        (f"claims: [{TWICE % ('a', 'china', 'opposes')}, {{id: b, quote: sees it as a threat, said-by: china, affirms: a}}]", 1),
        (f"claims: [{TWICE % ('a', 'china', 'opposes')}, {{id: b, quote: sees it as a threat, said-by: china, denies: a}}]", 0),
        ("claims: [" + ", ".join(TWICE % (f"a{n}", "china", "opposes") for n in range(8)) + "]", 7),
    ],
)  # fmt: skip
def test_a_claim_is_there_once_in_an_article(of, patch, count):
    assert len(of("claim-twice", patch)) == count


SECOND = {
    "articles/again.txt": "Talks. China sees it as a threat that must be met, said Beijing.",
    "articles/talks.txt": "Envoys met in Tokyo. China sees it as a threat that must be met. The end.",
}
ARTICLE = "article: {title: Again, publisher: japan, published: 2016-02-10, published-basis: x%s}\nclaims: [%s]\n"
CLAIM = "{id: one, quote: China sees it as a threat that must be met, said-by: china, %s: {%s}}"
STANCE = ("stance", "holder: china, target: japan, type: threatened-by")
EVENT = ("event", "label: A threat, type: THREATEN, initiator: japan, recipient: china")


@pytest.mark.parametrize("content", [STANCE, EVENT], ids=lambda content: content[0])
@pytest.mark.parametrize(("copy", "count"), [("", 1), (", copy-of: talks", 0)])
def test_the_same_words_in_another_article_are_those_of_a_copy(of, content, copy, count):
    claim = CLAIM % content
    found = of("claim-twice", f"claims: [{claim}]", SECOND | {"articles/again.yaml": ARTICLE % (copy, claim)})
    assert len(found) == count
    assert all("what 'again/one' says in sources/articles/again.yaml:2:" in message for message in found), found


def test_every_check_takes_time_in_proportion_to_the_names(project, terms):
    """Ten thousand names that share their letters, half of them wrong in some way: no pair is compared with another."""
    from kg import sources

    def actors(count):
        lines = [
            f"a{n}: {{kind: group, label: Group {n} of the Army, aliases: [Army group {n}]}}\n" for n in range(count)
        ]
        return "".join(lines) + "".join(f"b{n}: {{kind: group, label: Grоup {n} of the Army}}\n" for n in range(count))

    took = []
    for count in (500, 5_000):
        corpus, _ = sources.read(project(files={"actors.yaml": actors(count)}), terms)
        modules = [module for module in CHECKS if module.RULE not in ("actor-known", "date-future")]
        begun = time.process_time()
        found = [finding for module in modules for finding in module.check(corpus, terms)]
        took.append(time.process_time() - begun)
        assert sum(finding.rule == "name-alike" for finding in found) >= count
    assert took[1] < 10 * 4 * max(took[0], 0.02)
