// The form of the claim at hand, made from what the server says of the fields.

import { between, element, h, name } from "../shared/dom.js";
import { plural } from "../shared/words.js";
import { beginClaim, closeDraft, edit, isChanged, moveDraft, patchDraft, setKind, withPiece } from "./draft.js";
import { at, CONTENTS, isMap, says, textsOf } from "./entries.js";
import { controlFor, labelOfField } from "./fields.js";
import { byField, findingList } from "./findings.js";
import { guide } from "./guide.js";
import { keyOf } from "./keys.js";
import { announce, tell } from "./notices.js";
import { optionsFor, registriesOf } from "./options.js";
import { openEntry, openOtherName } from "./registry.js";
import { deleteClaim, saveDraft } from "./saving.js";
import { change, state, theArticle, theProject } from "./state.js";
import { rawForm } from "./unread.js";
import { scrollToSpan, wordsOf } from "./text.js";

// What is asked of every claim besides what it cannot be without; the rest is added where it is wanted.
const ALWAYS = new Set(["certainty", "mode", "hedge", "event/initiator", "event/recipient", "event/about", "event/when"]);
// What has a place of its own in the form.
const APART = new Set(["quote", "occurrence", "translated-by", ...CONTENTS]);
/** @type {Record<ContentName, string>} */
const KIND_LABELS = { stance: "Stance", event: "Event", leverage: "Leverage", denies: "Denies", affirms: "Affirms" };
/** @type {Record<RegistryKind, string>} */
const NEW = { actors: "New actor", issues: "New issue", events: "New event" };

// What was typed and not chosen yet, by path.
/** @type {Map<string, string>} */
const pending = new Map();
/** @type {string} */
let wanted = "";
// While somebody types the form is not drawn anew.
let isTyping = false;

/** @param {string} path */
const idOf = (path) => `field-${path.replaceAll("/", "-")}`;

/** @param {Draft} draft @returns {FieldPlace[]} */
function placesOf({ entry, kind, shown }) {
  const { fields } = theProject();
  const isShown = (/** @type {FieldData} */ field, /** @type {string} */ path) =>
    field.needed || ALWAYS.has(path) || shown.has(path) || at(entry, path) !== undefined;
  const own = fields.claim.filter((field) => !APART.has(field.key) && field.key !== "id").map((field) => placeOf(field, field.key));
  const content = kind && isMap(entry[kind]) ? (fields[kind] || []).map((field) => placeOf(field, `${kind}/${field.key}`)) : [];
  const saying = own.filter(({ path }) => path === "said-by" || path === "reported-by");
  const rest = own.filter((place) => !saying.includes(place));
  return [...saying, ...content, ...rest].filter(({ field, path }) => isShown(field, path) || isAskedFor(entry, path));
}

/** @param {FieldData} field @param {string} path @returns {FieldPlace} */
function placeOf(field, path) {
  return { field, path, id: idOf(path) };
}

// What one value makes needed in another field.
/** @param {PlainEntry} entry @param {string} path */
function isAskedFor(entry, path) {
  if (path === "condition") return entry.mode === "conditional";
  if (path === "no-interval") return entry.mode === "forecast";
  if (path === "stance/because") return at(entry, "stance/position") !== undefined;
  return path === "event/because" && at(entry, "event/goldstein") !== undefined;
}

/** @param {Draft} draft @param {FieldPlace[]} places @returns {FieldPlace[]} */
function addable({ entry, kind }, places) {
  const { fields } = theProject();
  const content = kind && isMap(entry[kind]) ? (fields[kind] || []).map((field) => placeOf(field, `${kind}/${field.key}`)) : [];
  const own = fields.claim.filter((field) => !APART.has(field.key) && field.key !== "id").map((field) => placeOf(field, field.key));
  const there = new Set(places.map(({ path }) => path));
  return [...content, ...own].filter(({ path }) => !there.has(path));
}

