// An article as the reader shows it: what is known of it, and its text with every coded passage marked.

import { factPart, factRows } from "./claim.js";
import { claims, fromData, modeOrder, payload } from "./data.js";
import { h, name } from "./dom.js";
import { getOrInsert } from "./maps.js";
import { claimsAt, claimsIn, cutArticle, passagesIn } from "./segments.js";
import { plural } from "./words.js";

/** @type {() => Map<string, DrawnArticle>} */
const drawnArticles = fromData(() => new Map());

// Built when first opened, and kept: a long article has thousands of paragraphs.
/** @param {ArticleData} article */
export function drawnArticle(article) {
  return getOrInsert(drawnArticles(), article.id, () => {
    const passages = passagesIn(article);
    /** @type {PassagesOf} */
    const passagesOf = new Map();
    const paragraphs = cutArticle(article, passages).map((segments) => paragraph(article, segments, passagesOf));
    return { article, paragraphs, passages: passages.filter((passage) => passage.marks.length), passagesOf };
  });
}

/** @param {ArticleData} article @param {Segment[]} segments @param {PassagesOf} passagesOf */
function paragraph(article, segments, passagesOf) {
  const drawn = segments.map((segment) => {
    const text = article.text.slice(segment.start, segment.end);
    const words = segment.passages.length ? markOf(text, segment, passagesOf) : aside(text, segment);
    return [opening(segment), words, segment.ends && h("span", { class: "closes" })];
  });
  return h("p", { dir: "auto", lang: article.language }, drawn);
}

// Before words that are repeated from another article a sign that is seen and a word that is heard; before the first
// that are new again a word.
/** @param {Segment} segment */
function opening({ begins, resumes }) {
  if (resumes) return h("span", { class: "hidden" }, payload.words.new);
  return begins && [h("span", { class: "hidden" }, payload.words.repeated), h("span", { class: "opens" })];
}

/** @param {string} text @param {Segment} segment */
function aside(text, segment) {
  const look = segment.copied ? "copied" : segment.furniture && "furniture";
  return look ? h("span", { class: look }, text) : text;
}

// One mark may belong to several passages, and a passage may have several marks.
/** @param {string} text @param {Segment} segment @param {PassagesOf} passagesOf */
function markOf(text, segment, passagesOf) {
  const found = claimsAt(segment.passages);
  const several = found.length > 1;
  const mark = h(
    "mark",
    { class: markLook(segment, found), role: "button", tabindex: -1, "aria-expanded": several && "false" },
    text,
  );
  passagesOf.set(mark, segment.passages);
  for (const passage of segment.passages) passage.marks.push(mark);
  return mark;
}

// Drawn like the lines of the map: by the firmest of its claims, and as denied where one of them begins as a denial.
/** @param {Segment} segment @param {ClaimData[]} found */
function markLook({ start, passages, furniture, copied }, found) {
  const affirmed = found.filter((claim) => claim.polarity !== "denied");
  const modes = new Set((affirmed.length ? affirmed : found).map((claim) => claim.mode));
  const firmest = modeOrder().find((mode) => modes.has(mode)) || "reported";
  const starts = claimsAt(passages.filter((passage) => passage.start === start));
  const denial = starts.some((claim) => claim.polarity === "denied");
  return [
    firmest,
    !affirmed.length && "denied",
    denial && "denial",
    found.length > 1 && "several",
    furniture && "furniture",
    copied && "copied",
  ].filter(Boolean).join(" ");
}

/** @param {ArticleData} article */
export function aboutArticle(article) {
  return [
    h("h2", { id: "reader-title" }, name(article.title, article.language)),
    h("dl", { class: "facts" }, factRows(article.facts)),
    article.repeats.length ? h("p", { class: "repeats" }, article.repeats.map(factPart)) : "",
  ];
}

/** @param {DrawnArticle} drawn */
export function countWords({ article, passages }) {
  const found = claimsIn(article);
  const placed = new Set(claimsAt(passages));
  const lost = found.filter((claim) => !placed.has(claim)).length;
  // A page of the strongest ties alone has not every claim.
  const where = claims.size < payload.of.claims ? "of this article on this page" : "in this article";
  const words = `${plural(found.length, "claim")} ${where}, ${plural(passages.length, "passage")}`;
  return lost ? `${words}; the words of ${plural(lost, "claim")} are not found in it` : words;
}
