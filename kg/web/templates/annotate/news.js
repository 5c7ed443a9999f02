// What others change meanwhile, and what the build makes of it: asked every two seconds, and when the page is looked at.

import { element, h, name } from "../shared/dom.js";
import { plural, signed } from "../shared/words.js";
import { askArticle, askNews, askProject, Away } from "./api.js";
import { followFile, isSaving, sendWaiting } from "./saving.js";
import { change, slugInAddress, state } from "./state.js";

const EVERY = 2000;
/** @type {Record<Standing, string>} */
const STANDINGS = {
  saved: "Saved", saving: "Saving …", offline: "No answer: kept here, saved later", refused: "Not saved",
  conflict: "Not saved: changed meanwhile",
};
let isAsking = false;

export async function askForNews() {
  if (isAsking || state.standing === "saving") return;
  isAsking = true;
  try {
    const slug = slugInAddress();
    const news = await askNews(slug, state.news?.etag || "");
    if (state.standing === "offline") {
      change({ standing: "saved", told: "" });
      await sendWaiting();
    }
    if (news) await follow(slug, news);
  } catch (error) {
    if (!(error instanceof Away)) throw error;
    change({ standing: "offline" });
  } finally {
    isAsking = false;
  }
}

/** @param {string} slug @param {NewsAnswer} news */
async function follow(slug, news) {
  const before = state.news;
  change({ news });
  const isOther = before && before.project_etag !== news.project_etag;
  if (isOther) change({ project: await askProject() });
  const { article } = state;
  if (!slug || !article || state.standing === "saving") return;
  // The same text of the file can have been checked meanwhile.
  const isStale = news.article_etag !== article.etag || (!article.checked && news.checked_etag === article.etag);
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

export function startNews() {
  window.setInterval(() => {
    if (!document.hidden) askForNews();
  }, EVERY);
  window.addEventListener("focus", askForNews);
}
