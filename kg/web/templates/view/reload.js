// What a page is asked for stands in its address; how it is scrolled, unfolded and sorted is kept here over a reload.

import { element } from "../shared/dom.js";
import { putAddress } from "./history.js";
import { openedLists, openLists, panel } from "./panel.js";
import { arrange, asOrdered, shownAs, tab } from "./table.js";

export function beforeReload() {
  putAddress();
  return {
    lists: openedLists(),
    drawer: !element("filters").hidden,
    table: { tab, orders: asOrdered, words: element("table-filter", HTMLInputElement).value },
    page: window.scrollY,
    rooms: rooms().map((each) => each.scrollTop),
  };
}

/** @param {ReturnType<typeof beforeReload>} kept */
export function afterReload({ lists, drawer, table, page, rooms: scrolled }) {
  openLists(lists);
  if (drawer) element("filters-open").click();
  if (tab !== table.tab) element(`tab-${table.tab}`).click();
  element("table-filter", HTMLInputElement).value = table.words;
  Object.assign(asOrdered, table.orders);
  if (shownAs !== "map") arrange(false);
  window.scrollTo(0, page);
  for (const [index, each] of rooms().entries()) each.scrollTop = scrolled[index];
}

function rooms() {
  return [panel, element("table-scroll"), element("filters")];
}
