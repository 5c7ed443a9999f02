"""The pieces of HTML that pages have by the thousand: names, cards, lines of claims; the rest is in the templates.

A large site has hundreds of thousands of them, and a template takes ten times as long for each. All that is not ours is
escaped by `text`. Templates have these functions by `as_markup`, so that they take what these give as it is.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, ParamSpec

from markupsafe import Markup, escape

from kg.model.languages import LanguageString, language_of, tagged
from kg.model.wording import counted, is_sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.web.claim_card import Fact, Name
    from kg.web.pages.cards import Card, Hedged, Line, Listing, Quotation, Row, Rows

UNFIT = re.compile("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\ud800-\\udfff\\ufdd0-\\ufdef\\ufffe\\uffff]")
KNOWN = 65_536
SHORT = 64
Given = ParamSpec("Given")


def as_markup(function: Callable[Given, str]) -> Callable[Given, Markup]:
    """One of the functions below for templates, which escape whatever else they are given."""
    return lambda *given, **named: Drawn(function(*given, **named))


class Drawn(Markup):
    """What the functions below give, in which everything is escaped and fit for HTML already."""


def whole(value: object) -> object:
    """What a template writes, without what HTML does not allow: control characters and lone surrogates."""
    if isinstance(value, str) and not isinstance(value, Drawn) and UNFIT.search(value):
        # The class is kept, so that escaped text is not escaped again.
        kept = UNFIT.sub("\ufffd", value)
        return LanguageString(kept, value.language) if isinstance(value, LanguageString) else type(value)(kept)
    return value


def text(value: str) -> str:
    """A text as HTML has it, in an element or in an attribute between quotation marks."""
    return _short(value) if len(value) <= SHORT else _escaped(value)


def _escaped(value: str) -> str:
    return str(escape(UNFIT.sub("\ufffd", value) if UNFIT.search(value) else value))


@lru_cache(KNOWN)
def _short(value: str) -> str:
    """The same of names, dates and terms, which come again and again."""
    return _escaped(value)


def lang(value: str) -> str:
    """The attribute of an element that holds people's words: the language that was stated for them, or that none was.

    Without it they would be in the language of the page, as HTML has it.
    """
    return f' lang="{text(language_of(value))}"'


def words(value: str) -> str:
    """Words of people's files, apart from the order of what is around them."""
    return f"<bdi{lang(value)}>{text(value)}</bdi>"


def bdi(value: str) -> str:
    """A name or a sentence of ours, apart from the order of what is around it.

    A name has the direction of its letters; a sentence runs from left to right, whatever name it begins with.
    """
    return _bdi(str(value), language_of(value))


@lru_cache(KNOWN)
def _bdi(value: str, language: str) -> str:
    attribute = f' lang="{text(language)}"' if language else ""
    direction = ' dir="ltr"' if is_sentence(value) else ""
    return f"<bdi{attribute}{direction}>{text(value)}</bdi>"


def named(value: str) -> str:
    """A name of people's files as a link has it, in its language or in none; a sentence of ours as everywhere."""
    return bdi(value) if language_of(value) or is_sentence(value) else words(value)


def name(one: Name) -> str:
    """A name, leading to where it is shown."""
    label, href = one
    if not href:
        return bdi(label)
    return (_short_link if len(label) <= SHORT else _link)(str(label), language_of(label), href)


def _link(label: str, language: str, href: str) -> str:
    return f'<a href="{text(href)}">{named(tagged(label, language))}</a>'


_short_link = lru_cache(KNOWN)(_link)


def names(many: Iterable[Name], joint: str = ", ") -> str:
    """Names with something of ours between them."""
    return joint.join(map(name, many))


def facts(rows: Sequence[Fact]) -> str:
    """Terms and what belongs to them; nothing for none."""
    if not rows:
        return ""
    lines = "".join(f"<div><dt>{text(row.term)}</dt><dd>{names(row.parts)}</dd></div>\n" for row in rows)
    return f'<dl class="facts">\n{lines}</dl>\n'


def lines(many: Iterable[Line], look: str = "lines") -> str:
    """A list of things by their names with what else is said of each, and below an article its copies."""
    return f'<ul class="{look}">\n{"".join(map(_line, many))}</ul>\n'


def card(one: Card) -> str:
    """The card of a claim."""
    body = "".join((*_head(one), *_words(one), *_sources(one), *_others(one), *_coding(one)))
    return f'<article class="claim {text(one.polarity)}">\n{body}</article>\n'


def listing(found: Listing) -> str:
    """Cards, then lines, or the way to them."""
    cards = "".join(f"{card(one)}\n" for one in found.cards)
    if found.whole is None:
        return f"{cards}{rows(found.rest)}\n"
    return f'{cards}<p class="whole"><a href="{text(found.whole.href)}">{text(found.whole.text)}</a></p>\n\n'


def rows(found: Rows) -> str:
    """Lines of claims, and how many more there are."""
    shown = f'<ul class="rows">\n{"".join(found.shown)}</ul>\n' if found.shown else ""
    if not found.more:
        return shown
    more = f"And {counted(found.more, 'more', 'more')}; the list of claims and the data have all."
    return f'{shown}<p class="sub">{more}</p>\n'


