"""The tools of a graph, called by name: what every protocol and `kg ask` go through."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from kg.assistant.pages import LIMIT, block, first_of, page, tag
from kg.assistant.parameters import CURSOR, values
from kg.assistant.refusals import EXPECTED, Refusal, in_words
from kg.assistant.tools import TOOLS
from kg.model.findings import did_you_mean, printable, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import TypeVar

    from kg.assistant.graph import Graph, Snapshot
    from kg.assistant.pages import Listing
    from kg.assistant.tools.definition import Engine, Tool

    T = TypeVar("T")

# So many calls may wait for each other; each keeps a processor busy while it is answered.
MOST_WAITING = 32
LONGEST_REFUSAL = 1_000


class Toolbox:
    """The tools over a graph. Calls are answered one after the other beside the loop; queries by the `engine`."""

    def __init__(self, graph: Graph, engine: Engine) -> None:
        self.graph, self.engine = graph, engine
        # One thread, so that calls wait for each other, also for one whose client has gone.
        self._thread = ThreadPoolExecutor(1, "tools")
        self._waiting = 0

    async def call(self, name: str, arguments: Mapping[str, Any]) -> str:
        """The answer of a tool, of at most LIMIT characters; raises Refusal where there is none."""
        tool = TOOLS.get(name)
        if tool is None:
            near = did_you_mean(name, TOOLS) or f"; there are {', '.join(TOOLS)}"
            raise Refusal(f"there is no tool {shown(name)}{near}")
        asked = values(tool.parameters, arguments)
        if tool.listing is None:
            return await self.read(lambda snapshot: _drawn(tool, asked, snapshot))
        if asked[CURSOR] and (answer := await self.read(lambda snapshot: _kept(tool, asked, snapshot))):
            # Another asking could give other rows, or the same in another order.
            return answer
        # Of two steps: which query is meant, and what the engine says of it.
        query = await self.read(lambda snapshot: str(tool.answer(snapshot, asked)))
        found = tool.listing(*await self.engine.ask(query))
        return await self.read(lambda snapshot: _page(tool, found, asked, snapshot))

    async def read(self, function: Callable[[Snapshot], T]) -> T:
        """What a function gives of the newest build, beside the loop, one after the other."""
        if self._waiting >= MOST_WAITING:
            raise Refusal("too many calls wait already; ask again")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, self._read, function)
        except (Refusal, *EXPECTED) as error:
            # Names that stand in the graph may be named in it.
            raise Refusal(printable(in_words(error))[:LONGEST_REFUSAL]) from None
        finally:
            self._waiting -= 1

    def _read(self, function: Callable[[Snapshot], T]) -> T:
        return function(self.graph.current())


def _drawn(tool: Tool, asked: Mapping[str, Any], snapshot: Snapshot) -> str:
    found = snapshot.kept(tag(tool.name, asked, snapshot.dataset)) or tool.answer(snapshot, asked)
    return block(found, LIMIT) if isinstance(found, str) else _page(tool, found, asked, snapshot)


def _kept(tool: Tool, asked: Mapping[str, Any], snapshot: Snapshot) -> str:
    """The page of an answer that was kept, or nothing."""
    found = snapshot.kept(tag(tool.name, asked, snapshot.dataset))
    return "" if found is None else _page(tool, found, asked, snapshot)


def _page(tool: Tool, found: Listing, asked: Mapping[str, Any], snapshot: Snapshot) -> str:
    own = tag(tool.name, asked, snapshot.dataset)
    drawn = page(
        found,
        first_of(asked[CURSOR], own),
        own,
        lambda cursor: f'{tool.name} with the same arguments and cursor="{cursor}".',
    )
    snapshot.keep(own, found)
    return drawn
