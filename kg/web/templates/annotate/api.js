// Every question to the server. What it refuses is a Refusal with what it says; what does not come back is Away.

/**
 * @typedef {object} Problem
 * @property {string} [title]
 * @property {string} [detail]
 * @property {Record<string, PlainEntry | null>} [now] what claims are in the file, where these have changed
 * @property {FindingData[]} [findings]
 */

export class Refusal extends Error {
  /** @param {number} status @param {Problem} problem */
  constructor(status, problem) {
    super(problem.detail || problem.title || `The server answers ${status}`);
    this.status = status;
    this.now = problem.now || {};
    this.findings = problem.findings || [];
  }
}

export class Away extends Error {}

function header() {
  const meta = document.querySelector('meta[name="workbench"]');
  return meta instanceof HTMLMetaElement ? meta.content : "";
}

/** @param {string} path @param {RequestInit} options @returns {Promise<Response>} */
async function answer(path, options) {
  let response;
  try {
    response = await fetch(path, { cache: "no-store", credentials: "same-origin", redirect: "error", ...options });
  } catch (error) {
    throw new Away("The server does not answer", { cause: error });
  }
  if (response.ok || response.status === 304) return response;
  const problem = await response.json().catch(() => ({}));
  throw new Refusal(response.status, problem);
}

/** @param {string} path @param {object} body */
async function post(path, body) {
  const headers = { "Content-Type": "application/json", "X-Detente-Workbench": header() };
  const response = await answer(path, { method: "POST", headers, body: JSON.stringify(body) });
  return response.json();
}

/** @param {string} path @param {Record<string, string>} [headers] @param {AbortSignal} [signal] */
async function get(path, headers = {}, signal) {
  const response = await answer(path, { headers: { "X-Detente-Workbench": header(), ...headers }, signal });
  return response.status === 304 ? null : response.json();
}

/** @param {string} slug */
const article = (slug) => `/api/articles/${encodeURIComponent(slug)}`;

/** @returns {Promise<ProjectAnswer>} */
export const askProject = () => get("/api/project");
/** @param {string} slug @returns {Promise<ArticleAnswer>} */
export const askArticle = (slug) => get(article(slug));
// With seconds the answer is held for so long at most, until there is something other than what has this etag.
/** @param {string} slug @param {string} etag @param {number} seconds @param {AbortSignal} signal @returns {Promise<NewsAnswer | null>} */
export function askNews(slug, etag, seconds, signal) {
  const wait = seconds ? `&wait=${seconds}` : "";
  return get(`/api/news?slug=${encodeURIComponent(slug)}${wait}`, etag ? { "If-None-Match": etag } : {}, signal);
}
// The drafts that are accepted by the changes wait no longer.
/**
 * @param {string} slug @param {ChangeData[]} changes @param {string} label @param {string[]} [accepted]
 * @returns {Promise<ArticleAnswer>}
 */
export const sendChanges = (slug, changes, label, accepted = []) => post(`${article(slug)}/changes`, { changes, label, accepted });
/**
 * @param {string} slug @param {"draft" | "accept" | "refuse" | "reopen"} act @param {string[]} ids
 * @returns {Promise<{ article: ArticleAnswer, mistakes: Record<string, FindingData[]> }>}
 */
export const sendDrafts = (slug, act, ids) => post(`${article(slug)}/drafts`, act === "draft" ? { do: act } : { do: act, ids });
/** @param {string} slug @param {RawData} raw @param {string} label @returns {Promise<ArticleAnswer>} */
export const sendRaw = (slug, raw, label) => post(`${article(slug)}/changes`, { raw, label });
/** @param {string} slug @param {"undo" | "redo"} action @returns {Promise<ArticleAnswer>} */
export const sendBack = (slug, action) => post(`${article(slug)}/${action}`, {});
/** @param {string} slug @param {Stretch[]} spans @returns {Promise<QuoteAnswer>} */
export const askQuote = (slug, spans) => post(`${article(slug)}/quote`, { spans });
/** @param {string} slug @param {Stretch[]} spans @param {string} kind @returns {Promise<SuggestionsAnswer>} */
export const askSuggestions = (slug, spans, kind) => post(`${article(slug)}/suggestions`, { spans, kind });
/** @param {string} text @returns {Promise<DatesAnswer>} */
export const askDates = (text) => post("/api/dates", { text });
/** @param {RegistryKind} kind @param {{ slug: string, before: PlainEntry | null, after: PlainEntry | null }} change */
export const sendEntry = (kind, change) => post(`/api/registry/${kind}`, change);
/** @param {RegistryKind} kind @param {string} from @param {string} into */
export const sendMerge = (kind, from, into) => post(`/api/registry/${kind}/merge`, { from, into });
/** @param {RegistryKind} kind @param {string} from @param {string} to */
export const sendRename = (kind, from, to) => post(`/api/registry/${kind}/rename`, { from, to });
/** @param {"undo" | "redo"} action */
export const sendRegistryBack = (action) => post(`/api/registry/${action}`, {});
/** @param {string} words @returns {Promise<{ entries?: Registered[] } | Registered[]>} */
export const askKnown = (words) => get(`/api/registry/known?q=${encodeURIComponent(words)}`);
