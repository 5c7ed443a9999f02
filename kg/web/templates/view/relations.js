// What the claims that pass come to: ties, tension of dyads, power, and agreement on issues.

import {
  articles, claimsOf, countsAs, isActor, knownTies, modeOrder, payload, voiceOf,
} from "../shared/data.js";
import { getOrInsert } from "../shared/maps.js";
import { bearingOn, bearingsOn, jointKeys } from "./bearings.js";
import { agesFrom, dayNumber, endOf, isContested, isRepeated } from "./days.js";
import { dyadPasses, kindOf } from "./facets.js";
import { endsOfId, idFor, inOrder, register } from "./ids.js";
import { congruence, decay, effects, ENOUGH_ARTICLES, ENOUGH_CLAIMANTS, pooledMean, score, sum } from "./measure.js";

// All claims of one relation about an ordered pair, folded at the level of states.
/** @param {Set<string>} passed @param {Level} level @param {ViewState} current */
export function tiesAmong(passed, level, current) {
  /** @type {Map<string, Omit<KnownTie, "claims"> & { keys: Set<string> }>} */
  const groups = new Map();
  for (const { relation, source, target, claims: keys } of knownTies) {
    const [a, b] = [countsAs(source, level), countsAs(target, level)];
    const found = a === b ? [] : keys.filter((key) => passed.has(key));
    if (!found.length) continue;
    const id = idFor(relation, a, b);
    const { keys: own } = getOrInsert(groups, id, () => ({ id, relation, source: a, target: b, keys: new Set() }));
    for (const key of found) own.add(key);
  }
  return [...groups.values()].map((group) => wholeTie(group, current));
}

// `mode` is the firmest of its claims, `denied` where none of them affirms.
/** @param {Omit<KnownTie, "claims"> & { keys: Iterable<string> }} group @param {ViewState} current */
export function wholeTie({ id, relation, source, target, keys }, current) {
  const members = claimsOf([...keys].sort());
  const affirmed = members.filter((claim) => claim.polarity === "affirmed");
  const counting = affirmed.length ? affirmed : members;
  const intensities = counting.map((claim) => claim.content.intensity).filter((each) => each !== null);
  const modes = new Set(counting.map((claim) => claim.mode));
  return {
    id, relation, source, target,
    claims: members.map((claim) => claim.id),
    mode: modeOrder().find((mode) => modes.has(mode)) || "reported",
    denied: !affirmed.length,
    contested: members.some((claim) => isContested(claim, current)),
    intensity: intensities.length ? sum(intensities) / intensities.length : null,
  };
}

/** @param {{ relation: string, target: string }} tie */
export function layerOf({ relation, target }) {
  return relation === "stance" && !isActor(target) ? "position" : relation;
}

// The claims that bear on each two actors, whatever they are, from any of their ties and from positions over issues.
/** @param {Tie[]} ties @param {Set<string>} passed @param {ViewState} current */
export function claimsByDyad(ties, passed, current) {
  /** @type {Map<string, Set<string>>} */
  const found = new Map();
  for (const { source, target, claims: keys } of ties) {
    if (!isActor(source) || !isActor(target)) continue;
    const id = idFor("tie", ...inOrder(source, target));
    /** @type {Set<string>} */
    const own = getOrInsert(found, id, () => new Set());
    for (const key of keys) own.add(key);
  }
  for (const claim of claimsOf([...passed]).filter(({ content }) => !content.joint)) {
    for (const id of bearingsOn(claim, current).keys()) getOrInsert(found, id, () => new Set()).add(claim.id);
  }
  // Dyads that rest on joint claims alone are scored when they are asked for.
  for (const [id, own] of found) for (const key of jointKeys(id, passed, current)) own.add(key);
  return found;
}

/** @param {ClaimData} claim @param {number} at @param {Ends} ends @param {ViewState} current */
function statementOf(claim, at, ends, current) {
  const bearing = bearingOn(claim, ends, current);
  return {
    claim,
    bearing,
    intensity: (bearing ? bearing.sign : 1) * (claim.content.intensity ?? 0) + 0,
    probability: claim.probability,
    weight: weightOf(claim, at) * (bearing ? payload.parameters.issue_weight : 1),
    cluster: voiceOf(claim, current.level),
  };
}

