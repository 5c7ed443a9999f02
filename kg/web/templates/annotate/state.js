// The state of the page, and who wants to know of changes.

import { store } from "../shared/store.js";

/** @type {WorkState} */
export const state = {
  project: null, article: null, spans: [], draft: null, raw: null, standing: "saved", told: "", news: null,
};
const { forget, ...own } = store(state);
export const { watch, change } = own;

// Waits until the state is so.
/** @param {() => boolean} isSo @returns {Promise<void>} */
export function until(isSo) {
  if (isSo()) return Promise.resolve();
  return new Promise((resolve) => {
    const look = () => {
      if (!isSo()) return;
      forget(look);
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
