"""Changes to claims: what is written is what was meant, and every other byte is as it was."""

from __future__ import annotations

import copy
import difflib
import os
import re
import signal
import sys
import time
from collections import Counter
from functools import partial
from itertools import count
from multiprocessing import get_context
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.editing.articles import ArticleFile, EditingError
from kg.editing.changes import Change, ConflictError, NoYamlError, RawChange, changed, save_changes
from kg.editing.text import FileText
from kg.publication import settle
from kg.sources.quotes import FoldedText
from kg.sources.yaml import parse, plain
from tests.checkout import ARTICLES
from tests.conftest import write_files
from tests.test_publication import killed_at

SHIPPED = [path.stem for path in sorted((ARTICLES / "sources" / "articles").glob("*.yaml"))]
HEAD = "# The head.\narticle: {title: Talks, publisher: gazette}\n\nclaims:\n"
TWO = (
    HEAD
    + "  - id: one\n    quote: a threat\n    said-by: china\n\n  - id: two\n    quote: denied this\n    said-by: japan\n"
)


def article(text, slug="talks"):
    return ArticleFile.of(FileText(Path(f"{slug}.yaml"), text.encode()))


def claims_of(content):
    """What our reader reads, whole and by itself."""
    tree, findings = parse(content.decode("utf-8-sig"), "a.yaml")
    assert not [finding for finding in findings if finding.severity == "error"]
    return plain(tree)["claims"] or []


def after(text, claim, **values):
    """The text with one claim changed: values by key, with hyphens for underscores; None takes the key away."""
    file = article(text)
    before = file.called(claim)[0].entry
    new = {**before, **{key.replace("_", "-"): value for key, value in values.items()}}
    new = {key: value for key, value in new.items() if value is not None}
    content = changed(file, [Change(claim, before, new)])
    assert [entry for entry in claims_of(content) if entry["id"] == new.get("id")] == [new]
    return content.decode()


@pytest.mark.parametrize(
    ("written", "values", "expected"),
    [
        ("- id: a\n  note: x  # why\n", {"note": "y"}, "- id: a\n  note: y  # why\n"),
        ("- id: a\n  note: 'x'\n", {"note": "it's"}, "- id: a\n  note: 'it''s'\n"),
        ('- id: a\n  note: "x"\n', {"note": "y"}, '- id: a\n  note: "y"\n'),
        ("- id: a\n  note: x\n", {"note": "a: b"}, '- id: a\n  note: "a: b"\n'),
        ("- id: a\n  note: >-  # why\n    x\n    y\n\n", {"note": "z"}, "- id: a\n  note: z  # why\n\n"),
        ("- id: a\n  hedge: [b, 'c d', e]\n", {"hedge": ["b", "c d", "f"]}, "- id: a\n  hedge: [b, 'c d', f]\n"),
        ("- id: a\n  hedge: [b, 'c d', e]\n", {"hedge": ["b", "e"]}, "- id: a\n  hedge: [b, e]\n"),
        ("- id: a\n  hedge: [b, c]\n", {"hedge": ["x", "b", "c"]}, "- id: a\n  hedge: [x, b, c]\n"),
        ("- id: a\n  hedge:\n  - b  # c\n  # d\n  - e\n", {"hedge": ["b", "x", "e"]},
         "- id: a\n  hedge:\n  - b  # c\n  - x\n  # d\n  - e\n"),
        ("- id: a\n  hedge:\n    - b\n    - e\n", {"hedge": ["e"]}, "- id: a\n  hedge:\n    - e\n"),
        ("- id: a\n  said-by: china\n", {"said_by": ["china", "japan"]}, "- id: a\n  said-by: [china, japan]\n"),
        ("- id: a\n  stance: {holder: 'x', target: y}\n", {"stance": {"holder": "x", "target": "z"}},
         "- id: a\n  stance: {holder: 'x', target: z}\n"),
        ("- id: a\n  stance: {holder: x, target: y}\n", {"stance": {"holder": "x", "target": "y", "type": "opposes"}},
         "- id: a\n  stance: {holder: x, target: y, type: opposes}\n"),
        ("- id: a\n  stance: {holder: x, type: y}\n", {"stance": {"holder": "x", "type": "y", "target": "z"}},
         "- id: a\n  stance: {holder: x, target: z, type: y}\n"),
        ("- id: a\n  stance:\n    holder: x\n    # why\n    type: y\n", {"stance": {"holder": "x", "type": "z"}},
         "- id: a\n  stance:\n    holder: x\n    # why\n    type: z\n"),
        ("- id: a\n  quote: b\n  # the voice\n  said-by: c\n", {"mode": "forecast"},
         "- id: a\n  quote: b\n  # the voice\n  said-by: c\n  mode: forecast\n"),
        ("- id: a\n  quote: b\n  stance: {holder: c}\n", {"note": "n"},
         "- id: a\n  quote: b\n  note: n\n  stance: {holder: c}\n"),
        ("- {id: a, quote: b,\n   said-by: c}\n", {"occurrence": "2"},
         "- {id: a, quote: b, occurrence: 2,\n   said-by: c}\n"),
        ("- {id: a, quote: b}\n", {"quote": None}, "- {id: a}\n"),
        ("- quote: b\n  # c\n  id: a\n", {"quote": None}, "-\n  # c\n  id: a\n"),
        ("- quote: b\n  id: a\n", {"quote": None}, "- id: a\n"),
        ("- quote: b\n", {}, "- quote: b\n"),
        ("-\n  id: a\n  note: b\n", {"note": "c"}, "-\n  id: a\n  note: c\n"),
        ("- id: a\n  note:\n  mode: x\n", {"note": "b"}, "- id: a\n  note: b\n  mode: x\n"),
        ("- id: a\n  note: |+\n    b\n\n", {"mode": "x"}, "- id: a\n  mode: x\n  note: |+\n    b\n\n"),
        ("- ? id\n  : a\n  note: b  # c\n", {"note": "d"}, "- id: a\n  note: d\n  # c\n"),
        ("- id: a\n  note: b\n  note: c\n", {"note": None}, "- id: a\n"),
    ],
)  # fmt: skip
def test_only_what_changed_is_replaced(written, values, expected):
    text = f"claims:\n{written}- id: z\n"
    if not values:
        return
    assert after(text, "a", **values) == f"claims:\n{expected}- id: z\n"


