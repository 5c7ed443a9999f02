"""A person who codes: given a claim, makes it on the page with the fewest keys that she sees, and counts them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from playwright.sync_api import Page

    Entry = Mapping[str, Any]

# Where the words stand on the screen: from the middle of their first letter's line to that of their last.
PLACES = """([words, nth]) => {
    const node = document.getElementById("text").firstChild;
    let at = node.data.indexOf(words);
    for (let n = 1; n < nth; n += 1) at = node.data.indexOf(words, at + 1);
    const range = document.createRange();
    range.setStart(node, at);
    range.setEnd(node, at + words.length);
    const reading = document.getElementById("reading");
    const [top, bottom] = [reading.getBoundingClientRect().top + 40, innerHeight - 80];
    const seen = range.getBoundingClientRect();
    const isSeen = seen.top >= top && seen.bottom <= bottom;
    if (!isSeen) reading.scrollBy({ top: seen.top - (top + bottom) / 2, behavior: "instant" });
    const rects = [...range.getClientRects()];
    const [first, last] = [rects[0], rects.at(-1)];
    return [first.left, first.top + first.height / 2, last.right, last.top + last.height / 2];
}"""
KINDS = {"stance": "1", "event": "2", "leverage": "3", "denies": "d", "affirms": "d"}
CONTENTS = ("stance", "event", "leverage")
FOCUSED = "path => document.querySelector(`#panel [data-path='${path}']`)?.contains(document.activeElement)"
FOCUSED = f"{FOCUSED} && !document.activeElement.closest('.read-as')"
BEHIND = """path => {
    const row = document.querySelector(`#panel [data-path='${path}']`);
    return Boolean(row.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""
# Whether so many presses of the Tab key, or fewer, come to a field.
WITHIN = """([path, most]) => {
    const stops = [...document.querySelectorAll("#panel :is(a, button, input, textarea)")].filter((each) =>
        each.tabIndex >= 0 && each.checkVisibility() && (each.type !== "radio" || each.checked || (
            !document.querySelector(`[name="${each.name}"]:checked`)
            && document.querySelector(`[name="${each.name}"]`) === each)));
    const here = stops.indexOf(document.activeElement);
    const row = document.querySelector(`#panel [data-path='${path}']`);
    return here >= 0 && stops.some((each, index) => row.contains(each) && Math.abs(index - here) <= most);
}"""
# Whether a key would be a letter of a text.
WRITING = """() => {
    const here = document.activeElement;
    return here.matches("textarea, input[type=text]") && !(here.role === "combobox" && !here.value);
}"""
SHOWN = """() => Object.fromEntries([...document.querySelectorAll("#panel [data-path]")].map((row) => {
    const own = (selector) => [...row.querySelectorAll(selector)].filter((each) => !each.closest(".read-as"));
    const chips = own(".chips li").map((chip) => chip.dataset.value);
    const [radio] = own("[type=radio]:checked");
    const [input] = own("textarea, input[type=text]:not([role=combobox])");
    const texts = radio ? [radio.value] : input?.value && !chips.length ? [input.value] : [];
    return [row.dataset.path, [...chips, ...texts]];
}))"""
LISTED = (
    """box => [...document.querySelectorAll(`#list-of-${box} [role=option]`)].map((option) => option.dataset.value)"""
)
OPTIONS = """path => [...document.querySelector(`#panel [data-path='${path}'] [role=listbox]`)
    .querySelectorAll("[role=option]")].map((option) => option.dataset.value)"""
SELECTED = """() => {
    const [range] = [...(CSS.highlights.get("selected") || [])].slice(-1);
    return range ? [range.startOffset, range.endOffset] : null;
}"""
# The word that a jump has marked, as far as it marks one alone; None once the jump is over.
JUMPING = """() => {
    if (document.getElementById("jump").hidden) return null;
    const marked = [...(CSS.highlights.get("offered") || [])];
    return marked.length === 1 ? [marked[0].startOffset, marked[0].endOffset] : [-1, -1];
}"""
NEAR, DIGITS, FEW, STEPS = 2, 9, 3, 3
MOST_KEYS = 60
# Letters with stops are one word with the last of these, as in "the U.S."
WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’.][^\W_]+)*")
SCALES = {"stance/type": "StanceType", "event/type": "EventType", "leverage/effect": "Effect"}


