"""What `kg serve` refuses before it serves; that it serves is in tests/server."""

from __future__ import annotations

import socket
import subprocess
import sys

import pytest


def test_help_needs_none_of_the_extra():
    code = "import sys; from kg.cli import cli\ntry: cli(['serve', '--help'])\nexcept SystemExit: pass\nprint(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "kg serve --port 0" in done.stdout
    loaded = {name.partition(".")[0] for name in done.stdout.splitlines()[-1].split()}
    assert not loaded & {"starlette", "uvicorn", "anyio", "pyoxigraph", "asyncio"}


@pytest.mark.parametrize("missing", ["starlette", "uvicorn", "werkzeug", "cachetools"])
def test_without_the_extra_it_says_how_to_get_it(built, missing):
    code = f"import sys; sys.modules[{missing!r}] = None\nfrom kg.cli import cli; cli(['serve', '--root', {str(built.root)!r}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert "pip install 'detente[server]'" in done.stderr
    assert done.stderr.count("\n") == 1


def test_without_a_build_it_names_the_build(kg, tmp_path):
    got = kg("serve", "--root", tmp_path)
    assert got.exit_code == 1
    assert "run `kg build` first" in got.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1"])
def test_beyond_this_machine_it_wants_a_token(kg, host):
    got = kg("serve", "--host", host)
    assert got.exit_code == 2
    assert "give --token (or KG_TOKEN), or --insecure" in got.stderr


def test_an_address_that_cannot_be_had_is_said(kg):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        got = kg("serve", "--port", taken.getsockname()[1])
    assert got.exit_code == 1
    assert "address already in use; --port takes another" in got.stderr
    assert kg("serve", "--host", "192.0.2.1", "--insecure").exit_code == 1
    assert kg("serve", "--host", "no such host").exit_code == 2


def test_a_store_that_cannot_be_opened_is_said(kg, tmp_path):
    store = tmp_path / "out/store"
    store.mkdir(parents=True)
    (store / "CURRENT").write_text("nonsense")
    (store / "DATASET").write_text("0\n")
    (tmp_path / "out/build.json").write_text('{"dataset": "0"}')
    got = kg("serve", "--root", tmp_path, "--port", 0)
    assert got.exit_code == 1
    assert "no store that can be opened" in got.stderr


@pytest.mark.parametrize("origin", ["example.org", "https://example.org/", "https://a b", ""])
def test_an_origin_is_one_as_browsers_send_it(kg, origin):
    assert kg("serve", "--cors", origin).exit_code == 2


@pytest.mark.parametrize("name", ["*", "*.example.org", "a*b", "graph.example:80", "https://graph.example", ""])
def test_a_further_host_is_one_name_and_no_pattern(kg, name):
    assert kg("serve", "--allow-host", name).exit_code == 2