def test_a_mapping_that_its_line_no_longer_holds_stands_key_below_key():
    text = "claims:\n  - id: a\n    stance: {holder: china, target: japan, type: opposes}  # sure?\n"
    ground = "over the deployment of missiles in the south of the peninsula and what followed from it"
    stance = {"holder": "china", "target": "japan", "type": "opposes", "ground": ground}
    assert after(text, "a", stance=stance) == (
        "claims:\n  - id: a\n    stance:  # sure?\n      holder: china\n      target: japan\n      type: opposes\n"
        f"      ground: {ground}\n"
    )


def test_comments_within_what_is_written_anew_stay():
    text = "claims:\n- id: a\n  stance:\n    # who\n    holder: x  # surely\n    type: y\n- id: b\n"
    assert after(text, "a", stance="x") == "claims:\n- id: a\n  stance: x\n  # who\n  # surely\n- id: b\n"


def test_a_new_claim_is_written_as_a_person_would():
    new = {
        "note": "A note that is too long for a line of a hundred and twenty characters, and so is folded as people fold"
        " such notes: at a hundred and twenty.",
        "stance": {"type": "opposes", "target": "missiles", "holder": ["china", "japan"], "position": "-0.5"},
        "quote": "the “missiles” it's against, 5",
        "said-by": "china",
        "hedge": ["may", "to some extent"],
        "id": "new",
    }
    content = changed(article(TWO), [Change("new", None, new)])
    assert content.decode() == TWO + (
        "\n"
        "  - id: new\n"
        "    quote: the “missiles” it's against, 5\n"
        "    said-by: china\n"
        "    hedge: [may, to some extent]\n"
        "    note: >-\n"
        "      A note that is too long for a line of a hundred and twenty characters, and so is folded as people fold such notes:\n"
        "      at a hundred and twenty.\n"
        "    stance: {holder: [china, japan], target: missiles, type: opposes, position: -0.5}\n"
    )
    assert claims_of(content)[-1] == new


