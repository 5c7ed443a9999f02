// What goes to the file: one change at a time, with what the claim was, so that nothing of anybody is lost.

import { Away, askArticle, Refusal, sendBack, sendChanges, sendRaw } from "./api.js";
import { finished, isChanged, openDraft, openWaiting, patchDraft, whenSettled } from "./draft.js";
import { same } from "./entries.js";
import { merged } from "./merging.js";
import { announce, tell } from "./notices.js";
import { keepKeys } from "./queue.js";
import { change, state, theArticle } from "./state.js";
import { forgetRefusals } from "./waiting.js";

/** @type {(() => Promise<boolean>) | null} */
let waiting = null;

// What was to be saved while the server was away is sent again once it is back.
export async function sendWaiting() {
  const again = waiting;
  waiting = null;
  if (again) await again();
}

// What is pressed meanwhile is meant for what follows.
/** @param {() => Promise<ArticleAnswer>} send @param {() => Promise<boolean>} again */
function sent(send, again) {
  return keepKeys(sentNow(send, again));
}

/** @param {() => Promise<ArticleAnswer>} send @param {() => Promise<boolean>} again @returns {Promise<boolean>} */
async function sentNow(send, again) {
  change({ standing: "saving", told: "" });
  try {
    const article = await send();
    change({ article, standing: "saved", told: "" });
    forgetRefusals();
    return true;
  } catch (error) {
    if (error instanceof Away) {
      waiting = again;
      change({ standing: "offline", told: "The server does not answer. What you write stays here, and is saved once it answers." });
    } else if (error instanceof Refusal && error.status === 409) return conflict(error, again);
    else if (error instanceof Refusal) {
      change({ standing: "refused", told: [error.message, ...error.findings.map((each) => each.message)].join(" · ") });
    } else throw error;
    return false;
  }
}

// Where others changed other keys, both changes stand and it is sent again; where the same, who has the form decides.
/** @param {Refusal} refusal @param {() => Promise<boolean>} again */
async function conflict(refusal, again) {
  const { draft } = state;
  const id = String(draft?.before?.id || "");
  const article = await askArticle(theArticle().slug).catch(() => null);
  if (article) change({ article });
  if (draft?.from && !article?.drafts.some((each) => each.id === draft.from)) {
    // Nothing is lost: saved once more it is a claim of its own.
    patchDraft({ from: undefined });
    change({ standing: "conflict", told: `${refusal.message}. Save to make another claim of it all the same, or close it.` });
    return false;
  }
  if (!draft?.before || !(id in refusal.now)) {
    change({ standing: "refused", told: refusal.message });
    return false;
  }
  const now = refusal.now[id];
  if (!now) {
    patchDraft({ before: null });
    change({ standing: "conflict", told: "Somebody else has deleted this claim meanwhile. Save to write it again, or close it." });
    return false;
  }
  const { entry, conflicts } = merged(draft.before, draft.entry, now);
  patchDraft({ before: now, entry, conflicts });
  if (conflicts.length) {
    change({ standing: "conflict", told: "Somebody else has changed this claim meanwhile: choose below, then save." });
    return false;
  }
  tell("Somebody else changed this claim too; both changes are kept");
  return again();
}

/** @type {Promise<boolean>} */
let turn = Promise.resolve(true);

// One after the other: who asks again while a save is under way asks for what was changed since.
/** @returns {Promise<boolean>} */
export function saveDraft() {
  turn = turn.catch(() => false).then(saveNow);
  return keepKeys(turn);
}

export function isSaving() {
  return state.standing === "saving";
}

/** @returns {Promise<boolean>} */
async function saveNow() {
  await whenSettled();
  const { draft } = state;
  if (!draft || !isChanged(draft)) return true;
  if (draft.conflicts.length) return false;
  const after = finished(draft);
  const { before } = draft;
  const id = String((before || after).id);
  const label = before ? `the change of ${after.id}` : `the new claim ${after.id}`;
  const accepted = draft.from ? [draft.from] : [];
  const isSaved = await sent(() => sendChanges(theArticle().slug, [{ id, before, after }], label, accepted), saveNow);
  if (!isSaved) return false;
  announce(`Saved ${after.id}`);
  // Who has gone on writing while it was saved keeps that.
  if (state.draft?.entry === draft.entry) openDraft(String(after.id), state.spans);
  else patchDraft({ before: after, from: undefined, entry: { ...state.draft?.entry, id: after.id } });
  return true;
}

/** @param {string} id */
export async function deleteClaim(id) {
  const claim = theArticle().claims.find((each) => each.id === id);
  if (!claim?.entry) return;
  const changes = [{ id, before: claim.entry, after: null }];
  change({ draft: null });
  const isGone = await sent(() => sendChanges(theArticle().slug, changes, `the deletion of ${id}`), async () => false);
  if (isGone) tell(`Deleted ${id}`, { label: "Undo", act: () => goBack("undo") });
}

/** @param {"undo" | "redo"} action */
export async function goBack(action) {
  const label = theArticle()[action];
  if (!label) {
    announce(`Nothing to ${action}`);
    return;
  }
  const isDone = await sent(() => sendBack(theArticle().slug, action), async () => false);
  if (!isDone) return;
  tell(`${action === "undo" ? "Undone" : "Done again"}: ${label}`);
  followFile();
}

// What is open and untouched shows what the file has now; a claim that is gone closes, and a draft that waits no longer.
export function followFile() {
  const { draft, article } = state;
  if (!draft || isChanged(draft) || !article) return;
  const waiting = article.drafts.find((each) => each.id === draft.from);
  if (draft.from && !waiting) change({ draft: null });
  else if (waiting && !same(waiting.entry, draft.entry)) openWaiting(waiting.id);
  if (!draft.before) return;
  const id = String(draft.before.id);
  if (!openDraft(id)) change({ draft: null });
}

/** @param {ClaimAnswer} claim @param {string} after @returns {Promise<boolean>} */
export function saveRaw(claim, after) {
  const raw = { start_line: claim.line, before: claim.raw, after };
  return sent(() => sendRaw(theArticle().slug, raw, "the mending of an item"), () => saveRaw(claim, after));
}

