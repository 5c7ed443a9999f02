// Long lists: so many at a time, and how many of how many there are; the rest is built when it is asked for.

import { elements, h } from "../shared/dom.js";

// How far each list was opened, by its name, until something else is selected.
/** @type {Map<string, number>} */
const reached = new Map();

export function forgetPages() {
  reached.clear();
}

// Fill a place with what is drawn of the first items, and give the button that shows more of them, if any are left.
/**
 * @template T
 * @param {Element} place
 * @param {readonly T[]} items
 * @param {(item: T) => Element} draw
 * @param {{ size: number, name: string }} options `name` is unique in the panel
 */
export function paged(place, items, draw, { size, name }) {
  let shown = 0;
  const more = h("button", { type: "button", class: "more", "data-more": name });
  /** @param {number} count */
  const show = (count) => {
    const added = items.slice(shown, shown + count).map(draw);
    place.append(...added);
    shown += added.length;
    more.hidden = shown >= items.length;
    const [next, now, all] = [Math.min(size, items.length - shown), shown, items.length].map((each) => each.toLocaleString("en"));
    more.textContent = `Show ${next} more: ${now} of ${all} shown`;
    return added[0];
  };
  more.addEventListener("click", () => {
    const first = show(size);
    reached.set(name, shown);
    if (!more.hidden || !(first instanceof HTMLElement)) return;
    first.tabIndex = -1;
    first.focus({ preventScroll: true });
  });
  show(Math.max(size, reached.get(name) || 0));
  return items.length > shown ? more : "";
}

// Everything that is left in the lists within, for paper; they go back to how far they were opened.
/** @param {Element} within */
export function showAll(within) {
  const kept = [...reached];
  const next = () => elements(within, "button[data-more]:not([hidden])")[0];
  for (let button = next(); button; button = next()) button.click();
  reached.clear();
  for (const [name, count] of kept) reached.set(name, count);
}
