"""Which sign of a number is which, for the heads of tables on the screen, on pages and in the view: their one source.

Scores of the measure are above 0 where two are hostile; positions, intensities and Goldstein values, of which they are
made, above 0 where somebody is friendly. A table that has both says so in the heads of its columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# By kind what is above 0, and what below.
SIGNS = {
    "tension": ("hostile", "friendly"),
    "change": ("more tense", "less tense"),
    "position": ("for", "against"),
    "goldstein": ("cooperation", "conflict"),
    "intensity": ("friendly", "hostile"),
    "agreement": ("agree", "disagree"),
    "tie": ("friends", "enemies"),
}
# By the names of columns, in every table that has one of them.
COLUMNS = {
    **dict.fromkeys(("tension", "unshrunk", "direct", "tension_without_contested", "without"), "tension"),
    **dict.fromkeys(("before", "before_low", "before_high", "after", "after_low", "after_high"), "tension"),
    **dict.fromkeys(("lowest", "highest"), "tension"),
    **dict.fromkeys(("change", "news", "ageing"), "change"),
    **dict.fromkeys(("position", "mean"), "position"),
    **dict.fromkeys(("goldstein", "goldstein_icews", "goldstein_gdelt", "plover"), "goldstein"),
    "intensity": "intensity",
    **dict.fromkeys(("alignment", "subtract"), "agreement"),
    **dict.fromkeys(("ab", "ac", "bc", "ab_leaning", "ac_leaning", "bc_leaning"), "tie"),
}
# The ends of an interval are of the kind of what it is of, in columns with the same beginning.
ENDS = ("low", "high")
# Of the lines of a note that have what a claim or an event does to the score, beside the intensity it is made from.
SHARES = "share: + hostile; intensity: + friendly"
EFFECTS = "effect and share: + hostile; intensity: + friendly"
# The same on the card of a claim.
CONTRIBUTED = (
    "intensity {intensity} (+ friendly) × probability {probability} × weight {weight}, a share of {share} (+ hostile)"
)


def kind_of(column: str, columns: Sequence[str]) -> str:
    """The kind of a column among those of its table, empty where its numbers have no sign or it has no numbers."""
    if column in COLUMNS:
        return COLUMNS[column]
    beginning, _, name = column.rpartition("_")
    if name == "tension" or (name in ENDS and "_".join(filter(None, (beginning, "tension"))) in columns):
        return "tension"
    # What a claim or an event does to a score has the sign of the score; of power it has none. Leverage has effects of
    # another kind, which are words.
    is_part = name == "share" or (name == "effect" and "share" in columns)
    return "tension" if is_part and "power" not in columns else ""


def said(kind: str) -> str:
    """What is above 0, for the head of a column: + hostile."""
    return f"+ {SIGNS[kind][0]}"


def heads(columns: Sequence[str], of: Sequence[str] = ()) -> dict[str, str]:
    """What the heads of columns say of signs: of each kind the first says it, the others nothing.

    `of` are all columns of the table, where these are some.
    """
    kinds = {column: kind_of(column, of or columns) for column in columns}
    first = {kind: column for column, kind in reversed(kinds.items())}
    return {column: said(kind) if kind and first[kind] == column else "" for column, kind in kinds.items()}
