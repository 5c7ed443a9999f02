"""The page of a claim: its card, how it is coded, and the scores and disputes in which it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.wording import side, typeset
from kg.questions.saying import effect_words
from kg.web.pages.disputes import first_disputes, rests_on
from kg.web.pages.material import dyad_page_id

if TYPE_CHECKING:
    from kg.web.claim_card import Name
    from kg.web.pages.material import Day
    from kg.web.pages.page import Frame


def claim_page(frame: Frame, key: str, day: Day) -> str:
    """The page of a claim of the graph, by its key."""
    claim = frame.material.claims[key]
    card = frame.cards.card(claim, brief=True, alone=True)
    disputes = day.disputed.get(key, ())
    against, agreeing = (
        [frame.cards.card(other, brief=True) for other in frame.material.of_content[claim.content_key]
         if other.key != key and (other.polarity == claim.polarity) is same]
        for same in (False, True)
    )  # fmt: skip
    return frame.page(
        "claim",
        frame.cards.spoken(claim).text,
        card=card,
        key=key,
        against=against,
        against_title="What is denied here" if claim.polarity == "denied" else "Who denies it",
        agreeing=agreeing,
        agreeing_title="Who else denies it" if claim.polarity == "denied" else "Who else says so",
        day=frame.as_of(day),
        counts=_counts(frame, key, day),
        # Both sides of a denial stand on the page already.
        disputes=first_disputes(frame, [each for each in disputes if each.kind == "opposed"]),
        rests=[text for each in disputes if each.kind != "opposed" for text in rests_on(frame, each)],
        leads=_leads(frame, key),
    )


def _counts(frame: Frame, key: str, day: Day) -> list[tuple[str, str, str, str, str]]:
    """The dyads that a claim moves: their names, page, its effect, the side of that, and both in words."""
    found = []
    for dyad, part in day.shares.get(key, ()):
        title = f"{frame.material.in_sentence(dyad.a)} – {frame.material.in_sentence(dyad.b)}"
        words = f"{effect_words(dyad.tension, part, typeset)}; its share is {typeset(part.share, 3)}"
        address = frame.links.to(dyad_page_id(dyad.a, dyad.b))
        found.append((title, address, typeset(part.effect, 3), side(part.effect, 3), words))
    return found


def _leads(frame: Frame, key: str) -> list[Name]:
    """What a claim that counts in no score is about: the pages of everything that it names."""
    return [name for name in frame.cards.named(frame.material.named_by(key)) if name.href]
