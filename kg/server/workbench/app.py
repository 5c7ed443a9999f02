"""The application of the workbench: its routes, and what every request passes on the way to them."""

from __future__ import annotations

import asyncio
import json
from functools import wraps
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import Response
from starlette.routing import Route

from kg.editing.changes import Change, RawChange
from kg.model.dates import DateError, span
from kg.model.wording import when
from kg.server.middleware import Compression, Outermost, client_gone, internal_error, problem_response
from kg.server.negotiation import has_current
from kg.server.problems import Problem
from kg.server.workbench import registry
from kg.server.workbench.bodies import (
    MOST_CHANGES,
    body_of,
    entry_in,
    ids_in,
    label_in,
    only,
    refuse,
    spans_in,
    text_in,
)
from kg.server.workbench.refusals import REFUSED, refusal
from kg.server.workbench.safety import Guard
from kg.sources.entries import FORMS
from kg.sources.schema import SLUG, is_slug
from kg.web.annotate import ASSETS, KEYS, POLICY, asset, page

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping

    from starlette.requests import Request
    from starlette.types import ASGIApp

    from kg.drafting.draft import State
    from kg.editing.entries import Kind
    from kg.editing.text import FileText
    from kg.server.settings import Settings
    from kg.server.workbench.safety import Keys
    from kg.server.workbench.session import Session

    Answer = Callable[[Request], Awaitable[Response]]

CONTENTS = ("stance", "event", "leverage")
# Seconds: until the first check gives what the page begins with, and how long news may be waited for.
BEGINNING, LONGEST_WAIT = 60.0, 20.0
MOST_LINES = 1_000_000
LONGEST_SLUG = 200
WORTH_PACKING = 1024
NO_STORE = {"Cache-Control": "no-store"}


def application(session: Session, settings: Settings, port: int, keys: Keys) -> ASGIApp:
    """The whole, as uvicorn runs it at a port of this machine."""
    answers = Answers(session, settings.max_body, keys)
    article = "/api/articles/{slug}"
    routes = [
        Route("/", answers.page),
        Route("/article/{slug}", answers.page),
        Route("/assets/{name}", answers.asset),
        Route("/api/project", answers.project),
        Route("/api/news", answers.news),
        Route("/api/dates", answers.dates, methods=["POST"]),
        Route("/api/registry/known", answers.known),
        Route("/api/registry/undo", answers.undo_registry, methods=["POST"]),
        Route("/api/registry/redo", answers.redo_registry, methods=["POST"]),
        Route("/api/registry/{kind}", answers.entry, methods=["POST"]),
        Route("/api/registry/{kind}/merge", answers.merge, methods=["POST"]),
        Route("/api/registry/{kind}/rename", answers.rename, methods=["POST"]),
        Route(article, answers.article),
        Route(f"{article}/changes", answers.changes, methods=["POST"]),
        Route(f"{article}/undo", answers.undo, methods=["POST"]),
        Route(f"{article}/redo", answers.redo, methods=["POST"]),
        Route(f"{article}/quote", answers.quote, methods=["POST"]),
        Route(f"{article}/suggestions", answers.suggestions, methods=["POST"]),
        Route(f"{article}/drafts", answers.drafts, methods=["POST"]),
    ]
    handlers = {HTTPException: problem_response, ClientDisconnect: client_gone, Exception: internal_error}
    around = [
        Middleware(Guard, port, keys),
        Middleware(Compression, minimum_size=WORTH_PACKING, compresslevel=1),
    ]
    app = Starlette(routes=routes, middleware=around, exception_handlers=handlers)  # type: ignore[arg-type] # each takes its own exception
    app.router.redirect_slashes = False
    return Outermost(app, settings)


def telling(
    answer: Callable[[Answers, Request], Awaitable[Response]],
) -> Callable[[Answers, Request], Awaitable[Response]]:
    """An answer that turns what people's files and other writers can cause into a Problem."""

    @wraps(answer)
    async def told(self: Answers, request: Request) -> Response:
        try:
            return await answer(self, request)
        except REFUSED as error:
            raise refusal(error) from None

    return told


