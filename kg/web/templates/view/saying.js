// Claims that say the same in the same words are one entry, with how often, when and by whom it is said; each by itself
// is there on demand.

import { claimCard, effectLine } from "../shared/claim.js";
import { between, build, h, name } from "../shared/dom.js";
import { fold } from "../shared/folded.js";
import { getOrInsert } from "../shared/maps.js";
import { called, plural } from "../shared/words.js";
import { dayOf, dayWords } from "./days.js";
import { paged } from "./paging.js";
import { state } from "./state.js";

const ENTRIES = 12;
// Of a list of more entries only those on the screen are laid out.
const LONG = 2 * ENTRIES;
const FEW_CLAIMANTS = 4;
const SHORT = 3;

// What a claim says, apart from who says it, when, how surely and in which words.
/** @param {ClaimData} claim */
function sayingOf({ polarity, mode, content: { kind, slug, sources, targets }, says, number }) {
  return JSON.stringify([polarity, mode, kind, slug, sources, targets, says, number]);
}

// Claims by what they say, each saying where its first claim stands.
/** @template T @param {readonly T[]} items @param {(item: T) => ClaimData} claimIn */
export function bySaying(items, claimIn) {
  /** @type {Map<string, T[]>} */
  const groups = new Map();
  for (const item of items) getOrInsert(groups, sayingOf(claimIn(item)), () => []).push(item);
  return [...groups].map(([key, members]) => ({ key, members }));
}

// Who says something, the most frequent first.
/** @param {ClaimData[]} members */
function claimantsOf(members) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const slug of members.flatMap((claim) => claim.claimants)) counts.set(slug, (counts.get(slug) || 0) + 1);
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([slug]) => slug);
}

/** @param {ClaimData[]} members */
function timesLine(members) {
  const days = members.map((claim) => dayOf(claim, state.clock)).filter((each) => each !== null);
  const [first, last] = [Math.min(...days), Math.max(...days)];
  const when = days.length && (first === last ? `, on ${dayWords(first)}` : `, first ${dayWords(first)}, last ${dayWords(last)}`);
  const claimants = claimantsOf(members);
  const few = claimants.slice(0, FEW_CLAIMANTS).map((slug) => name(called(slug)));
  const rest = claimants.length - few.length;
  const by = [...few, rest && plural(rest, "other")].filter(Boolean);
  const said = members[0].polarity === "denied" ? "Denied" : "Said";
  return h("p", { class: "times" }, h("b", {}, `${said} ${members.length.toLocaleString("en")} times`), when, ", by ", between(by, ", "));
}

/** @typedef {{ claim: ClaimData, contribution: Share | null }} Heard */

// Entries of claims that say the same; `share` is what all of one together do to a score, `largest` the most that any does.
/**
 * @param {{ key: string, members: Heard[], share: Share | null }[]} groups
 * @param {{ name: string, largest?: number }} options
 */
export function entries(groups, { name: title, largest = 0 }) {
  const place = h("div", { class: groups.length > LONG ? "claims long" : "claims" });
  /** @param {Heard} heard */
  const card = ({ claim, contribution }) => claimCard(claim, { contribution, largest });
  const more = paged(place, groups, ({ key, members, share }) => {
    if (members.length === 1) return card(members[0]);
    const [{ claim }] = members;
    const each = h("details", { class: "list each", "data-list": `${title} ${key}` },
      h("summary", {}, `All ${members.length.toLocaleString("en")}, one by one`));
    const fill = () => {
      const inside = h("div", { class: "claims" });
      build(each, {}, [inside, paged(inside, members, card, { size: ENTRIES, name: `${title} ${key}` })]);
    };
    // What is short is there for who looks for words in the page.
    if (members.length <= SHORT) fold(each, fill);
    else each.addEventListener("toggle", fill, { once: true });
    return h(
      "article", { class: "said", "data-times": members.length },
      effectLine(share, largest), timesLine(members.map((heard) => heard.claim)), claimCard(claim), each,
    );
  }, { size: ENTRIES, name: title });
  return [place, more];
}

// Claims that count for no score here.
/** @param {ClaimData[]} members @param {string} title */
export function claimList(members, title) {
  const groups = bySaying(members.map((claim) => ({ claim, contribution: null })), ({ claim }) => claim);
  return entries(groups.map((group) => ({ ...group, share: null })), { name: title });
}
