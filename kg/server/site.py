"""The site of the build that is served: its pages and what they are made of, opened once for each build."""

from __future__ import annotations

import asyncio
from functools import lru_cache
from typing import TYPE_CHECKING

from kg.model.records import GraphError
from kg.project import Project
from kg.server.build import identity_of
from kg.server.problems import Problem
from kg.web.pages.catalogue import page_ids
from kg.web.pages.collected import VIEW, material_of
from kg.web.pages.quoting import Quoting

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from kg.server.build import Build
    from kg.server.service import Service
    from kg.web.pages.material import Day, Material
    from kg.web.pages.page_id import PageId

TRIES, WAIT = 20, 0.1
MOST_DAYS = 8


class Site:
    """One build as pages: what they are made of, every page by its path, and the last few days that were asked for."""

    def __init__(self, build: Build, material: Material) -> None:
        self.build, self.material = build, material
        self.quoting = Quoting(material)
        self.paths: Mapping[str, PageId] = {page_id.path: page_id for page_id in page_ids(material)}
        self._day = lru_cache(MOST_DAYS)(material.day)

    def day(self, at: date | None) -> Day:
        """What the questions give of a day, None for the newest article's."""
        return self.material.today if at is None or at == self.material.today.at else self._day(at)


class CurrentSite:
    """Keeps the site of the build that is served now."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._site: Site | None = None
        self._opening = asyncio.Lock()

    async def get(self) -> Site:
        """The site of the newest build; raises Problem where it cannot be read."""
        for _ in range(TRIES):
            await self.service.pool.current()
            build = self.service.pool.build
            async with self._opening:
                if self._site is None or self._site.build.identity != build.identity:
                    self._site = await asyncio.to_thread(_opened, build, self.service) or self._site
            if self._site is not None and self._site.build.identity == build.identity:
                return self._site
            await asyncio.sleep(WAIT)
        raise Problem(503, "Being built", "the graph is just being built; ask again", headers={"Retry-After": "1"})


def _opened(build: Build, service: Service) -> Site | None:
    """The site of a build, or None where another build takes its place meanwhile."""
    settings = service.settings
    try:
        project = Project(settings.root, settings.out)
        site = Site(build, material_of(project, has_map=VIEW in build.outputs))
        return site if identity_of(build.store) == build.identity else None
    except FileNotFoundError:
        return None
    except GraphError as error:
        if not build.store.exists() or identity_of(build.store) != build.identity:
            return None
        raise Problem(500, "No pages", f"{str(error).partition(chr(10))[0]}; SPARQL answers all the same") from None
