// What a field offers: what the text near by names comes first, then what was used last, then all the rest.

import { folded, signed } from "../shared/words.js";
import { askArticle } from "./api.js";
import { at, called, firstText, listOf, numberOf, registered, says, textsOf } from "./entries.js";
import { hedgeWords, labelsOf, mentionOf } from "./marks.js";
import { state, theArticle, theProject } from "./state.js";
import { wordsOf } from "./text.js";

/** @type {Record<string, RegistryKind>} */
const KINDS = { actor: "actors", issue: "issues", event: "events" };
/** @type {Record<RegistryKind, string>} */
const ONE = { actors: "actor", issues: "issue", events: "event" };
const NEAR = 6;
// Of who does something those to whom it is done.
/** @type {Record<string, string>} */
const OPPOSITE = { "stance/target": "stance/holder", "event/recipient": "event/initiator", "leverage/over": "leverage/wielder" };

// The registries of which a field takes names; a target may be of any.
/** @param {FieldData} field @returns {RegistryKind[]} */
export function registriesOf(field) {
  return KINDS[field.of] ? [KINDS[field.of]] : field.kind === "chain" ? ["actors"] : ["actors", "issues", "events"];
}

/** @param {Stretch[]} spans */
function sentenceWords(spans) {
  if (!spans.length) return "";
  const place = spans[0][0];
  const sentence = theArticle().sentences.find(([start, end]) => start <= place && place < end);
  return sentence ? wordsOf(sentence) : wordsOf(spans[0]);
}

// How a query fits the names of something: 0 not at all, more for the beginning of a name than of a word in it.
/** @param {string} query @param {readonly string[]} names */
export function fit(query, names) {
  let best = 0;
  for (const each of names) {
    const name = folded(each);
    if (name === query) return 5;
    if (name.startsWith(query)) best = Math.max(best, 4);
    else if (name.includes(` ${query}`) || name.includes(`-${query}`)) best = Math.max(best, 3);
    else if (name.includes(query)) best = Math.max(best, 1);
  }
  return best;
}

/**
 * @template T
 * @param {T[]} items
 * @param {string} query
 * @param {(item: T) => string[]} names
 * @param {(item: T) => number} weight
 */
function ranked(items, query, names, weight) {
  const wanted = folded(query);
  const rated = items.map((item) => ({ item, rate: wanted ? fit(wanted, names(item)) : 1, weight: weight(item) }));
  return rated.filter(({ rate }) => rate).toSorted((x, y) => y.rate - x.rate || y.weight - x.weight).map(({ item }) => item);
}

// Values under a path in the claims of this article, those of the nearest first, and before them of those above.
/** @param {string} path @param {Draft} draft */
function nearValues(path, { spans }) {
  const place = spans.length ? spans[0][0] : 0;
  const far = (/** @type {ClaimAnswer} */ claim) => {
    const start = claim.spans.length ? claim.spans[0][0] : 1e6;
    return start > place ? 2 * (start - place) : place - start;
  };
  const nearest = theArticle().claims.toSorted((x, y) => far(x) - far(y));
  return [...new Set(nearest.flatMap(({ entry }) => (entry ? textsOf(at(entry, path)) : [])))].slice(0, NEAR);
}

/** @param {FieldData} field @param {string} path @param {Draft | null} draft @param {string} query @returns {Option[]} */
export function namesOffered(field, path, draft, query) {
  const project = theProject();
  const text = draft ? sentenceWords(draft.spans) : "";
  const kinds = registriesOf(field);
  const all = kinds.flatMap((kind) => project[kind].map((entry) => ({ kind, entry })));
  const near = draft ? nearValues(path, draft) : [];
  const candidates = (draft?.candidates.get(path) || []).flatMap(({ value }) => textsOf(value));
  /** @type {Map<string, number>} */
  const mentioned = new Map();
  for (const { kind, entry } of all) {
    const told = draft?.mentions[kind]?.indexOf(entry.slug) ?? -1;
    const place = mentionOf(text, entry.slug);
    if (place >= 0) mentioned.set(entry.slug, place);
    else if (told >= 0) mentioned.set(entry.slug, 1e6 + told);
  }
  const taken = draft ? new Set(textsOf(at(draft.entry, path))) : new Set();
  const other = draft && OPPOSITE[path] ? textsOf(at(draft.entry, OPPOSITE[path])) : [];
  /** @param {{ entry: Registered }} item */
  const weight = ({ entry: { slug, used } }) => {
    // Who does it is seldom the one to whom it is done.
    if (other.includes(slug)) return -1;
    const told = candidates.indexOf(slug);
    if (told >= 0) return 4e9 - told;
    const place = mentioned.get(slug);
    if (place !== undefined) return 3e9 - place;
    const at = near.indexOf(slug);
    return at >= 0 ? 2e9 - at : Number(used || 0);
  };
  /** @param {{ entry: Registered }} item */
  const names = ({ entry: { slug, label, aliases, iso3 } }) => [...labelsOf(label), ...labelsOf(aliases), slug, ...labelsOf(iso3)];
  const found = ranked(all, query, names, weight);
  return found.filter(({ entry }) => !taken.has(entry.slug)).map(({ kind, entry }) => ({
    value: entry.slug,
    label: firstText(entry.label) || entry.slug,
    sub: [kinds.length > 1 && ONE[kind], firstText(entry.definition) || labelsOf(entry.aliases).join(", ")].filter(Boolean).join(" · "),
    why: mentioned.has(entry.slug) ? "in this sentence" : near.includes(entry.slug) ? "near by" : "",
  }));
}

