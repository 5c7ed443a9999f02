"""Measures the server under load: `python -m benchmarks.serving`, see README.md here.

`kg serve`, the oxigraph server and rdflib-endpoint answer the same three queries on the same data, driven by wrk at 1,
8 and 64 connections; and once more while one client has sent a query that never ends. Results go to standard output,
progress to standard error; nothing is written but with `-o`.
"""

from __future__ import annotations

import argparse
import json
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.parse
from contextlib import ExitStack
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.generate import generate
from benchmarks.history import entry, keep
from benchmarks.report import UNKNOWN, markdown, number, titled
from benchmarks.servers import CACHED, OURS, OXIGRAPH, RDFLIB, ask, available, cores, serving

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from benchmarks.history import Entry
    from benchmarks.servers import Running

    Figures = dict[str, Any]

CLAIMS = 1_000
CONNECTIONS = (1, 8, 64)
SECONDS, QUICK_SECONDS = 5, 1
RUNS, QUICK_RUNS = 3, 1
PREFIX = "PREFIX kg: <https://w3id.org/detente/ns#>\n"
QUERIES = {
    "one claim": "SELECT ?p ?o { <CLAIM> ?p ?o }",
    "a claimant's claims": "SELECT ?c ?mode { ?c kg:claimant <CLAIMANT> ; kg:mode ?mode }",
    "denials": "SELECT ?denial ?claim ?who { ?denial kg:denies ?claim ; kg:claimant ?who }",
}
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . FILTER(?c != ?f && ?f != ?i) }"
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
NEAR_RUST, AHEAD_OF_RDFLIB, UNMOVED = 2.0, 10.0, 2.0


def measure(claims: int, names: Sequence[str], seconds: int, runs: int) -> Figures:
    """All figures, as plain data; raises RuntimeError where servers do not give the same answers."""
    rows: list[Figures] = []
    endless: list[Figures] = []
    with tempfile.TemporaryDirectory() as folder:
        root = generate(Path(folder) / "project", claims)
        subprocess.run([sys.executable, "-m", "kg", "build", "--root", str(root)], check=True, capture_output=True)
        answers: dict[str, dict[str, list[bytes]]] = {}
        with ExitStack() as started:
            running = []
            for name in names:
                place = Path(folder) / re.sub(r"\W+", "-", name)
                place.mkdir()
                running.append(started.enter_context(serving(name, root, place)))
            for each in running:
                queries = _queries(each)
                answers[each.name] = {title: sorted(ask(each.endpoint, q).splitlines()) for title, q in queries.items()}
            rows += _load(running, queries, seconds, runs)
            endless += [_beside_an_endless_query(each, queries, seconds) for each in running]
        if any(found != answers[names[0]] for found in answers.values()):
            raise RuntimeError("the servers do not give the same answers")
    return {"machine": _machine(), "claims": claims, "seconds": seconds, "runs": runs, "load": rows, "endless": endless}


def _queries(running: Running) -> dict[str, str]:
    """The queries with a claim and a claimant of the data; the same ones from each server."""
    rows = ask(running.endpoint, PREFIX + "SELECT ?c ?w { ?c kg:claimant ?w } ORDER BY ?c ?w LIMIT 1").decode()
    claim, claimant = rows.splitlines()[1].split(",")
    return {
        title: PREFIX + text.replace("CLAIMANT", claimant).replace("CLAIM", claim) for title, text in QUERIES.items()
    }


def _load(running: Sequence[Running], queries: dict[str, str], seconds: int, runs: int) -> Iterator[Figures]:
    """One row a query, number of connections and server; the servers take turns, so that all have the same machine."""
    for title, query in queries.items():
        for connections in CONNECTIONS:
            sys.stderr.write(f"{title}, {connections} connections\n")
            tries: dict[str, list[Figures]] = {each.name: [] for each in running}
            for _ in range(runs):
                for each in running:
                    tries[each.name].append(_driven(each, query, connections, seconds))
            for each in running:
                own = tries[each.name]
                figures = {key: median(run[key] for run in own) for key in ("rate", "p50_ms", "p99_ms", "cpu_us")}
                errors = sum(run["errors"] for run in own)
                yield {
                    "server": each.name, "query": title, "connections": connections, **figures, "errors": errors,
                    "memory_mb": each.memory(),
                }  # fmt: skip


