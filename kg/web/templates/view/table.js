// The table beside or instead of the map: sorted, filtered, walked through by keyboard, always on what the map shows.

import { element, elements, h, name } from "../shared/dom.js";
import { open } from "../shared/links.js";
import { folded, headWords, plural, showMore } from "../shared/words.js";
import { fitCanvas, hover, takeCamera } from "./canvas.js";
import { computed } from "./computed.js";
import { drawn } from "./derive.js";
import { map } from "./drawing.js";
import { cellWords, inOrderOf, TABLES } from "./rows.js";
import { change, state } from "./state.js";

const SHOWS = [["map", "Map"], ["table", "Table"], ["both", "Both"]];
export const MANY_ROWS = 200;
// Both need room: one above the other in a high window, or down the page of a phone.
/** @type {MediaQueryList} */
export let roomForBoth;
/** @type {ReturnType<typeof gridElements>} */
export let grid;
/** @type {Record<TableName, Order | null>} */
export const asOrdered = { ties: null, nodes: null, claims: null };
/** @type {TableName} */
export let tab = "ties";
/** @type {Row[]} */
let records = [];
/** @type {Row[]} */
export let listedRows = [];
export let built = 0;
/** @type {{ tab?: TableName, all?: Computed, key?: string }} */
let tableFor = {};
export let shownAs = "map";

function gridElements() {
  return {
    map: elements(document, ".map")[0],
    room: element("table-room"),
    tabs: element("table-tabs"),
    filter: element("table-filter", HTMLInputElement),
    count: element("table-count"),
    save: element("table-save"),
    panel: element("table-panel"),
    scroll: element("table-scroll"),
    caption: element("table-caption"),
    head: element("table-head"),
    body: element("table-body", HTMLTableSectionElement),
    more: element("table-more"),
  };
}

export function startTable() {
  roomForBoth = window.matchMedia("(min-height: 700px), (max-width: 860px)");
  grid = gridElements();
  showSwitches();
}

function showSwitches() {
  const boxes = SHOWS.map(([value, text]) => {
    const box = h("input", { type: "radio", name: "show", id: `show-${value}`, value });
    box.addEventListener("change", () => change({ show: value }));
    return h("label", { class: "switch" }, box, h("span", {}, text));
  });
  element("show-switches").replaceChildren(...boxes);
}

// In a window too low for both, the table is what holds everything.
/** @param {ViewState} current */
function showing({ show: wanted }) {
  return wanted === "both" && !roomForBoth.matches ? "table" : wanted;
}

/** @param {ViewState} current */
export function renderTable(current) {
  const wanted = showing(current);
  element(`show-${current.show}`, HTMLInputElement).checked = true;
  if (wanted !== shownAs) layOut(wanted, current);
  if (wanted === "map") return;
  fillTable(current);
  markRow(current);
}

// The map keeps its place in the page, but what is not seen is measured anew when it is seen again.
/** @param {string} wanted @param {ViewState} current */
function layOut(wanted, current) {
  shownAs = wanted;
  grid.map.dataset.show = wanted;
  grid.room.hidden = wanted === "map";
  hover("");
  if (wanted === "table") return;
  map.setSize("100%", "100%");
  fitCanvas(false);
  takeCamera(current);
}

// Rows are made anew when what they rest on has changed; sorting, filter, place and focus stay.
/** @param {ViewState} current */
function fillTable(current) {
  const all = computed(current);
  const of = tab === "ties" ? drawn.every.map((each) => each.id) : tab === "nodes" ? [...drawn.nodes] : [];
  const key = of.join("\n");
  if (tableFor.tab === tab && tableFor.all === all && tableFor.key === key) return;
  const same = tableFor.tab === tab;
  tableFor = { tab, all, key };
  records = TABLES[tab].rows(current);
  arrange(same);
}

/** @param {boolean} keep */
export function arrange(keep) {
  const { scrollTop, scrollLeft } = grid.scroll;
  const words = folded(grid.filter.value).split(" ").filter(Boolean);
  const found = words.length ? records.filter((record) => words.every((word) => wordsOf(record).includes(word))) : records;
  const order = asOrdered[tab];
  listedRows = order ? inOrderOf(order, found) : found;
  const focused = focusedRow()?.dataset.id;
  const wanted = keep ? Math.max(built, MANY_ROWS) : MANY_ROWS;
  grid.body.replaceChildren();
  built = 0;
  buildRows(wanted);
  renderHead();
  countRows();
  Object.assign(grid.scroll, keep ? { scrollTop, scrollLeft } : { scrollTop: 0, scrollLeft: 0 });
  if (focused) focusAgain(focused);
}

/** @param {string} id */
function focusAgain(id) {
  const row = rowFor(id) || grid.body.rows[0];
  if (row) moveTo(row, true);
  else grid.filter.focus({ preventScroll: true });
}

/** @param {Row} record */
function wordsOf(record) {
  record.words ??= folded(TABLES[tab].columns.map((column) => cellWords(column, record)).join("\n"));
  return record.words;
}

