// Lists of the panel: ties, nodes and whatever else has a name, a row each.

import { sideOf, smallScore } from "../shared/charts.js";
import { payload } from "../shared/data.js";
import { between, h, name } from "../shared/dom.js";
import { open } from "../shared/links.js";
import { dyadName, fadedWords, labelOf, plural, signed, tieName } from "../shared/words.js";
import { isoDay } from "./days.js";
import { paged } from "./paging.js";

const FIRST_ROWS = 100;

// The rows are only built once the list is opened: there may be thousands.
/** @param {string} title @param {number} count @param {() => Node} rows */
export function list(title, count, rows) {
  const details = h("details", { class: "list" }, h("summary", {}, title, h("span", { class: "count" }, count)));
  details.addEventListener("toggle", () => details.append(rows()), { once: true });
  return details;
}

/** @param {[id: string, title: string, sub: Child, language?: string][]} entries @param {string} [called] */
export function rowsOf(entries, called = "rows") {
  /** @param {[string, string, Child, string?]} entry */
  const row = ([id, title, sub, language]) => h("li", {}, open(id, {}, name(title, language)), h("span", { class: "sub" }, sub));
  return pagedRows(entries, row, called);
}

/** @template T @param {readonly T[]} items @param {(item: T) => Element} row @param {string} called */
export function pagedRows(items, row, called) {
  const rows = h("ul", { class: "rows" });
  return h("div", {}, rows, paged(rows, items, row, { size: FIRST_ROWS, name: called }));
}

/** @param {Tie[]} found @param {string} [called] */
export function tieRows(found, called = "ties") {
  return rowsOf(found.map((tie) => [tie.id, tieName(tie), tieWords(tie)]), called);
}

/** @param {Tie} tie */
export function tieWords(tie) {
  const words = [plural(tie.claims.length, "claim")];
  if (tie.intensity !== null) words.unshift(`intensity ${signed(tie.intensity)} (${payload.words.signs.intensity})`);
  if (tie.mode !== "reported") words.push(labelOf("modes", tie.mode).toLowerCase());
  if (tie.contested) words.push("≠ contested");
  if (tie.denied) words.push("✕ denied");
  return words.join(" · ");
}

/** @param {Dyad} dyad */
export function rankingRow(dyad) {
  const { hostile, friendly } = dyad;
  const words = [`hostile ${hostile.toFixed(2)}`, `friendly ${friendly.toFixed(2)}`, plural(dyad.claims, "claim")];
  const thin = dyad.thin && h("span", { class: "thin" }, payload.words.thin);
  const contested = dyad.contested && h("span", { class: "contested" }, "≠ contested");
  const faded = dyad.faded && dyad.newest !== null && fadedWords(isoDay(dyad.newest), dyad.unshrunk);
  const below = h("span", { class: "sub" }, between([words.join(" · "), faded, thin, contested].filter(Boolean), " "));
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, open(dyad.id, {}, name(dyadName(dyad))), below),
    h("td", { class: "chart" }, smallScore(dyad)),
    h("td", { class: `number ${sideOf(dyad.tension)}` }, signed(dyad.tension)),
  );
}
