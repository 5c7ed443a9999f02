// What the marks of the map mean.

import { datasets, fromData, payload } from "../shared/data.js";
import { build, element, h, name, svg } from "../shared/dom.js";
import { plural, when } from "../shared/words.js";
import { computed } from "./computed.js";
import { codedLayer } from "./ids.js";
import { jointActs } from "./joint.js";

/** @param {...[role: string, width: number, dashes?: string]} lines */
function sample(...lines) {
  const ends = { x1: 1, x2: 29, y1: 6, y2: 6 };
  const drawn = lines.map(([role, width, dashes]) =>
    svg("line", { ...ends, class: role, "stroke-width": width, "stroke-dasharray": dashes }),
  );
  return svg("svg", { viewBox: "0 0 30 12", class: "sample", "aria-hidden": "true" }, drawn);
}

// Each line of a sample has a role, a width and perhaps dashes.
/** @typedef {[lines: [role: string, width: number, dashes?: string][], text: string]} Mark */

/** @type {() => Mark[]} */
const tensionMarks = fromData(() => [
  [[["hostile", 7]], "+ hostile"],
  [[["friendly", 7]], "− friendly"],
  [[["friendly", 9], ["hostile", 4]], "both: the lesser inside"],
  [[["hostile pale", 7]], payload.words.sure],
]);
/** @type {Mark} */
const FADED_MARK = [[["hostile pale", 4, "4 4"]], "once: said long ago, nothing recent"];
/** @type {Mark[]} */
const TIE_MARKS = [
  [[["friendly", 2]], "supports"],
  [[["hostile", 2]], "opposes"],
];
/** @type {Mark[]} */
const LEVERAGE_MARKS = [[[["leverage", 2.4]], "leverage, with claims"]];
/** @type {Mark[]} */
const ALIGNMENT_MARKS = [
  [[["friendly", 3, "8 3 2 3"]], "≈ agree on issues"],
  [[["hostile", 3, "8 3 2 3"]], "≈ disagree"],
];
// As many as `kg.network.joint` lets be drawn one by one.
/** @type {Mark[]} */
const JOINT_MARKS = [[[["friendly", 1.6]], "part in a joint act: over 15 dyads, drawn as one event"]];
/** @type {Mark[]} */
const MODE_MARKS = [
  [[["plain", 2]], "reported"],
  [[["plain", 2, "7 4"]], "only forecast, conditional"],
  [[["plain", 2, "2 4"]], "only interpreted"],
  [[["plain", 2, "1 7"]], "only denied"],
];

let shownNow = "";

/** @param {ViewState} current */
export function legend(current) {
  const { layers } = current;
  const ties = layers.position || layers.stance || layers.event;
  const marks = [
    ...(layers.tension ? tensionMarks() : []),
    ...(layers.tension && computed(current).dyads.some((dyad) => dyad.passes && dyad.faded) ? [FADED_MARK] : []),
    ...(ties ? TIE_MARKS : []),
    ...(layers.leverage ? LEVERAGE_MARKS : []),
    ...(layers.alignment ? ALIGNMENT_MARKS : []),
    ...((layers.tension || layers.event) && jointActs().length ? JOINT_MARKS : []),
    ...(ties || layers.leverage ? MODE_MARKS : []),
  ];
  const shown = JSON.stringify([marks, current.level, datasets.map((dataset) => layers[codedLayer(dataset)])]);
  if (shownNow === shown) return;
  shownNow = shown;
  const rows = [
    ...marks.map(([lines, text]) => [sample(...lines), text]),
    [h("span", { class: "sample sign" }, "≠"), "contested"],
    ...codedMarks(current),
  ];
  element("legend").replaceChildren(h("ul", {}, rows.map(([mark, text]) => h("li", {}, mark, text))));
}

// What stands in the legend: of which day and how much, and that nothing below moves it.
/** @param {ViewState} current */
function codedMarks({ layers, level }) {
  const shown = datasets.filter((dataset) => layers[codedLayer(dataset)]);
  if (!shown.length) return [];
  if (level !== "state") return [[hollowSample(), "machine-coded: of states alone, not at this level"]];
  const rows = shown.map(({ name: called, at, events }) => [
    hollowSample(), name(`machine-coded, ${called}, ${when(at)}, ${plural(events, "event")}`),
  ]);
  return [...rows, ["", "machine-coded: the window and the filters do not change it"]];
}

function hollowSample() {
  const found = sample(["hostile", 1.3], ["hostile", 1.3]);
  [...found.children].forEach((each, index) => build(each, { y1: 4 + 4 * index, y2: 4 + 4 * index }, []));
  return found;
}
