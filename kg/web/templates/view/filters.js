// The drawer of filters, the chips that say what is asked for, and the way back.

import { claims, payload } from "../shared/data.js";
import { element, focusedIn, h, name } from "../shared/dom.js";
import { capital, folded, isolated, plural } from "../shared/words.js";
import { computed } from "./computed.js";
import { asked, facetCounts, FACETS, facetValues, signOf } from "./facets.js";
import { change, reset, setFilter, state } from "./state.js";
import { undatedCount, windowWords } from "./time.js";
import { titleOf } from "./titles.js";

const FEW_VALUES = 7;
/** @type {HTMLElement} */
let drawer;
/** @type {HTMLElement} */
let drawerButton;
/** @type {Set<string>} */
const unfoldedFacets = new Set();
/** @type {Map<string, string>} */
const facetSearch = new Map();

/** @param {boolean} wanted */
function openFilters(wanted) {
  drawer.hidden = !wanted;
  drawerButton.setAttribute("aria-expanded", String(wanted));
  if (wanted) {
    renderFilters(state);
    element("filters-title").focus();
  } else drawerButton.focus();
}

/** @param {ViewState} current */
export function renderFilters(current) {
  const number = asked(current).length + Number(Boolean(current.sign)) + Number(current.least > 0);
  drawerButton.textContent = number ? `Filters (${number})` : "Filters";
  renderChips(current);
  if (drawer.hidden) return;
  const inside = focusedIn(drawer);
  const { scrollTop } = drawer;
  const counts = facetCounts(current);
  element("filters-body").replaceChildren(
    ...FACETS.flatMap((facet) => facetPart(facet, counts.get(facet.key) || new Map(), current)),
    tensionPart(current),
  );
  drawer.scrollTop = scrollTop;
  if (inside) document.getElementById(inside)?.focus({ preventScroll: true });
}

// Choices that are made stay in sight; of the rest the most frequent, or those with the letters typed.
/** @param {Facet} facet @param {Map<string, number>} counts @param {ViewState} current */
function facetPart(facet, counts, current) {
  const values = facetValues().get(facet.key) || [];
  if (values.length < 2) return [];
  const chosen = current.filters[facet.key] || [];
  const typed = folded(facetSearch.get(facet.key) || "");
  const fitting = values.filter((value) => chosen.includes(value) || folded(facet.label(value)).includes(typed));
  const whole = unfoldedFacets.has(facet.key) || fitting.length <= FEW_VALUES + 1;
  const ordered = facet.order ? fitting : likeliest(fitting, counts, chosen);
  const shownValues = whole ? ordered : ordered.slice(0, Math.max(FEW_VALUES, chosen.length));
  const search = values.length > FEW_VALUES + 1 && facetSearchField(facet);
  const more = !whole && moreButton(facet, ordered.length - shownValues.length);
  const boxes = shownValues.map((value) => facetBox(facet, value, values.indexOf(value), counts.get(value) || 0, chosen));
  return h("fieldset", { class: "facet" }, h("legend", {}, facet.title), search, boxes, more);
}

/** @param {string[]} values @param {Map<string, number>} counts @param {string[]} chosen */
function likeliest(values, counts, chosen) {
  /** @param {string} a @param {string} b */
  const order = (a, b) => Number(chosen.includes(b)) - Number(chosen.includes(a)) || (counts.get(b) || 0) - (counts.get(a) || 0);
  return [...values].sort(order);
}

/** @param {Facet} facet */
function facetSearchField(facet) {
  const field = h("input", {
    type: "search",
    id: `find-${facet.key}`,
    class: "facet-search",
    placeholder: "Find …",
    "aria-label": `Find under ${facet.title}`,
    value: facetSearch.get(facet.key) || "",
  });
  field.addEventListener("input", () => {
    facetSearch.set(facet.key, field.value);
    const at = field.selectionStart;
    renderFilters(state);
    element(field.id, HTMLInputElement).setSelectionRange(at, at);
  });
  return field;
}

/** @param {Facet} facet @param {number} count */
function moreButton(facet, count) {
  const button = h("button", { type: "button", class: "more" }, `${count} more`);
  button.addEventListener("click", () => {
    unfoldedFacets.add(facet.key);
    renderFilters(state);
  });
  return button;
}

