"""How far coders agree as a page with pictures: one file, no script, no request."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.coders.agreement import GOOD, MARKS_SOURCE, TENTATIVE, judged
from kg.coders.fields import BY_NAME
from kg.coders.method import (
    UNDEFINED,
    below,
    bracketed,
    caption,
    coders_in_words,
    heading,
    latex,
    method,
    statistic,
    word,
)
from kg.model.wording import capital, counted, listed, published, typeset
from kg.web.inline import in_house_style, text_of
from kg.web.standalone import on_a_line, standalone

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markupsafe import Markup

    from kg.coders.agreement import Agreement, ClaimCounts, Difference, GroupAgreement
    from kg.coders.alpha import Reliability
    from kg.coders.fields import Value

# So much a page can show of what is in the CSV whole.
MOST_TYPES, MOST_CONFUSED, MOST_ARTICLES, MOST_DIFFERENCES = 12, 12, 200, 400
# From so many months on there is a course through time.
ENOUGH_MONTHS = 3
# The chart of α begins a little below 0, where values agree as by chance; what is less is drawn at its edge.
LEAST_ALPHA = -0.2
WIDTH, HEIGHT, MARGIN = 240, 24, 6
# How many characters of a quote stand in a list.
QUOTE = 220


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field as a row of the page's table."""

    label: str
    name: str
    level: str
    units: int
    equal: str
    alpha: str
    interval: str
    judged: str
    remark: str
    picture: Markup


@dataclass(frozen=True, slots=True)
class PairRow:
    """What two coders found."""

    first: str
    second: str
    claims: ClaimCounts
    only_first: int
    only_second: int
    f1: str
    interval: str
    exact: str
    precision: str
    recall: str
    picture: Markup


def page(found: Agreement) -> str:
    """The page as HTML; everything that people wrote is escaped by the template."""
    style = in_house_style(text_of(files("kg.web") / "templates" / "agreement.css"))
    whole = found.whole
    differences = found.differences
    return standalone(
        "agreement",
        style,
        title=heading(found),
        lead=capital(f"{coders_in_words(found)}, {counted(whole.articles, 'article')}"),
        fields=[_field(name, each) for name, each in whole.fields.items()],
        axis=_axis(),
        shared=found.shared_claims,
        pairs=[_pair(group) for group in found.pairs],
        matrix=_matrix(found),
        confusions=_confused(found),
        months=_course(found),
        articles=[_article(found, group) for group in _by_f1(found.articles)[:MOST_ARTICLES]],
        more_articles=max(0, len(found.articles) - MOST_ARTICLES),
        differences=_differences(found, differences[:MOST_DIFFERENCES]),
        number=len(differences),
        more=max(0, len(differences) - MOST_DIFFERENCES),
        flawed=found.flawed,
        marks={"good": statistic(GOOD, 3), "tentative": statistic(TENTATIVE, 3), "source": MARKS_SOURCE},
        method=method(found),
        word=_markup(word(found)),
        latex=latex(found),
        caption=caption(found),
        below=below(found),
    )


def _markup(text: str) -> Markup:
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    return Markup(text)  # noqa: S704 - numbers, our own words, and what is escaped


def _svg(width: float, height: float, name: str, words: str, inside: str) -> Markup:
    return _markup(
        f'<svg viewBox="0 0 {width:g} {height:g}" class="{name}" role="img" aria-label="{words}">{inside}</svg>'
    )


def _x(alpha: float) -> float:
    share = (min(1.0, max(LEAST_ALPHA, alpha)) - LEAST_ALPHA) / (1 - LEAST_ALPHA)
    return MARGIN + share * (WIDTH - 2 * MARGIN)


def _line(x1: float, y1: float, x2: float, y2: float, role: str) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:g}" x2="{x2:.1f}" y2="{y2:g}" class="{role}"/>'


def _marks(height: float) -> str:
    marks = "".join(_line(_x(mark), 0, _x(mark), height, "mark-line") for mark in (TENTATIVE, GOOD))
    return _line(_x(0), 0, _x(0), height, "zero") + marks


def _axis() -> Markup:
    """The scale above the column of pictures."""
    inside = "".join(
        f'<text x="{_x(value):.1f}" y="11" text-anchor="{anchor}">{text}</text>'
        for value, text, anchor in (
            (0.0, "0", "middle"), (TENTATIVE, statistic(TENTATIVE, 3), "end"), (GOOD, statistic(GOOD, 3), "start"),
        )
    )  # fmt: skip
    return _markup(f'<svg viewBox="0 0 {WIDTH} 14" class="alpha axis" aria-hidden="true">{inside}</svg>')


