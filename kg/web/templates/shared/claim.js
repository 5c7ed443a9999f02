// A claim: what it says, its words in their paragraph, who said it, how sure, and who says the opposite.

import { hedgeInterval, shareBar, sideOf } from "./charts.js";
import { articles, claimsOf, nameOf, resolverOf } from "./data.js";
import { between, facts, h, name, webLink } from "./dom.js";
import { actorLink, open } from "./links.js";
import {
  capital, CERTAINTIES, CREDIBILITY, listed, MODES, percent, RELATIONS, RELIABILITY, saying, signed, spaced, when,
} from "./words.js";

/** @param {ClaimData} claim */
function quotation(claim) {
  const text = (articles.get(claim.article) || { text: "" }).text;
  const parts = claim.passages.map((passage) => passageParts(passage, text));
  return h("blockquote", { dir: "auto" }, between(parts, h("span", { class: "gap" }, " […] ")));
}

/** @param {Place} passage @param {string} text */
function passageParts(passage, text) {
  if (passage.start < 0 || !text) {
    return [around(passage.prefix), h("mark", {}, passage.exact), around(passage.suffix)];
  }
  const { start, end, paragraph_start: first, paragraph_end: last } = passage;
  /** @param {number} at */
  const cut = (at) => at > 0 && at < text.length && !/\s/.test(text[at - 1]) && !/\s/.test(text[at]);
  return [
    cut(first) && "…",
    text.slice(first, start),
    h("mark", {}, text.slice(start, end)),
    text.slice(end, last),
    cut(last) && "…",
  ];
}

/** @param {string} text */
function around(text) {
  return text ? ` … ${text} … ` : "";
}

/** @param {ClaimData} claim */
function badges(claim) {
  const found = [];
  if (claim.polarity === "denied") found.push(h("span", { class: "badge denied" }, "✕ Denial"));
  else if (claim.against.length) found.push(h("span", { class: "badge contested" }, "≠ Contested"));
  if (claim.mode !== "reported") {
    found.push(h("span", { class: `badge mode ${claim.mode}` }, MODES[claim.mode] || claim.mode));
  }
  if (claim.resolution) found.push(h("span", { class: "badge" }, capital(spaced(claim.resolution))));
  return found;
}

/** @param {ClaimData} claim */
function says(claim) {
  const { number, strength, kind, type, details } = claim.content;
  const denied = claim.polarity === "denied" && h("span", { class: "not" }, "Not so: ");
  const amount = number !== null && h("span", { class: "number" }, signed(number, kind === "event" ? 1 : 2));
  const force = kind === "leverage" && ` (${[spaced(type), spaced(strength)].filter(Boolean).join(", ")})`;
  const by = details.filter(([term]) => term === "by").map(([, text]) => [" by ", name(text)]);
  return h("p", { class: "says" }, denied, name(saying(claim)), by, force, " ", amount);
}

// Claimant, then everyone who passed it on, nearest first, then the article.
/** @param {ClaimData} claim */
function chain(claim) {
  const article = articles.get(claim.article);
  const title = article && h("cite", {}, name(article.title));
  const speakers = h("span", { class: "claimants" }, between(claim.claimants.map(actorLink), " and "));
  const reporters = claim.reporters.map(actorLink);
  const arrow = h("span", { class: "arrow" }, " → ");
  return h("p", { class: "chain" }, between([speakers, ...reporters, title].filter(Boolean), arrow));
}

/** @param {ClaimData} claim */
function source(claim) {
  const article = articles.get(claim.article);
  const sure = capital(CERTAINTIES[claim.certainty] || claim.certainty);
  if (!article) return h("p", { class: "source" }, sure);
  const published = when(article.published);
  const date = claim.said_on ? `said ${when(claim.said_on)}, published ${published}` : published;
  const words = `${RELIABILITY[article.reliability] || ""}, ${CREDIBILITY[article.credibility] || ""}`;
  const grade = h("abbr", { title: words }, `${article.reliability}${article.credibility}`);
  return h("p", { class: "source" }, between([name(nameOf(article.publisher)), date, grade, sure], " · "));
}

