// Taking along what is shown: its address, a picture of the map, or sheets of paper.

import { element } from "../shared/dom.js";
import { putAddress } from "./history.js";
import { announce, tell } from "./notices.js";
import { savePicture } from "./picture.js";
import { state } from "./state.js";
import { titleOf } from "./titles.js";

/** @type {HTMLDialogElement} */
let linkDialog;
/** @type {HTMLInputElement} */
let linkField;

// A page opened from a disk has an address that leads nowhere else.
function whereTo() {
  const place = location.protocol === "file:" ? ". It leads to the file on this computer." : "";
  return `Link to ${state.selection ? titleOf(state.selection) : "all ties"} copied${place}`;
}

async function copyLink() {
  putAddress();
  const address = location.href;
  try {
    await navigator.clipboard.writeText(address);
  } catch {
    offerLink(address);
    return;
  }
  tell(whereTo());
}

// Where the browser does not let pages copy, the address stands selected in a field to copy from.
/** @param {string} address */
function offerLink(address) {
  linkField.value = address;
  linkDialog.showModal();
  linkField.focus();
  linkField.select();
  announce("The browser does not let this page copy. The link is selected: copy it with the keyboard.");
}

export function startShare() {
  linkDialog = element("link", HTMLDialogElement);
  linkField = element("link-address", HTMLInputElement);
  linkField.addEventListener("focus", () => linkField.select());
  linkDialog.addEventListener("click", ({ target: place }) => place === linkDialog && linkDialog.close());
  element("copy-link").addEventListener("click", copyLink);
  element("save-picture").addEventListener("click", savePicture);
  element("print-page").addEventListener("click", () => window.print());
}
