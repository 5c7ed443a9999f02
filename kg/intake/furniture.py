"""Lines of a text that are probably the page's and not the article's: suggestions that a person may strike."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.intake.markup import local, text_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

LONGEST = 240
SENTENCE = ".!?…”\"'"
LINE = re.compile(
    r"^\W*(?:(?:please\s+)?(?:click|tap)\s+here|follow\s+(?:us|me|@|the\b.{0,40}\bon\b)|like\s+us"
    r"|subscribe\b|sign\s+up\b|join\s+(?:our|us)\b"
    r"|read\s+(?:more|also|next|the\s+full|our)\b|also\s+read|see\s+also|related\b.{0,20}:"
    r"|related\s+(?:articles?|stories|posts?|news|topics?|content)"
    r"|more\s+(?:from|on|stories|news)\b|recommended\b|trending\b|most\s+(?:read|popular|viewed)"
    r"|you\s+may\s+(?:also\s+)?like|don.t\s+miss"
    r"|advertisement|advertorial|sponsored|ad\s*$|share\s+(?:this|on|via)\b|share\s*$|tweet\s*$"
    r"|print\s*$|e-?mail\s*$|comments?\s*(?:\(\d+\))?\s*$"
    r"|leave\s+a\s+(?:reply|comment)|post\s+a\s+comment|\d+\s+comments?\b|view\s+(?:all\s+)?comments"
    r"|log\s*in\b|sign\s+in\b|register\b.{0,20}$"
    r"|download\s+(?:the|our)\b|get\s+(?:the|our)\b.{0,40}\b(?:app|newsletter|inbox|alerts)"
    r"|newsletter\b|watch\s*:|listen\s*:|video\s*:|photos?\s*:|image\s*:"
    r"|\(?\s*(?:photo|image|picture|foto|credit|bild|source)\s*(?:by|credit|courtesy)?\s*:"
    r"|photograph(?:er|y)?\s*:|getty\s+images|shutterstock"
    r"|©|\(c\)\s|copyright\b|all\s+rights\s+reserved|terms\s+(?:of|and)\b|privacy\s+policy|cookie\b"
    r"|back\s+to\s+top|skip\s+to|home\s*(?:[>»/|].*)?$"
    r"|tags?\s*:|filed\s+under|topics?\s*:|categor(?:y|ies)\s*:|posted\s+in\b"
    r"|make\s+.{1,30}\s+(?:your\s+)?home\s*page|real\s*time\s+analytics"
    r"|previous\s+(?:post|article|story)|next\s+(?:post|article|story)|continue\s+reading|show\s+more"
    r"|load\s+more|story\s+continues"
    r"|updated\s+\d|last\s+updated|loading\b.{0,12}$|this\s+(?:story"
    r"|article)\s+(?:was\s+)?(?:originally|first)\s+(?:appeared|published)"
    r"|mehr\s+zum\s+thema|lesen\s+sie\s+(?:auch|mehr)|weiterlesen|anzeige\s*$|teilen\s*$"
    r"|kommentare?\s*$|lire\s+(?:aussi|la\s+suite)|à\s+lire|partager\s*$"
    r"|leer\s+más|seguir\s+leyendo|m[aá]s\s+noticias|lea\s+también|compartir\s*$|leia\s+(?:mais"
    r"|também)|compartilhe|leggi\s+anche"
    r"|condividi|lees\s+(?:ook|meer)|читайте\s+также|подробнее"
    r"|阅读更多|相关(?:新闻|阅读|文章)|分享到|责任编辑|【.{0,12}(?:编辑|纠错)|来源：)",
    re.IGNORECASE,
)
# Words of a line that a clock or a credit is, whole.
WHOLE = re.compile(
    r"^\W*(?:\d{1,2}:\d{2}\s*(?:am|pm)?\b.{0,60}|(?:reuters|ap|afp|getty images|epa|dpa"
    r"|xinhua)(?:\s*(?:photo|file photo|/.*))?)\W*$",
    re.IGNORECASE,
)
# Headings under which other articles are named, up to the next line that is a sentence.
SECTION = re.compile(
    r"^\W*(?:read\s+(?:more|also|next)|related|more\s+(?:from|on|stories|news)|recommended"
    r"|most\s+(?:read|popular)|also\s+read"
    r"|see\s+also|you\s+may\s+(?:also\s+)?like|seguir\s+leyendo|sigue?\s+leyendo|m[aá]s\s+noticias"
    r"|(?:te|le)\s+puede\s+interesar"
    r"|noticias\s+relacionadas|leia\s+(?:mais|também)|lire\s+aussi|à\s+lire|lesen\s+sie\s+auch"
    r"|mehr\s+zum\s+thema|leggi\s+anche"
    r"|читайте\s+также|相关(?:新闻|阅读|文章))[^.]{0,60}$",
    re.IGNORECASE,
)
MOST_AFTER = 12
CREDIT = re.compile(r"^\W*\(?(?:photo|image|foto)\s*:?\s*[^)]{0,60}\)", re.IGNORECASE)


def suggestions(paragraphs: Sequence[str], links: Sequence[str] = ()) -> Iterator[str]:
    """The lines that are probably furniture, each once, and of longer ones the credit of a picture at their beginning.

    `links` are lines that are nothing but a link to another page. What stands more than once in short lines is
    furniture too.
    """
    alone, seen, said = set(links), set(), set()
    repeated = {line for line in paragraphs if line in seen or seen.add(line)}  # type: ignore[func-returns-value]
    after = 0
    for line in paragraphs:
        after = MOST_AFTER if SECTION.match(line) else after - 1 if line[-1:] not in SENTENCE else 0
        if line in said:
            continue
        if after > 0 and len(line) <= LONGEST:
            said.add(line)
            yield line
            continue
        short = len(line) <= LONGEST
        if short and (
            LINE.match(line) or WHOLE.match(line) or line in alone or (line in repeated and line[-1:] not in SENTENCE)
        ):
            said.add(line)
            yield line
        elif (match := CREDIT.match(line)) and match[0] not in said:
            said.add(match[0])
            yield match[0].strip()


def link_lines(body: Any) -> Iterator[str]:
    """The lines of a body in trafilatura's terms that are a link and no more, or a list that is all links."""
    for element in body.iter("p", "item", "head"):
        said = text_of(element)
        linked = " ".join(text_of(link) for link in element.iter("ref"))
        if said and len(said) <= LONGEST and len(linked) >= len(said) - 3 and local(element) != "head":
            yield said
