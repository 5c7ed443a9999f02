// An item of the file that is no YAML by itself: its text with what is wrong in it, to be mended as text.

import { h } from "../shared/dom.js";
import { findingList } from "./findings.js";
import { keyOf } from "./keys.js";
import { saveRaw } from "./saving.js";
import { change, state, theArticle } from "./state.js";

/** @param {number} line @returns {HTMLElement[]} */
export function rawForm(line) {
  const claim = theArticle().claims.find((each) => !each.entry && each.line === line);
  if (!claim) return [];
  const rows = claim.raw.split("\n").length + 1;
  const input = h("textarea", { id: "raw", class: "raw", rows, spellcheck: "false", "aria-describedby": "raw-about" });
  input.value = claim.raw;
  const save = h("button", { type: "button", class: "primary", id: "raw-save" }, "Save the text ", keyOf("save"));
  save.addEventListener("click", saveUnread);
  const close = h("button", { type: "button" }, "Close");
  close.addEventListener("click", () => change({ raw: null, told: "" }));
  return [
    h("div", { class: "form-head" }, h("h2", {}, "An item that cannot be read"), h("code", {}, `line ${line}`)),
    h("p", { class: "lead", id: "raw-about" }, "It is shown as it stands in the file. All other claims can be edited meanwhile."),
    state.told ? h("p", { class: `told ${state.standing}`, role: "alert" }, state.told) : "",
    h("div", {}, findingList(claim.findings)),
    h("label", { for: "raw", class: "sub" }, "Its text in the file"),
    input,
    h("div", { class: "form-foot" }, save, close),
  ].filter((each) => each instanceof HTMLElement);
}

export async function saveUnread() {
  const input = document.getElementById("raw");
  const claim = theArticle().claims.find((each) => !each.entry && each.line === state.raw);
  if (!claim || !(input instanceof HTMLTextAreaElement)) return;
  if (await saveRaw(claim, input.value)) change({ raw: null, told: "" });
}
