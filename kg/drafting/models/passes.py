"""A model's answers → drafts: what it says is compared with the text, the registry and the scales, and never followed.

In the first pass a model gives passages and who says them, in the second it says of each, from its quote and the
sentences around it alone, what it says, and once more who does. Where both passes differ, a flag says so.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from kg.drafting.draft import Draft, Flag, id_of
from kg.drafting.gates import Gates, Refused
from kg.drafting.modality import why_no_interval
from kg.drafting.models.cost import tokens
from kg.drafting.models.prompts import MOST_PASSAGES, Prompts
from kg.drafting.models.protocols import Answer, AnswerError, Question
from kg.drafting.models.schema import KINDS, NONE
from kg.drafting.rules import MISSING
from kg.drafting.suggestions import TYPE_KEY
from kg.drafting.types import SCALES
from kg.model.dates import DateError, span
from kg.model.vocabulary import UNSEEN
from kg.model.wording import clipped, counted
from kg.sources.quotes import FoldedText
from kg.sources.quoting import LONGEST_QUOTE
from kg.sources.schema import CONTROL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from kg.drafting.models.answers import Answers
    from kg.drafting.models.client import Client
    from kg.drafting.models.cost import Spent
    from kg.drafting.models.transcript import Transcript
    from kg.drafting.suggestions import Suggester
    from kg.model.records import Article, Passage

Row = dict[str, Any]
# So many rows of one answer are looked at, and so many claims of an article.
MOST_ROWS, MOST_CLAIMS = 200, 500
LONGEST_TEXT, LONGEST_NAME = 300, 80
ATTEMPTS = 2
# Who reports to have read less of what was sent has not read it all, however tokens are counted.
LEAST_READ = 0.4
AGAIN = "\n\nThe last answer was not in the form that is asked for. Give the JSON object alone."
FROM_WINDOW = "the model, from the quote and the sentences around it"
# What models write for the article itself, beside what they are told to.
VOICE = frozenset({"", NONE, "author", "the author", "article", "the article", "narrator", "n/a", "null"})
MARKS = "\"'“”‘’«»„"
TEXTS: Mapping[str, tuple[str, ...]] = {"stance": (), "event": ("label",), "leverage": ("instrument", "aim")}
TERMS: Mapping[str, Mapping[str, str]] = {
    "stance": {TYPE_KEY["stance"]: SCALES["stance"]},
    "event": {TYPE_KEY["event"]: SCALES["event"], "status": "Status"},
    "leverage": {TYPE_KEY["leverage"]: SCALES["leverage"], "strength": "Strength"},
}
# What a content has to have; an event of which nobody is said to do it may be one all the same.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "stance": ("holder", "target", "type"),
    "event": ("initiator", "type"),
    "leverage": ("wielder", "over", "instrument", "effect", "strength"),
}
PARTIES: Mapping[str, Mapping[str, str]] = {
    "stance": {"holder": "actor", "target": ""},
    "event": {"initiator": "actor", "recipient": "actor", "about": "issue"},
    "leverage": {"wielder": "actor", "over": "actor"},
}


@dataclass
class Asking:
    """Asks a model, unless it was asked the same before, and counts what that costs.

    `tell` is told of what is left out of its answers, `progress` of each question that it is asked. `cut` is set once
    it was told that the model reads less than it is sent.
    """

    client: Client
    answers: Answers
    spent: Spent
    transcript: Transcript | None = None
    tell: Callable[[str], None] = field(default=lambda _: None)
    progress: Callable[[str], None] = field(default=lambda _: None)
    cut: bool = False

    def rows(self, about: str, question: Question, name: str) -> list[Row]:
        """The rows of an answer; none, which is told, where it is twice in no form that can be read.

        Raises ModelError where the model cannot be asked, CostError where no more may be asked.
        """
        wrong = ""
        for attempt in range(ATTEMPTS):
            asked = question if not attempt else Question(
                question.task, question.matter + AGAIN, question.schema, question.most_tokens
            )  # fmt: skip
            try:
                return self._rows(about, asked, name)
            except AnswerError as error:
                wrong = str(error)
        self.tell(f"{about}: {wrong}")
        return []

    def _rows(self, about: str, question: Question, name: str) -> list[Row]:
        model, asked = self.client.model, self.client.asked(question)
        kept = self.answers.get(model, asked)
        answer = kept
        try:
            if answer is None:
                self.spent.check()
                self.progress(about)
                answer = self.client.ask(question)
                self.spent.add(question, answer)
                self._check_read(question, answer)
            rows = _rows(answer.value, name)
        except AnswerError as error:
            if answer is None:
                self.spent.add(question, Answer(None))
            self._note(about, question, answer, str(error), kept=kept is not None)
            raise
        self.spent.kept += kept is not None
        self._note(about, question, answer, "", kept=kept is not None)
        if kept is None:
            self.answers.put(model, asked, answer)
        return rows

    def _check_read(self, question: Question, answer: Answer) -> None:
        """Tell once where the model reports that it read much less than it was sent, which servers do not tell."""
        sent = tokens(question.task) + tokens(question.matter)
        if not self.cut and answer.tokens_in is not None and answer.tokens_in < LEAST_READ * sent:
            self.cut = True
            self.tell(
                f"of about {sent:,} tokens the model reports to have read {answer.tokens_in:,}; its server may cut "
                "what is long, so let it have a longer context"
            )

    def _note(self, about: str, question: Question, answer: Answer | None, wrong: str, *, kept: bool) -> None:
        if self.transcript is not None:
            self.transcript.add(about, question, answer, wrong, kept=kept)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What the first pass gives: a passage in the words of the text, who says it, by which words, and its kind."""

    quote: str
    occurrence: int | None
    passage: Passage
    claimant: str
    words: str
    kind: str
    denied: bool