@pytest.mark.parametrize("slug", SHIPPED)
def test_most_claims_of_people_are_written_as_they_are(slug):
    """What differs are lines that people left longer, or broke where all would fit into one."""
    file = ArticleFile.read(ARTICLES, slug)
    same = 0
    for block in file.claims:
        bare = article("claims:\n")
        written = changed(bare, [Change(block.id, None, block.entry)]).decode().removeprefix("claims:\n")
        same += written == block.raw
        lines = list(difflib.ndiff(block.raw.splitlines(), written.splitlines()))
        folded = [line for line in lines if line[0] == "-" and len(line) <= 100 and ">-" not in line]
        assert len(folded) <= 6
    assert same >= 0.65 * len(file.claims)


# Anything that a page may send, with what is hard to write: signs of YAML, ends of lines, what cannot be seen.
CHARACTERS = st.characters(exclude_categories=("Cs",))
WORDS = st.sampled_from(
    ["a", "no", "null", "~", "# b", "a: b", "- c", "{d", "'", '"', "中国", "🇨🇳", "שלום", "x\u2028y", "\ufeff", "12", "2016-02",
     "true", " ", "a  b", "|", "...", "---", "\t", "é", "a\nb", "\n", "\x85", "word " * 30]
)  # fmt: skip
TEXTS = st.text(CHARACTERS, max_size=12) | st.lists(WORDS, min_size=1, max_size=4).map("".join)
KEYS = st.sampled_from(
    ["quote", "note", "said-by", "stance", "hedge", "occurrence", "odd key", "denies", "because", "x"]
)
VALUES = st.recursive(
    st.none() | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
ENTRIES = st.dictionaries(KEYS, VALUES, max_size=5)
COMMENTS = st.sampled_from(["", "# c", "  # deep: [", "#", "\n# apart\n"])


@st.composite
def files(draw):
    """A file of claims in the ways in which people and programs write them, with comments all over."""
    newline = draw(st.sampled_from(["\n", "\r\n"]))
    indent = draw(st.sampled_from(["", "  "]))
    lines = ["# begin", "article: {title: 'A'}", "claims:" + draw(st.sampled_from(["", "  # here"]))]
    for number in range(draw(st.integers(1, 4))):
        lines += draw(st.sampled_from([[], [""], ["", ""]]))
        lines += [f"{indent}{line}" for line in draw(COMMENTS).split("\n") if line]
        lines += [f"{indent}{line}" for line in draw(claims(number))]
    lines += draw(st.sampled_from([[], [""], ["# end"], ["", f"{indent}  # end"]]))
    text = newline.join(lines) + draw(st.sampled_from(["", newline]))
    return draw(st.sampled_from(["", "\ufeff"])) + text


FORMS = st.sampled_from(
    [
        ["quote: a threat"], ["quote: 'it''s'  # why"], ['quote: "a \\" b"'], ["note: >-  # c", "  folded", "  lines"],
        ["note: |", "  kept", "", "  lines"], ["note: |+", "  kept", ""], ["said-by: [a, 'b', c]"], ["# a comment"],
        ["said-by:", "- a  # one", "# between", "- b"], ["stance: {holder: a, target: b}"],
        ["stance: {holder: a,", "  target: [b, c]}  # d"], ["stance:", "  holder: a", "  # within", "  type: b  # c"],
        ["event:", "  label: x", "  quantity: {amount: 5}"], ["hedge:"], ["x: plain that goes", "  on"],
        ["pursued-by:", "  - {actor: a, claim: b}", "  - actor: c", "    claim: d"], ["denies: '🇨🇳 é'"],
    ]
)  # fmt: skip


@st.composite
def claims(draw, number):
    if draw(st.booleans()) and draw(st.booleans()):
        inner = draw(st.sampled_from(["quote: b", "quote: 'b', note: c", "stance: {holder: a},\n   note: c"]))
        return f"- {{id: c{number}, {inner}}}".split("\n")
    forms = draw(st.lists(FORMS, max_size=5, unique_by=lambda lines: re.split("[:#]", lines[0])[0]))
    at = draw(st.integers(0, len(forms)))
    forms.insert(at, [f"id: c{number}"])
    keys = [line for form in forms for line in form]
    while keys[0].startswith("#"):
        keys.append(keys.pop(0))
    return [f"- {keys[0]}", *(f"  {line}" if line else "" for line in keys[1:])]


@st.composite
def edits(draw, entry):
    """Another entry that differs from one in some places."""
    new = copy.deepcopy(entry)
    for _ in range(draw(st.integers(1, 3))):
        where = new
        while isinstance(where, (dict, list)) and where:
            keys = list(where) if isinstance(where, dict) else list(range(len(where)))
            key = draw(st.sampled_from(keys))
            if isinstance(where[key], (dict, list)) and where[key] and draw(st.booleans()):
                where = where[key]
                continue
            action = draw(st.sampled_from(["other", "gone", "more"]))
            if action == "gone" and (where is not new or len(where) > 1):
                del where[key]
            elif action == "more" and isinstance(where, list):
                where.insert(key, draw(TEXTS))
            elif action == "more":
                where[draw(KEYS)] = draw(VALUES)
            else:
                where[key] = draw(VALUES)
            break
    return new


@settings(deadline=None)
@given(st.data())
def test_any_change_reads_back_and_touches_nothing_else(data):
    text = data.draw(files())
    file = article(text)
    block = data.draw(st.sampled_from(file.claims))
    new = data.draw(edits(block.entry))
    try:
        content = changed(file, [Change(block.id, block.entry, new)])
    except ConflictError:
        assert new.get("id") in {other.id for other in file.claims}
        return
    now = article(content.decode())
    expected = [new if each is block else each.entry for each in file.claims]
    assert [*map(without_end, claims_of(content))] == [*map(without_end, expected)]
    whole = text.removeprefix("\ufeff")
    changed_to = content.decode().removeprefix("\ufeff")
    assert content.startswith(b"\xef\xbb\xbf") == text.startswith("\ufeff")
    assert changed_to.startswith(whole[: block.dash])
    assert changed_to.endswith(whole[block.end :])
    middle = changed_to[block.dash : len(changed_to) - len(whole[block.end :])]
    if whole.count("\r\n"):
        assert "\n" not in middle.replace("\r\n", "")
    if not gone_from(block.entry, new):
        assert not Counter(comments(whole)) - Counter(comments(changed_to))
    named = new.get("id") if isinstance(new.get("id"), str) else ""
    entry = next(each.entry for each in now.called(named) if without_end(each.entry) == without_end(new))
    back = changed(now, [Change(named, entry, block.entry)])
    assert not back or [*map(without_end, claims_of(back))] == [without_end(each.entry) for each in file.claims]


def comments(text):
    return [line.strip() for line in text.splitlines() if line.strip().startswith("#")]


def gone_from(before, after):
    """Whether a key or an item is no more, and with it the comments in its lines."""
    if isinstance(before, dict) and isinstance(after, dict):
        return bool(before.keys() - after.keys()) or any(gone_from(before[key], after[key]) for key in before)
    if isinstance(before, list) and isinstance(after, list):
        return before != after
    return False


@settings(deadline=None)
@given(st.data())
def test_new_claims_and_those_that_go_leave_the_others_alone(data):
    text = data.draw(files())
    file = article(text)
    gone = data.draw(st.lists(st.sampled_from(file.claims), unique_by=lambda block: block.id))
    new = [{"id": f"new-{n}", **data.draw(ENTRIES)} for n in range(data.draw(st.integers(0 if gone else 1, 2)))]
    changes = [Change(block.id, block.entry, None) for block in gone] + [Change(each["id"], None, each) for each in new]
    content = changed(file, data.draw(st.permutations(changes)))
    kept = [block for block in file.claims if block not in gone]
    found = [without_end(entry) for entry in claims_of(content)]
    ids = [each["id"] for each in new]
    assert [each for each in found if each["id"] not in ids] == [without_end(block.entry) for block in kept]
    assert sorted(each["id"] for each in found if each["id"] in ids) == ids
    assert all(without_end(each) in found for each in new)
    assert all(block.raw.rstrip() in content.decode() for block in kept)


def without_end(entry):
    """An entry whose last text may have got the end of a line that a file without one lacked."""
    return {key: value.rstrip("\n") if isinstance(value, str) else value for key, value in entry.items()}


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_what_is_undone_is_as_it_was_to_the_byte(tmp_path, newline):
    root = write_files(tmp_path, {"articles/talks.yaml": ""})
    path = root / "sources" / "articles" / "talks.yaml"
    text = "\ufeff" + (TWO + "\n  # of the third\n  - {id: three, quote: 'x'}   # odd\n").replace("\n", newline)
    path.write_bytes(text.encode())
    changes = [
        Change("one", {"id": "one", "quote": "a threat", "said-by": "china"}, None),
        Change("three", {"id": "three", "quote": "x"}, {"id": "3", "note": "y"}),
        Change("four", None, {"id": "four"}),
    ]
    saved = save_changes(root, "talks", changes)
    assert [block.id for block in saved.file.claims] == ["two", "3", "four"]
    assert save_changes(root, "talks", saved.undo).file.file.content == text.encode()
    assert path.read_bytes() == text.encode()


def test_undone_beside_another_change_it_undoes_its_own_alone():
    file = article(TWO.replace("    said-by: china\n", "    said-by:   'china'\n"))
    one = file.claims[0].entry
    now = article(
        changed(file, [Change("one", one, {**one, "said-by": "japan"})]).decode().replace("a threat", "threats")
    )
    undo = Change("one", {**one, "said-by": "japan"}, one, was=file.claims[0].raw, lines=file.claims[0].raw)
    with pytest.raises(ConflictError):
        changed(now, [undo])


def test_new_claims_stand_behind_the_last_whose_quote_stands_earlier():
    text = FoldedText.of("Alpha beta. Gamma delta. Epsilon zeta. Alpha beta again.")
    file = article("claims:\n  - {id: a, quote: Alpha beta, occurrence: 1}\n\n  - {id: e, quote: Epsilon zeta}\n")

    def order(*quotes, **more):
        new = [Change(quote, None, {"id": quote, "quote": quote, **more}) for quote in quotes]
        return [entry["id"] for entry in claims_of(changed(file, new, text))]

    assert order("Gamma delta") == ["a", "Gamma delta", "e"]
    assert order("again", "delta", "Gamma") == ["a", "Gamma", "delta", "e", "again"]
    assert order("Alpha") == ["a", "Alpha", "e"]
    assert order("Alpha beta", occurrence="2") == ["a", "e", "Alpha beta"]
    assert order("not there") == ["a", "e", "not there"]
    late = article("claims:\n- {id: e, quote: Epsilon zeta}\n")
    assert (
        claims_of(changed(late, [Change("a", None, {"id": "a", "quote": "Alpha", "occurrence": "1"})], text))[0]["id"]
        == "a"
    )


def test_furniture_does_not_count():
    text = FoldedText.of("Gamma menu\nAlpha. Gamma rays. Beta.")
    file = article("article: {furniture: [Gamma menu]}\nclaims:\n- {id: a, quote: Alpha}\n- {id: b, quote: Beta}\n")
    new = {"id": "f", "quote": "Gamma"}
    assert [entry["id"] for entry in claims_of(changed(file, [Change("f", None, new)], text))] == ["a", "f", "b"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "claims:\n  - id: n\n"),
        ("article: {title: A}", "article: {title: A}\n\nclaims:\n  - id: n\n"),
        ("article: {title: A}\n", "article: {title: A}\n\nclaims:\n  - id: n\n"),
        ("claims:  # none yet\n# later\n", "claims:  # none yet\n  - id: n\n# later\n"),
        ("claims: []\narticle: {title: A}\n", "claims:\n  - id: n\narticle: {title: A}\n"),
        ("claims: null", "claims:\n  - id: n\n"),
        ("claims:\n- id: a", "claims:\n- id: a\n\n- id: n\n"),
    ],
)
def test_the_first_claims_of_a_file(text, expected):
    assert changed(article(text), [Change("n", None, {"id": "n"})]).decode() == expected


