// The actors, issues and events of the project: one made or changed in a dialog, two made one, another name given.

import { element, h, name } from "../shared/dom.js";
import { plural } from "../shared/words.js";
import { askKnown, askProject, Away, Refusal, sendEntry, sendMerge, sendRename } from "./api.js";
import { combobox } from "./combobox.js";
import { at, firstText, oneOrMany, same, set, textsOf } from "./entries.js";
import { controlFor, labelOfField } from "./fields.js";
import { announce, tell } from "./notices.js";
import { namesOffered, registriesOf, termsOffered } from "./options.js";
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
  const box = combobox({
    id: "other-name", label: "Whose name it is", many: false, values: [], labelOf: (slug) => slug,
    options: (query) => namesOffered({ key: "", kind: "link", of: kinds.length === 1 ? SINGULAR[kinds[0]] : "", meaning: "", needed: true, many: false }, "", null, query),
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
  const label = h("label", { id: "other-name-label", for: "other-name" }, "Whose name it is");
  dialog.replaceChildren(title, h("div", { class: "row" }, label, h("div", { class: "value" }, box.element)), h("div", { class: "form-foot" }, cancel));
  dialog.showModal();
  box.focus();
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

/** @param {() => Promise<unknown>} send @param {string} said */
async function written(send, said) {
  try {
    await send();
    change({ project: await askProject() });
    tell(said);
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
  const save = h("button", { type: "button", class: "primary", id: "entry-save" }, before ? "Save" : `Make this ${SINGULAR[kind]}`);
  save.addEventListener("click", saveEntry);
  const cancel = h("button", { type: "button" }, "Cancel");
  cancel.addEventListener("click", () => dialog.close());
  dialog.replaceChildren(...[
    h("h2", { id: "entry-title" }, before ? name(firstText(before.label) || slug) : `New ${SINGULAR[kind]}`),
    told && h("p", { class: "told refused", role: "alert" }, told),
    known.length ? h("div", { class: "known" }, h("p", { class: "sub" }, "Known already, with codes and names:"), known.map(knownButton)) : "",
    h("div", { class: "rows" }, rows, h("div", { class: "row" }, h("label", { for: "entry-slug" }, "Name in files"), h("div", { class: "value" }, slugBox))),
    before ? mergeBox(kind, slug) : "",
    h("div", { class: "form-foot" }, save, cancel),
  ].filter((each) => each instanceof HTMLElement));
  if (had) document.getElementById(had)?.focus();
}

/** @param {Registered} known */
function knownButton(known) {
  const button = h("button", { type: "button", class: "choice" }, h("b", {}, name(firstText(known.label) || known.slug)), h("span", { class: "sub" }, textsOf(entryOf(known).aliases).slice(0, 6).join(", ")));
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
  const control = controlFor(place, source);
  const isRadio = control.element.getAttribute("role") === "radiogroup";
  const isMissing = field.needed && opened && at(opened.entry, field.key) === undefined;
  return h(
    "div", { class: `row${isMissing ? " missing" : ""}` },
    h(isRadio ? "span" : "label", { id: `${place.id}-label`, for: isRadio ? null : place.id, title: field.meaning }, labelOfField(field), field.needed && h("span", { class: "needed", "aria-label": "needed" }, " *")),
    h("div", { class: "value" }, control.element),
    h("span", { id: `${place.id}-about`, class: "hidden" }, field.meaning),
  );
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
  options: ({ field, path }, query) => (field.kind === "term" ? termsOffered(field, path, null, query) : namesOffered(field, path, null, query)),
  isSuggested: () => false,
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
  if (!same(before ?? undefined, entry) && !(await written(() => sendEntry(kind, { slug, before, after: entry }), `${before ? "Changed" : "Made"} ${firstText(entry.label) || slug}`))) return;
  opened = null;
  element("entry", HTMLDialogElement).close();
  done(slug);
}

// Two that are one: every claim of the first becomes one of the other, which takes on its names.
/** @param {RegistryKind} kind @param {string} slug */
function mergeBox(kind, slug) {
  const field = { key: "merge", kind: "link", of: SINGULAR[kind], meaning: "", needed: false, many: false };
  const box = combobox({
    id: "merge-into", label: "The same as", many: false, values: opened?.merging ? [opened.merging] : [],
    labelOf: (value) => firstText(theProject()[kind].find((each) => each.slug === value)?.label) || value,
    options: (query) => namesOffered(field, "", null, query).filter((each) => each.value !== slug && registriesOf(field).includes(kind)),
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
    h("div", { class: "row" }, h("label", { id: "merge-into-label", for: "merge-into" }, "The same as"), h("div", { class: "value" }, box.element)),
    into ? h("p", { class: "sub" }, `${plural(used, "mention")} of ${slug} will name ${into}, which takes on its other names. `, merge) : "",
  );
}
