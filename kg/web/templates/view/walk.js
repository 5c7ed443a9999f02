// What the hand and the keyboard do to the table.

import { closest, elements } from "../shared/dom.js";
import { plural } from "../shared/words.js";
import { hover } from "./canvas.js";
import { select } from "./computed.js";
import { csvOf } from "./csv.js";
import { fileName, saveFile } from "./files.js";
import { announce, tell } from "./notices.js";
import { TABLES } from "./rows.js";
import { state } from "./state.js";
import {
  arrange, asOrdered, buildRows, built, grid, listedRows, MANY_ROWS, markRow, moveTo, renderTable, roomForBoth, setStop,
  shownAs, showTab, tab,
} from "./table.js";

/** @param {{ target: EventTarget | null }} event */
const rowOf = (event) => closest(event, "tr[data-id]");

/** @param {KeyboardEvent} event */
function walkRows(event) {
  const from = closest(event, "tbody th a") && rowOf(event);
  if (!from || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown" && !from.nextElementSibling) buildRows(MANY_ROWS);
  if (event.key === "End") buildRows(listedRows.length - built);
  /** @type {Record<string, Element | null>} */
  const ways = {
    ArrowDown: from.nextElementSibling,
    ArrowUp: from.previousElementSibling,
    Home: grid.body.firstElementChild,
    End: grid.body.lastElementChild,
  };
  const row = ways[event.key];
  if (row === undefined) return;
  event.preventDefault();
  if (row) moveTo(row);
}

// Up, down, and back to the order in which the rows come.
/** @param {string} key */
function sortBy(key) {
  const order = asOrdered[tab];
  const now = order && order.key === key ? order.direction : 0;
  asOrdered[tab] = now < 0 ? null : { key, direction: now ? -1 : 1 };
  arrange(true);
  grid.scroll.scrollTop = 0;
  markRow(state);
  const title = TABLES[tab].columns.find((column) => column.key === key)?.title;
  announce(now < 0 ? "Rows in their first order" : `Sorted by ${title}, ${now ? "descending" : "ascending"}`);
}

/** @param {KeyboardEvent} event */
function walkTabs(event) {
  const tabs = elements(grid.tabs, '[role="tab"]');
  const at = tabs.findIndex((each) => each === event.target);
  /** @type {Record<string, number>} */
  const places = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 };
  const place = places[event.key];
  if (at < 0 || place === undefined) return;
  event.preventDefault();
  const wanted = tabs[(place + tabs.length) % tabs.length];
  openTab(wanted);
  wanted.focus();
}

// The whole row selects as its link does, unless words in it are being marked.
/** @param {MouseEvent} event */
function clickRow(event) {
  const row = rowOf(event);
  if (!row || closest(event, "a") || String(getSelection())) return;
  moveTo(row, true);
  select(row.dataset.id || "");
}

/** @param {{ target: EventTarget | null }} event */
function hintRow(event) {
  if (shownAs === "both") hover(rowOf(event)?.dataset.id || "");
}

/** @param {HTMLElement} button */
function openTab({ dataset }) {
  if (dataset.tab) showTab(/** @type {TableName} */ (dataset.tab));
}

/** @param {Column[]} columns @param {Row[]} records */
function saveRows(columns, records) {
  const file = fileName("csv");
  saveFile(new Blob([csvOf(columns, records)], { type: "text/csv;charset=utf-8" }), file);
  tell(`${plural(records.length, "row")} saved as ${file}`);
}

export function startWalk() {
  grid.head.addEventListener("click", (event) => {
    const column = closest(event, "[data-sort]")?.dataset.sort;
    if (column) sortBy(column);
  });
  grid.body.addEventListener("click", clickRow);
  grid.body.addEventListener("keydown", walkRows);
  grid.body.addEventListener("focusin", (event) => {
    if (rowOf(event)) setStop(rowOf(event));
    hintRow(event);
  });
  grid.body.addEventListener("focusout", () => hintRow({ target: null }));
  grid.body.addEventListener("mouseover", hintRow);
  grid.body.addEventListener("mouseleave", () => hintRow({ target: null }));
  grid.tabs.addEventListener("keydown", walkTabs);
  grid.tabs.addEventListener("click", (event) => {
    const button = closest(event, "[data-tab]");
    if (button) openTab(button);
  });
  grid.filter.addEventListener("input", () => {
    arrange(false);
    markRow(state);
  });
  grid.filter.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !grid.filter.value) return;
    grid.filter.value = "";
    arrange(false);
    event.preventDefault();
  });
  grid.more.addEventListener("click", () => {
    const first = built;
    buildRows(MANY_ROWS);
    moveTo(grid.body.rows[first]);
  });
  grid.save.addEventListener("click", () => saveRows(TABLES[tab].columns, listedRows));
  roomForBoth.addEventListener("change", () => renderTable(state));
}
