"""A dyad as an analyst's note: the verdict in a sentence, then every claim with its quote and its share."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from kg.analysis.actors import label
from kg.diagnostics import printable
from kg.model import Event
from kg.outputs.tables import Table, described

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from kg.analysis.explain import Dispute, Explanation
    from kg.analysis.tension import Contribution, DyadTension
    from kg.graph.network import Network, Tie
    from kg.model import Claim, Hedge

    Style = Callable[[str], str]

INDENT = " " * 7
STRONG = 0.3
SLIGHT = 0.1
TITLE = 48
CONTRIBUTION_COLUMNS = (
    "track", "share", "claim", "claimants", "reported_by", "quote", "says", "hedge", "certainty", "article", "day",
    "intensity", "probability", "weight", "cluster", "contested",
)  # fmt: skip


def briefing(network: Network, explanation: Explanation, *, width: int = 100, bold: Style = str) -> str:
    """The note as text no wider than `width`; `bold` marks the heads, for a terminal."""
    lines = [*_head(network, explanation.headline, bold)]
    hostile = [c for c in explanation.headline.contributions if c.share > 0]
    friendly = [c for c in explanation.headline.contributions if c.share <= 0]
    lines += _section("What raises it", _contributions(network, hostile), bold)
    lines += _section("What lowers it", _contributions(network, friendly), bold)
    for track, dyad in explanation.tracks:
        title = f"Beside the score: {track}, {_scored(dyad)}"
        lines += _section(title, _contributions(network, dyad.contributions), bold)
    lines += _section("Disputed", _disputes(network, explanation.disputes), bold)
    lines += _section("Leverage between them", _leverages(network, explanation.leverage), bold)
    return "\n".join(_wrapped(printable_line(line), width) for line in lines) + "\n"


def contribution_table(network: Network, explanation: Explanation, track: str = "reported") -> Table:
    """One row a contribution, the headline track first, then the tracks beside it."""
    tracks = ((track, explanation.headline), *explanation.tracks)
    return Table(
        CONTRIBUTION_COLUMNS,
        tuple(_row(network, name, part) for name, dyad in tracks for part in dyad.contributions),
    )


def _row(network: Network, track: str, part: Contribution) -> tuple[object, ...]:
    claim = part.claim
    return (
        track,
        part.share,
        claim.key,
        "; ".join(claim.claimants),
        "; ".join(claim.reported_by) or None,
        " […] ".join(passage.exact for passage in claim.passages),
        described(network, claim),
        "; ".join(hedge.words for hedge in claim.hedges) or None,
        claim.certainty,
        part.article.slug,
        part.day,
        part.intensity,
        part.probability,
        part.weight,
        part.cluster,
        part.contested,
    )


def printable_line(line: str) -> str:
    """The line with control characters of people's files made visible, but for the marks of bold type."""
    return "".join(c if c == "\x1b" or c.isprintable() else printable(c) for c in line)


def _head(network: Network, dyad: DyadTension, bold: Style) -> Iterator[str]:
    a, b = label(network, dyad.a), label(network, dyad.b)
    yield bold(f"{a} – {b}, {dyad.at.day} {dyad.at:%B %Y}")
    yield ""
    yield f"tension {_scored(dyad)}   hostile {dyad.hostile:.2f} · friendly {dyad.friendly:.2f} · mass {dyad.mass:.2f}"
    yield ""
    yield _verdict(a, b, dyad)


def _scored(dyad: DyadTension) -> str:
    return f"{dyad.tension:+.2f} [{dyad.low:+.2f}, {dyad.high:+.2f}]"


