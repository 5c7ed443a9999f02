"""The actors, issues and events of a project that a stretch of text names."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kg import registry
from kg.sources.names import names_of
from kg.sources.words import cuts_after, cuts_before

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model.records import Actor, Corpus
    from kg.model.vocabulary import Vocabulary

# A name of one letter is none: "I" and "A" stand everywhere.
SHORTEST = 2
# What labels say of groups that nobody named, and texts do not.
UNNAMED = frozenset({"anonymous", "several", "some", "unidentified", "unnamed"})


@dataclass(frozen=True, slots=True, order=True)
class Mention:
    """A name as it stands in a text, and the actor, issue or event that it is of; code points, `end` exclusive."""

    start: int
    end: int
    kind: str
    slug: str


@dataclass(frozen=True)
class Names:
    """The names by which a text may call what a project has.

    Where a project has a state of the packaged registry under its own slug, the registry's names lead to it as well:
    demonyms and capitals. A name that several go by leads to none.
    """

    corpus: Corpus
    vocabulary: Vocabulary

    def mentions(self, text: str, start: int = 0, end: int | None = None) -> list[Mention]:
        """What is named between two offsets, in the order of the text; of names within names the longest."""
        return list(self._mentions(text, start, len(text) if end is None else end))

    def _mentions(self, text: str, start: int, end: int) -> Iterator[Mention]:
        while start < end:
            mention = self._beginning_at(text, start, end)
            if mention is None:
                start += 1
                continue
            # "The North Korean army" does not name the North.
            inner = (self._beginning_at(text, offset, end) for offset in range(start + 1, mention.end))
            mention = next((each for each in inner if each and each.end > mention.end), mention)
            yield mention
            start = mention.end

    def _beginning_at(self, text: str, start: int, end: int) -> Mention | None:
        candidates = self._by_beginning.get(text[start].casefold(), ())
        if not candidates or cuts_before(text, start):
            return None
        for name, kind, slug in candidates:
            last = start + len(name)
            if last <= end and _is_called(text[start:last], name) and not cuts_after(text, last):
                return Mention(start, last, kind, slug) if slug else None
        return None

    @cached_property
    def _by_beginning(self) -> dict[str, Sequence[tuple[str, str, str]]]:
        """The names by their first letter, the longest first; one that is of several has no slug."""
        meant: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
        for kind, records in (
            ("actor", self.corpus.actors),
            ("issue", self.corpus.issues),
            ("event", {slug: event for slug, event in self.corpus.events.items() if "/" not in slug}),
        ):
            for slug, record in records.items():
                for _, name in names_of(record):
                    meant[name][kind, slug] = None
        _add_short_forms(meant, self.corpus.actors)
        own = dict(meant)
        for known in registry.load(self.vocabulary.countries).by_slug.values():
            if known.actor.slug in self.corpus.actors:
                for name in known.actor.names:
                    if name not in own:
                        meant[name]["actor", known.actor.slug] = None
        names: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for name, of in meant.items():
            if len(name) >= SHORTEST:
                kind, slug = next(iter(of)) if len(of) == 1 else ("", "")
                names[name[0].casefold()].append((name, kind, slug))
        return {letter: sorted(each, key=lambda entry: (-len(entry[0]), entry)) for letter, each in names.items()}


def _add_short_forms(meant: dict[str, dict[tuple[str, str], None]], actors: Mapping[str, Actor]) -> None:
    """Add what a text calls people after it has named them, and those whom it does not name: Gause, experts."""
    short: dict[str, dict[tuple[str, str], None]] = defaultdict(dict)
    for slug, actor in actors.items():
        for name in (actor.label, *actor.aliases):
            first, _, rest = name.partition(" ")
            if actor.kind == "person" and rest:
                for word in (rest.rpartition(" ")[2], first):
                    short[word]["actor", slug] = None
            elif actor.kind == "group" and first.casefold() in UNNAMED and rest:
                short[rest]["actor", slug] = None
    for name, of in short.items():
        if name not in meant and len(of) == 1:
            meant[name] = of


def _is_called(words: str, name: str) -> bool:
    """Whether words are a name; where the name has capitals they have them, too, so that "us" is not the US."""
    if words == name:
        return True
    if words.casefold() != name.casefold() or len(words) != len(name):
        return False
    # A headline is in capitals, a sentence begins with one, and what a name begins with may lack one: the Gazette.
    return words.isupper() or (words[1:] == name[1:] and (words[0].isupper() or " " in name))
