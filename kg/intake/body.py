"""The paragraphs of a page's article: as trafilatura takes them, mended where it loses what a reader sees.

It leaves out what stands between the heading and the text (standfirsts, leads), and where it finds no article it takes
the words of the whole page as one paragraph.
"""

from __future__ import annotations

import logging
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.intake.calendar import day_of
from kg.intake.markup import local, placed_blocks, text_of
from kg.intake.names import NOBODY, people_of_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.intake.page import Page

LINES_OF_ARTICLE = 3
# A claim, who made it, where and when, the verdict and its reason, each in a line or a few.
LINES_OF_CHECK = 12
LINES = frozenset({"p", "head", "item", "quote", "code", "ab", "row", "dt", "dd"})
# Where two sentences touch, as they do where lines have been joined.
JOINT = re.compile(r"(?<=[a-zà-öø-ÿ.!?”»])(?=[A-ZÀ-ÖØ-Þ“«][a-zà-öø-ÿ]{2})")
MOST_JOINTS, LONG_PARAGRAPH = 3, 1_200
# What holds no paragraph of an article.
BESIDE = frozenset({"nav", "aside", "footer", "form", "figure", "figcaption", "button", "header", "menu"})
BETWEEN = BESIDE - {"header"}
PARAGRAPHS = frozenset({"p", "li", "blockquote", "dd", "dt", "pre", "h2", "h3", "h4"})
SHORT_BEGINNING, SHORT_LINE, SHORT_LEAD, LONG_LEAD, MOST_BETWEEN = 12, 60, 40, 120, 30
# What a page calls the lines between heading and text that are the article's.
STANDFIRST = re.compile(
    r"(?:^|[\s_-])(?:stand-?first|sub-?(?:head(?:line)?|title|titel|titulo)|lead|lede|leadtext|intro(?:duction)?|chapo|chapeau"
    r"|dek|deck|summary|excerpt|abstract|description|vorspann|anrei(?:ss|ß)er|entradilla|bajada|copete|sommario|occhiello|catenaccio"
    r"|ingress|manchet|sapo|key-?points?|highlights|at-?a-?glance|teaser-?text|article-?(?:lead|intro|summary)|announce-text)(?:$|[\s_-])",
    re.IGNORECASE,
)
NO_STANDFIRST = re.compile(
    r"caption|credit|related|share|social|comment|promo|advert|cookie|newsletter|breadcrumb|tags?\b|author",
    re.IGNORECASE,
)
ENDED = re.compile(r"[.!?…。”\"»’]\W*$")
DESCRIPTIONS = ("description", "og:description", "twitter:description")
ALIKE = 0.8


@dataclass(frozen=True, slots=True)
class Body:
    """The paragraphs, the tree of the text in trafilatura's terms or None, and what may be missing in them.

    `lead` are the first paragraphs that were taken from between heading and text.
    """

    paragraphs: tuple[str, ...]
    tree: Any
    lead: tuple[str, ...] = ()
    missed: tuple[str, ...] = ()


def body_of(tree: Any, page: Page) -> Body:
    """The body of a page's article, from a tree without what nobody sees."""
    _drop_others(tree, page.heading)
    lines = list(placed_blocks(tree))
    found = _extracted(tree, page.url)
    paragraphs = list(_paragraphs(found)) if found is not None else []
    if not paragraphs or is_glued(paragraphs) or _begins_outside(paragraphs, page):
        own = _within_sentences(list(_largest(lines, page)))
        if sum(map(len, own)) > max(SHORT_LINE, sum(map(len, paragraphs)) * 0.3):
            paragraphs = own
    paragraphs = list(_whole(paragraphs, [line for line, _ in lines]))
    paragraphs = _with_check(paragraphs, lines, page)
    lead, missed = _between(lines, paragraphs, page)
    return Body((*lead, *paragraphs), found, tuple(lead), tuple(missed))


def _drop_others(tree: Any, heading: Any) -> None:
    """Take out of a tree the other articles of a page that goes on with the next when one has read to its end."""
    own = list(heading.iterancestors("article")) if heading is not None else []
    if not own or sum(len(line) >= SHORT_LINE for line, _ in placed_blocks(own[0])) < LINES_OF_ARTICLE:
        return
    inside = {*own, *own[0].iter("article")}
    for other in [each for each in tree.iter("article") if each not in inside]:
        if other.getparent() is not None:
            other.drop_tree()


