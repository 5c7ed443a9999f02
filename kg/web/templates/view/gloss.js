// What stands beside a passage in the reader: who claims what with these words, each a way to that claim.

import { clamp } from "../shared/charts.js";
import { payload } from "../shared/data.js";
import { element, h, name } from "../shared/dom.js";
import { open } from "../shared/links.js";
import { claimsAt } from "../shared/segments.js";
import { called, labelOf, listed } from "../shared/words.js";

/** @type {HTMLDialogElement} */
export let reader;
/** @type {HTMLElement} */
export let gloss;
/** @type {HTMLElement} */
let margin;
const GLOSS_HINT = "Point at a marked passage, or walk with ↑ and ↓, to see what is claimed with it.";
/** @type {HTMLElement | null} */
let glossed = null;
export let pinned = false;

/** @param {ClaimData} claim */
function glossLine(claim) {
  const who = h("b", {}, name(listed(claim.claimants.map(called))));
  const denied = claim.polarity === "denied" && h("span", { class: "not" }, payload.words.denial);
  const here = claim.id === reader.dataset.from && "where you came from";
  const words = [claim.mode !== "reported" && labelOf("modes", claim.mode), here].filter(Boolean);
  const sub = words.length > 0 && h("span", { class: "sub" }, ` ${words.join(", ")}`);
  return h("li", {}, open(`claim=${claim.id}`, {}, who, ": ", denied, name(claim.says)), sub);
}

// Beside the mark where there is a margin, by a length that the style of a phone does not take.
/** @param {HTMLElement} mark */
function placeGloss(mark) {
  const room = margin.clientHeight - gloss.offsetHeight;
  const frame = margin.getBoundingClientRect();
  const [line] = mark.getClientRects();
  gloss.style.setProperty("--beside", `${clamp(line.top - frame.top, 0, Math.max(room, 0))}px`);
}

/** @param {HTMLElement} mark @param {CodedPassage[]} passages */
export function showGloss(mark, passages) {
  if (mark === glossed) return;
  unpin();
  if (glossed) glossed.classList.remove("glossed");
  glossed = mark;
  mark.classList.add("glossed");
  gloss.replaceChildren(h("ul", {}, claimsAt(passages).map(glossLine)));
  placeGloss(mark);
}

export function clearGloss() {
  unpin();
  if (glossed) glossed.classList.remove("glossed");
  glossed = null;
  gloss.style.removeProperty("--beside");
  gloss.replaceChildren(h("p", { class: "sub" }, GLOSS_HINT));
}

// Where several claims share a mark, one chooses between them: the list stays until one does, or goes back.
/** @param {HTMLElement} mark @param {CodedPassage[]} passages */
export function pin(mark, passages) {
  showGloss(mark, passages);
  unpin();
  pinned = true;
  mark.setAttribute("aria-expanded", "true");
  gloss.classList.add("pinned");
  gloss.querySelector("ul")?.before(h("p", { class: "sub" }, "Several claims rest on these words. Which one?"));
  placeGloss(mark);
  gloss.querySelector("a")?.focus();
}

function unpin() {
  pinned = false;
  gloss.classList.remove("pinned");
  if (glossed && glossed.hasAttribute("aria-expanded")) glossed.setAttribute("aria-expanded", "false");
  const question = gloss.querySelector("p + ul") && gloss.querySelector("p");
  if (question) question.remove();
}

/** @param {KeyboardEvent} event */
export function chooseWithKeys(event) {
  const links = [...gloss.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const at = links.findIndex((link) => link === document.activeElement) + step;
    links[(at + links.length) % links.length].focus();
  } else if (event.key === "Escape" && pinned) {
    const mark = glossed;
    unpin();
    mark?.focus({ preventScroll: true });
  } else return false;
  event.preventDefault();
  return true;
}

export function startGloss() {
  reader = element("reader", HTMLDialogElement);
  gloss = element("reader-gloss");
  margin = /** @type {HTMLElement} */ (gloss.parentElement);
}
