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

// Every word of the text, in code points.
export function words() {
  const { data } = theNode();
  if (known.text === data) return known.words;
  const language = Intl.Segmenter.supportedLocalesOf(theArticle().language || "en");
  const segments = new Intl.Segmenter(language, { granularity: "word" }).segment(data);
  const found = [];
  for (const { segment, index, isWordLike } of segments) {
    if (isWordLike) found.push({ start: offsets.points(index), end: offsets.points(index + segment.length), text: segment });
  }
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
