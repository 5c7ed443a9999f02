// The state of the page: what is asked for, what is selected, and who wants to know of changes.

import { datasets, fromData, payload } from "../shared/data.js";
import { store } from "../shared/store.js";
import { codedLayer } from "./ids.js";

/** @type {() => Readonly<ViewState>} */
export const defaults = fromData(() => Object.freeze({
  selection: "",
  layers: Object.freeze({
    tension: true, leverage: true, position: true, stance: false, event: false, alignment: false,
    ...Object.fromEntries(datasets.map((dataset) => [codedLayer(dataset), true])),
  }),
  kinds: Object.freeze({ issue: true, people: true, event: false, voices: false }),
  level: "state",
  lines: "kind",
  track: "reported",
  policies: true,
  from: null,
  to: null,
  clock: "event",
  undated: true,
  filters: Object.freeze({}),
  sign: "",
  least: 0,
  ego: null,
  most: payload.first,
  show: "map",
  camera: null,
}));
export const state = /** @type {ViewState} */ ({});
export const { watch, change } = store(state);

// What limits the claims, and with them every score; the rest only decides what is drawn.
/** @type {(keyof ViewState)[]} */
const LIMITS = ["from", "to", "undated", "filters", "sign", "least"];

/** @param {ViewState} current */
export function isLimited(current) {
  return LIMITS.some((key) => JSON.stringify(current[key]) !== JSON.stringify(defaults()[key]));
}

export function reset() {
  change({ ...Object.fromEntries(LIMITS.map((key) => [key, defaults()[key]])), ego: null });
}

/** @param {string} key @param {string[]} values */
export function setFilter(key, values) {
  const { [key]: _, ...others } = state.filters;
  change({ filters: values.length ? { ...others, [key]: values } : others });
}
