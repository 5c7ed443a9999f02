// The page of the workbench: what the address asks for, and who draws what when something changes.

import { element, name } from "../shared/dom.js";
import { askArticle, askProject, Away, Refusal } from "./api.js";
import { drawLists, startLists, stepRow } from "./articles.js";
import { drawClaims, drawNewClaim, isOpen, startClaims } from "./claims.js";
import { copyDraft, isChanged, keepDraft, moveDraft, restoreDraft, withPiece } from "./draft.js";
import { called, firstText } from "./entries.js";
import { beginJump, endJump, isJumping, jumpKey, stepEnd, stepSentence } from "./ends.js";
import { startSearch } from "./finding.js";
import { afterSaving, begin, chooseField, discard, drawForm, focusFirst } from "./form.js";
import { placeHandles, startHandles } from "./handles.js";
import { showKeys, startKeys } from "./keys.js";
import { paintArticle, paintHand } from "./marks.js";
import { askForNews, drawNews, followNews } from "./news.js";
import { announce } from "./notices.js";
import { acceptAndNext, clickText, open, refuseOrDelete, saveAndNext, stepClaim } from "./opening.js";
import { keepKeys, startQueue } from "./queue.js";
import { goBackInRegistry } from "./registry.js";
import { goBack } from "./saving.js";
import { select, startSelection, takeSelection } from "./selection.js";
import { change, isOnArticle, slugInAddress, state, theProject, watch } from "./state.js";
import { drawText } from "./text.js";
import { hasRefused, takeBackRefusal } from "./waiting.js";

// Milliseconds for which keys are kept until the page has its text.
const BEGINNING = 15_000;

function leaveKey() {
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && activeElement.closest("#panel, .top")) element("text").focus({ preventScroll: true });
  else if (state.draft || state.raw !== null) {
    if (state.raw !== null) change({ raw: null, told: "" });
    else discard();
  } else if (state.spans.length) select([]);
}

function copyClaim() {
  const { draft, spans } = state;
  if (draft?.before) {
    copyDraft(draft.before, spans.length ? spans : draft.spans);
    focusFirst();
  } else announce("Open the claim to copy first");
}

function piece() {
  const { draft, spans } = state;
  if (draft && spans.length) moveDraft(withPiece(draft.spans, spans[spans.length - 1]));
}

/** @param {() => void} act */
function moveEnd(act) {
  act();
  const { draft, spans } = state;
  // The ends of the claim in the form move at once; those of other words that are selected wait for a choice.
  if (draft && spans.length && !isJumping()) {
    const [start, end] = spans[spans.length - 1];
    const last = draft.spans[draft.spans.length - 1];
    if (last && start < last[1] && last[0] < end) moveDraft([...draft.spans.slice(0, -1), [start, end]]);
  }
}

function articleActions() {
  return {
    "next-sentence": () => stepSentence(1),
    "previous-sentence": () => stepSentence(-1),
    "start-at": () => beginJump("start"),
    "end-at": () => beginJump("end"),
    "start-earlier": () => moveEnd(() => stepEnd("start", -1)),
    "start-later": () => moveEnd(() => stepEnd("start", 1)),
    "end-earlier": () => moveEnd(() => stepEnd("end", -1)),
    "end-later": () => moveEnd(() => stepEnd("end", 1)),
    piece,
    stance: () => begin("stance"),
    event: () => begin("event"),
    leverage: () => begin("leverage"),
    denies: () => begin("denies"),
    copy: copyClaim,
    form: () => (state.draft ? focusFirst() : element("panel").querySelector("button")?.focus()),
    fields: chooseField,
    save: saveAndNext,
    leave: leaveKey,
    "next-claim": () => stepClaim(1),
    "previous-claim": () => stepClaim(-1),
    accept: acceptAndNext,
    delete: refuseOrDelete,
    undo: () => (hasRefused() ? takeBackRefusal() : goBack("undo")),
    redo: () => goBack("redo"),
    search: () => element("search").focus(),
    help: showKeys,
  };
}

/** @param {Readonly<WorkState>} now @param {Readonly<WorkState>} before */
function drawArticle(now, before) {
  const { article, draft, spans } = now;
  if (!article) return;
  const isOther = article !== before.article;
  if (isOther) {
    drawText(article);
    paintArticle(article);
    drawHead(article);
  }
  // A letter that is typed changes neither what is marked nor where notes stand.
  const isMoved = isOther || draft?.before !== before.draft?.before || draft?.spans !== before.draft?.spans || now.raw !== before.raw;
  if (isMoved || spans !== before.spans || draft?.entry.hedge !== before.draft?.entry.hedge) paintHand(now);
  if (isMoved || spans !== before.spans) placeHandles();
  if (isMoved || !draft !== !before.draft || now.project !== before.project) drawClaims();
  else if (draft !== before.draft) drawNewClaim();
  if (isOther || draft !== before.draft || now.raw !== before.raw || spans !== before.spans || now.told !== before.told) drawForm();
  if (draft !== before.draft) keepDraft(now);
  drawNews();
}

