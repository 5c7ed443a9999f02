// The foot of the page: as of when, how much, with which parameters, from which data, by which version.

import { payload } from "../shared/data.js";
import { element, facts, h } from "../shared/dom.js";
import { plural, when } from "../shared/words.js";
import { endOf, isoDay } from "./days.js";
import { state } from "./state.js";

/** @type {Record<string, string>} */
const PARAMETER_NAMES = {
  tau: "τ", sigma: "σ", prior: "s₀", half_life: "half-life", stance_half_life: "half-life of stances", issue_weight: "λ",
};
const COUNTED = ["article", "claim", "actor", "issue", "event"];
const SHORT_HASH = 12;

/** @returns {[string, string][]} */
export function parameters() {
  return Object.entries(payload.manifest.parameters || {}).map(([key, value]) => [
    PARAMETER_NAMES[key] || key,
    `${value}${key.endsWith("half_life") ? " days" : ""}`,
  ]);
}

export function countsInWords() {
  const counts = payload.manifest.counts || {};
  return COUNTED.filter((one) => `${one}s` in counts).map((one) => plural(counts[`${one}s`], one));
}

export function asOf() {
  const day = endOf(state);
  return day === null ? "" : when(isoDay(day));
}

function datasetHash() {
  return String(payload.manifest.dataset || "");
}

export function footer() {
  const hash = datasetHash();
  const versions = Object.entries(payload.manifest.versions || {});
  const [own] = versions.filter(([program]) => program === "detente");
  const parts = [
    asOf() && h("span", {}, "As of ", h("b", {}, asOf())),
    countsInWords().length && h("span", {}, countsInWords().join(", ")),
    parameters().length && h("span", {}, parameters().map((each) => each.join(" ")).join(", ")),
    hash && h("span", {}, "data set ", h("code", { title: hash }, hash.slice(0, SHORT_HASH))),
    own && h("span", {}, `version ${own[1]}`),
  ];
  const programs = versions.map((each) => each.join(" ")).join(", ");
  /** @type {[Child, Child][]} */
  const lines = [...parameters(), ["data set", hash], ["versions", programs]];
  element("footer").replaceChildren(...parts.flatMap((part) => part || []));
  element("help-parameters").replaceChildren(...facts(lines));
}

// In one line, for pictures and for the foot of every printed page.
export function provenance() {
  const hash = datasetHash().slice(0, SHORT_HASH);
  return [asOf() && `as of ${asOf()}`, hash && `data set ${hash}`].filter(Boolean);
}
