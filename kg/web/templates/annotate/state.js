// The state of the page, and who wants to know of changes.

/** @type {WorkState} */
export const state = {
  project: null, article: null, spans: [], draft: null, raw: null, standing: "saved", told: "", news: null,
};
/** @type {WorkWatcher[]} */
let watchers = [];

/** @param {WorkWatcher} watcher */
export function watch(watcher) {
  watchers.push(watcher);
}

/** @param {Partial<WorkState>} patch */
export function change(patch) {
  const before = { ...state };
  Object.assign(state, patch);
  for (const watcher of watchers) watcher(state, before);
}

// Waits until the state is so.
/** @param {() => boolean} isSo @returns {Promise<void>} */
export function until(isSo) {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (!isSo()) return;
      watchers = watchers.filter((watcher) => watcher !== look);
      resolve();
    };
    watch(look);
  });
}

// What the page cannot be without once it has begun.
export function theProject() {
  if (!state.project) throw new Error("The project is not read yet");
  return state.project;
}

export function theArticle() {
  if (!state.article) throw new Error("No article is open");
  return state.article;
}

export function isOnArticle() {
  return location.pathname.startsWith("/article/");
}

export function slugInAddress() {
  return isOnArticle() ? decodeURIComponent(location.pathname.slice("/article/".length)) : "";
}
