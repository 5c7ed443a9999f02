// The strip under the map: a histogram of claims by day, the window on it with two handles, and its play.

import { clamp } from "../shared/charts.js";
import { claims, claimsOf, payload } from "../shared/data.js";
import { element, elements, h, svg } from "../shared/dom.js";
import { plural, when } from "../shared/words.js";
import { dayFrom } from "./address.js";
import { DAY, dayNumber, dayOf, dayWords, isoDay, spans } from "./days.js";
import { passing } from "./facets.js";
import { announce } from "./notices.js";
import { change, state } from "./state.js";

const MOST_BARS = 64;
const PLAY_STEPS = 48;
const PLAY_PAUSE = 350;
/** @type {ReturnType<typeof stripElements>} */
let strip;
let playing = 0;
/** @type {Partial<ViewState> | null} */
let pending = null;

function stripElements() {
  const undated = element("time-undated", HTMLInputElement);
  return {
    from: element("time-from", HTMLInputElement),
    to: element("time-to", HTMLInputElement),
    firstDay: element("from-day", HTMLInputElement),
    lastDay: element("to-day", HTMLInputElement),
    band: element("time-band"),
    bars: element("time-bars", SVGSVGElement),
    ticks: element("time-ticks"),
    clock: element("time-clock", HTMLSelectElement),
    undated,
    undatedRow: undated.labels?.[0] || undated,
    undatedWords: elements(document, "#time-undated + span")[0],
    play: element("time-play"),
  };
}

/** @type {DaySpan} */
const NO_DAYS = { first: 0, last: 0, earlier: false };
const spanNow = () => spans()[state.clock] || NO_DAYS;

// The window in days that can be drawn: an open end is that of the axis.
/** @param {DaySpan} span @param {Dated} window @returns {[number, number]} */
function windowOn({ first, last }, { from, to }) {
  const begin = clamp(from === null ? first : from, first, last);
  return [begin, clamp(to === null ? last : to, begin, last)];
}

// An end of the axis is no limit, so that a link stays right when the data grow.
/** @param {number} begin @param {number} end */
function setWindow(begin, end) {
  const { first, last } = spanNow();
  const from = clamp(Math.round(begin), first, last);
  const to = clamp(Math.round(end), from, last);
  later({ from: from === first ? null : from, to: to === last ? null : to });
}

// Handles move faster than a map can be drawn: what came last in a frame counts.
/** @param {Partial<ViewState>} patch */
function later(patch) {
  if (!pending) requestAnimationFrame(() => {
    const wanted = pending;
    pending = null;
    if (wanted) change(wanted);
  });
  pending = patch;
}

/** @param {ViewState} current */
export function windowWords(current) {
  const { from, to } = current;
  if (from === null) return to === null ? "" : `until ${dayWords(to)}`;
  return to === null ? `from ${dayWords(from)}` : when(`${isoDay(from)}/${isoDay(to)}`);
}

// How many claims that pass all else lie in each bar, those apart that only their article dates.
/** @param {ViewState} current @param {DaySpan} span */
function histogram(current, { first, last }) {
  const wide = Math.max(1, Math.ceil((last - first + 1) / MOST_BARS));
  const number = Math.ceil((last - first + 1) / wide);
  const bars = Array.from({ length: number }, (_, index) => ({ day: first + index * wide, own: 0, article: 0 }));
  const counted = passing({ ...current, from: null, to: null, undated: false });
  for (const claim of claimsOf([...counted])) {
    const bar = bars[Math.floor((clamp(dayOf(claim, current.clock) ?? first, first, last) - first) / wide)];
    bar[claim.dated_by === "claim" || current.clock === "publication" ? "own" : "article"] += 1;
  }
  return { bars, wide, total: counted.size };
}

const BAR_HEIGHT = 34;
const BARS_WIDTH = 1000;