def test_a_claim_that_somebody_changed_is_not_overwritten_and_nothing_else_is_written():
    file = article(TWO)
    one, two = (block.entry for block in file.claims)
    with pytest.raises(ConflictError) as refused:
        changed(file, [Change("one", one, None), Change("two", {**two, "note": "x"}, two), Change("three", one, None)])
    assert refused.value.now == {"two": two, "three": None}
    with pytest.raises(ConflictError) as refused:
        changed(file, [Change("two", None, {"id": "two"})])
    assert refused.value.now == {"two": two}
    with pytest.raises(ConflictError) as refused:
        changed(file, [Change("one", one, {**one, "id": "two"})])
    assert refused.value.now == {"two": two}


def test_claims_of_one_id_or_of_none_are_told_by_what_they_say():
    file = article("claims:\n- {id: a, note: x}\n- {id: a, note: y}\n- note: z\n")
    content = changed(
        file, [Change("a", {"id": "a", "note": "y"}, {"id": "b", "note": "y"}), Change("", {"note": "z"}, None)]
    )
    assert content.decode() == "claims:\n- {id: a, note: x}\n- {id: b, note: y}\n"


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (Change("n", None, None), "neither before nor after"),
        (Change("n", None, {"id": "m"}), "is called"),
        (Change("n", None, {"id": "n", "note": 5}), "no text"),
        (Change("n", None, {"id": "n", "note": "\ud800"}), "surrogate"),
        (Change("n", None, {"id": "n", 5: "x"}), "a key is a word"),
        (Change("n", None, {"id": "n", "k" * 200: "x"}), "a key is a word"),
        (Change("n", None, {"id": "n", "a": [[[[[[[[["deep"]]]]]]]]]}), "nested"),
        (Change("n", None, {"id": "n", "note": "x" * 9_000_000}), "split the article"),
        (Change("n", None, ["n"]), "a mapping"),
    ],
)
def test_what_no_claim_can_be_is_refused(change, why):
    with pytest.raises(EditingError, match=why):
        changed(article(TWO), [change])


