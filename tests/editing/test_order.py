"""Keys stand in the order in which people write them."""

from __future__ import annotations

from itertools import pairwise

import pytest

from kg.editing.articles import ArticleFile
from kg.editing.order import by_language, naming, numbers, ordered, rank
from tests.checkout import ARTICLES

SHIPPED = [path.stem for path in sorted((ARTICLES / "sources" / "articles").glob("*.yaml"))]


def test_a_claim_says_first_what_and_who_and_last_its_content():
    keys = ["stance", "note", "hedge", "said-by", "quote", "odd", "certainty", "id", "mode", "occurrence"]
    assert ordered(keys, "claim") == [
        "id", "quote", "occurrence", "said-by", "mode", "certainty", "hedge", "note", "odd", "stance",
    ]  # fmt: skip
    assert ordered(["denies", "note", "affirms"], "claim") == ["note", "denies", "affirms"]
    assert ordered(["because", "type", "holder", "target"], "stance") == ["holder", "target", "type", "because"]
    assert ordered(["b", "a"], "nothing of ours") == ["b", "a"]


@pytest.mark.parametrize("slug", SHIPPED)
def test_people_write_nearly_every_key_so(slug):
    wrong = total = 0
    for block in ArticleFile.read(ARTICLES, slug).claims:
        inner = [(key, value) for key, value in block.entry.items() if isinstance(value, dict)]
        for of, entry in [("claim", block.entry), *inner]:
            ranks = [rank(key, of) for key in entry]
            wrong += sum(first > second for first, second in pairwise(ranks))
            total += len(ranks)
    assert wrong <= 0.01 * total


def test_keys_are_told_by_what_their_values_are():
    assert {"occurrence", "goldstein", "when"} <= numbers()
    assert {"holder", "denies", "resolved-by", "acts-for"} <= naming()
    assert by_language() == {"label", "aliases", "definition"}
