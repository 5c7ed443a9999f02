// The actors, issues and events of the project: one made or changed in a dialog, two made one, another name given.

import { element, h, name } from "../shared/dom.js";
import { plural } from "../shared/words.js";
import { askKnown, askProject, Away, Refusal, sendEntry, sendMerge, sendRegistryBack, sendRename } from "./api.js";
import { combobox } from "./combobox.js";
import { at, firstText, oneOrMany, same, set, textsOf } from "./entries.js";
import { controlFor, labelledRow } from "./fields.js";
import { announce, tell } from "./notices.js";
import { namesOffered, termsOffered } from "./options.js";
import { keepKeys } from "./queue.js";
import { change, theProject } from "./state.js";

/** @type {Record<RegistryKind, string>} */
export const SINGULAR = { actors: "actor", issues: "issue", events: "event" };

/**
 * @typedef {object} Opened
 * @property {RegistryKind} kind
 * @property {string} slug
 * @property {PlainEntry | null} before
 * @property {PlainEntry} entry
 * @property {string} told
 * @property {Registered[]} known
 * @property {string} merging
 * @property {(slug: string) => void} done
 */
/** @type {Opened | null} */
let opened = null;
/** @type {Map<string, string>} */
const typed = new Map();

/** @param {string} label */
export function slugFrom(label) {
  const plain = label.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return (plain.match(/[a-z0-9]+/g) || []).join("-").slice(0, 60);
}

// The entry alone, without what the server says beside it.
/** @param {Registered} registered @returns {PlainEntry} */
function entryOf({ slug: _slug, used: _used, ...entry }) {
  return /** @type {PlainEntry} */ (entry);
}

/** @param {RegistryKind} kind @param {string} label @param {(slug: string) => void} done */
export function openEntry(kind, label, done) {
  opened = { kind, slug: slugFrom(label), before: null, entry: { label }, told: "", known: [], merging: "", done };
  show();
  askKnown(label).then((answer) => {
    const found = Array.isArray(answer) ? answer : answer.entries || [];
    if (!opened || opened.before || kind !== "actors" || !found.length) return;
    opened.known = found.slice(0, 3);
    draw();
  }, () => {});
}

/** @param {RegistryKind} kind @param {string} slug */
export function openKnown(kind, slug) {
  const found = theProject()[kind].find((each) => each.slug === slug);
  if (!found) return;
  const entry = entryOf(found);
  opened = { kind, slug, before: entry, entry, told: "", known: [], merging: "", done: () => {} };
  show();
}

// Somebody who is known already by another name: the name is added to the entry that is chosen.
/** @param {RegistryKind[]} kinds @param {string} alias @param {(slug: string) => void} done */
export function openOtherName(kinds, alias, done) {
  const dialog = element("entry", HTMLDialogElement);
  const close = () => dialog.close();
  const title = h("h2", { id: "entry-title" }, "“", name(alias), "” is another name of…");
  const place = linkPlace("other-name", "Whose name it is", kinds.length === 1 ? SINGULAR[kinds[0]] : "");
  const box = combobox({
    id: place.id, label: place.field.key, many: false, values: [], labelOf: (slug) => slug,
    options: (query) => namesOffered(place.field, "", null, query),
    choose: async ([slug]) => {
      if (!slug) return;
      const kind = kinds.find((each) => theProject()[each].some((entry) => entry.slug === slug));
      if (kind && await addName(kind, slug, alias)) {
        close();
        done(slug);
      }
    },
  });
  const cancel = h("button", { type: "button" }, "Cancel");
  cancel.addEventListener("click", close);
  dialog.replaceChildren(title, labelledRow(place, box), h("div", { class: "form-foot" }, cancel));
  dialog.showModal();
  box.focus();
}

// A field of a dialog in which something that is there already is chosen.
/** @param {string} id @param {string} label @param {string} of @returns {FieldPlace} */
function linkPlace(id, label, of) {
  return { id, path: id, field: { key: label, kind: "link", of, meaning: "", needed: false, many: false } };
}

