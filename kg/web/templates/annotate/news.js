// What others change meanwhile, and what the check and the build make of it: the server answers once there is something.

import { element, h, name } from "../shared/dom.js";
import { plural, signed } from "../shared/words.js";
import { askArticle, askNews, askProject, Away } from "./api.js";
import { followFile, isSaving, sendWaiting } from "./saving.js";
import { change, slugInAddress, state, until } from "./state.js";

// Seconds for which the server holds its answer, and milliseconds until it is asked again where it holds none.
const HELD = 20;
const EVERY = 2000;
// A browser has six connections to a server for all its tabs: so many of these hold an answer, the others just ask.
const HOLDERS = ["news 1", "news 2", "news 3"];
/** @type {Record<Standing, string>} */
const STANDINGS = {
  saved: "Saved", saving: "Saving …", offline: "No answer: kept here, saved later", refused: "Not saved",
  conflict: "Not saved: changed meanwhile",
};
// Ends what is waited for, since the page is hidden, or looked at again.
let waiting = new AbortController();
// After that, and after what failed, the first answer is not held, so that it tells at once how things are.
let isPrompt = true;

// Whether there was anything new; an answer that does not come is told by the page.
/** @param {number} seconds @param {AbortSignal} signal */
async function ask(seconds, signal) {
  const slug = slugInAddress();
  const known = state.news?.etag || "";
  const news = await askNews(slug, known, seconds, signal);
  await until(() => state.standing !== "saving");
  if (state.standing === "offline") {
    change({ standing: "saved", told: "" });
    await sendWaiting();
  }
  if (news) await follow(slug, news);
  return news !== null && news.etag !== known;
}

/** @param {AbortSignal} signal */
async function askInTurn(signal) {
  if (isPrompt) {
    isPrompt = false;
    return ask(0, signal);
  }
  return withPlace((seconds) => ask(seconds, signal));
}

// Does something with a place among those who hold an answer, or, where there is none left, with no seconds to hold it.
/** @param {(seconds: number) => Promise<boolean>} act @returns {Promise<boolean>} */
async function withPlace(act, [name, ...others] = HOLDERS) {
  if (!name || !navigator.locks) return act(0);
  return navigator.locks.request(name, { ifAvailable: true }, (lock) => (lock ? act(HELD) : withPlace(act, others)));
}

// Asks once; whether to ask again only after a pause.
/** @param {AbortSignal} signal */
async function askOnce(signal) {
  const begun = performance.now();
  const wasPrompt = isPrompt;
  try {
    // A server that holds nothing is not asked without end.
    return !(await askInTurn(signal)) && !wasPrompt && performance.now() - begun < EVERY;
  } catch (error) {
    if (signal.aborted) return false;
    isPrompt = true;
    // What was held may have been lost on the way, by a computer that slept.
    if (!wasPrompt) return false;
    if (!(error instanceof Away)) reportError(error);
    else if (state.standing !== "offline") change({ standing: "offline" });
    return true;
  }
}

export async function askForNews() {
  await askOnce(waiting.signal);
}

/** @param {string} slug @param {NewsAnswer} news */
async function follow(slug, news) {
  const before = state.news;
  await followArticle(slug, news, before);
  change({ news });
  if (before && before.project_etag !== news.project_etag) change({ project: await askProject() });
}

/** @param {string} slug @param {NewsAnswer} news @param {NewsAnswer | null} before */
async function followArticle(slug, news, before) {
  const { article } = state;
  if (!slug || !article) return;
  // The same text of the file can have been checked meanwhile.
  const isOther = news.article_etag !== article.etag || news.drafts_etag !== article.drafts_etag;
  const isStale = isOther || (!article.checked && news.checked_etag === article.etag);
  if (!isStale && !(before && before.checked_etag !== news.checked_etag)) return;
  const asked = await askArticle(slug);
  // What was saved while it was asked for is newer.
  if (state.article !== article || isSaving()) return;
  change({ article: asked });
  followFile();
}

export function drawNews() {
  const { news, article, standing } = state;
  const moved = (news?.moved || []).slice(0, 3).map(movement);
  const counts = article
    ? [plural(article.claims.length, "claim"), ...findingsOf(article)]
    : [plural(state.project?.articles.length || 0, "article")];
  element("bottom").replaceChildren(
    ...counts.map((each) => h("span", {}, each)),
    ...moved,
    news?.building ? h("span", {}, "The graph is being built …") : "",
  );
  const mark = element("standing");
  mark.textContent = STANDINGS[standing];
  mark.className = standing;
  mark.hidden = !article && standing === "saved";
}

/** @param {ArticleAnswer} article */
function findingsOf({ claims, findings }) {
  const all = [...findings, ...claims.flatMap((claim) => claim.findings)];
  const errors = all.filter((each) => each.severity === "error").length;
  const warnings = all.length - errors;
  return [errors && plural(errors, "mistake"), warnings && `${warnings} to look at again`].filter(Boolean).map(String);
}

// What a dyad's tension is now, and what the last change did to it.
/** @param {Movement} movement */
function movement({ a_label: a, b_label: b, before, after }) {
  const by = before !== null && after !== null ? ` (${signed(after - before)})` : "";
  const number = h("b", { class: (after || 0) > 0 ? "hostile" : "friendly" }, after === null ? "gone" : signed(after));
  return h("span", { class: "moved" }, name(a), " – ", name(b), " ", number, by);
}

/** @param {AbortSignal} signal @returns {Promise<void>} */
function pause(signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, EVERY);
    signal.addEventListener("abort", () => (clearTimeout(timer), resolve()), { once: true });
  });
}

/** @returns {Promise<void>} */
function shown() {
  return new Promise((resolve) => {
    if (!document.hidden) resolve();
    else document.addEventListener("visibilitychange", () => resolve(shown()), { once: true });
  });
}

function interrupt() {
  isPrompt = true;
  waiting.abort();
}

export async function followNews() {
  window.addEventListener("focus", interrupt);
  document.addEventListener("visibilitychange", () => document.hidden && interrupt());
  for (;;) {
    await shown();
    waiting = new AbortController();
    const { signal } = waiting;
    if (await askOnce(signal)) await pause(signal);
  }
}
