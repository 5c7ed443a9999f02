"""What became known in some days as a page, and as a mail that carries it."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, time
from email.message import EmailMessage
from email.utils import format_datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.model.wording import counted, published, shown_of, typeset
from kg.questions.comparison.note import pair
from kg.questions.digest_note import denial, state, title, verdict
from kg.questions.saying import described, named
from kg.web.inline import text_of
from kg.web.standalone import on_a_line, standalone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.comparison.analysis import DyadShift
    from kg.questions.digest import Digest

# Between the parts of a mail: as they are quoted-printable, "=_" stands nowhere in them.
BOUNDARY = "=_what-is-new_="
# So many of the claims that moved a dyad are shown.
CAUSES = 3


def page(network: Network, found: Digest, *, top: int | None = None) -> str:
    """The page as HTML, of each list at most `top` entries; everything that people wrote is escaped by the template."""
    network = network.for_sentences
    counts = Counter(claim.article for claim in found.claims)
    lists = [
        ("More tense", "dyad", [_shift(network, each) for each in found.rose[:top]], len(found.rose)),
        ("Less tense", "dyad", [_shift(network, each) for each in found.fell[:top]], len(found.fell)),
        ("Denied", "denial", [_claim(network, c, denial(network, c)) for c in found.denials[:top]], len(found.denials)),
        *(
            (head, "forecast", [_claim(network, each.claim, described(network, each.claim), state(network, each))
                                for each in ledger[:top]], len(ledger))
            for head, ledger in (("Forecast", found.forecasts), ("Due", found.due), ("Settled", found.settled))
        ),
    ]  # fmt: skip
    articles = [
        {
            "title": on_a_line(article.title),
            "where": f"{network.label(article.publisher)}, {published(article.published)}",
            "claims": counted(counts[article.slug], "claim"),
            "language": article.language,
            "url": article.url if article.url.startswith(("https://", "http://")) else "",
        }
        for article in found.articles[:top]
    ]
    return standalone(
        "digest",
        # Programs for mail know no variables of CSS, so that its colours stand there as they are.
        text_of(files("kg.web") / "templates" / "digest.css"),
        title=title(found),
        verdict=verdict(network, found),
        lists=[(head, shown_of(len(entries), total, one), entries) for head, one, entries, total in lists if total],
        articles=articles,
        articles_shown=shown_of(len(articles), len(found.articles), "article"),
    )


def mail(found: Digest, text: str, html: str, recipients: Sequence[str] = (), sender: str = "") -> EmailMessage:
    """A whole message with the note and the page, of which a program for mail shows what it can.

    The same digest gives the same bytes: it is dated by its last day, not by the clock. Raises ValueError for an
    address that would be more than one line.
    """
    message = EmailMessage()
    message["Subject"] = title(found)
    message["Date"] = format_datetime(datetime.combine(found.until, time(), UTC))
    if sender:
        message["From"] = sender
    if recipients:
        message["To"] = ", ".join(recipients)
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(BOUNDARY)
    return message


def _shift(network: Network, shift: DyadShift) -> dict[str, Any]:
    before = typeset(shift.before.tension) if shift.before.claims else "nothing said"
    after = f"{typeset(shift.after.tension)} ({typeset(shift.after.low)} to {typeset(shift.after.high)})"
    causes = [cause for cause in shift.causes if cause.change * shift.change > 0][:CAUSES]
    return {
        "head": pair(network, shift),
        "change": typeset(shift.change),
        "side": "hostile" if shift.change > 0 else "friendly",
        "state": f"{before} → {after}" + ("; thin evidence" if shift.after.thin else ""),
        "claims": [_quote(network, cause.claim) | {"share": typeset(cause.change, 3), "contested": cause.contested}
                   for cause in causes],
        "rest": len(shift.causes) - len(causes),
    }  # fmt: skip


def _claim(network: Network, claim: Claim, head: str, what: str = "") -> dict[str, Any]:
    return {"head": head, "change": "", "side": "", "state": what, "claims": [_quote(network, claim)], "rest": 0}


def _quote(network: Network, claim: Claim) -> dict[str, Any]:
    article = network.articles[claim.article]
    chain = "".join(f" ← {network.label(slug)}" for slug in claim.reported_by)
    return {
        "quote": on_a_line(claim.quote),
        "language": article.language,
        "who": f"{named(network, claim.claimants)}{chain}",
        "where": f"{network.label(article.publisher)}, {published(article.published)}",
        "hedges": [on_a_line(hedge.words) for hedge in claim.hedges],
        "share": "",
        "contested": False,
    }
