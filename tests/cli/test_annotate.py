"""`kg annotate`, as far as it does not serve; what it serves is in tests/server/workbench."""

from __future__ import annotations

import re
import signal
import socket

import pytest

from tests.server.workbench.serving import Workbench


@pytest.mark.parametrize(
    ("arguments", "said"),
    [(["--root", "out"], "no project"), (["2016-07-isdp-thaad-thaw"], "did you mean '2016-07-isdp-thaad-thawing'"),
     (["../x"], "no article"), (["x\x1b[31m"], r"no article 'x\\x1b[31m'")],
)  # fmt: skip
def test_what_is_no_project_or_article_is_said(kg, arguments, said):
    got = kg("annotate", *arguments)
    assert got.exit_code == 2
    assert said.replace(r"\\", "\\") in got.output.replace("\\\\", "\\")


def test_a_port_that_is_taken_is_said(kg):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        got = kg("annotate", "--no-browser", "--port", taken.getsockname()[1])
    assert (got.exit_code, "--port takes another" in got.output) == (1, True)


def test_it_says_where_it_is_and_ends_in_good_order(built):
    bench = Workbench(built.root, "2016-07-isdp-thaad-thawing", opened=False)
    assert re.fullmatch(r"/article/2016-07-isdp-thaad-thawing\?token=[\w-]{40,}", bench.path)
    got = bench.raw("GET", bench.path)
    assert (got.status, got.headers["location"]) == (303, "/article/2016-07-isdp-thaad-thawing")
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", bench.port), 5).close()
    working = bench.children()
    assert bench.stop(signal.SIGINT) == 0
    assert working
    assert not working & bench.children()
