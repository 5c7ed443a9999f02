// Where things are drawn, in the pixels of the window.

import { at } from "./canvas.js";
import { boxOf, canvas, drawnLines, drawnNodes, labelBoxOf, linesById, map } from "./drawing.js";

/** @param {string} id */
export function pointOf(id) {
  const frame = canvas.getBoundingClientRect();
  /** @param {Point} point */
  const place = ({ x, y }) => {
    const found = map.canvasToDOM({ x, y });
    return { x: found.x + frame.left, y: found.y + frame.top };
  };
  if (drawnNodes.get(id)) return place(map.getPosition(id));
  const line = map.body.edges[id];
  if (!line) return null;
  for (const part of [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72]) {
    const point = line.edgeType.getPoint(part);
    if (at(map.canvasToDOM(point)) === linesById.get(id)?.opens) return place(point);
  }
  return null;
}

// The boxes of all labels, in the units of the map; they have their places once they are drawn.
export function labelBoxes() {
  map.redraw();
  const nodes = Object.values(map.body.nodes).filter((node) => drawnNodes.get(node.id));
  const edges = Object.values(map.body.edges).filter((line) => (line.options.label || "").trim());
  return [
    ...nodes.map(boxOf),
    ...edges.map((line) => ({ id: line.id, ...labelBoxOf(line) })),
  ];
}

// The label of each line as it is drawn, which need not be what was asked for.
export function labelsAsDrawn() {
  map.redraw();
  return Object.fromEntries(drawnLines.getIds().map((id) => {
    const { labelModule: { lines } } = map.body.edges[id];
    return [id, (lines || []).map(({ blocks }) => blocks.map(({ text }) => text).join("")).join("\n").trim()];
  }));
}

const PARTS = 48;

// Each line as it is drawn, in the units of the map: points along it from centre to centre, its width and its colour.
export function paths() {
  const parts = [...Array(PARTS + 1).keys()].map((part) => part / PARTS);
  return Object.fromEntries(drawnLines.getIds().map((id) => {
    const { edgeType, options: { width, color: { color } } } = map.body.edges[id];
    return [id, { points: parts.map((part) => edgeType.getPoint(part)), width, colour: color }];
  }));
}

// What is computed for a state, as numbers and names.
/** @param {Computed} all */
export function plain({ passed, ties, dyads, powers, alignments }) {
  return {
    passed: [...passed],
    ties,
    dyads: dyads.map(({ contributions, beside, ...rest }) => ({
      ...rest,
      contributions: contributions.map(({ claim, share, effect }) => ({ claim: claim.id, share, effect })),
      beside: beside.map((claim) => claim.id),
    })),
    powers: Object.fromEntries([...powers].map(([id, { power }]) => [id, power])),
    alignments: alignments.map(({ a, b, value, claims: count }) => ({ a, b, value, claims: count })),
  };
}