def row(one: Row) -> str:
    """A claim in a line."""
    mode = f' <span class="badge mode">{text(one.mode)}</span>' if one.mode else ""
    translated = f'<p class="translation">“{words(one.translation)}”</p>\n' if one.translation else ""
    return (
        f'<li><p class="says">{name(one.says)}{mode}</p>\n<p class="quote">“{words(one.quote)}” '
        f'<span class="sub">— {names(one.claimants, " and ")}</span></p>\n{translated}</li>\n'
    )


def _line(one: Line) -> str:
    said = [counted(one.claims, "claim"), *([counted(len(one.copies), "copy")] if one.copies else [])]
    details = f"{bdi(one.details)} · " if one.details else ""
    copies = f"\n{lines(one.copies, 'copies')}" if one.copies else ""
    return f'<li>{name(one.name)} <span class="sub">{details}{" · ".join(said)}</span>{copies}</li>\n'


def _head(one: Card) -> Iterator[str]:
    """What it does to a score, what marks it, and what it says."""
    if one.share:
        number, rest = one.share.words.split(" ", 1)
        yield f'<p class="share {text(one.share.role)}"><span class="number">{text(number)}</span> '
        yield f'<span class="sub">{text(rest)}</span> {one.share.bar}</p>\n'
    if one.badges:
        badges = (f'<span class="badge {text(look)}">{text(said)}</span>' for look, said in one.badges)
        yield f'<p class="badges">{" ".join(badges)}</p>\n'
    if not one.alone:
        negation = '<span class="not">Not so:</span> ' if one.polarity == "denied" else ""
        number = f' <span class="number">{text(one.number)}</span>' if one.number else ""
        yield f'<p class="says">{negation}<a href="{text(one.href)}">{named(one.says)}</a>{number}</p>\n'


def _words(one: Card) -> Iterator[str]:
    """The quote with what is around it, and its translation."""
    gap = '<span class="gap"> […] </span>'
    yield f'<blockquote dir="auto" lang="{text(one.language)}">{gap.join(map(_passage, one.passages))}</blockquote>\n'
    for each in one.passages:
        if each.translation:
            by = f' <span class="sub">translated by {bdi(each.translated_by)}</span>' if each.translated_by else ""
            yield '<p class="translation"><span class="hidden">Translation: </span>'
            yield f"“{words(each.translation)}”{by}</p>\n"


def _sources(one: Card) -> Iterator[str]:
    """Who said it, who passed it on, where, and how surely."""
    arrow = '<span class="arrow" aria-hidden="true">→</span>'
    yield f'<p class="chain"><span class="claimants">{names(one.claimants, " and ")}</span>'
    yield from (f' {arrow}<span class="hidden">, reported by</span> {name(reporter)}' for reporter in one.chain)
    if one.article.text:
        yield f' {arrow}<span class="hidden">, in</span> <cite{lang(one.article.text)}>{name(one.article)}</cite>'
    yield f'</p>\n<p class="source">{" · ".join(map(bdi, one.source))}'
    if one.grade[0]:
        yield f' · <span class="grade">{text(one.grade[0])}</span>, {text(one.grade[1].lower())}'
    yield "</p>\n"
    if one.hedges:
        yield f'<p class="hedges">Hedged: {", ".join(map(_hedge, one.hedges))}</p>\n'


def _others(one: Card) -> Iterator[str]:
    """Who says the same, who denies it, and why it bears on two actors."""
    denied = one.polarity == "denied"
    if one.agreeing:
        yield f'<p class="agreeing">Also {"denied" if denied else "said"} by {names(one.agreeing)}</p>\n'
    if one.against:
        yield f'<div class="dispute">\n<p class="dispute-title">{"What is denied here" if denied else "Denied"}</p>\n'
        yield from (f"{card(other)}\n" for other in one.against)
        yield "</div>\n"
    if one.policy:
        parts = (name(part) if part.href else text(part.text) for part in one.policy.parts)
        yield f'<div class="dispute">\n<p class="dispute-title">{"".join(parts)}</p>\n'
        yield f"{card(one.policy.card)}\n" if one.policy.card else ""
        yield "</div>\n"


def _coding(one: Card) -> Iterator[str]:
    """How it is coded, and the way to its place in the article."""
    if not one.alone:
        yield f'<details class="coding"><summary>How it is coded</summary>\n{facts(one.facts)}\n</details>\n'
    if one.in_article.href:
        yield f'<p class="permalink"><a href="{text(one.in_article.href)}">In the article</a></p>\n'


def _passage(each: Quotation) -> str:
    return f"{text(each.before)}<mark{lang(each.exact)}>{text(each.exact)}</mark>{text(each.after)}"


def _hedge(hedge: Hedged) -> str:
    interval = f" {hedge.drawing} {text(hedge.interval)}" if hedge.interval else ""
    return f"<q>{words(hedge.words)}</q>{interval}"
