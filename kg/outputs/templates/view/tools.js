// The switches over the map: which ties and nodes are drawn, and how.

const LAYERS = [
  ["tension", "Tension"],
  ["leverage", "Leverage"],
  ["position", "Positions on issues"],
  ["stance", "Stances"],
  ["event", "Events"],
  ["alignment", "Agreement", "who agrees with whom on issues"],
  ...CODED_SWITCHES,
];
const KIND_SWITCHES = [
  ["issue", "Issues", "issues"],
  ["people", "People", "people and groups that have ties of their own"],
  ["event", "Events", "events as nodes"],
  ["voices", "Without ties", "who only speaks, or is only spoken of"],
];
const SELECTS = [
  ["level", "Level", "Whether those who act for a state count as that state", [["state", "states"], ["actor", "every actor"]]],
  ["lines", "Lines", "How ties between the same two are drawn", [["pair", "one a pair"], ["kind", "one a kind"], ["claim", "one a claim"]]],
  ["track", "Scores", "Which claims make up the scores of tension", [
    ["reported", "reported"], ["interpreted", "interpreted"], ["forecast", "forecast"], ["conditional", "conditional"],
  ]],
];

function switches(place, entries, group) {
  const boxes = entries.map(([key, text, hint]) => {
    const box = h("input", { type: "checkbox", id: `${group}-${key}` });
    box.addEventListener("change", () => change({ [group]: { ...state[group], [key]: box.checked } }));
    return h("label", { class: `switch ${group}-${key}`, title: hint }, box, h("span", {}, text));
  });
  document.getElementById(place).replaceChildren(...boxes);
}

function selects() {
  const drawn = SELECTS.map(([key, text, hint, choices]) => {
    const options = choices.map(([value, words]) => h("option", { value }, words));
    const box = h("select", { id: `choose-${key}` }, options);
    box.addEventListener("change", () => change({ [key]: box.value }));
    return h("label", { class: "choice", title: hint }, h("span", {}, text), box);
  });
  document.getElementById("choices").replaceChildren(...drawn);
}

function renderTools(current) {
  for (const [group, entries] of [["layers", LAYERS], ["kinds", KIND_SWITCHES]]) {
    for (const [key] of entries) document.getElementById(`${group}-${key}`).checked = current[group][key];
  }
  for (const [key] of SELECTS) document.getElementById(`choose-${key}`).value = current[key];
}

document.getElementById("show-more").addEventListener("click", () => {
  change({ most: state.most + DEFAULTS.most });
  fitCanvas(true);
});
