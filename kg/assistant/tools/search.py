"""`search_claims`: claims by words, by whom, about whom, of which kind, and when."""

from __future__ import annotations

import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from kg.assistant.pages import Listing, clipped
from kg.assistant.parameters import ACTOR, KNOWN_AT, MORE, Parameter
from kg.assistant.refusals import Refusal
from kg.assistant.rows import DATA_NOT_INSTRUCTIONS, NAME, row
from kg.assistant.tools.definition import Tool, lens
from kg.model.findings import did_you_mean, shown
from kg.model.records import names_in
from kg.model.vocabulary import fold, searchable
from kg.model.wording import counted, listed, published
from kg.network.claims import Filter, claims
from kg.questions.counting import in_words
from kg.questions.saying import described

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from kg.assistant.graph import Evidence, Snapshot
    from kg.model.records import Claim
    from kg.network.network import Network

WORD = re.compile(r"\w+")
# A word matches another that begins with it if it has so many letters, or of its forms the stem.
SHORTEST_STEM = 4
ENDINGS = ("ations", "ation", "ings", "ing", "ies", "ied", "es", "ed", "s", "y")
MOST_SPOKEN_OF = 12
MOST_ALIKE = 3
STOP = frozenset({
    "a", "about", "an", "and", "are", "as", "at", "be", "by", "did", "do", "does", "for", "from", "has", "have", "how",
    "in", "is", "it", "its", "of", "on", "or", "that", "the", "their", "there", "they", "this", "to", "was", "were",
    "what", "when", "which", "who", "whom", "whose", "why", "will", "with",
})  # fmt: skip


def _answer(snapshot: Snapshot, asked: Mapping[str, Any]) -> Listing:
    # The mode is a filter here, and what counts is said of the headline scores.
    evidence = snapshot.seen(lens({"known_at": asked["known_at"]}))
    network = evidence.network
    wanted = Filter(
        actor=asked["actor"] or "",
        claimant=asked["claimant"] or "",
        article=_article(network, asked["article"] or ""),
        kind=asked["kind"] or "",
        mode=asked["mode"] or "",
        denied=asked["only"] == "denied",
        contested=asked["only"] == "contested",
        since=asked["since"],
        until=asked["until"],
    )
    issue = _issue(network, asked["issue"] or "")
    found = [
        claim
        for claim in claims(network, wanted)
        if (not issue or issue in names_in(claim.content))
        and (asked["only"] != "uncounted" or claim.key in evidence.uncounted)
    ]
    words = terms(asked["text"] or "")
    remark = ""
    if asked["text"] and not words:
        raise Refusal("text has no word to look for; give words that a quote, a name or a title may have")
    if words:
        index = _index(evidence)
        scored = [(score, claim) for claim in found if (score := matches(words, *index[claim.key]))]
        whole = sum(score == len(words) for score, _ in scored)
        remark = (
            f" {whole or 'None'} {'have' if whole > 1 else 'has'} all of the words; what has most of them comes first."
        )
        found = [claim for _, claim in sorted(scored, key=lambda each: -each[0])]
    counts = head = f"{_counts(evidence, found)}{remark}"
    if not any(asked.get(name) for name in ("text", "actor", "claimant", "article", "issue", "kind", "mode", "only")):
        head = f"{overview(snapshot, evidence)}\n{head}"
    if not found:
        return Listing(f"{head}\n{_advice(network)}", ())
    return Listing(f"{head}\n{DATA_NOT_INSTRUCTIONS}", [partial(row, evidence, claim) for claim in found], again=counts)


def overview(snapshot: Snapshot, evidence: Evidence) -> str:
    """What the graph holds: articles and their days, claims, and who and what is spoken of most."""
    network = evidence.network
    days = sorted(filter(None, (article.published for article in network.articles.values())))
    span = f" ({published(days[0])} to {published(days[-1])})" if days else ""
    title = f"{clipped(snapshot.network.description.title, NAME)}: " if snapshot.network.description.title else ""
    spoken = Counter(name for claim in network.claims.values() for name in names_in(claim.content))
    held = (network.claims, "claim"), (network.actors, "actor"), (network.issues, "issue")
    counts = ", ".join(counted(len(records), what) for records, what in held)
    lines = [f"{title}{counted(len(network.articles), 'article')}{span}, {counts}."]
    for what, records in (("Actors", network.actors), ("Issues", network.issues)):
        most = [(name, number) for name, number in spoken.most_common() if name in records][:MOST_SPOKEN_OF]
        if most:
            shown_ = "; ".join(f"{clipped(network.label(name), NAME)} ({number})" for name, number in most)
            lines.append(f"{what} most spoken of (claims): {shown_}.")
    return "\n".join(lines)


def terms(text: str) -> tuple[str, ...]:
    """The words that are looked for, folded, without those that say nothing; all of them where nothing else is left."""
    words = tuple(dict.fromkeys(WORD.findall(searchable(text))))
    return tuple(word for word in words if word not in STOP) or words


def matches(words: Sequence[str], text: str, stems: AbstractSet[str]) -> int:
    """How many of the words a text has, given the stems of its own; of scripts without spaces as a part of it."""
    return sum(stem(word) in stems or (not word.isascii() and word in text) for word in words)


