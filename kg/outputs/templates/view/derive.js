// What is shown, from the state alone: first what passes and what it comes to, then what of that is drawn.

const nodeKind = new Map(payload.nodes.map((node) => [node.id, node.kind]));
const MOST_LINES = 1000;
const STANDING = ["state", "international-body"];
const COMPUTED_FROM = ["from", "to", "clock", "undated", "filters", "level", "track", "sign", "least"];

let found = null;
let foundFor = {};
let drawn = null;

// Everything that the window, the filters and the level leave, computed anew only when one of these changes.
function computed(current) {
  if (found && COMPUTED_FROM.every((key) => foundFor[key] === current[key])) return found;
  const passed = passing(current);
  const ties = tiesAmong(passed, current.level, current);
  const byDyad = claimsByDyad(ties);
  const dyads = tensionsOf(byDyad, current);
  for (const dyad of dyads) dyad.passes = dyadPasses(dyad, current);
  found = {
    passed, ties, byDyad, dyads,
    powers: powersOf(ties, current),
    events: new Set(claimsOf([...passed]).map((claim) => claim.content.slug)),
    alignments: alignmentsOf(ties, current),
    items: new Map([...ties, ...dyads].map((item) => [item.id, item])),
  };
  for (const each of [...found.alignments, ...codedItems]) found.items.set(each.id, each);
  foundFor = Object.fromEntries(COMPUTED_FROM.map((key) => [key, current[key]]));
  return found;
}

function isKnown(id) {
  const [, kind, rest] = /^(node|claim)=(.*)$/s.exec(id) || [];
  return kind ? (kind === "node" ? nodesBySlug : claims).has(rest) : Boolean(endsOfName(id));
}

// Whatever has a name, as it is now; null where nothing has it.
function itemOf(id) {
  if (!id || !isKnown(id)) return null;
  const [, kind, rest] = /^(node|claim)=(.*)$/s.exec(id) || [];
  if (kind) return { type: kind, item: (kind === "node" ? nodesBySlug : claims).get(rest) };
  const ends = endsOfName(id);
  const type = { tie: "tension", pair: "pair", path: "path", alignment: "alignment" }[ends.type] || (isCoded(ends.type) ? "coded" : "tie");
  return { type, item: computed(state).items.get(id) || absent(id, type, ends) };
}

// A tie that has no claim left, or that only stands at the other level; the score of nothing is 0.
function absent(id, type, { type: relation, a, b }) {
  if (type === "path") return { id, a, b };
  if (type === "alignment") return { id, a, b, value: 0, issues: [], claims: 0, claimants: 0, thin: true, contested: false };
  const { passed, byDyad } = computed(state);
  const other = LEVELS.filter((level) => level !== state.level).flatMap((level) => tiesAmong(passed, level, state));
  if (type === "tension") {
    const keys = byDyad.get(id) || claimsByDyad(other).get(id) || [];
    return { ...tensionOf(id, keys, state), passes: false };
  }
  if (type === "pair") return { id, a, b };
  return other.find((tie) => tie.id === id) || wholeTie({ id, relation, source: a, target: b, keys: [] }, state);
}

// The claims that something selected rests on.
function keysOf({ type, item }) {
  if (type === "claim") return [item.id];
  if (type === "tie") return item.claims;
  if (type === "tension") return item.contributions.map((each) => each.claim.id);
  return [];
}

function kindShown(id, { kinds }) {
  const kind = nodeKind.get(id);
  if (kind === "issue") return kinds.issue;
  if (kind === "event") return kinds.event;
  return STANDING.includes(kind) || kinds.people;
}

// What the selection is about: these lines and nodes stand out, whatever is switched off.
function focusOf(selection, lines) {
  const subject = itemOf(selection);
  const focus = { edges: new Set(), nodes: new Set() };
  if (!subject) return focus;
  const { type, item } = subject;
  const add = (each) => {
    focus.edges.add(each.id);
    focus.nodes.add(each.from).add(each.to);
  };
  if (type === "node") focus.nodes.add(selection);
  if (["pair", "path", "alignment", "coded"].includes(type)) focus.nodes.add(`node=${item.a}`).add(`node=${item.b}`);
  const ends = (each) => JSON.stringify(inOrder(each.from.slice(5), each.to.slice(5)));
  const own = lines.filter((each) => each.opens === selection);
  if (own.length) own.forEach(add);
  else if (type === "node") lines.filter((each) => each.from === selection || each.to === selection).forEach(add);
  else if (type === "path") lines.filter((each) => pathTies(item).has(each.id)).forEach(add);
  else if (type === "pair") lines.filter((each) => ends(each) === JSON.stringify([item.a, item.b])).forEach(add);
  else {
    const keys = new Set(keysOf(subject));
    lines.filter((each) => each.layer !== "alignment" && each.keys.some((key) => keys.has(key))).forEach(add);
  }
  if (type === "node" && !focus.edges.size) foldedLines(item.slug, lines).forEach(add);
  return focus;
}

// The lines of whom somebody acts for, as far as they rest on what is claimed of them.
function foldedLines(slug, lines) {
  return lines.filter((each) => each.keys.some((key) => involves(claims.get(key), slug)));
}