/** @param {ClaimData} claim */
function hedges(claim) {
  if (!claim.hedges.length) return "";
  const drawn = claim.hedges.map(({ words, lower, upper }) => [
    h("q", { class: "hedge" }, words),
    lower !== null && upper !== null && [" ", hedgeInterval(lower, upper), ` ${percent(lower)}–${percent(upper)} %`],
  ]);
  return h("p", { class: "hedges" }, "Hedged: ", between(drawn, ", "));
}

/** @param {ClaimData} claim */
function schemes(claim) {
  const known = claim.hedges.filter((hedge) => hedge.likelihood);
  return known.map((hedge) => `“${hedge.words}”: ${spaced(hedge.likelihood)} (ICD 203). ${hedge.reason}`).join(" ");
}

/** @param {ClaimData} claim @param {Share | null} contribution */
function coding(claim, contribution) {
  const article = articles.get(claim.article);
  const { content } = claim;
  const kind = [RELATIONS[content.kind] || content.kind, spaced(content.type), spaced(content.strength)];
  const sure = CERTAINTIES[claim.certainty] || claim.certainty;
  const rows = facts([
    ["kind", kind.filter(Boolean).join(", ")],
    ["mode", `${MODES[claim.mode] || claim.mode}, ${claim.polarity}, ${sure}`],
    ["happened", [content.when && when(content.when), content.status].filter(Boolean).join(", ")],
    ...content.details,
    ["about", between(content.about.map(actorLink), ", ")],
    ["on condition", claim.condition],
    ["likelihood", schemes(claim)],
    ["no interval", claim.no_interval],
    ["resolved by", between(claim.resolved_by.map((each) => resolver(claim, each)), ", ")],
    ["share", contribution && shareWords(claim, contribution)],
    ["ages from", contribution && when(claim.day)],
    ["dated", article && `${capital(when(article.published))}. ${article.basis}`],
    ["note", claim.note],
    ["address", article && article.url && webLink(article.url, article.url)],
  ]);
  return h("details", { class: "coding" }, h("summary", {}, "How it is coded"), h("dl", { class: "facts" }, rows));
}

/** @param {ClaimData} claim @param {string} reference */
function resolver(claim, reference) {
  const found = resolverOf(claim, reference);
  return open(found.id, {}, name(found.text));
}

/** @param {ClaimData} claim @param {Share} share */
function shareWords(claim, { intensity, probability, weight, share }) {
  return (
    `${signed(share, 3)}, from intensity ${signed(intensity)} × probability ${probability.toFixed(2)} × ` +
    `weight ${weight.toFixed(2)} among all that is claimed by ${listed(claim.claimants.map(nameOf))}`
  );
}

/** @param {ClaimData} claim @returns {Child} */
function dispute(claim) {
  if (!claim.against.length) return "";
  const title = claim.polarity === "denied" ? "What is denied here" : "Denied";
  const others = claimsOf(claim.against);
  return h("div", { class: "dispute" }, h("h4", {}, title), others.map((other) => claimCard(other, { brief: true })));
}

/** @param {ClaimData} claim */
function agreement(claim) {
  const others = claimsOf(claim.agreeing);
  if (!others.length) return "";
  const links = others.map((other) => open(`claim=${other.id}`, {}, name(listed(other.claimants.map(nameOf)))));
  const verb = claim.polarity === "denied" ? "denied" : "said";
  return h("p", { class: "agreeing" }, `Also ${verb} by `, between(links, ", "));
}

/** @param {Share | null} contribution @param {number} largest */
function shareLine(contribution, largest) {
  if (!contribution) return "";
  const role = sideOf(contribution.share);
  const number = h("span", { class: "number" }, signed(contribution.share, 3));
  return h("p", { class: `share ${role}` }, number, shareBar(contribution.share, largest));
}

// How a claim is read in its article is for the page to say, if it has a way at all.
/** @type {(claim: ClaimData) => Child} */
let articleLink = () => "";

/** @param {(claim: ClaimData) => Child} link */
export function readBy(link) {
  articleLink = link;
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
    shareLine(contribution, largest),
    h("p", { class: "badges" }, badges(claim)),
    says(claim),
    quotation(claim),
    chain(claim),
    source(claim),
    hedges(claim),
    !brief && agreement(claim),
    !brief && dispute(claim),
    coding(claim, contribution),
    ways(claim, !alone && !brief),
  );
}