/** @param {Facet} facet @param {string} value @param {number} index @param {number} count @param {string[]} chosen */
function facetBox(facet, value, index, count, chosen) {
  const box = h("input", {
    type: "checkbox", id: `facet-${facet.key}-${index}`, "data-facet": facet.key, "data-value": value, checked: chosen.includes(value),
  });
  const others = chosen.filter((each) => each !== value);
  box.addEventListener("change", () => setFilter(facet.key, box.checked ? [...others, value] : others));
  return facetLabel(box, name(facet.label(value)), count);
}

/** @param {Child} box @param {Child} text @param {number} count */
function facetLabel(box, text, count) {
  const [called, number] = [h("span", { class: "facet-name" }, text), h("span", { class: "facet-count" }, count)];
  return h("label", { class: count ? "facet-choice" : "facet-choice empty" }, box, called, number);
}

// Of the ties of tension alone: their sign, and how large they are.
/** @param {ViewState} current */
function tensionPart(current) {
  const { dyads } = computed(current);
  const large = dyads.filter((dyad) => Math.abs(dyad.tension) >= current.least);
  const choices = [["", "Either"], ...Object.entries(payload.words.sides)].map(([value, text]) => {
    const count = value ? large.filter((dyad) => dyad.tension !== 0 && signOf(dyad) === value).length : large.length;
    const box = h("input", { type: "radio", name: "sign", id: `sign-${value}`, checked: current.sign === value });
    box.addEventListener("change", () => change({ sign: value }));
    return facetLabel(box, text, count);
  });
  const least = h("input", {
    type: "range", id: "least", min: 0, max: 1, step: 0.01, value: current.least, "aria-valuetext": current.least.toFixed(2),
  });
  least.addEventListener("input", () => change({ least: Number(least.value) }));
  const label = h("label", { class: "facet-least", for: "least" }, `At least ${current.least.toFixed(2)} either way`);
  return h("fieldset", { class: "facet" }, h("legend", {}, "Ties of tension"), choices, label, least);
}

// What is asked for, in words: for the chips, for the panel, for paper and pictures.
/** @param {ViewState} current */
export function limitsInWords(current) {
  /** @type {Limit[]} */
  const found = asked(current).flatMap((facet) => current.filters[facet.key].map((value) => ({
    text: `${facet.title}: ${isolated(facet.label(value))}`,
    drop: () => setFilter(facet.key, state.filters[facet.key].filter((each) => each !== value)),
  })));
  const span = windowWords(current);
  const clock = current.clock === "publication" ? "published" : "happened or said";
  if (span) found.push({ text: `${capital(clock)} ${span}`, drop: () => change({ from: null, to: null }) });
  if (!current.undated && undatedCount(current)) found.push({ text: "Without undated claims", drop: () => change({ undated: true }) });
  if (current.sign) found.push({ text: `Tension: ${current.sign}`, drop: () => change({ sign: "" }) });
  if (current.least) found.push({ text: `Tension of at least ${current.least.toFixed(2)}`, drop: () => change({ least: 0 }) });
  return found;
}

/** @param {ViewState} current */
export function aroundInWords({ ego }) {
  return ego ? `Only ${ego.steps === 1 ? "one step" : "two steps"} around ${titleOf(ego.node)}` : "";
}

/** @param {ViewState} current */
export function countedWords(current) {
  return `${computed(current).passed.size.toLocaleString("en")} of ${plural(claims.size, "claim")} pass`;
}

/** @param {ViewState} current */
function renderChips(current) {
  const limits = limitsInWords(current);
  if (current.ego) limits.push({ text: aroundInWords(current), drop: () => change({ ego: null }) });
  const place = element("chips");
  place.hidden = !limits.length;
  const all = h("button", { type: "button", id: "reset" }, "Reset all");
  all.addEventListener("click", () => {
    reset();
    drawerButton.focus();
  });
  const chips = limits.map(({ text, drop }, index) => {
    const cross = h("span", { "aria-hidden": "true" }, " ×");
    const chip = h("button", { type: "button", class: "chip", id: `chip-${index}`, "aria-label": `Drop: ${text}` }, name(text), cross);
    chip.addEventListener("click", drop);
    return chip;
  });
  const inside = focusedIn(place);
  place.replaceChildren(h("span", { class: "counted" }, countedWords(current)), ...chips, all);
  if (inside) (document.getElementById(inside) || drawerButton).focus();
}

export function startFilters() {
  drawer = element("filters");
  drawerButton = element("filters-open");
  drawerButton.addEventListener("click", () => openFilters(drawer.hidden === true));
  element("filters-close").addEventListener("click", () => openFilters(false));
  element("filters-reset").addEventListener("click", reset);
  drawer.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.preventDefault();
    openFilters(false);
  });
}