export function drawForm() {
  if (isTyping) return;
  const { draft, raw } = state;
  const panel = element("panel");
  const { activeElement } = document;
  const had = wanted || (activeElement instanceof HTMLElement && panel.contains(activeElement) ? activeElement.id : "");
  wanted = "";
  panel.classList.toggle("open", Boolean(draft || raw !== null || state.spans.length));
  if (raw !== null) panel.replaceChildren(...rawForm(raw));
  else if (draft) panel.replaceChildren(...formOf(draft));
  else {
    pending.clear();
    panel.replaceChildren(...(state.spans.length ? chooser() : guide()));
  }
  if (had) document.getElementById(had)?.focus();
}

// What was selected, and the kinds of claim that it can be.
function chooser() {
  const words = state.spans.map(wordsOf).join(" […] ");
  return [
    h("p", { class: "kind" }, "Selected"),
    h("blockquote", { dir: "auto" }, words),
    h("h2", { class: "ask" }, "What is said here?"),
    h("div", { class: "kinds" }, CONTENTS.map((kind) => kindButton(kind, () => begin(kind)))),
    h("p", { class: "sub" }, "Adjust the words with ", between(["start-at", "end-at"].map(keyOf), " and "), ", or drag anew."),
  ];
}

/** @type {Record<ContentName, string>} */
const MEANINGS = {
  stance: "Who is for or against whom or what: supports, opposes, feels threatened by",
  event: "Who does what to whom, or did, or is to do",
  leverage: "Who can move whom, by what",
  denies: "Somebody says that another claim is not so",
  affirms: "Somebody says what another claim says, too",
};

/** @param {ContentName} kind @param {() => void} act */
function kindButton(kind, act) {
  const button = h(
    "button", { type: "button", class: "choice" },
    h("span", {}, h("b", {}, KIND_LABELS[kind]), kind === "affirms" ? "" : keyOf(kind)), h("span", { class: "sub" }, MEANINGS[kind]),
  );
  button.addEventListener("click", act);
  return button;
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
  await suggested;
  // What has been filled in meanwhile need not be asked, unless somebody has begun to answer.
  if (document.activeElement?.id === at && !pending.size) focusFirst();
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
  const { entry, before } = draft;
  const claims = theArticle().claims;
  const places = placesOf(draft);
  const own = claims.find((claim) => before && claim.id === before.id);
  const findings = byField(own && !isChanged(draft) ? own.findings : [], places.map(({ path }) => path));
  const rows = places.map((place) => row(place, findings.get(place.path) || [], draft));
  const isFew = (/** @type {string} */ path) => path === "said-by" || path === "reported-by";
  const [saying, rest] = [rows.filter(({ path }) => isFew(path)), rows.filter(({ path }) => !isFew(path))];
  const content = rest.filter(({ path }) => path.includes("/"));
  const others = rest.filter(({ path }) => !path.includes("/"));
  return [
    head(draft),
    quoteOf(draft),
    state.told && h("p", { class: `told ${state.standing}`, role: "alert" }, state.told),
    findingList(findings.get("") || []),
    h("div", { class: "rows" }, saying.map(({ element }) => element)),
    kindChoice(draft),
    h("p", { class: "reads", id: "reads" }, says(entry, claims)),
    h("div", { class: "rows" }, reference(draft), content.map(({ element }) => element)),
    h("div", { class: "rows qualifiers" }, others.map(({ element }) => element)),
    more(draft, places),
    foot(draft),
  ].filter(Boolean).map((each) => (each instanceof Node ? each : document.createTextNode(String(each))));
}

/** @param {Draft} draft */
function head({ before, entry }) {
  const close = h("button", { type: "button", class: "close", "aria-label": "Close the claim" }, "×");
  close.addEventListener("click", () => discard());
  const id = h("input", {
    type: "text", id: "claim-id", class: "claim-id", "aria-label": "Name of the claim", autocomplete: "off", spellcheck: "false", placeholder: "named when it is saved",
  });
  id.value = String(entry.id || "");
  id.addEventListener("input", () => source.set("id", id.value.trim() || undefined));
  return h("div", { class: "form-head" }, h("h2", {}, before ? "Claim" : "New claim"), id, close);
}