/** @param {ClaimData} claim @param {number} at */
function weightOf(claim, at) {
  const article = articles.get(claim.article);
  return (article ? article.weight : 0) * decay(at - (agesFrom(claim) ?? at), payload.parameters, claim.content.kind);
}

/** @param {ClaimData} claim @param {number | null} at */
function isPast(claim, at) {
  const day = agesFrom(claim);
  return day !== null && at !== null && day <= at;
}

/** @param {ClaimData} claim @param {number | null} at @param {string} mode */
function counts(claim, at, mode) {
  return claim.content.intensity !== null && claim.mode === mode && claim.polarity === "affirmed" && isPast(claim, at);
}

// The score of a dyad on the last day of the window from the claims given, what moves it most first.
/** @param {string} id @param {Iterable<string>} keys @param {ViewState} current @param {string} [mode] */
export function tensionOf(id, keys, current, mode = current.track) {
  const at = endOf(current);
  const ends = endsOfId(id) || { type: "", a: "", b: "" };
  const found = claimsOf([...keys].sort());
  const members = at === null ? [] : found.filter((claim) => counts(claim, at, mode) && !isRepeated(claim, current));
  const statements = members.map((claim) => statementOf(claim, at ?? 0, ends, current));
  const { shares, ...result } = score(statements, payload.parameters);
  const moved = effects(statements, payload.parameters);
  const contributions = statements.map((each, index) => ({
    ...each,
    share: shares[index],
    effect: moved[index],
    without: result.tension - moved[index],
    contested: isContested(each.claim, current),
  }));
  /** @param {typeof contributions} kept */
  const left = (kept) => (kept.length < contributions.length ? score(kept, payload.parameters).tension : result.tension);
  const certain = contributions.filter((each) => !each.contested);
  const sources = new Set(members.map((claim) => articles.get(claim.article)?.original || claim.article)).size;
  return {
    id, a: ends.a, b: ends.b, at, mode,
    ...result,
    passes: dyadPasses(result, current),
    claims: members.length,
    articles: sources,
    thin: result.clusters < ENOUGH_CLAIMANTS || sources < ENOUGH_ARTICLES,
    newest: newestOf(members),
    faded: hasFaded(members, at, result),
    contested: certain.length < contributions.length,
    without_contested: left(certain),
    direct: left(contributions.filter((each) => !each.bearing)),
    contributions: contributions.sort((x, y) => bySize(x.effect) - bySize(y.effect) || (x.claim.id < y.claim.id ? -1 : 1)),
    beside: found.filter((claim) => !members.includes(claim)),
  };
}

// What sorts effects by their size, the largest first; those that differ by rounding alone are equal.
/** @param {number} effect */
const bySize = (effect) => -Math.round(Math.abs(effect) * 1e9);

// The last day from which any of some claims ages.
/** @param {ClaimData[]} found */
function newestOf(found) {
  const days = found.map(agesFrom).filter((day) => day !== null);
  return days.length ? Math.max(...days) : null;
}

// Whether a tension is near 0 only since all that was said is older than some half-lives.
/** @param {ClaimData[]} found @param {number | null} at @param {{ tension: number, unshrunk: number }} result */
function hasFaded(found, at, { tension, unshrunk }) {
  const { half_lives: halfLives, under } = payload.words.faded;
  if (at === null || !found.length || !(Math.abs(tension) < under && Math.abs(unshrunk) >= under)) return false;
  return found.every((claim) => decay(at - (agesFrom(claim) ?? at), payload.parameters, claim.content.kind) < 2 ** -halfLives);
}

// Differences below the ninth place are of rounding; there the names decide.
/** @template {{ a: string, b: string }} T @param {T[]} items @param {(item: T) => number} of */
function ranked(items, of) {
  /** @param {T} item */
  const rounded = (item) => Math.round(of(item) * 1e9);
  return items.sort((x, y) => rounded(y) - rounded(x) || (x.a === y.a ? (x.b < y.b ? -1 : 1) : x.a < y.a ? -1 : 1));
}

/** @param {Map<string, Set<string>>} byDyad @param {ViewState} current */
export function tensionsOf(byDyad, current) {
  const found = [...byDyad].map(([id, keys]) => tensionOf(id, keys, current)).filter((dyad) => dyad.claims);
  return ranked(found, (dyad) => dyad.tension);
}

