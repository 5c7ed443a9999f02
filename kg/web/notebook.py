"""What a notebook shows of a project and of what was asked of it: HTML with the styles that it needs, and no script.

Text has the colour of the notebook around it, and what is drawn one that can be seen on light and on dark, so that both
follow from the notebook's theme, whichever it is. Every selector begins with `.kg-shown`, so that nothing else in the
notebook changes. Whatever comes from people's files is escaped by `kg.web.pages.markup.text`.
"""

from __future__ import annotations

from functools import cache, singledispatch
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.model.frames import Frames
from kg.model.records import Claim
from kg.model.wording import capital, clipped, counted, dated, thin_evidence, typeset, verdict
from kg.questions.dyads import DyadTension
from kg.questions.frames import Records
from kg.questions.tension.explanation import Explanation
from kg.questions.timeline.analysis import Timeline
from kg.web.inline import text_of
from kg.web.pages import drawings
from kg.web.pages.markup import bdi, text, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from kg.questions.dyads import Contribution

# So many rows, claims and quotes are shown; the frames have all.
MOST_ROWS, MOST_CLAIMS, MOST_QUOTES = 20, 10, 5
COUNTS = ("articles", "claims", "actors", "issues", "events", "dyads")


def html(shown: object) -> str:
    """What a notebook shows of a frame, a dyad, a timeline or a claim; raises TypeError for what is none of these."""
    return _within(_body(shown))


def project_html(name: str, place: str, manifest: Mapping[str, Any]) -> str:
    """What a notebook shows of a project: its name, where it is, and what its last build says of it."""
    lines = [f'<p class="kg-title">{words(name)}</p>', f'<p class="kg-sub">{text(place)}</p>']
    counts = manifest.get("counts")
    if isinstance(counts, dict):
        found = (counted(counts[each], each[:-1]) for each in COUNTS if isinstance(counts.get(each), int))
        lines.append(f"<p>{text(', '.join(found))}</p>")
    if as_of := manifest.get("as_of"):
        lines.append(f'<p class="kg-sub">As of {text(str(as_of))}</p>')
    return _within("\n".join(lines))


@cache
def _style() -> str:
    return text_of(files("kg.web") / "templates" / "notebook.css")


def _within(body: str) -> str:
    return f'<div class="kg-shown"><style>\n{_style()}</style>\n{body}\n</div>'


@singledispatch
def _body(shown: object) -> str:
    raise TypeError(f"{type(shown).__name__} is not shown as HTML")


@_body.register
def _frame(shown: Frames) -> str:
    """The rows of a frame, as its CSV has them."""
    table = shown.table()
    return _table(table.columns, table.rows)


@_body.register
def _records(shown: Records) -> str:  # type: ignore[type-arg]
    """Dyads and claims as people read them, whatever else as its rows."""
    if shown and all(isinstance(each, DyadTension) for each in shown):
        return _ranking(shown, shown.label_of)
    if shown and all(isinstance(each, Claim) for each in shown):
        return _claims(shown)
    return _frame(shown)


@_body.register
def _dyad(shown: DyadTension) -> str:
    """A dyad by itself, which knows no labels: its actors are called as they are asked for."""
    return _scored(shown, str) + _quotes(shown.contributions, shown.claims, str, {})


@_body.register
def _explanation(shown: Explanation) -> str:
    headline, said = shown.headline, {}
    if shown.tabulate:
        table = shown.table()
        key, says = table.columns.index("claim"), table.columns.index("says")
        said = {row[key]: row[says] for row in table.rows}
    return _scored(headline, shown.label_of) + _quotes(headline.contributions, headline.claims, shown.label_of, said)


@_body.register
def _timeline(shown: Timeline) -> str:
    title = _pair(shown.a, shown.b, shown.label_of)
    if not shown.points:
        return f"{title}\n<p>Nothing bears on it by the last day.</p>"
    last = shown.points[-1]
    return (
        f"{title}\n{drawings.trajectory([point.dyad for point in shown.points])}\n"
        f'<p>{_figures(last.dyad)} <span class="kg-sub">on {dated(last.day)}; the band is the 90&nbsp;% interval'
        f", {counted(len(shown.points), 'point')}</span></p>"
    )


@_body.register
def _claim(shown: Claim) -> str:
    return _one_claim(shown, str, "")


def _scored(dyad: DyadTension, label: Callable[[str], str]) -> str:
    """A dyad with its score, the interval and what adds up to it."""
    says = capital(verdict(dyad.tension, dyad.low, dyad.high)) + "."
    thin = f" {thin_evidence(dyad.clusters, dyad.articles)}" if dyad.thin else ""
    return (
        f"{_pair(dyad.a, dyad.b, label)}\n<p>{_figures(dyad)} "
        f'<span class="kg-sub">on {dated(dyad.at)}</span></p>\n{drawings.large_score(dyad)}\n'
        f'<p class="kg-sub">{text(says + thin)}</p>\n'
    )


