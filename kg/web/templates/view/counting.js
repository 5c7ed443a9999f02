// Which of the claims count in a score of tension, and of the others why they do not (kg/questions/counting.py).

import { claims, claimsOf, payload } from "../shared/data.js";
import { listed } from "../shared/words.js";
import { countsForAny } from "./bearings.js";
import { computed } from "./computed.js";
import { agesFrom, endOf, isRepeated } from "./days.js";
import { kindOf } from "./facets.js";

/** @param {ClaimData} claim @param {ViewState} current */
function reasonOf(claim, current) {
  const [at, day] = [endOf(current), agesFrom(claim)];
  if (claim.content.kind === "leverage") return "leverage";
  if (claim.polarity === "denied") return "denied";
  if (claim.mode !== current.track) return "mode";
  if (day === null || at === null) return "undated";
  if (day > at) return "later";
  return isRepeated(claim, current) ? "copy" : withoutDyad(claim, current);
}

// Why a claim that would count joins no two actors.
/** @param {ClaimData} claim @param {ViewState} current */
function withoutDyad({ content: { kind, sources, targets } }, current) {
  if (kind === "event") return sources.length && targets.length ? "side" : "parties";
  const target = kindOf(targets[0]);
  if (target === "event") return "event";
  return target === "issue" && !(current.policies && payload.issues[targets[0]]) ? "issue" : "side";
}

// By reason, the keys of the claims that count in no score.
/** @param {ViewState} current */
export function uncounted(current) {
  const { passed, dyads } = computed(current);
  const counting = new Set(dyads.flatMap((dyad) => dyad.contributions.map((each) => each.claim.id)));
  /** @type {Record<string, string[]>} */
  const found = {};
  for (const claim of claimsOf([...claims.keys()])) {
    if (counting.has(claim.id)) continue;
    const reason = passed.has(claim.id) ? reasonOf(claim, current) : "filtered";
    if (reason === "side" && claim.content.joint && countsForAny(claim, current)) continue;
    (found[reason] = found[reason] || []).push(claim.id);
  }
  return found;
}

// How many count, and of the others how many do not for which reason.
/** @param {ViewState} current */
export function countingWords(current) {
  const found = uncounted(current);
  const left = Object.values(found).reduce((total, keys) => total + keys.length, 0);
  const first = `${(claims.size - left).toLocaleString("en")} of ${claims.size.toLocaleString("en")} claims count`;
  const reasons = Object.entries(payload.words.uncounted)
    .filter(([reason]) => found[reason])
    .map(([reason, [one, several]]) => `${found[reason].length.toLocaleString("en")} ${found[reason].length > 1 ? several : one}`);
  return `${first}${reasons.length ? `; ${listed(reasons)}` : ""}.`;
}
