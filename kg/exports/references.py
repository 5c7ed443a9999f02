"""The articles as references: BibTeX, and CSL-JSON, for Zotero, LaTeX, pandoc and other tools that cite."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.model.dates import span
from kg.questions.document import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.model.records import Article
    from kg.network.network import Network

DAY, MONTH = re.compile(r"\d{4}-\d{2}-\d{2}"), re.compile(r"\d{4}-\d{2}")
# Signs that TeX takes for its own.
OF_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "&": r"\&", "$": r"\$", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip


def bibtex(network: Network) -> str:
    """An entry for each article under its slug, in UTF-8, by slug; whoever has no comma in a name is cited as it is."""
    return "\n".join(_entry(network, article) for article in network.articles.values())


def csl(network: Network) -> str:
    """An array of items of CSL-JSON 1.0, by slug."""
    return to_json([_item(network, article) for article in network.articles.values()])


def date_parts(published: str) -> list[int]:
    """Year, month and day, as far as a date says all of them; nothing for none, and for one that is open."""
    days = span(published) if published else None
    if days is None or days.earliest is None or days.latest is None:
        return []
    first, last = days.earliest, days.latest
    if first == last:
        return [first.year, first.month, first.day]
    if (first.year, first.month) == (last.year, last.month):
        return [first.year, first.month]
    return [first.year] if first.year == last.year else []


def _entry(network: Network, article: Article) -> str:
    year, *rest = date_parts(article.published) or [0]
    month = rest[0] if rest else 0
    day = rest[1] if len(rest) > 1 else 0
    given = {
        "title": f"{{{_tex(article.title)}}}",
        "author": " and ".join(f"{{{_tex(network.label(slug))}}}" for slug in article.authors),
        "journal": _tex(network.label(article.publisher)),
        "year": str(year or ""),
        "month": str(month or ""),
        "day": str(day or ""),
        "date": f"{year:04}-{month:02}-{day:02}" if day else "",
        "url": _tex_url(article.url),
        "langid": article.language,
    }
    fields = "".join(f"  {name} = {{{value}}},\n" for name, value in given.items() if value)
    return f"@article{{{article.slug},\n{fields}}}\n"


def _item(network: Network, article: Article) -> dict[str, Any]:
    said: Iterator[tuple[str, Any]] = iter((
        ("id", article.slug),
        ("type", "article-newspaper"),
        ("title", article.title),
        ("author", [_person(network, slug) for slug in article.authors]),
        ("container-title", network.label(article.publisher)),
        ("issued", {"date-parts": [parts]} if (parts := date_parts(article.published)) else None),
        ("URL", article.url),
        ("language", article.language),
    ))  # fmt: skip
    return {name: value for name, value in said if value}


def _person(network: Network, slug: str) -> dict[str, str]:
    """Family and given names of a person, split before the last word; anybody else has one name."""
    name, actor = network.label(slug), network.actors.get(slug)
    given, _, family = name.rpartition(" ")
    if actor is None or actor.kind != "person" or not given:
        return {"literal": name}
    return {"family": family, "given": given}


def _tex(text: str) -> str:
    return "".join(OF_TEX.get(c, c) for c in " ".join(text.split()))


def _tex_url(url: str) -> str:
    """An address as it is, but for what would end the field."""
    return url.replace("{", "%7B").replace("}", "%7D").replace("\\", "%5C")
