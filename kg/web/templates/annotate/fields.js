// One control for each kind of field; which there are, and what they mean, the server says.

import { h } from "../shared/dom.js";
import { askDates } from "./api.js";
import { combobox } from "./combobox.js";
import { isMap, listOf, oneOrMany, textsOf } from "./entries.js";
import { intervalOf, isPlainList, labelFor, likelihoodOf, termsFitting } from "./options.js";
import { hedgeWords } from "./marks.js";
import { theProject } from "./state.js";

// Whether the form is drawn anew, and then goes on to the next field or stays in this one with its list open.
/** @typedef {{ redraw?: boolean, next?: boolean, stay?: boolean }} Drawing */

// Where a control takes its value from and brings it to.
/**
 * @typedef {object} Source
 * @property {(path: string) => Plain | undefined} get
 * @property {(path: string, value: Plain | undefined, drawing?: Drawing) => void} set
 * @property {(place: FieldPlace, query: string) => Option[]} options
 * @property {(path: string) => string} basis why a value is suggested, nothing where it is none
 * @property {(path: string) => string} query
 * @property {(path: string, query: string) => void} typed
 */

const FEW = 6;
const LONG = new Set([
  "note", "construed-as", "ground", "because", "no-interval", "condition", "aim", "instrument", "translation", "definition",
]);

/** @param {FieldPlace} place @param {Source} source @returns {Control} */
export function controlFor(place, source) {
  const { field, path } = place;
  const value = source.get(path);
  if (field.key === "hedge") return hedges(place, source);
  if (field.key === "translation") return translation(place, source);
  if (["link", "links", "chain", "references"].includes(field.kind)) return isPlainList(value) ? chosen(place, source) : kept(place, value);
  const terms = field.kind === "term" && !field.choices ? theProject().terms[field.scale || field.of] || [] : [];
  if (field.choices) return radios(place, source, field.choices.map((choice) => ({ slug: choice, label: choice, definition: "" })));
  if (terms.length && terms.length <= FEW) return radios(place, source, terms);
  if (terms.length) return chosen(place, source);
  if (field.kind === "parts") return figures(place, source);
  if (field.kind === "labels") return isPlainList(value) ? several(place, source) : kept(place, value);
  if (value !== undefined && typeof value !== "string") return kept(place, value);
  return written(place, source);
}

/** @param {FieldPlace} place @param {Source} source @returns {Control} */
function chosen(place, source) {
  const { field, path, id } = place;
  return combobox({
    id,
    label: labelOfField(field),
    many: field.many,
    closed: field.kind === "term",
    values: textsOf(source.get(path)),
    labelOf: (value) => labelFor(field, value),
    options: (query) => source.options(place, query),
    choose: (values, stay) => source.set(path, oneOrMany(values), { redraw: true, next: !stay, stay }),
    query: source.query(path),
    typed: (query) => source.typed(path, query),
    describedBy: `about-${id}`,
    basis: source.basis(path),
  });
}

/** @param {FieldPlace} place @param {Source} source @param {TermAnswer[]} terms @returns {Control} */
function radios({ field, path, id }, source, terms) {
  const value = source.get(path);
  const inputs = terms.map((term, index) => {
    const properties = { name: id, id: index ? `${id}-${index}` : id, value: term.slug, checked: term.slug === value };
    const input = h("input", { type: "radio", ...properties });
    input.addEventListener("change", () => source.set(path, term.slug, { redraw: true }));
    // A second click takes the choice back, since no choice is one too.
    input.addEventListener("click", () => value === term.slug && !field.needed && source.set(path, undefined, { redraw: true }));
    return h("label", { class: "switch", title: term.definition }, input, h("span", {}, term.label));
  });
  const group = h("div", {
    role: "radiogroup", class: `radios${source.basis(path) ? " suggested" : ""}`,
    "aria-labelledby": `label-of-${id}`, "aria-describedby": `about-${id}`,
  }, inputs);
  group.addEventListener("keydown", (event) => {
    // As values are taken out of a box.
    if (["Backspace", "Delete"].includes(event.key) && value !== undefined && !field.needed) {
      event.preventDefault();
      source.set(path, undefined, { redraw: true });
    }
    const chosen = event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey
      && terms.find((term) => term.label.toLowerCase().startsWith(event.key.toLowerCase()));
    if (!chosen) return;
    event.preventDefault();
    source.set(path, chosen.slug, { redraw: true });
  });
  const focused = () => group.querySelector("input:checked") || group.querySelector("input");
  return { element: group, focus: () => /** @type {HTMLElement | null} */ (focused())?.focus() };
}

