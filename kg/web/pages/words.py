"""How numbers and terms are said on the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.records import Leverage
from kg.questions.tables import described

if TYPE_CHECKING:
    from decimal import Decimal

    from kg.model.records import Article, Claim
    from kg.network.network import Network
    from kg.questions.tension.analysis import DyadTension

MODES = {"reported": "Reported", "interpreted": "Interpretation", "forecast": "Forecast", "conditional": "Conditional"}
MODE_HEADINGS = {"interpreted": "Interpretations", "forecast": "Forecasts", "conditional": "On a condition"}
CERTAINTIES = {
    "certain": "certain",
    "probable": "probable",
    "possible": "possible",
    "unspecified": "certainty not given",
}
KINDS = {
    "state": "State", "international-body": "International body", "person": "Person", "organization": "Organization",
    "group": "Group", "issue": "Issue", "event": "Event",
}  # fmt: skip
RELIABILITY = {
    "A": "reliable source", "B": "usually reliable source", "C": "fairly reliable source",
    "D": "not usually reliable source", "E": "unreliable source", "F": "reliability not known",
}  # fmt: skip
CREDIBILITY = {
    "1": "confirmed", "2": "probably true", "3": "possibly true", "4": "doubtful", "5": "improbable",
    "6": "truth not known",
}  # fmt: skip
CAN = {"none": "cannot", "weak": "can hardly"}


def signed(number: float | Decimal, places: int = 2) -> str:
    """A number with its sign, a real minus; what rounds to nothing has none."""
    text = f"{abs(float(number)):.{places}f}"
    if not float(text):
        return text
    return ("−" if number < 0 else "+") + text


def spaced(term: str) -> str:
    """A term of a scale as words."""
    return term.replace("-", " ").lower()


def capital(text: str) -> str:
    """The text with a capital at its head."""
    return text[:1].upper() + text[1:]


def saying(network: Network, claim: Claim) -> str:
    """What a claim says, in one line, whether it affirms or denies it."""
    content = claim.content
    if not isinstance(content, Leverage):
        return described(network, claim)
    wielders, over = (" and ".join(network.label(slug) for slug in slugs) for slugs in (content.wielders, content.over))
    force = ", ".join(filter(None, (spaced(content.effect), spaced(content.strength))))
    by = f" by {content.instrument}" if content.instrument else ""
    return f"{wielders} {CAN.get(content.strength, 'can')} move {over}{by}" + (f" ({force})" if force else "")


def grade(article: Article) -> str:
    """The Admiralty code of an article in words."""
    words = (RELIABILITY.get(article.reliability, ""), CREDIBILITY.get(article.credibility, ""))
    return capital(", ".join(filter(None, words)))


def scored(dyad: DyadTension) -> str:
    """A score with all that stands beside it, as one phrase."""
    return (
        f"tension {signed(dyad.tension)}, 90 % interval {signed(dyad.low)} to {signed(dyad.high)}, "
        f"hostile {dyad.hostile:.2f}, friendly {dyad.friendly:.2f}"
    )
