// The claim in the form: begun on words of the text, or opened from the file; what is not saved outlives a reload.

import { Away, askQuote, askSuggestions, Refusal } from "./api.js";
import { at, CONTENTS, isMap, kindOf, newId, oneOrMany, same, set } from "./entries.js";
import { tell } from "./notices.js";
import { change, state, theArticle, theProject } from "./state.js";
import { wordsOf } from "./text.js";

// Fields whose suggestions are all of them values, where those of others are alternatives.
const TOGETHER = new Set(["said-by", "reported-by", "hedge"]);
/** @type {Promise<void>} */
let settled = Promise.resolve();

/** @param {PlainEntry} entry @param {Stretch[]} spans @param {PlainEntry | null} before @returns {Draft} */
function draftOf(entry, spans, before) {
  return {
    before, entry, spans, kind: kindOf(entry), suggested: new Map(), candidates: new Map(), mentions: {}, shown: new Set(),
    conflicts: [], touched: false,
  };
}

// Whatever the form still waits for: the quote of a passage that has just been chosen.
export function whenSettled() {
  return settled;
}

/** @param {Partial<Draft>} patch */
export function patchDraft(patch) {
  if (state.draft) change({ draft: { ...state.draft, ...patch } });
}

// A value under a path, put there by whoever fills in the form.
/** @param {string} path @param {Plain | undefined} value */
export function edit(path, value) {
  const { draft } = state;
  if (!draft) return;
  const suggested = new Map([...draft.suggested].filter(([each]) => each !== path && !each.startsWith(`${path}/`)));
  const conflicts = draft.conflicts.filter((each) => each.path !== path);
  // An event that is no longer the one of the registry can be described.
  const kept = path === "event" && value === undefined ? {} : value;
  patchDraft({ entry: set(draft.entry, path, kept), suggested, conflicts, touched: true });
}

// The promise is kept once the rules have suggested what they can.
/** @param {ContentName} kind @param {Stretch[]} spans */
export function beginClaim(kind, spans) {
  const entry = withKind({ quote: oneOrMany(spans.map(folded)) || "" }, kind);
  change({ draft: { ...draftOf(entry, spans, null), kind, touched: true }, raw: null });
  quoteAgain(spans);
  return suggest(kind);
}

/** @param {Stretch} span */
function folded(span) {
  return wordsOf(span).replace(/\s+/g, " ").trim();
}

/** @param {PlainEntry} entry @param {ContentName} kind @returns {PlainEntry} */
function withKind(entry, kind) {
  const others = Object.fromEntries(Object.entries(entry).filter(([key]) => !CONTENTS.some((content) => content === key)));
  return kind === "denies" || kind === "affirms" ? others : { ...others, [kind]: {} };
}

// Another kind of content; what was filled in of the one before is lost but for an undo of the choice.
/** @param {ContentName} kind */
export function setKind(kind) {
  const { draft } = state;
  if (!draft || draft.kind === kind) return;
  patchDraft({ kind, entry: withKind(draft.entry, kind), touched: true });
  suggest(kind);
}

// What is selected goes, but for words that somebody has chosen meanwhile.
/** @param {string} id @param {Stretch[]} [spans] */
export function openDraft(id, spans = []) {
  const claim = theArticle().claims.find((each) => each.id === id);
  if (!claim?.entry) return false;
  change({ draft: draftOf(claim.entry, claim.spans, claim.entry), spans, raw: null });
  return true;
}

// A suggested claim as a new one, in which everything is suggested and nothing is saved before somebody accepts it.
/** @param {string} id */
export function openWaiting(id) {
  const waiting = theArticle().drafts.find((each) => each.id === id);
  if (!waiting) return false;
  const { entry, spans, because } = waiting;
  const draft = draftOf(entry, spans, null);
  change({ draft: { ...draft, from: id, suggested: new Map(Object.entries(because)) }, spans: [], raw: null });
  return true;
}

// A new claim with the fields of another, on the words that are selected or else on its own.
/** @param {PlainEntry} entry @param {Stretch[]} spans */
export function copyDraft(entry, spans) {
  const { id: _id, quote: _quote, occurrence: _occurrence, translation: _translation, ...rest } = entry;
  const draft = draftOf({ quote: oneOrMany(spans.map(folded)) || "", ...rest }, spans, null);
  change({ draft: { ...draft, touched: true }, raw: null });
  quoteAgain(spans);
}

export function closeDraft() {
  change({ draft: null });
}

/** @param {Stretch[]} spans */
export function moveDraft(spans) {
  if (!state.draft || !spans.length) return;
  patchDraft({ spans, touched: true });
  quoteAgain(spans);
}

