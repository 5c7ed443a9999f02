"""Servers as people start them: `kg serve` in a process of its own, asked over the network."""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.rdf import store as stores

PATIENCE = 30.0
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n1 ?o }"


def until(condition, what="the condition", patience=PATIENCE):
    """Wait until a condition holds; gives what it gave."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := condition():
            return found
        threading.Event().wait(0.01)
    pytest.fail(f"{what} did not come about within {patience:g} seconds")


def write_build(out, n_quads, outputs=None):
    """A build of these quads alone, put in place as `kg build` does."""
    from kg import publication

    made = dict(outputs or {})
    manifest = {
        "dataset": hashlib.sha256(n_quads).hexdigest(),
        "outputs": {name: hashlib.sha256(content).hexdigest() for name, content in made.items()},
    }
    made["build.json"] = json.dumps(manifest).encode()
    publication.publish(out, made, {"store": lambda place: stores.create(place, n_quads)})


@dataclass
class Response:
    status: int
    headers: dict
    body: bytes

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def type(self):
        return self.headers.get("content-type", "")


def hear_signals():
    """Take back what a shell has its background jobs ignore, which a server that is told so would go on ignoring."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def children_of(process):
    """The processes that run by their numbers, whose parent is the one of a number."""
    found = set()
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, parent = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            if int(parent) == process and state != "Z":
                found.add(int(folder.name))
    return found


class Server:
    """A running `kg serve`."""

    def __init__(self, root, *options, env=None):
        self.root = root
        command = [sys.executable, "-m", "kg", "serve", "--root", str(root), "--port", "0", *map(str, options)]
        kept = {name: value for name, value in os.environ.items() if name != "KG_TOKEN"}
        self.process = subprocess.Popen(
            command,
            stderr=subprocess.PIPE,
            text=True,
            env=kept | (env or {}),
            preexec_fn=hear_signals,  # noqa: PLW1509 - it takes no lock
        )
        self.lines = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        until(lambda: self.process.poll() is not None or self._address(), "the server")
        assert self.process.poll() is None, self.log
        self.host, self.port = self._address()

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(line)

    def _address(self):
        found = re.search(r"Serving .* at http://(.+):(\d+)/", self.log)
        return found and (found.group(1).strip("[]"), int(found.group(2)))

    @property
    def log(self):
        return "".join(self.lines)

    def ask(self, method="GET", path="/sparql", headers=None, body=None, *, query=None, **more):
        """One request on a connection of its own."""
        if query is not None:
            path += "?" + urlencode({"query": query, **more}, doseq=True)
        with contextlib.closing(http.client.HTTPConnection(self.host, self.port, timeout=PATIENCE)) as connection:
            connection.request(method, path, body=body, headers=headers or {})
            got = connection.getresponse()
            return Response(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())

    def connect(self):
        return socket.create_connection((self.host, self.port), timeout=PATIENCE)

    def raw(self, data, *, half=False):
        """What comes back for these bytes until the server closes the connection."""
        with self.connect() as connection:
            with contextlib.suppress(ConnectionError):
                connection.sendall(data)
                if half:
                    connection.shutdown(socket.SHUT_WR)
            got = b""
            with contextlib.suppress(ConnectionError):
                while piece := connection.recv(65536):
                    got += piece
            return got

    def workers(self):
        """The processes that answer, by number."""
        return children_of(self.process.pid)

    def stop(self, number=signal.SIGTERM):
        return ended(self.process, self.reader, number)


def ended(process, reader, number):
    """The code with which a server ends at a signal, once its standard error was read to the end."""
    if process.poll() is None:
        process.send_signal(number)
    code = process.wait(PATIENCE)
    reader.join(PATIENCE)
    process.stderr.close()
    return code


class Listener:
    """A socket that counts the connections to it."""

    def __enter__(self):
        self.calls = 0
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self.socket.getsockname()[1]}/data"
        self.thread = threading.Thread(target=self._count, daemon=True)
        self.thread.start()
        return self

    def _count(self):
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self.socket.accept()
                self.calls += 1
                connection.close()

    def __exit__(self, *_):
        self.socket.shutdown(socket.SHUT_RDWR)
        self.socket.close()
        self.thread.join(PATIENCE)
