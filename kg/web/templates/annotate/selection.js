// Which words are selected: by pointer as the browser has it, widened to whole words; and set by whoever else chooses.

import { element } from "../shared/dom.js";
import { change, state } from "./state.js";
import { placeOf, rangeOf, words, wordsOf } from "./text.js";

let isDown = false;
// Scripts that set no spaces between words: there a word is what a dictionary takes for one.
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}\p{Script=Myanmar}]/u;

/** @returns {Stretch | null} */
function nativeSpan() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!range.intersectsNode(element("text"))) return null;
  const box = element("text");
  const start = box.contains(range.startContainer) ? placeOf(range.startContainer, range.startOffset) : 0;
  const end = box.contains(range.endContainer) ? placeOf(range.endContainer, range.endOffset) : placeOf(box, 1);
  return start === null || end === null || start >= end ? null : [start, end];
}

// Without white space around it, and with the whole of the words in which it begins and ends.
/** @param {Stretch} span @returns {Stretch | null} */
export function wholeWords([start, end]) {
  const text = wordsOf([start, end]);
  const from = start + Array.from(text.slice(0, text.length - text.trimStart().length)).length;
  const to = end - Array.from(text.slice(text.trimEnd().length)).length;
  if (from >= to) return null;
  const first = words().find((word) => word.start < from && from < word.end && !UNSPACED.test(word.text));
  const last = words().find((word) => word.start < to && to < word.end && !UNSPACED.test(word.text));
  return [first ? first.start : from, last ? last.end : to];
}

// What the browser has selected, at once: keys may come before the page has drawn it.
export function takeSelection() {
  const span = nativeSpan();
  if (!span) return;
  const whole = wholeWords(span);
  if (whole && `${whole}` !== `${state.spans}`) select([whole], { native: `${whole}` !== `${span}` });
}

// The browser's own selection follows where nobody is dragging, so that shift and arrows go on from it.
/** @param {Stretch[]} spans @param {{ native?: boolean }} [options] */
export function select(spans, { native = true } = {}) {
  change({ spans });
  const selection = getSelection();
  if (!native || !selection) return;
  if (!spans.length) {
    if (element("text").contains(selection.anchorNode)) selection.removeAllRanges();
    return;
  }
  if (document.activeElement !== element("text")) return;
  const range = rangeOf(spans[spans.length - 1]);
  selection.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
}

export function startSelection() {
  const box = element("text");
  box.addEventListener("pointerdown", (event) => {
    isDown = true;
    // What is selected already would be dragged away as text; with Shift it is gone on from.
    if (!event.shiftKey && event.button === 0 && !getSelection()?.isCollapsed) getSelection()?.removeAllRanges();
  });
  for (const name of ["pointerup", "pointercancel"]) {
    document.addEventListener(name, () => {
      if (!isDown) return;
      isDown = false;
      // The browser selects after the event, for a double and a triple click.
      requestAnimationFrame(takeSelection);
    });
  }
  document.addEventListener("selectionchange", () => {
    if (!isDown) requestAnimationFrame(takeSelection);
  });
}
