"""Who says what by the grammar of a sentence, where spaCy and a model of English are installed.

Without them, or where the grammar does not tell, the patterns of `attribution.py` do. Everything here works on what
spaCy calls a document: tokens with a head, a relation to it, and the subtree below.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass, field
from importlib.metadata import entry_points
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from kg.drafting.attribution import SAYING, Attribution, stands_free
from kg.drafting.sentences import sentence_at

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.drafting.mentions import Mention, Names

LEMMAS = frozenset({*SAYING, "say", "tell", "speak", "agree", "point"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
LISTENERS = frozenset({"dobj", "dative", "iobj", "obj"})
# The parts of a pipeline that are needed here, and those that only take time.
NEEDED = ("tagger", "parser")
USELESS = ("ner", "senter", "entity_linker", "textcat")
# The smaller first: it is quicker, and nearly as good at subjects.
USUAL = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg", "en_core_web_trf")
# So many sentences are kept parsed.
KEPT = 2_000


@dataclass(frozen=True, slots=True)
class Installed:
    """What there is of spaCy: whether it is installed, and its models of English by the names of their packages."""

    spacy: bool
    models: tuple[str, ...] = ()


def installed() -> Installed:
    """What is installed, without loading any of it."""
    if find_spec("spacy") is None:
        return Installed(spacy=False)
    names = {entry.name for entry in entry_points(group="spacy_models")}
    english = {name for name in names if name.partition("_")[0] == "en"}
    usual = [name for name in USUAL if name in english]
    return Installed(spacy=True, models=(*usual, *sorted(english - {*usual})))


@dataclass(frozen=True)
class Grammar:
    """The grammar of sentences by a pipeline of spaCy, or what behaves as one; `name` is that of its model."""

    parse: Callable[[str], Any]
    name: str = ""
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @classmethod
    def load(cls) -> Grammar | None:
        """The first model of English that is installed and can be loaded, or None."""
        for name in installed().models:
            if (grammar := cls.of_model(name)) is not None:
                return grammar
        return None

    @classmethod
    def of_model(cls, name: str) -> Grammar | None:
        """The model of a name, or in a folder, None where it cannot be loaded or has no grammar."""
        import spacy  # noqa: PLC0415 - an extra, and slow to import

        try:
            with warnings.catch_warnings():
                # That it was made for another version is said by spaCy, and does no harm but to its accuracy.
                warnings.simplefilter("ignore")
                pipeline = spacy.load(name, exclude=[*USELESS])
        except (OSError, ImportError, ValueError):
            return None
        return cls(pipeline, name) if all(each in pipeline.pipe_names for each in NEEDED) else None

    def attribution(
        self, text: str, names: Names, sentences: Sequence[tuple[int, int]], passage: tuple[int, int]
    ) -> Attribution | None:
        """Who says a passage by the verb of saying that governs it, None where there is none, or nobody of the project.

        Of several verbs the nearest above the passage counts: "China says that Japan believes …" is what Japan says.
        """
        first, last = sentence_at(sentences, *passage)
        if last - first != 1:
            return None
        start, end = sentences[first]
        document = self._parsed(text[start:end])
        actors = [each for each in names.mentions(text, start, end) if each.kind == "actor"]
        inside = [token for token in document if passage[0] <= start + token.idx < passage[1] and not token.is_space]
        if not inside or not actors:
            return None
        for verb in _verbs_above(inside):
            subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
            if subject is None or any(token.i in {each.i for each in subject.subtree} for token in inside[:1]):
                continue
            speaker = _named(text, actors, subject, start)
            if speaker is None:
                return None
            words = text[min(speaker.start, start + verb.idx) : max(speaker.end, start + verb.idx + len(verb.text))]
            return Attribution((speaker.slug,), _listeners(actors, verb, start), words)
        return None

    def _parsed(self, sentence: str) -> Any:
        """The document of a sentence, kept for the next passage of it."""
        if sentence not in self.kept:
            if len(self.kept) >= KEPT:
                self.kept.clear()
            self.kept[sentence] = self.parse(sentence)
        return self.kept[sentence]


def _verbs_above(tokens: Sequence[Any]) -> Iterator[Any]:
    """The verbs of saying above most of the tokens, the nearest first, which are not among them."""
    within = {token.i for token in tokens}
    # The token whose head is outside of the passage is what the passage hangs on.
    top = next((token for token in tokens if token.head.i not in within), tokens[0])
    seen = set()
    token = top.head
    while token.i not in seen:
        seen.add(token.i)
        if token.i not in within and token.lemma_.casefold() in LEMMAS:
            yield token
        token = token.head


def _named(text: str, actors: Sequence[Mention], subject: Any, offset: int) -> Mention | None:
    """The actor that a subject names: by its head, by what stands beside it, else the first in it that stands free."""
    near = [subject, *(token for token in subject.subtree if token.dep_ in {"appos", "compound", "flat"})]
    for token in near:
        place = offset + token.idx
        for actor in actors:
            if actor.start <= place < actor.end and stands_free(text, actor):
                return actor
    places = {offset + token.idx for token in subject.subtree}
    return next((actor for actor in actors if actor.start in places and stands_free(text, actor)), None)


def _listeners(actors: Sequence[Mention], verb: Any, offset: int) -> tuple[str, ...]:
    """Who was told, where it is an actor."""
    if verb.lemma_.casefold() != "tell":
        return ()
    places = {offset + token.idx for child in verb.children if child.dep_ in LISTENERS for token in child.subtree}
    return tuple(dict.fromkeys(actor.slug for actor in actors if actor.start in places))[:1]