/** @param {RegistryKind} kind @param {string} slug @param {string} alias */
async function addName(kind, slug, alias) {
  const found = theProject()[kind].find((each) => each.slug === slug);
  if (!found) return false;
  const before = entryOf(found);
  if (kind === "events") {
    tell("Events have no other names; choose the event itself");
    return false;
  }
  const after = set(before, "aliases", oneOrMany([...textsOf(before.aliases), alias]));
  return written(() => sendEntry(kind, { slug, before, after }), `“${alias}” is now a name of ${firstText(before.label) || slug}`);
}

/** @param {() => Promise<unknown>} send @param {string} said @param {boolean} [isUndoable] */
function written(send, said, isUndoable = true) {
  return keepKeys(writtenNow(send, said, isUndoable));
}

// The last change of actors, issues and events, in every file that it reached.
/** @param {"undo" | "redo"} action */
export async function goBackInRegistry(action) {
  const label = theProject()[action];
  if (!label) announce(`Nothing to ${action}`);
  else await written(() => sendRegistryBack(action), `${action === "undo" ? "Undone" : "Done again"}: ${label}`, false);
}

/** @param {() => Promise<unknown>} send @param {string} said @param {boolean} isUndoable @returns {Promise<boolean>} */
async function writtenNow(send, said, isUndoable) {
  try {
    await send();
    change({ project: await askProject() });
    tell(said, theProject().undo && isUndoable ? { label: "Undo", act: () => goBackInRegistry("undo") } : undefined);
    return true;
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Away)) throw error;
    const findings = error instanceof Refusal ? error.findings.map((each) => each.message) : [];
    if (opened) {
      opened.told = [error.message, ...findings].join(" · ");
      draw();
    } else tell(error.message);
    announce(error.message);
    return false;
  }
}

function show() {
  typed.clear();
  const dialog = element("entry", HTMLDialogElement);
  draw();
  dialog.showModal();
  const empty = dialog.querySelector(".row.missing input, .row.missing textarea");
  if (empty instanceof HTMLElement) empty.focus();
}

let wanted = "";

function draw() {
  if (!opened) return;
  const { kind, slug, before, told, known } = opened;
  const dialog = element("entry", HTMLDialogElement);
  const had = wanted || document.activeElement?.id || "";
  wanted = "";
  const fields = theProject().fields[SINGULAR[kind]] || [];
  const rows = fields.map((field) => row(field));
  const slugBox = h("input", { id: "entry-slug", type: "text", autocomplete: "off", spellcheck: "false" });
  slugBox.value = slug;
  slugBox.addEventListener("input", () => {
    if (opened) opened.slug = slugBox.value.trim();
  });
  const control = { element: slugBox, focus: () => slugBox.focus() };
  const save = h("button", { type: "button", class: "primary", id: "entry-save" }, before ? "Save" : `Make this ${SINGULAR[kind]}`);
  save.addEventListener("click", saveEntry);
  const cancel = h("button", { type: "button" }, "Cancel");
  cancel.addEventListener("click", () => dialog.close());
  dialog.replaceChildren(...[
    h("h2", { id: "entry-title" }, before ? name(firstText(before.label) || slug) : `New ${SINGULAR[kind]}`),
    told && h("p", { class: "told refused", role: "alert" }, told),
    known.length ? h("div", { class: "known" }, h("p", { class: "sub" }, "Known already:"), known.map(knownButton)) : "",
    h("div", { class: "rows" }, rows, labelledRow(linkPlace(slugBox.id, "Name in files", ""), control)),
    before ? mergeBox(kind, slug) : "",
    h("div", { class: "form-foot" }, save, cancel),
  ].filter((each) => each instanceof HTMLElement));
  if (had) document.getElementById(had)?.focus();
}

