// The names of ties, dyads and pairs, by which the address of the page calls them.

import { bearings, claims, countsAs, datasets, fromData, isActor, knownTies } from "../shared/data.js";
import { joinedByAct } from "./joint.js";

const registry = fromData(namedTies);

/** @param {string} id */
export function endsOfId(id) {
  return registry().endsById.get(id);
}

// Slugs may hold what joins them here: whatever would have a name that is taken gets a number.
/** @param {string} type @param {string} a @param {string} b @param {Registry} [named] */
export function register(type, a, b, { idsByEnds, endsById } = registry()) {
  const key = JSON.stringify([type, a, b]);
  if (idsByEnds.has(key)) return;
  const plain = `${type}=${a}--${b}`;
  let id = plain;
  for (let number = 2; endsById.has(id); number += 1) id = `${plain}~${number}`;
  idsByEnds.set(key, id);
  endsById.set(id, { type, a, b });
}

/** @param {string} type @param {string} a @param {string} b */
export function idFor(type, a, b) {
  return registry().idsByEnds.get(JSON.stringify([type, a, b])) || "";
}

/** @param {string} a @param {string} b @returns {[string, string]} */
export function inOrder(a, b) {
  return a < b ? [a, b] : [b, a];
}

/** @type {Level[]} */
export const LEVELS = ["state", "actor"];

// The ties that the data name keep their names; then come those that folding makes, at either level, and the dyads on
// which positions over issues bear.
function namedTies() {
  /** @type {Registry} */
  const named = { idsByEnds: new Map(), endsById: new Map() };
  for (const { id, relation, source, target } of knownTies) {
    named.idsByEnds.set(JSON.stringify([relation, source, target]), id);
    named.endsById.set(id, { type: relation, a: source, b: target });
  }
  for (const level of LEVELS) {
    for (const { relation, source, target } of knownTies) {
      const [a, b] = [countsAs(source, level), countsAs(target, level)];
      if (a === b) continue;
      register(relation, a, b, named);
      register("pair", ...inOrder(a, b), named);
      if (isActor(a) && isActor(b)) register("tie", ...inOrder(a, b), named);
    }
  }
  const borne = [...claims.values()].flatMap(bearings);
  for (const level of LEVELS) {
    for (const { holder, other } of borne) {
      const [a, b] = [countsAs(holder, level), countsAs(other, level)];
      if (a === b || !isActor(a) || !isActor(b)) continue;
      register("pair", ...inOrder(a, b), named);
      register("tie", ...inOrder(a, b), named);
    }
  }
  for (const dataset of datasets) for (const { a, b } of dataset.dyads) register(codedLayer(dataset), a, b, named);
  return named;
}

// Any two actors may be asked for, as a path or for how far they agree, and any two parties of a joint act for their
// score, so these names are read when they come.
/** @param {string} id */
export function endsOfName(id) {
  const named = endsOfId(id);
  if (named) return named;
  const [, type, text] = /^(path|alignment|tie)=(.*)$/s.exec(id) || [];
  if (!type) return null;
  for (let at = text.indexOf("--"); at >= 0; at = text.indexOf("--", at + 1)) {
    const [a, b] = [text.slice(0, at), text.slice(at + 2)];
    if (!isActor(a) || !isActor(b) || a === b) continue;
    if (type !== "tie") return { type, a, b };
    if (a < b && LEVELS.some((level) => joinedByAct(a, b, level))) {
      register(type, a, b);
      return { type, a, b };
    }
  }
  return null;
}

// Each data set is a layer of its own; its dyads are called by the same word.
/** @param {CodedData} dataset */
export function codedLayer(dataset) {
  return `coded:${dataset.name}`;
}
