// Passages as highlights of the text. Those that overlap lie in lanes one below the other, so that each keeps its line.

import { isMap, kindOf, listOf, registered, textsOf } from "./entries.js";
import { rangeOf, wordsOf } from "./text.js";

const LANES = 4;
const LOOKS = ["reported", "forecast", "interpreted", "denied"];

/** @param {string} name @param {Stretch[]} spans @param {number} priority */
function paint(name, spans, priority) {
  if (!CSS.highlights) return;
  const highlight = new Highlight(...spans.map(rangeOf));
  highlight.priority = priority;
  CSS.highlights.set(name, highlight);
}

/** @param {PlainEntry} entry */
export function lookOf(entry) {
  if (kindOf(entry) === "denies" || entry.polarity === "denied") return "denied";
  if (entry.mode === "forecast" || entry.mode === "conditional") return "forecast";
  return entry.mode === "interpreted" ? "interpreted" : "reported";
}

// The lane of each passage: the first in which nothing before it is still open; longer ones come first.
/** @param {{ span: Stretch, look: string }[]} passages */
export function inLanes(passages) {
  const ordered = passages.toSorted((x, y) => x.span[0] - y.span[0] || y.span[1] - x.span[1]);
  /** @type {number[]} */
  const ends = [];
  return ordered.map((passage) => {
    const free = ends.findIndex((end) => end <= passage.span[0]);
    const lane = free < 0 ? ends.length : free;
    ends[lane] = passage.span[1];
    return { ...passage, lane: Math.min(lane, LANES - 1) };
  });
}

/** @param {ArticleAnswer} article */
export function paintArticle(article) {
  // The same passage of several claims is one line.
  /** @type {Map<string, { span: Stretch, look: string }>} */
  const passages = new Map();
  for (const { entry, spans } of article.claims) {
    for (const span of spans) if (entry && span[0] < span[1]) passages.set(`${span}`, { span, look: lookOf(entry) });
  }
  const placed = inLanes([...passages.values()]);
  for (let lane = 0; lane < LANES; lane += 1) {
    for (const look of LOOKS) {
      const spans = placed.filter((each) => each.lane === lane && each.look === look).map(({ span }) => span);
      paint(`lane-${lane}-${look}`, spans, lane);
    }
  }
  paint("waiting", article.drafts.flatMap(({ spans }) => spans.filter(([start, end]) => start < end)), 4);
  paint("furniture", article.furniture, 5);
  paint("copied", article.copied.map(([start, end]) => [start, end]), 5);
}

// What is at hand: the words that are selected, the passage of the claim in the form and its hedges.
/** @param {WorkState} state */
export function paintHand({ spans, draft }) {
  paint("current", draft ? draft.spans : [], 6);
  paint("selected", draft && `${draft.spans}` === `${spans}` ? [] : spans, 8);
  paint("hedge", draft ? hedgesIn(draft) : [], 9);
}

/** @param {Draft} draft @returns {Stretch[]} */
function hedgesIn({ entry, spans }) {
  const wanted = hedgeWords(entry.hedge);
  return spans.flatMap(([start, end]) => wanted.flatMap((words) => {
    const before = wordsOf([start, end]).toLowerCase().split(words.toLowerCase());
    const from = start + Array.from(before[0]).length;
    return before.length > 1 ? [/** @type {Stretch} */ ([from, from + Array.from(words).length])] : [];
  }));
}

/** @param {Plain | undefined} hedge @returns {string[]} */
export function hedgeWords(hedge) {
  return listOf(hedge).flatMap((item) => (isMap(item) ? textsOf(item.words) : textsOf(item)));
}

/** @param {Stretch[]} spans */
export function paintWords(spans) {
  paint("offered", spans, 10);
}

/** @param {Stretch[]} spans */
export function paintSearch(spans) {
  paint("found", spans, 7);
}

// Where the names of an entry stand in a text, by the place of the first, or -1.
/** @param {string} text @param {string} slug */
export function mentionOf(text, slug) {
  const entry = registered(slug);
  const known = entry ? [...labelsOf(entry.label), ...labelsOf(entry.aliases)] : [];
  const places = known.map((name) => wholeWord(text, name)).filter((place) => place >= 0);
  return places.length ? Math.min(...places) : -1;
}

/** @param {unknown} value @returns {string[]} */
export function labelsOf(value) {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(labelsOf);
  return typeof value === "object" && value ? Object.values(value).flatMap(labelsOf) : [];
}

const LETTER = /[\p{L}\p{N}]/u;
const WORD_BY_WORD = /[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Arabic}\p{Script=Hebrew}]/u;

/** @param {string} text @param {string} name */
function wholeWord(text, name) {
  // Capitals tell "US" from "us", and "the North" from the north.
  for (let from = text.indexOf(name); from >= 0; from = text.indexOf(name, from + 1)) {
    const [before, after] = [text[from - 1] || "", text[from + name.length] || ""];
    if (!WORD_BY_WORD.test(name) || !(LETTER.test(before) || LETTER.test(after))) return from;
  }
  return -1;
}
