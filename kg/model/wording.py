"""Dates, signs, counts, shares and verdicts in words: the one source for notes, pages, pictures and the view.

Labels of scales are not here; they are those of `ontology/`, by `kg.model.vocabulary`.
"""

from __future__ import annotations

import calendar
import re
from math import floor, log10, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date
    from decimal import Decimal

MONTHS = tuple(calendar.month_name[1:])
EDTF = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%])?", re.ASCII)
OPEN = ("", "..")
VAGUE = {"~": "about {}", "?": "perhaps {}", "%": "perhaps about {}"}
UNTIL, SINCE = "until {}", "from {}"
OF_DATE = "of {}"
# Days of a year, with the leap years.
YEAR = 365.25
# The divisions of a year by their numbers in ISO 8601-2; a winter that begins in December is named after both years.
SEASONS = ("spring {}", "summer {}", "autumn {}", "winter {}–{}")
SOUTHERN = ("spring {}", "summer {}–{}", "autumn {}", "winter {}")
ORDINALS = ("first", "second", "third", "fourth")
DIVISIONS = {
    **{str(21 + place): words for place, words in enumerate((*SEASONS, *SEASONS, *SOUTHERN))},
    **{str(33 + place): f"{ordinal} quarter of {{}}" for place, ordinal in enumerate(ORDINALS)},
    **{str(37 + place): f"{ordinal} third of {{}}" for place, ordinal in enumerate(ORDINALS[:3])},
    **{str(40 + place): f"{ordinal} half of {{}}" for place, ordinal in enumerate(ORDINALS[:2])},
}
UNDATED = "undated"

