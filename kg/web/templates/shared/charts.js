// Small drawings of numbers, each with its words for those who do not see it.

import { svg } from "./dom.js";
import { percent, scoreWords, signed } from "./words.js";

/** @param {number} number @param {number} low @param {number} high */
export function clamp(number, low, high) {
  return Math.min(high, Math.max(low, number));
}

/** @param {number} width @param {number} margin */
function scale(width, margin) {
  return (/** @type {number} */ value) => margin + ((clamp(value, -1, 1) + 1) / 2) * (width - 2 * margin);
}

/** @param {number} from @param {number} to @param {number} y @param {number} height @param {string} role */
function bar(from, to, y, height, role) {
  return svg("rect", { x: Math.min(from, to), y, width: Math.abs(to - from), height, class: role });
}

// In a row: friendly to the left of zero, hostile to the right, the interval as a line through the score.
/** @param {Score} dyad */
export function smallScore(dyad) {
  const [width, height, middle] = [132, 22, 11];
  const x = scale(width, 5);
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, class: "small-score", role: "img", "aria-label": scoreWords(dyad) },
    svg("line", { x1: x(0), x2: x(0), y1: 1, y2: height - 1, class: "zero" }),
    bar(x(0), x(-dyad.friendly), middle - 4, 8, "friendly"),
    bar(x(0), x(dyad.hostile), middle - 4, 8, "hostile"),
    svg("line", { x1: x(dyad.low), x2: x(dyad.high), y1: middle, y2: middle, class: "whisker" }),
    svg("circle", { cx: x(dyad.tension), cy: middle, r: 3.6, class: "score" }),
  );
}

/** @param {(value: number) => number} x @param {number} y */
function axis(x, y) {
  return [-1, -0.5, 0, 0.5, 1].map((tick) => [
    svg("line", { x1: x(tick), x2: x(tick), y1: 8, y2: y, class: tick ? "tick" : "zero" }),
    svg("text", { x: x(tick), y: y + 13, "text-anchor": "middle", class: "tick-label" }, tick ? signed(tick, 1) : "0"),
  ]);
}

// In the panel of a dyad: the interval as a bar with the score on it, and below it what adds up to the score.
/** @param {Score & { without_contested: number }} dyad */
export function largeScore(dyad) {
  const [width, height] = [400, 106];
  const x = scale(width, 16);
  const without = Math.abs(dyad.without_contested - dyad.tension) > 5e-7;
  return svg(
    "svg",
    { viewBox: `0 0 ${width} ${height}`, class: "large-score", role: "img", "aria-label": scoreWords(dyad) },
    axis(x, 76),
    svg("rect", { x: x(dyad.low), y: 16, width: x(dyad.high) - x(dyad.low), height: 16, rx: 8, class: "interval" }),
    without && svg("circle", { cx: x(dyad.without_contested), cy: 24, r: 5, class: "without" }),
    svg("circle", { cx: x(dyad.tension), cy: 24, r: 7, class: `dot ${sideOf(dyad.tension)}`.trim() }),
    bar(x(0), x(-dyad.friendly), 50, 12, "friendly"),
    bar(x(0), x(dyad.hostile), 50, 12, "hostile"),
    svg("text", { x: x(-1), y: 103, class: "tick-label end" }, "friendlier"),
    svg("text", { x: x(1), y: 103, "text-anchor": "end", class: "tick-label end" }, "more hostile"),
  );
}

// A share of the largest share of its dyad, or of anything else from 0 to 1; what has no role has no bar.
/** @param {number} share @param {number} largest @param {string} role */
export function shareBar(share, largest, role) {
  const part = largest ? Math.abs(share) / largest : 0;
  return svg(
    "svg",
    { viewBox: "0 0 100 6", preserveAspectRatio: "none", class: "share-bar", "aria-hidden": "true" },
    bar(0, 100, 0, 6, "ground"),
    role && bar(0, 100 * part, 0, 6, role),
  );
}

// The likelihoods that a scheme gives a hedge, from 0 to 100 percent.
/** @param {number} lower @param {number} upper */
export function hedgeInterval(lower, upper) {
  const words = `${percent(lower)} to ${percent(upper)} percent`;
  return svg(
    "svg",
    { viewBox: "0 0 100 10", class: "hedge-interval", role: "img", "aria-label": words },
    svg("line", { x1: 0, x2: 100, y1: 5, y2: 5, class: "ground" }),
    bar(lower * 100, upper * 100, 1.5, 7, "range"),
  );
}

// Of a score or a share, as it is written with so many places: what is written as 0 has no side.
/** @param {number} score @param {number} [places] */
export function sideOf(score, places = 2) {
  const written = Number(score.toFixed(places));
  if (written === 0) return "";
  return written > 0 ? "hostile" : "friendly";
}