/** @param {number} count */
export function buildRows(count) {
  const next = listedRows.slice(built, built + count);
  grid.body.append(...next.map(tableRow));
  built += next.length;
  const left = listedRows.length - built;
  grid.more.hidden = left <= 0;
  grid.more.textContent = showMore(left, MANY_ROWS);
  if (!grid.body.querySelector('a[tabindex="0"]')) setStop(grid.body.rows[0] || null);
}

/** @param {Row} record */
function tableRow(record) {
  const [first, ...others] = TABLES[tab].columns;
  const link = open(record.id, { tabindex: -1, "aria-label": record.called }, name(cellWords(first, record)));
  return h("tr", { "data-id": record.id }, h("th", { scope: "row" }, link), others.map((column) => tableCell(column, record)));
}

/** @param {Column} column @param {Row} record */
function tableCell(column, record) {
  const words = cellWords(column, record);
  if (column.type === "quote") return h("td", {}, h("div", { class: "quote", dir: "auto" }, words));
  if (!column.type) return h("td", { class: `of-${column.key}` }, name(words));
  return h("td", { class: `number ${column.type === "score" ? record.side || "" : ""}`.trim() }, words);
}

function renderHead() {
  const sorted = asOrdered[tab];
  const heads = TABLES[tab].columns.map((column) => {
    const { key, type } = column;
    const direction = sorted && sorted.key === key ? sorted.direction : 0;
    const sign = h("span", { class: "sorted", "aria-hidden": "true" }, ["▼", "↕", "▲"][direction + 1]);
    const button = h("button", { type: "button", "data-sort": key }, headWords(column), " ", sign);
    const order = ["descending", "none", "ascending"][direction + 1];
    return h("th", { scope: "col", "aria-sort": order, class: type && type !== "quote" ? "number" : "" }, button);
  });
  const focused = elements(grid.head, "[data-sort]").find((each) => each === document.activeElement)?.dataset.sort;
  grid.head.replaceChildren(h("tr", {}, heads));
  elements(grid.head, "[data-sort]").find((each) => each.dataset.sort === focused)?.focus({ preventScroll: true });
}

function countRows() {
  const all = plural(records.length, "row");
  const found = listedRows.length < records.length ? `${listedRows.length.toLocaleString("en")} of ${all}` : all;
  const onMap = tab === "ties" ? new Set(drawn.lines.map((each) => each.opens)).size : records.length;
  const more = onMap < records.length ? `; the map draws the strongest ${onMap.toLocaleString("en")}` : "";
  if (grid.count.textContent !== found + more) grid.count.textContent = found + more;
  grid.caption.textContent = `${TABLES[tab].holds}: ${found}${more}`;
}

const focusedRow = () => [...grid.body.rows].find((row) => row.contains(document.activeElement));
/** @param {string} id */
const rowFor = (id) => [...grid.body.rows].find((row) => row.dataset.id === id);

// The row of the selection; one that was selected elsewhere is brought into view, and built if it was not yet.
/** @param {ViewState} current */
export function markRow({ selection }) {
  const place = selection ? listedRows.findIndex((record) => record.id === selection) : -1;
  if (place >= built) buildRows(place + 1 - built);
  const row = place < 0 ? null : grid.body.rows[place];
  const before = grid.body.querySelector("[aria-current]");
  if (before === row) return;
  if (before) before.removeAttribute("aria-current");
  if (!row) return;
  row.setAttribute("aria-current", "true");
  setStop(row);
  if (!row.contains(document.activeElement)) bringIntoView(row);
}

// Only the table's own room is scrolled, never the page.
/** @param {Element} row */
function bringIntoView(row) {
  const [inside, outside] = [row.getBoundingClientRect(), grid.scroll.getBoundingClientRect()];
  const top = outside.top + grid.head.getBoundingClientRect().height;
  if (inside.top < top) grid.scroll.scrollTop -= top - inside.top;
  else if (inside.bottom > outside.bottom) grid.scroll.scrollTop += inside.bottom - outside.bottom + 2;
}

// One link of the table is a stop of the Tab key; arrows move it, so that Tab leaves the table.
/** @param {Element | null} row */
export function setStop(row) {
  for (const each of grid.body.querySelectorAll('a[tabindex="0"]')) each.setAttribute("tabindex", "-1");
  const link = row && row.querySelector("th a");
  if (link) link.setAttribute("tabindex", "0");
}

/** @param {Element} row @param {boolean} [still] */
export function moveTo(row, still = false) {
  setStop(row);
  elements(row, "th a")[0]?.focus({ preventScroll: true });
  if (!still) bringIntoView(row);
}

/** @param {TableName} wanted */
export function showTab(wanted) {
  if (wanted !== tab) grid.filter.value = "";
  tab = wanted;
  for (const each of elements(grid.tabs, '[role="tab"]')) {
    each.setAttribute("aria-selected", String(each.dataset.tab === tab));
    each.tabIndex = each.dataset.tab === tab ? 0 : -1;
  }
  grid.panel.setAttribute("aria-labelledby", `tab-${tab}`);
  fillTable(state);
  markRow(state);
}