BROKEN = TWO.replace("quote: a threat", "quote: a threat: [") + "\n  - id: three\n    note: x\n"


def test_beside_a_mistake_others_can_be_changed():
    file = article(BROKEN)
    assert [(block.id, block.entry is None) for block in file.claims] == [
        ("one", True),
        ("two", False),
        ("three", False),
    ]
    two = file.claims[1].entry
    content = changed(file, [Change("two", two, {**two, "note": "y"}), Change("four", None, {"id": "four"})])
    assert content.decode() == BROKEN.replace("said-by: japan\n", "said-by: japan\n    note: y\n") + "\n  - id: four\n"


def test_lines_with_a_mistake_are_mended_as_text():
    file = article(BROKEN.replace("\n", "\r\n"))
    broken = file.claims[0]
    assert broken.raw.replace("\r", "") == "  - id: one\n    quote: a threat: [\n    said-by: china\n"
    page = broken.raw.replace("\r\n", "\n")
    content = changed(file, [RawChange(broken.line, page, page.replace(": [", ""))])
    assert content.decode() == BROKEN.replace(": [", "").replace("\n", "\r\n")
    with pytest.raises(NoYamlError) as refused:
        changed(file, [RawChange(broken.line, page, page.replace(": [", ": {"))])
    assert [finding.location.line for finding in refused.value.findings] == [6]
    with pytest.raises(NoYamlError, match="above or below"):
        changed(file, [RawChange(broken.line, page, "others:\n")])
    with pytest.raises(ConflictError):
        changed(file, [RawChange(broken.line, page.replace("one", "1"), "")])


