// The passages of an article that are quoted, and the pieces of its text, as the data cut them.

import { claims, claimsOf, fromData } from "./data.js";
import { getOrInsert } from "./maps.js";

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

// Each is there once, with all claims that quote it; of two that begin together the longer comes first.
/** @param {ArticleData} article @returns {CodedPassage[]} */
export function passagesIn({ passages }) {
  return passages.map(([start, end, keys]) => ({ start, end, claims: claimsOf(keys), marks: [] }));
}

// The segments of each paragraph; what stands between paragraphs is nobody's.
/** @param {ArticleData} article @param {CodedPassage[]} passages @returns {Segment[][]} */
export function cutArticle({ paragraphs }, passages) {
  /** @param {SegmentData} data */
  const segment = ([start, end, within, furniture, copying]) => {
    const [copied, begins, ends, resumes] = ["c", "b", "e", "r"].map((letter) => copying.includes(letter));
    return { start, end, furniture, copied, begins, ends, resumes, passages: within.map((at) => passages[at]) };
  };
  return paragraphs.map((segments) => segments.map(segment));
}

/** @param {CodedPassage[]} passages */
export function claimsAt(passages) {
  return [...new Set(passages.flatMap((passage) => passage.claims))];
}
