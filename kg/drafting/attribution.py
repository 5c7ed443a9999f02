"""Who says what stands at a passage, and who passed it on, by the verbs and phrases of reporting in English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.drafting.sentences import sentence_at

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.drafting.mentions import Mention, Names
    from kg.model.records import Article

SAYING = (
    "acknowledge", "add", "admit", "affirm", "allege", "announce", "argue", "assert", "assess", "believe", "caution",
    "charge", "claim", "comment", "complain", "concede", "conclude", "confirm", "contend", "declare", "demand", "deny",
    "emphasize", "emphasise", "estimate", "explain", "express", "forecast", "hint", "indicate", "insist", "maintain",
    "note", "observe", "point out", "pledge", "predict", "promise", "quip", "recall", "reiterate", "remark", "reply",
    "report", "respond", "reveal", "state", "stress", "suggest", "urge", "vow", "warn", "worry", "write",
)  # fmt: skip
IRREGULAR = ("said", "says", "saying", "say", "told", "tells", "wrote", "written", "spoke", "replies", "replied",
             "denies", "denied")  # fmt: skip


def _forms(verb: str) -> Iterator[str]:
    first, _, rest = verb.partition(" ")
    stem = first.removesuffix("e")
    for form in (first + "s", stem + "ed", stem + "ing"):
        yield f"{form} {rest}".strip()


VERBS = sorted({form for verb in SAYING for form in _forms(verb)} | set(IRREGULAR), key=lambda verb: (-len(verb), verb))
SAYS = re.compile(rf"\b(?:{'|'.join(VERBS)})\b", re.IGNORECASE)
ACCORDING = re.compile(
    r"\b(?:according to|in the (?:words|view|opinion|eyes) of|as told by|quoted by)\s+", re.IGNORECASE
)
# Between it and a name stand an article and what describes the name; no mark, and no other part of the sentence.
DESCRIBED = re.compile(r"(?:[^\W\d_][\w-]*\s+){0,4}")
BASED = re.compile(r"-(?:based|backed|led|funded|controlled)\b", re.IGNORECASE)
# After a verb of saying stands a clause or a quotation, or the sentence ends.
CLAUSE = re.compile(r"\s*(?:that\b|how\b|[,:]|[\"“‘«]|$|[.](?:\s|$)|in a\b|on \w+day\b|\w+day\b)", re.IGNORECASE)
# Verbs after which a clause stands without "that", or what is denied.
BARE = frozenset({
    "said", "say", "says", "believe", "believes", "warned", "warns", "vowed", "vows", "pledged", "denied", "denies",
    "denying",
})  # fmt: skip
TELLS = re.compile(r"\b(?:told|tells)\s+", re.IGNORECASE)
# After these a word that looks like a verb is a noun: to demands, the claims.
BEFORE_NOUNS = frozenset({
    "a", "all", "an", "and", "any", "by", "for", "from", "her", "his", "its", "many", "no", "of", "on", "our", "over",
    "some", "such", "the", "their", "these", "those", "to", "with",
})  # fmt: skip
# A name after these is no subject.
PREPOSITION = re.compile(
    r"\b(?:about|after|against|among|at|between|by|for|from|in|into|of|on|over|to|toward|towards|under|with)\s+"
    r"(?:the\s+|an?\s+|its\s+|recent\s+)?\Z",
    re.IGNORECASE,
)
POSSESSIVE = re.compile(r"['’](?:s\b)?\s")
QUOTATION_ENDS = re.compile(r"[\"”»](?=[\s,.]|\Z)")
PRONOUNS = frozenset({"he", "she", "they"})
# So far from the verb a name may still be its subject; between them stand titles, appositions, the day.
NEAR, NEXT = 200, 40


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says it, who passed it on, nearest to the claimant first, and the words that say so ("" for the author)."""

    claimants: tuple[str, ...]
    reported_by: tuple[str, ...]
    basis: str


def attribution(
    text: str,
    names: Names,
    article: Article,
    sentences: Sequence[tuple[int, int]],
    passage: tuple[int, int],
) -> Attribution:
    """Who says a passage: whom its sentence names beside a word of reporting, else whoever spoke before and goes on.

    Where nothing attributes it, it is the article's own voice.
    """
    first, last = sentence_at(sentences, *passage)
    if first == last:
        return Attribution(article.voice, (), "")
    start, end = sentences[first][0], sentences[last - 1][1]
    cues = [cue for cue in _cues(text, names, start, end) if not cue.after_only or cue.offset < passage[1]]
    for cue in sorted(cues, key=lambda cue: (_distance(cue.offset, passage), cue.offset)):
        speaker = cue.speaker if not cue.pronoun else _spoke_before(text, names, sentences, first)
        if speaker:
            return Attribution((speaker,), cue.listeners, cue.words)
    if _within_quotation(text, start, passage) and (speaker := _spoke_before(text, names, sentences, first)):
        return Attribution((speaker,), (), "quotation marks that go on")
    return Attribution(article.voice, (), "")


