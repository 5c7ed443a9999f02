// Files to keep: how they are called, and how the browser is asked to save them.

import { h } from "../shared/dom.js";
import { folded } from "../shared/words.js";
import { endOf, isoDay, scoreDay } from "./days.js";
import { state } from "./state.js";
import { titleOf } from "./titles.js";

const KEPT_FOR = 60_000;

// Letters and digits alone, whatever the data call things.
/** @param {string} ending */
export function fileName(ending) {
  /** @param {string} text */
  const asName = (text) => folded(text).replace(/[^a-z0-9]+/g, "-").slice(0, 60);
  const what = state.selection ? titleOf(state.selection) : "all ties";
  const day = endOf(state);
  const words = ["detente", asName(what), scoreDay() === null || day === null ? "" : isoDay(day)];
  return `${words.join("-").replace(/-+/g, "-").replace(/-$/, "")}.${ending}`;
}

/** @param {Blob} blob @param {string} file */
export function saveFile(blob, file) {
  const address = URL.createObjectURL(blob);
  h("a", { href: address, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_FOR);
}