/** @param {ViewState} current @param {DaySpan} span */
function drawBars(current, span) {
  const { bars, wide, total } = histogram(current, span);
  const [begin, end] = windowOn(span, current);
  const most = Math.max(1, ...bars.map((each) => each.own + each.article));
  const width = BARS_WIDTH / bars.length;
  /** @param {number} count */
  const height = (count) => (count ? Math.max(1.5, (BAR_HEIGHT * count) / most) : 0);
  /** @type {(SVGElement | false)[]} */
  const rects = bars.flatMap(({ day, own, article }, index) => {
    const place = day + wide > begin && day <= end ? "in" : "out";
    const all = height(own + article);
    const part = all * (own / (own + article || 1));
    const x = { x: (index + 0.08) * width, width: width * 0.84 };
    return [
      part > 0 && svg("rect", { ...x, y: BAR_HEIGHT + 2 - part, height: part, class: `own ${place}` }),
      all > part && svg("rect", { ...x, y: BAR_HEIGHT + 2 - all, height: all - part, class: `article ${place}` }),
    ];
  });
  const range = `from ${dayWords(span.first)} to ${dayWords(span.last)}`;
  const words = `${plural(total, "claim")} by day, ${range}, at most ${most} in ${plural(wide, "day")}`;
  strip.bars.replaceChildren(svg("title", {}, words), ...rects.filter((each) => each !== false));
}

// So many months from tick to tick.
const TICK_STEPS = [1, 3, 6, ...[1, 10, 100, 1000].flatMap((years) => [12, 24, 60].map((months) => months * years))];
const MONTH = 30.44;
// The room that a tick takes with its words, and that for earlier days at the beginning, in pixels.
const TICK_ROOM = 42;
const EARLIER_ROOM = 58;

/** @param {number} months */
function firstOfMonth(months) {
  const [year, month] = [Math.floor(months / 12), (months % 12) + 1];
  return dayNumber(`${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-01`) ?? NaN;
}

// The first of months or years, as many as there is room for.
/** @param {DaySpan} span @param {number} room in pixels */
function tickDays({ first, last }, room) {
  const most = Math.max(1, room / TICK_ROOM);
  const step = TICK_STEPS.find((months) => (last - first) / (MONTH * months) <= most) || TICK_STEPS[TICK_STEPS.length - 1];
  const begin = new Date(first * DAY);
  /** @type {[number, string][]} */
  const found = [];
  let at = Math.ceil((begin.getUTCFullYear() * 12 + begin.getUTCMonth()) / step) * step;
  for (; firstOfMonth(at) <= last; at += step) {
    const text = at % 12 === 0 ? String(at / 12) : payload.words.months[at % 12].slice(0, 3);
    if (firstOfMonth(at) >= first) found.push([firstOfMonth(at), text]);
  }
  return found;
}

/** @type {DaySpan | null} */
let ticksFor = null;

// Anew where the axis or its width is another, since to ask how wide it is has all of the page laid out.
function drawTicks() {
  const span = spanNow();
  ticksFor = span;
  /** @param {number} day */
  const part = (day) => (day - span.first + 0.5) / (span.last - span.first + 1);
  const room = strip.ticks.clientWidth;
  const [begin, end] = [span.earlier ? EARLIER_ROOM : 0, room - TICK_ROOM / 2];
  const fitting = tickDays(span, room).filter(([day]) => room * part(day) >= begin && room * part(day) <= end);
  const drawnTicks = fitting.map(([day, text]) => {
    const tick = h("span", {}, text);
    tick.style.left = `${100 * part(day)}%`;
    return tick;
  });
  const hint = "Claims of earlier days are counted in the first bar";
  if (span.earlier) drawnTicks.unshift(h("span", { class: "earlier", title: hint }, "earlier ‹"));
  strip.ticks.replaceChildren(...drawnTicks);
}

/** @param {ViewState} current */
export function undatedCount(current) {
  return [...claims.values()].filter((claim) => dayOf(claim, current.clock) === null).length;
}

/** @param {ViewState} current */
export function renderTime(current) {
  const span = spans()[current.clock];
  element("time").hidden = !span;
  if (!span) return;
  const [begin, end] = windowOn(span, current);
  // Each handle stands outside of its day, so that neither covers the other: a beginning before it, an end after it.
  for (const { handle, day, words, min, max } of [
    { handle: strip.from, day: begin, words: "Beginning", min: span.first, max: span.last + 1 },
    { handle: strip.to, day: end, words: "End", min: span.first - 1, max: span.last },
  ]) {
    Object.assign(handle, { min, max, value: day });
    handle.setAttribute("aria-valuetext", `${words}: ${dayWords(day)}`);
  }
  for (const { field, day } of [{ field: strip.firstDay, day: begin }, { field: strip.lastDay, day: end }]) {
    Object.assign(field, { min: isoDay(span.first), max: isoDay(span.last) });
    if (document.activeElement !== field) field.value = isoDay(day);
  }
  const wide = span.last - span.first + 1;
  strip.band.style.left = `${(100 * (begin - span.first)) / wide}%`;
  strip.band.style.right = `${(100 * (span.last - end)) / wide}%`;
  strip.clock.value = current.clock;
  const undated = undatedCount(current);
  strip.undated.checked = current.undated;
  strip.undatedRow.hidden = !undated;
  strip.undatedWords.textContent = `${plural(undated, "undated claim")} too`;
  drawBars(current, span);
  if (ticksFor !== span) drawTicks();
}

