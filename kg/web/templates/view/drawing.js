// The network that vis-network draws, and what stands in it.

import { payload } from "../shared/data.js";
import { element } from "../shared/dom.js";

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

export function startDrawing() {
  canvas = element("canvas");
  drawnNodes = new vis.DataSet();
  drawnLines = new vis.DataSet();
  map = new vis.Network(canvas, { nodes: drawnNodes, edges: drawnLines }, payload.drawing.options);
}

/** @param {MapNode} node */
export function boxOf({ id, x, y, shape }) {
  return { id, left: x - shape.width / 2, top: y - shape.height / 2, width: shape.width, height: shape.height };
}
