// The form of the claim at hand, made from what the server says of the fields.

import { between, element, h, name } from "../shared/dom.js";
import { plural } from "../shared/words.js";
import { focusAgain, openList, shownIn } from "./combobox.js";
import { beginClaim, closeDraft, edit, isChanged, moveDraft, patchDraft, setKind, withPiece } from "./draft.js";
import { at, isMap, says, textsOf } from "./entries.js";
import { labelOfField } from "./fields.js";
import { byField, findingList } from "./findings.js";
import { openFields } from "./goto.js";
import { guide } from "./guide.js";
import { keyOf } from "./keys.js";
import { chooser, KIND_LABELS, kindChoice } from "./kinds.js";
import { announce, tell } from "./notices.js";
import { optionsFor, registriesOf } from "./options.js";
import { addable, firstId, idAfter, idOf, placeOf, placesOf } from "./places.js";
import { keepKeys } from "./queue.js";
import { openEntry, openOtherName } from "./registry.js";
import { action, moreFields, row } from "./rows.js";
import { deleteClaim, saveDraft } from "./saving.js";
import { change, state, theArticle, theProject } from "./state.js";
import { scrollToSpan, wordsOf } from "./text.js";
import { rawForm } from "./unread.js";
import { flagList, theWaiting } from "./waiting.js";

/** @type {Record<RegistryKind, string>} */
const NEW = { actors: "New actor", issues: "New issue", events: "New event" };
const LONGEST_WORDS = 60;

// What was typed and not chosen yet, by path.
/** @type {Map<string, string>} */
const pending = new Map();
/** @type {string} */
let wanted = "";
// While somebody types the form is not drawn anew.
let isTyping = false;

export function drawForm() {
  if (isTyping) return;
  const { draft, raw } = state;
  const panel = element("panel");
  const { activeElement } = document;
  const had = activeElement instanceof HTMLElement && panel.contains(activeElement) ? activeElement : null;
  const shown = had && shownIn(had);
  const next = wanted;
  wanted = "";
  panel.classList.toggle("open", Boolean(draft || raw !== null || state.spans.length));
  if (raw !== null) panel.replaceChildren(...rawForm(raw));
  else if (draft) panel.replaceChildren(...formOf(draft));
  else {
    pending.clear();
    panel.replaceChildren(...(state.spans.length ? chooser(state.spans, begin) : guide()));
  }
  if (next) document.getElementById(next)?.focus();
  else if (had) focusAgain(document.getElementById(had.id), shown);
}

/** @param {ContentName} kind */
export async function begin(kind) {
  const { spans, draft } = state;
  if (!spans.length) {
    if (draft && !draft.before) setKind(kind);
    if (!draft) announce("Select words of the text first");
    return;
  }
  if (!(await leave())) return;
  const suggested = beginClaim(kind, spans);
  focusFirst();
  const at = document.activeElement?.id;
  element("panel").setAttribute("aria-busy", "true");
  // Which field is asked first depends on what is suggested, and so does what a key means.
  await keepKeys(suggested);
  // What has been filled in meanwhile need not be asked, unless somebody has begun to answer, or has answered.
  const isFilled = [...(state.draft?.suggested.keys() || [])].some((path) => idOf(path) === at);
  if (isFilled && document.activeElement?.id === at && !pending.size) focusFirst();
  element("panel").setAttribute("aria-busy", "false");
}

// Leaving a claim saves it; whether nothing stands in the way of going on.
export async function leave() {
  if (!state.draft || !isChanged(state.draft)) {
    closeDraft();
    return true;
  }
  if (!(await save())) return false;
  closeDraft();
  return true;
}

export async function save() {
  const typed = [...pending].find(([, query]) => query.trim());
  if (typed) {
    const [path, query] = typed;
    document.getElementById(idOf(path))?.focus();
    change({ standing: "refused", told: `“${query.trim()}” is not chosen yet: take it from the list, or make it there.` });
    announce(state.told);
    return false;
  }
  return saveDraft();
}