const FAILING = ["weak", "none"];

/** @param {ClaimData} claim */
function fails(claim) {
  return FAILING.includes(claim.content.strength);
}

// The denial of a doubt says that there is some leverage, but not how much.
/** @param {ClaimData} claim */
function saysHowMuch(claim) {
  return !(claim.polarity === "denied" && fails(claim));
}

// What affirms that there is none says 0 however sure it is, so that its sureness is in its weight.
/** @param {ClaimData} claim */
function affirmsNone(claim) {
  return claim.polarity === "affirmed" && !claim.content.strength_value;
}

// The power from 0 to 1 that the claims of a tie of leverage give, pooled by claimant; of the very old on their own day.
/** @param {Tie} tie @param {ViewState} current */
function powerOf(tie, current) {
  const at = endOf(current);
  const heard = claimsOf(tie.claims).filter((claim) => !isRepeated(claim, current) && isPast(claim, at));
  const found = heard.filter((claim) => (articles.get(claim.article)?.weight || 0) > 0);
  if (at === null || !found.length) return null;
  const said = found.filter(saysHowMuch);
  /** @param {number} day */
  const on = (day) => said.map((claim) => ({
    claim,
    cluster: voiceOf(claim, current.level),
    weight: weightOf(claim, day) * (affirmsNone(claim) ? claim.probability : 1),
    value: (claim.content.strength_value ?? 0) * (claim.polarity === "denied" ? 1 - claim.probability : claim.probability),
  }));
  const statements = on(at);
  const alive = statements.some((each) => each.weight) ? statements : on(Math.max(...said.map((claim) => agesFrom(claim) ?? at)));
  const clusters = new Set(statements.map((each) => each.cluster)).size;
  const aims = [...new Set(found.map((claim) => claim.content.aim).filter(Boolean))];
  const power = pooledMean(alive, payload.parameters).mean;
  return { power, claims: said.length, claimants: clusters, aims, thin: clusters < ENOUGH_CLAIMANTS };
}

/** @param {Tie[]} ties @param {ViewState} current */
export function powersOf(ties, current) {
  /** @type {Map<string, Power>} */
  const found = new Map();
  for (const tie of ties) {
    const power = tie.relation === "leverage" ? powerOf(tie, current) : null;
    if (power) found.set(tie.id, power);
  }
  return found;
}

// The day before which positions have ended that agreement leaves out: the first of the window, or without it the last.
/** @param {ViewState} current */
export const alignedOn = (current) => current.from ?? endOf(current);

/** @param {ClaimData} claim @param {ViewState} current */
function hasEnded({ content }, current) {
  const [last, on] = [dayNumber(content.ends), alignedOn(current)];
  return last !== null && on !== null && last < on;
}

// How far each two actors agree on issues, from what they are said to hold on these and had not ended.
/** @param {Tie[]} ties @param {ViewState} current */
export function alignmentsOf(ties, current) {
  const statements = ties.filter((tie) => tie.relation === "stance" && kindOf(tie.target) === "issue").flatMap((tie) => {
    const affirmed = claimsOf(tie.claims).filter((claim) => claim.polarity === "affirmed" && claim.mode === current.track);
    const held = affirmed.filter((claim) => !isRepeated(claim, current) && !hasEnded(claim, current));
    return held.map((claim) => ({ actor: tie.source, issue: tie.target, position: claim.content.intensity ?? 0, claim }));
  });
  const found = congruence(statements).map((pair) => {
    register("alignment", pair.a, pair.b);
    const said = pair.issues.flatMap((each) => [...each.a, ...each.b]).map((each) => each.claim);
    const claimants = new Set(said.map((claim) => voiceOf(claim, current.level))).size;
    const issues = pair.issues.sort((x, y) => Math.abs(y.value) - Math.abs(x.value) || (x.issue < y.issue ? -1 : 1));
    return {
      ...pair, id: idFor("alignment", pair.a, pair.b), issues, claims: new Set(said).size, claimants,
      thin: claimants < ENOUGH_CLAIMANTS, contested: said.some((claim) => isContested(claim, current)),
    };
  });
  return ranked(found, (pair) => Math.abs(pair.value));
}
