// What the panel shows while nothing is selected and no claim is open: how one begins, and what is wrong in the article.

import { between, facts, h, name } from "../shared/dom.js";
import { plural } from "../shared/words.js";
import { called, firstText, textsOf } from "./entries.js";
import { findingList } from "./findings.js";
import { keyOf } from "./keys.js";
import { theArticle } from "./state.js";
import { waitingGuide } from "./waiting.js";

/** @returns {HTMLElement[]} */
export function guide() {
  const { claims, findings, head, checked } = theArticle();
  const isEmpty = !claims.length;
  const wrong = claims.filter((claim) => claim.findings.length).length;
  const unread = claims.filter((claim) => !claim.entry).length;
  const lead = isEmpty
    ? "Who says what of whom? Select the words of the first statement in the text."
    : "Open one in the text or beside it, or select words for another.";
  const counts = [wrong && `${plural(wrong, "claim")} with findings`, unread && `${plural(unread, "item")} that cannot be read`];
  return [
    h("h2", {}, isEmpty ? "Nothing is coded yet" : plural(claims.length, "claim")),
    h("p", { class: "lead" }, lead),
    steps(),
    wrong || unread ? h("p", { class: "told" }, `${counts.filter(Boolean).join(", ")}.`) : "",
    findings.length ? h("h3", {}, "About the article") : "",
    findingList(findings),
    checked ? "" : h("p", { class: "sub" }, "Being checked …"),
    ...waitingGuide(),
    h("h3", {}, "The article"),
    h("dl", { class: "facts" }, facts(about(head))),
  ].filter((each) => each instanceof HTMLElement);
}

function steps() {
  const sentences = between([keyOf("next-sentence"), keyOf("previous-sentence")], " ");
  const kinds = [["stance ", keyOf("stance")], ["event ", keyOf("event")], ["leverage ", keyOf("leverage")], ["denial ", keyOf("denies")]];
  const said = between(kinds.map((each) => h("span", { class: "together" }, each)), ", ");
  return h(
    "ol", { class: "steps" },
    h("li", {}, h("b", {}, "Select"), " the words, by dragging or sentence by sentence with ", sentences),
    h("li", {}, h("b", {}, "Say"), " what it is: ", said),
    h("li", {}, h("b", {}, "Choose"), " who says it of whom; a digit takes what is offered, ", keyOf("fields"), " goes to any field"),
    h("li", {}, h("b", {}, "Save"), " with ", keyOf("save"), ", and go on. All keys: ", keyOf("help")),
  );
}

/** @param {PlainEntry} head @returns {[Child, Child][]} */
function about(head) {
  const named = (/** @type {string} */ key) => textsOf(head[key]).map(called).join(", ");
  return [
    ["Publisher", name(named("publisher"))],
    ["Author", name(named("author"))],
    ["Published", firstText(head.published)],
    ["How dated", name(firstText(head["published-basis"]))],
    ["Rated", [head.reliability, head.credibility].filter(Boolean).join("")],
  ];
}