def _is_byline(line: str) -> bool:
    if len(line) > LONG_LEAD or line.rstrip().endswith((":", "?", "!")):
        return False
    if re.fullmatch(r"https?://\S+", line) or people_of_line(line) or NOBODY.match(line):
        return True
    day = day_of(line)
    # Besides the day there is hardly a word: where it was published, or that it was.
    return day is not None and len(day.iso) == len("2016-02-09") and len(line) - len(day.words) <= SHORT_LEAD


def _with_check(paragraphs: list[str], lines: Sequence[tuple[str, Any]], page: Page) -> list[str]:
    """Paragraphs with what a reader sees around a claim that is checked: who made it, where, and the verdict.

    Nothing is added where the page does not show all that its data say of the check in one small box.
    """
    who, claim, verdict = map(_folded, page.data.check)
    if not (who and claim and verdict):
        return paragraphs
    found: list[Any] = [
        next((block for line, block in lines if _is_shown(_folded(line), said)), None) for said in (who, claim, verdict)
    ]
    if None in found:
        return paragraphs
    around = [{block, *block.iterancestors()} for block in found]
    box = next((each for each in (found[0], *found[0].iterancestors()) if all(each in one for one in around)), None)
    inside = [line for line, block in lines if box in {block, *block.iterancestors()}]
    if box is None or len(inside) > LINES_OF_CHECK or any(each is page.heading for each in box.iter()):
        return paragraphs
    place = next((i for i, line in enumerate(paragraphs) if line in inside), 0)
    rest = [line for line in paragraphs[place:] if line not in inside]
    return [*(line for line in paragraphs[:place] if line not in inside), *inside, *rest]


def _is_shown(line: str, said: str) -> bool:
    """Whether a line shows what the data say, or the beginning of it, as claims of several paragraphs are shown."""
    return line == said or (len(line) >= SHORT_LINE and (said.startswith(line) or line.startswith(said)))


def _whole(paragraphs: Sequence[str], lines: Sequence[str]) -> Iterator[str]:
    """Paragraphs as a reader sees them, where they break off in the middle of a line of the page."""
    plain = {_folded(line): line for line in lines}
    for number, paragraph in enumerate(paragraphs, 1):
        begin, rest = _folded(paragraph), _folded("".join(paragraphs[number : number + 1]))
        whole = ""
        if begin not in plain and len(begin) >= SHORT_BEGINNING and not ENDED.search(paragraph):
            longer = [folded for folded, line in plain.items() if folded.startswith(begin) and ENDED.search(line)]
            # Where the rest is the next paragraph, the line is only divided.
            whole = longer[0] if len(longer) == 1 and not (rest and rest in longer[0]) else ""
        yield plain[whole] if whole else paragraph


def is_glued(paragraphs: Sequence[str]) -> bool:
    """Whether most of a text is one paragraph in which sentences touch."""
    longest = max(paragraphs, key=len)
    most = len(longest) > sum(map(len, paragraphs)) / 2
    return most and len(longest) > LONG_PARAGRAPH and len(JOINT.findall(longest)) > MOST_JOINTS


def _begins_outside(paragraphs: Sequence[str], page: Page) -> bool:
    """Whether a text begins with the title of the window, which no reader sees in it."""
    first = _folded(paragraphs[0])
    return first == _folded(page.window) != _folded(page.title)


def _extracted(tree: Any, url: str) -> Any:
    """The tree of the article's body in trafilatura's terms, or None where it takes nothing for it."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - slow, and only pages need it

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    found: Any = bare_extraction(
        tree,
        url=url or None,
        include_comments=False,
        include_links=True,
        include_tables=True,
        with_metadata=False,
    )
    return None if found is None else found.body


def _within_sentences(lines: Sequence[str]) -> list[str]:
    """Lines without the short ones before the first sentence and after the last: days, names, labels of lists."""
    told = [i for i, line in enumerate(lines) if ENDED.search(line)]
    return list(lines[told[0] : told[-1] + 1]) if told else list(lines)


def _largest(lines: Sequence[tuple[str, Any]], page: Page) -> Iterator[str]:
    """The lines of the element that holds most of the page's sentences, and no menus and lists of links."""
    sizes: dict[Any, float] = defaultdict(float)
    kept = [(line, block) for line, block in lines if not _is_beside(block, BESIDE) and not _is_linked(line, block)]
    for line, block in kept:
        if len(line) < SHORT_LINE:
            continue
        box = block.getparent() if local(block) in PARAGRAPHS else block
        if box is not None:
            sizes[box] += len(line)
            if box.getparent() is not None:
                sizes[box.getparent()] += len(line) * 0.7
    if not sizes:
        return
    largest = max(sizes, key=lambda box: sizes[box])
    inside = [(line, block) for line, block in kept if block is largest or largest in set(block.iterancestors())]
    heads = [
        i for i, (line, block) in enumerate(inside) if block is page.heading or _folded(line) == _folded(page.title)
    ]
    yield from (line for line, _ in inside[heads[0] + 1 if heads else 0 :])


