// What the map shows, from the state alone.

const nodeKind = new Map(payload.nodes.map((node) => [node.id, node.kind]));
const drawnEdges = payload.drawing.edges;
const MOST_LINES = 1000;
const STANDING = ["state", "international-body"];

const tiedNodes = new Set();
for (const edge of drawnEdges) {
  if (edge.layer === "part") continue;
  tiedNodes.add(edge.from);
  tiedNodes.add(edge.to);
}

function kindShown(id, { kinds }) {
  const kind = nodeKind.get(id);
  if (kind === "issue") return kinds.issue;
  if (kind === "event") return kinds.event;
  return STANDING.includes(kind) || kinds.people;
}

function layerShown(edge, { layers, kinds }) {
  if (edge.layer === "part") return kinds.event;
  if (edge.layer === "event" && kinds.event) return false;
  return layers[edge.layer];
}

// The edge that a line belongs to: a dyad may be drawn as two, one inside the other.
function baseId(id) {
  return id.replace(/#core$/, "");
}

// What the selection is about: these edges and nodes are drawn whatever is switched off.
function chosen(selection) {
  const found = byId.get(selection);
  const edges = new Set();
  const nodes = new Set();
  if (!found) return { edges, nodes };
  if (found.type === "node") nodes.add(selection);
  if (found.type === "tie" || found.type === "tension") edges.add(selection);
  if (found.type === "claim") for (const tie of tiesByClaim.get(found.item.id) || []) edges.add(tie.id);
  for (const edge of drawnEdges) {
    if (found.type === "node" && (edge.from === selection || edge.to === selection)) {
      if (edge.layer !== "part" || found.item.kind === "event" || state.kinds.event) edges.add(baseId(edge.id));
    }
    if (edges.has(baseId(edge.id))) nodes.add(edge.from).add(edge.to);
  }
  return { edges, nodes };
}

// More lines than anyone can follow are not drawn: the widest stay, which are the strongest and most spoken of.
function strongest(edges, focus) {
  const ids = new Set(edges.map((edge) => baseId(edge.id)));
  if (ids.size <= MOST_LINES) return { edges, total: ids.size };
  const lines = edges.filter((edge) => ids.has(edge.id)).sort((a, b) => b.width - a.width || (a.id < b.id ? -1 : 1));
  const kept = new Set([...focus.edges, ...lines.slice(0, MOST_LINES).map((edge) => edge.id)]);
  return { edges: edges.filter((edge) => kept.has(baseId(edge.id))), total: ids.size };
}

function derive(current) {
  const focus = chosen(current.selection);
  const wanted = drawnEdges.filter(
    (edge) =>
      focus.edges.has(baseId(edge.id)) ||
      (layerShown(edge, current) && kindShown(edge.from, current) && kindShown(edge.to, current)),
  );
  const { edges, total } = strongest(wanted, focus);
  const nodes = new Set(focus.nodes);
  for (const edge of edges) nodes.add(edge.from).add(edge.to);
  for (const { id, kind } of payload.nodes) {
    const standing = kind === "issue" || STANDING.includes(kind);
    if (kindShown(id, current) && (current.kinds.voices ? true : tiedNodes.has(id) && standing)) nodes.add(id);
  }
  return { edges, nodes, focus, total };
}
