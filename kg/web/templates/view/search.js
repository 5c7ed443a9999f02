// Search over names, other names, quotes and claimants.

import { articles, claims, languageOf, nameOf, payload, quoteOf } from "../shared/data.js";
import { element, elements, h, name } from "../shared/dom.js";
import { called, dyadName, folded, labelOf, listed, plural, signed } from "../shared/words.js";
import { show } from "./canvas.js";
import { codedItems } from "./coded.js";
import { computed, select } from "./computed.js";
import { announce } from "./notices.js";
import { state } from "./state.js";

const SHOWN_RESULTS = 12;
/** @type {HTMLInputElement} */
export let input;
/** @type {HTMLElement} */
let results;
/** @type {Entry[]} */
let entries = [];
/** @type {Computed | undefined} */
let entriesFor;
let active = -1;

// Names come before quotes: each entry says how much a word at the beginning of one of its names counts.
function searchEntries() {
  const all = computed(state);
  if (entriesFor === all) return entries;
  entriesFor = all;
  const quotes = [...claims.values()].map(claimEntry);
  entries = [...payload.nodes.map(nodeEntry), ...all.dyads.map(dyadEntry), ...codedItems().map(codedEntry), ...quotes];
  return entries;
}

/** @param {NodeData} node */
function nodeEntry(node) {
  const known = [node.label, ...node.aliases, node.iso3, node.slug];
  const weight = node.kind === "event" ? 2 : 4;
  return entry(node.id, node.label, labelOf("kinds", node.kind), known, "", weight, languageOf(node.slug));
}

/** @param {Dyad} dyad */
function dyadEntry(dyad) {
  const known = [dyadName(dyad), `${nameOf(dyad.b)} ${nameOf(dyad.a)}`];
  return entry(dyad.id, dyadName(dyad), `Tension ${signed(dyad.tension)}`, known, "", 3);
}

/** @param {ClaimData} claim */
function claimEntry(claim) {
  const [quote, article] = [quoteOf(claim), articles.get(claim.article)];
  const translated = claim.passages.map((passage) => passage.translation).join("\n");
  const more = `${claim.says}\n${article ? article.title : ""}\n${translated}`;
  return entry(`claim=${claim.id}`, `“${quote}”`, listed(claim.claimants.map(called)), [quote], more, 1, claim.language);
}

/**
 * @param {string} id
 * @param {string} title
 * @param {string} sub
 * @param {string[]} names
 * @param {string} more
 * @param {number} weight
 * @param {string} [language]
 */
function entry(id, title, sub, names, more, weight, language) {
  const known = names.filter(Boolean).map(folded);
  return { id, title, sub, weight, language, called: known, text: [...known, folded(`${sub}\n${more}`)].join("\n") };
}

/** @param {Entry} entry @param {string} query @param {string[]} words */
function rank({ called, weight }, query, words) {
  if (called.some((each) => each === query)) return 10 * weight + 9;
  if (called.some((each) => each.startsWith(words[0]))) return 10 * weight + 6;
  return called.some((each) => each.includes(` ${words[0]}`)) ? 10 * weight + 3 : 10 * Math.min(weight, 1);
}

/** @param {string} query */
function find(query) {
  const whole = folded(query).trim();
  const words = whole.split(" ").filter(Boolean);
  if (!words.length) return [];
  const found = searchEntries().filter((each) => words.every((word) => each.text.includes(word)));
  const ranked = found.map((each) => ({ each, rank: rank(each, whole, words) }));
  return ranked.sort((a, b) => b.rank - a.rank).map(({ each }) => each);
}

/** @param {string} query */
function renderResults(query) {
  const found = find(query);
  active = found.length ? 0 : -1;
  const left = found.length - SHOWN_RESULTS;
  const note = left > 0 ? `${left} more; type on to narrow it down` : !found.length && "Nothing found";
  const more = note ? [h("li", { class: "more", role: "presentation" }, note)] : [];
  results.replaceChildren(...found.slice(0, SHOWN_RESULTS).map(resultOption), ...more);
  showResults(Boolean(query.trim()));
  if (query.trim()) announce(found.length ? plural(found.length, "result") : "Nothing found");
}

/** @param {Entry} each @param {number} index */
function resultOption(each, index) {
  const title = h("span", { class: "title" }, name(each.title, each.language));
  const sub = h("span", { class: "sub" }, name(each.sub));
  const option = h("li", { role: "option", id: `result-${index}`, "data-id": each.id }, title, sub);
  option.addEventListener("mousedown", (event) => event.preventDefault());
  option.addEventListener("click", () => take(each.id));
  return option;
}

/** @param {boolean} visible */
function showResults(visible) {
  results.hidden = !visible;
  input.setAttribute("aria-expanded", String(visible));
  markActive();
}

function markActive() {
  const options = elements(results, '[role="option"]');
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
  const current = options[active];
  if (current && !results.hidden) {
    input.setAttribute("aria-activedescendant", current.id);
    current.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

/** @param {string} id */
function take(id) {
  showResults(false);
  input.value = "";
  select(id);
  show(true);
  element("panel").focus({ preventScroll: true });
}

/** @param {KeyboardEvent} event */
function searchKey(event) {
  const options = elements(results, '[role="option"]');
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && options.length) {
    active = (active + step + options.length) % options.length;
    markActive();
    event.preventDefault();
  } else if (event.key === "Enter" && options[active]) {
    take(options[active].dataset.id || "");
    event.preventDefault();
  } else if (event.key === "Escape" && input.value) {
    input.value = "";
    showResults(false);
    event.stopPropagation();
  }
}

export function startSearch() {
  input = element("search", HTMLInputElement);
  results = element("results");
  input.addEventListener("input", () => renderResults(input.value));
  input.addEventListener("focus", () => input.value.trim() && renderResults(input.value));
  input.addEventListener("blur", () => showResults(false));
  input.addEventListener("keydown", searchKey);
}

/** @param {CodedItem} item */
function codedEntry(item) {
  const sub = `Machine-coded, ${item.dataset.name} ${signed(item.tension)}`;
  return entry(item.id, dyadName(item), sub, [dyadName(item), `${nameOf(item.b)} ${nameOf(item.a)}`], "", 2);
}
