"""What a model was asked and what it answered, kept beside the drafts by who wants to see it, without the key."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.drafting.models.protocols import without_key
from kg.editing.saving import replace_file
from kg.editing.text import FileText
from kg.http.addresses import shown
from kg.model.files import stays_inside
from kg.model.findings import printable

if TYPE_CHECKING:
    from pathlib import Path

    from kg.drafting.models.protocols import Answer, Model, Question


@dataclass
class Transcript:
    """The questions to one model about one article, in their order, each with its answer or what was wrong with it."""

    model: Model
    rounds: list[dict[str, Any]] = field(default_factory=list)

    def add(
        self, about: str, question: Question, answer: Answer | None, wrong: str = "", *, kept: bool = False
    ) -> None:
        """Add a question with its answer, which may be one that was kept from before."""
        self.rounds.append(
            {
                "about": about,
                "task": question.task,
                "matter": question.matter,
                "answer": answer.value if answer is not None else None,
                "wrong": wrong,
                "tokens": [answer.tokens_in, answer.tokens_out] if answer is not None else None,
                "kept": kept,
            }
        )

    def content(self) -> bytes:
        """The bytes of a file: JSON in which every character that is not seen is written as its number."""
        document = {
            "model": self.model.name,
            "address": shown(self.model.url),
            "protocol": self.model.protocol,
            "questions": self.rounds,
        }
        text = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
        escaped = "".join(c if c == "\n" or c.isprintable() else json.dumps(c)[1:-1] for c in text)
        return without_key(escaped, self.model.key).encode("utf-8", "replace")

    def save(self, root: Path, article: str) -> str:
        """Write it beside the drafts of an article, in place of the last; gives the name of the file.

        Raises ChangedError if somebody else writes it meanwhile, BusyError and OSError as files do.
        """
        sources = root / "sources"
        path = sources / "drafts" / f"{article}.transcript.json"
        stays_inside(path, sources)
        path.parent.mkdir(parents=True, exist_ok=True)
        replace_file(sources, FileText(path, path.read_bytes() if path.is_file() else b""), self.content())
        return path.relative_to(root).as_posix()


def as_text(question: Question) -> str:
    """A question as a terminal shows it."""
    lines = f"{question.task}\n{question.matter}".split("\n")
    return "\n".join(printable(line) for line in lines)