/** @param {TermAnswer[]} terms @param {string} query @param {(term: TermAnswer) => number} [weight] */
export function termsFitting(terms, query, weight = () => 0) {
  return ranked(terms, query, (term) => [term.label, term.slug, ...(term.alternatives || [])], weight);
}

/** @param {FieldData} field @param {string} path @param {Draft | null} draft @param {string} query @returns {Option[]} */
export function termsOffered(field, path, draft, query) {
  const near = draft ? nearValues(path, draft) : [];
  const candidates = (draft?.candidates.get(path) || []).flatMap(({ value }) => textsOf(value));
  /** @param {TermAnswer} term */
  const weight = (term) => {
    const [told, at] = [candidates.indexOf(term.slug), near.indexOf(term.slug)];
    return told >= 0 ? 3e9 - told : at >= 0 ? 2e9 - at : term.used || 0;
  };
  const terms = theProject().terms[field.scale || field.of] || [];
  return termsFitting(terms, query, weight).map((term) => {
    const number = numberOf(term);
    return {
      value: term.slug,
      label: term.label,
      number: number === undefined ? "" : signed(number, 1),
      sub: term.definition,
      why: candidates.includes(term.slug) ? "suggested" : near.includes(term.slug) ? "near by" : "",
    };
  });
}

// Claims of other articles that were asked for, by article; what is not there yet is a promise.
/** @type {Map<string, ClaimAnswer[] | Promise<void>>} */
const elsewhere = new Map();

// Other claims, those of this article by how near they stand, then the articles that have others.
/** @param {Draft} draft @param {string} query @returns {Option[]} */
export function claimsOffered(draft, query) {
  const article = theArticle();
  const others = theProject().articles.filter(({ slug }) => slug !== article.slug);
  const within = others.find(({ slug }) => query.startsWith(`${slug}/`));
  if (within) return claimsOf(within.slug, query.slice(within.slug.length + 1));
  const place = draft.spans.length ? draft.spans[0][0] : 0;
  /** @param {ClaimAnswer} claim */
  const weight = (claim) => {
    const start = claim.spans.length ? claim.spans[0][0] : 1e6;
    // What is denied was mostly said just before.
    return -(start > place ? 1e6 + start - place : place - start);
  };
  const own = article.claims.filter((claim) => claim.entry && claim.id !== draft.before?.id);
  const fitting = ranked(others, query, ({ slug, title }) => [title, slug], ({ claims }) => claims);
  const articles = query.length < 2 ? [] : fitting.filter(({ claims }) => claims).map(({ slug, title }) => (
    { value: `${slug}/`, query: `${slug}/`, label: title || slug, sub: "claims of another article" }
  ));
  return [...claimOptions(own, query, weight, article.text, ""), ...articles];
}

/** @param {string} slug @param {string} query @returns {Option[]} */
function claimsOf(slug, query) {
  const known = elsewhere.get(slug);
  if (Array.isArray(known)) return claimOptions(known.filter(({ entry }) => entry), query, () => 0, "", `${slug}/`);
  const asked = known || askArticle(slug).then(({ claims }) => void elsewhere.set(slug, claims), () => void elsewhere.delete(slug));
  elsewhere.set(slug, asked);
  return [{ value: "", label: "Being read …", until: asked }];
}

