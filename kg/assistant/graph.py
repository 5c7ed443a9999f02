"""The build that is asked, opened once; a new build is seen by its store."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from kg.measure.lens import Lens
from kg.model.records import GraphError
from kg.project import Project
from kg.questions.counting import uncounted
from kg.questions.dyads import tensions
from kg.rdf.build import STORE
from kg.server.build import identity_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kg.assistant.pages import Listing
    from kg.model.records import Claim
    from kg.network.network import Network
    from kg.questions.counting import Reason
    from kg.questions.dyads import DyadTension

TRIES = 3
MOST_LENSES = 8
MOST_KEPT = 16


@dataclass(frozen=True, eq=False)
class Evidence:
    """A network as it was known, seen through a lens: its scores, what counts in none, and who denies what."""

    network: Network
    lens: Lens

    @cached_property
    def dyads(self) -> tuple[DyadTension, ...]:
        """Every dyad of the day, most tense first."""
        return tensions(self.network, self.lens)

    @cached_property
    def uncounted(self) -> Mapping[str, Reason]:
        """The claims that count in no score, with the reason."""
        return uncounted(self.network, self.dyads, self.lens)

    @cached_property
    def by_content(self) -> Mapping[str, tuple[Claim, ...]]:
        """The claims of each content, whether they affirm or deny it."""
        found: dict[str, list[Claim]] = {}
        for claim in self.network.claims.values():
            found.setdefault(claim.content_key, []).append(claim)
        return {key: tuple(claims) for key, claims in found.items()}

    def opposing(self, claim: Claim) -> tuple[Claim, ...]:
        """The claims that say the opposite of one: its denials, or what it denies."""
        return tuple(other for other in self.by_content[claim.content_key] if other.polarity != claim.polarity)


class Snapshot:
    """One build: its project, and the evidence by the last few lenses that were asked for."""

    def __init__(self, project: Project, identity: str) -> None:
        self.project, self.identity = project, identity
        self.network: Network = project.as_known().for_sentences
        self.manifest = project.manifest()
        dataset = self.manifest.get("dataset")
        self.dataset = dataset if isinstance(dataset, str) else identity
        self._evidence = lru_cache(MOST_LENSES)(self._seen)
        # What was last answered, by what it was asked: the next page of it costs nothing then.
        self._kept: OrderedDict[str, Listing] = OrderedDict()

    def seen(self, lens: Lens | None = None) -> Evidence:
        """The evidence through a lens, on the newest article's day where it has none."""
        return self._evidence(lens or Lens())

    def kept(self, key: str) -> Listing | None:
        """An answer that was kept, if it still is."""
        return self._kept.get(key)

    def keep(self, key: str, answer: Listing) -> None:
        """Keep an answer, in place of the oldest where there are many."""
        self._kept[key] = answer
        self._kept.move_to_end(key)
        while len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)

    def _seen(self, lens: Lens) -> Evidence:
        network = self.network if lens.known_at is None else self.network.as_known(lens.known_at)
        return Evidence(network, network.focus(lens))


class Graph:
    """The graph of a project's folder, or of a file of RDF; asked from threads, it is opened by one of them."""

    def __init__(self, root: Path, out: Path | None = None) -> None:
        self.root, self.out = root, out or root / "out"
        self._lock = threading.Lock()
        self._snapshot: Snapshot | None = None

    def current(self) -> Snapshot:
        """The newest build; raises GraphError (NotBuiltError) where there is none that can be read."""
        with self._lock:
            for _ in range(TRIES):
                identity = self._identity()
                if self._snapshot is not None and identity and self._snapshot.identity == identity:
                    return self._snapshot
                opened = Snapshot(Project(self.root, self.out), identity)
                # A build may have taken its place meanwhile.
                if self._identity() == identity:
                    self._snapshot = opened
                    return opened
        raise GraphError("the graph is just being built; ask again")

    def _identity(self) -> str:
        try:
            return identity_of(self.root if self.root.is_file() else self.out / STORE)
        except OSError:
            return ""
