// The panels of two actors: everything between them, how far they agree on issues, the paths of leverage between them.

import { shareBar, sideOf } from "../shared/charts.js";
import { claimsOf, idOf, languageOf, nameOf, payload } from "../shared/data.js";
import { facts, h, name, section } from "../shared/dom.js";
import { fragment, open } from "../shared/links.js";
import { called, dyadName, filled, inOrderOfNames, labelOf, plural, signed, tieName, when } from "../shared/words.js";
import { codedBeside } from "./codedpanel.js";
import { computed, hopsOf, LONGEST_PATH, pathsOf, select } from "./computed.js";
import { isoDay } from "./days.js";
import { idFor, inOrder } from "./ids.js";
import { rowsOf, tieWords } from "./lists.js";
import { sum } from "./measure.js";
import { absence, besideWhatTheyDeny, heading, lazy } from "./parts.js";
import { alignedOn } from "./relations.js";
import { isLimited, state } from "./state.js";
import { titleOf } from "./titles.js";

/** @param {Pair} pair */
export function pairView({ id, a, b }) {
  const { ties, dyadsById, alignmentsById } = computed(state);
  const members = ties.filter((tie) => JSON.stringify(inOrder(tie.source, tie.target)) === JSON.stringify([a, b]));
  const dyad = dyadsById.get(idFor("tie", a, b));
  const agreement = alignmentsById.get(idFor("alignment", a, b));
  /** @type {[string, string, string][]} */
  const lines = [];
  if (dyad) lines.push([dyad.id, `Tension ${signed(dyad.tension)}`, plural(dyad.claims, "claim")]);
  if (agreement) lines.push([agreement.id, `Agreement on issues ${signed(agreement.value)}`, plural(agreement.claims, "claim")]);
  return [
    heading("Everything between the two", titleOf(id)),
    lines.length > 0 && rowsOf(lines),
    codedBeside(a, b),
    members.length ? section("Every claim, by tie", null, members.map(tieFolder)) : h("p", { class: "none" }, absence()),
  ];
}

/** @param {Tie} tie */
export function tieFolder(tie) {
  const title = `${labelOf("relations", tie.relation)}: ${tieName(tie)}`;
  const summary = h("summary", {}, name(title), h("span", { class: "sub" }, tieWords(tie)));
  return lazy(summary, besideWhatTheyDeny(claimsOf(tie.claims)));
}

/** @param {Alignment} pair */
export function alignmentView(pair) {
  const issues = plural(pair.issues.length, "issue");
  const claimants = plural(pair.claimants, "independent claimant");
  const on = alignedOn(state);
  const words = `Cosine of agreement less disagreement on ${issues}, from −1 to 1, by what each is said to hold; ${claimants}.`;
  return [
    heading("Agreement on issues", dyadName(pair)),
    h("p", { class: `figure ${sideOf(-pair.value)}` }, signed(pair.value)),
    h("p", { class: "lead" }, pair.issues.length ? [words, allTheSame(pair)] : absence()),
    pair.issues.length > 0 && h("p", { class: "sub" }, filled(payload.words.aligned, { day: on === null ? "then" : when(isoDay(on)) })),
    pair.issues.map((each) => issuePart(pair, each)),
  ];
}

// What to know of two who agree and are tense, or disagree and are friendly.
/** @param {Alignment} pair */
function allTheSame({ a, b, value }) {
  const dyad = computed(state).dyadsById.get(idFor("tie", a, b));
  if (!dyad || Math.abs(dyad.tension) < payload.words.faded.under || dyad.tension * value <= 0) return "";
  const words = payload.words.all_the_same[dyad.tension > 0 ? "hostile" : "friendly"];
  return [" ", open(dyad.id, {}, filled(words, { tension: signed(dyad.tension) }))];
}

/** @param {string} slug */
const whose = (slug) => name(nameOf(slug), languageOf(slug));

/** @param {Alignment} pair @param {IssueShare<HeldClaim>} share */
function issuePart(pair, { issue, value, a, b }) {
  /** @param {Held[]} said */
  const mean = (said) => signed(sum(said.map((each) => each.position)) / said.length);
  const rows = facts([[whose(pair.a), mean(a)], [whose(pair.b), mean(b)]]);
  const held = [...a, ...b].map((each) => each.claim);
  const summary = h("summary", {}, "What they are said to hold", h("span", { class: "count" }, held.length));
  const list = lazy(summary, held);
  list.dataset.list = `held ${issue}`;
  return h(
    "section",
    { class: "part" },
    h("h3", {}, open(idOf(issue), {}, whose(issue)), h("span", { class: "count" }, signed(value))),
    h("dl", { class: "facts" }, rows),
    list,
  );
}

/** @param {Pair} item */
export function pathView(item) {
  const found = pathsOf(item);
  const back = h("a", { href: fragment(`path=${item.b}--${item.a}`) }, "the other way round");
  const note = "The power of a path is the product of its steps'; each step opens the claims it rests on.";
  return [
    heading("Paths over leverage", titleOf(state.selection)),
    pathForm(item.a, item.b),
    h("p", { class: "lead" }, found.length ? note : `${nothingLeads()} `, found.length ? " See also " : "Look ", back, "."),
    found.map(pathPart),
  ];
}

function nothingLeads() {
  const among = isLimited(state) ? ", among what passes the window and the filters" : "";
  return `Nobody says that one could move the other, in up to ${LONGEST_PATH} steps${among}.`;
}

/** @param {Chain} chain @param {number} index */
function pathPart(chain, index) {
  const { powers, tiesById } = computed(state);
  const steps = hopsOf(chain).map((id) => {
    const [power, tie] = [powers.get(id), tiesById.get(id)];
    if (!power || !tie) return null;
    const words = `power ${power.power.toFixed(2)} · ${tieWords(tie)}${power.thin ? ` · ${payload.words.thin}` : ""}`;
    const step = open(id, {}, name(tieName(tie)));
    return h("li", {}, step, h("span", { class: "sub" }, words), shareBar(power.power, 1, "leverage"));
  });
  const title = chain.nodes.map(called).join(" → ");
  return h(
    "section",
    { class: "part path" },
    h("h3", {}, `${index + 1}. `, name(title), h("span", { class: "count" }, chain.power.toFixed(2))),
    h("ol", { class: "rows" }, steps),
  );
}

// From whom to whom: choosing both shows the paths.
/** @param {string} [a] @param {string} [b] */
export function pathForm(a = "", b = "") {
  const { powers, ties } = computed(state);
  const hops = ties.filter((tie) => powers.has(tie.id));
  /** @param {string[]} slugs @param {string} chosen */
  const options = (slugs, chosen) => {
    const sorted = [...new Set([...slugs, chosen])].filter(Boolean).sort((x, y) => inOrderOfNames(nameOf(x), nameOf(y)));
    /** @param {string} slug */
    const option = (slug) => h("option", { value: slug, selected: slug === chosen, lang: languageOf(slug) }, nameOf(slug));
    return [h("option", { value: "" }, "…"), ...sorted.map(option)];
  };
  const from = h("select", { id: "path-from" }, options(hops.map((tie) => tie.source), a));
  const to = h("select", { id: "path-to" }, options(hops.map((tie) => tie.target), b));
  const go = h("button", { type: "submit" }, "Show the paths");
  const form = h(
    "form", { class: "path-form" },
    h("label", {}, h("span", {}, "Who can move whom: from"), from), h("label", {}, h("span", {}, "to"), to), go,
  );
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (from.value && to.value && from.value !== to.value) select(`path=${from.value}--${to.value}`);
  });
  return hops.length ? form : "";
}
