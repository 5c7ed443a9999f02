// What is shown, from the state alone: first what passes and what it comes to, then what of that is drawn.

import { claims, claimsOf, involved, involves, nodeKind, payload } from "../shared/data.js";
import { getOrInsert } from "../shared/maps.js";
import { isCoded } from "./coded.js";
import { computed, itemOf, pathTies } from "./computed.js";
import { alignmentLine, codedLine, linesOf, partLines, tensionLines, tieLine } from "./edges.js";
import { inOrder } from "./ids.js";
import { isJointAct } from "./joint.js";

export const STANDING = ["state", "international-body"];

// The claims that something selected rests on.
/** @param {Subject} subject */
function keysOf({ type, item }) {
  if (type === "claim") return [item.id];
  if (type === "tie") return item.claims;
  if (type === "tension") return item.contributions.map((each) => each.claim.id);
  return [];
}

/** @param {string} id @param {ViewState} current */
function kindShown(id, { kinds }) {
  const kind = nodeKind.get(id);
  if (kind === "issue") return kinds.issue;
  if (kind === "event") return kinds.event || isJointAct(id.slice(5));
  return STANDING.includes(kind || "") || kinds.people;
}

// What the selection is about: these lines and nodes stand out, whatever is switched off.
/** @param {string} selection @param {Line[]} lines */
function focusOf(selection, lines) {
  const subject = itemOf(selection);
  /** @type {Focus} */
  const focus = { edges: new Set(), nodes: new Set() };
  if (!subject) return focus;
  const { type, item } = subject;
  /** @param {Line} each */
  const add = (each) => {
    focus.edges.add(each.id);
    focus.nodes.add(each.from).add(each.to);
  };
  if (type === "node") focus.nodes.add(selection);
  if (type === "pair" || type === "path" || type === "alignment" || type === "coded") {
    focus.nodes.add(`node=${item.a}`).add(`node=${item.b}`);
  }
  /** @param {Line} each */
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
/** @param {string} slug @param {Line[]} lines */
function foldedLines(slug, lines) {
  return lines.filter((each) => claimsOf(each.keys).some((claim) => involves(claim, slug)));
}

// Lines of what is selected are drawn even where their layer is off, or where there was no room for them.
/** @param {ViewState} current @param {Computed} all @param {Line[]} every */
function forced({ selection, level, most }, all, every) {
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
    return type === "node" && (tie.source === item.slug || tie.target === item.slug);
  });
  // The lines of a joint act are drawn anyway.
  const isEvent = type === "node" && item.kind === "event" && !isJointAct(item.slug);
  const parts = isEvent ? partLines(all, level).filter((each) => each.opens === selection) : [];
  const lines = wanted.map((tie) => tieLine(tie, false));
  if (type !== "node") return [...lines, ...parts];
  const own = every.filter((each) => each.from === selection || each.to === selection);
  return [...strongest([...own, ...missing(lines, own)], most, () => false), ...parts];
}

// Of some lines those that are not drawn yet, neither by themselves nor by the lines that stand for all between two or
// for each claim.
/** @param {Line[]} extra @param {Line[]} lines */
function missing(extra, lines) {
  const opened = new Set(lines.map((each) => each.opens));
  /** @param {Line} line */
  const ends = ({ from, to }) => JSON.stringify(inOrder(from, to));
  /** @type {Map<string, Set<string>>} */
  const covered = new Map();
  for (const each of lines) {
    if (each.layer !== "pair" && !each.opens.startsWith("claim=")) continue;
    /** @type {Set<string>} */
    const keys = getOrInsert(covered, ends(each), () => new Set());
    for (const key of each.keys) keys.add(key);
  }
  /** @param {Line} each */
  const isCovered = (each) => {
    const keys = covered.get(ends(each));
    return !isCoded(each.layer) && keys !== undefined && each.keys.every((key) => keys.has(key));
  };
  return extra.filter((each) => !opened.has(each.opens) && !isCovered(each));
}

// The ends of a line and its kind: lines that are drawn as one tie, or side by side as its claims.
/** @param {Line} line */
const groupOf = ({ layer, from, to }) => JSON.stringify([layer, from, to]);

