"""The data of the page as its file holds them: by columns, whatever is repeated once, claims named by their numbers.

Two thirds of the data of two thousand claims are repeated: labels of scales, facts, names, the keys of claims. They are
written without a compressor, whose bytes would differ from version to version. `shared/unpacking.js` is the reader.

A column is a list of values, or of values that come again `{"of": column of the distinct ones, "at": their numbers}`,
where there is only one with how often it comes, or of lists `{"sizes": column, "items": column of all their items}`, of
lists that are all of one length `{"places": a column for each place}`, or of records `{"rows": how many, "fields":
{name: column}}`, in which what is `null` is left out. Numbers of distinct values are written in `DIGITS`, one for each
where these suffice, else two; a list where two do not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

# Fields of claims that follow from which claims have the same content.
SAME = ("agreeing", "against")
EMPTY: tuple[object, ...] = ("", [], (), None)
# What neither JSON nor HTML escapes.
DIGITS = "".join(chr(code) for code in range(32, 127) if chr(code) not in '"\\<>&')
VALUE = {digit: value for value, digit in enumerate(DIGITS)}


def packed(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with nodes, ties and claims by columns; whatever is empty in a claim is left out."""
    claims: Mapping[str, Mapping[str, Any]] = data["claims"]
    number = {key: row for row, key in enumerate(claims)}
    drawing = data["drawing"]
    edges = [_edge(edge, number) for edge in drawing["edges"]]
    return {
        **data,
        "nodes": column([_node(node) for node in data["nodes"]]),
        "claims": column([_claim(claim, number) for claim in claims.values()]),
        "articles": column([_article(article, number) for article in data["articles"].values()]),
        "drawing": {**drawing, "nodes": column([_drawn(node) for node in drawing["nodes"]]), "edges": column(edges)},
    }


def _node(node: Mapping[str, Any]) -> dict[str, Any]:
    """A node without its name in the page, and without its label where its lines say it."""
    plain = " ".join(node["lines"]) == node["label"]
    return {key: value for key, value in node.items() if key != "id" and not (plain and key == "label")}


def _drawn(node: Mapping[str, Any]) -> dict[str, Any]:
    """Where and how a node is drawn; the data have its name and its label already, in the same order."""
    return {key: value for key, value in node.items() if key not in ("id", "label")}


def _edge(edge: Mapping[str, Any], number: Mapping[str, int]) -> dict[str, Any]:
    """A tie by its ends; its name follows from them, but where it is that of another already."""
    source, target = (edge[end].removeprefix("node=") for end in ("from", "to"))
    named = {} if edge["id"] == f"{edge['relation']}={source}--{target}" else {"id": edge["id"]}
    kept = {key: value for key, value in edge.items() if key not in ("id", "from", "to", "claims")}
    return {**kept, **named, "from": source, "to": target, "claims": [number[key] for key in edge["claims"]]}


def _claim(claim: Mapping[str, Any], number: Mapping[str, int]) -> dict[str, Any]:
    """A claim with the first claim of the same content instead of all of these."""
    row = {field: value for field, value in claim.items() if value not in EMPTY and field not in SAME}
    row["id"] = claim["id"].removeprefix(f"{claim['article']}/")
    alike = [claim["id"], *claim["agreeing"], *claim["against"]]
    if len(alike) > 1:
        row["same"] = min(number[key] for key in alike)
    if claim["repeats"]:
        row["repeats"] = [number[key] for key in claim["repeats"]]
    row["passages"] = [_passage(passage) for passage in claim["passages"]]
    return row


def _passage(passage: Mapping[str, Any]) -> dict[str, Any]:
    """A passage without its words where the text of the article has them."""
    return {key: value for key, value in passage.items() if key != "exact" or passage["start"] < 0}


