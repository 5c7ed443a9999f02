// What is said to those who listen, and shown for a while to those who look.

import { element, h } from "../shared/dom.js";

const NOTE_TIME = 6000;
let ends = 0;

/** @param {string} text */
export function announce(text) {
  element("status").textContent = text;
}

/** @param {string} text @param {{ label: string, act: () => void }} [action] */
export function tell(text, action) {
  const note = element("note");
  announce(text);
  const button = action && h("button", { type: "button" }, action.label);
  button?.addEventListener("click", () => {
    note.hidden = true;
    action?.act();
  });
  note.replaceChildren(h("span", {}, text), button || "");
  note.hidden = false;
  clearTimeout(ends);
  ends = window.setTimeout(() => {
    note.hidden = true;
  }, NOTE_TIME);
}