def _driven(running: Running, query: str, connections: int, seconds: int) -> Figures:
    """What wrk says of one query, sent again and again, and the processor time of the server for each request."""
    address = f"{running.endpoint}?{urllib.parse.urlencode({'query': query})}"
    command = [
        "wrk", "-t", "1", "-c", str(connections), "-d", f"{seconds}s", "--latency", "--timeout", "30s",
        "-H", "Accept: application/sparql-results+json", address,
    ]  # fmt: skip
    before = running.processor()
    found = read_wrk(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    spent = max(0.0, running.processor() - before)
    return found | {"cpu_us": spent / max(1.0, found["rate"] * seconds) * 1_000_000}


def read_wrk(text: str) -> Figures:
    """Requests a second, latencies in milliseconds and the number of errors from what wrk prints."""
    parts = re.findall(r"(\d+)%\s+([\d.]+)(us|ms|s|m)\b", text)
    latencies = {part: float(figure) * UNITS[unit] for part, figure, unit in parts}
    rate = re.search(r"Requests/sec:\s+([\d.]+)", text)
    refused = re.search(r"Non-2xx or 3xx responses: (\d+)", text)
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", text)
    return {
        "rate": float(rate[1]) if rate else 0.0,
        "p50_ms": latencies.get("50", 0.0),
        "p99_ms": latencies.get("99", 0.0),
        "errors": int(refused[1] if refused else 0) + sum(map(int, broken.groups() if broken else ())),
    }


def _beside_an_endless_query(running: Running, queries: dict[str, str], seconds: int) -> Figures:
    """The latencies of eight clients, by themselves and while one more waits for what never comes."""
    sys.stderr.write(f"{running.name}: beside a query that never ends\n")
    query = next(iter(queries.values()))
    alone = _driven(running, query, 8, seconds)
    waiting = threading.Thread(target=_give_up, args=(running, 3 * seconds + 2), daemon=True)
    waiting.start()
    waiting.join(2)
    beside = _driven(running, query, 8, 2 * seconds)
    waiting.join()
    return {
        "server": running.name, "alone_ms": alone["p99_ms"], "beside_ms": beside["p99_ms"],
        "alone": alone["rate"], "beside": beside["rate"], "errors": beside["errors"],
    }  # fmt: skip


def _give_up(running: Running, after: float) -> None:
    try:
        ask(running.endpoint, ENDLESS, timeout=after)
    except OSError:
        return


def as_table(found: Figures) -> str:
    """Everything that was measured, to read."""
    machine = found["machine"]
    parts = [
        f"{machine['system']}, {machine['cores']} cores, Python {machine['python']}",
        f"{found['claims']:,} claims, median of {found['runs']} runs of {found['seconds']} s",
        *(
            titled(title.capitalize(), _load_table([row for row in found["load"] if row["query"] == title]))
            for title in QUERIES
        ),
    ]
    parts += [titled("Beside a query that never ends", _endless_table(found["endless"]))]
    parts += [titled("Aims", "\n".join(f"- {line}" for line in _aims(found)))]
    return "\n\n".join(parts) + "\n"


def _load_table(rows: Sequence[Figures]) -> str:
    body = [
        (
            row["server"], str(row["connections"]), f"{row['rate']:,.0f}", number(row["p50_ms"]), number(row["p99_ms"]),
            f"{row['cpu_us']:,.0f}", f"{row['memory_mb']:.0f}", str(row["errors"] or UNKNOWN),
        )
        for row in sorted(rows, key=lambda row: row["connections"])
    ]  # fmt: skip
    names = ("server", "connections", "requests/s", "p50 ms", "p99 ms", "CPU µs each", "memory MB", "errors")
    return markdown(names, body)


def _endless_table(rows: Sequence[Figures]) -> str:
    body = [
        (
            row["server"], f"{row['alone']:,.0f}", f"{row['beside']:,.0f}", number(row["alone_ms"]),
            number(row["beside_ms"]), str(row["errors"] or UNKNOWN),
        )
        for row in rows
    ]  # fmt: skip
    return markdown(("server", "requests/s alone", "beside it", "p99 ms alone", "beside it", "errors"), body)


def _aims(found: Figures) -> Iterator[str]:
    rates = {(row["server"], row["query"], row["connections"]): row["rate"] for row in found["load"]}
    servers = {row["server"] for row in found["load"]}
    for ours in [name for name in (OURS, CACHED) if name in servers]:
        for other, aim, verb in ((OXIGRAPH, 1 / NEAR_RUST, "of"), (RDFLIB, AHEAD_OF_RDFLIB, "times")):
            both = [(rates[ours, *rest], rate) for (name, *rest), rate in rates.items() if name == other and rate]
            ratios = [own / rate for own, rate in both]
            if ratios:
                span = f"{min(ratios):.2f} to {max(ratios):.2f} {verb} {other}'s throughput"
                yield f"{ours}: {span}, at least {aim:g}: {_met(min(ratios) >= aim)}"
    costs = {(row["server"], row["query"], row["connections"]): row["cpu_us"] for row in found["load"]}
    for ours in [name for name in (OURS, CACHED) if name in servers]:
        ratios = [rate / costs[ours, *rest] for (name, *rest), rate in costs.items() if name == OXIGRAPH]
        if ratios:
            span = f"{min(ratios):.2f} to {max(ratios):.2f} of {OXIGRAPH}'s requests for the same processor time"
            yield f"{ours}: {span}, at least {1 / NEAR_RUST:g}: {_met(min(ratios) >= 1 / NEAR_RUST)}"
    for row in found["endless"]:
        if row["server"] in (OURS, CACHED) and row["alone_ms"]:
            ratio = row["beside_ms"] / row["alone_ms"]
            span = f"p99 beside an endless query {ratio:.1f} times that without"
            yield f"{row['server']}: {span}, at most {UNMOVED:g}: {_met(ratio <= UNMOVED)}"


def entries(found: Figures) -> Iterator[Entry]:
    """What is kept by version: the processor time of each request that is computed, beside the oxigraph server."""
    costs = {(row["server"], row["query"], row["connections"]): row["cpu_us"] for row in found["load"]}
    for (server, query, connections), cost in costs.items():
        if server == OURS and (OXIGRAPH, query, connections) in costs:
            name = f"serve: {query}, {connections} {'connection' if connections == 1 else 'connections'}"
            yield entry(name, OXIGRAPH, "CPU µs", cost, costs[OXIGRAPH, query, connections])


def _met(met: bool) -> str:  # noqa: FBT001 - it says what it is told
    return "yes" if met else "NO"


def _machine() -> dict[str, Any]:
    return {
        "system": platform.platform(),
        "cores": cores(),
        "python": platform.python_version(),
        "versions": {name: version(name) for name in ("starlette", "uvicorn", "pyoxigraph")},
    }


def main(arguments: Iterable[str] | None = None) -> None:
    """The command."""
    parser = argparse.ArgumentParser(description="What the server carries, beside two others.")
    parser.add_argument("--claims", type=int, default=CLAIMS, help=f"claims in the data [{CLAIMS}]")
    parser.add_argument("--only", help="servers, with commas between them [all that are installed]")
    parser.add_argument("--seconds", type=int, help=f"length of a run [{SECONDS}]")
    parser.add_argument("--runs", type=int, help=f"how often; the median counts [{RUNS}]")
    parser.add_argument("--quick", action="store_true", help="one run of a second each")
    parser.add_argument("--format", choices=["table", "json"], default="table")
    parser.add_argument("-o", "--output", type=Path, help="write the results into a file instead")
    parser.add_argument("--keep", action="store_true", help="put the ratios into history.csv")
    given = parser.parse_args(None if arguments is None else list(arguments))
    if not shutil.which("wrk"):
        parser.error("wrk is not installed; Debian and Homebrew have it under this name")
    names = given.only.split(",") if given.only else available()
    found = measure(
        given.claims,
        names,
        given.seconds or (QUICK_SECONDS if given.quick else SECONDS),
        given.runs or (QUICK_RUNS if given.quick else RUNS),
    )
    if given.keep:
        keep(entries(found))
    text = as_table(found) if given.format == "table" else json.dumps(found, indent=2) + "\n"
    if given.output:
        given.output.write_text(text, encoding="utf-8")
    else:
        print(text, end="")


if __name__ == "__main__":
    main()
