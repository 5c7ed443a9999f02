// The map: vis-network draws what `derive` says; positions come with the page.

import { clamp } from "../shared/charts.js";
import { fromData, nodeKind, payload } from "../shared/data.js";
import { element } from "../shared/dom.js";
import { edgeStyle, nodeStyle, palette } from "../shared/theme.js";
import { isolated, labelOf, plural, showMore } from "../shared/words.js";
import { initial } from "./address.js";
import { isCoded } from "./coded.js";
import { itemOf, select } from "./computed.js";
import { derive, draw, drawn, STANDING } from "./derive.js";
import {
  bendFreely, boxOf, canvas, drawnLines, drawnNodes, extentOfAll, linesById, looks, map, placeLabels, startDrawing,
} from "./drawing.js";
import { labelPlaces, MIDDLE, NO_LABEL, sizesIn } from "./labels.js";
import { overlaps, routed } from "./routes.js";
import { change, defaults, state } from "./state.js";
import { subtitleOf, titleOf } from "./titles.js";

const places = fromData(() => new Map(payload.drawing.nodes.map((node) => [node.id, { ...node }])));
/** @type {HTMLElement} */
let hint;
/** @type {MediaQueryList} */
let still;
/** @type {Colours} */
export let colours;
let size = 1;
let small = 1;
// So large letters of small boxes may be, as tried last for the nodes that were drawn.
let fitting = { for: "", small: 1 };
let hiding = false;
const [MARGIN, MANY_LINES, READABLE] = [26, 1000, 12.5];
// Letters of small boxes grow with those of states, so far as boxes do not meet, and where there are few beyond them.
const [SMALLEST, LARGER, LARGEST] = [1, 1.15, 1.5];
const FEW = 16;
// How far the letters of so many nodes may grow with the map, whose boxes stand the closer the more there are.
const GROWTH = [[FEW, 2.4], [80, 1.75], [Infinity, 1.15]];

/** @param {ViewState} current */
export function renderCanvas(current) {
  draw(current);
  const fitted = `${size} ${[...drawn.nodes].sort().join(" ")}`;
  const tried = fitting.for === fitted;
  const roomy = drawn.nodes.size <= FEW ? LARGEST : LARGER;
  small = tried ? fitting.small : payload.nodes.length > payload.first || roomy === LARGEST ? Math.max(roomy, size) : LARGER;
  let moved = renderNodes(current);
  if (!tried) {
    for (; small > SMALLEST && boxesMeet(); moved = renderNodes(current) || moved) small = Math.max(SMALLEST, small - 0.1);
  }
  fitting = { for: fitted, small };
  renderLines(current, moved);
}

// Whether anything differs from what was drawn.
/** @param {ViewState} current */
function renderNodes(current) {
  const { nodes, focus } = drawn;
  const focused = focus.nodes.size > 0;
  const wanted = [...nodes].map((id) => ({
    ...places().get(id),
    id,
    ...nodeStyle(nodeKind.get(id), colours, {
      dimmed: focused && !focus.nodes.has(id),
      selected: id === current.selection,
      size: STANDING.includes(nodeKind.get(id) || "") ? size : Math.min(size, small),
    }),
  }));
  keepPlaces(wanted);
  return replace(drawnNodes, wanted);
}

/** @param {Point | undefined} place */
function pointOn(place) {
  return place && { x: place.x, y: place.y };
}

// By themselves, not where a reader has dragged them.
function boxesMeet() {
  map.redraw();
  const boxes = drawnNodes.getIds().map((id) => {
    const { shape, x, y } = map.body.nodes[id];
    return boxOf({ id, x, y, ...pointOn(places().get(id)), shape });
  });
  boxes.sort((a, b) => a.left - b.left);
  return boxes.some((box, index) => {
    for (let next = index + 1; next < boxes.length && boxes[next].left < box.left + box.width; next += 1) {
      if (overlaps(box, boxes[next])) return true;
    }
    return false;
  });
}