def _figures(dyad: DyadTension) -> str:
    low, high = typeset(dyad.low), typeset(dyad.high)
    return f'Tension <span class="kg-score">{typeset(dyad.tension)}</span> ({low} to {high})'


def _pair(a: str, b: str, label: Callable[[str], str]) -> str:
    return f'<p class="kg-title">{bdi(label(a))} and {bdi(label(b))}</p>'


def _quotes(parts: Sequence[Contribution], number: int, label: Callable[[str], str], said: Mapping[str, str]) -> str:
    """The claims that move a score most, in their words."""
    shown = parts[:MOST_QUOTES]
    found = [_one_claim(part.claim, label, said.get(part.claim.key, ""), _effect(part)) for part in shown]
    return "\n".join([*found, _more(len(shown), number, "claims")])


def _effect(part: Contribution) -> str:
    return f'<span class="kg-score">{typeset(part.effect, 3)}</span> <span class="kg-sub">to the tension</span> '


def _claims(shown: Records[Claim]) -> str:
    claims = shown[:MOST_CLAIMS]
    table = shown.table_of(claims)
    contents = [row[table.columns.index("content")] for row in table.rows]
    found = [_one_claim(claim, shown.label_of, content) for claim, content in zip(claims, contents, strict=True)]
    return "\n".join([*found, _more(len(claims), len(shown), "claims")])


def _one_claim(claim: Claim, label: Callable[[str], str], says: str, effect: str = "") -> str:
    """What a claim says, its quote, who says so and where; a denial and a mode that does not count are marked."""
    marks = [*(["denial"] if claim.polarity == "denied" else []), *([claim.mode] if claim.mode != "reported" else [])]
    badges = "".join(f'<span class="kg-badge">{text(mark)}</span> ' for mark in marks)
    who = " and ".join(map(bdi, map(label, claim.claimants)))
    sentence = bdi(says) if says else ""
    head = f'<p class="kg-says">{effect}{badges}{sentence}</p>\n' if effect or badges or sentence else ""
    when = f", said {text(claim.said_on)}" if claim.said_on else ""
    return (
        f'<div class="kg-claim">{head}<blockquote dir="auto">{words(claim.quote)}</blockquote>\n'
        f'<p class="kg-sub">{who}{when}, in <code>{text(claim.key)}</code></p></div>'
    )


def _ranking(dyads: Sequence[DyadTension], label: Callable[[str], str]) -> str:
    """Dyads with their scores, one a row."""
    rows = "".join(
        f"<tr><td>{bdi(label(dyad.a))} – {bdi(label(dyad.b))}</td><td>{drawings.small_score(dyad)}</td>"
        f'<td class="kg-number">{typeset(dyad.tension)}</td>'
        f'<td class="kg-number">{typeset(dyad.low)} to {typeset(dyad.high)}</td>'
        f'<td class="kg-number">{dyad.claims}</td><td>{"thin" if dyad.thin else ""}</td></tr>\n'
        for dyad in dyads[:MOST_ROWS]
    )
    heads = _heads(("dyad", "friendly, hostile", "tension", "90 % interval", "claims", "evidence"), {2, 3, 4})
    more = _more(min(len(dyads), MOST_ROWS), len(dyads), "dyads")
    return f'<div class="kg-wide"><table><thead>{heads}</thead>\n<tbody>{rows}</tbody></table></div>{more}'


def _table(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> str:
    shown = rows[:MOST_ROWS]
    numbers = {
        at for at in range(len(columns)) if shown and all(_is_number(row[at]) or row[at] is None for row in shown)
    }
    body = "".join(f"<tr>{_cells(row, numbers)}</tr>\n" for row in shown)
    heads = _heads(columns, numbers)
    more = _more(len(shown), len(rows), "rows") if rows else '<p class="kg-sub">No rows.</p>'
    return f'<div class="kg-wide"><table><thead>{heads}</thead>\n<tbody>{body}</tbody></table></div>{more}'


def _heads(columns: Iterable[str], numbers: set[int]) -> str:
    cells = (f"<th{_number(at, numbers)}>{text(column)}</th>" for at, column in enumerate(columns))
    return f"<tr>{''.join(cells)}</tr>"


def _cells(row: Iterable[Any], numbers: set[int]) -> str:
    return "".join(f"<td{_number(at, numbers)}>{_cell(value)}</td>" for at, value in enumerate(row))


def _number(at: int, numbers: set[int]) -> str:
    return ' class="kg-number"' if at in numbers else ""


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return text(f"{value:.3f}".replace("-", "−"))
    return words(clipped(value)) if isinstance(value, str) else text(str(value))


def _is_number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _more(shown: int, number: int, what: str) -> str:
    """How many there are where not all are shown, and what has all of them."""
    if shown == number:
        return ""
    return f'<p class="kg-sub">{shown} of {number:,} {what}; <code>.to_polars()</code> and its kin have all.</p>'
