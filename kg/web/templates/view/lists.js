// Lists of the panel: ties, nodes and whatever else has a name, a row each.

import { sideOf, smallScore } from "../shared/charts.js";
import { payload } from "../shared/data.js";
import { between, h, name } from "../shared/dom.js";
import { open } from "../shared/links.js";
import { dyadName, labelOf, plural, signed, tieName } from "../shared/words.js";

// The rows are only built once the list is opened: there may be thousands.
/** @param {string} title @param {number} count @param {() => Node} rows */
export function list(title, count, rows) {
  const details = h("details", { class: "list" }, h("summary", {}, title, h("span", { class: "count" }, count)));
  details.addEventListener("toggle", () => details.append(rows()), { once: true });
  return details;
}

/** @param {[id: string, title: string, sub: Child, language?: string][]} entries */
export function rowsOf(entries) {
  /** @param {[string, string, Child, string?]} entry */
  const row = ([id, title, sub, language]) => h("li", {}, open(id, {}, name(title, language)), h("span", { class: "sub" }, sub));
  return h("ul", { class: "rows" }, entries.map(row));
}

/** @param {Tie[]} found */
export function tieRows(found) {
  return rowsOf(found.map((tie) => [tie.id, tieName(tie), tieWords(tie)]));
}

/** @param {Tie} tie */
export function tieWords(tie) {
  const words = [plural(tie.claims.length, "claim")];
  if (tie.intensity !== null) words.unshift(signed(tie.intensity));
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
  const below = h("span", { class: "sub" }, between([words.join(" · "), thin, contested].filter(Boolean), " "));
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, open(dyad.id, {}, name(dyadName(dyad))), below),
    h("td", { class: "chart" }, smallScore(dyad)),
    h("td", { class: `number ${sideOf(dyad.tension)}` }, signed(dyad.tension)),
  );
}