/**
 * @param {ClaimAnswer[]} claims
 * @param {string} query
 * @param {(claim: ClaimAnswer) => number} weight
 * @param {string} text of the article that is open, nothing where they are of another
 * @param {string} article
 * @returns {Option[]}
 */
function claimOptions(claims, query, weight, text, article) {
  const found = ranked(claims, query, ({ id, entry }) => (entry ? [says(entry, claims), id, ...textsOf(entry.quote)] : []), weight);
  return found.map(({ id, entry, spans }) => {
    const words = text ? spans.map(wordsOf) : textsOf(entry?.quote);
    const sub = entry ? `${textsOf(entry["said-by"]).map(called).join(", ")}: “${words.join(" […] ")}”` : "";
    return { value: article + id, label: entry ? says(entry, claims) : id, sub };
  });
}

/** @param {string} words */
export function likelihoodOf(words) {
  const wanted = folded(words);
  const terms = theProject().terms.Likelihood || [];
  return terms.find((term) => [term.label, term.slug, ...(term.alternatives || [])].some((each) => folded(each) === wanted));
}

/** @param {TermAnswer | undefined} term */
export function intervalOf(term) {
  if (!term || term.lower === undefined || term.upper === undefined) return "";
  return `${Math.round(term.lower * 100)}–${Math.round(term.upper * 100)} %`;
}

const USUAL_HEDGES = new Set(
  ("may might could would should likely unlikely probably possibly perhaps maybe reportedly allegedly apparently ostensibly seemingly "
    + "appears appear appeared seems seem seemed suggests suggest believed believes thought estimated expected arguably undoubtedly "
    + "certainly clearly surely potentially presumably supposedly rarely often somewhat").split(" "),
);

// The words of the quote, and those that go on from what is typed: first what scales know, then what usually hedges.
/** @param {Draft} draft @param {string} query @returns {Option[]} */
export function hedgesOffered(draft, query) {
  const text = draft.spans.map(wordsOf).join(" ").replace(/\s+/g, " ");
  const single = text.match(/[\p{L}\p{N}][\p{L}\p{N}'’-]*/gu) || [];
  const chosen = new Set(hedgeWords(draft.entry.hedge));
  const all = single.flatMap((word, index) => [word, ...[2, 3].map((count) => single.slice(index, index + count).join(" "))]);
  const known = [...new Set(all)].filter((words) => text.includes(words) && !chosen.has(words));
  /** @param {string} words */
  const weight = (words) => (likelihoodOf(words) ? 3 : USUAL_HEDGES.has(words.toLowerCase()) ? 2 : words.includes(" ") ? 0 : 1);
  const wanted = folded(query);
  const fitting = known.filter((words) => (wanted ? folded(words).startsWith(wanted) : weight(words) > 1));
  return fitting.toSorted((x, y) => weight(y) - weight(x)).map((words) => ({
    value: words, label: words, sub: intervalOf(likelihoodOf(words)) || (weight(words) === 2 ? "no interval of its own" : ""),
  }));
}

/** @param {FieldData} field @param {string} path @param {Draft} draft @param {string} query @returns {Option[]} */
export function optionsFor(field, path, draft, query) {
  if (field.key === "hedge") return hedgesOffered(draft, query);
  if (field.of === "claim") return claimsOffered(draft, query);
  if (field.kind === "references") return [...claimsOffered(draft, query), ...namesOffered({ ...field, of: "event" }, path, draft, query)];
  if (field.kind === "term") return termsOffered(field, path, draft, query);
  return namesOffered(field, path, draft, query);
}

/** @param {FieldData} field @param {string} value */
export function labelFor(field, value) {
  if (field.kind === "term") return (theProject().terms[field.scale || field.of] || []).find((term) => term.slug === value)?.label || value;
  if (field.key === "hedge") return value;
  if (field.of === "claim") {
    const [article, id] = value.includes("/") ? value.split("/") : ["", value];
    const known = article ? elsewhere.get(article) : state.article?.claims;
    const claims = Array.isArray(known) ? known : [];
    const claim = claims.find((each) => each.id === id);
    return claim?.entry ? says(claim.entry, claims) : value;
  }
  return registered(value, registriesOf(field)) ? called(value) : value;
}

/** @param {Plain | undefined} value */
export function isPlainList(value) {
  return listOf(value).every((each) => typeof each === "string");
}
