// How claims bear on two actors: by what they say of the two themselves, or by a position over a policy of one of them.

import { bearings, claims, countsAs, fromData, isActor, payload } from "../shared/data.js";
import { getOrInsert } from "../shared/maps.js";
import { knownFrom } from "./days.js";
import { endsOfName, idFor, inOrder } from "./ids.js";
import { joins, joinsAny } from "./joint.js";

// The bearings that count: none where the reader leaves out positions on policies, and by the clock of publication those
// whose claim that says who pursues the issue was known by the end.
/** @param {Bearing[]} found @param {ViewState} current */
function counted(found, { policies, clock, to }) {
  if (!policies || !payload.parameters.issue_weight) return [];
  return found.filter(({ pursuit }) => {
    const claim = pursuit ? claims.get(pursuit) : null;
    if (claim === undefined) return false;
    const known = claim && knownFrom(claim);
    return claim === null || clock === "event" || to === null || (known !== null && known <= to);
  });
}

// The bearings of a claim that count, by dyad, the first of each; kept until something is asked in another way.
/** @type {WeakMap<ClaimData, { asked: string, byDyad: Map<string, Bearing> }>} */
const keptBearings = new WeakMap();

/** @param {ClaimData} claim @param {ViewState} current */
export function bearingsOn(claim, current) {
  const asked = JSON.stringify([current.level, current.policies, current.clock, current.to]);
  const kept = keptBearings.get(claim);
  if (kept && kept.asked === asked) return kept.byDyad;
  /** @type {Map<string, Bearing>} */
  const byDyad = new Map();
  for (const bearing of counted(bearings(claim), current)) {
    const [a, b] = [countsAs(bearing.holder, current.level), countsAs(bearing.other, current.level)];
    if (a !== b && isActor(a) && isActor(b)) getOrInsert(byDyad, idFor("tie", ...inOrder(a, b)), () => bearing);
  }
  keptBearings.set(claim, { asked, byDyad });
  return byDyad;
}

// The keys of the joint claims that count for a dyad: there are so many of these dyads that none is made for them.
/** @param {string} id @param {Set<string>} passed @param {ViewState} current */
export function jointKeys(id, passed, current) {
  const ends = endsOfName(id);
  if (!ends) return [];
  const found = jointClaims(passed).filter((claim) => {
    const acts = claim.content.kind === "event" && joins(claim, ends.a, ends.b, current.level);
    return acts || bearingsOn(claim, current).has(id);
  });
  return found.map((claim) => claim.id);
}

/** @param {Set<string>} passed */
function jointClaims(passed) {
  return joint().filter((claim) => passed.has(claim.id));
}

const joint = fromData(() => [...claims.values()].filter((claim) => claim.content.joint));

// Whether a joint claim counts for any dyad.
/** @param {ClaimData} claim @param {ViewState} current */
export function countsForAny(claim, current) {
  return claim.content.kind === "event" ? joinsAny(claim, current.level) : bearingsOn(claim, current).size > 0;
}

// How a claim bears on two actors: by what it says of the two themselves (null), or else by its position over an issue.
/** @param {ClaimData} claim @param {Ends} ends @param {ViewState} current @returns {Bearing | null} */
export function bearingOn(claim, { a, b }, current) {
  if (joins(claim, a, b, current.level)) return null;
  return bearingsOn(claim, current).get(idFor("tie", a, b)) || null;
}