/** @param {Registered} known */
function knownButton(known) {
  const others = textsOf(entryOf(known).aliases).slice(0, 6).join(", ");
  const title = h("b", {}, name(firstText(known.label) || known.slug));
  const button = h("button", { type: "button", class: "choice" }, title, h("span", { class: "sub" }, others));
  button.addEventListener("click", () => {
    if (!opened) return;
    opened = { ...opened, slug: known.slug, entry: entryOf(known), known: [] };
    saveEntry();
  });
  return button;
}

/** @param {FieldData} field */
function row(field) {
  const place = { field, path: field.key, id: `entry-${field.key}` };
  const isMissing = field.needed && opened && at(opened.entry, field.key) === undefined;
  return labelledRow(place, controlFor(place, source), { look: isMissing ? "missing" : "" });
}

/** @type {import("./fields.js").Source} */
const source = {
  get: (path) => (opened ? at(opened.entry, path) : undefined),
  set: (path, value, { redraw = false } = {}) => {
    if (!opened) return;
    const was = slugFrom(firstText(opened.entry.label));
    opened.entry = set(opened.entry, path, value);
    // The name in files follows the label until somebody gives it one of its own.
    if (!opened.before && path === "label" && opened.slug === was) {
      opened.slug = slugFrom(firstText(value));
      element("entry-slug", HTMLInputElement).value = opened.slug;
    }
    if (redraw) draw();
  },
  options: ({ field, path }, query) => (field.kind === "term" ? termsOffered : namesOffered)(field, path, null, query),
  basis: () => "",
  query: (path) => typed.get(path) || "",
  typed: (path, query) => (query ? typed.set(path, query) : typed.delete(path)),
};

async function saveEntry() {
  if (!opened) return;
  const { kind, slug, before, entry, done } = opened;
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug)) {
    opened.told = "The name in files has small letters, digits and single hyphens.";
    draw();
    return;
  }
  const old = before && theProject()[kind].find((each) => same(entryOf(each), before))?.slug;
  const isRenamed = Boolean(old && old !== slug);
  if (isRenamed && old && !(await written(() => sendRename(kind, old, slug), `${old} is now ${slug} everywhere`))) return;
  const said = `${before ? "Changed" : "Made"} ${firstText(entry.label) || slug}`;
  if (!same(before ?? undefined, entry) && !(await written(() => sendEntry(kind, { slug, before, after: entry }), said))) return;
  opened = null;
  element("entry", HTMLDialogElement).close();
  done(slug);
}

// Two that are one: every claim of the first becomes one of the other, which takes on its names.
/** @param {RegistryKind} kind @param {string} slug */
function mergeBox(kind, slug) {
  const place = linkPlace("merge-into", "The same as", SINGULAR[kind]);
  const box = combobox({
    id: place.id, label: place.field.key, many: false, values: opened?.merging ? [opened.merging] : [],
    labelOf: (value) => firstText(theProject()[kind].find((each) => each.slug === value)?.label) || value,
    options: (query) => namesOffered(place.field, "", null, query).filter((each) => each.value !== slug),
    choose: ([value]) => {
      if (opened) opened.merging = value || "";
      draw();
    },
  });
  const into = opened?.merging;
  const merge = h("button", { type: "button", id: "merge" }, "Make them one");
  merge.addEventListener("click", async () => {
    if (!into || !(await written(() => sendMerge(kind, slug, into), `${slug} is now ${into} in every claim`))) return;
    opened = null;
    element("entry", HTMLDialogElement).close();
  });
  const used = theProject()[kind].find((each) => each.slug === slug)?.used || 0;
  return h(
    "details", { class: "merge", open: Boolean(into) },
    h("summary", {}, "The same as another one?"),
    labelledRow(place, box),
    into ? h("p", { class: "sub" }, `${plural(used, "claim")} will name ${into} in place of ${slug}, with its other names. `, merge) : "",
  );
}
