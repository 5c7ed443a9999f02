// The map: vis-network draws what `derive` says; positions come with the page.

const places = new Map(payload.drawing.nodes.map((node) => [node.id, node]));
const canvas = document.getElementById("canvas");
const hint = document.getElementById("hint");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");
const drawnNodes = new vis.DataSet();
const drawnLines = new vis.DataSet();
const map = new vis.Network(canvas, { nodes: drawnNodes, edges: drawnLines }, payload.drawing.options);
let colours = palette();
let size = 1;
const MARGIN = 26;
const READABLE = 12.5;

function renderCanvas(current) {
  const { edges, nodes, focus, total } = derive(current);
  const focused = focus.nodes.size > 0;
  const wantedNodes = [...nodes].map((id) => ({
    ...places.get(id),
    ...nodeStyle(id, colours, {
      dimmed: focused && !focus.nodes.has(id),
      selected: id === current.selection,
      size: STANDING.includes(nodeKind.get(id)) ? size : Math.min(size, 1.15),
    }),
  }));
  const wantedEdges = edges.map((edge) => ({
    ...edge,
    ...edgeStyle(edge, colours, {
      dimmed: focused && !focus.edges.has(baseId(edge.id)),
      selected: baseId(edge.id) === current.selection,
      size,
    }),
  }));
  keepPlaces(wantedNodes);
  replace(drawnNodes, wantedNodes);
  replace(drawnLines, wantedEdges);
  describeCanvas(nodes.size, new Set(edges.map((edge) => baseId(edge.id))).size, total);
}

// Nodes that the reader has dragged stay where they are.
function keepPlaces(wanted) {
  const present = wanted.filter((node) => drawnNodes.get(node.id)).map((node) => node.id);
  const now = map.getPositions(present);
  for (const node of wanted) if (now[node.id]) Object.assign(node, now[node.id]);
}

function replace(drawn, wanted) {
  const ids = new Set(wanted.map((each) => each.id));
  drawn.remove(drawn.getIds().filter((id) => !ids.has(id)));
  drawn.update(wanted);
}

function describeCanvas(count, lines, total) {
  const frame = canvas.querySelector(".vis-network");
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", `Map of ${count} nodes; the list beside it holds the same. Arrow keys move it.`);
  const left = lines < total ? `, ${lines.toLocaleString("en")} of ${total.toLocaleString("en")} lines` : "";
  document.getElementById("shown").textContent = `${count} of ${plural(payload.of.nodes, "node")}${left} shown`;
}

// Show everything, with letters large enough to read even where that makes the map small.
function fitCanvas(animated) {
  if (!drawnNodes.length) return;
  const wanted = clamp(READABLE / (17 * fitting().scale), 1, 1.75);
  if (Math.abs(wanted - size) > 0.05) {
    size = wanted;
    renderCanvas(state);
  }
  map.moveTo({ ...fitting(), animation: motion(animated) });
}

// Pull the picture higher or wider, within reason, so that it fills the room it has.
function stretch() {
  const shown = [...derive(state).nodes].map((id) => places.get(id));
  const span = (axis, box) => {
    const values = shown.map((node) => node[axis]);
    return Math.max(...values) - Math.min(...values) + box;
  };
  const room = canvas.clientHeight / canvas.clientWidth / (span("y", 60) / span("x", 170));
  for (const node of places.values()) {
    node.x *= clamp(1 / room, 1, 1.25);
    node.y *= clamp(room, 1, 1.9);
  }
}

function fitting() {
  map.redraw();
  const boxes = drawnNodes.getIds().map((id) => boxOf(map.body.nodes[id]));
  const left = Math.min(...boxes.map((box) => box.left));
  const top = Math.min(...boxes.map((box) => box.top));
  const right = Math.max(...boxes.map((box) => box.left + box.width));
  const bottom = Math.max(...boxes.map((box) => box.top + box.height));
  const wide = (canvas.clientWidth - 2 * MARGIN) / (right - left);
  const scale = Math.min(wide, (canvas.clientHeight - 2 * MARGIN) / (bottom - top));
  return { position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: clamp(scale, 0.05, 1.4) };
}

function boxOf({ id, x, y, shape }) {
  return { id, left: x - shape.width / 2, top: y - shape.height / 2, width: shape.width, height: shape.height };
}

function motion(animated) {
  return animated && !still.matches ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
}

function zoom(factor) {
  map.moveTo({ scale: clamp(map.getScale() * factor, 0.1, 4), animation: motion(true) });
}

// Bring the selection into view; from a search it is also brought near.
function show(current, near) {
  const { nodes } = chosen(current.selection);
  const ids = [...nodes].filter((id) => drawnNodes.get(id));
  if (!ids.length) return;
  const inside = ids.every((id) => {
    const { x, y } = map.canvasToDOM(map.getPosition(id));
    return x > 40 && y > 20 && x < canvas.clientWidth - 40 && y < canvas.clientHeight - 20;
  });
  if (near || !inside) map.fit({ nodes: ids, maxZoomLevel: Math.max(1.2, map.getScale()), animation: motion(true) });
}

function at(pointer) {
  return map.getNodeAt(pointer) || baseId(String(map.getEdgeAt(pointer) || ""));
}

function target(id) {
  const found = byId.get(id);
  if (found) return id;
  const part = drawnEdges.find((edge) => edge.id === id);
  return part ? [part.from, part.to].find((end) => nodeKind.get(end) === "event") || "" : "";
}

function hintFor(id) {
  const found = byId.get(target(id));
  if (!found) return "";
  const { type, item } = found;
  if (type === "node") return `${item.label} (${(KINDS[item.kind] || item.kind).toLowerCase()})`;
  if (type === "tension") return `${dyadName(item)}: ${scoreWords(item)}${item.thin ? ", thin evidence" : ""}`;
  return `${tieName(item)}: ${item.relation}, ${tieWords(item)}`;
}

function hover(id) {
  hint.textContent = hintFor(id);
  hint.hidden = !hint.textContent;
  canvas.classList.toggle("pointing", !hint.hidden);
}

map.on("click", ({ pointer }) => select(target(at(pointer.DOM))));
map.on("hoverNode", ({ node }) => hover(node));
map.on("hoverEdge", ({ edge }) => hover(baseId(edge)));
map.on("blurNode", () => hover(""));
map.on("blurEdge", () => hover(""));