/** @param {ViewState} current @param {boolean} moved */
function renderLines(current, moved) {
  const { lines, focus } = drawn;
  const focused = focus.nodes.size > 0;
  linesById.clear();
  for (const each of lines) linesById.set(each.id, each);
  // The sizes of boxes are known once they are drawn.
  if (moved) map.redraw();
  const boxes = new Map(drawnNodes.getIds().map((id) => [id, { ...map.getPosition(id), ...boxOf(map.body.nodes[id]) }]));
  const ways = waysOf(lines, boxes);
  const labels = labelPlaces(lines, ways, boxes, sizesIn(colours, size), current.selection);
  const wantedLines = codedFirst(lines).map((each) => {
    const look = lineLook(each, current, focused && !focus.edges.has(each.id));
    const label = labels.has(each.id) ? each.label : NO_LABEL;
    return { ...look, label, at: labels.get(each.id) ?? MIDDLE, smooth: ways.get(each.id) ?? each.smooth };
  });
  replace(drawnLines, wantedLines);
  bendFreely(wantedLines);
  placeLabels(wantedLines);
  hideWhileDragging(lines.length > MANY_LINES);
  describeCanvas(current);
}

/** @type {{ asked: string, ways: Map<string, Line["smooth"]> }} */
let known = { asked: "", ways: new Map() };

// Around the boxes as they are drawn; what was asked last is not looked for again.
/** @param {Line[]} lines @param {Map<string, Box & Point>} boxes */
function waysOf(lines, boxes) {
  const looked = lines.map(({ id, label, width, strength, smooth }) => [id, label, width, strength, smooth]);
  const asked = JSON.stringify([size, [...boxes], looked]);
  if (asked !== known.asked) known = { asked, ways: routed(lines, boxes, sizesIn(colours, size)) };
  return known.ways;
}

/** @param {Line} each @param {ViewState} current @param {boolean} dimmed */
function lineLook(each, current, dimmed) {
  const { id, from, to, arrows, smooth, dashes } = each;
  const style = edgeStyle(each, colours, { dimmed, selected: each.opens === current.selection, size });
  return { id, from, to, arrows, smooth, dashes, ...style };
}

// Nodes that the reader has dragged stay where they are.
/** @param {(Drawable & Partial<Point>)[]} wanted */
function keepPlaces(wanted) {
  const present = wanted.filter((node) => drawnNodes.get(node.id)).map((node) => node.id);
  const now = map.getPositions(present);
  for (const node of wanted) if (now[node.id]) Object.assign(node, now[node.id]);
}

// Whether anything differs. Only what does is handed on, since vis-network lays out every item anew that it is given.
/** @param {vis.DataSet} set @param {Drawable[]} wanted */
function replace(set, wanted) {
  const ids = new Set(wanted.map((each) => each.id));
  const gone = set.getIds().filter((id) => !ids.has(id));
  for (const id of gone) looks.delete(id);
  if (gone.length) set.remove(gone);
  const changed = wanted.filter((each) => {
    const look = JSON.stringify(each);
    const same = looks.get(each.id) === look;
    looks.set(each.id, look);
    return !same;
  });
  if (changed.length) set.update(changed);
  return gone.length + changed.length > 0;
}

// Lines are left out while a crowded map is dragged, so that it follows the hand.
/** @param {boolean} wanted */
function hideWhileDragging(wanted) {
  if (wanted === hiding) return;
  hiding = wanted;
  map.setOptions({ interaction: { hideEdgesOnDrag: wanted } });
}

/** @param {ViewState} current */
function describeCanvas(current) {
  const { nodes, lines, every } = drawn;
  const frame = canvas.querySelector(".vis-network");
  const [count, total] = [lines, every].map((some) => new Set(some.map((each) => each.opens)).size);
  frame?.setAttribute("role", "application");
  frame?.setAttribute("aria-label", `Map of ${nodes.size} nodes; the table holds the same. Arrow keys move it.`);
  const left = count < total ? `, ${count.toLocaleString("en")} of ${total.toLocaleString("en")} lines` : "";
  element("shown").textContent = `${nodes.size} of ${plural(payload.of.nodes, "node")}${left} shown`;
  const rest = payload.nodes.length - current.most;
  const more = element("show-more");
  more.hidden = rest <= 0;
  more.textContent = showMore(rest, defaults().most);
}

// Show everything, with letters large enough to read even where that makes the map small.
/** @param {boolean} animated */
export function fitCanvas(animated) {
  if (!drawnNodes.length) return;
  const [, most] = GROWTH.find(([nodes]) => drawnNodes.length <= nodes) || [0, 1];
  const wanted = clamp(READABLE / (17 * wholePicture().scale), 1, most);
  if (Math.abs(wanted - size) > 0.05) {
    size = wanted;
    renderCanvas(state);
    for (; size > 1 && boxesMeet(); renderCanvas(state)) size = Math.max(1, size - 0.1);
  }
  map.moveTo({ ...wholePicture(), animation: motion(animated) });
}

