"""The frame that all pages share, and how a template becomes a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.model.findings import printable_sentence
from kg.model.languages import language_of, tagged
from kg.model.signs import said
from kg.model.wording import (
    THIN,
    capital,
    counted,
    dated,
    faded,
    is_sentence,
    isolated,
    percent,
    side,
    thin_evidence,
    typeset,
)
from kg.web.inline import in_house_style
from kg.web.pages import drawings, markup
from kg.web.pages.cards import Cards, Listing, Row, Rows
from kg.web.pages.page_id import LISTS, PageId

if TYPE_CHECKING:
    from jinja2 import Environment

    from kg.model.records import Claim
    from kg.questions.dyads import DyadTension
    from kg.web.claim_card import Name
    from kg.web.pages.cards import Card
    from kg.web.pages.links import Links
    from kg.web.pages.material import Day, Material
    from kg.web.pages.quoting import Quoting

FOLDER = "templates/pages"
STYLESHEET = "pages.css"
# What the browser may do with a page: read our stylesheet, and on a server ask its search. No script, no request.
POLICY = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action {form}"
DATA_ENDINGS = {".ttl": "text/turtle", ".jsonld": "application/ld+json"}
# What templates call of `markup` by name, and as `parts`.
WORDS = ("bdi", "words", "lang", "named")
PARTS = ("card", "facts", "lines", "listing", "name", "names", "rows")
# Beyond these numbers cards give way to lines, and lines to a count of the rest.
MOST_CARDS, MOST_ROWS = 40, 500


class NoPageError(LookupError):
    """There is nothing that this would be the page of."""


@dataclass(frozen=True)
class Frame:
    """What one page is drawn with: what it is about, its links, and how it makes cards of claims."""

    material: Material
    quoting: Quoting
    links: Links
    page_id: PageId

    @cached_property
    def cards(self) -> Cards:
        """The maker of cards for this page."""
        return Cards(self.material, self.links, self.quoting)

    def page(self, template: str, title: str, *, data: bool = True, **given: Any) -> str:
        """The page of a template, with what it needs besides the frame."""
        endings = DATA_ENDINGS if data and self.material.describer else {}
        alternates = [(media_type, self.links.to(self.page_id, ending)) for ending, media_type in endings.items()]
        return (
            _environment()
            .get_template(f"{template}.html.j2")
            .render(
                frame=self,
                title=title,
                in_tab=printable_sentence(title) if is_sentence(title) else isolated(title),
                alternates=alternates,
                policy=POLICY.format(form="'self'" if self.links.live else "'none'"),
                stylesheet=self.links.file(STYLESHEET),
                navigation=self.navigation(),
                live=self.links.live,
                search=self.links.file("search") if self.links.live else "",
                site=self.site,
                project=self.material.network.description,
                **given,
            )
        )

    @property
    def site(self) -> str:
        """What the pages are called together: the project's title, or the program's name."""
        return self.material.network.description.title or "Détente"

    def navigation(self) -> list[tuple[str, str, bool]]:
        """The pages that every page leads to: name, address, and whether it is this one."""
        shown = [*(["map"] if self.material.has_map else []), *LISTS, "about"]
        return [(capital(kind), self.links.to(PageId(kind)), self.page_id.kind == kind) for kind in shown]

    def home(self) -> str:
        """The address of the page that stands for the whole."""
        return self.links.to(PageId("overview"))

    def rows(self, claims: tuple[Claim, ...]) -> Rows:
        """Claims as lines, in their order, as many as a page can hold."""
        return Rows(tuple(map(self._line, claims[:MOST_ROWS])), max(0, len(claims) - MOST_ROWS))

    def _line(self, claim: Claim) -> str:
        """A claim as a line, drawn once for all pages whose links begin alike."""
        drawn = self.quoting.lines.setdefault((self.links.up, self.links.live), {})
        if claim.key not in drawn:
            drawn[claim.key] = markup.row(self._row(claim))
        return drawn[claim.key]

    def _row(self, claim: Claim) -> Row:
        article = self.cards.article(claim)
        quote = tagged(" ".join(claim.quote.split()), article.language_of(claim) if article else claim.language)
        languages = {language_of(passage.translation) for passage in claim.passages if passage.translation}
        translation = tagged(claim.translation, languages.pop() if len(languages) == 1 else "")
        return Row(
            self.cards.spoken(claim), self.cards.named(claim.claimants), quote, translation, self.cards.mode(claim)
        )

    def listing(self, cards: list[Card], claims: tuple[Any, ...] = ()) -> Listing:
        """The first claims as full cards, and the rest as lines."""
        return Listing(tuple(cards), self.rows(claims))

    def dyads(self, dyads: tuple[DyadTension, ...]) -> list[DyadRow]:
        """Dyads as rows of a table."""
        return [
            DyadRow(self.cards.named([d.a, d.b]), self.links.to(PageId("dyad", (d.a, d.b))), d, drawings.small_score(d))
            for d in dyads
        ]

    def term(self, scale: str, notation: str) -> str:
        """The label of a term of a scale, as a heading has it."""
        return capital(self.material.network.term_label(scale, notation))

    def as_of(self, day: Day) -> str:
        """The day of the scores in words."""
        return dated(day.at) if day.at else "no day"


@dataclass(frozen=True, slots=True)
class DyadRow:
    """A dyad as a row: its two actors, its page, its numbers, and how they look."""

    between: tuple[Name, ...]
    href: str
    score: DyadTension
    drawing: Any


def stylesheet() -> bytes:
    """The one style of all pages: the colours and letters of the view, and what pages do with them."""
    return in_house_style(_text("kg.web", f"{FOLDER}/{STYLESHEET}")).encode()


@cache
def _environment() -> Environment:
    from jinja2 import Environment, FunctionLoader, StrictUndefined  # noqa: PLC0415 - only pages need it

    made = Environment(
        loader=FunctionLoader(lambda name: _text("kg.web", f"{FOLDER}/{name}")),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        finalize=markup.whole,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    made.globals.update(signed=typeset, side=side, counted=counted, percent=percent, share_bar=drawings.share_bar)
    made.globals.update({name: markup.as_markup(getattr(markup, name)) for name in WORDS})
    made.globals.update(parts={name: markup.as_markup(getattr(markup, name)) for name in PARTS})
    made.globals.update(sign=said, isolated=isolated)
    made.globals.update(thin=THIN, thin_evidence=thin_evidence, faded=faded, capital=capital)
    return made


def _text(package: str, name: str) -> str:
    return (files(package) / name).read_text(encoding="utf-8").replace("\r\n", "\n")
