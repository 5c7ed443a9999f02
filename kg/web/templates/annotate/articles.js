// The first page: the articles with how far each is coded, and the lists of actors, issues and events.

import { closest, element, h, name } from "../shared/dom.js";
import { capital, folded } from "../shared/words.js";
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
  const tabs = LISTS.map((each) => {
    const count = h("span", { class: "count" }, String(project[each].length));
    return h("li", {}, h("a", { href: `#${each}`, "aria-current": each === list && "page" }, capital(each), " ", count));
  });
  const content = list === "articles" ? articleTable() : entryTable(list);
  element("lists").replaceChildren(h("nav", { "aria-label": "Lists" }, h("ul", { class: "tabs" }, tabs)), ...content);
}

function articleTable() {
  const wanted = query();
  const rows = theProject().articles.filter(({ title, publisher, slug, published }) => (
    folded(`${title} ${called(publisher)} ${slug} ${published}`).includes(wanted)
  ));
  if (!theProject().articles.length) {
    const how = ["Bring one in with ", h("code", {}, "kg add FILE or URL"), ", then code it here."];
    return [h("h2", {}, "No article is here yet"), h("p", { class: "lead" }, how)];
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

/** @param {Child} words */
function aside(words) {
  return h("span", { class: "sub" }, words);
}

/** @param {ArticleRow} article */
function articleRow({ slug, title, publisher, published, claims, unread, errors, warnings, drafts, changed, has_text }) {
  const isDrafted = drafts && !theProject().plain;
  const findings = [
    errors ? h("span", { class: "flag error" }, `${errors} ${errors === 1 ? "mistake" : "mistakes"}`) : "",
    unread ? h("span", { class: "flag error" }, `${unread} unread`) : "",
    warnings ? h("span", { class: "flag warning" }, `${warnings} to look at`) : "",
    has_text ? "" : h("span", { class: "flag error" }, "no text"),
  ].filter(Boolean);
  const link = h("a", { href: `/article/${encodeURIComponent(slug)}` }, name(title || slug));
  return h(
    "tr", {},
    h("th", { scope: "row" }, link, aside(name(called(publisher)))),
    h("td", {}, published || "unknown"),
    h("td", { class: "number" }, claims ? String(claims) : aside("not begun"), isDrafted ? aside(`${drafts} drafted`) : ""),
    h("td", {}, findings.length ? findings : claims ? aside("none") : ""),
    h("td", {}, aside(ago(changed))),
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
  const entries = theProject()[list].filter(({ slug, label, aliases }) => (
    [slug, ...labelsOf(label), ...labelsOf(aliases)].some((text) => folded(text).includes(wanted))
  ));
  const rows = entries.map(entryRow);
  const make = h("button", { type: "button", id: "make" }, `New ${SINGULAR[list]}`);
  make.addEventListener("click", () => openEntry(list, "", () => {}));
  const columns = ["Name", "Claims", "Name in files"];
  const heads = columns.map((column, index) => h("th", { scope: "col", class: index === 1 ? "number" : null }, column));
  const table = h(
    "table", { class: "list-table" },
    h("caption", { class: "hidden" }, list), h("thead", {}, h("tr", {}, heads)), h("tbody", {}, rows),
  );
  table.addEventListener("click", (event) => {
    const slug = closest(event, "button[data-slug]")?.dataset.slug;
    if (slug) openKnown(list, slug);
  });
  return [h("div", { class: "table" }, table), rows.length ? "" : h("p", { class: "none" }, "Nothing of that name"), h("p", {}, make)];
}

/** @param {Registered} entry */
function entryRow(entry) {
  const { slug, label, aliases, definition, used } = entry;
  const button = h("button", { type: "button", class: "plain", "data-slug": slug }, name(firstText(label) || slug));
  const about = [entry.kind, entry.type, firstText(entry.when), labelsOf(aliases).join(", "), firstText(definition)];
  return h(
    "tr", {},
    h("th", { scope: "row" }, button, aside(name(about.filter(Boolean).join(" · ")))),
    h("td", { class: "number" }, String(used || 0)),
    h("td", {}, h("code", {}, slug)),
  );
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
