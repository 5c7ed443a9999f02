"""What models answered, kept in the user's folder for caches, so that a run that was cut short does not pay twice.

Each answer has a file of its own, named by the hash of the model, its address and all that was asked; neither the key
nor the text of an article is in it. Whatever is damaged there is as if it had never been kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from kg.cache import VARIABLE
from kg.drafting.models.protocols import MOST_TOKENS, Answer

if TYPE_CHECKING:
    from kg.drafting.models.protocols import Model

# So many answers stay, the newest.
MOST = 5_000
MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers by what was asked; without a folder none is kept."""

    folder: Path | None

    def get(self, model: Model, body: bytes) -> Answer | None:
        """What the model answered to this before, or None."""
        if self.folder is None:
            return None
        path = self.folder / _name(model, body)
        try:
            if path.stat().st_size > MOST_BYTES:
                return None
            kept = json.loads(path.read_bytes())
            counts = [kept["tokens_in"], kept["tokens_out"]]
            value = kept["value"]
        except (OSError, ValueError, RecursionError, LookupError, TypeError):
            return None
        whole = all(each is None or (isinstance(each, int) and 0 <= each <= MOST_TOKENS) for each in counts)
        return Answer(value, *counts) if whole else None

    def put(self, model: Model, body: bytes, answer: Answer) -> None:
        """Keep an answer, if the system lets it be written."""
        if self.folder is None:
            return
        kept = {"value": answer.value, "tokens_in": answer.tokens_in, "tokens_out": answer.tokens_out}
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            number, name = tempfile.mkstemp(dir=self.folder, prefix=".")
            with os.fdopen(number, "w", encoding="utf-8") as file:
                json.dump(kept, file)
            Path(name).replace(self.folder / _name(model, body))

    def sweep(self) -> None:
        """Remove the oldest where there are very many."""
        if self.folder is None:
            return
        with suppress(OSError):
            files = sorted((path.stat().st_mtime_ns, path) for path in self.folder.iterdir())
            for _, path in files[:-MOST]:
                path.unlink(missing_ok=True)


def of_user() -> Answers:
    """Where answers are kept for this user: in the folder for caches, or nowhere if KG_CACHE is empty."""
    given = os.environ.get(VARIABLE)
    if given == "":
        return Answers(None)
    base = Path(given) if given else platformdirs.user_cache_path("detente", appauthor=False)
    return Answers(base / "answers")


def _name(model: Model, body: bytes) -> str:
    digest = hashlib.sha256()
    for part in (model.protocol, model.url, model.name):
        digest.update(part.encode("utf-8", "replace") + b"\0")
    digest.update(body)
    return f"{digest.hexdigest()}.json"
