// What is said to those who listen, and shown for a while to those who look.

import { element } from "../shared/dom.js";

const NOTE_TIME = 6000;
let noteEnds = 0;

/** @param {string} text */
export function announce(text) {
  element("status").textContent = text;
}

/** @param {string} text */
export function tell(text) {
  const note = element("share-note");
  announce(text);
  note.textContent = text;
  note.hidden = false;
  clearTimeout(noteEnds);
  noteEnds = window.setTimeout(() => {
    note.hidden = true;
  }, NOTE_TIME);
}
