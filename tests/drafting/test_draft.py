"""The ids of drafts: the same for the same passage, whoever drafts it and however its marks are typed."""

from __future__ import annotations

import pytest

from kg.drafting.draft import id_of

QUOTE = "Beijing’s “new” security café"


@pytest.mark.parametrize(
    "same",
    ['Beijing\'s "new" security café', "Beijing’s  “new”\nsecurity café", "Beijing’s “new” security cafe\u0301"],
    ids=["straight marks", "white space", "decomposed"],
)
def test_a_passage_has_one_id_however_it_is_typed(same):
    assert id_of("talks", same) == id_of("talks", QUOTE) == id_of("talks", [QUOTE], 1)


def test_other_passages_have_others():
    ids = {
        id_of("talks", QUOTE),
        id_of("talks", QUOTE, 2),
        id_of("other", QUOTE),
        id_of("talks", [QUOTE, "café"]),
        id_of("talks", "Beijing"),
        id_of("talks", f"{QUOTE} café"),
    }
    assert len(ids) == 6
    assert all(each.startswith("d-") and len(each) == 10 for each in ids)