class Answers:
    """What each route answers; entries are as YAML has them, offsets count code points."""

    def __init__(self, session: Session, most: int, keys: Keys) -> None:
        self.session, self.most, self.keys = session, most, keys

    async def page(self, request: Request) -> Response:
        """The page, for the list of articles and for any article."""
        slug = request.path_params.get("slug")
        if slug is not None:
            _known_form(slug)
        title = slug or str(self.session.results.project.get("title", self.session.root.name))
        headers = NO_STORE | {"Content-Security-Policy": POLICY}
        return Response(page(title, self.keys.word), 200, headers, "text/html")

    async def asset(self, request: Request) -> Response:
        """A script or style of the page."""
        name = request.path_params["name"]
        if name not in ASSETS:
            raise Problem(404, "Not found", "there is no such file")
        return Response(asset(name), 200, NO_STORE, ASSETS[name])

    async def project(self, request: Request) -> Response:
        """The project: articles, terms, actors, issues, events, what entries may say, keys."""
        session = self.session
        try:
            async with asyncio.timeout(BEGINNING):
                await session.known.wait()
        except TimeoutError:
            detail = session.results.failed or "the project is being read for the first time; ask again"
            raise Problem(503, "Not read yet", detail, headers={"Retry-After": "1"}) from None
        keys = [{"action": key.action, "keys": [*key.keys], "meaning": key.meaning, "group": key.group} for key in KEYS]
        results = session.results
        steps = await asyncio.to_thread(session.registry_steps)
        document = {"etag": results.project_etag, "plain": session.plain, **results.project, "keys": keys, **steps}
        return _tagged(request, document)

    @telling
    async def article(self, request: Request) -> Response:
        """An article with its text, claims and findings."""
        return _json(await asyncio.to_thread(self.session.article, _slug(request)))

    async def news(self, request: Request) -> Response:
        """What has changed; with `wait` not before something has, for so many seconds at most."""
        slug = request.query_params.get("slug", "")
        if slug:
            _known_form(slug)
        try:
            seconds = float(request.query_params.get("wait", "0"))
        except ValueError:
            refuse("'wait' must be seconds")
        seen = request.headers.get("if-none-match", "").removeprefix("W/").strip('"')
        wait = min(seconds, LONGEST_WAIT) if seconds > 0 else 0.0
        return _tagged(request, await self.session.news(slug, seen, wait, request.is_disconnected))

    @telling
    async def changes(self, request: Request) -> Response:
        """Save changes of claims, or of lines that are no YAML."""
        slug, body = _slug(request), await body_of(request, self.most)
        changes = [_raw_change(body)] if "raw" in body else _changes(body)
        accepted = ids_in(body, "accepted") if "accepted" in body else []
        return _json(await self.session.change(slug, changes, label_in(body), accepted))

    @telling
    async def undo(self, request: Request) -> Response:
        """Undo the last change of an article."""
        only(await body_of(request, self.most))
        return _json(await self.session.undo(_slug(request)))

    @telling
    async def redo(self, request: Request) -> Response:
        """Do again what was undone last."""
        only(await body_of(request, self.most))
        return _json(await self.session.redo(_slug(request)))

    @telling
    async def quote(self, request: Request) -> Response:
        """The quotes by which the reader finds what is selected."""
        slug, body = _slug(request), await body_of(request, self.most)
        only(body, "spans")
        return _json(await asyncio.to_thread(self.session.quote, slug, spans_in(body)))

    @telling
    async def suggestions(self, request: Request) -> Response:
        """What a claim on what is selected may say."""
        slug, body = _slug(request), await body_of(request, self.most)
        only(body, "spans", "kind")
        kind = text_in(body, "kind", default="")
        if kind not in CONTENTS:
            return _json(await self.session.suggest(slug, spans_in(body), CONTENTS[0]))
        return _json(await self.session.suggest(slug, spans_in(body), kind))

    @telling
    async def drafts(self, request: Request) -> Response:
        """Have drafts made by rules, or make claims of some, refuse them, or have them wait again."""
        slug, body = _slug(request), await body_of(request, self.most)
        if body == {"do": "draft"}:
            return _json(await self.session.draft(slug))
        only(body, "do", "ids")
        act, ids = text_in(body, "do", LONGEST_SLUG), ids_in(body, "ids")
        if act == "accept":
            return _json(await self.session.accept(slug, ids))
        states: dict[str, State] = {"refuse": "refused", "reopen": "waiting"}
        if act not in states:
            refuse("'do' must be draft, accept, refuse or reopen")
        return _json(await self.session.decide(slug, ids, states[act]))

    @telling
    async def entry(self, request: Request) -> Response:
        """Save an entry of a registry: a new one, another in its place, or none."""
        kind, body = _kind(request), await body_of(request, self.most)
        only(body, "slug", "before", "after")
        slug, before, after = text_in(body, "slug", LONGEST_SLUG), entry_in(body, "before"), entry_in(body, "after")
        if before is None and after is None:
            refuse("a change must have 'before' or 'after'")
        if before is None and not is_slug(slug):
            raise Problem(422, "No slug", f"{slug!r} is no slug; expected {FORMS[SLUG]}", more={"findings": []})
        label = (
            f"the new {kind} {slug}" if before is None else f"the {'removal' if after is None else 'change'} of {slug}"
        )
        root = self.session.root
        return await self._registry(lambda: registry.changing(root, kind, slug, before, after), label)

    @telling
    async def merge(self, request: Request) -> Response:
        """Have one entry of a registry become another, everywhere."""
        kind, body = _kind(request), await body_of(request, self.most)
        only(body, "from", "into")
        old, into = (text_in(body, key, LONGEST_SLUG) for key in ("from", "into"))
        label = f"{old} made one with {into}"
        return await self._registry(lambda: registry.merged(self.session.root, kind, old, into), label)

    @telling
    async def rename(self, request: Request) -> Response:
        """Give an entry of a registry another slug, everywhere."""
        kind, body = _kind(request), await body_of(request, self.most)
        only(body, "from", "to")
        old, new = (text_in(body, key, LONGEST_SLUG) for key in ("from", "to"))
        label = f"the name {new} in place of {old}"
        return await self._registry(lambda: registry.renamed(self.session.root, kind, old, new), label)

    @telling
    async def undo_registry(self, request: Request) -> Response:
        """Undo the last change of the registries, in every file that it reached."""
        only(await body_of(request, self.most))
        return _json({"etag": await self.session.step_registry(back=True)})

    @telling
    async def redo_registry(self, request: Request) -> Response:
        """Do again what of the registries was undone last."""
        only(await body_of(request, self.most))
        return _json({"etag": await self.session.step_registry(back=False)})

    async def _registry(self, planned: Callable[[], Mapping[FileText, bytes]], label: str) -> Response:
        return _json({"etag": await self.session.change_registry(planned, label)})

    async def known(self, request: Request) -> Response:
        """Entries of the packaged registry that go by some words."""
        words = request.query_params.get("q", "")[:LONGEST_SLUG]
        actors = self.session.results.project.get("actors", [])
        return _json({"entries": await asyncio.to_thread(registry.known, words, actors)})

    async def dates(self, request: Request) -> Response:
        """The days that a date in EDTF means."""
        body = await body_of(request, self.most)
        only(body, "text")
        text = text_in(body, "text").strip()
        try:
            days = span(text)
        except DateError as error:
            return _json({"finding": str(error)})
        earliest, latest = (day.isoformat() if day else None for day in (days.earliest, days.latest))
        return _json({"earliest": earliest, "latest": latest, "words": when(text) if text else ""})


