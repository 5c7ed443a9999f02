// The table beside or instead of the map: sorted, filtered, walked through by keyboard, always on what the map shows.

const SHOWS = [["map", "Map"], ["table", "Table"], ["both", "Both"]];
const MANY_ROWS = 200;
// Both need room: one above the other in a high window, or down the page of a phone.
const roomForBoth = window.matchMedia("(min-height: 700px), (max-width: 860px)");
const grid = Object.fromEntries(
  ["room", "tabs", "filter", "count", "save", "panel", "scroll", "caption", "head", "body", "more"]
    .map((part) => [part, document.getElementById(`table-${part}`)]),
);
const mapSection = grid.room.closest(".map");
const asOrdered = { ties: null, nodes: null, claims: null };
let tab = "ties";
let records = [];
let listedRows = [];
let built = 0;
let tableFor = {};
let shownAs = "map";

function showSwitches() {
  const boxes = SHOWS.map(([value, text]) => {
    const box = h("input", { type: "radio", name: "show", id: `show-${value}`, value });
    box.addEventListener("change", () => change({ show: value }));
    return h("label", { class: "switch" }, box, h("span", {}, text));
  });
  document.getElementById("show-switches").replaceChildren(...boxes);
}

// In a window too low for both, the table is what holds everything.
function showing({ show: wanted }) {
  return wanted === "both" && !roomForBoth.matches ? "table" : wanted;
}

function renderTable(current) {
  const wanted = showing(current);
  document.getElementById(`show-${current.show}`).checked = true;
  if (wanted !== shownAs) layOut(wanted, current);
  if (wanted === "map") return;
  fillTable(current);
  markRow(current);
}

// The map keeps its place in the page, but what is not seen is measured anew when it is seen again.
function layOut(wanted, current) {
  shownAs = wanted;
  mapSection.dataset.show = wanted;
  grid.room.hidden = wanted === "map";
  hover("");
  if (wanted === "table") return;
  map.setSize("100%", "100%");
  fitCanvas(false);
  takeCamera(current);
}

// Rows are made anew when what they rest on has changed; sorting, filter, place and focus stay.
function fillTable(current) {
  const all = computed(current);
  const of = tab === "ties" ? drawn.lines.map((each) => each.id) : tab === "nodes" ? [...drawn.nodes] : [];
  const key = of.join("\n");
  if (tableFor.tab === tab && tableFor.all === all && tableFor.key === key) return;
  const same = tableFor.tab === tab;
  tableFor = { tab, all, key };
  records = TABLES[tab].rows(current);
  arrange(same);
}

function arrange(keep) {
  const { scrollTop, scrollLeft } = grid.scroll;
  const words = folded(grid.filter.value).split(" ").filter(Boolean);
  const found = words.length ? records.filter((record) => words.every((word) => wordsOf(record).includes(word))) : records;
  listedRows = asOrdered[tab] ? inOrderOf(asOrdered[tab], found) : found;
  const focused = grid.body.contains(document.activeElement) && rowOf(document.activeElement).dataset.id;
  const wanted = keep ? Math.max(built, MANY_ROWS) : MANY_ROWS;
  grid.body.replaceChildren();
  built = 0;
  buildRows(wanted);
  renderHead();
  countRows();
  Object.assign(grid.scroll, keep ? { scrollTop, scrollLeft } : { scrollTop: 0, scrollLeft: 0 });
  if (focused) focusAgain(focused);
}

function focusAgain(id) {
  const row = rowFor(id) || grid.body.firstElementChild;
  if (row) moveTo(row, true);
  else grid.filter.focus({ preventScroll: true });
}

function wordsOf(record) {
  record.words ??= folded(TABLES[tab].columns.map((column) => cellWords(column, record)).join("\n"));
  return record.words;
}

function buildRows(count) {
  const next = listedRows.slice(built, built + count);
  grid.body.append(...next.map(tableRow));
  built += next.length;
  const left = listedRows.length - built;
  grid.more.hidden = left <= 0;
  grid.more.textContent = `Show ${Math.min(left, MANY_ROWS).toLocaleString("en")} more`;
  if (!grid.body.querySelector('a[tabindex="0"]')) setStop(grid.body.firstElementChild);
}

function tableRow(record) {
  const [first, ...others] = TABLES[tab].columns;
  const link = open(record.id, { tabindex: -1, "aria-label": record.called }, name(cellWords(first, record)));
  return h("tr", { "data-id": record.id }, h("th", { scope: "row" }, link), others.map((column) => tableCell(column, record)));
}

function tableCell(column, record) {
  const words = cellWords(column, record);
  if (column.type === "quote") return h("td", {}, h("div", { class: "quote", dir: "auto" }, words));
  if (!column.type) return h("td", { class: `of-${column.key}` }, name(words));
  return h("td", { class: `number ${column.type === "score" ? record.side || "" : ""}`.trim() }, words);
}

function renderHead() {
  const sorted = asOrdered[tab];
  const heads = TABLES[tab].columns.map(({ key, title, type }) => {
    const direction = sorted && sorted.key === key ? sorted.direction : 0;
    const sign = h("span", { class: "sorted", "aria-hidden": "true" }, { 1: "▲", "-1": "▼" }[direction] || "↕");
    const button = h("button", { type: "button", "data-sort": key }, title, " ", sign);
    const order = { 1: "ascending", "-1": "descending" }[direction] || "none";
    return h("th", { scope: "col", "aria-sort": order, class: type && type !== "quote" ? "number" : "" }, button);
  });
  const focused = grid.head.contains(document.activeElement) && document.activeElement.dataset.sort;
  grid.head.replaceChildren(h("tr", {}, heads));
  if (focused) grid.head.querySelector(`[data-sort="${focused}"]`).focus({ preventScroll: true });
}

function countRows() {
  const all = plural(records.length, "row");
  const found = listedRows.length < records.length ? `${listedRows.length.toLocaleString("en")} of ${all}` : all;
  const bounded = tab === "ties" && records.length < drawn.total;
  const more = bounded ? `; ${records.length.toLocaleString("en")} of ${plural(drawn.total, "line")} drawn` : "";
  if (grid.count.textContent !== found + more) grid.count.textContent = found + more;
  grid.caption.textContent = `${TABLES[tab].holds}: ${found}${more}`;
}

const rowOf = (element) => element.closest("tr[data-id]");
const rowFor = (id) => [...grid.body.rows].find((row) => row.dataset.id === id);

// The row of the selection; one that was selected elsewhere is brought into view, and built if it was not yet.
function markRow({ selection }) {
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
function bringIntoView(row) {
  const [inside, outside] = [row.getBoundingClientRect(), grid.scroll.getBoundingClientRect()];
  const top = outside.top + grid.head.getBoundingClientRect().height;
  if (inside.top < top) grid.scroll.scrollTop -= top - inside.top;
  else if (inside.bottom > outside.bottom) grid.scroll.scrollTop += inside.bottom - outside.bottom + 2;
}

// One link of the table is a stop of the Tab key; arrows move it, so that Tab leaves the table.
function setStop(row) {
  for (const each of grid.body.querySelectorAll('a[tabindex="0"]')) each.setAttribute("tabindex", "-1");
  const link = row && row.querySelector("th a");
  if (link) link.setAttribute("tabindex", "0");
}

function moveTo(row, still = false) {
  setStop(row);
  row.querySelector("th a").focus({ preventScroll: true });
  if (!still) bringIntoView(row);
}
