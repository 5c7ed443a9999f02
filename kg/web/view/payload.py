"""Everything the page knows, as one piece of plain data: sorted, rounded, and bounded for large networks."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import asdict, fields
from functools import partial
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

from kg.cache import ANEW
from kg.layout.labels import wrapped
from kg.layout.positions import ROOM
from kg.measure.formula import Parameters
from kg.model.languages import language_of
from kg.model.signs import CONTRIBUTED, SIGNS, said
from kg.model.wording import (
    ALIGNED,
    ALL_THE_SAME,
    CLAIMANT,
    CODED_CLUSTER,
    CODED_CLUSTERS,
    DIRECTED,
    DIVISIONS,
    ENOUGH_ARTICLES,
    ENOUGH_CLUSTERS,
    FADED,
    FADED_HALF_LIVES,
    FEW_ARTICLES,
    FEW_CLUSTERS,
    LEAVING,
    LOWERING,
    MILDER,
    MONTHS,
    POOLED_AIMS,
    PURSUED,
    RAISING,
    SAYS_NEITHER,
    SCORE,
    SINCE,
    SLIGHT,
    SURE,
    THIN,
    THIN_EVIDENCE,
    UNTIL,
    VAGUE,
    WITHOUT_IT,
    WITHOUT_THEM,
    capital,
)
from kg.questions.counting import REASONS
from kg.web.claim_card import DENIAL
from kg.web.segments import NEW, REPEATED
from kg.web.view.evidence import ArticleData, ClaimData, article_data, cards_of_view, claim_data, distinct

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from kg.cache import Pieces
    from kg.model.records import Claim
    from kg.network.network import Network, Tie
    from kg.questions.dyads import DyadTension
    from kg.web.claim_card import ClaimCards
    from kg.web.view.event_layer import CodedData

LIMIT = 500
# READABLE nodes can be read at a glance; a larger network begins with FIRST of them.
READABLE = 80
FIRST = 60
TOLD = ("dataset", "counts", "parameters", "version", "versions")
ROLES = (("initiators", "initiator"), ("recipients", "recipient"), ("about", "about"))
RELATIONS = ("leverage", "stance", "event")
LAYERS = {
    "tension": "Tension", "position": "Position on an issue", "alignment": "Agreement", "pair": "Everything between",
    "part": "Part in an event",
}  # fmt: skip
FILTERED = ("does not pass the window and the filters", "do not pass the window and the filters")
STANDINGS = {"undisputed": "Nobody denies it", "contested": "Contested", "denial": "Denial"}
SIDES = {"hostile": "Tense (above 0)", "friendly": "Friendly (below 0)"}


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
    """All claims of one relation about an ordered pair, by their keys."""

    id: str
    relation: str
    source: str
    target: str
    claims: list[str]


class IssueData(TypedDict):
    """Who pursues an issue, each with the claim that says so, and whom it is directed at."""

    pursued_by: list[tuple[str, str]]
    directed_at: list[str]


class Payload(TypedDict):
    """The data of the page, from which it computes the scores itself.

    `nodes` come strongest first; `first` of them are drawn before the reader asks for more, and for each of them there
    is so much `room` for lines by their layer. `ends` is for whom each
    actor acts in the end, `languages` are those that were stated for names, `issues` are those that are somebody's
    policy, `words` are the labels and sentences of the page, `as_of` is the day of the scores, and `of` says how much
    there is, shown or not.
    """

    nodes: list[NodeData]
    first: int
    room: dict[str, float]
    ties: list[TieData]
    claims: dict[str, ClaimData]
    articles: dict[str, ArticleData]
    names: dict[str, str]
    languages: dict[str, str]
    ends: dict[str, str]
    issues: dict[str, IssueData]
    words: dict[str, Any]
    of: dict[str, int]
    as_of: str
    parameters: dict[str, float]
    manifest: dict[str, Any]
    datasets: NotRequired[list[CodedData]]


def payload(
    network: Network,
    dyads: Sequence[DyadTension],
    manifest: Mapping[str, object],
    limit: int = LIMIT,
    pieces: Pieces = ANEW,
) -> Payload:
    """What the page shows: at most `limit` nodes, with those who act for them, and every claim about these.

    The `dyads` choose the nodes and the day; their scores are computed by the page, with the manifest's parameters.
    What is of one article may be kept as `pieces`; nothing of it may be changed.
    """
    chosen = _chosen(network, dyads, limit)
    kept = [tie for tie in network.ties if tie.source in chosen and tie.target in chosen]
    corpus = network.claims
    whole = len(chosen) == len(network)
    cards = cards_of_view(network, frozenset(chosen))
    # What names lead to follows from which nodes there are.
    pieces = pieces.also(*chosen)
    policies = [tie for tie in network.policy_ties if tie.source in chosen and tie.target in chosen]
    said = {claim.key for tie in (*kept, *policies) for claim in (tie.claim, tie.pursuit) if claim}
    claims, named = claim_data(network, corpus if whole else said, cards, pieces)
    nodes = [_node(network, slug) for slug in chosen]
    articles = _articles(network, claims, cards, pieces)
    day = dyads[0].at if dyads else network.newest_day
    ends = network.stands_for("state")
    issues = _issues(network, claims)
    concerned = {slug for each in issues.values() for slug in (*each["directed_at"], *dict(each["pursued_by"]))}
    writing = {slug for article in articles.values() for slug in article["authors"]}
    others = sorted(named | _named(nodes, articles) | concerned)
    return Payload(
        nodes=nodes,
        first=FIRST if len(nodes) > READABLE else READABLE,
        room=dict(ROOM),
        ties=_grouped(kept),
        claims=claims,
        articles=articles,
        names={slug: network.label(slug) for slug in others},
        languages={slug: tag for slug in sorted({*chosen, *others}) if (tag := language_of(network.label(slug)))},
        ends={slug: ends[slug] for slug in sorted(named | set(chosen) | concerned | writing) if slug in ends},
        issues=issues,
        words=words_of_view(network, (node["kind"] for node in nodes)),
        of={"nodes": len(network), "claims": len(corpus)},
        as_of=day.isoformat() if day else "",
        parameters=asdict(parameters_of(manifest)),
        manifest={key: _plain(manifest[key]) for key in TOLD if key in manifest},
    )


def _issues(network: Network, claims: Mapping[str, object]) -> dict[str, IssueData]:
    """The issues that are somebody's policy, by slug, with the claims of the page that say so."""
    found = {}
    for slug, issue in sorted(network.issues.items()):
        pursued = [(each.pursuer, each.said_by) for each in network.pursuits(issue) if each.said_by in claims]
        if pursued or issue.directed_at:
            found[slug] = IssueData(pursued_by=pursued, directed_at=list(issue.directed_at))
    return found


