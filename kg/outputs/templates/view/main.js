// What a change renders anew, the keys of the page, and the first drawing.

const TITLE = document.title;
const narrow = window.matchMedia("(max-width: 860px)");
let before = null;
let drawnFor = null;

function announce(text) {
  document.getElementById("status").textContent = text;
}

// The camera has moved already, and nothing that is drawn follows from it.
function onlyLooks(current, previous) {
  return Object.keys(current).every((key) => key === "camera" || current[key] === previous[key]);
}

function render(current, previous) {
  writeAddress(current, previous);
  if (onlyLooks(current, previous)) return;
  renderTools(current);
  legend(current);
  renderCanvas(current);
  if (drawnFor !== computed(current) || current.ego !== previous.ego) renderLimits(current);
  if (current.selection !== previous.selection) renderSelection(current, previous);
  else if (drawnFor !== computed(current) || current.ego !== previous.ego) renderPanelAgain(current);
  drawnFor = computed(current);
  renderTable(current);
}

function renderLimits(current) {
  renderTime(current);
  renderFilters(current);
  footer();
}

function renderSelection(current, previous) {
  if (!previous.selection) before = document.activeElement;
  const inside = panel.contains(document.activeElement);
  renderPanel(current);
  panel.scrollTop = 0;
  document.title = current.selection ? `${titleOf(current.selection)} · Détente` : TITLE;
  announce(told(current.selection));
  if (current.selection) shown(inside);
  else returned(previous, inside);
}

function shown(inside) {
  if (inside) panel.focus({ preventScroll: true });
  show(false);
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
  if (event.key === "Escape" && !document.querySelector("dialog[open]") && !event.defaultPrevented && state.selection) select("");
}

function start() {
  if (narrow.matches) initial = { ...initial, kinds: { ...initial.kinds, issue: false } };
  Object.assign(state, readAddress(location.hash));
  switches("layer-switches", LAYERS, "layers");
  switches("kind-switches", KIND_SWITCHES, "kinds");
  selects();
  renderTools(state);
  legend(state);
  stretch();
  renderCanvas(state);
  renderPanel(state);
  renderLimits(state);
  drawnFor = computed(state);
  renderTable(state);
  fitCanvas(false);
  takeCamera(state);
  watch(render);
  if (state.selection) document.title = `${titleOf(state.selection)} · Détente`;
}

document.addEventListener("keydown", keys);
document.getElementById("help-open").addEventListener("click", () => document.getElementById("help").showModal());
document.querySelector("[data-skip]").addEventListener("click", (event) => {
  event.preventDefault();
  panel.focus();
});
document.querySelector('[data-zoom="in"]').addEventListener("click", () => zoom(1.3));
document.querySelector('[data-zoom="out"]').addEventListener("click", () => zoom(1 / 1.3));
document.querySelector('[data-zoom="fit"]').addEventListener("click", () => {
  fitCanvas(true);
  change({ camera: null });
});
window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
  colours = palette();
  renderCanvas(state);
});
start();

// For tests and for scripts of the reader: where things are drawn, what is selected, and what it comes to.
window.kgView = Object.freeze({
  select,
  change,
  state: () => JSON.parse(JSON.stringify(state)),
  selection: () => state.selection,
  address: () => addressOf(state),
  drawn: () => ({ nodes: drawnNodes.getIds(), edges: drawnLines.getIds() }),
  lines: () => JSON.parse(JSON.stringify(drawn.lines)),
  place: (id) => map.getPosition(id),
  point: (id) => pointOf(id),
  labels: () => labelBoxes(),
  computed: (patch) => plain(computed({ ...state, ...patch })),
});
document.documentElement.dataset.ready = "true";
