// What stands in the panel while nothing is selected: every tie as a list, so that nobody needs the map.

import { articles, idOf, isActor, languageOf, nameOf, nodesBySlug, payload } from "../shared/data.js";
import { between, h, name } from "../shared/dom.js";
import { claimsIn } from "../shared/segments.js";
import { called, inOrderOfNames, labelOf, plural, when } from "../shared/words.js";
import { codedLists } from "./codedpanel.js";
import { computed } from "./computed.js";
import { countingWords } from "./counting.js";
import { asOf } from "./foot.js";
import { isPart, jointActs, partsIn } from "./joint.js";
import { list, pagedRows, rankingRow, rowsOf, tieRows } from "./lists.js";
import { pathForm } from "./pair.js";
import { paged } from "./paging.js";
import { limits } from "./parts.js";
import { readButton } from "./reader.js";
import { isLimited, state } from "./state.js";

const FIRST_ROWS = 25;
const OVERVIEW_HINT = "Open a tie to read every sentence behind it.";

export function overview() {
  const from = plural(articles.size, "article");
  const day = asOf() && `, as of ${asOf()}`;
  const hint = h("span", { class: "screen-only" }, OVERVIEW_HINT);
  return [
    h("h2", { id: "panel-title" }, "Who is in tension with whom"),
    h("p", { class: "lead" }, `What ${from} say${articles.size === 1 ? "s" : ""}${day}. `, hint),
    limits(),
    h("p", { class: "sub counting" }, countingWords(state)),
    ranking(),
    jointList(),
    pathForm(),
    relationList("leverage", "Who can move whom"),
    relationList("stance", "Who takes which position"),
    relationList("event", "Who did what to whom"),
    codedLists(),
    nodeList(),
    articleList(),
  ];
}

function ranking() {
  const { dyads } = computed(state);
  if (!dyads.length) return jointActs().length ? "" : h("p", { class: "none" }, nothing());
  const sign = h("span", { class: "together" }, `(${payload.words.signs.tension})`);
  const columns = ["Tie", "← friendly · hostile →", ["Tension ", sign]];
  const head = h("tr", {}, columns.map((words) => h("th", { scope: "col" }, words)));
  const caption = h("caption", { class: "hidden" }, "Ties of tension, most tense first");
  const body = h("tbody", {});
  const more = paged(body, dyads, rankingRow, { size: FIRST_ROWS, name: "ranking" });
  return [h("table", { class: "ranking" }, caption, h("thead", {}, head), body), more];
}

// Acts of so many parties that they are no lines between each two.
function jointList() {
  const shown = jointActs().filter((slug) => nodesBySlug.has(slug) && computed(state).events.has(slug));
  if (!shown.length) return "";
  const rows = shown.map((slug) => {
    const { parties, dyads } = partsIn(slug, state.level);
    return /** @type {[string, string, string, string]} */ (
      [idOf(slug), nameOf(slug), `${plural(parties.length, "party", "parties")}, ${plural(dyads, "dyad")}`, languageOf(slug)]
    );
  });
  return h("div", { class: "joint" }, h("h3", {}, "Joint acts of many"), rowsOf(rows));
}

// Why a list is empty: because of what is asked for, or because there is nothing.
function nothing() {
  return isLimited(state) ? "Nothing that bears on tension passes the window and the filters." : "Nothing was said that bears on tension.";
}

/** @param {string} relation @param {string} title */
function relationList(relation, title) {
  const found = computed(state).ties.filter((tie) => tie.relation === relation && !isPart(tie));
  return found.length ? list(title, found.length, () => tieRows(found, title)) : "";
}

function nodeList() {
  /** @type {[string, (node: NodeData) => boolean][]} */
  const groups = [
    ["Actors", (node) => isActor(node.slug)],
    ["Issues", (node) => node.kind === "issue"],
    ["Events", (node) => node.kind === "event"],
  ];
  return groups.map(([title, belongs]) => {
    const found = payload.nodes.filter(belongs);
    // Whoever does not open the list need not wait for its order.
    const rows = () => {
      const sorted = [...found].sort((a, b) => inOrderOfNames(a.label, b.label));
      return rowsOf(sorted.map((node) => [node.id, node.label, labelOf("kinds", node.kind), languageOf(node.slug)]), title);
    };
    return found.length ? list(title, found.length, rows) : "";
  });
}

// In the list of all ties: the articles, oldest first, each with its copies below it, and each opening in the reader.
function articleList() {
  const byDay = [...articles.values()].sort((a, b) => (a.published < b.published ? -1 : 1));
  const isCopy = (/** @type {ArticleData} */ article) => articles.has(article.original);
  const found = byDay.filter((article) => !isCopy(article)).flatMap((article) => [
    { article, look: "" },
    ...byDay.filter((copy) => copy.original === article.id).map((copy) => ({ article: copy, look: "copy" })),
  ]);
  const row = (/** @type {{article: ArticleData, look: string}} */ each) => articleRow(each.article, each.look);
  return found.length ? list("Articles", found.length, () => pagedRows(found, row, "Articles")) : "";
}

/** @param {ArticleData} article @param {string} look */
function articleRow(article, look = "") {
  const words = name(article.title, article.language);
  const title = article.text ? readButton(article, "", words) : words;
  const claimed = plural(claimsIn(article).length, "claim");
  const about = [look, called(article.publisher), when(article.published), claimed];
  const said = h("span", { class: "sub" }, between(about.filter(Boolean).map((each) => name(each)), " · "));
  return h("li", look ? { class: look } : {}, title, said);
}