/** @param {ArticleAnswer} article */
function drawHead({ slug, title, head, language, undo, redo }) {
  document.title = `${title} · ${theProject().title || "Détente"}`;
  const row = theProject().articles.find((each) => each.slug === slug);
  const about = [called(row?.publisher || ""), firstText(head.published)].filter(Boolean).join(" · ");
  element("title").replaceChildren(name(title, language));
  element("about").textContent = about;
  drawSteps(undo, redo);
}

// What can be undone, and done again.
/** @param {string | null | undefined} undo @param {string | null | undefined} redo */
function drawSteps(undo, redo) {
  for (const [id, label] of [["undo", undo], ["redo", redo]]) {
    const button = element(String(id), HTMLButtonElement);
    button.disabled = !label;
    button.title = label ? `${id === "undo" ? "Undo" : "Redo"} ${label}` : "";
  }
}

/** @param {ArticleAnswer} article */
function startArticle(article) {
  element("lists").hidden = true;
  element("work").hidden = false;
  element("search", HTMLInputElement).placeholder = "Search the text";
  watch(drawArticle);
  startSelection();
  startSearch();
  startClaims((claim) => open(claim, { focus: isOpen(claim) }));
  startHandles(() => moveEnd(() => {}));
  element("text").addEventListener("click", clickText);
  document.addEventListener("keydown", (event) => {
    const wasJumping = isJumping();
    jumpKey(event);
    if (wasJumping && !isJumping()) moveEnd(() => {});
  }, { capture: true });
  document.addEventListener("pointerdown", () => isJumping() && endJump(), { capture: true });
  element("undo").addEventListener("click", () => goBack("undo"));
  element("redo").addEventListener("click", () => goBack("redo"));
  afterSaving(saveAndNext);
  startKeys(articleActions(), takeSelection);
  change({ article });
  restoreDraft(article.slug);
}

function startList() {
  element("work").hidden = true;
  element("lists").hidden = false;
  element("undo").addEventListener("click", () => goBackInRegistry("undo"));
  element("redo").addEventListener("click", () => goBackInRegistry("redo"));
  const { title } = theProject();
  element("title").textContent = title === "Détente" ? "Workbench" : title;
  element("about").textContent = "Code who says what of whom";
  watch((now, before) => {
    if (now.project !== before.project) {
      drawLists();
      drawSteps(now.project?.undo, now.project?.redo);
    }
    drawNews();
  });
  startLists();
  drawSteps(theProject().undo, theProject().redo);
  drawLists();
  drawNews();
  const search = () => element("search").focus();
  const steps = { undo: () => goBackInRegistry("undo"), redo: () => goBackInRegistry("redo") };
  startKeys({ "next-sentence": () => stepRow(1), "previous-sentence": () => stepRow(-1), ...steps, search, help: showKeys });
}

// What keeps the page from showing anything is said in its place.
/** @param {unknown} error */
function failed(error) {
  if (!(error instanceof Refusal || error instanceof Away)) throw error;
  const lists = element("lists");
  element("work").hidden = true;
  lists.hidden = false;
  const back = document.createElement("a");
  back.href = "/";
  back.textContent = "All articles";
  const title = document.createElement("h2");
  title.textContent = error instanceof Away ? "The server does not answer" : "This article cannot be shown";
  const why = document.createElement("p");
  why.className = "lead";
  why.textContent = error instanceof Away ? "Start it again with kg annotate, and open the address that it prints." : error.message;
  lists.replaceChildren(title, why, back);
}

async function start() {
  element("show-keys").addEventListener("click", showKeys);
  try {
    const [project, article] = await Promise.all([askProject(), isOnArticle() ? askArticle(slugInAddress()) : null]);
    change({ project });
    if (article) startArticle(article);
    else startList();
    await askForNews();
    followNews();
  } catch (error) {
    failed(error);
  }
  document.documentElement.dataset.ready = "";
}

startQueue();

window.addEventListener("beforeunload", (event) => {
  if (state.standing === "offline" && isChanged(state.draft)) event.preventDefault();
});
keepKeys(start(), BEGINNING);