// Lines of what is selected are drawn even where their layer is off.
function forced({ selection, level }, all) {
  const subject = itemOf(selection);
  if (!subject) return [];
  const { type, item } = subject;
  if (type === "tension") return item.claims ? tensionLines(item) : [];
  if (type === "alignment") return item.issues.length ? [alignmentLine(item)] : [];
  if (type === "coded") return codedLine(item);
  if (type === "path") return all.ties.filter((tie) => pathTies(item).has(tie.id)).map((tie) => tieLine(tie, false));
  const wanted = all.ties.filter((tie) => {
    if (type === "tie") return tie.id === item.id;
    if (type === "claim") return tie.claims.includes(item.id);
    if (type === "pair") return JSON.stringify(inOrder(tie.source, tie.target)) === JSON.stringify([item.a, item.b]);
    return tie.source === item.slug || tie.target === item.slug;
  });
  const isEvent = type === "node" && item.kind === "event";
  const parts = isEvent ? partLines(all, level).filter((each) => each.opens === selection) : [];
  return [...wanted.map((tie) => tieLine(tie, false)), ...parts];
}

// Of some lines those that are not drawn yet, neither by themselves nor by the lines that stand for all between two or
// for each claim.
function missing(extra, lines) {
  const opened = new Set(lines.map((each) => each.opens));
  const ends = ({ from, to }) => JSON.stringify(inOrder(from, to));
  const covered = new Map();
  for (const each of lines) {
    if (each.layer !== "pair" && !each.opens.startsWith("claim=")) continue;
    if (!covered.has(ends(each))) covered.set(ends(each), new Set());
    for (const key of each.keys) covered.get(ends(each)).add(key);
  }
  const isHeld = (each) => covered.has(ends(each)) && each.keys.every((key) => covered.get(ends(each)).has(key));
  const isCovered = (each) => !isCoded(each.layer) && isHeld(each);
  return extra.filter((each) => !opened.has(each.opens) && !(covered.size && isCovered(each)));
}

// More lines than anyone can follow are not drawn: the widest stay, which are the strongest and most spoken of. What
// machines coded takes the room that claims leave.
function strongest(lines, focus) {
  const opened = new Set(lines.map((each) => each.opens));
  if (opened.size <= MOST_LINES) return { lines, total: opened.size };
  const order = (a, b) => isCoded(a.layer) - isCoded(b.layer) || b.width - a.width || (a.id < b.id ? -1 : 1);
  const outer = lines.filter((each) => !each.id.endsWith("#core")).sort(order);
  const kept = new Set(outer.filter((each, index) => index < MOST_LINES || focus.edges.has(each.id)).map((each) => each.id));
  return { lines: lines.filter((each) => kept.has(each.id.replace(/#core$/, ""))), total: opened.size };
}

// The neighbours of one node along what is drawn, in one step or two, itself among them.
function neighbourhood({ node, steps }, lines) {
  let reached = new Set([node]);
  for (let step = 0; step < steps; step += 1) {
    const next = new Set(reached);
    for (const { from, to } of lines) {
      if (reached.has(from)) next.add(to);
      if (reached.has(to)) next.add(from);
    }
    reached = next;
  }
  return reached;
}

// Nodes that stand by themselves: what has a tie that is not drawn, or where asked for all that claims which pass name.
function alone({ passed, ties }, { kinds }) {
  if (kinds.voices) return passed.size === claims.size ? nodeKind.keys() : namedBy(passed);
  const tied = ties.flatMap(({ source, target }) => [`node=${source}`, `node=${target}`]);
  return tied.filter((id) => STANDING.includes(nodeKind.get(id)) || nodeKind.get(id) === "issue");
}

function namedBy(passed) {
  const named = new Set();
  for (const claim of claimsOf([...passed])) {
    const { claimants, reporters, content } = claim;
    for (const slug of [...involved(claim), ...claimants, ...reporters, content.slug]) named.add(`node=${slug}`);
  }
  return named;
}

// The strongest nodes, as many as asked for: the rest of a large network would hide what can be read.
function nearest({ most }) {
  return new Set(payload.nodes.slice(0, most).map((node) => node.id));
}

function derive(current) {
  const all = computed(current);
  const near = nearest(current);
  const allowed = (id) => near.has(id) && kindShown(id, current);
  let lines = linesOf(all, current).filter((each) => allowed(each.from) && allowed(each.to));
  if (current.ego) {
    const inside = neighbourhood(current.ego, lines);
    lines = lines.filter((each) => inside.has(each.from) && inside.has(each.to));
  }
  lines = [...lines, ...missing(forced(current, all), lines)];
  const focus = focusOf(current.selection, lines);
  const bounded = strongest(lines, focus);
  const nodes = new Set(focus.nodes);
  for (const each of bounded.lines) nodes.add(each.from).add(each.to);
  if (current.ego) nodes.add(current.ego.node);
  else for (const id of alone(all, current)) if (allowed(id)) nodes.add(id);
  return { ...bounded, nodes: new Set([...nodes].filter((id) => nodeKind.has(id))), focus };
}
