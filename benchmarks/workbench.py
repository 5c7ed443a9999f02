"""What coding in the browser costs: `python -m benchmarks.workbench`, see README.md here; progress to standard error.

`kg annotate` runs on a generated project. One claim after the other is given another certainty, as the page does it:
the save is timed until it is answered, the findings until the article is there with those of what was saved. Then an
article of 150 claims is opened. CPU is that of the server, and of the process that checks, for each save.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from benchmarks.generate import generate

if TYPE_CHECKING:
    from collections.abc import Iterator

ADDRESS = re.compile(r"(http://127\.0\.0\.1:(\d+))/\?token=(\S+)")
CERTAINTIES = ("certain", "probable")
# More than the 150 claims there are to be, so that all of them stand in one article.
IN_ONE = 225
TICKS = os.sysconf("SC_CLK_TCK")


class Page:
    """What the page asks its server."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stderr is not None
        found = ADDRESS.search(process.stderr.readline())
        assert found is not None
        self.process, self.address, self.origin, self.port = process, found[0], found[1], int(found[2])
        self.headers = {"Origin": self.origin, "Sec-Fetch-Site": "same-origin", "Content-Type": "application/json"}
        answer, _ = self._ask("GET", f"/?token={found[3]}", {})
        self.headers["Cookie"] = str(answer.getheader("set-cookie")).partition(";")[0]
        _, content = self._ask("GET", "/", {"Cookie": self.headers["Cookie"]})
        word = re.search(r'name="workbench" content="([^"]+)"', content.decode())
        assert word is not None
        self.headers["X-Detente-Workbench"] = word[1]

    def get(self, path: str, **more: str) -> Any:
        """A document of the API, None where it is the one that is known."""
        answer, content = self._ask("GET", f"/api/{path}", self.headers | more)
        return json.loads(content) if answer.status == 200 else None

    def post(self, path: str, body: Any) -> Any:
        """What is answered to a body."""
        answer, content = self._ask("POST", f"/api/{path}", self.headers, json.dumps(body))
        assert answer.status == 200, content
        return json.loads(content)

    def _ask(
        self, method: str, path: str, headers: dict[str, str], body: str | None = None
    ) -> tuple[http.client.HTTPResponse, bytes]:
        with closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as connection:
            connection.request(method, path, body=body, headers=headers)
            answer = connection.getresponse()
            return answer, answer.read()


@contextmanager
def annotating(root: Path, *options: str, built: bool = True) -> Iterator[Page]:
    """The page of a workbench on a project, once that was checked and, unless it has mistakes, `built`."""
    command = [sys.executable, "-m", "kg", "annotate", "--root", str(root), "--port", "0", "--no-browser", *options]
    kept = {"KG_CACHE": str(root.parent / "cache")}
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, env=os.environ | kept)
    try:
        page = Page(process)
        page.get("project")
        news = page.get("news")
        while built and not news["built"]:
            news = page.get("news?wait=20", **{"If-None-Match": f'"{news["etag"]}"'}) or news
        yield page
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait()


def cpu(process: int) -> float:
    """The CPU seconds that a process has used."""
    fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def checker(process: int) -> int:
    """The process that checks, which the server has started first."""
    children = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    return min(map(int, children))


def saves(page: Page, runs: int) -> dict[str, list[float]]:
    """Seconds of each save: until it was answered, until its findings were there, of the server's and checker's CPU."""
    slugs = [row["slug"] for row in page.get("project")["articles"]]
    server, checks = page.process.pid, checker(page.process.pid)
    spent: dict[str, list[float]] = {"save": [], "findings": [], "server, CPU": [], "check, CPU": []}
    for number in range(runs):
        slug = slugs[number % len(slugs)]
        claims = [each["entry"] for each in page.get(f"articles/{slug}")["claims"]]
        claim = next(each for each in claims if each.get("certainty") in CERTAINTIES)
        other = CERTAINTIES[claim["certainty"] == CERTAINTIES[0]]
        change = {"id": claim["id"], "before": claim, "after": claim | {"certainty": other}}
        news = page.get(f"news?slug={slug}")
        before = cpu(server), cpu(checks)
        begun = time.perf_counter()
        etag = page.post(f"articles/{slug}/changes", {"changes": [change], "label": "certainty"})["etag"]
        spent["save"].append(time.perf_counter() - begun)
        while news["checked_etag"] != etag:
            news = page.get(f"news?slug={slug}&wait=20", **{"If-None-Match": f'"{news["etag"]}"'}) or news
        assert page.get(f"articles/{slug}")["checked"]
        spent["findings"].append(time.perf_counter() - begun)
        spent["server, CPU"].append(cpu(server) - before[0])
        spent["check, CPU"].append(cpu(checks) - before[1])
        print(
            f"{number + 1} of {runs}: {spent['save'][-1]:.3f} {spent['findings'][-1]:.3f}", file=sys.stderr, flush=True
        )
    return spent


def opening(page: Page, runs: int) -> tuple[int, int, list[float]]:
    """The words and claims of the largest article, and the seconds that its answer takes, with that of the project."""
    slug = max(page.get("project")["articles"], key=lambda row: row["claims"])["slug"]
    seconds = []
    for _ in range(runs):
        begun = time.perf_counter()
        page.get("project")
        article = page.get(f"articles/{slug}")
        seconds.append(time.perf_counter() - begun)
    return len(article["text"].split()), len(article["claims"]), seconds


def row(name: str, seconds: list[float]) -> str:
    """A line of the table, in milliseconds."""
    return f"| {name} | {median(seconds) * 1000:.0f} | {quantiles(seconds, n=20)[-1] * 1000:.0f} |"


def main() -> None:
    """Print a table of medians and 95th percentiles."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--claims", type=int, default=2000)
    parser.add_argument("--runs", type=int, default=60)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        with annotating(generate(Path(folder) / "project", given.claims)) as page:
            spent = saves(page, given.runs)
        with annotating(generate(Path(folder) / "one", 150, per_article=IN_ONE)) as page:
            words, claims, opened = opening(page, given.runs)
    print(f"| {given.claims:,} claims, milliseconds | p50 | p95 |\n| --- | --- | --- |")
    for name, seconds in spent.items():
        print(row(name, seconds))
    print(row(f"opening an article of {words:,} words and {claims} claims", opened))


if __name__ == "__main__":
    main()
