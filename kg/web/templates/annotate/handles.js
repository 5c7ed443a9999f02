// Handles at the ends of the passage at hand, which a pointer drags from word to word; keys do the same by their steps.

import { element, h } from "../shared/dom.js";
import { spanAtHand } from "./ends.js";
import { select } from "./selection.js";
import { state } from "./state.js";
import { placeAt, rangeOf, words } from "./text.js";

/** @typedef {"start" | "end"} End */
/** @type {Record<End, HTMLElement>} */
const handles = { start: handle("start"), end: handle("end") };
/** @type {End | null} */
let dragged = null;

/** @param {End} which */
function handle(which) {
  return h("span", { class: `handle ${which}`, "aria-hidden": "true", title: "Drag to move this end of the passage", hidden: true });
}

// Where the ends stand on the page now.
export function placeHandles() {
  const span = spanAtHand();
  const origin = element("text").parentElement?.getBoundingClientRect();
  for (const which of /** @type {End[]} */ (["start", "end"])) handles[which].hidden = !span || !origin;
  if (!span || !origin) return;
  const isRightToLeft = getComputedStyle(element("text")).direction === "rtl";
  const first = rangeOf([span[0], span[0] + 1]).getClientRects()[0];
  const last = [...rangeOf([span[1] - 1, span[1]]).getClientRects()].at(-1);
  if (!first || !last) return;
  place(handles.start, isRightToLeft ? first.right : first.left, first, origin);
  place(handles.end, isRightToLeft ? last.left : last.right, last, origin);
}

/** @param {HTMLElement} handle @param {number} x @param {DOMRect} line @param {DOMRect} origin */
function place(handle, x, line, origin) {
  handle.style.left = `${x - origin.left}px`;
  handle.style.top = `${line.top - origin.top}px`;
  handle.style.height = `${line.height}px`;
}

// The passage with an end at the word under the pointer; it never turns round.
/** @param {End} which @param {PointerEvent} event @returns {Stretch | null} */
function spanWith(which, { clientX, clientY }) {
  const span = spanAtHand();
  const at = placeAt(clientX, clientY);
  if (!span || at === null) return null;
  const [start, end] = span;
  const within = words().filter((word) => word.end > start && word.start < end);
  if (which === "start") return [(words().find((word) => at < word.end && word.start < end) || within[within.length - 1]).start, end];
  return [start, (words().findLast((word) => word.start <= at && word.end > start) || within[0]).end];
}

// `settle` is told once an end is where it is to be.
/** @param {() => void} settle */
export function startHandles(settle) {
  for (const which of /** @type {End[]} */ (["start", "end"])) {
    const own = handles[which];
    element("text").after(own);
    own.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      event.preventDefault();
      // What the browser has selected goes along with it.
      element("text").focus({ preventScroll: true });
      dragged = which;
      own.setPointerCapture(event.pointerId);
      // The text under them is what counts.
      for (const each of Object.values(handles)) each.classList.add("dragged");
    });
    own.addEventListener("pointermove", (event) => {
      const span = dragged === which ? spanWith(which, event) : null;
      const others = state.spans.length > 1 ? state.spans.slice(0, -1) : [];
      if (span && `${span}` !== `${spanAtHand()}`) select([...others, span]);
    });
    for (const over of ["pointerup", "pointercancel"]) {
      own.addEventListener(over, () => {
        if (dragged !== which) return;
        dragged = null;
        for (const each of Object.values(handles)) each.classList.remove("dragged");
        settle();
      });
    }
  }
  new ResizeObserver(placeHandles).observe(element("text"));
}
