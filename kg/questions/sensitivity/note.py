"""How firm the ranking is, as a note: what it rests on, then each change with its effects, then each dyad."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.signs import said
from kg.model.wording import THIN, counted, cut_short, dated, signed
from kg.questions.counting import left_out_as_joint
from kg.questions.prose import INDENT, ROW, plain, section, sourced, sureness
from kg.questions.saying import described
from kg.questions.sensitivity.conclusion import left_out, pair, under
from kg.questions.sensitivity.variants import HALF_LIVES, PARAMETER_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.network.network import Network
    from kg.questions.prose import Style
    from kg.questions.sensitivity.analysis import Sensitivity
    from kg.questions.sensitivity.variants import Change, DyadSensitivity, RankedDyad, Variant

# What one screen after another still shows; the CSV has all.
MOST_VARIANTS = 20
MOST_DYADS = 15
MOST_CLAIMS = 5
HEADS = ("", "τ_b", "new first", "turn", "gone", "moves most")
SIGN = f"moves most: {said('change')}"
# The name of a change takes at most this much of the width; labels of actors share what is left.
NAME, LABEL, LEAST = 31, 24, 8
WIDTH = 80
GAP = "  "
NOTHING = "·"


def note(network: Network, found: Sensitivity, bold: Style = plain) -> Iterator[str]:
    """The lines of the note; `bold` marks the heads, for a terminal."""
    yield bold(f"How firm the ranking is, {dated(found.at)}")
    yield ""
    yield f"{found.mode} claims   {found.parameters.in_words}"
    yield ""
    yield found.conclusion
    yield _sureness(found)
    if found.joint:
        yield left_out_as_joint(found.joint)
    parameters = [v for v in found.variants if v.kind in PARAMETER_KINDS]
    left = sorted((v for v in found.variants if v.kind not in PARAMETER_KINDS), key=_effect)
    yield from section(f"Other parameters ({SIGN})", _table(network, found, parameters), bold)
    yield from section(f"Something left out, what changes most first ({SIGN})", _table(network, found, left), bold)
    yield from section("How far each dyad moves", _dyads(network, found.dyads), bold)
    yield from section(_lost_title(network, found), _lost(network, found), bold)
    yield ""
    yield (
        "One thing is changed at a time; what two changes do together is not asked. A claim of several claimants goes "
        "with each of them. τ_b is 1 where the dyads that are left keep their order, -1 where it is reversed; turn "
        "counts the signs that turn, gone the dyads of which no claim is left."
    )


def _sureness(found: Sensitivity) -> str:
    """How much there is to rank, and how close each sort of change leaves the order to the original."""
    thin = sum(dyad.thin for dyad in found.base)
    number = f"{thin:,}" if thin else "none"
    much = f"The ranking is of {counted(len(found.base), 'dyad')}, {number} of them on {THIN}."
    parts = []
    for sort, wanted in (("other parameters", True), ("something left out", False)):
        taus = [v.kendall for v in found.variants if (v.kind in PARAMETER_KINDS) == wanted and v.kendall is not None]
        if taus:
            parts.append(f"{min(taus):.2f} with {sort}")
    return f"{much} Its order agrees with itself (τ_b) to at least {' and '.join(parts)}." if parts else much


def _effect(variant: Variant) -> tuple[float, int, float]:
    """What changes most first: the order, then what is gone, then the signs."""
    order = -1.0 if variant.kendall is None else variant.kendall
    return order, -len(variant.gone), -len(variant.flips)


def _table(network: Network, found: Sensitivity, variants: Sequence[Variant]) -> Iterator[str]:
    """The variants in columns as wide as they need to be, with a point where nothing changes."""
    if not variants:
        return
    before = {(dyad.a, dyad.b): dyad.tension for dyad in found.base}
    for room in range(LABEL, LEAST - 1, -1):
        rows = [HEADS, *(_row(network, variant, before, room) for variant in variants[:MOST_VARIANTS])]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        if len(GAP.join(" " * width for width in widths)) <= WIDTH:
            break
    for row in rows:
        yield ROW + GAP.join(f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True)).rstrip()
    if len(variants) > MOST_VARIANTS:
        yield f"and {len(variants) - MOST_VARIANTS:,} more that change less; `--format csv` has all of them"


def _row(network: Network, variant: Variant, before: Mapping[tuple[str, str], float], room: int) -> tuple[str, ...]:
    moved, first = variant.most_moved, variant.first
    by = (moved.tension or 0.0) - before[moved.a, moved.b] if moved else 0.0
    return (
        _cut(_named(network, variant.change), NAME),
        "none" if variant.kendall is None else f"{variant.kendall:.2f}",
        _codes(network, first, room) if variant.top_changed and first else NOTHING,
        f"{len(variant.flips):,}" if variant.flips else NOTHING,
        f"{len(variant.gone):,}" if variant.gone else NOTHING,
        f"{signed(by)} {_codes(network, moved, room)}" if moved else NOTHING,
    )


def _named(network: Network, change: Change) -> str:
    if change.kind in HALF_LIVES:
        return f"no {change.kind}" if change.name == "none" else f"{change.kind} {change.name} days"
    return f"{change.kind} {change.name}" if change.kind in PARAMETER_KINDS else left_out(network, change)


def _codes(network: Network, dyad: RankedDyad, room: int) -> str:
    """A dyad in little room: by the codes of its states, by the labels of others as far as they fit."""

    def code(slug: str) -> str:
        return getattr(network.records.get(slug), "iso3", "") or _cut(network.label(slug), room)

    return f"{code(dyad.a)} – {code(dyad.b)}"


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else cut_short(f"{text[: most - 1].rstrip()}…")


def _dyads(network: Network, dyads: Sequence[DyadSensitivity]) -> Iterator[str]:
    for dyad in dyads[:MOST_DYADS]:
        places = f"places {dyad.best_rank:,} to {dyad.worst_rank:,}"
        held = f"always place {dyad.rank:,}" if dyad.best_rank == dyad.worst_rank else places
        sign = "" if dyad.sign_stable else "; its sign turns"
        yield f"{signed(dyad.tension)}  {pair(network, dyad)}, {held}{sign}"
        ends = [(dyad.lowest, dyad.lowest_under), (dyad.highest, dyad.highest_under)]
        moves = [f"{signed(tension)} {under(network, change)}" for tension, change in ends if change]
        yield f"{INDENT}{'from ' if len(moves) > 1 else ''}{' to '.join(moves) or 'no change moves it'}"
        if dyad.gone_under:
            yield f"{INDENT}nothing is left of it {_any_of(network, dyad.gone_under)}"
    if len(dyads) > MOST_DYADS:
        yield f"and {len(dyads) - MOST_DYADS:,} more; `--format json` has the range of each"


def _any_of(network: Network, changes: Sequence[Change]) -> str:
    return " or ".join(under(network, change) for change in changes)


def _lost_title(network: Network, found: Sensitivity) -> str:
    name = pair(network, found.base[0])
    return f"What {name} loses {under(network, found.decisive)}, by shares" if found.decisive else ""


def _lost(network: Network, found: Sensitivity) -> Iterator[str]:
    for part in found.lost[:MOST_CLAIMS]:
        yield f"{signed(part.share, 3)} {described(network, part.claim)}"
        yield from sourced(network, part.claim)
        yield f"{INDENT}{sureness(network, part.claim)} · {part.claim.key}"
    if len(found.lost) > MOST_CLAIMS:
        first = found.base[0]
        yield f"and {len(found.lost) - MOST_CLAIMS:,} more; `kg explain {first.a} {first.b}` has all of them"
