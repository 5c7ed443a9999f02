// How numbers, dates and terms are said.

import { nameOf, payload } from "./data.js";

/** @type {Record<string, string>} */
export const MODES = { reported: "Reported", interpreted: "Interpretation", forecast: "Forecast", conditional: "Conditional" };
/** @type {Record<string, string>} */
export const MODE_HEADINGS = {
  reported: "Reported as fact",
  interpreted: "Interpretations",
  forecast: "Forecasts",
  conditional: "On a condition",
};
/** @type {Record<string, string>} */
export const CERTAINTIES = {
  certain: "certain",
  probable: "probable",
  possible: "possible",
  unspecified: "certainty not given",
};
/** @type {Record<string, string>} */
export const RELATIONS = { tension: "Tension", leverage: "Leverage", stance: "Stance", event: "Event" };
/** @type {Record<string, string>} */
export const KINDS = {
  state: "State",
  "international-body": "International body",
  person: "Person",
  organization: "Organization",
  group: "Group",
  issue: "Issue",
  event: "Event",
};
/** @type {Record<string, string>} */
export const RELIABILITY = {
  A: "reliable source",
  B: "usually reliable source",
  C: "fairly reliable source",
  D: "not usually reliable source",
  E: "unreliable source",
  F: "reliability not known",
};
/** @type {Record<string, string>} */
export const CREDIBILITY = {
  1: "confirmed",
  2: "probably true",
  3: "possibly true",
  4: "doubtful",
  5: "improbable",
  6: "truth not known",
};
export const MONTHS = [
  "January", "February", "March", "April", "May", "June",
  "July", "August", "September", "October", "November", "December",
];

/** @param {number} number @param {number} [digits] */
export function signed(number, digits = 2) {
  const text = Math.abs(number).toFixed(digits);
  if (Number(text) === 0) return text;
  return (number < 0 ? "\u2212" : "+") + text;
}

/** @param {number} number */
export function percent(number) {
  return `${Math.round(number * 100)}`;
}

/** @param {number} count @param {string} one @param {string} [many] */
export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** @param {string} term */
export function spaced(term) {
  return term.replace(/-/g, " ").toLowerCase();
}

/** @param {string} text */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// EDTF as people write it; what is not understood is left as it is.
/** @param {string} edtf */
export function when(edtf) {
  const [start, end] = edtf.split("/");
  if (end === undefined) return day(start);
  if (start === "" || start === "..") return `until ${day(end)}`;
  if (end === "" || end === "..") return `from ${day(start)}`;
  const [first, last] = [day(start).split(" "), day(end).split(" ")];
  for (let at = last.length - 1; first.length > 1 && first[first.length - 1] === last[at]; at -= 1) first.pop();
  return `${first.join(" ")}${first.length > 1 || last.length === 1 ? " – " : "–"}${last.join(" ")}`;
}

/** @param {string} text */
function day(text) {
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%])?$/.exec(text);
  if (!match) return text;
  const [, year, month, dayOfMonth, mark] = match;
  const parts = [dayOfMonth && String(Number(dayOfMonth)), month && MONTHS[Number(month) - 1], year];
  const words = parts.filter(Boolean).join(" ");
  if (mark === "~") return `about ${words}`;
  if (mark === "?") return `perhaps ${words}`;
  return mark === "%" ? `perhaps about ${words}` : words;
}

/** @param {string[]} words */
export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** @param {{ a: string, b: string }} dyad */
export function dyadName(dyad) {
  return `${nameOf(dyad.a)} – ${nameOf(dyad.b)}`;
}

/** @param {{ source: string, target: string }} tie */
export function tieName(tie) {
  return `${nameOf(tie.source)} → ${nameOf(tie.target)}`;
}

// What a claim says, in one line, whether it affirms or denies it.
/** @param {ClaimData} claim */
export function saying(claim) {
  const { kind, sources, targets, label, type, strength } = claim.content;
  const from = listed(sources.map(nameOf));
  const to = listed(targets.map(nameOf));
  // The labels are verbs in the singular; several holders get the bare term.
  if (kind === "stance") return `${from} ${(sources.length === 1 && payload.verbs[type]) || spaced(type)} ${to}`;
  if (kind === "leverage") return `${from} ${{ none: "cannot", weak: "can hardly" }[strength] || "can"} move ${to}`;
  return label;
}

/** @param {string} text */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").replace(/\s+/g, " ").toLowerCase();
}
