// Joint acts: events of so many parties that these are tied to the event and not to each other (kg/network/joint.py).

import { claims, claimsOf, countsAs, fromData, isActor } from "../shared/data.js";
import { getOrInsert } from "../shared/maps.js";

// The claims about each joint act, by the slug of its event.
const acts = fromData(() => {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const { id, content } of claims.values()) {
    if (content.joint && content.kind === "event") getOrInsert(found, content.slug, () => new Set()).add(id);
  }
  return found;
});

/** @param {string} slug */
export function isJointAct(slug) {
  return acts().has(slug);
}

// Whether a tie is the part of somebody in a joint act.
/** @param {{ relation: string, source: string, target: string }} tie */
export function isPart({ relation, source, target }) {
  return relation === "event" && (isJointAct(source) || isJointAct(target));
}

// The two sides of what a claim speaks of, as they count; folded once for each level.
/** @type {WeakMap<ClaimData, Map<Level, [Set<string>, Set<string>]>>} */
const folded = new WeakMap();

/** @param {ClaimData} claim @param {Level} level */
function sidesOf(claim, level) {
  /** @type {Map<Level, [Set<string>, Set<string>]>} */
  const levels = folded.get(claim) || new Map();
  folded.set(claim, levels);
  /** @param {string[]} slugs */
  const side = (slugs) => new Set(slugs.map((slug) => countsAs(slug, level)));
  return getOrInsert(levels, level, () => [side(claim.content.sources), side(claim.content.targets)]);
}

// Whether one of two acts toward the other, as they count.
/** @param {ClaimData} claim @param {string} a @param {string} b @param {Level} level */
export function joins(claim, a, b, level) {
  const [some, others] = sidesOf(claim, level);
  return (some.has(a) && others.has(b)) || (some.has(b) && others.has(a));
}

// Whether two are parties of one joint act, of which one acts toward the other.
/** @param {string} a @param {string} b @param {Level} level */
export function joinedByAct(a, b, level) {
  return claimsOf([...acts().values()].flatMap((keys) => [...keys])).some((claim) => joins(claim, a, b, level));
}

/** @param {ClaimData} claim @param {Level} level */
export function joinsAny(claim, level) {
  const [some, others] = sidesOf(claim, level);
  return [...some].some((one) => [...others].some((other) => one !== other && isActor(one) && isActor(other)));
}

// Who takes part in a joint act, as they count, and of how many dyads it speaks.
/** @param {string} slug @param {Level} level */
export function partsIn(slug, level) {
  const [first] = claimsOf([...(acts().get(slug) || [])]);
  const [some, others] = sidesOf(first, level);
  const parties = [...new Set([...some, ...others])].filter(isActor);
  const both = parties.filter((one) => some.has(one) && others.has(one)).length;
  return { first, parties, dyads: some.size * others.size - (both * (both + 1)) / 2 };
}

/** @returns {string[]} */
export function jointActs() {
  return [...acts().keys()];
}