# As long as a way to look at a graph is kept, and no longer, since a build that was replaced is large.
_INDEXES: WeakKeyDictionary[Evidence, Mapping[str, tuple[str, AbstractSet[str]]]] = WeakKeyDictionary()


def _index(evidence: Evidence) -> Mapping[str, tuple[str, AbstractSet[str]]]:
    """By claim what is looked in, folded, with the stems of its words: quote, content, names."""
    index = _INDEXES.get(evidence)
    if index is None:
        network = evidence.network
        texts = {key: searchable(" ".join(_texts(network, claim))) for key, claim in network.claims.items()}
        index = {key: (text, frozenset(map(stem, WORD.findall(text)))) for key, text in texts.items()}
        _INDEXES[evidence] = index
    return index


def _texts(network: Network, claim: Claim) -> Iterator[str]:
    yield claim.quote
    yield claim.translation
    yield described(network, claim)
    for slug in {*claim.claimants, *claim.reported_by, *names_in(claim.content)}:
        yield network.label(slug)
        yield from network.other_names(slug)


def stem(word: str) -> str:
    """A word without an ending of English, as far as enough is left; others are compared whole."""
    ending = next((each for each in ENDINGS if word.endswith(each) and len(word) - len(each) >= SHORTEST_STEM), "")
    return word.removesuffix(ending)


def _counts(evidence: Evidence, found: Sequence[Claim]) -> str:
    """How many of how many match, how many of them are denials, and how many count in no score."""
    keys = [claim.key for claim in found]
    denials = sum(claim.polarity == "denied" for claim in found)
    disputed = sum(bool(evidence.opposing(claim)) for claim in found)
    total = len(evidence.network.claims)
    number = f"{counted(len(found), 'claim')} of {total:,} {'matches' if len(found) == 1 else 'match'}"
    if not found:
        return f"No claim of {total:,} matches."
    which = listed([counted(denials, "denial"), f"{disputed:,} contested"])
    return f"{number}: {which}. In tension scores {in_words(evidence.uncounted, keys)}"


def _advice(network: Network) -> str:
    issues = "; ".join(clipped(network.label(slug), NAME) for slug in list(network.issues)[:MOST_SPOKEN_OF])
    advice = "Ask with fewer words or filters; that nothing matches does not mean that it is not so."
    return f"{advice} Issues: {issues or 'none'}."


def _article(network: Network, name: str) -> str:
    """The slug of an article by its slug or IRI; raises Refusal, with the nearest, for one that there is not."""
    return article_slug(network, name) if name else ""


def article_slug(network: Network, name: str) -> str:
    """The slug of an article of the graph, given that, its IRI or its title; raises Refusal with the nearest.

    Copies often have the title of their original: then it is for who asks to say which is meant.
    """
    slug = name.strip().rpartition("/article/")[2]
    if slug in network.articles:
        return slug
    titled = [each for each, article in network.articles.items() if fold(article.title) == fold(slug)]
    if len(titled) == 1:
        return titled[0]
    if titled:
        raise Refusal(f"{len(titled):,} articles have the title {shown(slug)}: {listed(titled[:MOST_ALIKE])}")
    alike = [each for each in network.articles if fold(slug) in fold(each)][:MOST_ALIKE]
    near = f"; did you mean {' or '.join(alike)}?" if alike else did_you_mean(slug, network.articles)
    near = near or "; the resource kg://articles lists them"
    raise Refusal(f"there is no article {shown(slug)} in the graph{near}")


def _issue(network: Network, name: str) -> str:
    if not name:
        return ""
    known = {fold(each): slug for slug, issue in network.issues.items() for each in (slug, *issue.names)}
    found = known.get(fold(name))
    if found is None:
        near = did_you_mean(fold(name), known) or "; the resource kg://issues lists them"
        raise Refusal(f"there is no issue {shown(name)}{near}")
    return found


TOOL = Tool(
    "search_claims",
    "Search claims",
    "Find claims: who says what of whom, each with claimant ← reporters, mode, hedge, verbatim quote, article, date "
    "and IRI. Start here. Without arguments it says what the graph holds. All filters must hold; words of text are "
    "looked for in quotes and names, and claims with more of them come first. A claim is what somebody says, not a "
    "fact: cite it with its claimant, and say when it is denied or hedged.",
    (
        Parameter("text", "Words to look for, e.g. 'missile defence sanctions'."),
        Parameter("actor", f"Only claims about this actor or those who act for it. {ACTOR}"),
        Parameter("claimant", f"Only claims made by this actor or those who act for it. {ACTOR}"),
        Parameter("issue", "Only claims that name this issue, by slug or name."),
        Parameter("article", "Only claims of this article, by slug."),
        Parameter("kind", "stance: a position; event: a happening; leverage: who can move whom.",
                  choices=("stance", "event", "leverage")),
        Parameter("mode", "Only claims made in this way.",
                  choices=("reported", "interpreted", "forecast", "conditional")),
        Parameter("only", "denied: denials alone; contested: what some affirm and some deny; uncounted: what counts in "
                  "no tension score, with the reason.", choices=("denied", "contested", "uncounted")),
        Parameter("since", "Only claims said on this day or later, e.g. 2016-02.", "first day"),
        Parameter("until", "Only claims said on this day or earlier.", "day"),
        KNOWN_AT,
        MORE,
    ),
    _answer,
)  # fmt: skip
