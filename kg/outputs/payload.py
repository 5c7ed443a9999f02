"""Everything the page knows, as one piece of plain data: sorted, rounded, and bounded for large networks."""

from __future__ import annotations

from collections import Counter, defaultdict
from math import fsum
from typing import TYPE_CHECKING, Any, TypedDict

from kg.analysis.actors import label
from kg.graph.network import ties
from kg.outputs.dyads import TensionData, parameters_of, tension_data
from kg.outputs.evidence import ArticleData, ClaimData, article_data, claim_data, distinct, rounded
from kg.outputs.layout import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.analysis.tension import DyadTension
    from kg.graph.network import Network, Tie
    from kg.model import Claim, Passage

LIMIT = 300
FIRMNESS = ("reported", "interpreted", "forecast", "conditional")
TOLD = ("as_of", "dataset", "counts", "parameters", "version", "versions")
ROLES = (("initiators", "initiator"), ("recipients", "recipient"), ("about", "about"))


class NodeData(TypedDict):
    """An actor, issue or event; `lines` is its label as drawn, `parties` are those who take part in an event."""

    id: str
    slug: str
    kind: str
    label: str
    lines: list[str]
    aliases: list[str]
    text: str
    iso3: str
    wikidata: str
    acts_for: str
    member_of: list[str]
    parties: list[tuple[str, str]]


class TieData(TypedDict):
    """All claims of one relation about an ordered pair; `mode` is the firmest of them, `denied` where none affirms."""

    id: str
    relation: str
    source: str
    target: str
    claims: list[str]
    mode: str
    denied: bool
    contested: bool
    intensity: float | None


class Payload(TypedDict):
    """The data of the page; `verbs` are the labels of stance types, `of` says how much there is, shown or not."""

    nodes: list[NodeData]
    ties: list[TieData]
    tensions: list[TensionData]
    claims: dict[str, ClaimData]
    articles: dict[str, ArticleData]
    names: dict[str, str]
    verbs: dict[str, str]
    of: dict[str, int]
    manifest: dict[str, Any]


def payload(
    network: Network,
    dyads: Sequence[DyadTension],
    texts: Mapping[str, str],
    manifest: Mapping[str, object],
    limit: int = LIMIT,
    *,
    furniture: Mapping[str, Sequence[Passage]] | None = None,
) -> Payload:
    """What the page shows: at most `limit` nodes, those with the strongest ties, and every claim about these."""
    chosen = _chosen(network, dyads, limit)
    kept = [tie for tie in ties(network) if {tie.source, tie.target} <= chosen]
    drawn = [dyad for dyad in dyads if {dyad.a, dyad.b} <= chosen]
    scores = tension_data(network, drawn, parameters_of(manifest))
    corpus: dict[str, Claim] = network.graph["claims"]
    whole = len(chosen) == len(network)
    claims, named = claim_data(corpus.values() if whole else _behind(kept, scores, corpus), corpus, texts)
    nodes = [_node(network, slug) for slug in sorted(chosen)]
    found = network.graph["articles"]
    sources = sorted({claim["article"] for claim in claims.values()} & found.keys())
    around = furniture or {}
    articles = {slug: article_data(found[slug], texts.get(slug, ""), around.get(slug, ())) for slug in sources}
    return Payload(
        nodes=nodes,
        ties=_grouped(kept),
        tensions=scores,
        claims=claims,
        articles=articles,
        names={slug: label(network, slug) for slug in sorted(named | _named(nodes, articles))},
        verbs=dict(sorted(network.graph.get("stance_labels", {}).items())),
        of={"nodes": len(network), "claims": len(corpus)},
        manifest={key: _plain(manifest[key]) for key in TOLD if key in manifest},
    )


def _chosen(network: Network, dyads: Sequence[DyadTension], limit: int) -> set[str]:
    """The nodes of the strongest ties: dyads by how much is between them, then pairs by how often they are named."""
    pairs = [(d.a, d.b) for d in sorted(dyads, key=lambda d: (-round(d.hostile + d.friendly, 9), d.a, d.b))]
    named = Counter((tie.source, tie.target) for tie in ties(network))
    pairs += sorted(named, key=lambda pair: (-named[pair], pair))
    chosen: set[str] = set()
    for pair in pairs:
        if len(chosen | set(pair)) <= limit:
            chosen |= set(pair)
    rest = [node for node in sorted(network) if node not in chosen]
    return {*chosen, *rest[: limit - len(chosen)]}


def _behind(kept: Iterable[Tie], scores: Iterable[TensionData], corpus: Mapping[str, Claim]) -> list[Claim]:
    """The claims behind what is drawn."""
    keys = {tie.claim.key for tie in kept}
    for dyad in scores:
        keys |= {contribution["claim"] for contribution in dyad["contributions"]} | set(dyad["beside"])
    return [corpus[key] for key in sorted(keys)]


def _grouped(kept: Iterable[Tie]) -> list[TieData]:
    groups: dict[tuple[str, str, str], list[Tie]] = defaultdict(list)
    for tie in kept:
        groups[tie.relation, tie.source, tie.target].append(tie)
    keys = sorted(groups)
    ids = distinct(f"{relation}={source}--{target}" for relation, source, target in keys)
    return [_tie(each, *key, groups[key]) for each, key in zip(ids, keys, strict=True)]


def _tie(name: str, relation: str, source: str, target: str, members: Sequence[Tie]) -> TieData:
    affirmed = [tie for tie in members if tie.claim.polarity == "affirmed"]
    intensities = [tie.intensity for tie in affirmed or members if tie.intensity is not None]
    modes = {tie.claim.mode for tie in affirmed or members}
    return TieData(
        id=name,
        relation=relation,
        source=source,
        target=target,
        claims=sorted({tie.claim.key for tie in members}),
        mode=next((mode for mode in FIRMNESS if mode in modes), FIRMNESS[0]),
        denied=not affirmed,
        contested=any(tie.contested for tie in members),
        intensity=rounded(fsum(intensities) / len(intensities)) if intensities else None,
    )


def _node(network: Network, slug: str) -> NodeData:
    data = network.nodes[slug]
    record = data.get("record")
    text = str(data.get("label", slug))
    return NodeData(
        id=f"node={slug}",
        slug=slug,
        kind=str(data.get("kind", "issue")),
        label=text,
        lines=list(wrapped(text)),
        aliases=list(getattr(record, "aliases", ())),
        text=getattr(record, "note", "") or getattr(record, "definition", ""),
        iso3=getattr(record, "iso3", ""),
        wikidata=getattr(record, "wikidata", ""),
        acts_for=str(data.get("acts_for", "")),
        member_of=list(getattr(record, "member_of", ())),
        parties=[(party, role) for name, role in ROLES for party in getattr(record, name, ())],
    )


def _named(nodes: Iterable[NodeData], articles: Mapping[str, ArticleData]) -> set[str]:
    """Whom nodes and articles name."""
    named = {slug for article in articles.values() for slug in (article["publisher"], *article["authors"])}
    for node in nodes:
        named |= {node["acts_for"], *node["member_of"], *(party for party, _ in node["parties"])}
    return named - {""}


def _plain(value: object) -> Any:
    """What a manifest holds as JSON can say it; anything unknown as its text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)
