// The first page: the articles with how far each is coded, and the lists of actors, issues and events.

import { closest, element, h, name } from "../shared/dom.js";
import { folded } from "../shared/words.js";
import { called, firstText } from "./entries.js";
import { labelsOf } from "./marks.js";
import { openEntry, openKnown, SINGULAR } from "./registry.js";
import { theProject } from "./state.js";

/** @type {("articles" | RegistryKind)[]} */
const LISTS = ["articles", "actors", "issues", "events"];

/** @returns {"articles" | RegistryKind} */
function shownList() {
  return LISTS.find((each) => each === location.hash.slice(1)) || "articles";
}

function query() {
  return folded(element("search", HTMLInputElement).value.trim());
}

export function drawLists() {
  const list = shownList();
  const project = theProject();
  const tabs = LISTS.map((each) => h("li", {}, h("a", { href: `#${each}`, "aria-current": each === list && "page" }, `${each.charAt(0).toUpperCase()}${each.slice(1)} `, h("span", { class: "count" }, String(project[each].length)))));
  const content = list === "articles" ? articleTable() : entryTable(list);
  element("lists").replaceChildren(h("nav", { "aria-label": "Lists" }, h("ul", { class: "tabs" }, tabs)), ...content);
}

function articleTable() {
  const wanted = query();
  const rows = theProject().articles.filter((each) => folded(`${each.title} ${called(each.publisher)} ${each.slug} ${each.published}`).includes(wanted));
  if (!theProject().articles.length) {
    return [h("h2", {}, "No article is here yet"), h("p", { class: "lead" }, "Bring one in with ", h("code", {}, "kg add FILE or URL"), ", then code it here.")];
  }
  const columns = ["Article", "Published", "Claims", "Findings", "Changed"];
  return [
    h("div", { class: "table" }, h(
      "table", { class: "list-table" },
      h("caption", { class: "hidden" }, "Articles"),
      h("thead", {}, h("tr", {}, columns.map((column, index) => h("th", { scope: "col", class: index === 2 ? "number" : null }, column)))),
      h("tbody", {}, rows.map(articleRow)),
    )),
    rows.length ? "" : h("p", { class: "none" }, "No article of that name"),
  ];
}

/** @param {ArticleRow} article */
function articleRow({ slug, title, publisher, published, claims, unread, errors, warnings, drafts, changed, has_text }) {
  const findings = [
    errors ? h("span", { class: "flag error" }, `${errors} ${errors === 1 ? "mistake" : "mistakes"}`) : "",
    unread ? h("span", { class: "flag error" }, `${unread} unread`) : "",
    warnings ? h("span", { class: "flag warning" }, `${warnings} to look at`) : "",
    has_text ? "" : h("span", { class: "flag error" }, "no text"),
  ].filter(Boolean);
  return h(
    "tr", {},
    h("th", { scope: "row" }, h("a", { href: `/article/${encodeURIComponent(slug)}` }, name(title || slug)), h("span", { class: "sub" }, name(called(publisher)))),
    h("td", {}, published || "unknown"),
    h("td", { class: "number" }, claims ? String(claims) : h("span", { class: "sub" }, "not begun"), drafts ? h("span", { class: "sub" }, `${drafts} drafted`) : ""),
    h("td", {}, findings.length ? findings : claims ? h("span", { class: "sub" }, "none") : ""),
    h("td", {}, h("span", { class: "sub" }, ago(changed))),
  );
}

// How long ago in the reader's own days; older than a week by date.
/** @param {string} changed */
function ago(changed) {
  const then = new Date(changed);
  if (Number.isNaN(then.getTime())) return "";
  const minutes = Math.round((Date.now() - then.getTime()) / 60_000);
  if (minutes < 1) return "just now";
  const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
  if (minutes < 60) return words.format(-minutes, "minute");
  if (minutes < 60 * 24) return words.format(-Math.round(minutes / 60), "hour");
  if (minutes < 60 * 24 * 7) return words.format(-Math.round(minutes / 60 / 24), "day");
  return then.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });
}

/** @param {RegistryKind} list */
function entryTable(list) {
  const wanted = query();
  const entries = theProject()[list].filter((each) => [each.slug, ...labelsOf(each.label), ...labelsOf(each.aliases)].some((text) => folded(text).includes(wanted)));
  const rows = entries.map((entry) => {
    const button = h("button", { type: "button", class: "plain", "data-slug": entry.slug }, name(firstText(entry.label) || entry.slug));
    const about = [entry.kind, entry.type, firstText(entry.when), labelsOf(entry.aliases).join(", "), firstText(entry.definition)].filter(Boolean).join(" · ");
    return h("tr", {}, h("th", { scope: "row" }, button, h("span", { class: "sub" }, name(about))), h("td", { class: "number" }, String(entry.used || 0)), h("td", {}, h("code", {}, entry.slug)));
  });
  const make = h("button", { type: "button", id: "make" }, `New ${SINGULAR[list]}`);
  make.addEventListener("click", () => openEntry(list, "", () => {}));
  const table = h("table", { class: "list-table" },
    h("caption", { class: "hidden" }, list),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, "Name"), h("th", { scope: "col", class: "number" }, "Claims"), h("th", { scope: "col" }, "Name in files"))),
    h("tbody", {}, rows));
  table.addEventListener("click", (event) => {
    const slug = closest(event, "button[data-slug]")?.dataset.slug;
    if (slug) openKnown(list, slug);
  });
  return [h("div", { class: "table" }, table), rows.length ? "" : h("p", { class: "none" }, "Nothing of that name"), make];
}

export function startLists() {
  window.addEventListener("hashchange", drawLists);
  element("search").addEventListener("input", drawLists);
}

// From row to row by keys, as from sentence to sentence.
/** @param {1 | -1} step */
export function stepRow(step) {
  const rows = [...element("lists").querySelectorAll("tbody a, tbody button")].filter((each) => each instanceof HTMLElement);
  const at = rows.findIndex((each) => each === document.activeElement);
  const next = rows[at < 0 ? (step > 0 ? 0 : rows.length - 1) : at + step];
  next?.focus();
}
