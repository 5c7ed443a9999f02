"""Servers that the tests share."""

from __future__ import annotations

import shutil
import signal

import pytest

from tests.server.serving import Listener, Server


@pytest.fixture(scope="session")
def served_root(built, tmp_path_factory):
    """A copy of the shipped project with its build, which no test changes."""
    root = tmp_path_factory.mktemp("served") / "project"
    shutil.copytree(built.root, root)
    return root


@pytest.fixture(scope="session")
def serve():
    """Start servers; those that still run at the end are stopped."""
    started = []

    def start(root, *options, **more):
        server = Server(root, *options, **more)
        started.append(server)
        return server

    yield start
    for server in started:
        server.stop(signal.SIGKILL)


@pytest.fixture(scope="session")
def server(serve, served_root):
    """One server with the shipped graph for all tests that only ask."""
    return serve(served_root, "--cache", 4)


@pytest.fixture
def listener():
    """A server that counts who calls; nobody should."""
    with Listener() as listening:
        yield listening