def drag(page: Page, words: str, begin: float = 1, end: float = 1, nth: int = 1) -> None:
    """Drag over words where they stand for the nth time, beginning and ending so many pixels within them."""
    x, y, u, v = page.evaluate(PLACES, [words, nth])
    page.mouse.move(x + begin, y)
    page.mouse.down()
    page.mouse.move((x + u) / 2, v)
    page.mouse.move(u - end, v)
    page.mouse.up()


class Screen:
    """An article in the page, and what its project calls what is chosen there."""

    def __init__(self, page: Page, project: Mapping[str, Any]) -> None:
        self.page, self.project = page, project
        self.content = page.locator("#text").evaluate("box => box.firstChild.data")

    def drag(self, words: str, nth: int = 1) -> None:
        """Drag over words where they stand for the nth time."""
        drag(self.page, words, nth=nth)

    def written(self, quote: str) -> str:
        """The words of a quote as they stand in the text."""
        return quote if quote in self.content else quote[0].swapcase() + quote[1:]

    def title(self, article: str) -> str:
        """What an article is called."""
        return next(each["title"] for each in self.project["articles"] if each["slug"] == article)

    def label(self, path: str, value: str) -> str:
        """What is typed to find a value."""
        terms = [*self.project["actors"], *self.project["issues"], *self.project["events"]]
        if path in SCALES:
            terms = self.project["terms"][SCALES[path]]
        found = next((term for term in terms if term["slug"] == value), {})
        label = found.get("label", value)
        return label if isinstance(label, str) else next(iter(label.values()))


