"""English words that keep a distance from what they qualify, after Hyland (2005, "Metadiscourse", appendix)."""

from __future__ import annotations

# Of what may be, of what likely is, and of what is only said or thought, by which nothing is said of how likely it is.
POSSIBLE = ("conceivably", "could", "may", "maybe", "might", "perhaps", "possible", "possibly")
PROBABLE = (
    "apparent", "apparently", "appears", "arguably", "believed", "likely", "ostensible", "ostensibly", "presumably",
    "probably", "seemingly", "seems", "suspected",
)  # fmt: skip
ALLEGED = (
    "alleged", "allegedly", "claimed", "purported", "purportedly", "reported", "reportedly", "rumored", "rumoured",
    "so-called", "supposed", "supposedly", "unconfirmed",
)  # fmt: skip
DOUBTING = (*POSSIBLE, *PROBABLE, *ALLEGED)
