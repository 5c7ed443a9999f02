"""Endpoints for the tests: the engine behind our own transport, a real server, and one that says what it is told."""

from __future__ import annotations

import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qs, urlsplit

import pyoxigraph as ox

from kg.rdf.remote.address import address
from kg.rdf.remote.endpoint import Endpoint
from kg.rdf.remote.transport import Reply

JSON = "application/sparql-results+json"
EMPTY = b'{"head":{"vars":["s"]},"results":{"bindings":[]}}'
OXIGRAPH = Path(sys.executable).parent / "oxigraph"


def asked(request):
    """What a request asks, by the names of the protocol."""
    return parse_qs(request.body.decode() if request.body is not None else urlsplit(request.url).query)


class Engine:
    """A transport to a store in this process that, like some endpoints, gives `most` rows and does not say so."""

    def __init__(self, quads, most=10_000, *, union=False):
        self.store = ox.Store()
        self.store.extend(quads)
        self.most = most
        self.union = union
        self.sent = []

    def send(self, request, deadline, timeout):
        form = asked(request)
        (query,) = form["query"]
        self.sent.append(query)
        graphs = [ox.NamedNode(graph) for graph in form.get("default-graph-uri", [])]
        found = self.store.query(
            query,
            use_default_graph_as_union=self.union and not graphs,
            default_graph=graphs or None,
            named_graphs=[ox.NamedNode(graph) for graph in form.get("named-graph-uri", [])] or None,
        )
        if isinstance(found, ox.QuerySolutions):
            return Reply(200, JSON, self._cut(found))
        return Reply(200, JSON, found.serialize(format=ox.QueryResultsFormat.JSON))

    def _cut(self, found):
        names = [variable.value for variable in found.variables]
        rows = [tuple(row) for _, row in zip(range(self.most), found, strict=False)]
        lines = ["\t".join(f"?{name}" for name in names)]
        lines += ["\t".join("" if term is None else str(term) for term in row) for row in rows]
        text = "".join(f"{line}\n" for line in lines)
        again = ox.parse_query_results(text, format=ox.QueryResultsFormat.TSV)
        return again.serialize(format=ox.QueryResultsFormat.JSON)


def endpoint(transport, *, page=5_000):
    """An endpoint behind a transport of the tests."""
    made = Endpoint(address("http://127.0.0.1:1/sparql"), page=page)
    made.client.transport = transport
    return made


@contextmanager
def oxigraph(folder, n_quads, *options):
    """The oxigraph server with a dataset; gives its address."""
    subprocess.run([OXIGRAPH, "load", "--location", folder, "--file", n_quads], check=True, capture_output=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [OXIGRAPH, "serve-read-only", "--location", folder, "--bind", f"127.0.0.1:{port}", *options]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:
        try:
            assert any("Listening" in line for line in server.stderr), "the server does not start"
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.terminate()


@contextmanager
def told(answer, wrap=None):
    """A server that answers each request by `answer(request)`: status, headers, and a body or its pieces.

    Gives its address and the list of requests, each with method, path, headers and body.
    """
    seen = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            length = int(self.headers.get("Content-Length", 0))
            self.body = self.rfile.read(length)
            seen.append(self)
            status, headers, body = answer(self)
            self.send_response(status)
            pieces = [body] if isinstance(body, bytes) else body
            if isinstance(body, bytes) and "Content-Length" not in headers:
                headers = {"Content-Length": str(len(body)), **headers}
            if "Content-Length" not in headers:
                self.close_connection = True
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for piece in pieces:
                    self.wfile.write(piece)
            except OSError:
                self.close_connection = True

        do_POST = do_GET  # noqa: N815 - http.server's name

        def handle(self):
            with suppress(OSError):
                super().handle()

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    if wrap:
        server.socket = wrap(server.socket)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http{'s' if wrap else ''}://127.0.0.1:{server.server_address[1]}/sparql", seen
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
