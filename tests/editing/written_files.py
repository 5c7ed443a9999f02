"""Files of claims in the ways in which people and programs write them, and other entries to put in their place."""

from __future__ import annotations

import copy
import re
from pathlib import Path

from hypothesis import strategies as st

from kg.editing.articles import ArticleFile
from kg.editing.text import FileText
from kg.sources.yaml import parse, plain


def article(text, slug="talks"):
    return ArticleFile.of(FileText(Path(f"{slug}.yaml"), text.encode()))


def claims_of(content):
    """What our reader reads, whole and by itself."""
    tree, findings = parse(content.decode("utf-8-sig"), "a.yaml")
    assert not [finding for finding in findings if finding.severity == "error"]
    return plain(tree)["claims"] or []


def without_end(entry):
    """An entry whose last text may have got the end of a line that a file without one lacked."""
    return {key: value.rstrip("\n") if isinstance(value, str) else value for key, value in entry.items()}


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
