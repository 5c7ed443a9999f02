// A field in the form: its label, its control, and what is said of its value.

import { h } from "../shared/dom.js";
import { edit, patchDraft } from "./draft.js";
import { at, numberOf } from "./entries.js";
import { controlFor, labelledRow, labelOfField } from "./fields.js";
import { findingList } from "./findings.js";
import { isDoubtful, isMissing } from "./places.js";
import { change, state, theProject } from "./state.js";

const FEW = 6;

/** @param {Child} label @param {Child} key @param {() => void} act @param {string} [look] */
export function action(label, key, act, look = "") {
  const button = h("button", { type: "button", class: look }, label, key && " ", key);
  button.addEventListener("click", act);
  return button;
}

// `again` draws the form with the focus in the field.
/**
 * @param {FieldPlace} place
 * @param {Draft} draft
 * @param {{ source: import("./fields.js").Source, findings?: FindingData[], label?: string, again: (id: string) => void }} more
 */
export function row(place, draft, { source, findings = [], label, again }) {
  const { field, path } = place;
  const control = controlFor(place, source);
  const basis = draft.suggested.get(path);
  const conflict = draft.conflicts.find((each) => each.path === path);
  // A box says itself why its values are suggested, and each can be taken out of it.
  const isBox = control.element.matches(".combo, :has(> .combo)");
  const look = [findings.length && "found", isMissing(draft, place) && "missing"].filter(Boolean).join(" ");
  const why = basis && !isBox && suggestion(place, basis, again);
  const doubt = isDoubtful(draft, place) && doubts(draft.candidates.get(path) || []);
  const said = [doubt, definitionOf(field, path, draft), why, conflict && choices(conflict), findingList(findings)];
  return labelledRow(place, control, { label, look, said });
}

// What the chosen term means, beside it; where there are few, each says so itself.
/** @param {FieldData} field @param {string} path @param {Draft} draft */
function definitionOf(field, path, draft) {
  const terms = (field.kind === "term" && !field.choices && theProject().terms[field.scale || field.of]) || [];
  const found = terms.find((term) => term.slug === at(draft.entry, path));
  if (!found || terms.length <= FEW) return "";
  const number = numberOf(found);
  const counts = number === undefined ? "" : ` Counts as ${number > 0 ? "+" : ""}${number}.`.replace("-", "−");
  return h("p", { class: "definition sub" }, found.definition, counts);
}

/** @param {FieldPlace} place @param {string} basis @param {(id: string) => void} again */
function suggestion({ path, id }, basis, again) {
  const refuse = () => {
    edit(path, undefined);
    again(id);
  };
  const button = action("Not so", "", refuse, "plain");
  // From the field itself Backspace does the same, as in a box.
  button.tabIndex = -1;
  return h("p", { class: "basis sub" }, h("span", {}, `Suggested: ${basis}`), button);
}

// What it may be, and why, where that is for whoever codes to say.
/** @param {SuggestedValue[]} candidates */
function doubts(candidates) {
  return h("p", { class: "basis sub" }, `Perhaps ${candidates.map(({ label, basis }) => `${label} (${basis})`).join(", or ")}`);
}

/** @param {Conflict} conflict */
function choices({ path, mine, theirs }) {
  const words = (/** @type {Plain | undefined} */ value) => {
    if (value === undefined || value === null) return "nothing";
    return typeof value === "string" ? value : JSON.stringify(value);
  };
  const keep = () => {
    patchDraft({ conflicts: (state.draft?.conflicts || []).filter((each) => each.path !== path) });
    change({ told: "" });
  };
  const take = () => {
    edit(path, theirs);
    change({ told: "" });
  };
  return h(
    "div",
    { class: "choices" },
    h("p", {}, "Yours: ", h("b", {}, words(mine)), " · now in the file: ", h("b", {}, words(theirs))),
    action("Keep yours", "", keep),
    action("Take theirs", "", take),
  );
}

// The fields that can be added, as one stop of the Tab key: arrows or first letters choose among them.
/** @param {FieldPlace[]} places @param {(place: FieldPlace) => void} add */
export function moreFields(places, add) {
  const buttons = places.map((place, index) => {
    const properties = { type: "button", id: `add-${place.id}`, title: place.field.meaning, tabindex: index ? -1 : 0 };
    const button = h("button", properties, `+ ${labelOfField(place.field)}`);
    button.addEventListener("click", () => add(place));
    return button;
  });
  const label = "More fields; arrows or first letters choose";
  const group = h("div", { class: "more-fields", role: "toolbar", "aria-label": label }, buttons);
  group.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const here = buttons.findIndex((each) => each === document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const after = [...buttons.slice(here + 1), ...buttons.slice(0, here + 1)];
    const letter = event.key.length === 1 && event.key !== " " ? event.key.toLowerCase() : "";
    const begins = (/** @type {HTMLElement} */ each) => each.textContent?.slice(2).toLowerCase().startsWith(letter);
    const next = step ? buttons[(here + step + buttons.length) % buttons.length] : letter && after.find(begins);
    if (!next) return;
    event.preventDefault();
    // A letter with which one field alone begins adds that.
    if (letter && buttons.filter(begins).length === 1) next.click();
    else next.focus();
  });
  return group;
}
