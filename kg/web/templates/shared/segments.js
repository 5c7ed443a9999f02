// The text of an article cut where its coded passages begin and end, which may overlap, nest and cross.

import { claims, fromData } from "./data.js";
import { getOrInsert } from "./maps.js";

const PARAGRAPH_BREAK = /\n[^\S\n]*\n\s*/g;

const claimsByArticle = fromData(() => {
  /** @type {Map<string, ClaimData[]>} */
  const found = new Map();
  for (const claim of claims.values()) getOrInsert(found, claim.article, () => []).push(claim);
  return found;
});

/** @param {ArticleData} article */
export function claimsIn(article) {
  return claimsByArticle().get(article.id) || [];
}

// Every stretch of the text that is quoted, once, with all claims that quote it; of two that begin together the longer
// comes first.
/** @param {ArticleData} article */
export function passagesIn(article) {
  /** @type {Map<string, CodedPassage>} */
  const found = new Map();
  for (const claim of claimsIn(article)) {
    for (const { start, end } of claim.passages) {
      if (start < 0 || end <= start || end > article.text.length) continue;
      const { claims: quoting } = getOrInsert(found, `${start} ${end}`, () => ({ start, end, claims: [], marks: [] }));
      if (!quoting.includes(claim)) quoting.push(claim);
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start || b.end - a.end);
}

/** @param {string} text */
function paragraphsOf(text) {
  const found = [];
  let start = 0;
  for (const { 0: gap, index } of text.matchAll(PARAGRAPH_BREAK)) {
    found.push({ start, end: index });
    start = index + gap.length;
  }
  found.push({ start, end: text.length });
  return found.filter(({ start: from, end: to }) => text.slice(from, to).trim());
}

// The pieces of a text from first to last, in its order; each knows the passages that it is part of, and whether it
// belongs to the page around the article. One sweep: what begins before a piece is open until it ends.
/** @param {Span[]} paragraphs @param {CodedPassage[]} passages @param {Span[]} furniture */
function segmentsOf(paragraphs, passages, furniture) {
  const cuts = new Set([...passages, ...furniture].flatMap(({ start, end }) => [start, end]));
  for (const { start, end } of paragraphs) cuts.add(start).add(end);
  const places = [...cuts].sort((a, b) => a - b);
  const [coded, plain] = [sweep(passages), sweep(furniture)];
  return places.slice(0, -1).map((start, index) => {
    const [within, aside] = [coded(start), plain(start)];
    return { start, end: places[index + 1], passages: within, furniture: aside.length > 0 };
  });
}

// What of these spans, sorted by their start, is open at ever later places.
/** @template {Span} T @param {T[]} spans */
function sweep(spans) {
  let next = 0;
  /** @type {T[]} */
  let within = [];
  return (/** @type {number} */ at) => {
    const first = next;
    while (next < spans.length && spans[next].start <= at) next += 1;
    within = [...within, ...spans.slice(first, next)].filter(({ end }) => end > at);
    return within;
  };
}

// The segments of each paragraph; what stands between paragraphs is nobody's.
/** @param {ArticleData} article @param {CodedPassage[]} passages */
export function cutArticle(article, passages) {
  const paragraphs = paragraphsOf(article.text);
  const furniture = article.furniture.map(([start, end]) => ({ start, end }));
  const segments = segmentsOf(paragraphs, passages, furniture.sort((a, b) => a.start - b.start));
  let at = 0;
  return paragraphs.map(({ start, end }) => {
    while (at < segments.length && segments[at].start < start) at += 1;
    const first = at;
    while (at < segments.length && segments[at].start < end) at += 1;
    return segments.slice(first, at);
  });
}

/** @param {CodedPassage[]} passages */
export function claimsAt(passages) {
  return [...new Set(passages.flatMap((passage) => passage.claims))];
}
