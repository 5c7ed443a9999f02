// Which claim is opened next: the one that is clicked, the one before or after, or what comes once one is saved or decided.

import { element } from "../shared/dom.js";
import { inTextOrder, isOpen, scrollToNote } from "./claims.js";
import { edit, isChanged, openDraft, openWaiting, patchDraft } from "./draft.js";
import { selectSentenceAfter } from "./ends.js";
import { focusFirst, isDenying, leave, save } from "./form.js";
import { announce } from "./notices.js";
import { deleteClaim } from "./saving.js";
import { select } from "./selection.js";
import { change, state } from "./state.js";
import { placeAt, scrollToSpan } from "./text.js";
import { saveUnread } from "./unread.js";
import { isWaiting, refuseWaiting } from "./waiting.js";

/** @param {ClaimAnswer | WaitingAnswer} claim @param {{ focus?: boolean }} [options] */
export async function open(claim, { focus = false } = {}) {
  const denied = isDenying();
  if (denied && claim.entry && !isWaiting(claim)) {
    edit(denied, claim.id);
    focusFirst();
    return;
  }
  if (isOpen(claim)) {
    if (focus) focusFirst();
    return;
  }
  if (!(await leave())) return;
  change({ told: "" });
  if (isWaiting(claim)) openWaiting(claim.id);
  else if (claim.entry) openDraft(claim.id);
  else change({ raw: claim.line, draft: null, spans: [] });
  if (claim.spans.length) scrollToSpan(claim.spans[0]);
  scrollToNote(claim.id || (isWaiting(claim) ? "" : `line-${claim.line}`));
  if (focus) focusFirst();
}

/** @param {1 | -1} step */
export function stepClaim(step) {
  const claims = inTextOrder();
  if (!claims.length) return;
  const here = claims.findIndex(isOpen);
  const place = state.spans[0]?.[0] ?? -1;
  const start = (/** @type {ClaimAnswer | WaitingAnswer} */ { spans }) => spans[0]?.[0] ?? 0;
  const near = step > 0 ? claims.findIndex((claim) => start(claim) > place) : claims.findLastIndex((claim) => start(claim) < place);
  const next = here < 0 ? (place < 0 ? (step > 0 ? 0 : claims.length - 1) : near) : here + step;
  if (claims[next]) open(claims[next]);
}

// After a new claim the next sentence, after one that was open the next claim.
export async function saveAndNext() {
  if (state.raw !== null) {
    await saveUnread();
    return;
  }
  const { draft, spans } = state;
  if (!draft) return;
  if (draft.from && !draft.before) {
    await acceptAndNext();
    return;
  }
  const isNew = !draft.before;
  const end = draft.spans.length ? Math.max(...draft.spans.map((span) => span[1])) : 0;
  if (!(await save())) return;
  change({ told: "" });
  // Whoever has gone on meanwhile, by the pointer, is not called back.
  if (isChanged(state.draft)) return;
  if (!isNew) {
    stepClaim(1);
    return;
  }
  const isElsewhere = state.spans.length > 0 && `${state.spans}` !== `${spans}`;
  change({ draft: null, spans: isElsewhere ? state.spans : [] });
  element("text").focus({ preventScroll: true });
  if (!isElsewhere) selectSentenceAfter(end);
}

// What waits in the form is saved as it stands there, and the next that waits is opened.
export async function acceptAndNext() {
  if (!state.draft?.from || state.draft.before) {
    announce("Open a draft first");
    return;
  }
  const place = state.draft.spans[0]?.[0] ?? 0;
  patchDraft({ touched: true });
  if (await save()) openNextWaiting(place);
}

export async function refuseOrDelete() {
  const { draft } = state;
  if (draft?.from && !draft.before) {
    const place = draft.spans[0]?.[0] ?? 0;
    if (await refuseWaiting([draft.from])) openNextWaiting(place);
  } else if (draft?.before) deleteClaim(String(draft.before.id));
}

// The next that waits after a place, or the first of all.
/** @param {number} place */
function openNextWaiting(place) {
  const left = inTextOrder().filter(isWaiting);
  const next = left.find(({ spans }) => (spans[0]?.[0] ?? 0) >= place) || left[0];
  change({ draft: null, spans: [], told: "" });
  element("text").focus({ preventScroll: true });
  if (next) open(next);
  else announce("No draft is left");
}

/** @type {Draft | null} */
let openedByClick = null;

// Of the claims under a place the innermost, or the next further out of it if that is open already.
/** @param {MouseEvent} event */
export function clickText(event) {
  // The first click of a double click has opened what stands there, which nobody wanted.
  if (event.detail > 1 && openedByClick && state.draft === openedByClick) change({ draft: null });
  openedByClick = null;
  if (event.detail > 1 || !getSelection()?.isCollapsed) return;
  const place = placeAt(event.clientX, event.clientY);
  if (place === null) return;
  /** @param {ClaimAnswer | WaitingAnswer} claim */
  const lengths = ({ spans }) => spans.filter(([start, end]) => start <= place && place < end).map(([start, end]) => end - start);
  const under = inTextOrder().map((claim) => ({ claim, length: Math.min(...lengths(claim)) }))
    .filter(({ length }) => Number.isFinite(length)).toSorted((x, y) => x.length - y.length).map(({ claim }) => claim);
  if (!under.length) {
    select([], { native: false });
    return;
  }
  const next = under[(under.findIndex(isOpen) + 1) % under.length];
  open(next).then(() => {
    openedByClick = isOpen(next) ? state.draft : null;
  });
}