def test_lines_that_moved_are_found_where_they_stand_once():
    file = article(BROKEN)
    broken = file.claims[0]
    assert changed(file, [RawChange(2, broken.raw, "")]) == changed(file, [RawChange(broken.line, broken.raw, "")])
    double = article(BROKEN.replace("claims:\n", f"claims:\n{broken.raw}"))
    with pytest.raises(ConflictError):
        changed(double, [RawChange(1, broken.raw, "")])


def test_a_head_with_a_mistake_is_mended_as_text_too():
    text = "article: {title: [}\nclaims:\n- id: a\n"
    file = article(text)
    assert (file.head, [block.id for block in file.claims]) == (None, ["a"])
    content = changed(file, [RawChange(1, "article: {title: [}\n", "article: {title: A}")])
    assert content == b"article: {title: A}\nclaims:\n- id: a\n"


# Several who write at once. Their processes are forked, since what they do stands here.
FORKS = pytest.mark.skipif(not hasattr(os, "fork") or sys.platform == "darwin", reason="forks processes of its own")


def in_processes(*work):
    context = get_context("fork")
    processes = [context.Process(target=function, args=args) for function, *args in work]
    for process in processes:
        process.start()
    for process in processes:
        process.join()
    assert [process.exitcode for process in processes] == [0] * len(processes)