@dataclass(frozen=True, slots=True)
class _Cue:
    """A word of reporting: where it stands, its words, who speaks ("" for a pronoun), and who listened.

    `after_only` is set if it says nothing of what stands before it: "challenged the embargoes, arguing that".
    """

    offset: int
    words: str
    speaker: str
    listeners: tuple[str, ...] = ()
    after_only: bool = False

    @property
    def pronoun(self) -> bool:
        """Whether it is he, she or they who speaks."""
        return not self.speaker


def _cues(text: str, names: Names, start: int, end: int) -> Iterator[_Cue]:
    mentions = [mention for mention in names.mentions(text, start, end) if mention.kind == "actor"]
    for match in ACCORDING.finditer(text, start, end):
        described = DESCRIBED.match(text, match.end(), end)
        reach = described.end() if described else match.end()
        near = (m for m in mentions if match.end() <= m.start <= reach and not BASED.match(text, m.end))
        if (speaker := next(near, None)) is not None:
            yield _Cue(match.start(), text[match.start() : speaker.end], speaker.slug)
    # A headline: ...: Experts
    last = mentions[-1] if mentions else None
    if last is not None and last.end == end and text[start : last.start].endswith(": "):
        yield _Cue(last.start, text[last.start : end], last.slug)
    for match in SAYS.finditer(text, start, end):
        is_noun = _word_before(text, match.start(), start) in BEFORE_NOUNS
        if not is_noun and (cue := _of_verb(text, match, mentions, start)):
            yield cue


def _of_verb(text: str, verb: re.Match[str], mentions: Sequence[Mention], start: int) -> _Cue | None:
    """Who is said to say something by a verb, or None where it is no verb of saying, or nobody of the project."""
    listeners = _listeners(text, verb, mentions)
    quotation = [match.end() for match in QUOTATION_ENDS.finditer(text, start, verb.start())]
    since = quotation[-1] if quotation else start
    word = verb[0].casefold()
    if {_word_before(text, verb.start(), start), _word_after(text, verb.end())} & PRONOUNS:
        return _Cue(verb.start(), text[verb.start() - 5 : verb.end()].strip(' "”,'), "", listeners)
    participle = word.endswith("ing")
    beside = participle and text[max(start, verb.start() - 2) : verb.start()].startswith(",")
    speaks = CLAUSE.match(text, verb.end()) or listeners or word in BARE or quotation or beside
    subject = _subject(text, mentions, since, verb.start())
    if subject is not None and speaks:
        return _Cue(verb.start(), text[subject.start : verb.end()], subject.slug, listeners, after_only=participle)
    after = next((m for m in mentions if 0 <= m.start - verb.end() <= NEXT), None)
    if after is not None and subject is None and text[max(start, since - 2) : verb.start()].rstrip()[-1:] in '"”,':
        return _Cue(verb.start(), text[verb.start() : after.end], after.slug)
    return None


def _subject(text: str, mentions: Sequence[Mention], start: int, end: int) -> Mention | None:
    """The nearest name before a verb that is neither after a preposition nor somebody's whose other name follows."""
    within = [m for m in mentions if start <= m.start and m.end <= end and end - m.end <= NEAR]
    subjects = [m for m in within if stands_free(text, m)]
    for mention in subjects[:-1]:
        # An apposition: Samantha Power, US Ambassador to the UN, has said.
        if text[mention.end : mention.end + 1] == "," and "," in text[subjects[-1].end : end]:
            return mention
    return subjects[-1] if subjects else None


def stands_free(text: str, mention: Mention) -> bool:
    """Whether a name may be a subject: after no preposition, nobody's whose other name follows, no part of a word."""
    oblique = PREPOSITION.search(text, max(0, mention.start - 24), mention.start)
    return not oblique and not POSSESSIVE.match(text, mention.end) and not BASED.match(text, mention.end)


def _listeners(text: str, verb: re.Match[str], mentions: Sequence[Mention]) -> tuple[str, ...]:
    """Who was told it, where the name follows the verb at once: an outlet that passed it on."""
    if not TELLS.match(text, verb.start()):
        return ()
    listener = next((m for m in mentions if 0 <= m.start - verb.end() <= len(" the ")), None)
    return (listener.slug,) if listener else ()


def _word_before(text: str, offset: int, start: int) -> str:
    words = text[max(start, offset - 20) : offset].split()
    return words[-1].strip('"”’,(').casefold() if words else ""


def _word_after(text: str, offset: int) -> str:
    words = text[offset : offset + 20].split()
    return words[0].strip('"”’,.)').casefold() if words else ""


def _spoke_before(text: str, names: Names, sentences: Sequence[tuple[int, int]], index: int) -> str:
    """Who speaks in the nearest of the three sentences before, as far as somebody is named beside a verb of saying."""
    for start, end in reversed(sentences[max(0, index - 3) : index]):
        speakers = [cue.speaker for cue in _cues(text, names, start, end) if cue.speaker]
        if speakers:
            return speakers[-1]
    return ""


def _within_quotation(text: str, start: int, passage: tuple[int, int]) -> bool:
    """Whether more quotation marks open than close between the beginning of the sentence and the passage."""
    before = text[start : passage[0] + 1]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1


def _distance(offset: int, passage: tuple[int, int]) -> int:
    start, end = passage
    return 0 if start <= offset < end else min(abs(offset - start), abs(offset - end))
