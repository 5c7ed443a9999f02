// A claim as plain data: what stands under a path, what kind of content it has, and how it reads as a sentence.

import { theProject } from "./state.js";

/** @type {ContentName[]} */
export const CONTENTS = ["stance", "event", "leverage", "denies", "affirms"];

/** @param {Plain | undefined} value @returns {value is PlainEntry} */
export function isMap(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** @param {Plain | undefined} value @returns {Plain[]} */
export function listOf(value) {
  return value === undefined || value === null || value === "" ? [] : Array.isArray(value) ? value : [value];
}

// The texts of a value that may be one or several; what is no text is left out.
/** @param {Plain | undefined} value */
export function textsOf(value) {
  return listOf(value).filter((each) => typeof each === "string");
}

// As people write a list: its only item alone, and nothing in place of none.
/** @param {Plain[]} items @returns {Plain | undefined} */
export function oneOrMany(items) {
  return items.length > 1 ? items : items[0];
}

/** @param {PlainEntry} entry @param {string} path @returns {Plain | undefined} */
export function at(entry, path) {
  /** @type {Plain | undefined} */
  let found = entry;
  for (const step of path.split("/")) found = isMap(found) ? found[step] : undefined;
  return found ?? undefined;
}

// The entry with another value under a path; without a value the key goes.
/** @param {PlainEntry} entry @param {string} path @param {Plain | undefined} value @returns {PlainEntry} */
export function set(entry, path, value) {
  const [step, ...rest] = path.split("/");
  const copy = { ...entry };
  const inner = copy[step];
  const next = rest.length ? set(isMap(inner) ? inner : {}, rest.join("/"), value) : value;
  if (next === undefined || next === "") delete copy[step];
  else copy[step] = next;
  return copy;
}

/** @param {Plain | undefined} x @param {Plain | undefined} y @returns {boolean} */
export function same(x, y) {
  if (x === y) return true;
  if (Array.isArray(x) && Array.isArray(y)) return x.length === y.length && x.every((each, index) => same(each, y[index]));
  if (!isMap(x) || !isMap(y)) return false;
  const keys = Object.keys(x);
  return keys.length === Object.keys(y).length && keys.every((key) => key in y && same(x[key], y[key]));
}

/** @param {PlainEntry} entry @returns {ContentName | ""} */
export function kindOf(entry) {
  return CONTENTS.find((kind) => kind in entry) || "";
}

// A label may be given by language; the first is the one shown.
/** @param {unknown} label @returns {string} */
export function firstText(label) {
  if (typeof label === "string") return label;
  const values = typeof label === "object" && label ? Object.values(label) : [];
  return values.length ? firstText(values[0]) : "";
}

/** @type {RegistryKind[]} */
const REGISTRIES = ["actors", "issues", "events"];

/** @param {string} slug @param {readonly RegistryKind[]} [kinds] @returns {Registered | undefined} */
export function registered(slug, kinds = REGISTRIES) {
  const project = theProject();
  for (const kind of kinds) {
    const found = project[kind].find((each) => each.slug === slug);
    if (found) return found;
  }
  return undefined;
}

/** @param {string} slug */
export function called(slug) {
  return firstText(registered(slug)?.label) || slug;
}

/** @param {string} scale @param {Plain | undefined} slug */
export function term(scale, slug) {
  return (theProject().terms[scale] || []).find((each) => each.slug === slug);
}

/** @param {TermAnswer | undefined} found @returns {number | undefined} */
export function numberOf(found) {
  return found?.number ?? found?.position ?? found?.goldstein;
}

/** @param {Plain | undefined} slugs */
export function names(slugs) {
  return textsOf(slugs).map(called).join(" and ");
}

// What a claim says, in one line; what is not filled in yet is "…".
/** @param {PlainEntry} entry @param {ClaimAnswer[]} claims @param {number} [depth] @returns {string} */
export function says(entry, claims, depth = 0) {
  const kind = kindOf(entry);
  if (kind === "stance") return stanceWords(entry.stance);
  if (kind === "event") return eventWords(entry.event);
  if (kind === "leverage") return leverageWords(entry.leverage);
  if (!kind) return "…";
  const other = claims.find((claim) => claim.id === entry[kind]);
  // Claims may name each other in a circle.
  const content = other?.entry && depth < 4 ? says(other.entry, claims, depth + 1) : String(entry[kind] || "…");
  return kind === "denies" ? `Not so: ${content}` : `${content}, too`;
}

/** @param {Plain} content */
function stanceWords(content) {
  if (!isMap(content)) return "…";
  const type = term("StanceType", content.type)?.label || content.type || "…";
  return [names(content.holder) || "…", type, names(content.target) || "…"].join(" ");
}

/** @param {Plain} content */
function eventWords(content) {
  if (!isMap(content)) return called(String(content));
  const named = firstText(content.label);
  if (named) return named;
  const type = term("EventType", content.type)?.label || content.type || "…";
  return `${names(content.initiator) || "…"}: ${type}${content.recipient ? ` – ${names(content.recipient)}` : ""}`;
}

/** @param {Plain} content */
function leverageWords(content) {
  if (!isMap(content)) return "…";
  const how = [content.strength, content.effect].filter(Boolean).join(" ");
  return `${names(content.wielder) || "…"} over ${names(content.over) || "…"}${how ? `: ${how}` : ""}`;
}

// Which way a claim points: as its number says, the type's unless it has one of its own.
/** @param {PlainEntry} entry @returns {"hostile" | "friendly" | "leverage" | "neutral"} */
export function sideOf(entry) {
  const kind = kindOf(entry);
  if (kind === "leverage") return "leverage";
  const number = kind === "stance" || kind === "event" ? numberIn(entry, kind) : 0;
  return number < 0 ? "hostile" : number > 0 ? "friendly" : "neutral";
}

/** @param {PlainEntry} entry @param {"stance" | "event"} kind */
function numberIn(entry, kind) {
  const value = entry[kind];
  const content = isMap(value) ? value : registered(String(value), ["events"]);
  const own = content && Number(kind === "stance" ? content.position : content.goldstein);
  if (own !== undefined && !Number.isNaN(own)) return own;
  const scale = kind === "stance" ? "StanceType" : "EventType";
  const type = content && typeof content.type === "string" ? content.type : "";
  return numberOf(term(scale, type)) || 0;
}

const EMPTY_WORDS = new Set(
  ("a an and are as at be been by for from had has have in into is it its of on or that the their this to was were which "
    + "will with").split(" "),
);
const LONGEST_ID = 40;

// A name for a new claim, from the words that it quotes; unique in its article.
/** @param {string} words @param {ReadonlySet<string>} taken */
export function newId(words, taken) {
  const plain = words.normalize("NFKD").replace(/[\u0300-\u036f'’]/g, "").toLowerCase();
  const kept = (plain.match(/[a-z0-9]+/g) || []).filter((word) => !EMPTY_WORDS.has(word));
  let name = "";
  for (const word of kept.slice(0, 4)) if (name.length + word.length < LONGEST_ID) name += (name && "-") + word;
  const base = name || "claim";
  let [id, number] = [base, 2];
  for (; taken.has(id); number += 1) id = `${base}-${number}`;
  return id;
}