def _between(lines: Sequence[tuple[str, Any]], paragraphs: Sequence[str], page: Page) -> tuple[list[str], list[str]]:
    """What a reader sees between heading and text: what is the article's, and what may be and nobody says so."""
    text = _folded(" ".join(paragraphs))
    head = next(
        (i for i, (line, block) in enumerate(lines) if block is page.heading or _folded(line) == _folded(page.title)),
        None,
    )
    if head is None or not paragraphs:
        return [], []
    begin = _folded(paragraphs[0])
    first = next((i for i, (line, _) in enumerate(lines) if i > head and _begins(_folded(line), begin)), None)
    if first is None or first - head > MOST_BETWEEN:
        return [], []
    beside_text = lines[first][1].getparent()
    beside_heading = page.heading.getparent() if page.heading is not None else None
    lead: list[str] = []
    missed: list[str] = []
    for line, block in lines[head + 1 : first]:
        folded = _folded(line)
        if (
            len(line) < SHORT_LEAD
            or folded in text
            or folded in _folded(page.title)
            or _is_beside(block, BETWEEN)
            or _is_linked(line, block)
        ):
            continue
        if _is_byline(line):
            continue
        # A sentence in the box of the heading, or in that of the text, belongs to them.
        beside = local(block) == "p" and block.getparent() in {beside_text, beside_heading} and ENDED.search(line)
        if beside or _is_standfirst(line, block, page):
            if line not in lead:
                lead.append(line)
        elif len(line) >= LONG_LEAD and ENDED.search(line):
            missed.append(line)
    return lead, missed


def _begins(line: str, begin: str) -> bool:
    """Whether a line is the first paragraph, or one of several of which that is made."""
    return line == begin or (len(line) >= SHORT_LEAD and line in begin)


def _is_standfirst(line: str, block: Any, page: Page) -> bool:
    """Whether a line is marked as the article's, or is how the page describes the article."""
    boxes = [block, *list(block.iterancestors())[:2]]
    marks = " ".join(f"{box.get('class') or ''} {box.get('itemprop') or ''} {box.get('id') or ''}" for box in boxes)
    if NO_STANDFIRST.search(marks):
        return False
    if STANDFIRST.search(marks):
        return True
    words = set(re.findall(r"\w+", line.casefold()))
    tagged = [value for name in DESCRIPTIONS for value in page.meta.get(name, [])]
    told = [set(re.findall(r"\w+", each.casefold())) for each in (*tagged, *page.data.descriptions)]
    return any(each and len(words & each) >= ALIKE * min(len(words), len(each)) and len(words) > 5 for each in told)  # noqa: PLR2004


def _is_beside(block: Any, names: frozenset[str]) -> bool:
    return any(local(each) in names for each in (block, *block.iterancestors()))


def _is_linked(line: str, block: Any) -> bool:
    """Whether a line is mostly links."""
    linked = sum(len(text_of(link)) for link in block.iter("a") if text_of(link) in line)
    return linked > len(line) / 2


def _folded(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _paragraphs(body: Any) -> Iterator[str]:
    """The lines of the body, one a paragraph, item or row of a table."""
    for element in body.iter():
        name = local(element)
        if name not in LINES or any(local(parent) in LINES for parent in element.iterancestors()):
            continue
        if name == "row":
            yield "\t".join(filter(None, (text_of(cell) for cell in element)))
            continue
        yield from _broken(element)


def _broken(element: Any) -> Iterator[str]:
    """The text of an element, in as many lines as its breaks and the paragraphs in it make."""
    line: list[str] = []
    lines: list[str] = []

    def take() -> None:
        said = " ".join("".join(line).split())
        line.clear()
        if said:
            lines.append(said)

    def walk(inner: Any) -> None:
        ends = local(inner) == "lb" or local(inner) in LINES
        if ends:
            take()
        line.append(inner.text or "")
        for child in inner:
            walk(child)
            line.append(child.tail or "")
        if ends:
            take()

    walk(element)
    take()
    yield from lines
