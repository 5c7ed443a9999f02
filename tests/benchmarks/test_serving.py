"""The load benchmark: what wrk prints is read right, and a short run comes out whole where wrk is installed."""

from __future__ import annotations

import json
import shutil

import pytest

from benchmarks import serving

WRK = """Running 1s test @ http://127.0.0.1:1/sparql
  1 threads and 8 connections
  Thread Stats   Avg      Stdev     Max   +/- Stdev
    Latency     1.23ms  456.00us  12.00ms   90.00%
    Req/Sec     6.50k   500.00     7.00k    80.00%
  Latency Distribution
     50%  870.00us
     75%    1.20ms
     90%    1.90ms
     99%    1.05s
  6500 requests in 1.00s, 1.00MB read
  Socket errors: connect 0, read 1, write 0, timeout 2
  Non-2xx or 3xx responses: 4
Requests/sec:   6480.12
Transfer/sec:      1.00MB
"""


def test_what_wrk_prints_is_read_in_milliseconds_with_every_error():
    assert serving.read_wrk(WRK) == {"rate": 6480.12, "p50_ms": 0.87, "p99_ms": 1050.0, "errors": 7}


def test_an_aim_that_is_missed_is_said_to_be():
    def row(server, rate):
        return {"server": server, "query": "denials", "connections": 8, "rate": rate, "cpu_us": 10_000 / rate}

    found = {
        "load": [row(serving.OURS, 40.0), row(serving.OXIGRAPH, 100.0), row(serving.RDFLIB, 2.0)],
        "endless": [{"server": serving.OURS, "alone_ms": 2.0, "beside_ms": 3.0}],
    }
    near, ahead, cheap, unmoved = serving._aims(found)
    assert near.endswith("at least 0.5: NO")
    assert ahead.endswith("at least 10: yes")
    assert "0.40 to 0.40 of oxigraph's requests for the same processor time" in cheap
    assert cheap.endswith("at least 0.5: NO")
    assert unmoved.endswith("1.5 times that without, at most 2: yes")


@pytest.mark.skipif(not shutil.which("wrk"), reason="wrk is not installed")
def test_a_short_run_measures_our_server(tmp_path, monkeypatch):
    monkeypatch.setattr(serving, "CONNECTIONS", (2,))
    monkeypatch.setattr(serving, "QUERIES", {"denials": serving.QUERIES["denials"]})
    file = tmp_path / "serving.json"
    serving.main(["--claims", "60", "--only", serving.OURS, "--quick", "--format", "json", "-o", str(file)])
    found = json.loads(file.read_text(encoding="utf-8"))
    assert len(found["load"]) == len(serving.QUERIES) * len(serving.CONNECTIONS)
    assert all(
        row["rate"] > 0 and row["errors"] == 0 and row["memory_mb"] > 10 and row["cpu_us"] > 0 for row in found["load"]
    )
    assert found["endless"][0]["beside"] > 0
    assert "requests/s" in serving.as_table(found)
