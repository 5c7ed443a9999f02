"""The tools, resources and prompts by the Model Context Protocol; nothing else here knows its SDK.

The SDK's server of the lower level is used: that of the higher level puts words of its own before every error, and
checks arguments in its own words.
"""

from __future__ import annotations

import logging
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from mcp.server.lowlevel import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INTERNAL_ERROR,
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    GetPromptRequestParams,
    GetPromptResult,
    ListPromptsResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    Prompt,
    PromptArgument,
    PromptMessage,
    ReadResourceRequestParams,
    ReadResourceResult,
    Resource,
    ResourceTemplate,
    TextContent,
    TextResourceContents,
    Tool,
    ToolAnnotations,
)

from kg.assistant import resources
from kg.assistant.prompts import INSTRUCTIONS, PROMPTS, written
from kg.assistant.refusals import Refusal
from kg.assistant.tools import TOOLS
from kg.model.findings import printable

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TypeVar

    from mcp.server.context import ServerRequestContext

    from kg.assistant.graph import Snapshot
    from kg.assistant.toolbox import Toolbox

    T = TypeVar("T")

LOG = logging.getLogger("kg.assistant")
NAME, TITLE = "kg", "Détente: who says what of whom"
# So many resources are listed at once.
LISTED = 50
READ_ONLY = ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False)
OUR_MISTAKE = "this is a mistake of ours, not of yours: the server's log says more; try another tool"


def server_of(toolbox: Toolbox) -> Server[Any]:
    """The server of a toolbox, to be run over any transport."""
    handlers = _Handlers(toolbox)
    return Server(
        NAME,
        version=version("detente"),
        title=TITLE,
        instructions=INSTRUCTIONS,
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_resources=handlers.list_resources,
        on_list_resource_templates=handlers.list_templates,
        on_read_resource=handlers.read_resource,
        on_list_prompts=handlers.list_prompts,
        on_get_prompt=handlers.get_prompt,
    )


class _Handlers:
    """What answers each method. A refusal of a tool is an answer that the model reads; elsewhere it is an error."""

    def __init__(self, toolbox: Toolbox) -> None:
        self.toolbox = toolbox

    async def list_tools(
        self, _context: ServerRequestContext[Any], _given: PaginatedRequestParams | None
    ) -> ListToolsResult:
        return ListToolsResult(
            tools=[
                Tool(
                    name=tool.name,
                    title=tool.title,
                    description=tool.description,
                    input_schema=tool.schema,
                    annotations=READ_ONLY,
                )
                for tool in TOOLS.values()
            ]
        )

    async def call_tool(self, _context: ServerRequestContext[Any], given: CallToolRequestParams) -> CallToolResult:
        try:
            return _said(await self.toolbox.call(given.name, given.arguments or {}))
        except Refusal as refusal:
            return _said(str(refusal), is_error=True)
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody outside is shown it
            _log(given.name, error)
            return _said(OUR_MISTAKE, is_error=True)

    async def list_resources(
        self, _context: ServerRequestContext[Any], given: PaginatedRequestParams | None
    ) -> ListResourcesResult:
        cursor = (given.cursor if given else None) or "0"
        if not cursor.isdecimal():
            raise MCPError(INVALID_PARAMS, "the cursor is that of an earlier list; leave it out to begin again")
        first = int(cursor[:9])
        listed = await self._read("resources", resources.listed)
        return ListResourcesResult(
            resources=[
                Resource(uri=each.address, name=each.address, title=each.title, description=each.description,
                         mime_type=resources.TEXT)
                for each in listed[first : first + LISTED]
            ],
            next_cursor=str(first + LISTED) if first + LISTED < len(listed) else None,
        )  # fmt: skip

    async def list_templates(
        self, _context: ServerRequestContext[Any], _given: PaginatedRequestParams | None
    ) -> ListResourceTemplatesResult:
        return ListResourceTemplatesResult(
            resource_templates=[
                ResourceTemplate(uri_template=each.address, name=each.title, title=each.title,
                                 description=each.description, mime_type=resources.TEXT)
                for each in resources.TEMPLATES
            ]
        )  # fmt: skip

    async def read_resource(
        self, _context: ServerRequestContext[Any], given: ReadResourceRequestParams
    ) -> ReadResourceResult:
        address = str(given.uri)
        text = await self._read(address, lambda snapshot: resources.read(snapshot, address))
        return ReadResourceResult(contents=[TextResourceContents(uri=address, mime_type=resources.TEXT, text=text)])

    async def list_prompts(
        self, _context: ServerRequestContext[Any], _given: PaginatedRequestParams | None
    ) -> ListPromptsResult:
        return ListPromptsResult(
            prompts=[
                Prompt(
                    name=prompt.name,
                    title=prompt.title,
                    description=prompt.description,
                    arguments=[
                        PromptArgument(name=each.name, description=each.meaning, required=each.needed)
                        for each in prompt.arguments
                    ],
                )
                for prompt in PROMPTS.values()
            ]
        )

    async def get_prompt(self, _context: ServerRequestContext[Any], given: GetPromptRequestParams) -> GetPromptResult:
        try:
            text = written(given.name, given.arguments or {})
        except Refusal as refusal:
            raise MCPError(INVALID_PARAMS, str(refusal)) from None
        content = TextContent(type="text", text=text)
        return GetPromptResult(
            description=PROMPTS[given.name].description, messages=[PromptMessage(role="user", content=content)]
        )

    async def _read(self, what: str, function: Callable[[Snapshot], T]) -> T:
        """What a function gives of the newest build, a refusal as the protocol's error."""
        try:
            return await self.toolbox.read(function)
        except Refusal as refusal:
            raise MCPError(INVALID_PARAMS, str(refusal)) from None
        except Exception as error:  # noqa: BLE001 - as above
            _log(what, error)
            raise MCPError(INTERNAL_ERROR, OUR_MISTAKE) from None


def _said(text: str, *, is_error: bool = False) -> CallToolResult:
    return CallToolResult(content=[TextContent(type="text", text=text)], is_error=is_error)


def _log(what: str, error: Exception) -> None:
    LOG.error("kg: internal error in %s: %s", printable(what[:200]), printable(f"{type(error).__name__}: {error}"))
