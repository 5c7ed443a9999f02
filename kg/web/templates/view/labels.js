// Labels of lines make room for each other: where two would overlap, the one of the weaker line is left out.

import { boxOf, drawnLines, drawnNodes, labelBoxOf, linesById, map } from "./drawing.js";
import { overlaps, strongerFirst } from "./routes.js";

// vis-network goes on to draw the label that a line had before where it is given an empty one; this one has no width.
export const NO_LABEL = "\ufeff";
/** @type {Set<string>} */
const hiddenLabels = new Set();

// What was left out before gets its chance again; sizes are known once it is drawn. The strongest line has its label
// whatever is selected, and what is selected before all others.
/** @param {Line[]} lines @param {string} selection */
export function makeRoom(lines, selection) {
  // With the label that the line has now, which may say another number than when it was left out.
  const back = [...hiddenLabels].flatMap((id) => {
    const line = linesById.get(id);
    return line ? [{ id, label: line.label || NO_LABEL }] : [];
  });
  if (back.length) drawnLines.update(back);
  hiddenLabels.clear();
  const labelled = lines.filter((each) => each.label);
  if (!labelled.length) return;
  map.redraw();
  /** @type {Box[]} */
  const taken = drawnNodes.getIds().map((id) => boxOf(map.body.nodes[id]));
  const [strongest, ...others] = labelled.sort(strongerFirst);
  const [chosen, rest] = [others.filter(({ opens }) => opens === selection), others.filter(({ opens }) => opens !== selection)];
  for (const { id } of [strongest, ...chosen, ...rest]) {
    const box = labelBoxOf(map.body.edges[id]);
    if (taken.some((each) => overlaps(each, box))) hiddenLabels.add(id);
    else taken.push(box);
  }
  if (hiddenLabels.size) drawnLines.update([...hiddenLabels].map((id) => ({ id, label: NO_LABEL })));
}