/** @param {Draft} draft */
function formOf(draft) {
  const { entry, before, kind } = draft;
  const { claims } = theArticle();
  const places = placesOf(draft);
  const own = claims.find((claim) => before && claim.id === before.id);
  const findings = byField(own && !isChanged(draft) ? own.findings : [], places.map(({ path }) => path));
  /** @param {(path: string) => boolean} fits */
  const rows = (fits) => places.filter(({ path }) => fits(path)).map((place) => row(place, draft, {
    source, findings: findings.get(place.path), again,
  }));
  const waiting = theWaiting();
  /** @type {Map<string, string>} */
  const labels = new Map(places.map(({ path, field }) => [path, labelOfField(field)]));
  labels.set("quote", "Quote").set("", "All of it");
  const isSaying = (/** @type {string} */ path) => path === "said-by" || path === "reported-by";
  const isContent = (/** @type {string} */ path) => path.includes("/");
  return [
    head(draft),
    waiting && flagList(waiting, (path) => labels.get(path) || path),
    quoteOf(draft),
    state.told && h("p", { class: `told ${state.standing}`, role: "alert" }, state.told),
    findingList(findings.get("") || []),
    h("div", { class: "rows" }, rows(isSaying)),
    kindChoice(kind, setKind),
    h("p", { class: "reads", id: "reads" }, says(entry, claims)),
    h("div", { class: "rows" }, reference(draft), rows(isContent)),
    h("div", { class: "rows qualifiers" }, rows((path) => !isSaying(path) && !isContent(path))),
    moreFields(addable(draft), addField),
    foot(draft),
  ].filter((each) => each instanceof Node);
}

/** @param {FieldPlace} place */
function addField({ path, id }) {
  wanted = id;
  patchDraft({ shown: new Set([...(state.draft?.shown || []), path]) });
}

// A list of every field, to go to one or add it.
export function chooseField() {
  const { draft } = state;
  if (!draft) return;
  openFields(element("panel"), draft, (place) => {
    if (document.getElementById(place.id)) again(place.id);
    else addField(place);
  });
}

// The form drawn anew, with the focus in a field.
/** @param {string} id */
function again(id) {
  wanted = id;
  drawForm();
}

/** @param {Draft} draft */
function head({ before, from, entry }) {
  const close = h("button", { type: "button", class: "close", "aria-label": "Close the claim" }, "×");
  close.addEventListener("click", () => discard());
  const id = h("input", {
    type: "text", id: "claim-id", class: "claim-id", "aria-label": "Name of the claim", autocomplete: "off", spellcheck: "false",
    placeholder: "named when it is saved",
  });
  id.value = String(entry.id || "");
  id.addEventListener("input", () => source.set("id", id.value.trim() || undefined));
  return h("div", { class: "form-head" }, h("h2", {}, before ? "Claim" : from ? "Suggested claim" : "New claim"), id, close);
}

/** @param {Draft} draft */
function quoteOf(draft) {
  const { spans } = state;
  const pieces = draft.spans.length ? draft.spans.map(wordsOf) : textsOf(draft.entry.quote);
  const quote = h("blockquote", { dir: "auto" }, between(pieces.map((piece) => h("span", {}, piece)), " […] "));
  quote.addEventListener("click", () => draft.spans.length && scrollToSpan(draft.spans[0], "smooth"));
  const lost = "These words are not in the text. Select the right ones, then use them here.";
  if (!draft.spans.length) return h("div", {}, quote, h("p", { class: "told" }, lost), chosenBar(draft));
  return spans.length && `${spans}` !== `${draft.spans}` ? h("div", {}, quote, chosenBar(draft)) : quote;
}

// What other words that are selected can be for the claim at hand.
/** @param {Draft} draft */
function chosenBar(draft) {
  const { spans } = state;
  if (!spans.length) return "";
  const chosen = spans[spans.length - 1];
  const inside = draft.spans.some(([from, to]) => from <= chosen[0] && chosen[1] <= to);
  const use = action("Use these words", "", () => moveDraft(spans));
  const piece = action(inside ? "Cut them out" : "Add as a piece", keyOf("piece"), () => moveDraft(withPiece(draft.spans, chosen)));
  const words = wordsOf(chosen);
  const shown = words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words;
  return h("div", { class: "chosen-bar" }, h("span", { class: "sub" }, "Selected: ", h("q", {}, shown)), use, piece);
}