// Pull the picture higher or wider, within reason, so that it fills the room it has; alike whatever is asked for.
export function stretch() {
  const shown = [...derive({ ...initial, selection: "" }).nodes].flatMap((id) => places().get(id) || []);
  if (!shown.length) return;
  /** @param {"x" | "y"} axis @param {number} box */
  const span = (axis, box) => {
    const values = shown.map((node) => node[axis]);
    return Math.max(...values) - Math.min(...values) + box;
  };
  const room = canvas.clientHeight / canvas.clientWidth / (span("y", 60) / span("x", 170));
  for (const node of places().values()) {
    node.x *= clamp(1 / room, 1, 1.25);
    node.y *= clamp(room, 1, 1.9);
  }
}

function wholePicture() {
  map.redraw();
  const { left, top, width, height } = extentOfAll();
  const scale = Math.min((canvas.clientWidth - 2 * MARGIN) / width, (canvas.clientHeight - 2 * MARGIN) / height);
  return { position: { x: left + width / 2, y: top + height / 2 }, scale: clamp(scale, 0.05, 1.4) };
}

/** @param {boolean} animated */
function motion(animated) {
  return animated && !still.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
}

/** @param {number} factor */
export function zoom(factor) {
  map.moveTo({ scale: clamp(map.getScale() * factor, 0.1, 4), animation: false });
  keepCamera();
}

// Bring the selection into view; from a search it is also brought near.
/** @param {boolean} near */
export function show(near) {
  const ids = [...drawn.focus.nodes].filter((id) => drawnNodes.get(id));
  if (!ids.length) return;
  const inside = ids.every((id) => {
    const { x, y } = map.canvasToDOM(map.getPosition(id));
    return x > 40 && y > 20 && x < canvas.clientWidth - 40 && y < canvas.clientHeight - 20;
  });
  if (near || !inside) map.fit({ nodes: ids, maxZoomLevel: Math.max(1.2, map.getScale()), animation: motion(true) });
}

// What a click there would select.
/** @param {Point} pointer */
export function at(pointer) {
  const node = map.getNodeAt(pointer);
  if (node) return node;
  const each = linesById.get(map.getEdgeAt(pointer) || "");
  return each ? each.opens : "";
}

/** @param {string} id */
function hintFor(id) {
  const found = itemOf(id);
  if (!found) return "";
  const { type, item } = found;
  if (type === "node") return `${isolated(item.label)} (${labelOf("kinds", item.kind).toLowerCase()})`;
  return `${titleOf(id)}: ${subtitleOf(id)}`;
}

/** @param {string} id */
export function hover(id) {
  hint.textContent = hintFor(id);
  hint.hidden = !hint.textContent;
  canvas.classList.toggle("pointing", !hint.hidden);
}

// The camera becomes part of the address once the reader has moved it, and stops being so when all is shown again.
function keepCamera() {
  const { x, y } = map.getViewPosition();
  change({ camera: [Math.round(x), Math.round(y), Math.round(map.getScale() * 1000) / 1000] });
}

/** @param {ViewState} current */
export function takeCamera({ camera }) {
  if (camera) map.moveTo({ position: { x: camera[0], y: camera[1] }, scale: camera[2] });
}

// The reader's theme has changed.
export function followTheme() {
  colours = palette();
  renderCanvas(state);
}

export function startCanvas() {
  hint = element("hint");
  still = window.matchMedia("(prefers-reduced-motion: reduce)");
  colours = palette();
  startDrawing();
  map.on("click", ({ pointer }) => select(at(pointer.DOM)));
  map.on("hoverNode", ({ node }) => hover(node));
  map.on("hoverEdge", ({ edge }) => hover((linesById.get(edge) || { opens: "" }).opens));
  map.on("blurNode", () => hover(""));
  map.on("blurEdge", () => hover(""));
  map.on("dragEnd", ({ nodes }) => {
    keepCamera();
    if (nodes.length) renderCanvas(state);
  });
  map.on("zoom", keepCamera);
}

// Under all other lines and their labels: vis-network draws lines in the order in which they came to it, so that the
// others come anew after one that is drawn for the first time.
/** @param {Line[]} lines */
function codedFirst(lines) {
  const [under, over] = [lines.filter(({ layer }) => isCoded(layer)), lines.filter(({ layer }) => !isCoded(layer))];
  if (under.some(({ id }) => !drawnLines.get(id))) {
    for (const id of drawnLines.getIds()) looks.delete(id);
    drawnLines.clear();
  }
  return [...under, ...over];
}
