// The article's text as one node, so that what the browser selects and what the server counts are a sum apart.

import { element } from "../shared/dom.js";
import { Offsets } from "./offsets.js";
import { theArticle } from "./state.js";

/** @type {Text | null} */
let node = null;
let offsets = new Offsets("");

/** @param {ArticleAnswer} article */
export function drawText(article) {
  const box = element("text");
  if (node?.data === article.text && node.isConnected) return;
  node = document.createTextNode(article.text);
  offsets = new Offsets(article.text);
  box.lang = article.language;
  box.dir = article.direction;
  box.replaceChildren(node);
}

function theNode() {
  if (!node) throw new Error("The text is not drawn yet");
  return node;
}

/** @param {Stretch} span */
export function rangeOf([start, end]) {
  const range = document.createRange();
  range.setStart(theNode(), offsets.units(start));
  range.setEnd(theNode(), offsets.units(end));
  return range;
}

/** @param {Stretch} span */
export function wordsOf([start, end]) {
  return theNode().data.slice(offsets.units(start), offsets.units(end));
}

// The place in the text that a place in the page stands for, in code points; null outside the text.
/** @param {Node | null} container @param {number} offset */
export function placeOf(container, offset) {
  const box = element("text");
  if (container === node) return offsets.points(offset);
  if (container === box) return offset === 0 ? 0 : offsets.points(theNode().length);
  if (!container || !box.compareDocumentPosition) return null;
  const where = box.compareDocumentPosition(container);
  if (where & Node.DOCUMENT_POSITION_FOLLOWING && container.contains?.(box) === false) return offsets.points(theNode().length);
  return null;
}

/** @param {number} x @param {number} y */
export function placeAt(x, y) {
  const caret = document.caretPositionFromPoint?.(x, y);
  return caret && caret.offsetNode === node ? offsets.points(caret.offset) : null;
}

/**
 * @typedef {object} Word
 * @property {number} start
 * @property {number} end
 * @property {string} text
 */
/** @type {{ text: string, words: Word[] }} */
let known = { text: "", words: [] };

const INITIAL = /^\p{L}$/u;

// Letters with stops are one word, as in "the U.S.", with the last stop; browsers take them apart or leave that out.
/** @param {string} text @param {[number, number][]} places @returns {[number, number][]} */
export function withAbbreviations(text, places) {
  /** @type {[number, number][]} */
  const joined = [];
  for (const [start, end] of places) {
    const pieces = text.slice(start, end).split(".");
    const isInitials = pieces.every((piece) => INITIAL.test(piece));
    const before = joined[joined.length - 1];
    if (isInitials && before && before[1] === start && text[start - 1] === ".") before[1] = end;
    else joined.push([start, end]);
    const last = joined[joined.length - 1];
    const rest = text.slice(last[1], last[1] + 3);
    if (isInitials && (pieces.length > 1 || last[0] < start ? rest.startsWith(".") : /^\.\p{L}(?!\p{L})/u.test(rest))) last[1] += 1;
  }
  return joined;
}

// Every word of the text, in code points.
export function words() {
  const { data } = theNode();
  if (known.text === data) return known.words;
  const language = Intl.Segmenter.supportedLocalesOf(theArticle().language || "en");
  const segments = new Intl.Segmenter(language, { granularity: "word" }).segment(data);
  /** @type {[number, number][]} */
  const places = [];
  for (const { segment, index, isWordLike } of segments) if (isWordLike) places.push([index, index + segment.length]);
  const found = withAbbreviations(data, places).map(([start, end]) => (
    { start: offsets.points(start), end: offsets.points(end), text: data.slice(start, end) }
  ));
  known = { text: data, words: found };
  return found;
}

/** @param {Stretch} span @param {"auto" | "smooth"} [behavior] */
export function scrollToSpan(span, behavior = "auto") {
  const box = element("reading");
  const rect = rangeOf(span).getBoundingClientRect();
  const seen = box.getBoundingClientRect();
  const scroller = box.scrollHeight > box.clientHeight + 1 ? box : document.scrollingElement;
  const [top, bottom] = scroller === box ? [seen.top, seen.bottom] : [0, innerHeight];
  if (rect.top >= top + 20 && rect.bottom <= bottom - 40) return;
  scroller?.scrollBy({ top: rect.top - top - (bottom - top) / 3, behavior });
}
