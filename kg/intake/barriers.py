"""Pages that are no article: walls of cookies and against robots, and the beginnings of texts that one must pay for."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.intake.document import Barrier

# So little text is no article where a page says one of these things.
SHORT_WALL, SHORT_STUB = 900, 3_000
WALL = re.compile(
    r"accept (?:all |our )?cookies|we (?:and our (?:\d+ )?partners )?(?:use"
    r"|store and/or access) (?:cookies|information on)"
    r"|before you continue to|manage (?:your )?(?:cookie|privacy) (?:preferences|settings|choices)|cookie consent"
    r"|enable javascript|javascript is (?:disabled|required)|turn on javascript|are you a robot|not a robot"
    r"|verify (?:that )?you are (?:a )?human|checking your browser"
    r"|access (?:to this page has been )?denied|attention required"
    r"|just a moment|unusual traffic|captcha|alle cookies akzeptieren|wir und unsere partner"
    r"|accepter (?:et|tous les cookies)"
    r"|nous et nos partenaires|aceptar (?:todas las )?cookies|accetta (?:tutti i )?cookie|cookies? akzeptieren",
    re.IGNORECASE,
)
STUB = re.compile(
    r"subscribe (?:now )?to (?:continue|read|unlock|keep)|to (?:continue|keep) reading"
    r"|already (?:a subscriber|subscribed|have an account)"
    r"|this (?:article|story|content) is (?:for|available to|exclusive to"
    r"|reserved for) (?:our )?(?:subscribers|members|paying)"
    r"|subscriber[- ]only|subscribers only|for subscribers|register (?:for free )?to (?:continue"
    r"|read)|you have reached your (?:article )?limit"
    r"|free articles? (?:left|remaining|this month)|unlock this article|sign in to (?:continue|read)"
    r"|log in to (?:continue|read)"
    r"|réservé (?:à|aux) (?:nos )?abonnés|il vous reste [\d.,]+ ?% de cet article|nur für abonnenten"
    r"|jetzt weiterlesen|artikel freischalten"
    r"|exclusivo para (?:suscriptores|assinantes)"
    r"|contenuto riservato agli abbonati|только для подписчиков|全文仅限订阅",
    re.IGNORECASE,
)


def barrier(title: str, paragraphs: Sequence[str], page: Sequence[str], *, free: bool) -> Barrier:
    """What stands between a reader and the article, judged by how little text there is and what the page says.

    `page` are all the lines of the page, `free` is false where it says of itself that one must pay.
    """
    length = sum(map(len, paragraphs))
    lines = [title, *page]
    if length < SHORT_WALL and any(WALL.search(line) for line in lines):
        return "wall"
    if length < SHORT_STUB and (not free or any(STUB.search(line) for line in lines)):
        return "stub"
    return ""
