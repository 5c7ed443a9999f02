// On paper: what is selected with all that is folded on the screen, its articles, and a foot on every page.

import { aboutArticle } from "../shared/article.js";
import { articles, claims } from "../shared/data.js";
import { elements, h, name } from "../shared/dom.js";
import { provenance } from "./foot.js";
import { showAll } from "./paging.js";
import { anchored, lists, panel, renderPanelAgain, unfoldList } from "./panel.js";
import { state } from "./state.js";

/** @type {HTMLDetailsElement[]} */
const unfolded = [];

function unfold() {
  showAll(panel);
  for (let closed = lists().filter((each) => !each.open); closed.length; closed = lists().filter((each) => !each.open)) {
    for (const list of closed) {
      unfoldList(list);
      unfolded.push(list);
    }
    showAll(panel);
  }
}

function foldAgain() {
  for (const list of unfolded.splice(0)) list.open = false;
  for (const added of panel.querySelectorAll(".on-paper")) added.remove();
}

// The articles behind what is printed, in the words of their records: date and basis, reliability, address.
function citedArticles() {
  const cards = elements(panel, "[data-claim]");
  const cited = new Set(cards.map((card) => claims.get(card.dataset.claim || "")?.article || ""));
  return [...cited].flatMap((slug) => articles.get(slug) || []);
}

function printedSources() {
  const drawn = citedArticles().map((article) => {
    const [, known] = aboutArticle(article);
    return h("li", {}, h("cite", {}, name(article.title, article.language)), known);
  });
  return h("section", { class: "part on-paper" }, h("h3", {}, "Articles"), h("ul", { class: "cited" }, drawn));
}

// The style sheet puts this at the foot of every page; nothing that could end its string goes into it.
function runningFoot() {
  const words = ["Détente", ...provenance()].join(" · ").replace(/[^\p{L}\p{N} .,:·–-]/gu, "");
  document.documentElement.style.setProperty("--running-foot", `"${words}"`);
}

function beforePrint() {
  foldAgain();
  runningFoot();
  if (!state.selection) {
    showAll(panel);
    return;
  }
  unfold();
  if (citedArticles().length) panel.append(printedSources());
}

// The panel as it was, with no more in it than is seen.
function afterPrint() {
  foldAgain();
  renderPanelAgain(state, anchored(), true);
}

export function startPrint() {
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
}