@dataclass(frozen=True)
class Passes:
    """Both passes over one article."""

    gates: Gates
    asking: Asking

    @cached_property
    def prompts(self) -> Prompts:
        """The questions."""
        return Prompts(self.gates)

    def drafts(self) -> Iterator[Draft]:
        """The drafts, in the order of the text."""
        proposals = self.proposals()
        said = {id(proposal): row for proposal, row in self._contents(proposals)}
        lost = len(proposals) - len(said)
        if lost:
            self.asking.tell(f"of {counted(lost, 'passage')} the model did not say what it says")
        for proposal in proposals:
            row = said.get(id(proposal))
            if row is not None and (draft := self._draft(proposal, row)) is not None:
                yield draft

    def proposals(self) -> list[Proposal]:
        """What the first pass gives that stands in the text, in its order; what does not is told."""
        proposals: dict[tuple[int, int, str], Proposal] = {}
        refused: dict[str, int] = defaultdict(int)
        coded = 0
        for number, question in enumerate(self.prompts.of_passages(), 1):
            for row in self.asking.rows(f"passages, part {number}", question, "passages"):
                proposal = self._proposal(row)
                if isinstance(proposal, Refused):
                    refused[proposal.rule] += 1
                elif self._is_coded(proposal.passage):
                    coded += 1
                elif len(proposals) < MOST_CLAIMS:
                    passage = proposal.passage
                    proposals.setdefault((passage.start, passage.end, proposal.kind), proposal)
        for rule, count in sorted(refused.items()):
            self.asking.tell(f"{counted(count, 'passage')} of the model refused: {rule}")
        if coded:
            self.asking.tell(f"{counted(coded, 'passage')} of the model coded already, and left alone")
        return [proposals[key] for key in sorted(proposals)]

    @cached_property
    def _coded(self) -> list[tuple[int, int]]:
        """The passages of the article's claims."""
        slug = self.gates.article.slug
        claims = (claim for claim in self.gates.suggester.corpus.claims if claim.article == slug)
        return [(passage.start, passage.end) for claim in claims for passage in claim.passages]

    def _is_coded(self, passage: Passage) -> bool:
        return any(start < passage.end and passage.start < end for start, end in self._coded)

    def _proposal(self, row: Row) -> Proposal | Refused:
        given = row.get("quote")
        # One too long stays so.
        given = given[: LONGEST_QUOTE + 1] if isinstance(given, str) else ""
        quote, occurrence = self._located(given, row.get("sentence"))
        passages = self.gates.passages({"quote": quote, "occurrence": occurrence})
        if isinstance(passages, Refused):
            return passages
        kind = row.get("kind")
        return Proposal(
            # In the words of the text, whatever marks the model writes.
            quote=" ".join(passages[0].exact.split()),
            occurrence=occurrence,
            passage=passages[0],
            claimant=_text(row.get("claimant"), LONGEST_NAME),
            words=_text(row.get("words"), LONGEST_TEXT),
            kind=kind if kind in KINDS else KINDS[0],
            denied=_is_yes(row.get("denied")),
        )

    def _located(self, quote: str, sentence: object) -> tuple[str, int | None]:
        """A quote, without marks that were put around it, and which occurrence is meant by the number of a sentence."""
        text, furniture = self.gates.text, self.gates.article.furniture
        for words in (quote, quote.strip(MARKS + " "), quote.strip(MARKS + " .,;")):
            places = text.find(words, furniture) if words else []
            if len(places) == 1:
                return words, None
            if places:
                start, end = self._sentence(sentence)
                within = [index for index, (first, last) in enumerate(places, 1) if start <= first and last <= end]
                return words, within[0] if len(within) == 1 else None
        return quote, None

    def _sentence(self, number: object) -> tuple[int, int]:
        """Where a sentence begins and ends by its number, or nowhere."""
        bounds = self.gates.sentences
        if not isinstance(number, int) or isinstance(number, bool):
            return 0, 0
        return bounds[number - 1] if 1 <= number <= len(bounds) else (0, 0)

    def _contents(self, proposals: Sequence[Proposal]) -> Iterator[tuple[Proposal, Row]]:
        """What the second pass says of each proposal, those of a kind together."""
        for kind in KINDS:
            alike = [proposal for proposal in proposals if proposal.kind == kind]
            for start in range(0, len(alike), MOST_PASSAGES):
                batch = alike[start : start + MOST_PASSAGES]
                question = self.prompts.of_contents(kind, [[each.passage] for each in batch])
                about = f"contents, {kind} {start + 1} to {start + len(batch)}"
                by_number: dict[int, Row] = {}
                for row in self.asking.rows(about, question, "contents"):
                    number = row.get("passage")
                    if isinstance(number, int) and not isinstance(number, bool):
                        by_number.setdefault(number, row)
                for number, proposal in enumerate(batch, 1):
                    if number in by_number:
                        yield proposal, by_number[number]

    def _draft(self, proposal: Proposal, row: Row) -> Draft | None:
        """The draft of both passes, or None where the gates refuse it."""
        entry = _Entry(self.gates.suggester, self.gates.article, proposal.kind)
        agreed = [
            entry.said(proposal, row),
            entry.polarity(proposal, row),
            entry.fits(row),
        ]
        entry.modality(proposal.quote, row)
        entry.content(proposal.quote, row)
        claim: dict[str, object] = {"quote": proposal.quote}
        if proposal.occurrence is not None:
            claim["occurrence"] = str(proposal.occurrence)
        claim |= entry.fields
        outcome = self.gates.gate(claim)
        if isinstance(outcome, Refused):
            return None
        if self._stands(proposal.words, proposal.passage):
            entry.because["said-by"] = f"“{proposal.words}”"
        return Draft(
            id=id_of(self.gates.article.slug, proposal.quote, proposal.occurrence),
            drafted_by=self.asking.client.model.name,
            claim=claim,
            rank=sum(agreed) / len(agreed),
            because=entry.because,
            flags=tuple(dict.fromkeys((*entry.flags, *outcome, *entry.missing()))),
        )

    def _stands(self, words: str, passage: Passage) -> bool:
        """Whether words stand in the sentences around a passage."""
        start, end = self.prompts.window([passage])
        return bool(words) and bool(FoldedText.of(self.gates.text.original[start:end]).find(words, most=1))