/** @param {Draft} draft */
function quoteOf(draft) {
  const { spans } = state;
  const pieces = draft.spans.length ? draft.spans.map(wordsOf) : textsOf(draft.entry.quote);
  const quote = h("blockquote", { dir: "auto" }, between(pieces.map((piece) => h("span", {}, piece)), " […] "));
  quote.addEventListener("click", () => draft.spans.length && scrollToSpan(draft.spans[0], "smooth"));
  if (!draft.spans.length) return h("div", {}, quote, h("p", { class: "told" }, "These words are not in the text. Select the right ones, then use them here."), chosenBar(draft));
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
  return h("div", { class: "chosen-bar" }, h("span", { class: "sub" }, "Selected: ", h("q", {}, words.length > 60 ? `${words.slice(0, 57)}…` : words)), use, piece);
}

/** @param {Child} label @param {Child} key @param {() => void} act @param {string} [look] */
function action(label, key, act, look = "") {
  const button = h("button", { type: "button", class: look }, label, key && " ", key);
  button.addEventListener("click", act);
  return button;
}

/** @param {Draft} draft */
function kindChoice({ kind }) {
  const buttons = CONTENTS.map((each) => {
    const input = h("input", { type: "radio", name: "content", id: `content-${each}`, value: each, checked: each === kind });
    input.addEventListener("change", () => setKind(each));
    return h("label", { class: "switch", title: MEANINGS[each] }, input, h("span", {}, KIND_LABELS[each]));
  });
  return h("fieldset", { class: "radios contents" }, h("legend", { class: "hidden" }, "What is said"), buttons);
}

// The event of the registry that an event is, or the claim that is denied or affirmed.
/** @param {Draft} draft */
function reference(draft) {
  const { kind, entry } = draft;
  if (kind !== "denies" && kind !== "affirms" && kind !== "event") return "";
  const of = kind === "event" ? "event" : "claim";
  const meaning = kind === "event" ? "One that several claims speak of; or describe it below." : "Choose it here, or click it in the text.";
  if (kind === "event" && isMap(entry.event) && Object.keys(entry.event).length) return "";
  const known = theProject().fields.claim.find((each) => each.key === kind);
  /** @type {FieldData} */
  const field = { key: kind, kind: "link", of, meaning: known?.meaning || meaning, needed: kind !== "event", many: false };
  const place = placeOf({ ...field, meaning }, kind);
  return row(place, [], draft, kind === "event" ? "Known event" : KIND_LABELS[kind]).element;
}

/** @param {FieldPlace} place @param {FindingData[]} findings @param {Draft} draft @param {string} [label] */
function row(place, findings, draft, label = labelOfField(place.field)) {
  const { field, path, id } = place;
  const control = controlFor(place, source);
  const basis = draft.suggested.get(path);
  const conflict = draft.conflicts.find((each) => each.path === path);
  const isRadio = control.element.getAttribute("role") === "radiogroup";
  const isMissing = field.needed && at(draft.entry, path) === undefined;
  const element = h(
    "div",
    { class: `row${findings.length ? " found" : ""}${isMissing ? " missing" : ""}`, "data-path": path },
    h(isRadio ? "span" : "label", { id: `${id}-label`, for: isRadio ? null : id, title: field.meaning }, label, field.needed && h("span", { class: "needed", "aria-label": "needed" }, " *")),
    h("div", { class: "value" }, control.element, definitionOf(field, path, draft), basis && suggestion(path, basis), conflict && choices(conflict), findingList(findings)),
    h("span", { id: `${id}-about`, class: "hidden" }, field.meaning),
  );
  return { element, path };
}

// What the chosen term means, beside it.
/** @param {FieldData} field @param {string} path @param {Draft} draft */
function definitionOf(field, path, draft) {
  if (field.kind !== "term" || field.choices) return "";
  const terms = theProject().terms[field.scale || field.of] || [];
  const found = terms.find((term) => term.slug === at(draft.entry, path));
  if (!found || terms.length <= 6) return "";
  const value = found.number ?? found.position ?? found.goldstein;
  return h("p", { class: "definition sub" }, found.definition, value !== undefined && ` Counts as ${value > 0 ? "+" : ""}${value}.`.replace("-", "−"));
}