def _kind(request: Request) -> Kind:
    kind = registry.KINDS.get(request.path_params["kind"])
    if kind is None:
        raise Problem(404, "Not found", f"the registries are {', '.join(registry.KINDS)}")
    return kind


def _slug(request: Request) -> str:
    return _known_form(request.path_params["slug"])


def _known_form(slug: str) -> str:
    """A slug, as it is; raises Problem for anything else, so that no other path is ever made of one."""
    if not is_slug(slug):
        raise Problem(404, "Not found", "there is no such article")
    return slug


def _changes(body: dict[str, Any]) -> list[Change | RawChange]:
    only(body, "changes", "label", "accepted")
    given = body.get("changes")
    if not isinstance(given, list) or not 0 < len(given) <= MOST_CHANGES:
        refuse(f"'changes' must be a list of 1 to {MOST_CHANGES:,} changes")
    return [_change(each) for each in given]


def _change(given: Any) -> Change:
    if not isinstance(given, dict):
        refuse("each of 'changes' must be an object with id, before and after")
    only(given, "id", "before", "after")
    before, after = entry_in(given, "before"), entry_in(given, "after")
    if before is None and after is None:
        refuse("a change must have 'before' or 'after'")
    return Change(text_in(given, "id", 250), before, after)


def _raw_change(body: dict[str, Any]) -> RawChange:
    only(body, "raw", "label")
    given = body["raw"]
    if not isinstance(given, dict):
        refuse("'raw' must be an object with start_line, before and after")
    only(given, "start_line", "before", "after")
    line = given.get("start_line")
    if type(line) is not int or not 0 < line <= MOST_LINES:
        refuse("'start_line' must be the number of a line, from 1")
    most = 1_000_000
    return RawChange(line, text_in(given, "before", most), text_in(given, "after", most))


def _json(document: dict[str, Any], headers: dict[str, str] | None = None) -> Response:
    content = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(content, 200, NO_STORE | (headers or {}), "application/json")


def _tagged(request: Request, document: dict[str, Any]) -> Response:
    """The document, or that it is the one that who asks has already."""
    tag = f'"{document["etag"]}"'
    if has_current(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=NO_STORE | {"ETag": tag})
    return _json(document, {"ETag": tag})
