// Switches, legend, footer, keys; then the first drawing.

const LAYERS = [
  ["tension", "Tension"],
  ["leverage", "Leverage"],
  ["position", "Positions on issues"],
  ["stance", "Stances"],
  ["event", "Events"],
];
const KIND_SWITCHES = [
  ["issue", "Issues", "issues"],
  ["people", "People and groups", "people who take positions"],
  ["event", "Events", "events as nodes"],
  ["voices", "Those without ties", "who only speaks, or is only spoken of"],
];

const TITLE = document.title;
const narrow = window.matchMedia("(max-width: 860px)");

function announce(text) {
  document.getElementById("status").textContent = text;
}

function switches(place, entries, group) {
  const boxes = entries.map(([key, text, title]) => {
    const box = h("input", { type: "checkbox", id: `${group}-${key}`, checked: state[group][key] });
    box.addEventListener("change", () => change({ [group]: { ...state[group], [key]: box.checked } }));
    return h("label", { class: `switch ${group}-${key}`, title }, box, h("span", {}, text));
  });
  document.getElementById(place).replaceChildren(...boxes);
}

function sample(...lines) {
  const ends = { x1: 1, x2: 29, y1: 6, y2: 6 };
  const drawn = lines.map(([role, width, dashes]) =>
    svg("line", { ...ends, class: role, "stroke-width": width, "stroke-dasharray": dashes }),
  );
  return svg("svg", { viewBox: "0 0 30 12", class: "sample", "aria-hidden": "true" }, drawn);
}

function legend() {
  const rows = [
    [sample(["hostile", 7]), "+ hostile"],
    [sample(["friendly", 7]), "− friendly"],
    [sample(["friendly", 9], ["hostile", 4]), "both: the lesser inside"],
    [sample(["hostile pale", 7]), "thin evidence"],
    [sample(["friendly", 2]), "supports"],
    [sample(["hostile", 2]), "opposes"],
    [sample(["leverage", 2.4]), "leverage, with claims"],
    [sample(["plain", 2]), "reported"],
    [sample(["plain", 2, "7 4"]), "only forecast, conditional"],
    [sample(["plain", 2, "2 4"]), "only interpreted"],
    [sample(["plain", 2, "1 7"]), "only denied"],
    [h("span", { class: "sample sign" }, "≠"), "contested"],
  ];
  document.getElementById("legend").replaceChildren(h("ul", {}, rows.map(([mark, text]) => h("li", {}, mark, text))));
}

function title(current) {
  const found = byId.get(current.selection);
  if (!found) return "Who is in tension with whom";
  const { type, item } = found;
  return { tension: dyadName, tie: tieName, node: (node) => node.label, claim: saying }[type](item);
}

function told(current) {
  const found = byId.get(current.selection);
  if (!found) return "All ties";
  if (found.type === "tension") return `${dyadName(found.item)}: ${scoreWords(found.item)}`;
  return title(current);
}

let before = null;

function render(current, previous) {
  renderCanvas(current);
  if (current.selection === previous.selection) return;
  if (!previous.selection) before = document.activeElement;
  const inside = panel.contains(document.activeElement);
  renderPanel(current);
  document.title = current.selection ? `${title(current)} · Détente` : TITLE;
  announce(told(current));
  if (current.selection) shown(current, inside);
  else returned(previous, inside);
}

function shown(current, inside) {
  if (inside) panel.focus({ preventScroll: true });
  show(current, false);
  if (narrow.matches) panel.scrollIntoView({ block: "start" });
}

// Back in the list, the keyboard goes on where it left off.
function returned(previous, inside) {
  const address = fragment(previous.selection);
  const link = [...panel.querySelectorAll("a")].find((each) => each.getAttribute("href") === address);
  const place = before && before.isConnected && before !== document.body ? before : link;
  if (!place) return;
  if (inside || place === before) place.focus({ preventScroll: true });
}

function keys(event) {
  const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox";
  if (event.key === "/" && !typing) {
    input.focus();
    event.preventDefault();
  }
  if (event.key === "Escape" && !document.querySelector("dialog[open]") && state.selection) select("");
}

function start() {
  if (narrow.matches) state.kinds = { ...state.kinds, issue: false };
  switches("layer-switches", LAYERS, "layers");
  switches("kind-switches", KIND_SWITCHES, "kinds");
  legend();
  footer();
  state.selection = selectionFromAddress();
  watch(render);
  if (payload.nodes.length) stretch();
  renderCanvas(state);
  renderPanel(state);
  fitCanvas(false);
  if (state.selection) document.title = `${title(state)} · Détente`;
}

document.addEventListener("keydown", keys);
document.getElementById("help-open").addEventListener("click", () => document.getElementById("help").showModal());
document.querySelector("[data-skip]").addEventListener("click", (event) => {
  event.preventDefault();
  panel.focus();
});
document.querySelector('[data-zoom="in"]').addEventListener("click", () => zoom(1.3));
document.querySelector('[data-zoom="out"]').addEventListener("click", () => zoom(1 / 1.3));
document.querySelector('[data-zoom="fit"]').addEventListener("click", () => fitCanvas(true));
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  colours = palette();
  renderCanvas(state);
});
start();

// For tests and for scripts of the reader: where things are drawn, and what is selected.
window.kgView = Object.freeze({
  select,
  selection: () => state.selection,
  drawn: () => ({ nodes: drawnNodes.getIds(), edges: drawnLines.getIds() }),
  point: (id) => pointOf(id),
  labels: () => labelBoxes(),
});
document.documentElement.dataset.ready = "true";