// The selected words join the passage as a piece of it; where they lie within a piece they are cut out of it.
/** @param {Stretch[]} spans @param {Stretch} chosen @returns {Stretch[]} */
export function withPiece(spans, [start, end]) {
  const isInside = spans.some(([from, to]) => from <= start && end <= to && !(from === start && to === end && spans.length === 1));
  const pieces = isInside
    ? spans.flatMap(([from, to]) => /** @type {Stretch[]} */ (to <= start || from >= end ? [[from, to]] : [[from, start], [end, to]]))
    : [...spans, /** @type {Stretch} */ ([start, end])];
  /** @type {Stretch[]} */
  const joined = [];
  for (const [from, to] of pieces.toSorted((x, y) => x[0] - y[0])) {
    const words = from < to ? wordsOf([from, to]) : "";
    if (!words.trim()) continue;
    const first = from + words.length - words.trimStart().length;
    const last = to - words.length + words.trimEnd().length;
    const before = joined[joined.length - 1];
    if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else joined.push([first, last]);
  }
  return joined;
}

/** @param {Stretch[]} spans */
function quoteAgain(spans) {
  const chosen = state.spans;
  const asked = askQuote(theArticle().slug, spans).then((answer) => {
    const { draft } = state;
    if (!draft || `${draft.spans}` !== `${spans}`) return;
    const entry = set({ ...draft.entry, quote: answer.quote }, "occurrence", answer.occurrence ?? undefined);
    const own = /** @type {Stretch[]} */ (answer.spans);
    patchDraft({ entry, spans: own });
    // Whoever has selected other words meanwhile keeps them.
    if (state.spans === chosen) change({ spans: [] });
  });
  settled = asked.catch((error) => {
    if (error instanceof Refusal) tell(`These words cannot be quoted: ${error.message}`);
    else if (!(error instanceof Away)) throw error;
  });
}

// What the rules suggest, where nothing is filled in yet; with --plain they only order what is offered.
/** @param {ContentName} kind */
async function suggest(kind) {
  const { draft } = state;
  if (!draft) return;
  /** @type {SuggestionsAnswer | null} */
  const answer = await askSuggestions(theArticle().slug, draft.spans, kind).catch(() => null);
  const now = state.draft;
  if (!answer || !now || now.kind !== kind || now.before) return;
  const [candidates, suggested] = [new Map(now.candidates), new Map(now.suggested)];
  let { entry } = now;
  for (const [key, values] of Object.entries(answer.fields || {})) {
    const path = key.replaceAll(".", "/");
    candidates.set(path, values);
    const first = values[0];
    const isOfKind = !path.includes("/") || path.startsWith(`${kind}/`);
    // Of several that it may be one is chosen; what its absence means anyway need not be written.
    const isOpen = !TOGETHER.has(path) && values.length > 1;
    if (!first || isOpen || first.value === defaultOf(path)) continue;
    if (theProject().plain || !isOfKind || at(entry, path) !== undefined || (path.includes("/") && !isMap(entry[kind]))) continue;
    entry = set(entry, path, TOGETHER.has(path) ? oneOrMany(values.map(({ value }) => value)) : first.value);
    suggested.set(path, first.basis || "suggested");
  }
  patchDraft({ candidates, suggested, entry, mentions: answer.mentions || {} });
}

/** @param {string} path */
function defaultOf(path) {
  return theProject().fields.claim.find(({ key }) => key === path)?.default;
}

// The entry as it is to be written: with a name, and its keys in the order of the fields.
/** @param {Draft} draft @returns {PlainEntry} */
export function finished({ entry, spans, before }) {
  const taken = new Set(theArticle().claims.map((claim) => claim.id));
  const named = entry.id && (before || !taken.has(String(entry.id))) ? entry : { ...entry, id: newId(spans.map(wordsOf).join(" "), taken) };
  return before ? named : inOrder(named);
}

/** @param {PlainEntry} entry @returns {PlainEntry} */
function inOrder(entry) {
  const { fields } = theProject();
  const kind = kindOf(entry);
  const content = kind ? entry[kind] : undefined;
  const sorted = sortedBy(entry, fields.claim);
  return isMap(content) && kind ? { ...sorted, [kind]: sortedBy(content, fields[kind] || []) } : sorted;
}

/** @param {PlainEntry} entry @param {FieldData[]} fields @returns {PlainEntry} */
function sortedBy(entry, fields) {
  const order = new Map(fields.map((field, index) => [field.key, index]));
  const place = (/** @type {string} */ key) => order.get(key) ?? fields.length;
  return Object.fromEntries(Object.entries(entry).toSorted(([x], [y]) => place(x) - place(y)));
}

/** @param {Draft | null} draft */
export function isChanged(draft) {
  return Boolean(draft && draft.touched && !same(draft.entry, draft.before ?? undefined));
}

/** @param {string} slug */
const keptUnder = (slug) => `kg-draft ${slug}`;

/** @param {WorkState} state */
export function keepDraft({ article, draft }) {
  if (!article) return;
  if (draft && isChanged(draft)) {
    const { before, from, entry, spans, kind } = draft;
    sessionStorage.setItem(keptUnder(article.slug), JSON.stringify({ before, from, entry, spans, kind }));
  } else sessionStorage.removeItem(keptUnder(article.slug));
}

/** @param {string} slug */
export function restoreDraft(slug) {
  const kept = sessionStorage.getItem(keptUnder(slug));
  if (!kept) return;
  const { before, from, entry, spans, kind } = JSON.parse(kept);
  change({ draft: { ...draftOf(entry, spans, before), from, kind, touched: true } });
  tell("What was not saved yet is back");
}
