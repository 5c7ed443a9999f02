"""The graph as labelled nodes and typed relationships with properties, as property graph stores load them.

Claims are nodes, so that each keeps who says it, in which article, and what it denies; the ties between actors stand
beside them as relationships that name their claim.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from kg.exports.network_rows import OF_DYAD
from kg.exports.spells import claim_spell
from kg.model.dates import DateError, span
from kg.model.fields import values
from kg.model.languages import language_of
from kg.model.records import Event, Leverage, Stance
from kg.network.network import PLACES, lengths
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.model.records import Article, Claim, Content
    from kg.network.network import Network, Tie
    from kg.questions.dyads import DyadTension

Properties = dict[str, Any]
KINDS = {
    "state": ("Actor", "State"), "international-body": ("Actor", "InternationalBody"), "person": ("Actor", "Person"),
    "organization": ("Actor", "Organization"), "group": ("Actor", "Group"), "issue": ("Issue",), "event": ("Event",),
}  # fmt: skip
RELATIONS = {"stance": "STANCE", "event": "EVENT", "leverage": "LEVERAGE"}
# The order of what contents have.
CONTENT = (
    "type", "position", "construedAs", "ground", "goldstein", "when", "status", "instrument", "effect", "strength",
    "aim",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Vertex:
    """A node: its labels, the first that of its key; a key unique in the graph; and its properties.

    Properties are text, whole and decimal numbers, booleans, dates, or lists of text or whole numbers, never empty.
    """

    labels: tuple[str, ...]
    key: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class Arc:
    """A relationship between the nodes of two keys; `key` is unique among those of its type."""

    type: str
    source: str
    target: str
    key: str
    properties: Properties


def vertices(network: Network) -> Iterator[Vertex]:
    """Actors, issues and events, then articles, then claims, each in the order of the network."""
    for slug in network:
        yield Vertex(KINDS.get(network.kind(slug), ("Issue",)), f"node/{slug}", _node(network, slug))
    for article in network.articles.values():
        yield Vertex(("Article",), f"article/{article.slug}", _article(article))
    for claim in network.claims.values():
        yield Vertex(("Claim",), f"claim/{claim.key}", _claim(network, claim))


def arcs(network: Network, tensions: Iterable[DyadTension]) -> Iterator[Arc]:
    """Every relationship whose two ends are there, sorted by its type and then as the network has it."""
    known = {vertex.key for vertex in vertices(network)}
    found = [*_registry(network), *_articles(network), *_claims(network), *_ties(network), *_tensions(tensions)]
    yield from sorted((arc for arc in found if {arc.source, arc.target} <= known), key=lambda arc: arc.type)


def _node(network: Network, slug: str) -> Properties:
    record = network.records.get(slug)
    when = getattr(record, "when", "")
    return _known(
        slug=slug,
        label=network.label(slug),
        kind=network.kind(slug),
        language=language_of(network.label(slug)),
        aliases=list(network.other_names(slug)),
        iso3=getattr(record, "iso3", ""),
        wikidata=getattr(record, "wikidata", ""),
        definition=getattr(record, "definition", ""),
        note=getattr(record, "note", ""),
        eventType=getattr(record, "type", ""),
        goldstein=getattr(record, "goldstein", None),
        status=getattr(record, "status", ""),
        when=when,
        **_days(when),
    )


def _article(article: Article) -> Properties:
    return _known(
        slug=article.slug,
        **{name: value for name, value in _said(article).items() if name != "sha256"},
        sha256=article.sha256,
        **_days(article.published),
    )


def _claim(network: Network, claim: Claim) -> Properties:
    article = network.articles.get(claim.article)
    spell = claim_spell(claim, article) if article else None
    bounded = next((hedge for hedge in claim.hedges if hedge.lower is not None), None)
    said = {name: value for name, value in _said(claim).items() if name != "language"}
    return _known(
        claim=claim.key,
        says=described(network, claim),
        quotes=[passage.exact for passage in claim.passages],
        language=article.language_of(claim) if article else claim.language,
        translations=[passage.translation for passage in claim.passages if passage.translation],
        translatedBy=next((passage.translated_by for passage in claim.passages if passage.translated_by), ""),
        starts=[passage.start for passage in claim.passages],
        ends=[passage.end for passage in claim.passages],
        kind=claim.content.kind,
        content=claim.content_key,
        **{name: said.pop(name) for name in ("polarity", "mode", "certainty")},
        hedges=[hedge.words for hedge in claim.hedges],
        lower=bounded.lower if bounded else None,
        upper=bounded.upper if bounded else None,
        probability=network.probabilities.get(claim.key),
        saidOn=said.pop("saidOn"),
        earliest=spell.earliest if spell else None,
        latest=spell.latest if spell else None,
        **said,
        **_content(claim.content),
    )


def _content(content: Content) -> Properties:
    """The properties of what a claim says that are no actors or issues."""
    said = dict.fromkeys(CONTENT) | _said(content)
    figures = [
        " ".join(filter(None, (f"{q.amount:f}", q.unit, q.change and f"({q.change})")))
        for q in getattr(content, "quantities", ())
    ]
    return said | {"figures": figures}


def _said(record: Any) -> Properties:
    """The single values of a record, as property graphs name them: `saidOn` for `said_on`."""
    return {
        "".join(part.capitalize() if index else part for index, part in enumerate(name.split("_"))): value
        for name, value in values(record, "property graphs").items()
    }


def _registry(network: Network) -> Iterator[Arc]:
    for slug, record in network.records.items():
        yield from _links("ACTS_FOR", f"node/{slug}", "node", filter(None, [getattr(record, "acts_for", "")]))
        yield from _links("MEMBER_OF", f"node/{slug}", "node", getattr(record, "member_of", ()))
        yield from _links("DIRECTED_AT", f"node/{slug}", "node", getattr(record, "directed_at", ()))
        for pursuit in getattr(record, "pursued_by", ()):
            ends = f"node/{pursuit.pursuer}", f"node/{slug}"
            yield Arc("PURSUES", *ends, f"{'>'.join(ends)}>{pursuit.said_by}", {"claim": pursuit.said_by})
        for type_, name in (("INITIATOR", "initiators"), ("RECIPIENT", "recipients"), ("ABOUT", "about")):
            yield from _links(type_, f"node/{slug}", "node", getattr(record, name, ()))


def _articles(network: Network) -> Iterator[Arc]:
    for article in network.articles.values():
        yield from _links("PUBLISHED_BY", f"article/{article.slug}", "node", [article.publisher])
        yield from _links("WRITTEN_BY", f"article/{article.slug}", "node", article.authors)
        yield from _links("COPY_OF", f"article/{article.slug}", "article", filter(None, [article.copy_of]))
        yield from _links("CAME_FROM", f"article/{article.slug}", "node", filter(None, [article.agency]))


def _claims(network: Network) -> Iterator[Arc]:
    for claim in network.claims.values():
        node = f"claim/{claim.key}"
        yield from _links("CLAIMANT", node, "node", claim.claimants)
        yield from _links("IN_ARTICLE", node, "article", [claim.article])
        yield from _links("DENIES", node, "claim", filter(None, [claim.denies]))
        yield from _links("REPEATS", node, "claim", network.repeats.get(claim.key, ()))
        for step, slug in enumerate(claim.reported_by, 1):
            yield Arc("REPORTED_BY", node, f"node/{slug}", f"{node}>node/{slug}", {"step": step})
        for other in claim.resolved_by:
            event = other in network
            key = other if event or "/" in other else f"{claim.article}/{other}"
            yield from _links("RESOLVED_BY", node, "node" if event else "claim", [key])
        yield from _parts(node, claim.content)


def _parts(claim: str, content: Content) -> Iterator[Arc]:
    """From a claim to whom and what its content names."""
    parts: dict[str, tuple[str, ...]]
    match content:
        case Stance():
            parts = {"HOLDER": content.holders, "TARGET": (content.target,)}
        case Event():
            parts = {"SAYS": (content.slug,)}
        case Leverage():
            parts = {"WIELDER": content.wielders, "OVER": content.over, "INSTRUMENT": (content.instrument_issue,)}
    for type_, slugs in parts.items():
        yield from _links(type_, claim, "node", filter(None, slugs))


def _ties(network: Network) -> Iterator[Arc]:
    for tie in network.ties:
        yield Arc(RELATIONS[tie.relation], f"node/{tie.source}", f"node/{tie.target}", tie.key, _tie(tie))


def _tie(tie: Tie) -> Properties:
    claim = tie.claim
    return _known(
        claim=claim.key,
        polarity=claim.polarity,
        mode=claim.mode,
        certainty=claim.certainty,
        type=getattr(claim.content, "type", "") or getattr(claim.content, "effect", ""),
        **lengths(tie.intensity),
        intensity=tie.intensity,
        strength=tie.strength,
        probability=tie.probability,
        contested=tie.contested,
        day=tie.day,
    )


def _tensions(tensions: Iterable[DyadTension]) -> Iterator[Arc]:
    for dyad in tensions:
        if dyad.joint:
            continue
        properties = lengths(dyad.tension) | {name: getattr(dyad, name) for name in OF_DYAD}
        ends = f"node/{dyad.a}", f"node/{dyad.b}"
        yield Arc("TENSION", *ends, f"{dyad.a}|{dyad.b}", _known(at=dyad.at, **properties))


def _links(type_: str, source: str, kind: str, slugs: Iterable[str]) -> Iterator[Arc]:
    for slug in dict.fromkeys(slugs):
        yield Arc(type_, source, f"{kind}/{slug}", f"{source}>{kind}/{slug}", {})


def _days(text: str) -> Properties:
    try:
        found = span(text) if text else None
    except DateError:
        found = None
    return {"earliest": found.earliest if found else None, "latest": found.latest if found else None}


def _known(**properties: Any) -> Properties:
    """The properties that have a value, decimals as floats of 6 places."""
    return {name: _plain(value) for name, value in properties.items() if value is not None and value not in ("", [])}


def _plain(value: Any) -> Any:
    if isinstance(value, (float, Decimal)):
        return round(float(value), PLACES) + 0.0
    # A text in a stated language is a class of its own; the language is a property beside it.
    return str(value) if isinstance(value, str) else value