def _verdict(a: str, b: str, dyad: DyadTension) -> str:
    """What the numbers say, in sentences."""
    if not dyad.claims:
        return f"Nothing was reported about {a} and {b} by then; the score is the prior, 0 with a wide interval."
    size = abs(dyad.tension)
    leaning = "tense" if dyad.tension > 0 else "friendly"
    degree = "markedly" if size >= STRONG else "somewhat"
    undecided = dyad.low <= 0 <= dyad.high
    verdict = f"{degree} {leaning}" if size >= SLIGHT else "neither tense nor friendly"
    if undecided and size >= SLIGHT:
        verdict = f"{leaning} rather than {'friendly' if dyad.tension > 0 else 'tense'}"
    counted = f"{dyad.claims} claim{'s' * (dyad.claims != 1)} by {dyad.clusters} claimant{'s' * (dyad.clusters != 1)}"
    sentences = [f"On {counted}, {a} and {b} appear {verdict} on balance."]
    if undecided:
        sentences.append("The interval includes 0, so not even the sign is certain.")
    if dyad.thin:
        sentences.append("Thin evidence: under three independent claimants.")
    if min(dyad.hostile, dyad.friendly) >= SLIGHT:
        sentences.append("There is much of both, hostile and friendly.")
    if abs(dyad.tension_without_contested - dyad.tension) > 1e-12:  # noqa: PLR2004 - the exactness of the measure
        sentences.append(f"Without the contested claims it is {dyad.tension_without_contested:+.2f}.")
    return " ".join(sentences)


def _section(title: str, body: Iterable[str], bold: Style) -> list[str]:
    lines = list(body)
    return ["", bold(title), *lines] if lines else []


def _contributions(network: Network, parts: Iterable[Contribution]) -> Iterator[str]:
    for part in parts:
        mark = "  [contested]" if part.contested else ""
        yield f"{round(part.share, 3) + 0.0:+.3f} {described(network, part.claim)}{mark}"
        yield from _source(network, part.claim)
        yield (
            f"{INDENT}{_sureness(part.claim)} · of {part.day.isoformat()} · intensity {part.intensity:+.2f} × "
            f"probability {part.probability:.2f} × weight {part.weight:.2f}"
        )


def _source(network: Network, claim: Claim) -> Iterator[str]:
    """The quote, and who said and passed it on."""
    for passage in claim.passages:
        yield f"{INDENT}“{' '.join(passage.exact.split())}”"
    who = " and ".join(label(network, slug) for slug in claim.claimants)
    chain = "".join(f" ← {label(network, slug)}" for slug in claim.reported_by)
    article = network.graph["articles"][claim.article]
    title = textwrap.shorten(article.title, TITLE, placeholder="…")
    publisher = label(network, article.publisher)
    yield (
        f"{INDENT}{who}{chain} · {publisher}, “{title}”, {article.published}, "
        f"rated {article.reliability}{article.credibility}"
    )


def _sureness(claim: Claim) -> str:
    happened = f"event of {claim.content.when}, " if isinstance(claim.content, Event) and claim.content.when else ""
    return happened + "; ".join([claim.certainty, *(_hedged(hedge) for hedge in claim.hedges)])


def _hedged(hedge: Hedge) -> str:
    if hedge.lower is None or hedge.upper is None:
        return f"“{hedge.words}”"
    return f"“{hedge.words}” = {float(hedge.lower):.0%}–{float(hedge.upper):.0%} (ICD 203)"


def _disputes(network: Network, disputes: Iterable[Dispute]) -> Iterator[str]:
    for dispute in disputes:
        yield f"·      {described(network, dispute.claim)}"
        for claim in (dispute.claim, *dispute.against):
            yield f"{INDENT}{claim.polarity} by:"
            yield from _source(network, claim)


def _leverages(network: Network, ties: Iterable[Tie]) -> Iterator[str]:
    for tie in ties:
        claim = tie.claim
        conditions = f"; {claim.mode}" if claim.mode != "reported" else ""
        denied = " — DENIED" if claim.polarity == "denied" else "  [contested]" if tie.contested else ""
        yield f"·      {described(network, claim)}{denied}"
        yield from _source(network, claim)
        yield f"{INDENT}{_sureness(claim)}{conditions}"


def _wrapped(line: str, width: int) -> str:
    indent = INDENT if line[:1] in "+-·" or line.startswith(INDENT) else ""
    lines = textwrap.wrap(
        line, width, subsequent_indent=indent + (" " if line.startswith(f"{INDENT}“") else ""), break_on_hyphens=False,
        replace_whitespace=False, drop_whitespace=True,
    )  # fmt: skip
    return "\n".join(lines)
