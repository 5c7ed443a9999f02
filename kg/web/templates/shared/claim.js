// A claim: what it says, its words in their paragraph, who said it, how sure, and who says the opposite.

import { hedgeInterval, shareBar, sideOf } from "./charts.js";
import { articles, claimsOf, languageOf, payload } from "./data.js";
import { between, facts, h, name, webLink } from "./dom.js";
import { fold } from "./folded.js";
import { actorLink, isLinked, open } from "./links.js";
import { called, effectWords, filled, listed, signed } from "./words.js";

const SHARE_PLACES = 3;
const ARTICLE = "article=";
// A claim among others names so many who agree and shows so many denials; alone it has all of them.
const FEW = 5;

/** @param {ClaimData} claim */
function quotation(claim) {
  const { text, language } = articles.get(claim.article) || { text: "", language: "" };
  const parts = claim.passages.map((passage) => passageParts(passage, text, claim.language));
  const quote = h("blockquote", { dir: "auto", lang: language }, between(parts, h("span", { class: "gap" }, " […] ")));
  return [quote, claim.passages.filter((passage) => passage.translation).map(translation)];
}

// Below the quote, in the language that the project is read in.
/** @param {PlacedPassage} passage */
function translation({ translation: text, translation_language: language, translated_by: by }) {
  const who = by && h("span", { class: "sub" }, " translated by ", name(by));
  return h("p", { class: "translation" }, h("span", { class: "hidden" }, "Translation: "), "“", name(text, language), "”", who);
}

/** @param {PlacedPassage} passage @param {string} text @param {string} language */
function passageParts(passage, text, language) {
  if (passage.start < 0 || !text) {
    return [around(passage.prefix), h("mark", { lang: language }, passage.exact), around(passage.suffix)];
  }
  const { start, end, paragraph_start: first, paragraph_end: last } = passage;
  /** @param {number} at */
  const cut = (at) => at > 0 && at < text.length && !/\s/.test(text[at - 1]) && !/\s/.test(text[at]);
  return [
    cut(first) && "…",
    text.slice(first, start),
    h("mark", { lang: language }, text.slice(start, end)),
    text.slice(end, last),
    cut(last) && "…",
  ];
}

/** @param {string} text */
function around(text) {
  return text ? ` … ${text} … ` : "";
}

/** @param {ClaimData} claim */
function says(claim) {
  const denied = claim.polarity === "denied" && h("span", { class: "not" }, payload.words.denial);
  return h("p", { class: "says" }, denied, name(claim.says), " ", claim.number && h("span", { class: "number" }, claim.number));
}

// Claimant, then everyone who passed it on, nearest first, then the article.
/** @param {ClaimData} claim */
function chain(claim) {
  const article = articles.get(claim.article);
  const title = article && h("cite", {}, name(article.title, article.language));
  const speakers = h("span", { class: "claimants" }, between(claim.claimants.map(actorLink), " and "));
  const reporters = claim.reporters.map(actorLink);
  const arrow = h("span", { class: "arrow" }, " → ");
  return h("p", { class: "chain" }, between([speakers, ...reporters, title].filter(Boolean), arrow));
}

/** @param {ClaimData} claim */
function source({ source: parts, article }) {
  const [code, words] = articles.get(article)?.rating || [];
  const known = parts.slice(0, -1).map((part) => name(part));
  const grade = code && h("abbr", { title: words }, code);
  return h("p", { class: "source" }, between([...known, grade, ...parts.slice(-1)].filter(Boolean), " · "));
}

/** @param {ClaimData} claim */
function hedges(claim) {
  if (!claim.hedges.length) return "";
  const drawn = claim.hedges.map(({ words, interval, lower, upper }) => [
    h("q", { class: "hedge" }, name(words)),
    lower !== null && upper !== null && [" ", hedgeInterval(lower, upper), ` ${interval}`],
  ]);
  return h("p", { class: "hedges" }, "Hedged: ", between(drawn, ", "));
}

// What the data say of a claim or an article: terms, each with names that open something, addresses, and plain words.
/** @param {Fact[]} rows */
export function factRows(rows) {
  return facts(rows.map(([term, parts]) => [term, between(parts.map(factPart), ", ")]));
}

/** @param {FactPart} part */
export function factPart([text, href]) {
  if (!href) return name(text);
  if (href.startsWith(ARTICLE)) return articlePart(text, href.slice(ARTICLE.length));
  if (!isLinked(href)) return webLink(href, name(text));
  const isNode = href.startsWith("node=");
  return open(href, { class: isNode && "who" }, name(text, isNode ? languageOf(href.slice("node=".length)) : undefined));
}

// An article is read where the facts of another name it, if its text is at hand.
/** @param {string} text @param {string} slug */
function articlePart(text, slug) {
  return articles.get(slug)?.text ? h("button", { type: "button", class: "read", "data-article": slug }, name(text)) : name(text);
}

