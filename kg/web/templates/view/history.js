// The way through the page: the address is written after every change, and followed when it changes.

import { closest } from "../shared/dom.js";
import { decoded } from "../shared/links.js";
import { addressOf, readAddress } from "./address.js";
import { takeCamera } from "./canvas.js";
import { select } from "./computed.js";
import { change, state } from "./state.js";

const ADDRESS_PAUSE = 250;
let resting = 0;

// A new selection is a step that "back" undoes; what only changes how one looks at it is not, and is written once the
// hand rests, since browsers take only so many changes.
/** @param {ViewState} current @param {ViewState} previous */
export function writeAddress(current, previous) {
  clearTimeout(resting);
  if (current.selection !== previous.selection) putAddress("pushState");
  else resting = window.setTimeout(putAddress, ADDRESS_PAUSE);
}

/** @param {any} [how] */
/** @param {"pushState" | "replaceState"} [how] */
export function putAddress(how = "replaceState") {
  clearTimeout(resting);
  // Within another page this one has no address of its own.
  if (document.documentElement.dataset.embedded !== undefined) return;
  const wanted = addressOf(state);
  if (location.hash === wanted || (!wanted && location.hash === "#")) return;
  history[how](null, "", wanted || location.pathname + location.search);
}

function followAddress() {
  clearTimeout(resting);
  const wanted = readAddress(location.hash);
  const keys = /** @type {(keyof ViewState)[]} */ (Object.keys(wanted));
  const differs = keys.some((key) => JSON.stringify(wanted[key]) !== JSON.stringify(state[key]));
  if (!differs) return;
  change(wanted);
  takeCamera(wanted);
}

// A link of the page selects and leaves all else as it is; opened in a window of its own it begins anew.
/** @param {MouseEvent} event */
function followLink(event) {
  const link = closest(event, 'a[href^="#"]');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  select(decoded((link.getAttribute("href") || "").slice(1)));
}

export function startHistory() {
  document.addEventListener("click", followLink);
  window.addEventListener("hashchange", followAddress);
  window.addEventListener("popstate", followAddress);
}