/** @param {HTMLInputElement} handle */
function moved(handle) {
  pause();
  const [begin, end] = windowOn(spanNow(), state);
  const day = Number(handle.value);
  if (handle === strip.from) setWindow(Math.min(day, end), end);
  else setWindow(begin, Math.max(day, begin));
  handle.value = String(handle === strip.from ? Math.min(day, end) : Math.max(day, begin));
}

// The whole window by so many days, as long as it was.
/** @param {number} days */
function shift(days) {
  const span = spanNow();
  const [begin, end] = windowOn(span, state);
  const by = clamp(days, span.first - begin, span.last - end);
  setWindow(begin + by, end + by);
}

/** @param {KeyboardEvent} event */
function shiftWithKeys(event) {
  const step = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1 }[event.key];
  if (!step || !event.shiftKey) return;
  event.preventDefault();
  pause();
  shift(step * stepOfPlay());
}

/** @param {PointerEvent} event */
function dragBand(event) {
  if (event.button) return;
  pause();
  const span = spanNow();
  const [begin, end] = windowOn(span, state);
  const perPixel = (span.last - span.first + 1) / strip.bars.clientWidth;
  /** @param {PointerEvent} event */
  const move = ({ clientX }) => {
    const by = clamp((clientX - event.clientX) * perPixel, span.first - begin, span.last - end);
    setWindow(begin + by, end + by);
  };
  strip.band.setPointerCapture(event.pointerId);
  strip.band.addEventListener("pointermove", move);
  for (const done of ["pointerup", "pointercancel"]) {
    strip.band.addEventListener(done, () => strip.band.removeEventListener("pointermove", move), { once: true });
  }
}

function stepOfPlay() {
  const { first, last } = spanNow();
  return Math.max(1, Math.round((last - first) / PLAY_STEPS));
}

// A window with a beginning is moved along; otherwise its end goes from the first day to the last.
function playOn() {
  const { first, last } = spanNow();
  const [begin, end] = windowOn(spanNow(), state);
  if (end >= last) {
    pause();
    return;
  }
  const by = Math.min(stepOfPlay(), last - end);
  setWindow(begin === first ? first : begin + by, end + by);
  playing = window.setTimeout(playOn, PLAY_PAUSE);
}

function play() {
  const { first, last } = spanNow();
  const [begin, end] = windowOn(spanNow(), state);
  const long = end - begin;
  if (end >= last) setWindow(first, begin === first ? first : first + long);
  strip.play.textContent = "Pause";
  playing = window.setTimeout(playOn, PLAY_PAUSE);
}

function pause() {
  if (!playing) return;
  clearTimeout(playing);
  playing = 0;
  strip.play.textContent = "Play";
  announce(`Stopped at ${dayWords(windowOn(spanNow(), state)[1])}`);
}

/** @param {HTMLInputElement} field @param {"from" | "to"} key */
function typedDay(field, key) {
  const day = dayFrom(field.value);
  if (day === null) return;
  pause();
  const [begin, end] = windowOn(spanNow(), state);
  if (key === "from") setWindow(day, Math.max(day, end));
  else setWindow(Math.min(begin, day), day);
}

export function startTime() {
  strip = stripElements();
  strip.from.addEventListener("input", () => moved(strip.from));
  strip.to.addEventListener("input", () => moved(strip.to));
  strip.from.addEventListener("keydown", shiftWithKeys);
  strip.to.addEventListener("keydown", shiftWithKeys);
  strip.firstDay.addEventListener("change", () => typedDay(strip.firstDay, "from"));
  strip.lastDay.addEventListener("change", () => typedDay(strip.lastDay, "to"));
  strip.band.addEventListener("pointerdown", dragBand);
  strip.play.addEventListener("click", () => (playing ? pause() : play()));
  new ResizeObserver(drawTicks).observe(strip.ticks);
  strip.clock.addEventListener("change", () => change({ clock: strip.clock.value === "event" ? "event" : "publication" }));
  strip.undated.addEventListener("change", () => change({ undated: strip.undated.checked }));
}
