"""Texts that are no article: walls of cookies and against robots, beginnings of texts that one must pay for, and notes.

An article may have a banner for cookies beside it, and may be about robots. A page is a wall where nothing but the wall
is there: its text says what walls say, most of it in their words, or there is hardly a text and the page says it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.intake.document import Barrier

# A text this short may be the beginning of another; what is longer than a wall ever is, is no wall.
SHORT_STUB, LONG_WALL = 3_000, 8_000
# Of a text this share in the words of walls makes it one, if what walls alone say is this much of it.
MOST_OF_IT, ENOUGH_OF_IT = 0.6, 0.12
# Where so little is read of a page that there is no article in it, the wall is in what was not read.
SHORTEST_ARTICLE, SHORT_WALL = 80, 300
COUNT = r"(?:[\d.,\s]{1,8} )?(?:TCF )?"
# What a wall says to whoever reads it, and hardly anybody else in these words.
WALL = re.compile(
    r"accept (?:all\b|(?:all |our )?cookies)|accept (?:and|&) (?:close|continue)|reject all\b"
    r"|consent to (?:all|cookies)|cookie consent"
    rf"|\b(?:we|us),? (?:and|with) (?:our |selected |some of our )?{COUNT}(?:third[- ]party )?(?:partners|vendors)"
    r"|\bwe use cookies|your privacy (?:choices|is important|matters)"
    r"|we (?:value|care about|respect) your privacy|store and/or access information|before you continue to"
    r"|manage (?:your |my )?(?:cookies?|privacy|consent|options)(?: (?:preferences|settings|choices))?"
    r"|(?:alle(?:s|n)?(?: cookies)?|cookies?) (?:akzeptieren|zulassen|zustimmen)"
    r"|(?:akzeptieren|zustimmen|einwilligen) und (?:weiter|schließen)"
    r"|wir (?:und|verwenden|nutzen|setzen)\b[^.]{0,60}\b(?:partner|drittanbieter|cookies)"
    rf"|mit werbung (?:weiter|nutzen|und)|{COUNT}partner (?:speichern|verarbeiten)"
    r"|weiterlesen mit werbung|\bpur[- ]abo|ohne werbe-?tracking|drittanbieter und wir\b"
    r"|wir\b[^.]{0,40}\bmit drittanbietern|(?:zustimmung|einwilligung)\b[^.]{0,30}\bwiderruf"
    rf"|nous (?:et|avec) nos {COUNT}(?:partenaires|fournisseurs)"
    r"|(?:tout accepter|accepter (?:et|tout|tous les cookies))|continuer sans accepter"
    rf"|nous utilisons des cookies|nosotros y nuestros {COUNT}(?:socios|proveedores)"
    r"|aceptar (?:y (?:continuar|cerrar)|tod[ao]s?\b)|(?:utilizamos|usamos) cookies|rechazar tod[ao]s?\b"
    rf"|aceptar cookies|noi e (?:i nostri )?{COUNT}(?:partner|fornitori|terze parti)"
    r"|accetta (?:e (?:continua|chiudi)|tutt[io])|(?:utilizziamo|usiamo) (?:i )?cookie"
    rf"|n[óo]s e (?:os )?nossos {COUNT}parceiros|aceitar (?:e (?:continuar|fechar)|tod[ao]s)|usamos cookies"
    rf"|wij en onze {COUNT}partners|alles accepteren|wij gebruiken cookies|accepteren en (?:doorgaan|sluiten)"
    rf"|my i nasi {COUNT}(?:zaufani )?partnerzy|(?:za)?akceptuj[ęe]? (?:i|wszystk)"
    rf"|vi (?:och|og) (?:våra|våre|vores) {COUNT}(?:partner|partnere)|(?:acceptera|godta|accepter|tillad) all[ea]"
    r"|vi (?:använder|bruker|bruger) cookies|принять все|мы используем (?:файлы )?cookie"
    r"|(?:enable|turn on) javascript|javascript (?:is|was) (?:disabled|required|not enabled)"
    r"|(?:are you|i'm not|you are not|you're not) a robot|verify(?:ing)? (?:that )?you are (?:a )?human"
    r"|(?:are|you're) (?:a )?human\b|checking your browser|checking if the site connection is secure"
    r"|you (?:don't|do not) have permission to access|unusual (?:traffic|activity) from your"
    r"|review the security of your connection|complete the (?:captcha|security check|action below)"
    r"|access to this page has been denied|our systems have detected|javascript (?:aktivieren|einschalten)"
    r"|activer? javascript|active(?:r|z)? javascript|habilit[ae]r? javascript|включите javascript"
    r"|请启用 ?javascript",
    re.IGNORECASE,
)
# The whole of a title that a wall has.
WALL_TITLE = re.compile(
    r"^\W*(?:access denied|just a moment|attention required!?(?:\s*\|\s*cloudflare)?|(?:.{0,30}\W)?are you a robot"
    r"|robot check|security check|verify you are human|403 forbidden|before you continue|one more step"
    r"|pardon our interruption"
    r"|(?:your )?privacy (?:choices|settings)|cookie (?:settings|consent|notice|preferences)"
    r"|(?:ein moment|moment) bitte|un momento|un instant)\W*$",
    re.IGNORECASE,
)
# Words of which a wall has one in nearly every sentence.
OF_WALLS = re.compile(
    r"cookie|consent|privacy|personal(?:ised|ized)? (?:data|content|ad)|partners?\b|vendors?\b|advertis"
    r"|\bads?\b|browser|javascript|robot|captcha|\bhuman\b|\bdevices?\b|preferences|\bsettings\b|tracking"
    r"|identifiers|choices|legitimate interest|permission|security of your|reference #|ray id|cloudflare"
    r"|einwillig|zustimm|datenschutz|personenbezogen|werb(?:ung|e)|akzeptier|endgerät|einstellungen"
    r"|drittanbieter|widerruf|\bpur[- ]abo|socios|consentimiento|datos|publicidad|dispositivo|aceptar|privacidad"
    r"|partenaires|données|publicité|appareil|accepter|consentement|dati\b|pubblicità|consenso|dispositiv|parceiros|dados"
    r"|publicidade|gegevens|toestemming|advertentie|reklam|zgod|danych|персональн|соглас|файлы",
    re.IGNORECASE,
)
# A wall speaks to whoever reads it, or is a button.
ADDRESS = re.compile(
    r"\b(?:you|your|we|our|us|ihre?n?|sie|wir|uns|unsere|vous|votre|vos|nous|nos|usted|su|sus|tus?"
    r"|nosotros|nuestros|noi|nostri|tuoi?|voi|vostr[aoi]|você|seus?|nós|nossos|nossa|wij|uw|jouw|onze|twoj\w*|nasi|vi"
    r"|våra|våre|vores|ваш\w*|мы|наш\w*)\b",
    re.IGNORECASE,
)
LONGEST_BUTTON = 60
SENTENCE = re.compile(r"(?<=[.!?…。])\s+")
# How one writes who sends something on with a mail: so short, to somebody, or of what is attached.
LONGEST_NOTE = 300
NOTE = re.compile(
    r"^\W*(?:dear|hi|hello|hallo|liebe[rs]?|sehr geehrte|guten (?:tag|morgen)|bonjour|cher|chère|hola|estimad[oa]s?"
    r"|ciao|gentile|caro|cara|fyi)\b"
    r"|\b(?:attached|attachments?|enclosed|anbei|im anhang|angehängt|beigefügt|ci-joint\w*|pièces? jointes?"
    r"|adjunt[oa]s?|in allegato|allegat[oi]|em anexo|bijlagen?)\b|во вложении|附件|مرفق",
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
    """What stands between a reader and the article, judged by the text and, where there is hardly one, by the page.

    `page` are all the lines of the page, `free` is false where it says of itself that one must pay.
    """
    if _is_wall(title, paragraphs, page):
        return "wall"
    if sum(map(len, paragraphs)) < SHORT_STUB and (not free or any(STUB.search(line) for line in [title, *page])):
        return "stub"
    return ""


def is_note(paragraphs: Sequence[str]) -> bool:
    """Whether the text of a mail, to which articles are attached, is only the note that goes with them."""
    said = " ".join(paragraphs)
    return len(said) <= LONGEST_NOTE and NOTE.search(said) is not None


def _is_wall(title: str, paragraphs: Sequence[str], page: Sequence[str]) -> bool:
    sentences = [sentence for paragraph in paragraphs for sentence in SENTENCE.split(paragraph)]
    length = sum(map(len, sentences))
    if length > LONG_WALL:
        return False
    left = length - sum(map(len, _of_walls(sentences)))
    said = sum(
        len(sentence)
        for sentence in sentences
        if WALL.search(sentence) and (len(sentence) <= LONGEST_BUTTON or ADDRESS.search(sentence))
    )
    titled = WALL_TITLE.match(title) is not None
    if left < SHORTEST_ARTICLE and length < SHORT_WALL and (titled or any(WALL.search(line) for line in page)):
        return True
    return length > 0 and left <= (1 - MOST_OF_IT) * length and (titled or said >= ENOUGH_OF_IT * length)


def _of_walls(sentences: Sequence[str]) -> Iterator[str]:
    return (sentence for sentence in sentences if WALL.search(sentence) or OF_WALLS.search(sentence))