/** @param {FieldPlace} place @param {Source} source @returns {Control} */
function written({ field, path, id }, source) {
  const properties = {
    id, "aria-describedby": `about-${id}`, spellcheck: LONG.has(field.key), autocomplete: "off",
    inputmode: field.kind === "number" ? "decimal" : null,
  };
  const value = String(source.get(path) || "");
  const input = LONG.has(field.key) ? h("textarea", { ...properties, rows: 1 }) : h("input", { ...properties, type: "text" });
  input.value = value;
  if (source.basis(path)) input.classList.add("suggested");
  const days = field.kind === "date" ? h("p", { class: "days sub", "aria-live": "polite" }) : null;
  input.addEventListener("input", () => {
    source.set(path, input.value.trim() ? input.value.trim() : undefined);
    input.classList.remove("suggested");
    if (days) readDate(input.value.trim(), days);
  });
  if (days && value) readDate(value, days);
  return { element: days ? h("div", {}, input, days) : input, focus: () => input.focus() };
}

/** @type {Map<HTMLElement, string>} */
const asked = new Map();
/** @type {Map<string, DatesAnswer>} */
const read = new Map();

// The days that a date means, as it is typed; an older answer never takes the place of a newer one.
/** @param {string} text @param {HTMLElement} days */
async function readDate(text, days) {
  asked.set(days, text);
  if (!text) {
    days.replaceChildren();
    return;
  }
  /** @type {DatesAnswer | null} */
  const answer = read.get(text) || await askDates(text).catch(() => null);
  if (answer) read.set(text, answer);
  if (asked.get(days) !== text || !answer) return;
  days.classList.toggle("wrong", Boolean(answer.finding));
  const bounds = [answer.earliest || "…", answer.latest || "…"];
  days.replaceChildren(answer.finding || `${answer.words || ""}: ${bounds[0] === bounds[1] ? bounds[0] : bounds.join(" to ")}`);
}

// Several names without a registry of their own: aliases.
/** @param {FieldPlace} place @param {Source} source @returns {Control} */
function several({ path, id }, source) {
  const input = h("input", { id, type: "text", "aria-describedby": `about-${id}`, placeholder: "one, another", autocomplete: "off" });
  input.value = textsOf(source.get(path)).join(", ");
  input.addEventListener("input", () => source.set(path, oneOrMany(input.value.split(",").map((each) => each.trim()).filter(Boolean))));
  return { element: input, focus: () => input.focus() };
}

/** @param {FieldPlace} place @param {Source} source @returns {Control} */
function translation(place, source) {
  const value = source.get(place.path);
  const language = isMap(value) ? Object.keys(value)[0] : "en";
  const inner = isMap(value) ? value[language] : value;
  if (inner !== undefined && typeof inner !== "string") return kept(place, value);
  const input = h("textarea", { id: place.id, rows: 2, "aria-describedby": `about-${place.id}` });
  input.value = inner || "";
  input.addEventListener("input", () => {
    const text = input.value.trim();
    source.set(place.path, !text ? undefined : typeof value === "string" ? text : { [language]: text });
  });
  return { element: input, focus: () => input.focus() };
}

const FIGURES = ["amount", "unit", "change"];

/** @param {FieldPlace} place @param {Source} source @returns {Control} */
function figures(place, source) {
  const value = source.get(place.path);
  if (value !== undefined && !isMap(value)) return kept(place, value);
  const inputs = FIGURES.map((key, index) => {
    const id = index ? `${place.id}-${key}` : place.id;
    const input = h("input", { type: "text", id, placeholder: key, "aria-label": key, autocomplete: "off" });
    input.value = String((isMap(value) && value[key]) || "");
    input.addEventListener("input", () => source.set(`${place.path}/${key}`, input.value.trim() || undefined));
    return input;
  });
  return { element: h("div", { class: "figures" }, inputs), focus: () => inputs[0].focus() };
}