def listed(value: Any) -> list[Any]:
    """A value of YAML as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


class Coder:
    """Makes claims in a workbench, passages chosen by drag or by `keyboard` alone.

    `keys` are counted by what they were for, letters of free texts apart ("write"); `spent` by the field they went to.
    """

    def __init__(self, work: Screen, *, keyboard: bool = False) -> None:
        self.work, self.page, self.keyboard = work, work.page, keyboard
        self.keys: Counter[str] = Counter()
        self.spent: Counter[str] = Counter()
        self.drags, self.field = 0, ""

    @property
    def core(self) -> int:
        """The keys but for letters of free texts."""
        return self.keys.total() - self.keys["write"]

    def press(self, *keys: str, to: str = "choose") -> None:
        """Press keys, and count them."""
        for key in keys:
            keyboard = self.page.keyboard
            keyboard.type(key) if len(key) == 1 else keyboard.press(key)
        self.keys[to] += len(keys)
        self.spent[f"{self.field} {to}".strip()] += len(keys)

    def code(self, entry: Entry) -> None:
        """Make one claim and save it."""
        first, *more = listed(entry["quote"])
        self.field = ""
        self.select(first, int(entry.get("occurrence", 1)))
        kind = next(kind for kind in KINDS if kind in entry)
        with self.page.expect_response(re.compile("/suggestions")):
            self.press(KINDS[kind], to="kind")
        self.page.wait_for_selector("#claims .new")
        self.page.wait_for_selector("#panel[aria-busy=false]")
        self.settled()
        for quote in more:
            self.drag(quote)
            self.press("m")
            self.settled()
        self.page.locator("#claim-id").evaluate(
            "(box, id) => { box.value = id; box.dispatchEvent(new Event('input')); }", entry["id"]
        )
        if kind == "affirms":
            self.page.locator("#content-affirms").locator("..").click()
        self.fields(entry)
        self.field = ""
        with self.page.expect_response(re.compile("/changes")):
            self.press("Control+Enter", to="save")
        self.page.wait_for_selector("#claims .new", state="detached")

    def settled(self) -> None:
        """Wait until the passage has its quote."""
        self.page.wait_for_function("() => !CSS.highlights.get('selected')?.size")

    def select(self, words: str, nth: int) -> None:
        """Select the words of a quote where they stand in the text for the nth time."""
        if self.keyboard:
            self.reach(self.work.written(words), nth)
        else:
            self.drag(words, nth)

    def drag(self, words: str, nth: int = 1) -> None:
        """Drag over the words of a quote where they stand in the text for the nth time."""
        self.work.drag(self.work.written(words), nth)
        self.drags += 1

    def reach(self, words: str, nth: int) -> None:
        """Select words by keys: their sentence, then its ends, by steps where these are few and else by letters."""
        content = self.work.content
        start = -1
        for _ in range(nth):
            start = content.index(words, start + 1)
        end = start + len(words)
        for _ in range(MOST_KEYS):
            span = self.page.evaluate(SELECTED)
            if span and span[0] <= start < span[1]:
                break
            self.press("j" if not span or span[1] <= start else "k", to="select")
        else:
            raise AssertionError(f"no sentence begins before {words!r}")
        self.move(0, start, "s", "]", "[")
        self.move(1, end, "e", "}", "{")

    def move(self, which: int, wanted: int, jump: str, later: str, earlier: str) -> None:
        """Bring an end of what is selected to a place."""
        words = list(WORD.finditer(self.work.content))
        place = self.page.evaluate(SELECTED)[which]
        ends = sorted(word.end() if which else word.start() for word in words)
        between = [each for each in ends if min(place, wanted) < each <= max(place, wanted)]
        if len(between) <= STEPS:
            for _ in range(STEPS):
                place = self.page.evaluate(SELECTED)[which]
                if place == wanted or (which and not WORD.search(self.work.content, *sorted((place, wanted)))):
                    return
                self.press(later if place < wanted else earlier, to="select")
            return
        word = min(words, key=lambda each: abs((each.end() if which else each.start()) - wanted))
        self.press(jump, to="select")
        for letter in word[0]:
            at = self.page.evaluate(JUMPING)
            if at is None:
                return
            if at[which] == word.span()[which] and at != [-1, -1]:
                break
            self.press(letter.lower(), to="select")
        for _ in range(MOST_KEYS):
            at = self.page.evaluate(JUMPING)
            if at is None:
                return
            self.press("Enter" if at[which] == word.span()[which] else "Tab", to="select")

    def find(self, path: str, words: str, value: str) -> None:
        """Type words until a value is offered among the first, and go to it."""
        for letter in words:
            if value in self.page.evaluate(OPTIONS, path)[:FEW]:
                break
            self.press(letter)
        self.press(*["ArrowDown"] * self.page.evaluate(OPTIONS, path).index(value))

    def typed(self, path: str, value: str) -> Iterable[str]:
        """What is typed to find a value, letter by letter; what begins with a digit, which would choose, is pasted."""
        # Labels are found by each of their words.
        label = self.work.label(path, value).removeprefix("is ")
        return [label] if label[0].isdigit() else label

    def fields(self, entry: Entry) -> None:
        """Fill in what is not there yet, in the order of the form, and take away what should not be."""
        for path, wanted in values_of(entry):
            has = self.page.evaluate(SHOWN).get(path)
            if has != wanted:
                self.field = path
                self.fill(path, wanted, has)
        expected = dict(values_of(entry))
        for path, has in self.page.evaluate(SHOWN).items():
            if has and path not in expected and path not in entry:
                self.field = path
                self.refuse(path, has)

    def refuse(self, path: str, has: Sequence[str]) -> None:
        """Take away what was suggested."""
        self.go(path)
        self.press(*["Backspace"] * len(has), to="refuse")

    def fill(self, path: str, wanted: list[Any], has: list[str] | None) -> None:
        """Bring a field to the values that are wanted."""
        row = self.page.locator(f"#panel [data-path='{path}']")
        if has is None:
            self.add(path)
        else:
            self.go(path)
        if path == "hedge" and isinstance(wanted[0], dict):
            self.read(path, wanted[0], has or [])
        elif isinstance(wanted[0], dict):
            for key, value in wanted[0].items():
                row.get_by_label(key, exact=True).fill(value)
                self.keys["write"] += len(value)
        elif row.locator("[role=combobox]").count():
            self.choose(path, wanted, has or [])
        elif row.locator("[role=radiogroup]").count():
            self.press(row.locator(f"[value='{wanted[0]}'] + span").inner_text()[0])
            if self.page.evaluate(SHOWN)[path] != wanted:
                row.locator("label", has=self.page.locator(f"[value='{wanted[0]}']")).click()
        else:
            row.locator("textarea, input").first.fill(wanted[0])
            self.keys["write"] += len(wanted[0])

    def read(self, path: str, wanted: Mapping[str, str], has: list[str]) -> None:
        """Choose the words of a hedge, the first letters of how they are read, and write why."""
        if has != [wanted["words"]]:
            self.choose(path, [wanted["words"]], has)
        reading = "field-hedge-reading-0"
        while not self.page.locator(f"#{reading}:focus").count():
            self.press("Tab", to="move")
        offered = self.page.evaluate(LISTED, reading)
        self.press(str(offered.index(wanted["likelihood"]) + 1))
        self.page.locator("#field-hedge-because-0").fill(wanted["because"])
        self.keys["write"] += len(wanted["because"])

    def go(self, path: str) -> None:
        """Bring the focus to a field: by Tab, or Shift and Tab, where it is near, else by its letter."""
        for _ in range(NEAR):
            if self.page.evaluate(FOCUSED, path):
                return
            if not self.page.evaluate(WITHIN, [path, NEAR]):
                break
            self.press("Shift+Tab" if self.page.evaluate(BEHIND, path) else "Tab", to="move")
        if not self.page.evaluate(FOCUSED, path):
            self.by_letter(path, to="move")
        assert self.page.evaluate(FOCUSED, path), path

    def add(self, path: str) -> None:
        """Add a field by its letter."""
        self.by_letter(path, to="add")
        self.page.wait_for_selector(f"#panel [data-path='{path}']")

    def by_letter(self, path: str, to: str) -> None:
        """Open the list of fields, out of the text that is being written if need be, and press a field's letter."""
        for key in ("Tab", "Escape"):
            if self.page.evaluate(WRITING):
                self.press(key, to=to)
        self.press("+", to=to)
        self.press(self.page.locator(f"#fields [data-field='{path}']").get_attribute("data-letter") or "", to=to)

    def choose(self, path: str, wanted: Sequence[str], has: list[str]) -> None:
        """Choose values from the list that is offered: by digit, or by letters until the first is the one."""
        if self.page.locator(f"#panel [data-path='{path}'] .combo.suggested").count():
            # What is chosen takes the place of what is suggested, unless that is kept by a comma.
            if has and has == wanted[: len(has)]:
                self.press(",")
            else:
                has = []
        while has != wanted[: len(has)]:
            self.press("Backspace")
            has = has[:-1]
        left = [value for value in wanted if value not in has]
        for number, value in enumerate(left):
            self.go(path)
            offered = self.page.evaluate(OPTIONS, path)
            box = self.page.locator(f"#panel [data-path='{path}'] [role=combobox]").first
            goes_on = number + 1 < len(left)
            if value in offered[:DIGITS] and not box.input_value():
                self.press(str(offered.index(value) + 1), *[","] * goes_on)
            elif "/" in value:
                self.choose_elsewhere(path, value)
            else:
                self.choose_by_letters(path, value, goes_on=goes_on)

    def choose_by_letters(self, path: str, value: str, *, goes_on: bool) -> None:
        """Type letters until a value is among the first that are offered, and take it."""
        offered: list[str] = []
        for letters in self.typed(path, value):
            self.page.keyboard.insert_text(letters) if len(letters) > 1 else self.press(letters)
            self.keys["choose"] += len(letters) if len(letters) > 1 else 0
            offered = self.page.evaluate(OPTIONS, path)
            if value in offered[: DIGITS if path in SCALES else FEW]:
                break
        place = offered.index(value)
        if place and path in SCALES:
            self.press(str(place + 1))
        else:
            self.press(*["ArrowDown"] * place, "," if goes_on else "Enter")

    def choose_elsewhere(self, path: str, value: str) -> None:
        """Choose a claim of another article: that first, by its title, then the claim."""
        article, _, name = value.rpartition("/")
        self.find(path, self.work.title(article), f"{article}/")
        self.press("Enter")
        self.page.wait_for_function(f"path => ({OPTIONS})(path).some(Boolean)", arg=path)
        self.find(path, name, value)
        self.press("Enter")


def values_of(entry: Entry) -> Iterator[tuple[str, list[Any]]]:
    """Every path of an entry that a form has, with its values, the content's first."""
    rest = {key: value for key, value in entry.items() if key not in ("id", "quote", "occurrence", *CONTENTS)}
    for key in ("said-by", "reported-by"):
        if key in rest:
            yield key, listed(rest.pop(key))
    for kind in CONTENTS:
        content = entry.get(kind)
        if isinstance(content, str):
            yield kind, [content]
        elif content:
            for key, value in content.items():
                yield f"{kind}/{key}", listed(value)
    for key, value in rest.items():
        yield key, listed(value)
