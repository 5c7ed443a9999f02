// Labels of lines make room for each other: where two would overlap, the one of the weaker line is left out.

import { boxOf, drawnLines, drawnNodes, linesById, map } from "./drawing.js";

const MANY_LABELS = 300;
const LABEL_ORDER = ["tension", "pair", "alignment"];
/** @type {Set<string>} */
const hiddenLabels = new Set();

/** @param {Box} a @param {Box} b */
function overlaps(a, b) {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

/** @param {Line} line */
function labelRank({ layer }) {
  const place = LABEL_ORDER.indexOf(layer);
  return place < 0 ? LABEL_ORDER.length : place;
}

/** @param {string} id */
function labelBox(id) {
  const { left, top, width, height } = map.body.edges[id].labelModule.size;
  return { left, top, width, height };
}

// What was left out before gets its chance again; sizes are known once it is drawn.
/** @param {Line[]} lines */
export function makeRoom(lines) {
  // With the label that the line has now, which may say another number than when it was left out.
  const back = [...hiddenLabels].flatMap((id) => {
    const line = linesById.get(id);
    return line ? [{ id, label: line.label }] : [];
  });
  if (back.length) drawnLines.update(back);
  hiddenLabels.clear();
  const labelled = lines.filter((each) => each.label);
  if (!labelled.length || labelled.length > MANY_LABELS) return;
  map.redraw();
  /** @type {Box[]} */
  const taken = drawnNodes.getIds().map((id) => boxOf(map.body.nodes[id]));
  for (const { id } of labelled.sort((a, b) => labelRank(a) - labelRank(b) || b.width - a.width)) {
    const box = labelBox(id);
    if (taken.some((each) => overlaps(each, box))) hiddenLabels.add(id);
    else taken.push(box);
  }
  if (hiddenLabels.size) drawnLines.update([...hiddenLabels].map((id) => ({ id, label: " " })));
}