// The words of hedges as chips; beneath each what it is read as, with its interval.
/** @param {FieldPlace} place @param {Source} source @returns {Control} */
function hedges(place, source) {
  const { field, path, id } = place;
  const items = listOf(source.get(path));
  /** @param {string} words */
  const itemOf = (words) => items.find((item) => hedgeWords([item])[0] === words) || words;
  const box = combobox({
    id,
    label: labelOfField(field),
    many: true,
    values: hedgeWords(items),
    labelOf: (value) => value,
    options: (query) => source.options(place, query),
    choose: (values, stay) => source.set(path, oneOrMany(values.map(itemOf)), { redraw: true, next: !stay, stay }),
    query: source.query(path),
    typed: (query) => source.typed(path, query),
    describedBy: `about-${id}`,
    basis: source.basis(path),
  });
  const readings = items.map((item, index) => reading(item, index, place, source));
  return { element: h("div", {}, box.element, readings), focus: box.focus };
}

/** @param {Plain} item @param {number} index @param {FieldPlace} place @param {Source} source */
function reading(item, index, { path, id }, source) {
  const words = hedgeWords([item])[0] || "";
  const own = likelihoodOf(words);
  if (own) return h("p", { class: "read-as" }, h("q", {}, words), ` ${own.label}, ${intervalOf(own)}`);
  const map = isMap(item) ? item : null;
  const terms = theProject().terms.Likelihood || [];
  const [readingId, becauseId] = [`${id}-reading-${index}`, `${id}-because-${index}`];
  /** @param {Plain} next @param {string} focus */
  const replace = (next, focus) => {
    source.set(path, oneOrMany(listOf(source.get(path)).with(index, next)), { redraw: true });
    document.getElementById(focus)?.focus();
  };
  const choice = combobox({
    id: readingId,
    label: `“${words}” is read as`,
    many: false,
    closed: true,
    placeholder: "no interval",
    values: typeof map?.likelihood === "string" ? [map.likelihood] : [],
    labelOf: (value) => terms.find((term) => term.slug === value)?.label || value,
    options: (query) => termsFitting(terms, query).map((term) => ({ value: term.slug, label: term.label, sub: intervalOf(term) })),
    choose: ([value]) => {
      if (value === map?.likelihood) document.getElementById(becauseId)?.focus();
      else if (value) replace({ words, likelihood: value, because: map?.because || "" }, becauseId);
      else replace(words, readingId);
    },
  });
  const name = h("span", { id: `label-of-${readingId}` }, h("q", {}, words), " is read as");
  if (!map?.likelihood) return h("div", { class: "read-as" }, name, choice.element);
  const why = { id: becauseId, placeholder: "because …", "aria-label": `Why “${words}” is read so` };
  const because = h("input", { type: "text", ...why });
  because.value = String(map.because || "");
  because.addEventListener("input", () => {
    source.set(path, oneOrMany(listOf(source.get(path)).with(index, { ...map, because: because.value })));
  });
  return h("div", { class: "read-as" }, name, choice.element, because);
}

// What the form has no control for stays as it is, and is shown.
/** @param {FieldPlace} place @param {Plain | undefined} value @returns {Control} */
function kept({ id }, value) {
  const element = h("output", { id, class: "kept", tabindex: 0 }, JSON.stringify(value, null, 1));
  return { element, focus: () => element.focus() };
}

// A control with its label, what the field means for who asks, and what else is said of its value.
/**
 * @param {FieldPlace} place
 * @param {Control} control
 * @param {{ label?: string, look?: string, said?: Child[] }} [more]
 */
export function labelledRow({ field, path, id }, control, { label = labelOfField(field), look = "", said = [] } = {}) {
  const isGroup = control.element.getAttribute("role") === "radiogroup";
  const needed = field.needed && h("span", { class: "needed", "aria-label": "needed" }, "\u00a0*");
  return h(
    "div",
    { class: `row ${look}`, "data-path": path },
    h(isGroup ? "span" : "label", { id: `label-of-${id}`, for: isGroup ? null : id, title: field.meaning }, label, needed),
    h("div", { class: "value" }, control.element, said),
    h("span", { id: `about-${id}`, class: "hidden" }, field.meaning),
  );
}

/** @type {Record<string, string>} */
const LABELS = {
  "said-by": "Who says it", "reported-by": "Passed on by", hedge: "Hedge", id: "Name of the claim", "said-on": "Said on",
  "no-interval": "Why no interval", when: "When", "construed-as": "Seen as", "acts-for": "Acts for", "iso3": "ISO code",
  "member-of": "Member of", "pursued-by": "Pursued by", "directed-at": "Directed at",
};

// The key in words; the server says what it means.
/** @param {FieldData} field */
export function labelOfField({ key }) {
  return LABELS[key] || key.charAt(0).toUpperCase() + key.slice(1).replaceAll("-", " ");
}