# What runs from right to left: letters in the blocks of Hebrew, Arabic, Syriac and their kin, and the mark U+200F
# (Unicode, UAX 9).
RIGHT_TO_LEFT = re.compile("[\u200f\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
# What sets a name apart from the order of the sentence around it: first strong isolate, and its end.
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"
DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")

# Below this a probability is not told from 0, nor above its complement from 1.
LEAST_SHARE = 0.005
DIGITS, MOST_DIGITS, LEAST_PLACES = 3, 9, 2

# From where a tension is called slight and strong.
SLIGHT, STRONG = 0.1, 0.3
SCORE = "tension {tension}, 90 % interval {low} to {high}, hostile {hostile}, friendly {friendly}"
THIN = "thin evidence"
# Evidence is thin under so many independent claimants, or so many articles; the sentences say which, and how many.
ENOUGH_CLUSTERS, ENOUGH_ARTICLES = 3, 2
THIN_EVIDENCE = "Thin evidence: {reasons}."
FEW_CLUSTERS, FEW_ARTICLES = "{count} (under three)", "{count} (under two)"
CLAIMANT = "independent claimant"
CODED_CLUSTER, CODED_CLUSTERS = "publisher or month", "publishers or months"
# What a score near 0 means where everything was said so long ago that age has left an eighth of it, or less.
FADED = "what is known is old: the newest is of {newest}; unshrunk, {unshrunk}"
FADED_HALF_LIVES = 3
SURE = "paler: its sign less sure"
PURSUED = "A position on {issue}, a policy of {actor}:"
DIRECTED = "A position on {issue}, which by its definition is directed at {actor}."
# What agreement on issues leaves out and does not say, and what to know of a pair of which tension says otherwise.
ALIGNED = (
    "A position that had ended before {day} is left out; how old one is does not count, nor who pursues an issue or at "
    "whom it is directed, so that enemies may agree on an issue: tension is another measure."
)
ALL_THE_SAME = {
    "hostile": "They are tense all the same: tension {tension}.",
    "friendly": "They are friendly all the same: tension {tension}.",
}
POOLED_AIMS = "pools {number} aims, toward each of which the power may differ: {aims}"
# What a claim does to a score, which is a mean: of what it says nothing follows but whether the rest says more of it.
WITHOUT_IT = "without it the tension would be {tension}"
WITHOUT_THEM = "without them the tension would be {tension}"
SAYS_NEITHER = "says neither: pulls towards 0"
MILDER = {
    "hostile": "hostile, but milder than what it is pooled with",
    "friendly": "friendly, but milder than what it is pooled with",
}
RAISING, LOWERING, LEAVING = "What raises it", "What lowers it", "What leaves it where it is"
# From where an effect shows in three places.
SHOWN_EFFECT = 0.0005
UNDECIDED = "The interval includes 0, so not even the sign is certain."


def when(edtf: str) -> str:
    """A date of ISO 8601-2 in words: about July 2016; until 7 February 2016; from February 2016.

    What is of a rarer form is left as it stands.
    """
    start, slash, end = edtf.partition("/")
    if not slash:
        return _when(start)
    if start in OPEN:
        return UNTIL.format(_when(end))
    if end in OPEN:
        return SINCE.format(_when(start))
    first, last = _when(start).split(" "), _when(end).split(" ")
    shared = 0
    while shared < min(len(first), len(last)) - 1 and first[-1 - shared] == last[-1 - shared]:
        shared += 1
    first = first[: len(first) - shared]
    return f"{' '.join(first)}{'–' if len(first) == 1 and len(last) > 1 else ' – '}{' '.join(last)}"


def of_date(edtf: str) -> str:
    """A date of ISO 8601-2 as it follows what is of that date: of July 2016; until October 2020; from 2018."""
    start, slash, end = edtf.partition("/")
    return when(edtf) if slash and (start in OPEN or end in OPEN) else OF_DATE.format(when(edtf))


def published(edtf: str) -> str:
    """The date of an article in words, or that it has none."""
    return when(edtf) or UNDATED


def dated(day: date) -> str:
    """A day in words: 31 July 2016."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year:04}"


def signed(number: float, places: int = 2) -> str:
    """A number with its sign as a terminal shows it, in ASCII; what rounds to 0 is +0, so that columns align."""
    return f"{round(number, places) + 0.0:+.{places}f}"


def within(number: float, low: float, high: float) -> str:
    """A score with its interval, as a terminal shows it: +0.35 [-0.12, +0.81]."""
    return f"{signed(number)} [{signed(low)}, {signed(high)}]"


def typeset(number: float | Decimal, places: int = 2) -> str:
    """A number with its sign as pages and pictures show it, with a real minus; what rounds to 0 has no sign."""
    text = f"{abs(float(number)):.{places}f}"
    if not float(text):
        return text
    return ("−" if number < 0 else "+") + text


def unsigned(number: float, places: int = 2) -> str:
    """A number without a plus; what rounds to 0 has no sign."""
    return f"{round(number, places) + 0.0:.{places}f}"


def apart(earlier: date, later: date) -> str:
    """How long a day is before another, in days, or from a year on in years."""
    days = (later - earlier).days
    return counted(days, "day") if days < YEAR else counted(round(days / YEAR), "year")


def thin_evidence(claimants: int, articles: int | None = None) -> str:
    """Why evidence is thin, as a sentence with the numbers: few claimants, few articles, or both; nothing where not."""
    few = [FEW_CLUSTERS.format(count=counted(claimants, CLAIMANT))] if claimants < ENOUGH_CLUSTERS else []
    if articles is not None and articles < ENOUGH_ARTICLES:
        few.append(FEW_ARTICLES.format(count=counted(articles, "article")))
    return THIN_EVIDENCE.format(reasons=listed(few)) if few else ""


def thin_coded(clusters: int) -> str:
    """The same of machine-coded events, whose clusters are publishers or months."""
    return THIN_EVIDENCE.format(reasons=FEW_CLUSTERS.format(count=counted(clusters, CODED_CLUSTER, CODED_CLUSTERS)))


def faded(newest: date, unshrunk: str) -> str:
    """What to read in place of a score near 0 where all that is known is old, with a number as it is written there."""
    return FADED.format(newest=dated(newest), unshrunk=unshrunk)


def counted(number: int, one: str, many: str = "") -> str:
    """A number of things in the singular or plural: 1 claim, 2 claims, 3 entities."""
    return f"{number:,} {one if number == 1 else many or _plural(one)}"


def shown_of(shown: int, total: int, one: str, many: str = "") -> str:
    """How much of a list is shown: 5 of 61 claims; all 61 claims; 1 claim."""
    if shown < total:
        return f"{shown:,} of {counted(total, one, many)}"
    return f"{'all ' if total > 1 else ''}{counted(total, one, many)}"


def times(number: int) -> str:
    """How often: once, twice, 31 times."""
    return {1: "once", 2: "twice"}.get(number, f"{number:,} times")


def spanned(first: date, last: date) -> str:
    """Two days in words, with the year once if it is the same: 7 February to 31 July 2016; one day as it is."""
    if first == last:
        return dated(first)
    return (
        f"{dated(first).removesuffix(f' {first.year}') if first.year == last.year else dated(first)} to {dated(last)}"
    )


def percent(share: float) -> str:
    """A probability in whole per cent; nothing that is estimated is called 0 or 100."""
    if share < LEAST_SHARE:
        return "under 1%"
    return "over 99%" if share > 1 - LEAST_SHARE else f"{share:.0%}"


def figure(number: float, digits: int = DIGITS) -> str:
    """A number from 0 to 1 with so many digits that count, without the zeros after them: 0.0364, 0.175, 0.50, 0.00."""
    places = digits - 1 - floor(log10(number)) if number > 0 else LEAST_PLACES
    whole, _, decimals = f"{number:.{max(places, LEAST_PLACES)}f}".partition(".")
    return f"{whole}.{decimals.rstrip('0'):0<{LEAST_PLACES}}"


def printed(
    numbers: Sequence[float],
    result: float,
    *,
    digits: int = DIGITS,
    formula: Callable[[Sequence[float]], float] = prod,
) -> tuple[list[str], str]:
    """Numbers and the result of a formula on them, which is a product unless another is given.

    The result has `digits` that count, the numbers at least three, and more where the formula on them as they are
    printed would come to another result than is printed.
    """
    shown = figure(result, digits)
    for more in range(DIGITS, MOST_DIGITS):
        texts = [figure(number, more) for number in numbers]
        if figure(formula([float(text) for text in texts]), digits) == shown:
            break
    return texts, shown


def isolated(text: str) -> str:
    """Words as they stand in a sentence of ours: set apart where they run from right to left, else as they are.

    Without that two such names with an arrow or a verb between them would change places. What would steer the order of
    the sentence from within is made visible in all words.
    """
    harmless = DIRECTIONS.sub(lambda found: found[0].encode("unicode_escape").decode(), text)
    return f"{ISOLATE}{harmless}{END_OF_ISOLATE}" if RIGHT_TO_LEFT.search(harmless) else harmless


def cut_short(sentence: str) -> str:
    """A sentence that ends before its end, in which a word may be set apart whose end is lost, with that end."""
    return sentence + END_OF_ISOLATE * (sentence.count(ISOLATE) - sentence.count(END_OF_ISOLATE))


def clipped(text: str, length: int = 60) -> str:
    """A text, or the beginning of one that is longer than `length` characters."""
    return text if len(text) <= length else text[: length - 1] + "…"


def is_sentence(text: str) -> bool:
    """Whether names or words within a text are set apart, so that the text itself runs from left to right."""
    return ISOLATE in text


def listed(words: Sequence[str]) -> str:
    """Words as a list: a; a and b; a, b and c."""
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def spaced(term: str) -> str:
    """A term of a scale as words, where it has no label."""
    return term.replace("-", " ").lower()


def capital(text: str) -> str:
    """The text with a capital at its head."""
    return text[:1].upper() + text[1:]


def heading(label: str) -> str:
    """A label of an issue as it heads a page or a list: with a capital, unless its first word has one within: iPhone.

    Labels are written as they stand inside sentences, so that these need no knowledge of any language: what is a name
    or a noun with a capital there has its own.
    """
    first = label.partition(" ")[0]
    return label if first != first.lower() else capital(label)


def inside(label: str) -> str:
    """A label as it stands inside a sentence: its article without the capital, unless a name follows: The Hague."""
    article, space, rest = label.partition(" ")
    return f"{article.lower()}{space}{rest}" if article in ("A", "An", "The") and rest[:1].islower() else label


def side(score: float, places: int = 2) -> str:
    """The side of a score or of a share in it: hostile above 0, friendly below, neither where it rounds to 0."""
    rounded = round(score, places)
    return "hostile" if rounded > 0 else "friendly" if rounded < 0 else ""


def direction(effect: float) -> str:
    """What a claim does to a score, as the headings of notes and pages have it: raises, lowers or leaves it."""
    return LEAVING if abs(effect) < SHOWN_EFFECT else RAISING if effect > 0 else LOWERING


def reason_of_effect(share: float, effect: float) -> str:
    """Why a claim moves a score another way than it says; nothing where it moves it as it says."""
    if share == 0:
        return SAYS_NEITHER
    return MILDER["hostile" if share > 0 else "friendly"] if abs(effect) >= SHOWN_EFFECT and share * effect < 0 else ""


def weighing(*, half_life: float, stance_half_life: float, issue_weight: float) -> str:
    """How claims are weighed: the half-lives of events and of stances, and the weight of positions over issues."""
    issues = f"issues × {issue_weight:g}" if issue_weight else "without issues"
    return f"half-life {half_life:g} days, stances {stance_half_life:g}, {issues}"


def verdict(tension: float, low: float, high: float) -> str:
    """How tense a score is: markedly tense, friendly rather than tense where its interval includes 0, or neither."""
    size = abs(tension)
    leaning, other = ("tense", "friendly") if tension > 0 else ("friendly", "tense")
    if size < SLIGHT:
        return "neither tense nor friendly"
    if low <= 0 <= high:
        return f"{leaning} rather than {other}"
    return f"{'markedly' if size >= STRONG else 'somewhat'} {leaning}"


def plural_verb(words: str) -> str:
    """A phrase whose first word is a verb of one, as of several: are wary of, oppose, wish for, carry."""
    verb, space, rest = words.partition(" ")
    irregular = {"is": "are", "has": "have", "does": "do", "goes": "go", "was": "were"}
    if verb in irregular:
        verb = irregular[verb]
    elif verb.endswith("ies"):
        verb = f"{verb[:-3]}y"
    elif verb.endswith(("ches", "shes", "sses", "xes")):
        verb = verb[:-2]
    elif verb.endswith("s") and not verb.endswith("ss"):
        verb = verb[:-1]
    return verb + space + rest


def _when(text: str) -> str:
    match = EDTF.fullmatch(text)
    if match is None:
        return text
    year, month, day, mark = match.groups()
    if month in DIVISIONS and not day:
        words = DIVISIONS[month].format(year, int(year) + 1)
        return VAGUE[mark].format(words) if mark else words
    if month and not 1 <= int(month) <= len(MONTHS):
        return text
    words = " ".join(filter(None, (day and str(int(day)), month and MONTHS[int(month) - 1], year)))
    return VAGUE[mark].format(words) if mark else words


def _plural(one: str) -> str:
    return f"{one[:-1]}ies" if one.endswith("y") and one[-2:-1] not in "aeiou" else f"{one}s"
