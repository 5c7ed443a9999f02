"""The claims as W3C Web Annotations on the addresses of their articles, to be shown over the live pages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.exports.coded import CODER
from kg.model.vocabulary import DATA
from kg.sources.claim_note import as_note

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.exports.coded import CodedArticle, CodedClaim

CONTEXT = "http://www.w3.org/ns/anno.jsonld"


def collection(articles: Sequence[CodedArticle], name: str) -> str:
    """A collection on one page, as JSON-LD: one annotation for each passage of a claim of an article with an address.

    Its roles are tags, and its claim stands whole in its text, so that `kg import annotations` gives it back.
    """
    items = [item for article in articles if article.article.url for item in _items(article)]
    made = {
        "@context": CONTEXT,
        "id": f"{DATA}annotations",
        "type": "AnnotationCollection",
        **({"label": name} if name else {}),
        "total": len(items),
        "first": {"id": f"{DATA}annotations/1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _items(article: CodedArticle) -> Iterator[dict[str, Any]]:
    for coded in article.claims:
        for number, passage in enumerate(coded.claim.passages, 1):
            yield {
                "id": f"{DATA}annotation/{coded.claim.key}/{number}",
                "type": "Annotation",
                "creator": {"type": "Person", "name": coded.claim.drafted_by or CODER},
                "body": list(_bodies(coded)),
                "target": {
                    "source": article.article.url,
                    "selector": [
                        {
                            "type": "TextQuoteSelector",
                            "exact": passage.exact,
                            "prefix": passage.prefix,
                            "suffix": passage.suffix,
                        },
                        {"type": "TextPositionSelector", "start": passage.start, "end": passage.end},
                    ],
                },
            }


def _bodies(coded: CodedClaim) -> Iterator[dict[str, str]]:
    for role in coded.roles:
        yield {"type": "TextualBody", "purpose": "tagging", "value": f"{role.path}: {role.label}"}
    yield {"type": "TextualBody", "purpose": "describing", "format": "text/plain", "value": as_note(coded.entry)}