def count_up(root, claim, times):
    for _ in range(times):
        while True:
            before = ArticleFile.read(root, "talks").called(claim)[0].entry
            try:
                save_changes(root, "talks", [Change(claim, before, {**before, "note": str(int(before["note"]) + 1)})])
                break
            except ConflictError:
                continue


def project(tmp_path):
    text = HEAD + "".join(f"  - id: {claim}\n    note: '0'\n" for claim in ("one", "two", "both"))
    return write_files(tmp_path, {"articles/talks.yaml": text, "articles/talks.txt": "Text.\n"})


def notes(root):
    return {block.id: block.entry.get("note") for block in ArticleFile.read(root, "talks").claims}


@FORKS
def test_two_who_write_lose_nothing(tmp_path):
    root = project(tmp_path)
    in_processes(*((count_up, root, claim, 15) for claim in ("one", "two", "both", "both")))
    assert notes(root) == {"one": "15", "two": "15", "both": "30"}


def as_an_editor(root, times, *, at_once):
    """Add a line to the head again and again, as an editor that reads, changes and writes the whole file."""
    path = root / "sources" / "articles" / "talks.yaml"
    for number in range(times):
        while True:
            before = path.read_bytes()
            new = before.replace(b"# The head.\n", f"# The head.\n# {number}\n".encode())
            if path.read_bytes() == before and b"# The head.\n" in before:
                break
        if at_once:
            beside = path.with_name("talks.yaml.tmp")
            beside.write_bytes(new)
            if path.read_bytes() != before:
                continue
            beside.replace(path)
        else:
            path.write_bytes(new)


@FORKS
def test_what_an_editor_saves_beside_is_not_overwritten(tmp_path):
    """An editor asks whether the file is what it read, and may itself overwrite what was saved between; we do not."""
    root = project(tmp_path)
    path = root / "sources" / "articles" / "talks.yaml"
    seen = set()
    context = get_context("fork")
    editor = context.Process(target=as_an_editor, args=(root, 40), kwargs={"at_once": True})
    editor.start()
    while editor.is_alive():
        before = ArticleFile.read(root, "talks").called("one")[0].entry
        try:
            saved = save_changes(
                root, "talks", [Change("one", before, {**before, "note": str(int(before["note"]) + 1)})]
            )
        except ConflictError:
            continue
        lines = {line for line in saved.file.file.text.splitlines() if line[:3].strip("# ").isdecimal()}
        assert lines >= seen
        seen |= lines & set(path.read_text().splitlines())
    editor.join()
    assert editor.exitcode == 0
    assert seen <= set(path.read_text().splitlines())


@FORKS
def test_a_kill_at_any_moment_leaves_the_old_or_the_new(tmp_path):
    ends = set()
    for step in count(1):
        root = project(tmp_path / str(step))
        old = (root / "sources" / "articles" / "talks.yaml").read_bytes()
        new = old.replace(b"    note: '0'\n", b"    note: '1'\n", 1)
        change = Change("one", {"id": "one", "note": "0"}, {"id": "one", "note": "1"})
        reached = killed_at(step, partial(save_changes, root, "talks", [change]))
        settle(root / "sources")
        content = (root / "sources" / "articles" / "talks.yaml").read_bytes()
        assert content in (old, new)
        ends.add(content)
        save_changes(root, "talks", [Change("two", {"id": "two", "note": "0"}, None)])
        assert not (root / "sources" / ".publishing").exists()
        if not reached:
            break
    assert ends == {old, new}


def forever(root):
    for number in count():
        before = ArticleFile.read(root, "talks").called("one")[0].entry
        save_changes(root, "talks", [Change("one", before, {**before, "note": str(number) * 2_000})])


@FORKS
def test_a_process_that_is_killed_in_the_middle_of_saves_leaves_a_whole_file(tmp_path):
    root = project(tmp_path)
    path = root / "sources" / "articles" / "talks.yaml"
    for _ in range(5):
        start = path.read_bytes()
        process = get_context("fork").Process(target=forever, args=(root,))
        process.start()
        until = time.monotonic() + 60
        while path.read_bytes() == start and time.monotonic() < until:
            os.sched_yield()
        os.kill(process.pid, signal.SIGKILL)
        process.join()
        claims = claims_of(path.read_bytes())
        assert [claim["id"] for claim in claims] == ["one", "two", "both"]
        assert len(set(claims[0]["note"])) >= 1
