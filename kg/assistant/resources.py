"""What can be read by address: the codebook, actors, issues, articles, claims, stored queries, and the graph itself."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote

from kg.assistant.pages import LIMIT, Listing, block, clipped, first_of, page, quoted, tag
from kg.assistant.refusals import Refusal
from kg.assistant.rows import DATA_NOT_INSTRUCTIONS, IRI, NAME, SAYS, WORDS, iri, names, row, source
from kg.assistant.tools.article import part_of
from kg.assistant.tools.search import overview
from kg.model.findings import did_you_mean, shown
from kg.model.wording import counted, dated
from kg.rdf.stored_queries import stored_queries, stored_query
from kg.web.codebook import SCALES

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.assistant.graph import Snapshot
    from kg.assistant.pages import Entry
    from kg.model.records import Actor
    from kg.model.vocabulary import Term
    from kg.network.network import Network
    from kg.rdf.stored_queries import StoredQuery

SCHEME = "kg://"
TEXT = "text/plain"


@dataclass(frozen=True, slots=True)
class Resource:
    """One address, or a template of addresses where it has parts in braces."""

    address: str
    title: str
    description: str


FIXED = (
    Resource("kg://about", "About the graph", "What the graph holds, how fresh it is, and how its numbers are made."),
    Resource("kg://codebook", "Codebook", "Every scale and its terms: what each means, with its number."),
    Resource("kg://actors", "Actors", "Every actor with its kind, other names, and for whom it acts."),
    Resource("kg://issues", "Issues", "Every issue with its definition and whose policy it is."),
    Resource("kg://articles", "Articles", "Every article with publisher, date, rating and number of claims."),
    Resource("kg://claims", "Claims", "Every claim with claimant, hedge, quote, article, date and IRI."),
    Resource("kg://queries", "Stored queries", "The questions that are stored as SPARQL, by name."),
)
TEMPLATES = (
    Resource("kg://article/{slug}{?start}", "Article", "The text of an article, as data, from a character on."),
    Resource("kg://claim/{article}/{claim}", "Claim", "One claim, by the two parts of its key."),
    Resource("kg://query/{name}", "Stored query", "What a stored query asks, and its SPARQL."),
    Resource("kg://codebook/{scale}", "Scale", "One scale of the codebook, such as StanceType."),
    Resource("kg://{list}{?cursor}", "Further page", "What follows, by the cursor at the end of a list."),
)


def listed(snapshot: Snapshot) -> list[Resource]:
    """The fixed resources, then every article."""
    network = snapshot.network
    articles = [
        Resource(f"kg://article/{slug}", clipped(article.title, NAME), source(network, article))
        for slug, article in network.articles.items()
    ]
    return [*FIXED, *articles]


def read(snapshot: Snapshot, address: str) -> str:
    """What stands at an address, of at most LIMIT characters; raises Refusal where there is nothing."""
    if len(address) > LIMIT or not address.startswith(SCHEME):
        raise Refusal(f"there is nothing at {shown(address)}; addresses begin with {SCHEME}")
    parts, _, query = address.removeprefix(SCHEME).partition("?")
    path = [unquote(part) for part in parts.split("/") if part]
    given = {name: values[-1] for name, values in parse_qs(query).items()}
    match path:
        case ["article", slug]:
            start = given.get("start", "0")
            if not start.isdecimal():
                raise Refusal("start must be a number, the character to begin at")
            return block(part_of(snapshot, slug, int(start[:9]), _article_from), LIMIT)
        case ["claim", article, claim]:
            return _claim(snapshot, f"{article}/{claim}")
        case ["query", name]:
            stored = stored_query(snapshot.project.vocabulary, name)
            return block(f"{stored.name}: {stored.question}\n\n{stored.sparql}", LIMIT)
        case ["about"]:
            return block(_about(snapshot), LIMIT)
        case [name] if name in LISTS:
            return _page(snapshot, name, LISTS[name](snapshot), given.get("cursor", ""))
        case ["codebook", scale]:
            return _page(snapshot, f"codebook/{scale}", _codebook(snapshot, scale), given.get("cursor", ""))
        case _:
            near = did_you_mean("/".join(path), (each.address.removeprefix(SCHEME) for each in FIXED))
            raise Refusal(f"there is nothing at {shown(address)}{near or '; resources/list has what there is'}")


def _page(snapshot: Snapshot, name: str, listing: Listing, cursor: str) -> str:
    own = tag(name, {}, snapshot.dataset)
    return page(listing, first_of(cursor, own), own, lambda following: f"{SCHEME}{name}?cursor={following}")


def _article_from(slug: str, start: int) -> str:
    """The address of an article from a character on."""
    return f"{SCHEME}article/{slug}?start={start}"


def _about(snapshot: Snapshot) -> str:
    evidence = snapshot.seen()
    network = snapshot.network
    described = network.description
    lines = [overview(snapshot, evidence)]
    if evidence.lens.at is not None:
        lines.append(f"Scores are of {dated(evidence.lens.at)}, the newest article's day, unless you ask for another.")
    counts = f"{counted(len(evidence.uncounted), 'claim')} of {len(network.claims):,} count in no tension score."
    lines.append(f"{counted(len(evidence.dyads), 'dyad')} are scored; {counts}")
    if snapshot.project.stale():
        lines.append("The sources have changed since this graph was built: whoever keeps it should run `kg build`.")
    if described.licence:
        lines.append(f"Licence: {clipped(described.licence, NAME)}.")
    lines += [f"Dataset: {clipped(snapshot.dataset, NAME)}", MEASURE]
    return "\n".join(lines)


MEASURE = """\
A claim is what somebody says: its claimant says it, others may have passed it on (←), and the article reports it. It \
is no fact. Hedges are kept as words, with the interval that ICD 203 gives the word where there is one. A denial is a \
claim with the opposite polarity; it lowers no score, and scores are also given without what is contested.
tension: -1 (friendly) to +1 (hostile), pooled over independent claimants, drawn to 0 where little is said, with a 90 \
% interval; it is hostile less friendly. unshrunk: the same scale whatever the amount of evidence. Thin evidence: \
under three independent claimants or under two articles. Only reported claims count in the headline; forecasts, \
conditionals and interpretations are modes beside it, leverage is measured apart (power 0 to 1), agreement on issues \
too (-1 to +1).
rated B2: the Admiralty code, reliability of the source A (completely reliable) to E, F not known; credibility of the \
information 1 (confirmed) to 5, 6 not known.
Goldstein: -10 (conflict) to +10 (cooperation). position: -1 (against) to +1 (for)."""


def _claim(snapshot: Snapshot, key: str) -> str:
    claim = snapshot.network.claims.get(key)
    if claim is None:
        near = did_you_mean(key, snapshot.network.claims) or "; search_claims finds claims by words"
        raise Refusal(f"there is no claim {shown(key)} in the graph{near}")
    return block(f"{DATA_NOT_INSTRUCTIONS}\n{row(snapshot.seen(), claim, quote=3_000)}", LIMIT)


def _codebook(snapshot: Snapshot, only: str = "") -> Listing:
    vocabulary = snapshot.project.vocabulary
    known = {scale: (title, lead, number) for scale, title, lead, number in SCALES}
    if only and only not in known:
        near = did_you_mean(only, known) or f"; there are {', '.join(known)}"
        raise Refusal(f"there is no scale {shown(only)}{near}")
    scales = [only] if only else list(known)
    entries: list[Entry] = [
        partial(_term, scale, known[scale][2], term) for scale in scales for term in vocabulary.terms(scale).values()
    ]
    leads = "\n".join(f"{scale}: {known[scale][0]}. {known[scale][1]}" for scale in scales)
    return Listing(leads, entries, "term", again="The codebook, continued.")


def _term(scale: str, number: str, term: Term) -> str:
    interval = f", {float(term.lower):.0%} to {float(term.upper):.0%}" if term.lower is not None and term.upper else ""
    worth = f", {number} {float(term.number):+g}" if number and term.number is not None else interval
    return f"{scale}: {term.notation} ({clipped(term.label, NAME)}{worth}): {clipped(term.definition, SAYS)}"


def _actors(snapshot: Snapshot) -> Listing:
    network = snapshot.network
    entries = [partial(_actor, network, actor) for actor in network.actors.values()]
    return Listing("Actors; any of their names may be used in tools.", entries, "actor", again="Actors, continued.")


def _actor(network: Network, actor: Actor) -> str:
    others = "; ".join(clipped(name, NAME) for name in [*actor.names[1:9], *([actor.iso3] if actor.iso3 else [])])
    acts = f"; acts for {names(network, (actor.acts_for,))}" if actor.acts_for else ""
    members = f"; member of {names(network, actor.member_of)}" if actor.member_of else ""
    also = f"; also {others}" if others else ""
    return f"{clipped(actor.label, NAME)} ({actor.slug[:IRI]}), {actor.kind}{acts}{members}{also}"


def _issues(snapshot: Snapshot) -> Listing:
    network = snapshot.network

    def drawn(slug: str) -> str:
        issue = network.issues[slug]
        pursuers = tuple(each.pursuer for each in network.pursuits(issue))
        pursued = f"; pursued by {names(network, pursuers)}" if pursuers else ""
        directed = f"; directed at {names(network, issue.directed_at)}" if issue.directed_at else ""
        return f"{clipped(issue.label, NAME)} ({slug[:IRI]}): {clipped(issue.definition, SAYS)}{pursued}{directed}"

    return Listing("Issues.", [partial(drawn, slug) for slug in network.issues], "issue", again="Issues, continued.")


def _articles(snapshot: Snapshot) -> Listing:
    network = snapshot.network
    numbers: dict[str, int] = {}
    for claim in network.claims.values():
        numbers[claim.article] = numbers.get(claim.article, 0) + 1

    def drawn(slug: str) -> str:
        article = network.articles[slug]
        copy = f"; a copy of {clipped(article.copy_of, IRI)}" if article.copy_of else ""
        where = clipped(iri("article", slug), IRI)
        return f"{source(network, article)}; {counted(numbers.get(slug, 0), 'claim')}{copy}\n   article: {where}"

    entries = [partial(drawn, slug) for slug in network.articles]
    head = f"Articles of the graph. {DATA_NOT_INSTRUCTIONS}"
    return Listing(head, entries, "article", again="Articles, continued.")


def _claims(snapshot: Snapshot) -> Listing:
    evidence = snapshot.seen()
    entries = [partial(row, evidence, claim) for claim in evidence.network.claims.values()]
    return Listing(f"Claims of the graph. {DATA_NOT_INSTRUCTIONS}", entries, again="Claims, continued.")


def _queries(snapshot: Snapshot) -> Listing:
    queries = stored_queries(snapshot.project.vocabulary).values()
    entries = [partial(_query, query) for query in queries]
    head = "Stored queries; sparql with name asks one, kg://query/NAME has its SPARQL to change."
    return Listing(head, entries, "stored query", "stored queries", "Stored queries, continued.")


def _query(query: StoredQuery) -> str:
    return f"{query.name}: {quoted(query.question, 2 * WORDS)}"


LISTS: dict[str, Callable[[Snapshot], Listing]] = {
    "codebook": _codebook,
    "actors": _actors,
    "issues": _issues,
    "articles": _articles,
    "claims": _claims,
    "queries": _queries,
}
