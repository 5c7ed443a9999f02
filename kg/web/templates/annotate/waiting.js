// Claims that are suggested and wait: opened in the form as new claims, taken, refused, and decided upon by the dozen.

import { h } from "../shared/dom.js";
import { plural } from "../shared/words.js";
import { Away, Refusal, sendDrafts } from "./api.js";
import { openWaiting } from "./draft.js";
import { keyOf } from "./keys.js";
import { announce, tell } from "./notices.js";
import { keepKeys } from "./queue.js";
import { change, state, theArticle, theProject } from "./state.js";

const ALL = "";
// What has been refused and not taken back, the last at the end.
/** @type {string[][]} */
const refusals = [];
// Which of those that wait are meant.
const filter = { by: ALL, least: 0, isPlain: true };

/** @param {ClaimAnswer | WaitingAnswer} note @returns {note is WaitingAnswer} */
export function isWaiting(note) {
  return "rank" in note;
}

/** @param {"draft" | "accept" | "refuse" | "reopen"} act @param {string[]} ids */
async function decide(act, ids) {
  try {
    const { article, mistakes } = await keepKeys(sendDrafts(theArticle().slug, act, ids));
    change({ article, standing: "saved", told: "" });
    return mistakes;
  } catch (error) {
    if (!(error instanceof Refusal || error instanceof Away)) throw error;
    tell(error instanceof Away ? "The server does not answer" : error.message);
    return null;
  }
}

/** @param {string[]} ids */
export async function refuseWaiting(ids) {
  if (!(await decide("refuse", ids))) return false;
  if (ids.includes(state.draft?.from || "")) change({ draft: null });
  refusals.push(ids);
  tell(`Refused ${plural(ids.length, "draft")}`, { label: "Take back", act: takeBackRefusal });
  return true;
}

export function hasRefused() {
  return refusals.length > 0;
}

// The last refusal of this page is taken back, and what was refused waits again.
export async function takeBackRefusal() {
  const ids = refusals.at(-1);
  if (!ids || !(await decide("reopen", ids))) return;
  refusals.pop();
  announce(`${plural(ids.length, "draft")} waiting again`);
  if (ids.length === 1) openWaiting(ids[0]);
}

// Once something was saved after a refusal, undoing goes back through what was saved.
export function forgetRefusals() {
  refusals.length = 0;
}

/** @param {string[]} ids */
async function acceptWaiting(ids) {
  const mistakes = await decide("accept", ids);
  if (!mistakes) return;
  forgetRefusals();
  const wrong = Object.values(mistakes);
  const accepted = `Accepted ${plural(ids.length - wrong.length, "draft")}`;
  if (!wrong.length) tell(accepted);
  else tell(`${accepted}; ${wrong.length} would be mistakes and still wait: ${wrong[0][0]?.message || ""}`);
}

function meant() {
  const { by, least, isPlain } = filter;
  return theArticle().drafts.filter(({ rank, flags, entry }) => (
    rank >= least && !(isPlain && flags.length) && (by === ALL || entry["drafted-by"] === by)
  ));
}

// What the panel shows of them while none is open: how many, and what to do with all that pass a filter.
/** @returns {(HTMLElement | string)[]} */
export function waitingGuide() {
  const { drafts, has_text, drafts_findings } = theArticle();
  if (theProject().plain) return [];
  if (drafts_findings.length) {
    return [h("h3", {}, "Drafts"), h("p", { class: "told" }, `The drafts cannot be read: ${drafts_findings[0].message}`)];
  }
  if (!drafts.length) return has_text ? [h("h3", {}, "Drafts"), none()] : [];
  return [
    h("h3", {}, `${plural(drafts.length, "draft")} waiting`),
    h("p", { class: "sub" }, "Suggested, and no claims before you accept them: ", keyOf("next-claim"), " opens the next, ",
      keyOf("accept"), " accepts, ", keyOf("delete"), " refuses."),
    many(),
  ];
}

function none() {
  const button = h("button", { type: "button" }, "Suggest claims");
  button.addEventListener("click", async () => {
    button.disabled = true;
    const before = theArticle().claims.length;
    if (await decide("draft", []) && !theArticle().drafts.length) {
      tell(before ? "Nothing is left to suggest" : "The rules find nothing to suggest");
    }
    button.disabled = false;
  });
  return h("p", { class: "sub" }, "Plain rules can suggest claims, for you to accept or refuse. ", button);
}

function many() {
  const { drafts } = theArticle();
  const by = [...new Set(drafts.map(({ entry }) => String(entry["drafted-by"])))].toSorted();
  const accept = h("button", { type: "button" });
  const refuse = h("button", { type: "button" });
  const say = () => {
    const count = meant().length;
    accept.textContent = `Accept ${count}`;
    refuse.textContent = `Refuse ${count}`;
    accept.disabled = refuse.disabled = !count;
  };
  const ids = () => meant().map(({ id }) => id);
  accept.addEventListener("click", () => acceptWaiting(ids()));
  refuse.addEventListener("click", () => refuseWaiting(ids()));
  const plain = h("input", { type: "checkbox", id: "drafts-plain" });
  plain.checked = filter.isPlain;
  plain.addEventListener("change", () => {
    filter.isPlain = plain.checked;
    say();
  });
  const least = h("input", { type: "range", id: "drafts-least", min: "0", max: "1", step: "0.05" });
  least.value = String(filter.least);
  const shown = h("output", { for: "drafts-least" }, filter.least.toFixed(2));
  least.addEventListener("input", () => {
    filter.least = Number(least.value);
    shown.textContent = filter.least.toFixed(2);
    say();
  });
  if (!by.includes(filter.by)) filter.by = ALL;
  const names = by.map((each) => h("option", { value: each }, each));
  const who = h("select", { id: "drafts-by" }, h("option", { value: ALL }, "anybody"), names);
  who.value = filter.by;
  who.addEventListener("change", () => {
    filter.by = who.value;
    say();
  });
  say();
  return h(
    "div", { class: "many", role: "group", "aria-label": "All drafts that pass" },
    h("label", { for: "drafts-plain" }, plain, " with nothing to look at"),
    h("label", { for: "drafts-least" }, "likely to hold a claim, from ", least, shown),
    by.length > 1 ? h("label", { for: "drafts-by" }, "drafted by ", who) : "",
    h("p", { class: "buttons" }, accept, refuse),
  );
}

// What a person should look at before accepting, over the form.
/** @param {WaitingAnswer} waiting @param {(path: string) => string} labelOf */
export function flagList({ flags, rank, entry }, labelOf) {
  return h(
    "div", { class: "waiting-head" },
    h("p", { class: "sub" }, `Suggested by ${String(entry["drafted-by"])}, likely ${rank.toFixed(2)}. `, keyOf("accept"), " accepts, ",
      keyOf("delete"), " refuses."),
    flags.length ? h("ul", { class: "flags" }, flags.map(({ path, says }) => h("li", {}, h("b", {}, labelOf(path)), `: ${says}`))) : "",
  );
}

/** @returns {WaitingAnswer | null} */
export function theWaiting() {
  const id = state.draft?.from;
  return (id && state.article?.drafts.find((each) => each.id === id)) || null;
}
