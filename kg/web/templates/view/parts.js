// What the panels have in common: headings, what limits them, and lists of claims that open.

import { build, h, name } from "../shared/dom.js";
import { fold } from "../shared/folded.js";
import { countedWords, limitsInWords } from "./filters.js";
import { claimList } from "./saying.js";
import { isLimited, state } from "./state.js";

const MANY_CLAIMS = 30;

// On the screen, on paper: that not all claims count, and which do.
export function limits() {
  const found = limitsInWords(state).map(({ text }) => text);
  return found.length ? h("p", { class: "limits" }, h("b", {}, `${countedWords(state)}. `), name(found.join("; "))) : "";
}

/** @param {string} kind @param {string} title @param {string} [language] */
export function heading(kind, title, language) {
  return [h("p", { class: "kind" }, kind), h("h2", { id: "panel-title" }, name(title, language)), limits()];
}

// So many claims are built in lists that are still closed, for who looks for words in the page; others once they open.
let room = MANY_CLAIMS;

export function makeRoomAgain() {
  room = MANY_CLAIMS;
}

// A list of claims that opens.
/** @param {Element} summary @param {ClaimData[]} members @param {boolean} [isOpen] */
export function lazy(summary, members, isOpen = false) {
  const key = summary.firstChild?.textContent || "";
  const details = h("details", { class: "list", open: isOpen, "data-list": key }, summary);
  const fill = () => {
    if (details.childElementCount < 2) build(details, {}, claimList(members, key));
  };
  if (isOpen) fill();
  else if (members.length <= room) fold(details, fill);
  else details.addEventListener("toggle", fill, { once: true });
  if (!isOpen && members.length <= room) room -= members.length;
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