// How much says that a line be drawn: of scores their size, of all others how often they are spoken of.
/** @param {Line[]} members */
function weightOf(members) {
  const [{ layer, strength, width }] = members;
  if (layer === "alignment") return strength;
  if (layer === "tension" || isCoded(layer)) return Math.max(...members.map((each) => each.width));
  return layer === "pair" ? width : new Set(members.flatMap((each) => each.keys)).size;
}

// More lines than anyone can follow are not drawn: of each kind the strongest stay, as many as there is room for with so
// many nodes, so that to ask for another kind takes none of these away, and of every node its strongest. Those that
// `isKept` stay besides.
/** @param {Line[]} lines @param {number} most @param {(line: Line) => boolean} isKept */
export function strongest(lines, most, isKept) {
  /** @type {Map<string, Map<string, Line[]>>} */
  const layers = new Map();
  for (const each of lines) {
    /** @type {Map<string, Line[]>} */
    const groups = getOrInsert(layers, each.layer, () => new Map());
    getOrInsert(groups, groupOf(each), () => []).push(each);
  }
  /** @type {Set<Line>} */
  const kept = new Set();
  /** @type {{ key: string, members: Line[], weight: number }[]} */
  const all = [];
  for (const [layer, groups] of layers) {
    const room = Math.round(most * (payload.room[layer] ?? payload.room[""]));
    const ranked = [...groups.entries()].map(([key, members]) => ({ key, members, weight: weightOf(members) }));
    ranked.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1));
    ranked.forEach(({ members }, place) => {
      for (const each of members) if (place < room || isKept(each)) kept.add(each);
    });
    all.push(...ranked);
  }
  // Everybody keeps the strongest of their lines, so that nobody goes when more are asked for.
  const joined = new Set([...kept].flatMap(({ from, to }) => [from, to]));
  for (const { members } of all.sort((a, b) => b.weight - a.weight || (a.key < b.key ? -1 : 1))) {
    const [{ from, to }] = members;
    if (joined.has(from) && joined.has(to)) continue;
    for (const each of members) kept.add(each);
    joined.add(from).add(to);
  }
  return lines.filter((each) => kept.has(each));
}

// The neighbours of one node along what is drawn, in one step or two, itself among them.
/** @param {Ego} ego @param {Line[]} lines */
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

// Nodes that stand by themselves, where they are asked for: all that the claims which pass name.
/** @param {Computed} all @param {ViewState} current */
function alone({ passed }, { kinds }) {
  if (!kinds.voices) return [];
  return passed.size === claims.size ? nodeKind.keys() : namedBy(passed);
}

/** @param {Set<string>} passed */
function namedBy(passed) {
  const named = new Set();
  for (const claim of claimsOf([...passed])) {
    const { claimants, reporters, content } = claim;
    for (const slug of [...involved(claim), ...claimants, ...reporters, content.slug]) named.add(`node=${slug}`);
  }
  return named;
}

// The strongest nodes, as many as asked for: the rest of a large network would hide what can be read.
/** @param {ViewState} current */
function nearest({ most }) {
  return new Set(payload.nodes.slice(0, most).map((node) => node.id));
}

/** @param {ViewState} current */
export function derive(current) {
  const all = computed(current);
  const near = nearest(current);
  /** @param {string} id */
  const allowed = (id) => near.has(id) && kindShown(id, current);
  let every = linesOf(all, current).filter((each) => allowed(each.from) && allowed(each.to));
  if (current.ego) {
    const inside = neighbourhood(current.ego, every);
    every = every.filter((each) => inside.has(each.from) && inside.has(each.to));
  }
  const bounded = strongest(every, current.most, ({ opens, from, to }) => (
    opens === current.selection || [from, to].some((id) => id === current.ego?.node || isJointAct(id.slice(5)))
  ));
  const lines = [...bounded, ...missing(forced(current, all, every), bounded)];
  const focus = focusOf(current.selection, lines);
  const nodes = new Set(focus.nodes);
  for (const each of lines) nodes.add(each.from).add(each.to);
  if (current.ego) nodes.add(current.ego.node);
  else for (const id of alone(all, current)) if (allowed(id)) nodes.add(id);
  every = [...every, ...missing(lines, every)];
  return { lines, every, nodes: new Set([...nodes].filter((id) => nodeKind.has(id))), focus };
}

// What stands on the map now.
/** @type {Drawn} */
export let drawn;

/** @param {ViewState} current */
export function draw(current) {
  drawn = derive(current);
  return drawn;
}
