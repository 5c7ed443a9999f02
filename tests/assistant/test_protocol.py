"""The tools as assistants have them: by the SDK's own client, over standard input and output and over HTTP."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
from dataclasses import dataclass, field

import pytest
from click.testing import CliRunner
from mcp import Client, MCPError, StdioServerParameters, stdio_client

from kg.assistant.http import Assistant
from kg.assistant.pages import LIMIT
from kg.assistant.resources import FIXED, TEMPLATES
from kg.assistant.tools import TOOLS
from kg.cli import cli, serve
from kg.project import Project
from tests.assistant.conftest import CURSOR, numbered
from tests.assistant.hostile import DRAFTED, INSTRUCTION
from tests.assistant.test_hostile import ASKED, UNSEEN
from tests.checkout import ROOT
from tests.server.serving import ENDLESS, Server, children_of, until

JSON = {"content-type": "application/json", "accept": "application/json"}
PARAMETERS = {"params": {"name": "tension", "arguments": {}}}


def over_stdio(root):
    """A client of `kg mcp` in a process of its own."""
    # Of the environment the SDK passes on only what it knows to be harmless.
    kept = {name: os.environ[name] for name in ("PYTHONPATH", "KG_CACHE") if name in os.environ}
    arguments = ["-m", "kg", "mcp", "--root", str(root)]
    return stdio_client(StdioServerParameters(command=sys.executable, args=arguments, env=kept, cwd=str(ROOT)))


@pytest.fixture(scope="module")
def serving(hostile_root):
    server = Server(hostile_root, "--timeout", 2)
    yield server
    server.stop(signal.SIGKILL)


@dataclass
class Heard:
    """What one client was told."""

    instructions: str = ""
    tools: list = field(default_factory=list)
    pages: dict = field(default_factory=dict)
    mistakes: list = field(default_factory=list)
    resources: dict = field(default_factory=dict)
    templates: list = field(default_factory=list)
    claim: str = ""
    prompts: list = field(default_factory=list)
    prompt: str = ""
    errors: list = field(default_factory=list)
    meanwhile: object = None
    ended: object = None


MISTAKES = [
    ("tension", {"actor": "chna"}),
    ("tensoin", {}),
    ("explain_dyad", {"a": "japan"}),
    ("sparql", {"query": "X"}),
]


async def hear(client):
    """Everything that a served project has, by one client."""
    endless = asyncio.create_task(client.call_tool("sparql", {"query": ENDLESS}))
    meanwhile = await client.call_tool("tension", {})
    heard = Heard(client.instructions, (await client.list_tools()).tools, meanwhile=(meanwhile, endless.done()))
    for name, given in ASKED.items():
        heard.pages[name] = [page async for page in pages(client, name, given)]
    heard.mistakes = [await client.call_tool(*call) for call in MISTAKES]
    for each in (await client.list_resources()).resources:
        heard.resources[each.uri] = (await client.read_resource(each.uri)).contents[0].text
    heard.templates = (await client.list_resource_templates()).resource_templates
    heard.claim = (await client.read_resource("kg://claim/hostile/html")).contents[0].text
    heard.prompts = (await client.list_prompts()).prompts
    heard.prompt = (await client.get_prompt("briefing", {"topic": "Japan"})).messages[0].content.text
    for wrong in (client.read_resource("kg://nothing"), client.get_prompt("briefing", {"topic": " "})):
        with pytest.raises(MCPError) as refused:
            await wrong
        heard.errors.append(str(refused.value))
    heard.ended = await endless
    return heard


async def pages(client, name, given):
    cursor, begun = None, False
    while cursor is not None or not begun:
        result = await client.call_tool(name, given | ({"cursor": cursor} if cursor else {}))
        assert not result.is_error, result
        begun, more = True, CURSOR.search(text_of(result))
        cursor = more and more[1]
        yield text_of(result)


async def _with(client, work):
    async with client as connected:
        return await work(connected)


def text_of(result):
    (content,) = result.content
    # Nothing is sent twice.
    assert result.structured_content is None
    assert len(content.text) <= LIMIT
    return content.text


@pytest.fixture(scope="module", params=["stdio", "http", "http-before-2026"])
def heard(request, hostile_root):
    """What a client is told over each transport, and by the protocol as it was before."""
    if request.param == "stdio":
        return asyncio.run(_with(Client(over_stdio(hostile_root)), hear))
    server = request.getfixturevalue("serving")
    mode = "auto" if request.param == "http" else "legacy"
    return asyncio.run(_with(Client(f"http://127.0.0.1:{server.port}/mcp", mode=mode), hear))


def test_every_tool_says_what_it_is_and_only_reads(heard):
    assert "Follow no instruction" in heard.instructions
    assert [tool.name for tool in heard.tools] == list(TOOLS)
    for tool in heard.tools:
        assert tool.annotations.read_only_hint
        assert not tool.annotations.destructive_hint
        assert tool.output_schema is None
        assert 100 < len(tool.description) < 600
        assert tool.input_schema["additionalProperties"] is False
        assert all(each["description"] for each in tool.input_schema["properties"].values())


def test_every_tool_answers_page_by_page_to_the_end(heard):
    assert heard.pages.keys() == TOOLS.keys()
    assert numbered(heard.pages["search_claims"]) == [1, 2, 3, 4, 5, 6]
    assert INSTRUCTION in heard.pages["read_article"][0]
    whole = "".join(page for pages in heard.pages.values() for page in pages)
    assert DRAFTED not in whole
    assert not UNSEEN.search(whole)


def test_a_mistake_is_an_answer_in_our_words(heard):
    assert all(result.is_error for result in heard.mistakes)
    told = [text_of(result) for result in heard.mistakes]
    assert told[0].startswith("unknown actor 'chna'; did you mean china")
    assert told[1].startswith("there is no tool 'tensoin'; did you mean 'tension'?")
    assert told[2].startswith("b is needed")
    assert told[3].startswith("not SPARQL: line 1")


def test_every_resource_and_the_prompt_can_be_had(heard):
    assert [*heard.resources] == [*(each.address for each in FIXED), "kg://article/hostile"]
    assert all(len(text) <= LIMIT for text in heard.resources.values())
    assert len(heard.templates) == len(TEMPLATES)
    assert "id/claim/hostile/html" in heard.claim
    assert [each.name for each in heard.prompts] == ["briefing"]
    assert "briefing of at most 400 words on: Japan" in heard.prompt
    assert "resources/list has what there is" in heard.errors[0]
    assert "topic is needed" in heard.errors[1]


def test_a_query_that_never_ends_is_ended_and_others_are_answered_meanwhile(heard):
    answer, over = heard.meanwhile
    assert not answer.is_error
    assert not over
    assert heard.ended.is_error
    assert re.search(r"no answer within (2|10) seconds, and the query was ended", text_of(heard.ended))


def test_articles_are_listed_some_at_a_time(project):
    root = project({"texts": {f"more-{number:02}": f"Text {number}.\n" for number in range(60)}})
    assert Project(root).build().files

    async def work(client):
        first = await client.list_resources()
        second = await client.list_resources(cursor=first.next_cursor)
        return first, second

    first, second = asyncio.run(_with(Client(over_stdio(root)), work))
    assert second.next_cursor is None
    assert len({each.uri for each in (*first.resources, *second.resources)}) == len(FIXED) + 61


def post(server, body=None, headers=None, **more):
    message = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", **PARAMETERS}
    return server.ask("POST", "/mcp", JSON | (headers or {}), json.dumps(message) if body is None else body, **more)


def test_one_post_is_one_answer_without_a_session(serving):
    found = post(serving)
    assert found.status == 200
    assert "mcp-session-id" not in found.headers
    assert found.headers["x-content-type-options"] == "nosniff"
    assert "tension" in found.json["result"]["content"][0]["text"]
    assert found.json["result"]["isError"] is False


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://[x"}, 403),
        ({"Origin": "http://"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Host": "evil.example"}, 421),
        ({"content-type": "text/plain"}, 415),
        ({"accept": "text/html"}, 406),
    ],
)
def test_other_sites_and_other_forms_are_refused(serving, headers, status):
    found = post(serving, headers=headers)
    assert found.status == status
    assert b"tension +" not in found.body


def test_a_script_of_the_server_itself_may_ask(serving):
    assert post(serving, headers={"Origin": f"http://127.0.0.1:{serving.port}"}).status == 200


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT"])
def test_there_is_no_stream_and_no_session_to_end(serving, method):
    found = serving.ask(method, "/mcp", JSON)
    assert found.status == 405
    assert found.headers["allow"] == "POST"


def test_what_is_too_large_or_no_json_is_refused(serving):
    assert post(serving, body="x" * (1 << 20) + "x").status == 413
    assert post(serving, body="{").status == 400


def test_a_server_with_a_token_asks_for_it_and_one_for_others_answers_their_scripts(hostile_root):
    server = Server(hostile_root, "--cors", "https://app.example", env={"KG_TOKEN": "s3cret"})
    try:
        assert post(server).status == 401
        allowed = {"Authorization": "Bearer s3cret", "Origin": "https://app.example"}
        found = post(server, headers=allowed)
        assert found.status == 200
        assert found.headers["access-control-allow-origin"] == "https://app.example"
        asked = {"Origin": "https://app.example", "Access-Control-Request-Method": "POST",
                 "Access-Control-Request-Headers": "authorization,content-type,mcp-protocol-version"}  # fmt: skip
        assert server.ask("OPTIONS", "/mcp", asked).status == 200
        assert post(server, headers=allowed | {"Origin": "https://other.example"}).status == 403
    finally:
        assert server.stop() == 0


def test_a_server_ends_in_good_order_while_a_call_runs(hostile_root):
    server = Server(hostile_root, "--timeout", 30)
    arguments = {"params": {"name": "sparql", "arguments": {"query": ENDLESS}}}
    body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", **arguments})
    head = f"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
    head += "".join(f"{name}: {value}\r\n" for name, value in JSON.items())
    with server.connect() as connection:
        connection.sendall(f"{head}\r\n{body}".encode())
        # A query of more than a second has a worker of its own.
        until(lambda: len(server.workers()) > (os.cpu_count() or 2), "another worker")
        assert server.stop() == 0


def test_standard_output_has_nothing_but_the_protocol_and_the_command_ends_with_its_input(hostile_root):
    handshake = {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "test", "version": "1"}}
    messages = [
        {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": handshake},
        {"jsonrpc": "2.0", "method": "notifications/initialized"},
        {"jsonrpc": "2.0", "id": 2, "method": "tools/call",
         "params": {"name": "sparql", "arguments": {"query": "ASK { ?s ?p ?o }"}}},
    ]  # fmt: skip
    with subprocess.Popen(
        [sys.executable, "-m", "kg", "mcp", "--root", str(hostile_root)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    ) as served:  # fmt: skip
        served.stdin.write("not JSON\n" + "".join(json.dumps(message) + "\n" for message in messages))
        served.stdin.flush()
        lines = []
        while not any('"id":2' in line for line in lines):
            lines.append(served.stdout.readline())
            assert lines[-1], served.stderr.read()
        workers = children_of(served.pid)
        served.stdin.close()
        assert served.wait(30) == 0
        lines += served.stdout.readlines()
        assert "Traceback" not in served.stderr.read()
    assert all(json.loads(line)["jsonrpc"] == "2.0" for line in lines)
    assert json.loads(lines[-1])["result"]["content"][0]["text"] == "true"
    assert workers
    assert not workers & children_of(1)


def test_a_server_without_the_extra_serves_all_else(monkeypatch):
    assert serve._assistant() is Assistant
    monkeypatch.setattr(serve, "find_spec", lambda name: None)
    assert serve._assistant() is None


def test_the_command_says_what_is_missing(tmp_path, monkeypatch):
    (tmp_path / "sources").mkdir()
    found = CliRunner().invoke(cli, ["mcp", "--root", str(tmp_path)])
    assert found.exit_code == 1
    assert "run `kg build` first" in found.stderr
    monkeypatch.setitem(sys.modules, "kg.assistant.stdio", None)
    monkeypatch.delitem(sys.modules, "kg.assistant.stdio")
    monkeypatch.setitem(sys.modules, "mcp.server.stdio", None)
    monkeypatch.setitem(sys.modules, "mcp", None)
    found = CliRunner().invoke(cli, ["mcp", "--root", str(tmp_path)])
    assert found.exit_code == 1
    assert "mcp is not installed; pip install 'detente[mcp]'" in found.stderr
