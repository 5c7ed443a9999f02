// Words looked for in the text: every place is marked, Enter goes from one to the next.

import { element } from "../shared/dom.js";
import { paintSearch } from "./marks.js";
import { announce } from "./notices.js";
import { select } from "./selection.js";
import { theArticle } from "./state.js";
import { scrollToSpan } from "./text.js";

let active = -1;

/** @param {string} text @param {string} query @returns {Stretch[]} */
export function placesOf(text, query) {
  const wanted = Array.from(query.toLowerCase());
  // Character by character, since small letters can be longer than capitals.
  const letters = Array.from(text, (letter) => letter.toLowerCase());
  const places = [];
  for (let at = 0; wanted.length && at + wanted.length <= letters.length; at += 1) {
    if (wanted.every((letter, index) => letters[at + index] === letter)) places.push(/** @type {Stretch} */ ([at, at + wanted.length]));
  }
  return places;
}

export function startSearch() {
  const input = element("search", HTMLInputElement);
  const places = () => placesOf(theArticle().text, input.value.trim());
  input.addEventListener("input", () => {
    active = -1;
    const found = places();
    paintSearch(found);
    if (found.length) scrollToSpan(found[0]);
    announce(`${found.length} found`);
  });
  input.addEventListener("keydown", (event) => {
    const found = places();
    if (event.key === "Enter" && found.length) {
      active = (active + (event.shiftKey ? found.length - 1 : 1)) % found.length;
      scrollToSpan(found[active]);
      select([found[active]]);
      announce(`${active + 1} of ${found.length}`);
      event.preventDefault();
    } else if (event.key === "Escape") {
      input.value = "";
      paintSearch([]);
      element("text").focus({ preventScroll: true });
      event.stopPropagation();
      event.preventDefault();
    }
  });
}
