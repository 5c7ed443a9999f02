// The switches over the map: which ties and nodes are drawn, and how.

import { datasets, fromData, payload } from "../shared/data.js";
import { element, h, name } from "../shared/dom.js";
import { fitCanvas } from "./canvas.js";
import { codedLayer } from "./ids.js";
import { change, defaults, state } from "./state.js";

/** @type {Switch[]} */
const LAYERS = [
  ["tension", "Tension"],
  ["leverage", "Leverage"],
  ["position", "Positions on issues"],
  ["stance", "Stances"],
  ["event", "Events"],
  ["alignment", "Agreement", "who agrees with whom on issues"],
];
/** @type {Switch[]} */
const KIND_SWITCHES = [
  ["issue", "Issues", "issues"],
  ["people", "People", "people and groups that have ties of their own"],
  ["event", "Events", "events as nodes"],
  ["voices", "Without ties", "who only speaks, or is only spoken of"],
];
/** @type {() => { key: "level" | "lines" | "track", text: string, hint: string, choices: [string, string][] }[]} */
const selects = fromData(() => [
  {
    key: "level", text: "Level", hint: "Whether those who act for a state count as that state",
    choices: [["state", "states"], ["actor", "every actor"]],
  },
  {
    key: "lines", text: "Lines", hint: "How ties between the same two are drawn",
    choices: [["pair", "one a pair"], ["kind", "one a kind"], ["claim", "one a claim"]],
  },
  {
    key: "track", text: "Scores", hint: "Which claims make up the scores of tension",
    choices: Object.entries(payload.words.modes).map(([mode, label]) => [mode, label.toLowerCase()]),
  },
]);

// What else can be on or off, each under its own key of the state.
/** @type {{ key: "policies", text: string, hint: string }[]} */
const CHECKS = [
  {
    key: "policies", text: "Positions on each other’s policies",
    hint: "Whether a position on an issue counts toward who pursues it and whom it is directed at",
  },
];

/** @returns {Switch[]} */
function layerSwitches() {
  const hint = "Scores of states by a table of events that no person has read";
  /** @param {CodedData} dataset @returns {Switch} */
  const switchOf = (dataset) => [codedLayer(dataset), name(`${dataset.name} (machine-coded)`), hint];
  return [...LAYERS, ...datasets.map(switchOf)];
}

/** @param {string} place @param {Switch[]} entries @param {"layers" | "kinds"} group */
function switches(place, entries, group) {
  const boxes = entries.map(([key, text, hint]) => {
    const box = h("input", { type: "checkbox", id: `${group}-${key}` });
    box.addEventListener("change", () => change({ [group]: { ...state[group], [key]: box.checked } }));
    return h("label", { class: `switch ${group}-${key}`, title: hint }, box, h("span", {}, text));
  });
  element(place).replaceChildren(...boxes);
}

function drawSelects() {
  const drawn = selects().map(({ key, text, hint, choices }) => {
    const options = choices.map(([value, words]) => h("option", { value }, words));
    const box = h("select", { id: `choose-${key}` }, options);
    box.addEventListener("change", () => change({ [key]: box.value }));
    return h("label", { class: "choice", title: hint }, h("span", {}, text), box);
  });
  const checks = CHECKS.map(({ key, text, hint }) => {
    const box = h("input", { type: "checkbox", id: `choose-${key}` });
    box.addEventListener("change", () => change({ [key]: box.checked }));
    return h("label", { class: "switch", title: hint }, box, h("span", {}, text));
  });
  element("choices").replaceChildren(...drawn, ...checks);
}

/** @param {ViewState} current */
export function renderTools(current) {
  for (const group of /** @type {const} */ (["layers", "kinds"])) {
    for (const [key, isOn] of Object.entries(current[group])) element(`${group}-${key}`, HTMLInputElement).checked = isOn;
  }
  for (const { key } of CHECKS) element(`choose-${key}`, HTMLInputElement).checked = current[key];
  for (const { key } of selects()) element(`choose-${key}`, HTMLSelectElement).value = current[key];
}

export function startTools() {
  switches("layer-switches", layerSwitches(), "layers");
  switches("kind-switches", KIND_SWITCHES, "kinds");
  drawSelects();
  element("show-more").addEventListener("click", () => {
    change({ most: state.most + defaults().most });
    fitCanvas(true);
  });
}