def _field(name: str, each: Reliability) -> FieldRow:
    interval, verdict = bracketed(each.low, each.high, 3), judged(each.alpha)
    alpha = statistic(each.alpha, 3) if each.alpha is not None else UNDEFINED if each.units else ""
    remark = each.undefined if each.units else "no claim of two has it"
    words = f"α {alpha}{f', interval {interval}' if interval else ''}" if each.alpha is not None else "α undefined"
    inside = _marks(HEIGHT)
    if each.low is not None and each.high is not None:
        inside += _line(_x(each.low), HEIGHT / 2, _x(each.high), HEIGHT / 2, "whisker")
    if each.alpha is not None:
        inside += f'<circle cx="{_x(each.alpha):.1f}" cy="{HEIGHT / 2:g}" r="4.5" class="dot {verdict}"/>'
    return FieldRow(
        label=capital(BY_NAME[name].label),
        name=name,
        level=each.level,
        units=each.units,
        equal="" if each.agreement is None else f"{100 * each.agreement:.0f} %",
        alpha=alpha,
        interval=interval,
        judged=verdict,
        remark=remark,
        picture=_svg(WIDTH, HEIGHT, "alpha", words, inside),
    )


def _pair(group: GroupAgreement) -> PairRow:
    first, second = group.coders
    claims = group.counts
    only_first, only_second = claims.first - claims.matched, claims.second - claims.matched
    parts = (
        (only_first, "only"), (claims.matched - claims.half, "near"), (claims.half - claims.exact, "half"),
        (claims.exact, "exact"), (only_second, "only"),
    )  # fmt: skip
    total = sum(number for number, _ in parts) or 1
    inside, at = "", 0.0
    for number, role in parts:
        width = 600 * number / total
        inside += (
            f'<rect x="{at:.1f}" y="0" width="{max(width - 1, 0):.1f}" height="22" class="{role}"/>' if number else ""
        )
        at += width
    words = f"{only_first} of the first alone, {claims.matched} of both, {only_second} of the second alone"
    return PairRow(
        first=first,
        second=second,
        claims=claims,
        only_first=only_first,
        only_second=only_second,
        f1=statistic(claims.f1(claims.half)),
        interval=bracketed(claims.low, claims.high),
        exact=statistic(claims.f1(claims.exact)),
        precision=statistic(claims.precision(claims.half)),
        recall=statistic(claims.recall(claims.half)),
        picture=_svg(600, 22, "found", words, inside),
    )


def _confused(found: Agreement) -> list[tuple[Value, Value, int]]:
    every = [each for each in found.confusions if each.field == "type"]
    return [(each.first, each.second, each.count) for each in every[:MOST_CONFUSED]]


def _matrix(found: Agreement) -> dict[str, Any] | None:
    """The types that are confused most, each with each; a shade is the share of its row."""
    if "type" not in found.whole.fields:
        return None
    counts, weight = found.matrix("type"), dict[str, int]()
    for (one, other), count in counts.items():
        if one != other:
            weight[str(one)] = weight.get(str(one), 0) + count
    if not weight:
        return None
    chosen = sorted(weight, key=lambda name: (-weight[name], name))[:MOST_TYPES]
    # What is confused stands together: after each the one most often taken for it.
    types = [chosen.pop(0)]
    while chosen:
        following = max(chosen, key=lambda name: (counts.get((types[-1], name), 0), weight[name]))
        chosen.remove(following)
        types.append(following)
    rows = []
    for row in types:
        total = sum(count for (one, _), count in counts.items() if one == row)
        cells = [(counts.get((row, column), 0), row == column) for column in types]
        shown = sum(count for count, _ in cells)
        rows.append((row, [(count, same, _shade(count, total)) for count, same in cells], total - shown))
    return {"types": types, "rows": rows, "others": any(rest for _, _, rest in rows), "all": len(weight) <= MOST_TYPES}


def _shade(count: int, total: int) -> int:
    """In which of five shades a share of a row is."""
    return 0 if not count else min(4, 1 + int(4 * count / total - 1e-9))


def _by_f1(groups: Sequence[GroupAgreement]) -> list[GroupAgreement]:
    """The articles on which coders differ most first; those without a claim last."""

    def rank(group: GroupAgreement) -> tuple[float, str]:
        f1 = group.counts.f1(group.counts.half)
        return (2.0 if f1 is None else f1), group.name

    return sorted(groups, key=rank)


def _article(found: Agreement, group: GroupAgreement) -> dict[str, Any]:
    article = next(each.article for each in found.compared if each.article.slug == group.name)
    f1 = group.counts.f1(group.counts.half)
    share = 0.0 if f1 is None else f1
    bar = "".join(
        f'<rect x="0" y="0" width="{120 * part:.1f}" height="8" class="{role}"/>'
        for part, role in ((1.0, "ground"), (share, "half"))
    )
    low = [BY_NAME[name].label for name, each in group.fields.items() if judged(each.alpha) == "low"]
    return {
        "slug": group.name,
        "title": excerpt(article.title),
        "language": article.language,
        "published": published(article.published),
        "coders": listed(group.coders),
        "f1": statistic(f1) or "no claims",
        "low": listed(low),
        "picture": _svg(120, 8, "share", f"F1 {statistic(f1)}" if f1 is not None else "no claims", bar),
    }


