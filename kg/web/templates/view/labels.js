// Labels of lines make room for each other: each stands where its line has room for it, first in the middle; where two
// would overlap, that of the weaker line moves along its line, or is left out.

import { edgeStyle } from "../shared/theme.js";
import { around, extent, LABEL_PLACES, overlaps, runsThrough, strongerFirst, wayOf, PARTS } from "./routes.js";

// vis-network goes on to draw the label that a line had before where it is given an empty one; this one has no width.
export const NO_LABEL = "\ufeff";
export const MIDDLE = 0.5;

/** @type {CanvasRenderingContext2D | null} */
let pen = null;

// How large labels are as vis-network draws them, in whatever font the reader has.
/** @param {Colours} colours @param {number} size @returns {(line: Line) => [width: number, height: number]} */
export function sizesIn(colours, size) {
  const measuring = /** @type {CanvasRenderingContext2D} */ (pen ??= document.createElement("canvas").getContext("2d"));
  return (line) => {
    const { font } = edgeStyle(line, colours, { dimmed: false, selected: false, size });
    measuring.font = `${font.size}px ${font.face}`;
    return [measuring.measureText(line.label).width, font.size];
  };
}

/** @typedef {{ line: Line, way: Float64Array, whole: Box }} Drawn */

// Where along its line the label of each stands that has room for it, from 0 to 1. Away from the middle it stands on no
// other line, whose label it would seem to be. The strongest line has its label whatever is selected, and what is
// selected before all others.
/**
 * @param {Line[]} lines
 * @param {Map<string, Line["smooth"]>} ways by the id of the line
 * @param {Map<string, Box & Point>} boxes of the nodes, by id
 * @param {(line: Line) => [width: number, height: number]} sizeOf the label of a line
 * @param {string} selection
 * @returns {Map<string, number>} by the id of the line
 */
export function labelPlaces(lines, ways, boxes, sizeOf, selection) {
  const all = lines.flatMap((line) => {
    const [from, to] = [boxes.get(line.from), boxes.get(line.to)];
    if (!from || !to) return [];
    const way = wayOf(from, to, ways.get(line.id) ?? line.smooth);
    return [{ line, way, whole: extent(way, 0) }];
  });
  const labelled = all.filter(({ line }) => line.label).sort((a, b) => strongerFirst(a.line, b.line));
  const [strongest, ...others] = labelled;
  /** @param {Drawn} each */
  const isChosen = ({ line }) => line.opens === selection;
  /** @type {Box[]} */
  const taken = [...boxes.values()];
  /** @type {Map<string, number>} */
  const found = new Map();
  if (!strongest) return found;
  for (const each of [strongest, ...others.filter(isChosen), ...others.filter((other) => !isChosen(other))]) {
    const size = sizeOf(each.line);
    const free = LABEL_PLACES.filter((place) => {
      const box = around(each.way, place, size);
      return !taken.some((other) => overlaps(other, box));
    });
    const first = each === strongest || isChosen(each) ? free[0] : undefined;
    const place = free.find((one) => one === LABEL_PLACES[0] || standsAlone(each, around(each.way, one, size), all)) ?? first;
    if (place === undefined) continue;
    taken.push(around(each.way, place, size));
    found.set(each.line.id, place / PARTS);
  }
  return found;
}

// Whether no other line runs through a box.
/** @param {Drawn} own @param {Box} box @param {Drawn[]} all */
function standsAlone({ line }, box, all) {
  const alike = line.id.replace(/#core$/, "");
  return !all.some((other) => (
    other.line.id.replace(/#core$/, "") !== alike && overlaps(other.whole, box) && runsThrough(other.way, box, 0)
  ));
}
