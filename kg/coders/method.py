"""Agreement in the words and numbers of a paper: its section on method, and its table for LaTeX and for Word."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from kg.coders.agreement import GOOD, MARKS_SOURCE, TENTATIVE, judged
from kg.coders.alpha import FEWEST_GROUPS
from kg.coders.fields import BY_NAME
from kg.coders.matching import LEAST_LIKE
from kg.coders.overlap import LEAST
from kg.model.wording import counted, listed
from kg.sources.coding import ADJUDICATED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.coders.agreement import Agreement
    from kg.coders.alpha import Reliability

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
# From so many on the bootstrap of articles is taken at its word; of fewer its intervals are too narrow.
ENOUGH_ARTICLES = 20
UNDEFINED = "undefined"
TWO = 2
LATEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "α": r"$\alpha$", "–": "--", "≥": r"$\geq$", "−": "$-$",
}  # fmt: skip
# Word keeps what each cell says of itself, and little else.
TABLE = "border-collapse:collapse;font-family:'Times New Roman',serif;font-size:10pt"
RULE, HAIR = "1pt solid #000", "0.5pt solid #000"


def statistic(number: float | None, places: int = 2) -> str:
    """A number of which no more than 1 is expected, as papers print it: .74, 1.00, with a real minus; or nothing."""
    if number is None:
        return ""
    text = f"{abs(number):.{places}f}"
    sign = "−" if number < 0 and float(text) else ""
    return sign + (text[1:] if text.startswith("0.") else text)


MARKS = f"α ≥ {statistic(GOOD, 3)} is good, α ≥ {statistic(TENTATIVE, 3)} allows tentative conclusions ({MARKS_SOURCE})"


def bracketed(low: float | None, high: float | None, places: int = 2) -> str:
    """The ends of an interval: [.61, .84]; nothing where there is none."""
    return "" if low is None or high is None else f"[{statistic(low, places)}, {statistic(high, places)}]"


def coders_in_words(found: Agreement) -> str:
    """How many coders there are: two coders; three coders and what was settled."""
    people = found.independent
    number = NUMBERS[len(people)] if len(people) < len(NUMBERS) else f"{len(people):,}"
    said = f"{number} coder{'s' if len(people) != 1 else ''}"
    return said if ADJUDICATED not in people else "one coder and what was settled"


def heading(found: Agreement) -> str:
    """Whose agreement it is: of anna and ben, each beside what was settled."""
    people = [coder for coder in found.coders if coder != ADJUDICATED]
    if len(people) == len(found.coders):
        return f"Agreement of {listed(people)}"
    return f"Agreement of {listed(people)}{', each' if len(people) > 1 else ''} beside what was settled"


def method(found: Agreement) -> str:
    """What a paper says of it, in one paragraph: who coded what, how claims were matched, what came of it."""
    whole = found.whole
    claims = whole.counts
    said = coders_in_words(found)
    two = len(found.independent) == TWO
    numbers = f"; there are {claims.first:,} and {claims.second:,} claims of theirs" if two else ""
    compared = f"{'Both' if two else 'Two or more'} coded {counted(whole.articles, 'article')}"
    half, exact = claims.f1(claims.half), claims.f1(claims.exact)
    interval = bracketed(claims.low, claims.high)
    within = f", 95% interval {interval}" if interval else ""
    over = "" if two else " over all pairs of coders"
    matching = (
        "Claims of one article were matched one to one by maximum weight, the sum of the overlap of their passages "
        f"(Jaccard index of characters, at least {statistic(LEAST)}) and of the likeness of what they say (from 0 to "
        f"1, at least {statistic(LEAST_LIKE)})."
    )
    result = (
        f"{claims.matched:,} pairs of claims were matched{over}: F1 = {statistic(half)}{within} where passages overlap "
        f"by half or more, {statistic(exact)} on identical passages."
    )
    if half is None:
        result = "No coder has a claim there, so nothing could be matched."
    return " ".join([f"The coding of {said} was compared. {compared}{numbers}.", matching, result, *_alphas(found)])


def _alphas(found: Agreement) -> Iterator[str]:
    defined = {name: each for name, each in found.whole.fields.items() if each.alpha is not None}
    if defined:
        each = ", ".join(
            f"{_alpha(value)} for {BY_NAME[name].label} ({_about(value)})" for name, value in defined.items()
        )
        yield f"On matched claims Krippendorff’s α is {each}."
    constant = [name for name, each in found.whole.fields.items() if each.units and each.alpha is None]
    if constant:
        verb = "is" if len(constant) == 1 else "are"
        yield f"It is undefined for {_labels(constant)}, which {verb} the same in all of them."
    if found.resamples and found.whole.articles < FEWEST_GROUPS:
        yield f"No interval is given, since there are fewer than {FEWEST_GROUPS} articles to draw again."
    elif found.resamples and defined and all(each.low is None for each in defined.values()):
        yield f"No interval of α is given, since {listed(sorted({each.no_interval for each in defined.values()}))}."
    elif any(each.low is not None for each in defined.values()):
        few = found.whole.articles < ENOUGH_ARTICLES
        rough = f", and are rough, since there are {found.whole.articles}" if few else ""
        yield (
            f"Intervals hold 95% of {found.resamples:,} bootstrap resamples of the articles (seed {found.seed}){rough}."
        )
    verdicts = {mark: [name for name, each in defined.items() if judged(each.alpha) == mark] for mark in VERDICTS}
    parts = [f"{_labels(names)} {VERDICTS[mark]}" for mark, names in verdicts.items() if names]
    if parts:
        yield f"By the marks of {MARKS_SOURCE}, {'; '.join(parts)}."


VERDICTS = {
    "good": f"reached α ≥ {statistic(GOOD, 3)}",
    "tentative": f"reached α ≥ {statistic(TENTATIVE, 3)}, for tentative conclusions",
    "low": "stayed below",
}


def _labels(names: list[str]) -> str:
    return listed([BY_NAME[name].label for name in names])


def _alpha(value: Reliability) -> str:
    interval = bracketed(value.low, value.high)
    return statistic(value.alpha) + (f" {interval}" if interval else "")


def _about(value: Reliability) -> str:
    return f"{value.level}, n = {value.units:,}"


def rows(found: Agreement) -> list[tuple[str, str, str, str, str, str]]:
    """The table of a paper: field, level, n, per cent agreement, α, its interval, all as text."""
    return [
        (
            BY_NAME[name].label,
            each.level,
            f"{each.units:,}",
            "" if each.agreement is None else f"{100 * each.agreement:.0f}",
            statistic(each.alpha, 3) if each.alpha is not None else UNDEFINED if each.units else "–",
            bracketed(each.low, each.high, 3),
        )
        for name, each in found.whole.fields.items()
    ]


HEADS = ("Field", "Level", "n", "% equal", "α", "95% interval")


def caption(found: Agreement) -> str:
    """What stands above the table."""
    articles = counted(found.whole.articles, "article")
    return f"Agreement of {coders_in_words(found)} on {articles}, by field of matched claims"


def below(found: Agreement) -> str:
    """What stands below it."""
    claims = found.whole.counts
    return (
        f"Claims found: F1 {statistic(claims.f1(claims.half)) or '–'} at half overlap, "
        f"{statistic(claims.f1(claims.exact)) or '–'} on identical passages. {MARKS}."
    )


def latex(found: Agreement) -> str:
    """The table in LaTeX, for the package booktabs."""
    lines = [
        "% needs \\usepackage{booktabs}",
        "\\begin{table}",
        "  \\centering",
        f"  \\caption{{{_latex(caption(found))}}}",
        "  \\label{tab:agreement}",
        "  \\begin{tabular}{llrrrl}",
        "    \\toprule",
        f"    {' & '.join(map(_latex, HEADS))} \\\\",
        "    \\midrule",
        *(f"    {' & '.join(map(_latex, row))} \\\\" for row in rows(found)),
        "    \\bottomrule",
        "  \\end{tabular}",
        f"  \\par\\smallskip\\footnotesize {_latex(below(found))}",
        "\\end{table}",
    ]
    return "\n".join(lines) + "\n"


def _latex(text: str) -> str:
    return re.sub("|".join(map(re.escape, LATEX)), lambda sign: LATEX[sign[0]], text)


def word(found: Agreement) -> str:
    """The table in HTML that Word takes over as a table of its own when it is pasted."""
    last = len(found.whole.fields) - 1
    head = "".join(
        _cell("th", text, place, f"border-top:{RULE};border-bottom:{HAIR}") for place, text in enumerate(HEADS)
    )
    body = "".join(
        "<tr>"
        + "".join(
            _cell("td", text, at, f"border-bottom:{RULE}" if row == last else "") for at, text in enumerate(cells)
        )
        + "</tr>\n"
        for row, cells in enumerate(rows(found))
    )
    above = f'<caption style="text-align:left;padding-bottom:4pt">{escape(caption(found))}</caption>'
    return (
        f'<table style="{TABLE}">\n{above}\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n"
        f"<p style=\"font-family:'Times New Roman',serif;font-size:9pt\">{escape(below(found))}</p>\n"
    )


def _cell(tag: str, text: str, place: int, style: str) -> str:
    side = "right" if place in (2, 3, 4) else "left"
    weight = "font-weight:normal;" if tag == "th" else ""
    scope = ' scope="col"' if tag == "th" else ""
    return f'<{tag}{scope} style="{weight}text-align:{side};padding:2pt 8pt 2pt 0;{style}">{escape(text)}</{tag}>'
