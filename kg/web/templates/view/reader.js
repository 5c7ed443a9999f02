// The reader: a whole article over the page, each of its coded passages leading back to the claims that rest on it.

import { aboutArticle, countWords, drawnArticle } from "../shared/article.js";
import { clamp } from "../shared/charts.js";
import { articles } from "../shared/data.js";
import { closest, element, elements, h } from "../shared/dom.js";
import { decoded } from "../shared/links.js";
import { claimsAt } from "../shared/segments.js";
import { plural } from "../shared/words.js";
import { select } from "./computed.js";
import { chooseWithKeys, clearGloss, gloss, pin, pinned, reader, showGloss, startGloss } from "./gloss.js";
import { watch } from "./state.js";

/** @type {HTMLElement} */
let readerText;
/** @type {{ drawn: Omit<DrawnArticle, "article">, at: number, from: HTMLElement | null }} */
const reading = { drawn: { paragraphs: [], passages: [], passagesOf: new Map() }, at: -1, from: null };

/** @param {HTMLElement} mark */
const passagesAt = (mark) => reading.drawn.passagesOf.get(mark) || [];

/** @param {ArticleData} article @param {string} from @param {...Child} children */
export function readButton(article, from, ...children) {
  const button = h("button", { type: "button", class: "read" }, ...children);
  button.addEventListener("click", () => openReader(article, from, button));
  return button;
}

// In the card of a claim; nothing where the text of its article is not at hand.
/** @param {ClaimData} claim */
export function readLink(claim) {
  const article = articles.get(claim.article);
  return article && article.text ? readButton(article, claim.id, "In the article") : "";
}

/** @param {ArticleData} article @param {string} from @param {HTMLElement | null} place */
function openReader(article, from, place) {
  const drawn = drawnArticle(article);
  Object.assign(reading, { drawn, at: -1, from: place });
  reader.dataset.from = from;
  element("reader-about").replaceChildren(...aboutArticle(article));
  element("reader-count").textContent = countWords(drawn);
  element("reader-furniture").hidden = !article.paragraphs.flat().some(([, , , furniture]) => furniture);
  element("reader-copied").hidden = !article.repeats.length;
  readerText.replaceChildren(...drawn.paragraphs);
  for (const mark of drawn.passagesOf.keys()) freshen(mark, from);
  clearGloss();
  if (!reader.open) reader.showModal();
  const first = drawn.passages.findIndex((passage) => passage.claims.some((claim) => claim.id === from));
  if (first >= 0) goTo(first);
  else startAtTop();
}

// A mark as it is before anybody walks: what the claim one came from says stands out.
/** @param {HTMLElement} mark @param {string} from */
function freshen(mark, from) {
  const own = passagesAt(mark).some(({ claims: found }) => found.some(({ id }) => id === from));
  mark.classList.toggle("from", own);
  mark.classList.remove("here", "glossed");
  mark.tabIndex = -1;
}

function startAtTop() {
  const [passage] = reading.drawn.passages;
  if (passage) passage.marks[0].tabIndex = 0;
  showPlace();
  element("reader-body").scrollTop = 0;
  element("reader-title").tabIndex = -1;
  element("reader-title").focus();
}

// Of all marks only the one that the reader is at can be reached with Tab; arrows lead on from there.
/** @param {number} index */
function settle(index) {
  const { passages, passagesOf } = reading.drawn;
  for (const mark of passagesOf.keys()) {
    const here = passages[index].marks.includes(mark);
    mark.classList.toggle("here", here);
    mark.tabIndex = -1;
  }
  passages[index].marks[0].tabIndex = 0;
  reading.at = index;
  showPlace();
}

/** @param {number} index @param {boolean} [focus] */
function goTo(index, focus = true) {
  settle(index);
  const [mark] = reading.drawn.passages[index].marks;
  if (focus) mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
  showGloss(mark, passagesAt(mark));
}

/** @param {number} step @param {boolean} focus */
function walk(step, focus) {
  const last = reading.drawn.passages.length - 1;
  if (last >= 0) goTo(clamp(reading.at + step, 0, last), focus);
}

function showPlace() {
  const { length } = reading.drawn.passages;
  const words = reading.at < 0 ? plural(length, "passage") : `Passage ${reading.at + 1} of ${length}`;
  element("reader-place").textContent = words;
  for (const button of elements(reader, "[data-walk]")) {
    const isLast = button.dataset.walk === "1" ? reading.at >= length - 1 : reading.at <= 0;
    button.setAttribute("aria-disabled", String(isLast));
  }
}

// Clicked or entered with Tab, a mark is the reader's place: that of its shortest passage, unless one is there already.
/** @param {HTMLElement} mark */
function settleOn(mark) {
  const { passages } = reading.drawn;
  const within = passagesAt(mark);
  if (!within.includes(passages[reading.at])) {
    const shortest = within.reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a));
    settle(passages.indexOf(shortest));
  }
  showGloss(mark, within);
}

/** @param {HTMLElement} mark */
function choose(mark) {
  const found = claimsAt(passagesAt(mark));
  if (found.length > 1) pin(mark, passagesAt(mark));
  else leaveFor(`claim=${found[0].id}`);
}

/** @param {string} id */
function leaveFor(id) {
  reader.close();
  select(id);
  element("panel").focus({ preventScroll: true });
}

// Links of the page lead away from the reader, even to what is selected already.
/** @param {MouseEvent} event */
function readerClick(event) {
  const link = closest(event, 'a[href^="#"]');
  const mark = closest(event, "mark");
  const other = articles.get(closest(event, "[data-article]")?.dataset.article || "");
  if (other) openReader(other, "", reading.from);
  else if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    leaveFor(decoded((link.getAttribute("href") || "").slice(1)));
  } else if (mark && getSelection()?.isCollapsed) choose(mark);
  else if (event.target === reader) reader.close();
}

// Escape closes the reader alone, not what is selected below it.
/** @param {KeyboardEvent} event */
function readerKey(event) {
  if (!reader.open) return;
  const from = event.target instanceof Node ? event.target : null;
  if (gloss.contains(from) && chooseWithKeys(event)) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const enters = event.key === "Enter" || event.key === " ";
  const mark = closest(event, "mark");
  if (step) walk(step, true);
  else if (enters && mark) choose(mark);
  else return;
  event.preventDefault();
}

function readerClosed() {
  const { from } = reading;
  clearGloss();
  if (from && from.isConnected && document.activeElement !== from) from.focus({ preventScroll: true });
}

export function startReader() {
  startGloss();
  readerText = element("reader-text");
  reader.addEventListener("click", readerClick);
  reader.addEventListener("close", readerClosed);
  document.addEventListener("keydown", readerKey);
  readerText.addEventListener("focusin", (event) => {
    const mark = closest(event, "mark");
    if (mark) settleOn(mark);
  });
  readerText.addEventListener("pointerover", (event) => {
    const mark = closest(event, "mark");
    if (mark && !pinned) showGloss(mark, passagesAt(mark));
  });
  for (const button of elements(reader, "[data-walk]")) {
    button.addEventListener("click", () => walk(Number(button.dataset.walk), false));
  }
  watch((current, previous) => current.selection !== previous.selection && reader.open && reader.close());
}