def _article(article: Mapping[str, Any], number: Mapping[str, int]) -> dict[str, Any]:
    """An article whose passages and segments are placed by how far they are from the one before, and how long."""
    passages = _apart((a, b, [number[key] for key in keys]) for a, b, keys in article["passages"])
    segments = iter(_apart(segment for paragraph in article["paragraphs"] for segment in paragraph))
    paragraphs = [[next(segments) for _ in paragraph] for paragraph in article["paragraphs"]]
    return {**article, "passages": passages, "paragraphs": paragraphs}


def _apart(spans: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Spans `start, end, …` as `distance from the end of the one before, length, …`."""
    found, last = [], 0
    for start, end, *rest in spans:
        found.append([start - last, end - start, *rest])
        last = end
    return found


def _placed(spans: Iterable[Sequence[Any]]) -> list[list[Any]]:
    """Spans from how far they are apart and how long."""
    found, last = [], 0
    for distance, length, *rest in spans:
        start = last + distance
        last = start + length
        found.append([start, last, *rest])
    return found


def column(values: Sequence[Any]) -> Any:
    """Values as a column, in the shortest of the ways that there are."""
    if values and all(isinstance(value, dict) for value in values):
        names = dict.fromkeys(name for value in values for name in value)
        fields = {name: column([_sparse(value.get(name)) for value in values]) for name in names}
        return {"rows": len(values), "fields": fields}
    numbers: dict[Any, int] = {}
    at = [numbers.setdefault(_key(value), len(numbers)) for value in values]
    if values and 2 * len(numbers) <= len(values):
        return _repeated(values, at, len(numbers))
    return _lists(values) if any(isinstance(value, (list, tuple)) for value in values) else list(values)


def _lists(values: Sequence[Any]) -> Any:
    if any(value is not None and not isinstance(value, (list, tuple)) for value in values):
        return list(values)
    sizes = [None if value is None else len(value) for value in values]
    if sizes[0] and len(set(sizes)) == 1:
        return {"places": [column(place) for place in zip(*values, strict=True)]}
    return {"sizes": column(sizes), "items": column([item for value in values for item in value or ()])}


def _repeated(values: Sequence[Any], at: Sequence[int], count: int) -> dict[str, Any]:
    first: list[Any] = [None] * count
    for value, number in zip(reversed(values), reversed(at), strict=True):
        first[number] = value
    return {"of": column(first), "at": len(at) if count == 1 else _written(at, count)}


def _written(at: Sequence[int], count: int) -> str | list[int]:
    """Numbers below a count in digits, as many for each as the count takes."""
    base = len(DIGITS)
    if count > base**2:
        return list(at)
    return "".join(DIGITS[each] if count <= base else DIGITS[each // base] + DIGITS[each % base] for each in at)


def _key(value: Any) -> Any:
    """What tells values apart, numbers from truths and from each other as they are written."""
    return value if isinstance(value, str) else (type(value).__name__, repr(value))


def _sparse(value: Any) -> Any:
    """A value without the empty fields of the records in it, and None where it is empty itself."""
    if isinstance(value, dict):
        return {key: _sparse(item) for key, item in value.items() if item not in EMPTY}
    if isinstance(value, list):
        return [_sparse(item) if isinstance(item, dict) else item for item in value] or None
    return None if value in EMPTY else value


def unpacked(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data as they were, but for what is empty in a claim or in a record within it."""
    claims = [{**row, "id": f"{row['article']}/{row['id']}"} for row in read(data["claims"])]
    keys = [row["id"] for row in claims]
    same: dict[int, list[int]] = {}
    for number, row in enumerate(claims):
        if "same" in row:
            same.setdefault(row["same"], []).append(number)
    for number, row in enumerate(claims):
        others = [claims[other] for other in same.get(row.pop("same", -1), ()) if other != number]
        for field, agree in zip(SAME, (True, False), strict=True):
            if found := [other["id"] for other in others if (other["polarity"] == row["polarity"]) is agree]:
                row[field] = found
        if "repeats" in row:
            row["repeats"] = [keys[other] for other in row["repeats"]]
    articles = {article["id"]: _whole(article, keys) for article in read(data["articles"])}
    for row in claims:
        text = articles[row["article"]]["text"] if row["article"] in articles else ""
        if passages := row.get("passages"):
            row["passages"] = [_worded(passage, text) for passage in passages]
    nodes = [
        {**NO_NODE, "label": " ".join(node["lines"]), **node, "id": f"node={node['slug']}"}
        for node in read(data["nodes"])
    ]
    drawing = data["drawing"]
    places = [
        {**place, "id": node["id"], "label": "\n".join(node["lines"])}
        for node, place in zip(nodes, read(drawing["nodes"]), strict=True)
    ]
    edges = [
        {
            "id": f"{edge['relation']}={edge['from']}--{edge['to']}",
            **edge,
            "from": f"node={edge['from']}",
            "to": f"node={edge['to']}",
            "claims": [keys[each] for each in edge["claims"]],
        }
        for edge in read(drawing["edges"])
    ]
    return {
        **data,
        "nodes": nodes,
        "claims": dict(zip(keys, claims, strict=True)),
        "articles": articles,
        "drawing": {**drawing, "nodes": places, "edges": edges},
    }


def _whole(article: dict[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """An article with what is empty, and with its passages and segments where they stand."""
    article = NO_ARTICLE | article
    segments = iter(_placed(segment for paragraph in article["paragraphs"] for segment in paragraph))
    return {
        **article,
        "passages": [[a, b, [keys[each] for each in numbers]] for a, b, numbers in _placed(article["passages"])],
        "paragraphs": [[next(segments) for _ in paragraph] for paragraph in article["paragraphs"]],
    }


def _worded(passage: Mapping[str, Any], text: str) -> dict[str, Any]:
    """A passage with its words, those of the text where it stands there; places are those of UTF-16."""
    if passage["start"] < 0:
        return {**passage}
    words = text.encode("utf-16-le", "surrogatepass")[2 * passage["start"] : 2 * passage["end"]]
    return {**passage, "exact": words.decode("utf-16-le", "surrogatepass")}


# What is left out of an article where it is empty.
NO_ARTICLE: dict[str, Any] = {
    "title": "", "publisher": "", "authors": [], "original": "", "voice": [], "published": "", "known": "", "facts": [],
    "dating": [], "text": "", "language": "", "repeats": [], "passages": [], "paragraphs": [],
}  # fmt: skip

# What is left out of a node where it is empty.
NO_NODE: dict[str, Any] = {
    "lines": [], "aliases": [], "text": "", "iso3": "", "wikidata": "", "acts_for": "", "member_of": [], "parties": [],
}  # fmt: skip


def read(packed_column: Any) -> list[Any]:
    """The values of a column."""
    if isinstance(packed_column, list):
        return packed_column
    if "of" in packed_column:
        of, at = read(packed_column["of"]), packed_column["at"]
        return of * at if isinstance(at, int) else [of[number] for number in _numbers(at, len(of))]
    if "places" in packed_column:
        return [list(value) for value in zip(*map(read, packed_column["places"]), strict=True)]
    if "sizes" in packed_column:
        items = iter(read(packed_column["items"]))
        sizes = read(packed_column["sizes"])
        return [None if size is None else [next(items) for _ in range(size)] for size in sizes]
    fields = {name: read(each) for name, each in packed_column["fields"].items()}
    return [
        {name: values[row] for name, values in fields.items() if values[row] is not None}
        for row in range(packed_column["rows"])
    ]


def _numbers(at: str | list[int], count: int) -> list[int]:
    if isinstance(at, list):
        return at
    if count <= len(DIGITS):
        return [VALUE[digit] for digit in at]
    return [len(DIGITS) * VALUE[high] + VALUE[low] for high, low in zip(at[::2], at[1::2], strict=True)]