def words_of_view(network: Network, kinds: Iterable[str]) -> dict[str, Any]:
    """The labels and sentences that the scripts show, by what they are of; of kinds of nodes only these."""
    labels: Mapping[str, Mapping[str, str]] = network.labels
    classes = _capitals(labels["Class"])
    relations = {relation: classes[relation] for relation in RELATIONS}
    return {
        "modes": _capitals(labels["Mode"]),
        "headings": _capitals(labels["Claims"]),
        "certainties": dict(labels["Certainty"]),
        "kinds": {kind: classes[kind] for kind in sorted(set(kinds)) if kind in classes},
        "relations": relations,
        "layers": LAYERS | relations,
        "roles": {role: capital(role) for _, role in ROLES},
        "standings": STANDINGS,
        "sides": SIDES,
        "months": MONTHS,
        "dates": VAGUE | {"until": UNTIL, "from": SINCE},
        "divisions": DIVISIONS,
        "score": SCORE,
        "signs": {kind: said(kind) for kind in SIGNS},
        "contributed": CONTRIBUTED,
        "repeated": REPEATED,
        "new": NEW,
        "denial": DENIAL,
        "thin": THIN,
        "thin_evidence": {
            "sentence": THIN_EVIDENCE,
            "claimants": FEW_CLUSTERS,
            "articles": FEW_ARTICLES,
            "claimant": CLAIMANT,
            "coded": [CODED_CLUSTER, CODED_CLUSTERS],
            "enough": [ENOUGH_CLUSTERS, ENOUGH_ARTICLES],
        },
        "faded": {"sentence": FADED, "half_lives": FADED_HALF_LIVES, "under": SLIGHT},
        "sure": SURE,
        "uncounted": {"filtered": FILTERED} | {reason: words[1:] for reason, words in REASONS.items()},
        "pursued": PURSUED,
        "directed": DIRECTED,
        "aligned": ALIGNED,
        "all_the_same": ALL_THE_SAME,
        "pooled_aims": capital(POOLED_AIMS),
        "without_it": WITHOUT_IT,
        "without_them": WITHOUT_THEM,
        "says_neither": SAYS_NEITHER,
        "milder": MILDER,
        "raising": RAISING,
        "lowering": LOWERING,
        "leaving": LEAVING,
    }


