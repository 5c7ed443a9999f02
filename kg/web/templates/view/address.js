// The address of the page keeps what is selected and asked for, so that a link shows another what one sees oneself.

import { clamp } from "../shared/charts.js";
import { fromData, modeOrder, nodeKind, payload } from "../shared/data.js";
import { decoded, encoded } from "../shared/links.js";
import { isKnown } from "./computed.js";
import { CLOCKS, dayNumber, isoDay } from "./days.js";
import { FACETS } from "./facets.js";
import { LEVELS } from "./ids.js";
import { defaults } from "./state.js";

/** @type {() => Record<string, string[]>} */
const choices = fromData(() => ({
  level: LEVELS,
  lines: ["pair", "kind", "claim"],
  track: modeOrder(),
  clock: CLOCKS,
  sign: Object.keys(payload.words.sides),
  show: ["map", "table", "both"],
}));
const CHOSEN = /** @type {const} */ (["level", "lines", "track", "clock", "sign", "show"]);
const MOST_EVER = 100_000;

/** @param {Record<string, boolean>} switches */
function switchedOn(switches) {
  return Object.keys(switches).filter((key) => switches[key]).map(encoded).join(",") || "none";
}

// What differs from the beginning, as parts of the address; the camera only once the reader has moved it.
/** @param {ViewState} current */
function parts(current) {
  const found = current.selection ? [encoded(current.selection)] : [];
  /** @param {string} key @param {string | number} value */
  const add = (key, value) => found.push(`${key}=${value}`);
  for (const group of /** @type {const} */ (["layers", "kinds"])) {
    const on = switchedOn(current[group]);
    if (on !== switchedOn(initial[group])) add(group, on);
  }
  for (const key of CHOSEN) if (current[key] !== initial[key]) add(key, current[key]);
  for (const [key, day] of Object.entries({ from: current.from, to: current.to })) if (day !== null) add(key, isoDay(day));
  if (!current.undated) add("undated", "no");
  if (!current.policies) add("policies", "no");
  for (const { key } of FACETS) if (current.filters[key]) add(key, current.filters[key].map(encodeURIComponent).join(","));
  if (current.least) add("least", current.least);
  if (current.ego) add("around", `${current.ego.steps},${encoded(current.ego.node)}`);
  if (current.most !== initial.most) add("most", current.most);
  if (current.camera) add("camera", current.camera.join(","));
  return found;
}

/** @param {ViewState} current */
export function addressOf(current) {
  const joined = parts(current).join("&");
  return joined ? `#${joined}` : "";
}

// Text from outside: whatever is not understood is left at its beginning.
/** @param {string} hash @returns {ViewState} */
export function readAddress(hash) {
  const patch = { ...initial };
  /** @type {Record<string, string[]>} */
  const filters = {};
  for (const part of hash.replace(/^#/, "").split("&").filter(Boolean)) {
    const [key, value] = [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)];
    const facet = FACETS.find((each) => each.key === key);
    const values = value.split(",").map(decoded).filter(Boolean);
    if (isKnown(decoded(part))) patch.selection = decoded(part);
    else if (facet) Object.assign(filters, values.length ? { [key]: values } : {});
    else if (Object.hasOwn(READERS, key)) Object.assign(patch, READERS[key](value, values));
    else if (Object.hasOwn(choices(), key) && choices()[key].includes(value)) Object.assign(patch, { [key]: value });
  }
  return { ...patch, filters };
}

/** @type {Record<string, (value: string, values: string[]) => Partial<ViewState>>} */
const READERS = {
  layers: (_, on) => ({ layers: onlyOn(defaults().layers, on) }),
  kinds: (_, on) => ({ kinds: onlyOn(defaults().kinds, on) }),
  from: (value) => ({ from: dayFrom(value) }),
  to: (value) => ({ to: dayFrom(value) }),
  undated: (value) => ({ undated: value !== "no" }),
  policies: (value) => ({ policies: value !== "no" }),
  least: (value) => ({ least: clamp(Number(value) || 0, 0, 1) }),
  most: (value) => ({ most: clamp(Math.round(Number(value)) || defaults().most, 1, MOST_EVER) }),
  around: (value) => {
    const node = decoded(value.slice(2));
    const steps = Number(value[0]);
    return { ego: nodeKind.has(node) && [1, 2].includes(steps) ? { node, steps } : null };
  },
  camera: (value) => {
    const numbers = value.split(",").map(Number);
    return { camera: numbers.length === 3 && numbers.every(Number.isFinite) && numbers[2] > 0 ? numbers : null };
  },
};

/** @param {Record<string, boolean>} all @param {string[]} on */
function onlyOn(all, on) {
  return Object.fromEntries(Object.keys(all).map((key) => [key, on.includes(key)]));
}

/** @param {string} text */
export function dayFrom(text) {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? dayNumber(text) : NaN;
  return Number.isFinite(day) ? day : null;
}

// How the page begins where the address says nothing: on a phone with less on the map.
export let initial = /** @type {ViewState} */ ({});

/** @param {ViewState} current */
export function beginWith(current) {
  initial = current;
}
