// What a change renders anew, the keys of the page, and the first drawing.

import { readBy } from "../shared/claim.js";
import { load, payload } from "../shared/data.js";
import { closest, element } from "../shared/dom.js";
import { fragment, linkTo } from "../shared/links.js";
import { unpacked } from "../shared/unpacking.js";
import { addressOf, beginWith, readAddress } from "./address.js";
import { fitCanvas, followTheme, renderCanvas, show, startCanvas, stretch, takeCamera, zoom } from "./canvas.js";
import { helpOnCoded } from "./codedpanel.js";
import { computed, isKnown, select } from "./computed.js";
import { drawn } from "./derive.js";
import { drawnLines, drawnNodes, map } from "./drawing.js";
import { renderFilters, startFilters } from "./filters.js";
import { footer } from "./foot.js";
import { startHistory, writeAddress } from "./history.js";
import { labelBoxes, labelsAsDrawn, paths, plain, pointOf } from "./hook.js";
import { legend } from "./legend.js";
import { announce } from "./notices.js";
import { anchored, panel, renderPanel, renderPanelAgain, startPanel } from "./panel.js";
import { pictured } from "./picture.js";
import { startPrint } from "./print.js";
import { readLink, startReader } from "./reader.js";
import { afterReload, beforeReload } from "./reload.js";
import { input, startSearch } from "./search.js";
import { startShare } from "./share.js";
import { change, defaults, state, watch } from "./state.js";
import { renderTable, startTable } from "./table.js";
import { renderTime, startTime } from "./time.js";
import { titleOf, announcement } from "./titles.js";
import { renderTools, startTools } from "./tools.js";
import { startWalk } from "./walk.js";

const title = document.title;
const narrow = window.matchMedia("(max-width: 860px)");
/** @type {Element | null} */
let before = null;
/** @type {Computed | null} */
let drawnFor = null;

// The camera has moved already, and nothing that is drawn follows from it.
/** @param {ViewState} current @param {ViewState} previous */
function onlyLooks(current, previous) {
  const keys = /** @type {(keyof ViewState)[]} */ (Object.keys(current));
  return keys.every((key) => key === "camera" || current[key] === previous[key]);
}

/** @param {ViewState} current @param {ViewState} previous */
function render(current, previous) {
  writeAddress(current, previous);
  if (onlyLooks(current, previous)) return;
  // Asked later, it would have the page laid out once more.
  const anchor = anchored();
  renderTools(current);
  legend(current);
  renderCanvas(current);
  if (current.level !== previous.level && !current.camera) fitCanvas(true);
  if (drawnFor !== computed(current) || current.ego !== previous.ego) renderLimits(current);
  if (current.selection !== previous.selection) renderSelection(current, previous);
  else if (drawnFor !== computed(current) || current.ego !== previous.ego) renderPanelAgain(current, anchor);
  drawnFor = computed(current);
  renderTable(current);
}

/** @param {ViewState} current */
function renderLimits(current) {
  renderTime(current);
  renderFilters(current);
  footer();
}

/** @param {ViewState} current @param {ViewState} previous */
function renderSelection(current, previous) {
  if (!previous.selection) before = document.activeElement;
  const inside = panel.contains(document.activeElement);
  renderPanel(current);
  panel.scrollTop = 0;
  document.title = current.selection ? `${titleOf(current.selection)} · Détente` : title;
  announce(announcement(current.selection));
  if (current.selection) shown(inside);
  else returned(previous, inside);
}

/** @param {boolean} inside */
function shown(inside) {
  if (inside) panel.focus({ preventScroll: true });
  show(false);
  if (narrow.matches) panel.scrollIntoView({ block: "start" });
}

// Back in the list, the keyboard goes on where it left off.
/** @param {ViewState} previous @param {boolean} inside */
function returned(previous, inside) {
  const address = fragment(previous.selection);
  const link = [...panel.querySelectorAll("a")].find((each) => each.getAttribute("href") === address);
  const kept = before instanceof HTMLElement && before.isConnected && before !== document.body ? before : null;
  const place = kept || link;
  if (!place) return;
  if (inside || place === before) place.focus({ preventScroll: true });
}

/** @param {KeyboardEvent} event */
function keys(event) {
  const typing = closest(event, 'input:not([type="checkbox"]), textarea, select');
  if (event.key === "/" && !typing) {
    input.focus();
    event.preventDefault();
  }
  if (event.key === "Escape" && !document.querySelector("dialog[open]") && !event.defaultPrevented && state.selection) select("");
}

// What the page hears: keys, the buttons that stand over all, and a change of the reader's theme.
function listen() {
  document.addEventListener("keydown", keys);
  element("help-open").addEventListener("click", () => element("help", HTMLDialogElement).showModal());
  on("[data-skip]", (event) => {
    event.preventDefault();
    panel.focus();
  });
  on('[data-zoom="in"]', () => zoom(1.3));
  on('[data-zoom="out"]', () => zoom(1 / 1.3));
  on('[data-zoom="fit"]', () => {
    fitCanvas(true);
    change({ camera: null });
  });
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", followTheme);
}

/** @param {string} selector @param {(event: Event) => void} act */
function on(selector, act) {
  document.querySelector(selector)?.addEventListener("click", act);
}

function start() {
  load(unpacked(JSON.parse(element("data").textContent || "")));
  linkTo(isKnown);
  readBy(readLink);
  beginWith(narrow.matches ? { ...defaults(), kinds: { ...defaults().kinds, issue: false } } : defaults());
  Object.assign(state, readAddress(location.hash || document.documentElement.dataset.embedded || ""));
  for (const part of [
    startCanvas, startPanel, startReader, startSearch, startTools, startTime, startFilters, startTable, startWalk, startShare,
    startPrint, startHistory, helpOnCoded, listen,
  ]) part();
  drawFirst();
  watch(render);
}

function drawFirst() {
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
  if (state.selection) document.title = `${titleOf(state.selection)} · Détente`;
}

start();

// For tests, for scripts of the reader and of a server: where things are drawn, what is selected, and what it comes to.
window.kgView = Object.freeze({
  select,
  change,
  beforeReload,
  afterReload,
  state: () => JSON.parse(JSON.stringify(state)),
  selection: () => state.selection,
  data: () => JSON.parse(JSON.stringify(payload)),
  address: () => addressOf(state),
  drawn: () => ({ nodes: drawnNodes.getIds(), edges: drawnLines.getIds() }),
  written: () => labelsAsDrawn(),
  lines: () => JSON.parse(JSON.stringify(drawn.lines)),
  place: (/** @type {string} */ id) => map.getPosition(id),
  point: (/** @type {string} */ id) => pointOf(id),
  labels: () => labelBoxes(),
  paths: () => paths(),
  pictured: () => pictured(),
  computed: (/** @type {Partial<ViewState>} */ patch) => plain(computed({ ...state, ...patch })),
});
document.documentElement.dataset.ready = "true";
