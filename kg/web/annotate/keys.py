"""The keys of the workbench: what each does, in the order in which they are shown, and by which keys."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Key:
    """An action of the page, the keys that do it as browsers name them, and what it means for people.

    `group` is the heading under which it is shown. Keys that need no Control or Alt do nothing while somebody types.
    """

    action: str
    keys: tuple[str, ...]
    meaning: str
    group: str


KEYS: tuple[Key, ...] = (
    Key("next-sentence", ("j",), "Select the next sentence", "Choose words"),
    Key("previous-sentence", ("k",), "Select the sentence before", "Choose words"),
    Key("start-at", ("s",), "Begin the passage at a word: type its first two letters", "Choose words"),
    Key("end-at", ("e",), "End the passage at a word: type its first two letters", "Choose words"),
    Key("start-earlier", ("[",), "Begin one word earlier", "Choose words"),
    Key("start-later", ("]",), "Begin one word later", "Choose words"),
    Key("end-earlier", ("{",), "End one word earlier", "Choose words"),
    Key("end-later", ("}",), "End one word later", "Choose words"),
    Key("piece", ("m",), "Add the selected words to the claim's passage, or take them out of it", "Choose words"),
    Key("stance", ("1",), "A stance: who is for or against whom or what", "Make a claim"),
    Key("event", ("2",), "An event: who does what to whom", "Make a claim"),
    Key("leverage", ("3",), "Leverage: who can move whom", "Make a claim"),
    Key("denies", ("d",), "Denies another claim: choose it in the text or by typing", "Make a claim"),
    Key("copy", ("c",), "A new claim with the fields of this one", "Make a claim"),
    Key("form", ("Enter",), "Go into the form", "Make a claim"),
    Key("fields", ("+",), "Go to a field of the claim, or add it, by its letter", "Make a claim"),
    Key("save", ("Control+Enter",), "Save, and go on to the next", "Make a claim"),
    Key("leave", ("Escape",), "Out of the form, then close it", "Make a claim"),
    Key("next-claim", ("n",), "Open the next claim", "Claims"),
    Key("previous-claim", ("p",), "Open the claim before", "Claims"),
    Key("accept", ("a",), "Accept the suggested claim, and go on to the next", "Claims"),
    Key("delete", ("x",), "Delete the claim, or refuse the suggested one; undo brings it back", "Claims"),
    Key("undo", ("u", "Control+z"), "Undo, even after a reload", "Claims"),
    Key("redo", ("Shift+u", "Control+Shift+z"), "Redo", "Claims"),
    Key("search", ("/",), "Search the text, or the list", "This page"),
    Key("help", ("?",), "Show and change these keys", "This page"),
)
