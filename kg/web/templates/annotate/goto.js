// Every field of the claim at hand by a letter of its own: one key opens the list, the letter goes there or adds it.

import { h } from "../shared/dom.js";
import { labelOfField } from "./fields.js";
import { fieldsOf, placesOf } from "./places.js";

const LETTERS = Array.from("abcdefghijklmnopqrstuvwxyz");

// The letter of each field, the same for every claim of a kind: that with which its label begins, unless a field before
// it has that; then another one of its label.
/** @param {FieldPlace[]} places @returns {Map<string, string>} letters by path */
export function lettersOf(places) {
  /** @type {Map<string, string>} */
  const letters = new Map();
  const taken = new Set();
  for (const most of [1, Infinity]) {
    for (const { field, path } of places) {
      const own = Array.from(labelOfField(field).toLowerCase());
      const letter = [...own, ...LETTERS].slice(0, most).find((each) => LETTERS.includes(each) && !taken.has(each));
      if (!letter || letters.has(path)) continue;
      taken.add(letter);
      letters.set(path, letter);
    }
  }
  return letters;
}

/** @type {HTMLElement | null} */
let list = null;

export function closeFields() {
  const gone = list;
  // What loses the focus as it goes tells so, and would be closed again.
  list = null;
  gone?.remove();
}

// The list, over the form; `go` is given the field that is chosen.
/** @param {HTMLElement} panel @param {Draft} draft @param {(place: FieldPlace) => void} go */
export function openFields(panel, draft, go) {
  closeFields();
  const before = document.activeElement;
  const places = fieldsOf(draft);
  const letters = lettersOf(places);
  const shown = new Set(placesOf(draft).map(({ path }) => path));
  const items = places.map((place, index) => {
    const { path, field } = place;
    const about = shown.has(path) ? "" : h("span", { class: "sub" }, "add");
    const properties = { type: "button", role: "menuitem", tabindex: index ? -1 : 0, title: field.meaning };
    const data = { "data-letter": letters.get(path), "data-field": path };
    const letter = h("kbd", {}, letters.get(path) || "");
    const button = h("button", { ...properties, ...data }, letter, h("span", {}, labelOfField(field)), about);
    button.addEventListener("click", () => {
      closeFields();
      go(place);
    });
    return button;
  });
  const label = "Go to a field, or add it, by its letter";
  const menu = h("div", { id: "fields", role: "menu", class: "fields-menu", "aria-label": label }, items);
  menu.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.key === "Shift") return;
    const here = items.findIndex((each) => each === document.activeElement);
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const chosen = items.find((each) => each.dataset.letter === event.key.toLowerCase());
    if (event.key === "Enter" || event.key === " ") return;
    event.preventDefault();
    if (chosen) chosen.click();
    else if (step) items[(here + step + items.length) % items.length].focus();
    else if (["Escape", "Tab", "Backspace", "+"].includes(event.key)) {
      closeFields();
      if (before instanceof HTMLElement) before.focus();
      event.stopPropagation();
    }
  });
  menu.addEventListener("focusout", (event) => {
    if (!(event.relatedTarget instanceof Node && menu.contains(event.relatedTarget))) closeFields();
  });
  list = menu;
  panel.append(menu);
  items[0]?.focus();
}
