// Words chosen by keys alone: sentence by sentence, ends by the first letters of a word, steps by one word.

import { element, h } from "../shared/dom.js";
import { folded } from "../shared/words.js";
import { paintWords } from "./marks.js";
import { announce } from "./notices.js";
import { select } from "./selection.js";
import { state, theArticle } from "./state.js";
import { scrollToSpan, words, wordsOf } from "./text.js";

/** @typedef {import("./text.js").Word} Word */

const LETTERS = 2;
const LETTER = /\p{L}/u;

// The claim in the form moves its own ends, unless other words are selected.
export function spanAtHand() {
  const spans = state.spans.length ? state.spans : state.draft ? state.draft.spans : [];
  return spans.length ? spans[spans.length - 1] : null;
}

/** @param {number} place */
function sentenceAt(place) {
  const { sentences } = theArticle();
  const within = sentences.findIndex(([, end]) => place < end);
  return within < 0 ? sentences.length - 1 : within;
}

// A sentence without its full stop, unless that belongs to its last word, as in "the U.S."
/** @param {Stretch} sentence @returns {Stretch} */
function withoutStop([start, end]) {
  const text = wordsOf([start, end]);
  const last = text.slice(text.trimEnd().lastIndexOf(" ") + 1).trimEnd();
  const stop = last.endsWith(".") && !last.slice(0, -1).includes(".");
  return [start, end - (text.length - text.trimEnd().length) - (stop ? 1 : 0)];
}

/** @param {1 | -1} step */
export function stepSentence(step) {
  const { sentences, furniture } = theArticle();
  const hand = spanAtHand();
  let at = hand ? sentenceAt(hand[0]) + step : step > 0 ? 0 : sentences.length - 1;
  const isFurniture = (/** @type {number} */ index) =>
    furniture.some(([start, end]) => start <= sentences[index][0] && sentences[index][1] <= end);
  while (at >= 0 && at < sentences.length && isFurniture(at)) at += step;
  if (at < 0 || at >= sentences.length) return;
  const span = withoutStop(sentences[at]);
  element("text").focus({ preventScroll: true });
  select([span]);
  scrollToSpan(span);
  announce(wordsOf(span));
}

/** @param {number} place */
export function selectSentenceAfter(place) {
  const { sentences } = theArticle();
  const at = sentences.findIndex(([start]) => start >= place);
  if (at < 0) return;
  const span = withoutStop(sentences[at]);
  select([span]);
  scrollToSpan(span);
}

/** @param {Stretch} span */
function moved(span) {
  const others = state.spans.length > 1 ? state.spans.slice(0, -1) : [];
  select([...others, span]);
  scrollToSpan(span);
}

/** @param {"start" | "end"} which @param {1 | -1} step */
export function stepEnd(which, step) {
  const hand = spanAtHand();
  if (!hand) return;
  const [start, end] = hand;
  const all = words();
  if (which === "start") {
    const next = step < 0 ? all.findLast((word) => word.start < start) : all.find((word) => word.start > start && word.end <= end);
    if (next) moved([next.start, end]);
  } else {
    const next = step > 0 ? all.find((word) => word.end > end) : all.findLast((word) => word.end < end && word.start >= start);
    if (next) moved([start, next.end]);
  }
}

/** @type {{ which: "start" | "end", typed: string, active: number, isMarked: boolean } | null} */
let jump = null;

// Words at which the passage may begin: those of its sentence; at which it may end: from its beginning into the next.
/** @param {"start" | "end"} which */
function offered(which) {
  const hand = spanAtHand();
  if (!hand) return [];
  const { sentences } = theArticle();
  const at = sentenceAt(hand[0]);
  const first = which === "start" ? sentences[at][0] : hand[0];
  const last = which === "start" ? Math.max(hand[1], sentences[at][1]) : sentences[Math.min(at + 1, sentences.length - 1)][1];
  return words().filter((word) => word.start >= first && word.end <= last);
}

function matching(typed = jump?.typed || "") {
  return jump ? offered(jump.which).filter((word) => folded(word.text).startsWith(folded(typed))) : [];
}

/** @param {"start" | "end"} which */
export function beginJump(which) {
  if (!spanAtHand()) return;
  jump = { which, typed: "", active: 0, isMarked: false };
  drawJump();
}

export function isJumping() {
  return jump !== null;
}

export function endJump() {
  jump = null;
  drawJump();
}

/** @param {Word} word */
function takeWord(word) {
  const hand = spanAtHand();
  if (!jump || !hand) return;
  const [start, end] = hand;
  const span = jump.which === "start"
    ? /** @type {Stretch} */ ([word.start, word.start < end ? end : word.end])
    : /** @type {Stretch} */ ([start, word.end]);
  endJump();
  moved(span);
  announce(wordsOf(span));
}

// A key of the jump is done; any other ends it, with the word that is marked, and does what it does always.
/** @param {KeyboardEvent} event */
export function jumpKey(event) {
  const { key } = event;
  if (!jump || ["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock"].includes(key)) return;
  const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
  const isMine = isPlain && (["Escape", "Enter", "Tab", "Backspace"].includes(key) || isTyped(key));
  if (isMine) event.preventDefault();
  const found = matching();
  if (!isMine || key === "Enter") {
    if (found.length && isOneMarked()) takeWord(found[jump.active % found.length]);
    else endJump();
  } else if (key === "Escape") endJump();
  else if (key === "Tab") {
    // From all that there are to the first of them, or the last.
    const step = event.shiftKey ? -1 : 1;
    const active = isOneMarked() || event.shiftKey ? jump.active + step : 0;
    jump = { ...jump, active: (active + found.length) % Math.max(found.length, 1), isMarked: true };
    drawJump();
  } else if (key === "Backspace") {
    jump = { ...jump, typed: Array.from(jump.typed).slice(0, -1).join(""), active: 0, isMarked: false };
    drawJump();
  } else typeLetter(key);
}

function isOneMarked() {
  return jump !== null && (jump.typed !== "" || jump.isMarked);
}

// Letters are the jump's, whether or not a word goes on with them, since none of them may do something else here; of
// other characters those with which one does.
/** @param {string} key */
function isTyped(key) {
  if (!jump || Array.from(key).length !== 1) return false;
  return LETTER.test(key) || matching(jump.typed + key).length > 0;
}

/** @param {string} letter */
function typeLetter(letter) {
  if (!jump) return;
  const left = matching(jump.typed + letter);
  if (!left.length) {
    const said = `No word here goes on with “${jump.typed}${letter}”`;
    drawJump(said);
    announce(said);
    return;
  }
  jump = { ...jump, typed: jump.typed + letter, active: 0, isMarked: false };
  // Never after one letter, so that one need not know whether that is enough.
  if (left.length === 1 && Array.from(jump.typed).length >= LETTERS) takeWord(left[0]);
  else drawJump();
}

function drawJump(said = "") {
  const box = element("jump");
  box.hidden = !jump;
  if (!jump) {
    paintWords([]);
    return;
  }
  const found = matching();
  const active = found[jump.active % Math.max(found.length, 1)];
  paintWords(active ? (isOneMarked() ? [[active.start, active.end]] : found.map(({ start, end }) => [start, end])) : []);
  const what = jump.which === "start" ? "Begins at the word" : "Ends with the word";
  const isWide = !jump.typed && !jump.isMarked;
  const count = `${found.length} such words: Enter takes the marked one, Tab the next`;
  const more = said ? `${said}.` : isWide ? "type its first two letters" : count;
  box.replaceChildren(`${what} `, h("b", {}, jump.typed || "…"), h("span", { class: "sub" }, ` ${more}`));
}