/** @param {string} path @param {string} basis */
function suggestion(path, basis) {
  return h("p", { class: "basis sub" }, h("span", {}, `Suggested: ${basis}`), action("Not so", "", () => {
    edit(path, undefined);
    wanted = idOf(path);
    drawForm();
  }, "plain"));
}

/** @param {Conflict} conflict */
function choices({ path, mine, theirs }) {
  const shown = (/** @type {Plain | undefined} */ value) => (value === undefined ? "nothing" : typeof value === "string" ? value : JSON.stringify(value));
  return h(
    "div", { class: "choices" },
    h("p", {}, "Yours: ", h("b", {}, shown(mine)), " · now in the file: ", h("b", {}, shown(theirs))),
    action("Keep yours", "", () => {
      patchDraft({ conflicts: (state.draft?.conflicts || []).filter((each) => each.path !== path) });
      change({ told: "" });
    }),
    action("Take theirs", "", () => {
      edit(path, theirs);
      change({ told: "" });
    }),
  );
}

/** @param {Draft} draft @param {FieldPlace[]} places */
function more(draft, places) {
  const buttons = addable(draft, places).map(({ field, path }, index) => {
    const button = h("button", { type: "button", id: `add-${path.replaceAll("/", "-")}`, title: field.meaning, tabindex: index ? -1 : 0 }, `+ ${labelOfField(field)}`);
    button.addEventListener("click", () => {
      wanted = idOf(path);
      patchDraft({ shown: new Set([...(state.draft?.shown || []), path]) });
    });
    return button;
  });
  const group = h("div", { class: "more-fields", role: "toolbar", "aria-label": "More fields; arrows or first letters choose" }, buttons);
  group.addEventListener("keydown", (event) => {
    const here = buttons.findIndex((each) => each === document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const letter = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey ? event.key.toLowerCase() : "";
    const after = [...buttons.slice(here + 1), ...buttons.slice(0, here + 1)];
    const next = step ? buttons[(here + step + buttons.length) % buttons.length] : letter && after.find((each) => each.textContent?.slice(2).toLowerCase().startsWith(letter));
    if (!next) return;
    event.preventDefault();
    next.focus();
  });
  return group;
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
  set: (path, value, { redraw = false, next = false } = {}) => {
    isTyping = !redraw;
    edit(path, value);
    isTyping = false;
    if (redraw) {
      if (next) wanted = nextOf(path);
      drawForm();
    } else if (state.draft) {
      element("reads").replaceChildren(name(says(state.draft.entry, theArticle().claims)));
      element("form-foot").replaceWith(foot(state.draft));
    }
  },
  options: (place, query) => (state.draft ? [...optionsFor(place.field, place.path, state.draft, query), ...made(place, query)] : []),
  isSuggested: (path) => Boolean(state.draft?.suggested.has(path)),
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

// The next field that cannot stay empty, or else the next one.
/** @param {string} path */
function nextOf(path) {
  const { draft } = state;
  if (!draft) return "";
  const places = placesOf(draft);
  const here = places.findIndex((place) => place.path === path);
  const after = places.slice(here + 1);
  const empty = after.find((place) => place.field.needed && at(draft.entry, place.path) === undefined);
  const next = empty || after[0];
  return next ? idOf(next.path) : "";
}

export function focusFirst() {
  const { draft } = state;
  if (!draft) return;
  if ((draft.kind === "denies" || draft.kind === "affirms") && !draft.entry[draft.kind]) {
    document.getElementById(idOf(draft.kind))?.focus();
    return;
  }
  const places = placesOf(draft);
  const empty = places.find((place) => place.field.needed && at(draft.entry, place.path) === undefined);
  const target = empty || places[0];
  const box = target && document.getElementById(target.id);
  if (box) box.focus();
}

export function isDenying() {
  const kind = state.draft?.kind;
  return (kind === "denies" || kind === "affirms") && !state.draft?.entry[kind] ? kind : "";
}