/** @param {ClaimData} claim @param {Share | null} contribution */
function coding(claim, contribution) {
  const details = h("details", { class: "coding" }, h("summary", {}, "How it is coded"));
  fold(details, () => {
    const share = contribution ? facts([["Share", shareWords(contribution)]]) : [];
    const dating = articles.get(claim.article)?.dating || [];
    details.append(h("dl", { class: "facts" }, [...factRows(claim.facts), ...share, ...factRows(dating)]));
  });
  return details;
}

/** @param {Share} share */
function shareWords({ intensity, probability, weight, share }) {
  const parts = {
    intensity: signed(intensity),
    probability: probability.toFixed(2),
    weight: weight.toFixed(2),
    share: signed(share, SHARE_PLACES),
  };
  return filled(payload.words.contributed, parts);
}

/** @param {ClaimData} claim @param {boolean} alone @returns {Child} */
function dispute(claim, alone) {
  if (!claim.against.length) return "";
  const title = claim.polarity === "denied" ? "What is denied here" : "Denied";
  const others = claimsOf(claim.against);
  const shown = alone ? others : others.slice(0, FEW);
  const cards = shown.map((other) => claimCard(other, { brief: true }));
  return h("div", { class: "dispute" }, h("h4", {}, title), cards, rest(claim, shown, others));
}

/** @param {ClaimData} claim @param {boolean} alone */
function agreement(claim, alone) {
  const others = claimsOf(claim.agreeing);
  if (!others.length) return "";
  const shown = alone ? others : others.slice(0, FEW);
  const links = shown.map((other) => open(`claim=${other.id}`, {}, name(listed(other.claimants.map(called)))));
  const verb = claim.polarity === "denied" ? "denied" : "said";
  return h("p", { class: "agreeing" }, `Also ${verb} by `, between(links, ", "), rest(claim, shown, others));
}

// How many are left out among others, which the claim alone has.
/** @param {ClaimData} claim @param {ClaimData[]} shown @param {ClaimData[]} all */
function rest(claim, shown, all) {
  const left = all.length - shown.length;
  return left > 0 && [" and ", open(`claim=${claim.id}`, {}, `${left.toLocaleString("en")} more`)];
}

// What a claim does to the score, in words: how it would be without it, and why, where the claim says otherwise.
/** @param {Share | null} contribution @param {number} largest */
export function effectLine(contribution, largest) {
  if (!contribution) return "";
  const { effect } = contribution;
  const role = sideOf(effect, SHARE_PLACES);
  const number = h("span", { class: "number" }, signed(effect, SHARE_PLACES));
  const words = h("span", { class: "sub" }, effectWords(contribution));
  return h("p", { class: `share ${role}` }, number, shareBar(effect, largest, role), words);
}

// How a claim is read in its article is for the page to say, if it has a way at all.
/** @type {(claim: ClaimData) => Child} */
let articleLink = () => "";

/** @param {(claim: ClaimData) => Child} link */
export function readBy(link) {
  articleLink = link;
}

// Why a position over an issue bears on the two: the sentence that says who pursues it, or its definition.
/** @param {Bearing} bearing @returns {Child} */
function policy({ over, other, pursuit }) {
  const words = pursuit ? payload.words.pursued : payload.words.directed;
  const parts = words.split(/(\{issue\}|\{actor\})/).map((part) => {
    if (part === "{issue}") return actorLink(over);
    return part === "{actor}" ? actorLink(other) : part;
  });
  const cards = claimsOf([pursuit]).map((claim) => claimCard(claim, { brief: true }));
  return h("div", { class: "policy" }, h("h4", {}, parts), cards);
}

// From a claim to its article, and to the claim by itself.
/** @param {ClaimData} claim @param {boolean} apart */
function ways(claim, apart) {
  const found = [articleLink(claim), apart && open(`claim=${claim.id}`, {}, "This claim alone")].filter(Boolean);
  return found.length > 0 && h("p", { class: "permalink" }, between(found, " · "));
}

/**
 * @param {ClaimData} claim
 * @param {{ brief?: boolean, contribution?: Share | null, largest?: number, alone?: boolean }} [options]
 */
export function claimCard(claim, { brief = false, contribution = null, largest = 0, alone = false } = {}) {
  const { id, polarity, mode } = claim;
  return h(
    "article",
    { class: `claim ${polarity} ${mode}`, "data-claim": id, "data-polarity": polarity, "data-mode": mode },
    effectLine(contribution, largest),
    h("p", { class: "badges" }, claim.badges.map(([look, text]) => h("span", { class: `badge ${look}` }, text))),
    says(claim),
    quotation(claim),
    chain(claim),
    source(claim),
    hedges(claim),
    !brief && agreement(claim, alone),
    !brief && dispute(claim, alone),
    coding(claim, contribution),
    contribution?.bearing && policy(contribution.bearing),
    ways(claim, !alone && !brief),
  );
}
