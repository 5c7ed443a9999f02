"""What the pages of the build that is served are made of, opened once for each build."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from typing import TYPE_CHECKING

from kg.project import Project
from kg.rdf.properties import GraphError
from kg.server.built import identity_of
from kg.server.problems import Problem
from kg.web.pages.catalogue import places
from kg.web.pages.collected import VIEW, material_of
from kg.web.pages.quoting import Quoting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kg.server.built import Built
    from kg.server.service import Service
    from kg.web.pages.material import Day, Material
    from kg.web.pages.places import Place

TRIES, WAIT = 20, 0.1
MOST_DAYS = 8


class Book:
    """One build as pages: what they are made of, every page by its path, and what was found of the days asked for."""

    def __init__(self, built: Built, material: Material) -> None:
        self.built, self.material = built, material
        self.quoting = Quoting(material)
        self.paths: Mapping[str, Place] = {place.path: place for place in places(material)}
        self._days: OrderedDict[date, Day] = OrderedDict()

    def day(self, at: date | None) -> Day:
        """What is found of a day; the last few are kept."""
        if at is None or at == self.material.today.at:
            return self.material.today
        found = self._days.pop(at, None) or self.material.day(at)
        self._days[at] = found
        while len(self._days) > MOST_DAYS:
            self._days.popitem(last=False)
        return found


class Shelf:
    """Keeps the book of the build that is served now."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._book: Book | None = None
        self._opening = asyncio.Lock()

    async def book(self) -> Book:
        """The book of the newest build; raises Problem where it cannot be read."""
        for _ in range(TRIES):
            self.service.workers.look()
            built = self.service.workers.built
            book = self._book
            if book is not None and book.built.identity == built.identity:
                return book
            async with self._opening:
                if self._book is None or self._book.built.identity != built.identity:
                    self._book = await asyncio.to_thread(_opened, built, self.service) or self._book
            if self._book is None or self._book.built.identity != built.identity:
                await asyncio.sleep(WAIT)
        raise Problem(503, "Being built", "the graph is just being built; ask again", headers={"Retry-After": "1"})


def _opened(built: Built, service: Service) -> Book | None:
    """The book of a build, or None where another build takes its place meanwhile."""
    settings = service.settings
    try:
        project = Project(settings.root, settings.out)
        book = Book(built, material_of(project, has_map=VIEW in built.outputs))
        return book if identity_of(built.store) == built.identity else None
    except FileNotFoundError:
        return None
    except GraphError as error:
        if not built.store.exists() or identity_of(built.store) != built.identity:
            return None
        raise Problem(500, "No pages", f"{str(error).partition(chr(10))[0]}; SPARQL answers all the same") from None
