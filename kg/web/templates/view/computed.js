// What passes and what it comes to, from the state alone, and whatever has a name in it.

import { claims, claimsOf, countsAs, nodesBySlug, payload } from "../shared/data.js";
import { jointKeys } from "./bearings.js";
import { codedById, isCoded } from "./coded.js";
import { passing } from "./facets.js";
import { endsOfName, idFor } from "./ids.js";
import { strongestChains } from "./measure.js";
import { alignmentsOf, claimsByDyad, powersOf, tensionOf, tensionsOf, tiesAmong, wholeTie } from "./relations.js";
import { change, state } from "./state.js";

const NODE_OR_CLAIM = /^(node|claim)=(.*)$/s;
/** @type {(keyof ViewState)[]} */
const COMPUTED_FROM = ["from", "to", "clock", "undated", "filters", "level", "track", "policies", "sign", "least"];

/** @type {Omit<Alignment, "id" | "a" | "b">} */
const NO_ALIGNMENT = { value: 0, issues: [], claims: 0, claimants: 0, thin: true, contested: false };

/** @type {Computed | undefined} */
let found;
/** @type {Partial<ViewState>} */
let foundFor = {};

// Everything that the window, the filters and the level leave, computed anew only when one of these changes.
/** @param {ViewState} current @returns {Computed} */
export function computed(current) {
  if (found && found.of === payload && COMPUTED_FROM.every((key) => foundFor[key] === current[key])) return found;
  const passed = passing(current);
  const ties = tiesAmong(passed, current.level, current);
  const byDyad = claimsByDyad(ties, passed, current);
  const dyads = tensionsOf(byDyad, current);
  const alignments = alignmentsOf(ties, current);
  foundFor = Object.fromEntries(COMPUTED_FROM.map((key) => [key, current[key]]));
  found = {
    of: payload, passed, ties, byDyad, dyads, alignments,
    powers: powersOf(ties, current),
    events: new Set(claimsOf([...passed]).map((claim) => claim.content.slug)),
    tiesById: new Map(ties.map((tie) => [tie.id, tie])),
    dyadsById: new Map(dyads.map((dyad) => [dyad.id, dyad])),
    alignmentsById: new Map(alignments.map((pair) => [pair.id, pair])),
  };
  return found;
}

/** @param {string} id */
export function isKnown(id) {
  const [, kind, rest = ""] = NODE_OR_CLAIM.exec(id) || [];
  return kind ? (kind === "node" ? nodesBySlug : claims).has(rest) : Boolean(endsOfName(id));
}

// Whatever has a name, as it is now; null where nothing has it.
/** @param {string} id @returns {Subject | null} */
export function itemOf(id) {
  const [, kind, rest = ""] = NODE_OR_CLAIM.exec(id) || [];
  const [node, claim, ends] = [nodesBySlug.get(rest), claims.get(rest), kind ? null : endsOfName(id)];
  if (kind === "node" && node) return { type: "node", item: node };
  if (kind === "claim" && claim) return { type: "claim", item: claim };
  return ends && betweenTwo(id, ends);
}

// A tie that has no claim left, or that only stands at the other level, is there all the same.
/** @param {string} id @param {Ends} ends @returns {Subject | null} */
function betweenTwo(id, { type, a, b }) {
  if (type === "pair" || type === "path") return { type, item: { id, a, b } };
  if (isCoded(type)) return codedSubject(id);
  const { tiesById, dyadsById, alignmentsById } = computed(state);
  if (type === "tie") return { type: "tension", item: dyadsById.get(id) || absentDyad(id) };
  if (type === "alignment") return { type, item: alignmentsById.get(id) || { id, a, b, ...NO_ALIGNMENT } };
  return { type: "tie", item: tiesById.get(id) || absentTie(id, { type, a, b }) };
}

/** @param {string} id @returns {Subject | null} */
function codedSubject(id) {
  const item = codedById().get(id);
  return item ? { type: "coded", item } : null;
}

// The score of nothing is 0.
/** @param {string} id */
function absentDyad(id) {
  const { byDyad, passed } = computed(state);
  const other = { ...state, level: otherLevel() };
  const joint = jointKeys(id, passed, state);
  const keys = byDyad.get(id) || (joint.length && joint) || claimsByDyad(tiesOfOtherLevel(), passed, other).get(id) || [];
  return { ...tensionOf(id, keys, state), passes: false };
}

/** @returns {Level} */
function otherLevel() {
  return state.level === "state" ? "actor" : "state";
}

/** @param {string} id @param {Ends} ends */
function absentTie(id, { type: relation, a, b }) {
  const other = tiesOfOtherLevel().find((tie) => tie.id === id);
  return other || wholeTie({ id, relation, source: a, target: b, keys: [] }, state);
}

function tiesOfOtherLevel() {
  return tiesAmong(computed(state).passed, otherLevel(), state);
}

/** @param {string} id */
export function select(id) {
  if (id !== state.selection) change({ selection: isKnown(id) ? id : "" });
}

export const LONGEST_PATH = 4;
const MOST_PATHS = 10;

// The strongest chains of leverage from one to the other among what passes, at the level shown.
/** @param {{ a: string, b: string }} pair */
export function pathsOf({ a, b }) {
  const { ties, powers } = computed(state);
  const [source, target] = [countsAs(a, state.level), countsAs(b, state.level)];
  if (source === target) return [];
  const hops = ties.flatMap((tie) => {
    const power = powers.get(tie.id);
    return power ? [/** @type {Hop} */ ([tie.source, tie.target, power.power])] : [];
  });
  return strongestChains(hops, source, target, { longest: LONGEST_PATH, most: MOST_PATHS });
}

/** @param {Chain} chain */
export function hopsOf({ nodes }) {
  return nodes.slice(1).map((node, index) => idFor("leverage", nodes[index], node));
}

/** @param {{ a: string, b: string }} item */
export function pathTies(item) {
  return new Set(pathsOf(item).flatMap(hopsOf));
}
