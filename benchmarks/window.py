"""One page in a window of its own: when it is drawn, when it rests, what moving it costs, and how much it holds."""

from __future__ import annotations

import shutil
from contextlib import contextmanager
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Any, TypeAlias

from benchmarks.measuring import MEGABYTE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, CDPSession, Page

Figures: TypeAlias = dict[str, Any]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chromium-headless-shell")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WINDOW = {"width": 1400, "height": 900}
STEPS = 40
BLANK: Figures = {
    "blank": True, "restless": True, "heap_mb": None, "shown": "", "pan_frame_ms": None, "pan_script_ms": None,
    "week_ms": None,
}  # fmt: skip
STEP = (7.0, 4.0)

# Times count from the start of the navigation. A frame is there once the task after its requestAnimationFrame runs;
# of each it is noted whether the map was drawn anew since the last.
CLOCK = """
window.bench = { frames: [] };
bench.painted = (name) => requestAnimationFrame(() => {
  const channel = new MessageChannel();
  channel.port1.onmessage = () => { bench[name] ??= performance.now(); };
  channel.port2.postMessage(null);
});
let drawn = false;
const clear = CanvasRenderingContext2D.prototype.clearRect;
CanvasRenderingContext2D.prototype.clearRect = function (...box) {
  drawn = true;
  return clear.apply(this, box);
};
const tick = () => {
  bench.frames.push([performance.now(), drawn]);
  drawn = false;
  requestAnimationFrame(tick);
};
tick();
"""
# Ours says that it is ready when everything is in place; what is drawn next is the whole picture, and stays.
OURS = """
new MutationObserver((_, observer) => {
  if (!document.documentElement?.dataset.ready) return;
  observer.disconnect();
  bench.painted("first");
  bench.painted("still");
}).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["data-ready"] });
"""
# The page of pyvis puts its vis.Network into a global variable; what vis-network says of it then tells the times.
PLAIN = """
let made;
Object.defineProperty(window, "network", {
  get: () => made,
  set: (value) => {
    made = value;
    made.once("afterDrawing", () => bench.painted("first"));
    made.once("stabilized", () => bench.painted("still"));
  },
});
"""
# A point of the map with nothing on it, from which it can be pulled.
EMPTY = """
() => {
  const frame = document.querySelector("canvas").getBoundingClientRect();
  const near = (x, y) => window.network?.getNodeAt({ x: x - frame.left, y: y - frame.top });
  for (let y = frame.top + 8; y < frame.top + frame.height / 2; y += 9)
    for (let x = frame.left + 8; x < frame.left + frame.width / 2; x += 9)
      if (document.elementFromPoint(x, y)?.tagName === "CANVAS" && !near(x, y)) return { x, y };
  return null;
}
"""
WHERE = """
() => window.network ? network.getViewPosition().x : kgView.point(kgView.drawn().nodes[0]).x
"""

# Moving the end of the window of time by a week, up to where the map is drawn again; in milliseconds.
WEEKS = """
async () => {
  const times = [];
  const last = kgView.state().to ?? Math.max(...kgView.computed({}).dyads.map((dyad) => dyad.at));
  for (let week = 1; week <= 12; week += 1) {
    const start = performance.now();
    kgView.change({ to: last - 7 * week });
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    times.push(performance.now() - start);
  }
  return times;
}
"""


@contextmanager
def browser() -> Iterator[Browser]:
    """A headless Chromium; raises RuntimeError where there is none on the path."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - only measuring needs it

    if not CHROMIUM:
        raise RuntimeError(f"none of {', '.join(BROWSERS)} is on the path")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield chromium
        chromium.close()


def opened(chromium: Browser, file: Path, *, plain: bool, cap: float, fragment: str = "") -> Figures:
    """What one opening of a page costs.

    It is opened at a fragment of its address. `blank` where nothing was drawn within `cap` seconds, which leaves all
    else unknown; `restless` where the picture did not come to rest within them.
    """
    context = chromium.new_context(viewport=WINDOW)  # type: ignore[arg-type]
    try:
        page = context.new_page()
        own = file.as_uri()
        page.route("**/*", lambda route: route.continue_() if _plain(route.request.url) == own else route.abort())
        page.add_init_script(CLOCK + (PLAIN if plain else OURS))
        session = context.new_cdp_session(page)
        session.send("Performance.enable")
        page.goto(file.as_uri() + fragment, wait_until="commit")
        first = _seconds(page, "() => bench.first", cap)
        if first is None:
            return BLANK | {"first_frame_s": cap, "still_s": cap}
        still = _rest(page, cap)
        session.send("HeapProfiler.collectGarbage")
        return {
            "blank": False,
            "restless": still is None,
            "first_frame_s": first,
            "still_s": max(cap, first) if still is None else still,
            "heap_mb": _metrics(session)["JSHeapUsedSize"] / MEGABYTE,
            "shown": "" if plain else page.locator("#shown").inner_text(),
            **_panned(page, session),
            "week_ms": None if plain else median(page.evaluate(WEEKS)),
        }
    finally:
        context.close()


def _plain(address: str) -> str:
    return address.partition("#")[0]


def _seconds(page: Page, clock: str, patience: float) -> float | None:
    """The time that a clock of the page tells, if it does so before patience ends."""
    from playwright.sync_api import TimeoutError as Late  # noqa: PLC0415 - only measuring needs it

    try:
        found: float = page.wait_for_function(clock, polling=100, timeout=1000 * patience).json_value()
    except Late:
        return None
    return found / 1000


def _rest(page: Page, cap: float) -> float | None:
    """When the picture stood still, if it does so in time."""
    left = cap - page.evaluate("performance.now()") / 1000
    found = _seconds(page, "() => bench.still", max(left, 0.1))
    return found if found is not None and found <= cap else None


def _panned(page: Page, session: CDPSession) -> Figures:
    """The median time of a frame that draws the map while it is pulled, and of scripts for each step."""
    start = page.evaluate(EMPTY)
    if start is None:
        raise RuntimeError("nothing of the map is free to pull it by")
    at = page.evaluate(WHERE)
    page.mouse.move(start["x"], start["y"])
    page.mouse.down()
    before = _metrics(session)
    page.evaluate("bench.frames = []")
    for step in range(1, STEPS + 1):
        page.mouse.move(start["x"] + STEP[0] * step, start["y"] + STEP[1] * step)
        page.evaluate("new Promise(requestAnimationFrame)")
    frames = page.evaluate("bench.frames")
    after = _metrics(session)
    page.mouse.up()
    if abs(page.evaluate(WHERE) - at) < 1:
        raise RuntimeError("the map does not move when it is pulled")
    return {
        "pan_frame_ms": median(late - early for (early, _), (late, drawn) in pairwise(frames) if drawn),
        "pan_script_ms": 1000 * (after["ScriptDuration"] - before["ScriptDuration"]) / STEPS,
    }


def _metrics(session: CDPSession) -> dict[str, float]:
    found = session.send("Performance.getMetrics")["metrics"]
    return {each["name"]: each["value"] for each in found}
