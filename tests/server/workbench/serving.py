"""Workbenches as people start them: `kg annotate` in a process of its own, asked as its page asks, or as others would."""

from __future__ import annotations

import contextlib
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import threading
import time
from urllib.parse import urlencode

from tests.server.serving import PATIENCE, Response, children_of, ended, hear_signals, until

ADDRESS = re.compile(r"Coding .* at (http://127\.0\.0\.1:(\d+)/\S*)")


class Workbench:
    """A running `kg annotate`, opened with its token unless told otherwise."""

    def __init__(self, root, *options, env=None, opened=True):
        self.root, self.slug = root, "talks"
        command = [sys.executable, "-m", "kg", "annotate", *map(str, options), "--root", str(root), "--port", "0"]
        self.process = subprocess.Popen(
            [*command, "--no-browser"],
            stderr=subprocess.PIPE,
            text=True,
            env=os.environ | (env or {}),
            preexec_fn=hear_signals,  # noqa: PLW1509 - it takes no lock
        )
        self.lines = []
        self.reader = threading.Thread(target=self._read, daemon=True)
        self.reader.start()
        until(lambda: self.process.poll() is not None or ADDRESS.search(self.log), "the workbench")
        assert self.process.poll() is None, self.log
        self.address, port = ADDRESS.search(self.log).groups()
        self.port = int(port)
        self.path = self.address.partition(f":{port}")[2]
        self.origin = f"http://127.0.0.1:{port}"
        self.cookie = self.word = ""
        if opened:
            got = self.raw("GET", self.path)
            assert got.status == 303, got
            self.cookie = got.headers["set-cookie"].partition(";")[0]
            page = self.raw("GET", "/", {"Cookie": self.cookie}).body.decode()
            self.word = re.search(r'name="workbench" content="([^"]+)"', page)[1]

    def _read(self):
        for line in self.process.stderr:
            self.lines.append(line)

    @property
    def log(self):
        return "".join(self.lines)

    def raw(self, method, path, headers=None, body=None):
        """One request with these headers alone, on a connection of its own."""
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)) as connection:
            chunked = "Transfer-Encoding" in (headers or {})
            connection.request(method, path, body=body, headers=headers or {}, encode_chunked=chunked)
            got = connection.getresponse()
            return Response(got.status, {k.lower(): v for k, v in got.getheaders()}, got.read())

    def headers(self, **others):
        """Those that the page sends, and others in their place; None leaves one out."""
        sent = {
            "Cookie": self.cookie, "X-Detente-Workbench": self.word, "Origin": self.origin,
            "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json",
        } | {name.replace("_", "-"): value for name, value in others.items()}  # fmt: skip
        return {name: value for name, value in sent.items() if value is not None}

    def get(self, path, **parameters):
        """What the page is answered at a path of the API."""
        path = f"/api/{path}" + (f"?{urlencode(parameters)}" if parameters else "")
        return self.raw("GET", path, self.headers(Origin=None, Content_Type=None))

    def post(self, path, body):
        """What the page is answered when it posts something to a path of the API."""
        return self.raw("POST", f"/api/{path}", self.headers(), json.dumps(body))

    def article(self, slug=""):
        """An article as the page has it."""
        got = self.get(f"articles/{slug or self.slug}")
        assert got.status == 200, got
        return got.json

    def change(self, before, after, slug="", **more):
        """Save a claim as it is to be; the answer."""
        change = {"id": (before or after)["id"], "before": before, "after": after}
        return self.post(f"articles/{slug or self.slug}/changes", {"changes": [change], **more})

    def act(self, action, body=None):
        """What the page is answered when it does something with the article."""
        return self.post(f"articles/{self.slug}/{action}", body or {})

    def checked(self):
        """The article once it was checked as it is."""
        return until(lambda: (article := self.article())["checked"] and article, "the check")

    @property
    def file(self):
        """The YAML of the article."""
        return self.root / f"sources/articles/{self.slug}.yaml"

    def stop(self, number=signal.SIGTERM):
        return ended(self.process, self.reader, number)

    def children(self):
        """The processes that work for it, by number."""
        return children_of(self.process.pid)


def forever(act):
    """Do something with a number again and again in another thread until the block ends."""
    return _Forever(act)


class _Forever:
    def __init__(self, act):
        self.act, self.times, self.ended = act, 0, threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.failures = []

    def _run(self):
        try:
            while not self.ended.is_set():
                self.act(self.times)
                self.times += 1
        except Exception as error:  # noqa: BLE001 - told when the block ends
            self.failures.append(error)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.ended.set()
        self.thread.join(PATIENCE)
        assert not self.failures, self.failures


def at_rate(times, seconds):
    """The moments at which something is to be done so many times a second; each is waited for."""
    begun = time.monotonic()
    number = 0
    while time.monotonic() - begun < seconds:
        threading.Event().wait(max(0.0, begun + number / times - time.monotonic()))
        yield number
        number += 1
