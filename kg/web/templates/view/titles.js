// What is selected, in words: for headings, hints, pictures, and for those who listen.

import { articles, payload } from "../shared/data.js";
import { called, dyadName, labelOf, listed, plural, scoreWords, signed, tieName, when } from "../shared/words.js";
import { itemOf } from "./computed.js";
import { tieWords } from "./lists.js";

const ALL = "Who is in tension with whom";

/** @param {string} id */
export function titleOf(id) {
  const found = itemOf(id);
  if (!found) return ALL;
  /** @type {{ type: string, item: any }} */
  const { type, item } = found;
  /** @type {Record<string, () => string>} */
  const titles = {
    node: () => item.label,
    claim: () => item.says,
    tie: () => tieName(item),
    path: () => `${called(item.a)} → … → ${called(item.b)}`,
    coded: () => `${dyadName(item)} by ${item.dataset.name}`,
  };
  return (titles[type] || (() => dyadName(item)))();
}

/** @param {string} id */
export function subtitleOf(id) {
  const found = itemOf(id);
  if (!found) return `what ${plural(articles.size, "article")} say${articles.size === 1 ? "s" : ""}`;
  /** @type {{ type: string, item: any }} */
  const { type, item } = found;
  /** @type {Record<string, () => string>} */
  const words = {
    node: () => labelOf("kinds", item.kind),
    claim: () => `claimed by ${listed(item.claimants.map(called))}`,
    tie: () => `${item.relation}, ${tieWords(item)}`,
    tension: () => scoreWords(item) + (item.thin ? `, ${payload.words.thin}` : ""),
    coded: () => `machine-coded, as of ${when(item.dataset.at)}, ${scoreWords(item)}`,
    alignment: () => `agreement on issues ${signed(item.value)}`,
    path: () => "the strongest paths over leverage",
    pair: () => "everything between the two",
  };
  return words[type]();
}

/** @param {string} id */
export function announcement(id) {
  return itemOf(id) ? `${titleOf(id)}: ${subtitleOf(id)}` : "All ties";
}
