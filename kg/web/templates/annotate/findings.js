// Where findings belong: at the field that their path leads to, or at the head of the claim.

import { h } from "../shared/dom.js";

// The path within the claim: without the list of claims and the claim's place in it.
/** @param {FindingData} finding */
export function pathOf({ path }) {
  const steps = path[0] === "claims" ? path.slice(2) : path;
  return steps.filter((step) => typeof step === "string").join("/");
}

/** @param {FindingData[]} findings @param {readonly string[]} paths */
export function byField(findings, paths) {
  /** @type {Map<string, FindingData[]>} */
  const found = new Map();
  for (const finding of findings) {
    const path = pathOf(finding);
    const place = paths.filter((each) => path === each || path.startsWith(`${each}/`)).toSorted((x, y) => y.length - x.length)[0] || "";
    found.set(place, [...(found.get(place) || []), finding]);
  }
  return found;
}

/** @param {FindingData[]} findings */
export function findingList(findings) {
  if (!findings.length) return "";
  return h("ul", { class: "findings" }, findings.map(({ severity, message, rule }) => {
    const how = h("b", {}, severity === "error" ? "Mistake: " : "Look again: ");
    return h("li", { class: severity }, how, message, h("span", { class: "sub" }, ` ${rule}`));
  }));
}

/** @param {FindingData[]} findings */
export function worst(findings) {
  return findings.some((each) => each.severity === "error") ? "error" : findings.length ? "warning" : "";
}
