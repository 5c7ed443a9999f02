// The kinds of content that a claim can have, to choose from once words are selected, and in the form.

import { between, h } from "../shared/dom.js";
import { CONTENTS } from "./entries.js";
import { keyOf } from "./keys.js";
import { wordsOf } from "./text.js";

/** @type {Record<ContentName, string>} */
export const KIND_LABELS = { stance: "Stance", event: "Event", leverage: "Leverage", denies: "Denies", affirms: "Affirms" };
/** @type {Record<ContentName, string>} */
const MEANINGS = {
  stance: "Who is for or against whom or what: supports, opposes, feels threatened by",
  event: "Who does what to whom, or did, or is to do",
  leverage: "Who can move whom, by what",
  denies: "Somebody says that another claim is not so",
  affirms: "Somebody says what another claim says, too",
};

// What was selected, and what it can be.
/** @param {Stretch[]} spans @param {(kind: ContentName) => void} begin */
export function chooser(spans, begin) {
  return [
    h("p", { class: "kind" }, "Selected"),
    h("blockquote", { dir: "auto" }, spans.map(wordsOf).join(" […] ")),
    h("h2", { class: "ask" }, "What is said here?"),
    h("div", { class: "kinds" }, CONTENTS.map((kind) => kindButton(kind, () => begin(kind)))),
    h("p", { class: "sub" }, "Adjust the words with ", between(["start-at", "end-at"].map(keyOf), " and "), ", or drag anew."),
  ];
}

/** @param {ContentName} kind @param {() => void} act */
function kindButton(kind, act) {
  const button = h(
    "button",
    { type: "button", class: "choice" },
    h("span", {}, h("b", {}, KIND_LABELS[kind]), kind === "affirms" ? "" : keyOf(kind)),
    h("span", { class: "sub" }, MEANINGS[kind]),
  );
  button.addEventListener("click", act);
  return button;
}

/** @param {ContentName | ""} kind @param {(kind: ContentName) => void} choose */
export function kindChoice(kind, choose) {
  const choices = CONTENTS.map((each) => {
    const properties = { type: "radio", name: "content", id: `content-${each}`, value: each, checked: each === kind };
    const input = h("input", properties);
    input.addEventListener("change", () => choose(each));
    return h("label", { class: "switch", title: MEANINGS[each] }, input, h("span", {}, KIND_LABELS[each]));
  });
  return h("fieldset", { class: "radios contents" }, h("legend", { class: "hidden" }, "What is said"), choices);
}