def _course(found: Agreement) -> dict[str, Any] | None:
    """F1 and the α of types month by month, as a picture and as rows."""
    months = found.months
    if len(months) < ENOUGH_MONTHS:
        return None
    width, height, left = 640.0, 170.0, 34.0
    step = (width - 2 * left) / (len(months) - 1)

    def y(value: float) -> float:
        return 12 + (1 - max(0.0, min(1.0, value))) * (height - 44)

    series = {
        "f1": [group.counts.f1(group.counts.half) for group in months],
        "type": [group.fields["type"].alpha if "type" in group.fields else None for group in months],
    }
    inside = "".join(
        _line(left, y(value), width - left, y(value), "zero" if not value else "mark-line")
        + f'<text x="{left - 6:g}" y="{y(value) + 4:.1f}" text-anchor="end">{text}</text>'
        for value, text in ((0.0, "0"), (TENTATIVE, statistic(TENTATIVE, 3)), (GOOD, statistic(GOOD, 3)), (1.0, "1"))
    )
    for name, values in series.items():
        points = [(left + index * step, y(value)) for index, value in enumerate(values) if value is not None]
        path = " ".join(f"{x:.1f},{at:.1f}" for x, at in points)
        inside += f'<polyline points="{path}" class="course {name}"/>'
        inside += "".join(_point(name, x, at) for x, at in points)
    every = max(1, -(-len(months) // 6))
    for index in range(0, len(months), every):
        inside += (
            f'<text x="{left + index * step:.1f}" y="{height - 8:g}" text-anchor="middle">{months[index].name}</text>'
        )
    rows = [
        (group.name, group.articles, statistic(f1) or "–", statistic(alpha) or "–")
        for group, f1, alpha in zip(months, series["f1"], series["type"], strict=True)
    ]
    return {
        "picture": _svg(
            width, height, "months", "agreement by month of publication; the table below has the numbers", inside
        ),
        "rows": rows,
    }


def _point(name: str, x: float, y: float) -> str:
    """A point of a course: a disc for claims found, a square for types, so that they differ without colour."""
    if name == "f1":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" class="point f1"/>'
    return f'<rect x="{x - 3.2:.1f}" y="{y - 3.2:.1f}" width="6.4" height="6.4" class="point type"/>'


def _differences(found: Agreement, differences: Sequence[Difference]) -> list[dict[str, Any]]:
    """What coders differ on, by article; the fields of one claim together, below its quote."""
    articles: dict[str, list[dict[str, Any]]] = {}
    for each in differences:
        items = articles.setdefault(each.article, [])
        key = tuple((coder, claim.slug) for coder, claim in each.claims.items())
        if not items or items[-1]["key"] != key:
            items.append(
                {"key": key, "quotes": _quotes(each), "lacking": "", "having": listed((*each.claims,)), "fields": []}
            )
        if each.lacking:
            items[-1]["lacking"] = listed(each.lacking)
        else:
            items[-1]["fields"].append((capital(BY_NAME[each.field].label), list(_values(each))))
    languages = {each.article.slug: each.article.language for each in found.compared}
    titles = {each.article.slug: excerpt(each.article.title) for each in found.compared}
    return [
        {"slug": slug, "title": titles[slug], "language": languages[slug], "items": items}
        for slug, items in articles.items()
    ]


def _values(each: Difference) -> Iterator[tuple[str, str]]:
    """The values of a field with the coders who gave them, each value once."""
    by_value: dict[str, list[str]] = {}
    for coder, value in each.values.items():
        by_value.setdefault(_shown(value), []).append(coder)
    return ((listed(coders), value) for value, coders in by_value.items())


def _shown(value: Value) -> str:
    """A value as people read it: numbers with their signs, words as they stand."""
    return typeset(value, 1 if value == round(value, 1) else 2) if isinstance(value, float) else excerpt(value)


def _quotes(each: Difference) -> list[tuple[str, str]]:
    """The quotes of a claim with the coders who have them, each once."""
    by_quote: dict[str, list[str]] = {}
    for coder, claim in each.claims.items():
        by_quote.setdefault(claim.quote, []).append(coder)
    several = len(by_quote) > 1
    return [(listed(coders) if several else "", excerpt(quote)) for quote, coders in by_quote.items()]


def excerpt(text: str) -> str:
    """The beginning of words that may be long, on one line."""
    return on_a_line(text, QUOTE)