def _capitals(labels: Mapping[str, str]) -> dict[str, str]:
    return {notation: capital(label) for notation, label in labels.items()}


def parameters_of(manifest: Mapping[str, object]) -> Parameters:
    """The parameters that a manifest gives, or the default ones."""
    given = manifest.get("parameters")
    if not isinstance(given, dict):
        return Parameters()
    known = {field.name for field in fields(Parameters)}
    return Parameters(**{name: float(number) for name, number in given.items() if name in known})


def _articles(
    network: Network,
    keys: Iterable[str],
    cards: ClaimCards,
    pieces: Pieces,
) -> dict[str, ArticleData]:
    """The articles of some claims, in the order of their slugs."""
    found = network.articles
    weights = {tie.article.slug: tie.reliability for tie in network.ties}
    claims: dict[str, list[Claim]] = defaultdict(list)
    for key in keys:
        claims[network.claims[key].article].append(network.claims[key])
    return {
        slug: pieces.get(
            f"article {' '.join(claim.slug for claim in claims[slug])}",
            slug,
            partial(article_data, found[slug], claims[slug], cards, weight=weights.get(slug, 0.0)),
        )
        for slug in sorted(claims.keys() & found.keys())
    }


def _chosen(network: Network, dyads: Sequence[DyadTension], limit: int) -> list[str]:
    """The nodes of the strongest ties, in that order: dyads by how much is between them, then pairs by how often named.

    Beyond the limit come those who act for one of them, since its dyads would lack their claims without them.
    """
    told = sorted((d for d in dyads if not d.joint), key=lambda d: (-round(d.hostile + d.friendly, 9), d.a, d.b))
    pairs = [(d.a, d.b) for d in told]
    named = Counter((tie.source, tie.target) for tie in network.ties)
    pairs += sorted(named, key=lambda pair: (-named[pair], pair))
    chosen: dict[str, None] = {}
    for pair in pairs:
        more = [end for end in pair if end not in chosen]
        if len(chosen) + len(more) <= limit:
            chosen |= dict.fromkeys(more)
    rest = [node for node in sorted(network) if node not in chosen]
    kept = [*chosen, *rest[: limit - len(chosen)]]
    among = set(kept)
    acting = [slug for slug, end in network.stands_for("state").items() if end in among and network.degrees[slug]]
    return [*kept, *sorted(set(acting) - among)]


def _grouped(kept: Iterable[Tie]) -> list[TieData]:
    groups: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for tie in kept:
        groups[tie.relation, tie.source, tie.target].append(tie.claim.key)
    keys = sorted(groups)
    ids = distinct(f"{relation}={source}--{target}" for relation, source, target in keys)
    return [
        TieData(id=each, relation=key[0], source=key[1], target=key[2], claims=sorted(set(groups[key])))
        for each, key in zip(ids, keys, strict=True)
    ]


def _node(network: Network, slug: str) -> NodeData:
    record = network.records.get(slug)
    text = network.label(slug)
    return NodeData(
        id=f"node={slug}",
        slug=slug,
        kind=network.kind(slug),
        label=text,
        lines=list(wrapped(text)),
        aliases=list(network.other_names(slug)),
        text=getattr(record, "note", "") or getattr(record, "definition", ""),
        iso3=getattr(record, "iso3", ""),
        wikidata=getattr(record, "wikidata", ""),
        acts_for=getattr(record, "acts_for", ""),
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
    """The contents of a manifest as plain JSON values, with anything else as its text."""
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)