// The event of the registry that an event is, or the claim that is denied or affirmed.
/** @param {Draft} draft */
function reference(draft) {
  const { kind, entry } = draft;
  if (kind !== "denies" && kind !== "affirms" && kind !== "event") return "";
  const of = kind === "event" ? "event" : "claim";
  const meaning = kind === "event" ? "One that several claims speak of; or describe it below." : "Choose it here, or click it in the text.";
  const described = isMap(entry.event) ? Object.keys(entry.event) : [];
  if (kind === "event" && described.some((key) => !draft.suggested.has(`event/${key}`))) return "";
  const known = theProject().fields.claim.find((each) => each.key === kind);
  const field = { key: kind, kind: "link", of, meaning: known?.meaning || meaning, needed: kind !== "event", many: false };
  const label = kind === "event" ? "Known event" : KIND_LABELS[kind];
  /** @param {string} path */
  const named = (path) => {
    const value = source.get(path);
    return isMap(value) ? undefined : value;
  };
  return row(placeOf(field, kind), draft, { source: { ...source, get: named }, label, again });
}

/** @param {Draft} draft */
function foot(draft) {
  const count = draft.suggested.size;
  const label = count ? `Save with ${plural(count, "suggestion")}` : isChanged(draft) ? "Save" : "Next claim";
  return h(
    "div", { class: "form-foot", id: "form-foot" },
    action(label, keyOf("save"), saveAndNext, "primary"),
    draft.before && action("Delete", keyOf("delete"), () => deleteClaim(String(draft.before?.id))),
    action(isChanged(draft) ? "Discard" : "Close", keyOf("leave"), () => discard()),
  );
}

/** @type {() => Promise<void>} */
let saveAndNext = async () => {};

// What follows a save is for the page to say.
/** @param {() => Promise<void>} go */
export function afterSaving(go) {
  saveAndNext = go;
}

export function discard() {
  const { draft } = state;
  const isLost = isChanged(draft);
  closeDraft();
  change({ told: "", standing: state.standing === "offline" ? "offline" : "saved" });
  if (isLost && draft) tell("Not saved", { label: "Bring it back", act: () => change({ draft }) });
  element("text").focus({ preventScroll: true });
}

/** @type {import("./fields.js").Source} */
const source = {
  get: (path) => (state.draft ? at(state.draft.entry, path) : undefined),
  set: (path, value, { redraw = false, next = false, stay = false } = {}) => {
    isTyping = !redraw;
    edit(path, value);
    isTyping = false;
    if (redraw) {
      again(next && state.draft ? idAfter(state.draft, path) : stay ? idOf(path) : "");
      if (stay) openList(idOf(path));
    } else if (state.draft) {
      element("reads").replaceChildren(name(says(state.draft.entry, theArticle().claims)));
      element("form-foot").replaceWith(foot(state.draft));
    }
  },
  options: (place, query) => (state.draft ? [...optionsFor(place.field, place.path, state.draft, query), ...made(place, query)] : []),
  basis: (path) => state.draft?.suggested.get(path) || "",
  query: (path) => pending.get(path) || "",
  typed: (path, query) => (query ? pending.set(path, query) : pending.delete(path)),
};

// What is known by no such name can be made here, by choosing so.
/** @param {FieldPlace} place @param {string} query @returns {Option[]} */
function made(place, query) {
  const { field, path } = place;
  if (query.length < 2 || !["link", "links", "chain"].includes(field.kind) || field.of === "claim") return [];
  const take = (/** @type {string} */ slug) => {
    const had = field.many ? textsOf(source.get(path)) : [];
    const values = [...had, slug];
    source.set(path, field.many && values.length > 1 ? values : slug, { redraw: true, next: true });
  };
  const kinds = registriesOf(field);
  const anew = kinds.map((kind) => ({ value: "", label: `${NEW[kind]} “${query}”…`, act: () => openEntry(kind, query, take) }));
  return [...anew, { value: "", label: `“${query}” is another name of…`, act: () => openOtherName(kinds, query, take) }];
}

export function focusFirst() {
  if (state.draft) document.getElementById(firstId(state.draft))?.focus();
}

export function isDenying() {
  const kind = state.draft?.kind;
  return (kind === "denies" || kind === "affirms") && !state.draft?.entry[kind] ? kind : "";
}