@dataclass
class _Entry:
    """The fields of a claim as they are put together, on what they rest, and what a person should look at."""

    suggester: Suggester
    article: Article
    kind: str
    fields: dict[str, object] = field(default_factory=dict)
    because: dict[str, str] = field(default_factory=dict)
    flags: list[Flag] = field(default_factory=list)

    def said(self, proposal: Proposal, row: Row) -> bool:
        """Who says it by the first pass, else by the second; whether both name the same."""
        first = self._claimants(proposal.claimant)
        again = _text(row.get("claimant"), LONGEST_NAME)
        second = self._claimants(again)
        if not first:
            self._unknown("said-by", proposal.claimant)
        claimants = first or second
        if claimants:
            self.fields["said-by"] = _one_or_many(claimants)
            self.because["said-by"] = "the model, from the article" if first else FROM_WINDOW
        chain = [slug for slug in self._parties("reported-by", row.get("reporters"), "actor") if slug not in claimants]
        if chain := [slug for slug in chain if slug not in self.article.voice]:
            self.fields["reported-by"] = _one_or_many(chain)
            self.because["reported-by"] = FROM_WINDOW
        if first and first != second:
            self.flags.append(Flag("said-by", f"asked again, the model says that “{_shown(again or NONE)}” says it"))
        return bool(first) and first == second

    def polarity(self, proposal: Proposal, row: Row) -> bool:
        """Whether it is denied, by the second pass; whether the first says the same."""
        denied = _is_yes(row.get("denied"))
        if denied:
            self.fields["polarity"] = "denied"
            self.because["polarity"] = FROM_WINDOW
        if denied != proposal.denied:
            said = "denied" if proposal.denied else "affirmed"
            self.flags.append(Flag("polarity", f"before, the model said that it is {said}"))
        return denied == proposal.denied

    def fits(self, row: Row) -> bool:
        """Whether the second pass takes the quote for what the first took it for."""
        if _is_yes(row.get("fits")):
            return True
        self.flags.append(Flag(self.kind, f"asked again, the model does not say that the quote says a {self.kind}"))
        return False

    def modality(self, quote: str, row: Row) -> None:
        """Mode, certainty, hedges that stand in the quote, and the condition of what is conditional."""
        for name, scale in (("mode", "Mode"), ("certainty", "Certainty")):
            value = self._term(name, scale, row.get(name))
            if value and value != "reported":
                self.fields[name] = value
                self.because[name] = FROM_WINDOW
        folded = FoldedText.of(quote)
        hedges = []
        for words in _texts(row.get("hedges"))[:9]:
            if folded.find(words, most=1):
                hedges.append(words)
            else:
                self.flags.append(Flag("hedge", f"the model's “{_shown(words)}” does not stand in the quote"))
        if hedges:
            self.fields["hedge"] = _one_or_many(list(dict.fromkeys(hedges)))
            self.because["hedge"] = "it stands in the quote"
        if self.fields.get("mode") == "forecast" and (why := why_no_interval(quote, self.suggester.vocabulary)):
            self.fields["no-interval"] = why
            self.because["no-interval"] = "no term of the scheme is in the quote"
        condition = _text(row.get("condition"), LONGEST_TEXT)
        if condition and self.fields.get("mode") == "conditional":
            self.fields["condition"] = condition
            self.because["condition"] = FROM_WINDOW

    def content(self, quote: str, row: Row) -> None:
        """The content by what its kind has."""
        content: dict[str, object] = {}
        for name in TEXTS[self.kind]:
            if value := _text(row.get(name), LONGEST_TEXT):
                content[name] = value
        if self.kind == "event" and "label" not in content:
            content["label"] = clipped(quote, LONGEST_NAME)
        for name, of in PARTIES[self.kind].items():
            slugs = list(self._parties(f"{self.kind}.{name}", row.get(name), of))
            if slugs:
                content[name] = slugs[0] if name == "target" else _one_or_many(slugs)
        for name, scale in TERMS[self.kind].items():
            value = self._term(f"{self.kind}.{name}", scale, row.get(name))
            if value and (name, value) != ("status", "occurred"):
                content[name] = value
        if self.kind == "event" and (when := self._date(_text(row.get("when"), LONGEST_NAME))):
            content["when"] = when
        self.fields[self.kind] = content
        self.because |= {f"{self.kind}.{name}": FROM_WINDOW for name in content}
        if self.kind == "event" and not _text(row.get("label"), LONGEST_TEXT):
            self.because["event.label"] = "the words of the quote"

    def missing(self) -> Iterator[Flag]:
        """A flag for each key that has to be there, is not, and has no flag yet."""
        content = self.fields.get(self.kind)
        assert isinstance(content, dict)
        told = {flag.field for flag in self.flags}
        paths = {"said-by": self.fields.get("said-by")}
        if self.fields.get("mode") == "conditional":
            paths["condition"] = self.fields.get("condition")
        paths |= {f"{self.kind}.{key}": content.get(key) for key in NEEDED[self.kind]}
        for path, value in paths.items():
            if not value and path not in told:
                yield Flag(path, MISSING)

    def _claimants(self, name: str) -> list[str]:
        if name.casefold() in VOICE:
            return list(self.article.voice)
        slug = self._slug(name, "actor")
        return [slug] if slug else []

    def _parties(self, path: str, value: object, of: str) -> Iterator[str]:
        """The slugs of those who are named; a flag for each whom the project does not have."""
        names = dict.fromkeys(name for name in _texts(value) if name.casefold() not in {"", NONE})
        slugs: dict[str, None] = {}
        for name in list(names)[:20]:
            if slug := self._slug(name, of):
                slugs[slug] = None
            else:
                self._unknown(path, name)
        yield from slugs

    def _slug(self, name: str, of: str) -> str:
        """The slug of an actor, issue or event of the project that a model names, by slug or in words, or nothing."""
        corpus = self.suggester.corpus
        registries: Mapping[str, Mapping[str, object]] = {
            "actor": corpus.actors, "issue": corpus.issues, "event": corpus.events
        }  # fmt: skip
        # Some give a line of a list for its key: china: China, Beijing.
        for key in (name, name.partition(":")[0].strip()):
            if any(key in records for kind, records in registries.items() if of in {"", kind}):
                return key
        mentions = [each for each in self.suggester.names.mentions(name) if of in {"", each.kind}]
        bare = name.removeprefix("the ").removeprefix("The ")
        whole = [each for each in mentions if name[each.start : each.end] in {name, bare}]
        return whole[0].slug if whole else ""

    def _term(self, path: str, scale: str, value: object) -> str:
        """The notation of a term; a flag where it is none."""
        notation = _text(value, LONGEST_NAME)
        terms = self.suggester.vocabulary.terms(scale)
        if notation in terms:
            return notation
        meant = next((each for each, term in terms.items() if notation.casefold() in {each.casefold(), term.label}), "")
        if notation and not meant:
            self.flags.append(Flag(path, f"the model's “{_shown(notation)}” is no term of the codebook"))
        return meant

    def _date(self, value: str) -> str:
        if not value or value.casefold() == NONE:
            return ""
        try:
            span(value)
        except DateError:
            self.flags.append(Flag("event.when", f"the model's “{_shown(value)}” is no date"))
            return ""
        return value

    def _unknown(self, path: str, name: str) -> None:
        self.flags.append(Flag(path, f"the model names “{_shown(name)}”, whom the project does not have"))


def _rows(value: Any, name: str) -> list[Row]:
    """The rows in an answer; raises AnswerError where it has none."""
    listed = value.get(name) if isinstance(value, dict) else value
    if not isinstance(listed, list):
        raise AnswerError(f"its answer has no list of {name}")
    return [each for each in listed[:MOST_ROWS] if isinstance(each, dict)]


def _text(value: object, longest: int) -> str:
    """A text in one line, without what is not seen or steers a terminal, cut where it is long."""
    if not isinstance(value, str):
        return ""
    return clipped(" ".join(UNSEEN.sub("", CONTROL.sub(" ", value[: 4 * longest])).split()), longest)


def _texts(value: object) -> list[str]:
    listed: Iterable[object] = value if isinstance(value, list) else [value]
    return [words for each in listed if (words := _text(each, LONGEST_NAME))]


def _shown(text: str) -> str:
    return clipped(text, LONGEST_NAME)


def _is_yes(value: object) -> bool:
    return value is True or (isinstance(value, str) and value.strip().casefold() in {"yes", "true"})


def _one_or_many(values: list[str]) -> object:
    return values[0] if len(values) == 1 else values
