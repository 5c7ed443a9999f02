// The network that vis-network draws, and what stands in it.

import { payload } from "../shared/data.js";
import { element } from "../shared/dom.js";
import { MIDDLE } from "./labels.js";
import { controlsOf } from "./routes.js";

/** @type {HTMLElement} */
export let canvas;
/** @type {vis.DataSet} */
export let drawnNodes;
/** @type {vis.DataSet} */
export let drawnLines;
/** @type {vis.Network} */
export let map;
/** @type {Map<string, string>} */
export const looks = new Map();
/** @type {Map<string, Line>} */
export const linesById = new Map();

const BENT_PARTS = [0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];

export function startDrawing() {
  canvas = element("canvas");
  drawnNodes = new vis.DataSet();
  drawnLines = new vis.DataSet();
  map = new vis.Network(canvas, { nodes: drawnNodes, edges: drawnLines }, payload.drawing.options);
}

// vis-network's cubic curves are all alike; those of lines with points of their own go over these, wherever the ends are.
/** @param {{ id: string, smooth: Line["smooth"] }[]} lines */
export function bendFreely(lines) {
  for (const { id, smooth } of lines) {
    if (!smooth || !smooth.controls) continue;
    const { edgeType, from, to } = map.body.edges[id];
    edgeType._getViaCoordinates = () => controlsOf(from, to, smooth);
  }
}

// vis-network draws a label in the middle of its line; those that have room elsewhere stand there.
/** @param {{ id: string, at: number }[]} lines */
export function placeLabels(lines) {
  for (const { id, at } of lines) {
    const line = map.body.edges[id];
    const { labelModule } = line;
    Reflect.deleteProperty(labelModule, "draw");
    const { draw } = labelModule;
    if (at === MIDDLE || !draw) continue;
    labelModule.draw = (pen, _x, _y, ...rest) => {
      const place = line.edgeType.getPoint(at);
      draw.call(labelModule, pen, place.x, place.y, ...rest);
    };
  }
}

/** @param {MapLine} line @returns {Box} */
export function labelBoxOf({ labelModule: { size: { left, top, width, height } } }) {
  return { left, top, width, height };
}

// What everything takes that is drawn, in the units of the map: boxes, lines that bend beyond them, and their labels.
export function extentOfAll() {
  const lines = drawnLines.getIds().map((id) => map.body.edges[id]);
  const boxes = [
    ...drawnNodes.getIds().map((id) => boxOf(map.body.nodes[id])),
    ...lines.filter(({ options }) => (options.label || "").trim()).map(labelBoxOf),
    ...lines.flatMap(({ edgeType, options: { width } }) => BENT_PARTS.map((part) => {
      const { x, y } = edgeType.getPoint(part);
      return { left: x - width / 2, top: y - width / 2, width, height: width };
    })),
  ];
  const [left, top] = [least(boxes.map((box) => box.left)), least(boxes.map((box) => box.top))];
  const right = -least(boxes.map((box) => -box.left - box.width));
  const bottom = -least(boxes.map((box) => -box.top - box.height));
  return { left, top, width: right - left, height: bottom - top };
}

/** @param {number[]} values */
function least(values) {
  return values.reduce((a, b) => Math.min(a, b), Infinity);
}

/** @param {MapNode} node */
export function boxOf({ id, x, y, shape }) {
  return { id, left: x - shape.width / 2, top: y - shape.height / 2, width: shape.width, height: shape.height };
}
