"""A person who codes: given a claim, makes it on the page with the fewest keys that she sees, and counts them."""

from __future__ import annotations

import re
from collections import Counter

KINDS = {"stance": "1", "event": "2", "leverage": "3", "denies": "d", "affirms": "d"}
CONTENTS = ("stance", "event", "leverage")
FOCUSED = "path => document.querySelector(`#panel [data-path='${path}']`)?.contains(document.activeElement) ?? false"
BEHIND = """path => {
    const row = document.querySelector(`#panel [data-path='${path}']`);
    return Boolean(row.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING);
}"""
SHOWN = """() => Object.fromEntries([...document.querySelectorAll("#panel [data-path]")].map((row) => {
    const chips = [...row.querySelectorAll(".chips li")].map((chip) => chip.dataset.value);
    const radio = row.querySelector("[type=radio]:checked");
    const input = row.querySelector("textarea, input[type=text]:not([role=combobox])");
    const texts = radio ? [radio.value] : input?.value && !chips.length ? [input.value] : [];
    return [row.dataset.path, [...chips, ...texts]];
}))"""
OPTIONS = """path => [...document.querySelectorAll(`#panel [data-path='${path}'] [role=option]`)]
    .map((option) => option.dataset.value)"""
MOST_TABS, DIGITS, FEW = 60, 9, 3


def listed(value):
    """A value of YAML as a list."""
    return [] if value is None else value if isinstance(value, list) else [value]


class Coder:
    """Makes claims in a workbench; `keys` are counted by what they were for, letters of free texts apart."""

    def __init__(self, work):
        self.work, self.page, self.keys, self.drags = work, work.page, Counter(), 0

    def press(self, *keys, to="choose"):
        """Press keys, and count them."""
        for key in keys:
            keyboard = self.page.keyboard
            keyboard.type(key) if len(key) == 1 else keyboard.press(key)
        self.keys[to] += len(keys)

    def code(self, entry):
        """Make one claim and save it."""
        first, *more = listed(entry["quote"])
        self.drag(first)
        kind = next(kind for kind in KINDS if kind in entry)
        with self.page.expect_response(re.compile("/suggestions")):
            self.press(KINDS[kind])
        self.page.wait_for_selector("#claims .new")
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
        with self.page.expect_response(re.compile("/changes")):
            self.press("Control+Enter", to="save")
        self.page.wait_for_selector("#claims .new", state="detached")

    def settled(self):
        """Wait until the passage has its quote."""
        self.page.wait_for_function("() => !CSS.highlights.get('selected')?.size")

    def drag(self, words):
        """Drag over the words of a quote as they stand in the text."""
        self.work.drag(self.work.written(words))
        self.drags += 1

    def fields(self, entry):
        """Fill in what is not there yet, in the order of the form, and take away what should not be."""
        for path, wanted in values_of(entry):
            has = self.page.evaluate(SHOWN).get(path)
            if has != wanted:
                self.fill(path, wanted, has)
        expected = dict(values_of(entry))
        for path, has in self.page.evaluate(SHOWN).items():
            if has and path not in expected and path not in entry:
                self.refuse(path, has)

    def refuse(self, path, has):
        """Take away what was suggested."""
        if self.page.locator(f"#panel [data-path='{path}'] [role=combobox]").count():
            self.page.locator(f"#panel [data-path='{path}'] [role=combobox]").focus()
            self.press(*["Backspace"] * len(has), to="refuse")
        else:
            self.page.locator(f"#panel [data-path='{path}'] .basis button").dispatch_event("click")
            self.keys["refuse"] += 1

    def fill(self, path, wanted, has):
        """Bring a field to the values that are wanted."""
        row = self.page.locator(f"#panel [data-path='{path}']")
        if has is None:
            self.add(path)
        else:
            self.go(path)
        if isinstance(wanted[0], dict):
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

    def go(self, path):
        """Press Tab, or Shift and Tab, until a field has the focus."""
        for _ in range(MOST_TABS):
            if self.page.evaluate(FOCUSED, path):
                return
            self.press("Shift+Tab" if self.page.evaluate(BEHIND, path) else "Tab", to="move")
        raise AssertionError(f"the Tab key does not come to {path}")

    def add(self, path):
        """Add a field by its first letters."""
        name = f"#add-field-{path.replace('/', '-')}"
        self.page.locator(".more-fields button").first.focus()
        self.keys["add"] += 1
        while not self.page.locator(f"{name}:focus").count():
            self.press(self.page.locator(name).inner_text()[2].lower(), to="add")
        self.press("Enter", to="add")
        self.page.wait_for_selector(f"#panel [data-path='{path}']")

    def choose(self, path, wanted, has):
        """Choose values from the list that is offered: by digit, or by letters until the first is the one."""
        while has != wanted[: len(has)]:
            self.press("Backspace")
            has = has[:-1]
        left = [value for value in wanted if value not in has]
        for number, value in enumerate(left):
            self.go(path)
            offered = self.page.evaluate(OPTIONS, path)
            if (
                value in offered[:DIGITS]
                and not self.page.locator(f"#panel [data-path='{path}'] [role=combobox]").input_value()
            ):
                self.press(str(offered.index(value) + 1))
                if number + 1 < len(left):
                    self.press(",")
                continue
            for letter in self.work.label(path, value):
                self.press(letter)
                offered = self.page.evaluate(OPTIONS, path)
                if value in offered[:FEW]:
                    self.press(*["ArrowDown"] * offered.index(value))
                    break
            self.press("," if number + 1 < len(left) else "Enter")


def values_of(entry):
    """Every path of an entry that a form has, with its values, the content's first."""
    rest = {key: value for key, value in entry.items() if key not in ("id", "quote", "occurrence", *CONTENTS)}
    yield "said-by", listed(rest.pop("said-by"))
    for kind in CONTENTS:
        content = entry.get(kind)
        if isinstance(content, str):
            yield kind, [content]
        elif content:
            for key, value in content.items():
                yield f"{kind}/{key}", listed(value)
    for key, value in rest.items():
        yield key, listed(value)
