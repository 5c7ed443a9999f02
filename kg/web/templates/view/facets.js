// What the reader asks for: which claims pass, and how many would for each choice.

import {
  articles, claims, countsAs, fromData, involved, isActor, modeOrder, nameOf, nodesBySlug, payload,
} from "../shared/data.js";
import { getOrInsert } from "../shared/maps.js";
import { capital, inOrderOfNames, labelOf } from "../shared/words.js";
import { inWindow, isContested } from "./days.js";
import { defaults } from "./state.js";

/** @param {ClaimData} claim */
function actorsOf(claim) {
  const actors = involved(claim).filter(isActor);
  return [...new Set([...actors, ...actors.map((slug) => countsAs(slug, "state"))])];
}

/** @param {ClaimData} claim @param {ViewState} current */
export function standing(claim, current) {
  if (claim.polarity === "denied") return "denial";
  return isContested(claim, current) ? "contested" : "undisputed";
}

/** @param {string} slug */
export function kindOf(slug) {
  const node = nodesBySlug.get(slug);
  return node ? node.kind : "";
}

// Each gives of a claim the values that it has, and of a value how it is called.
/** @type {Facet[]} */
export const FACETS = [
  { key: "actor", title: "Actor", values: actorsOf, label: nameOf },
  {
    key: "kind",
    title: "Kind of actor",
    values: (claim) => involved(claim).filter(isActor).map(kindOf),
    label: (kind) => labelOf("kinds", kind),
  },
  { key: "issue", title: "Issue", values: (claim) => involved(claim).filter((slug) => kindOf(slug) === "issue"), label: nameOf },
  { key: "claimant", title: "Claimant", values: (claim) => claim.claimants, label: nameOf },
  { key: "article", title: "Article", values: (claim) => [claim.article], label: (slug) => (articles.get(slug) || { title: slug }).title },
  { key: "mode", title: "Mode", values: (claim) => [claim.mode], label: (mode) => labelOf("modes", mode), order: modeOrder },
  {
    key: "certainty",
    title: "Certainty",
    values: (claim) => [claim.certainty],
    label: (term) => capital(labelOf("certainties", term)),
    order: () => Object.keys(payload.words.certainties),
  },
  {
    key: "standing",
    title: "Contested",
    values: (claim, current = defaults()) => [standing(claim, current)],
    label: (term) => payload.words.standings[term],
    order: () => Object.keys(payload.words.standings),
  },
];

// Values do not change with the state, but for who contests what; so they are kept.
/** @type {() => Map<string, Map<string, string[]>>} */
const keptValues = fromData(() => new Map());

/** @param {Facet} facet @param {ClaimData} claim @param {ViewState} current */
function valuesOf(facet, claim, current) {
  return facet.key === "standing" ? facet.values(claim, current) : keptValuesOf(facet, claim);
}

/** @param {Facet} facet @param {ClaimData} claim */
function keptValuesOf(facet, claim) {
  /** @type {Map<string, string[]>} */
  const kept = getOrInsert(keptValues(), facet.key, () => new Map());
  return getOrInsert(kept, claim.id, () => [...new Set(facet.values(claim).filter(Boolean))]);
}

/** @param {ViewState} current */
export function asked(current) {
  return FACETS.filter(({ key }) => (current.filters[key] || []).length);
}

/** @param {Facet} facet @param {ClaimData} claim @param {ViewState} current */
function passes(facet, claim, current) {
  const wanted = current.filters[facet.key];
  return valuesOf(facet, claim, current).some((value) => wanted.includes(value));
}

// One of the choices of each facet has to fit, and every facet.
/** @param {ViewState} current */
export function passing(current) {
  const facets = asked(current);
  const found = [...claims.values()].filter(
    (claim) => inWindow(claim, current) && facets.every((facet) => passes(facet, claim, current)),
  );
  return new Set(found.map((claim) => claim.id));
}

// For each facet how many claims each choice has among those that pass everything else.
/** @param {ViewState} current */
export function facetCounts(current) {
  const facets = asked(current);
  /** @type {Map<string, Map<string, number>>} */
  const found = new Map(FACETS.map(({ key }) => [key, new Map()]));
  for (const claim of claims.values()) {
    if (!inWindow(claim, current)) continue;
    const failed = facets.filter((facet) => !passes(facet, claim, current));
    if (failed.length > 1) continue;
    for (const facet of FACETS) {
      if (failed.length && failed[0] !== facet) continue;
      /** @type {Map<string, number>} */
      const counts = getOrInsert(found, facet.key, () => new Map());
      for (const value of valuesOf(facet, claim, current)) counts.set(value, (counts.get(value) || 0) + 1);
    }
  }
  return found;
}

// The choices of a facet that there are at all, the most frequent first unless they have an order of their own.
export const facetValues = fromData(() => new Map(FACETS.map((facet) => [facet.key, choicesOf(facet)])));

/** @param {Facet} facet */
function choicesOf(facet) {
  const totals = new Map();
  for (const claim of claims.values()) {
    const found = facet.key === "standing" ? Object.keys(payload.words.standings) : keptValuesOf(facet, claim);
    for (const value of found) totals.set(value, (totals.get(value) || 0) + 1);
  }
  const known = facet.order ? facet.order() : [];
  /** @param {string} value */
  const place = (value) => (known.includes(value) ? known.indexOf(value) : Infinity);
  /** @param {string} a @param {string} b */
  const order = (a, b) => place(a) - place(b) || totals.get(b) - totals.get(a) ||
    inOrderOfNames(facet.label(a), facet.label(b)) || (a < b ? -1 : 1);
  return [...totals.keys()].sort((a, b) => order(a, b) || 0);
}

/** @param {{ tension: number }} dyad */
export function signOf(dyad) {
  return dyad.tension > 0 ? "hostile" : "friendly";
}

/** @param {{ tension: number }} dyad @param {ViewState} current */
export function dyadPasses(dyad, { sign, least }) {
  return (!sign || (dyad.tension !== 0 && signOf(dyad) === sign)) && Math.abs(dyad.tension) >= least;
}
