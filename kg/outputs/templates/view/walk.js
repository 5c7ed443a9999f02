// What the hand and the keyboard do to the table.

function walkRows(event) {
  const link = event.target.closest("tbody th a");
  if (!link || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown" && !rowOf(link).nextElementSibling) buildRows(MANY_ROWS);
  if (event.key === "End") buildRows(listedRows.length - built);
  const row = {
    ArrowDown: rowOf(link).nextElementSibling,
    ArrowUp: rowOf(link).previousElementSibling,
    Home: grid.body.firstElementChild,
    End: grid.body.lastElementChild,
  }[event.key];
  if (row === undefined) return;
  event.preventDefault();
  if (row) moveTo(row);
}

// Up, down, and back to the order in which the rows come.
function sortBy(key) {
  const now = asOrdered[tab] && asOrdered[tab].key === key ? asOrdered[tab].direction : 0;
  asOrdered[tab] = now < 0 ? null : { key, direction: now ? -1 : 1 };
  arrange(true);
  grid.scroll.scrollTop = 0;
  markRow(state);
  const { title } = TABLES[tab].columns.find((column) => column.key === key);
  announce(now < 0 ? "Rows in their first order" : `Sorted by ${title}, ${now ? "descending" : "ascending"}`);
}

function showTab(wanted) {
  if (wanted !== tab) grid.filter.value = "";
  tab = wanted;
  for (const each of grid.tabs.querySelectorAll('[role="tab"]')) {
    each.setAttribute("aria-selected", String(each.dataset.tab === tab));
    each.tabIndex = each.dataset.tab === tab ? 0 : -1;
  }
  grid.panel.setAttribute("aria-labelledby", `tab-${tab}`);
  fillTable(state);
  markRow(state);
}

function walkTabs(event) {
  const tabs = [...grid.tabs.querySelectorAll('[role="tab"]')];
  const at = tabs.indexOf(event.target);
  const place = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
  if (at < 0 || place === undefined) return;
  event.preventDefault();
  const wanted = tabs[(place + tabs.length) % tabs.length];
  showTab(wanted.dataset.tab);
  wanted.focus();
}

// The whole row selects as its link does, unless words in it are being marked.
function clickRow(event) {
  const row = rowOf(event.target);
  if (!row || event.target.closest("a") || String(getSelection())) return;
  moveTo(row, true);
  select(row.dataset.id);
}

function hintRow({ target }) {
  if (shownAs !== "both") return;
  const row = target && target.closest && target.closest("tbody tr[data-id]");
  hover(row ? row.dataset.id : "");
}

grid.head.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-sort]");
  if (button) sortBy(button.dataset.sort);
});
grid.body.addEventListener("click", clickRow);
grid.body.addEventListener("keydown", walkRows);
grid.body.addEventListener("focusin", (event) => {
  if (rowOf(event.target)) setStop(rowOf(event.target));
  hintRow(event);
});
grid.body.addEventListener("focusout", () => hintRow({ target: null }));
grid.body.addEventListener("mouseover", hintRow);
grid.body.addEventListener("mouseleave", () => hintRow({ target: null }));
grid.tabs.addEventListener("keydown", walkTabs);
grid.tabs.addEventListener("click", ({ target }) => target.dataset.tab && showTab(target.dataset.tab));
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
showSwitches();
