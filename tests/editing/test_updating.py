"""Another value in its place: what is written is what was meant, and every other byte is as it was."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.editing.changes import Change, ConflictError, changed
from tests.editing.written_files import article, claims_of, edits, files, without_end


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
        ("-\n  id: a\n  note: b\n", {"note": "c"}, "-\n  id: a\n  note: c\n"),
        ("- id: a\n  note:\n  mode: x\n", {"note": "b"}, "- id: a\n  note: b\n  mode: x\n"),
        ("- id: a\n  note: |+\n    b\n\n", {"mode": "x"}, "- id: a\n  mode: x\n  note: |+\n    b\n\n"),
        ("- ? id\n  : a\n  note: b  # c\n", {"note": "d"}, "- id: a\n  note: d\n  # c\n"),
        ("- id: a\n  note: b\n  note: c\n", {"note": None}, "- id: a\n"),
    ],
)  # fmt: skip
def test_only_what_changed_is_replaced(written, values, expected):
    text = f"claims:\n{written}- id: z\n"
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
