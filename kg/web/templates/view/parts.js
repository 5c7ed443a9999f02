// What the panels have in common: headings, what limits them, and lists of claims that open.

import { claimCard } from "../shared/claim.js";
import { h, name } from "../shared/dom.js";
import { countedWords, limitsInWords } from "./filters.js";
import { isLimited, state } from "./state.js";

const MANY_CLAIMS = 60;

// On the screen, on paper: that not all claims count, and which do.
export function limits() {
  const found = limitsInWords(state).map(({ text }) => text);
  return found.length ? h("p", { class: "limits" }, h("b", {}, `${countedWords(state)}. `), name(found.join("; "))) : "";
}

/** @param {string} kind @param {string} title @param {string} [language] */
export function heading(kind, title, language) {
  return [h("p", { class: "kind" }, kind), h("h2", { id: "panel-title" }, name(title, language)), limits()];
}

// A list that opens; long ones are only built once they do.
/** @param {Node} summary @param {ClaimData[]} members @param {boolean} [isOpen] */
export function lazy(summary, members, isOpen = false) {
  const details = h("details", { class: "list", open: isOpen }, summary);
  const fill = () => details.childElementCount < 2 && details.append(...members.map((claim) => claimCard(claim)));
  if (isOpen || members.length <= MANY_CLAIMS) fill();
  else details.addEventListener("toggle", fill, { once: true });
  return details;
}

// Denials stand beside what they deny; they are listed apart only where that is not in the same list.
/** @param {ClaimData[]} found */
export function besideWhatTheyDeny(found) {
  const keys = new Set(found.map((claim) => claim.id));
  return found.filter((claim) => claim.polarity !== "denied" || !claim.against.some((key) => keys.has(key)));
}

// Why something selected has no claims now.
export function absence() {
  return isLimited(state) ? "No claim about it passes the window and the filters." : "No claim is about it.";
}
