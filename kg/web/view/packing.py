"""The data of the page as its file holds them: by columns, whatever is repeated once, claims named by their numbers.

Two thirds of the data of two thousand claims are repeated: labels of scales, facts, names, the keys of claims. They are
written without a compressor, whose bytes would differ from version to version. `shared/unpacking.js` is the reader.

A column is a list of values, or of values that come again `{"of": distinct ones, "at": their numbers}`, where there is
only one with how often it comes, or of lists `{"sizes": column, "items": column of all their items}`, or of records
`{"rows": how many, "fields": {name: column}}`, in which what is `null` is left out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

# Fields of claims that follow from which claims have the same content.
SAME = ("agreeing", "against")
EMPTY: tuple[object, ...] = ("", [], (), None)


def packed(data: Mapping[str, Any]) -> dict[str, Any]:
    """The data with nodes, ties and claims by columns; whatever is empty in a claim is left out."""
    claims: Mapping[str, Mapping[str, Any]] = data["claims"]
    number = {key: row for row, key in enumerate(claims)}
    articles = {
        slug: {**article, "passages": [(a, b, [number[key] for key in keys]) for a, b, keys in article["passages"]]}
        for slug, article in data["articles"].items()
    }
    drawing = data["drawing"]
    edges = [_edge(edge, number) for edge in drawing["edges"]]
    return {
        **data,
        "nodes": column([_node(node) for node in data["nodes"]]),
        "claims": column([_claim(claim, number) for claim in claims.values()]),
        "articles": articles,
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
    return row


def column(values: Sequence[Any]) -> Any:
    """Values as a column, in the shortest of the ways that there are."""
    if values and all(isinstance(value, dict) for value in values):
        names = dict.fromkeys(name for value in values for name in value)
        fields = {name: column([_sparse(value.get(name)) for value in values]) for name in names}
        return {"rows": len(values), "fields": fields}
    numbers: dict[Any, int] = {}
    at = [numbers.setdefault(_key(value), len(numbers)) for value in values]
    often = 2 * len(numbers) <= len(values)
    if any(isinstance(value, (list, tuple)) for value in values):
        return _repeated(values, at, len(numbers)) if often else _lists(values)
    return _repeated(values, at, len(numbers)) if often and not _short(values) else list(values)


def _lists(values: Sequence[Any]) -> Any:
    if any(value is not None and not isinstance(value, (list, tuple)) for value in values):
        return list(values)
    sizes = [None if value is None else len(value) for value in values]
    return {"sizes": column(sizes), "items": column([item for value in values for item in value or ()])}


def _repeated(values: Sequence[Any], at: Sequence[int], count: int) -> dict[str, Any]:
    first: list[Any] = [None] * count
    for value, number in zip(reversed(values), reversed(at), strict=True):
        first[number] = value
    return {"of": first, "at": len(at) if count == 1 else list(at)}


def _short(values: Sequence[Any]) -> bool:
    """Whether values are written in as many letters as their numbers would be."""
    whole = all(type(value) is int and -10 < value < 100 for value in values)  # noqa: PLR2004
    return whole and len(set(values)) > 1


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
    articles = {
        slug: {
            **article,
            "passages": [[a, b, [keys[each] for each in numbers]] for a, b, numbers in article["passages"]],
        }
        for slug, article in data["articles"].items()
    }
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


# What is left out of a node where it is empty.
NO_NODE: dict[str, Any] = {
    "lines": [], "aliases": [], "text": "", "iso3": "", "wikidata": "", "acts_for": "", "member_of": [], "parties": [],
}  # fmt: skip


def read(packed_column: Any) -> list[Any]:
    """The values of a column."""
    if isinstance(packed_column, list):
        return packed_column
    if "of" in packed_column:
        of, at = packed_column["of"], packed_column["at"]
        return of * at if isinstance(at, int) else [of[number] for number in at]
    if "sizes" in packed_column:
        items = iter(read(packed_column["items"]))
        sizes = read(packed_column["sizes"])
        return [None if size is None else [next(items) for _ in range(size)] for size in sizes]
    fields = {name: read(each) for name, each in packed_column["fields"].items()}
    return [
        {name: values[row] for name, values in fields.items() if values[row] is not None}
        for row in range(packed_column["rows"])
    ]
