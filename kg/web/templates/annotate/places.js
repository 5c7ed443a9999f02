// Which fields the form of a claim has: what it cannot be without, what is asked of all, and what was added.

import { at, CONTENTS, isMap, textsOf } from "./entries.js";
import { theArticle, theProject } from "./state.js";

// What is asked of every claim besides what it cannot be without.
const ALWAYS = new Set(["certainty", "mode", "hedge", "event/initiator", "event/recipient", "event/about", "event/when"]);
// What has a place of its own in the form.
const APART = new Set(["id", "quote", "occurrence", "translated-by", ...CONTENTS]);

/** @param {string} path */
export function idOf(path) {
  return `field-${path.replaceAll("/", "-")}`;
}

/** @param {FieldData} field @param {string} path @returns {FieldPlace} */
export function placeOf(field, path) {
  return { field, path, id: idOf(path) };
}

/** @param {Draft} draft */
function allPlaces({ entry, kind }) {
  const { fields } = theProject();
  const own = fields.claim.filter((field) => !APART.has(field.key)).map((field) => placeOf(field, field.key));
  const isWritten = kind && isMap(entry[kind]);
  const content = isWritten ? (fields[kind] || []).map((field) => placeOf(field, `${kind}/${field.key}`)) : [];
  const saying = own.filter(({ path }) => path === "said-by" || path === "reported-by");
  return { saying, content, others: own.filter((place) => !saying.includes(place)) };
}

// Every field that such a claim may have, in that order.
/** @param {Draft} draft @returns {FieldPlace[]} */
export function fieldsOf(draft) {
  const { saying, content, others } = allPlaces(draft);
  return [...saying, ...content, ...others];
}

// The fields that are shown, in the order in which they are asked: who says it, what, and how.
/** @param {Draft} draft @returns {FieldPlace[]} */
export function placesOf(draft) {
  return fieldsOf(draft).filter((place) => isShown(draft, place));
}

/** @param {Draft} draft @returns {FieldPlace[]} */
export function addable(draft) {
  const { saying, content, others } = allPlaces(draft);
  return [...content, ...saying, ...others].filter((place) => !isShown(draft, place));
}

/** @param {Draft} draft @param {FieldPlace} place */
function isShown({ entry, shown }, { field, path }) {
  return field.needed || ALWAYS.has(path) || shown.has(path) || at(entry, path) !== undefined || isAskedFor(entry, path);
}

// Who speaks where the article speaks for itself; what others say can have been passed on.
function voice() {
  const { head } = theArticle();
  return new Set(textsOf(head.author).length ? textsOf(head.author) : textsOf(head.publisher));
}

// What one value makes needed in another field.
/** @param {PlainEntry} entry @param {string} path */
function isAskedFor(entry, path) {
  if (path === "reported-by") return textsOf(entry["said-by"]).some((slug) => !voice().has(slug));
  if (path === "condition") return entry.mode === "conditional";
  if (path === "no-interval") return entry.mode === "forecast";
  if (path === "stance/because") return at(entry, "stance/position") !== undefined;
  return path === "event/because" && at(entry, "event/goldstein") !== undefined;
}

/** @param {Draft} draft @param {FieldPlace} place */
export function isMissing({ entry }, { field, path }) {
  return field.needed && at(entry, path) === undefined;
}

// What is offered several values, of which none was chosen; what cannot stay empty is missing.
/** @param {Draft} draft @param {FieldPlace} place */
export function isDoubtful({ entry, candidates, before }, { path }) {
  return !before && path === "mode" && at(entry, path) === undefined && (candidates.get(path) || []).length > 1;
}

// After a field the next that cannot stay empty or is in doubt, or else the next one.
/** @param {Draft} draft @param {string} path */
export function idAfter(draft, path) {
  const places = placesOf(draft);
  const after = places.slice(places.findIndex((place) => place.path === path) + 1);
  return (after.find((place) => isMissing(draft, place) || isDoubtful(draft, place)) || after[0])?.id || "";
}

// Where one begins: what cannot stay empty, or the first field.
/** @param {Draft} draft */
export function firstId(draft) {
  if ((draft.kind === "denies" || draft.kind === "affirms") && !draft.entry[draft.kind]) return idOf(draft.kind);
  const places = placesOf(draft);
  return (places.find((place) => isMissing(draft, place)) || places[0])?.id || "";
}
