// The panel: whatever is selected, with every claim behind it.

import { largeScore, sideOf } from "../shared/charts.js";
import { claimCard } from "../shared/claim.js";
import { claimsOf, modeOrder, payload } from "../shared/data.js";
import { build, element, elements, facts, focusedIn, h, name, section } from "../shared/dom.js";
import { unfoldedFirst } from "../shared/folded.js";
import { open } from "../shared/links.js";
import {
  capital, directionOf, dyadName, fadedWords, filled, isolated, labelOf, likelihood, plural, signed, thinWords, tieName, when,
} from "../shared/words.js";
import { codedBeside, codedView } from "./codedpanel.js";
import { computed, itemOf, select } from "./computed.js";
import { isoDay } from "./days.js";
import { idFor, inOrder } from "./ids.js";
import { tieRows } from "./lists.js";
import { nodeView } from "./node.js";
import { overview } from "./overview.js";
import { alignmentView, pairView, pathView } from "./pair.js";
import { sum, withoutGroups } from "./measure.js";
import { forgetPages } from "./paging.js";
import { absence, besideWhatTheyDeny, heading, lazy, makeRoomAgain } from "./parts.js";
import { tensionOf } from "./relations.js";
import { bySaying, claimList, entries } from "./saying.js";
import { state } from "./state.js";

/** @type {HTMLElement} */
export let panel;

export function startPanel() {
  panel = element("panel");
}

/** @param {ViewState} current */
export function renderPanel(current) {
  const found = itemOf(current.selection);
  makeRoomAgain();
  if (panel.dataset.selection !== current.selection) forgetPages();
  panel.replaceChildren();
  build(panel, {}, found ? [panelBar(), viewOf(found)] : overview());
  panel.dataset.selection = current.selection;
}

/** @param {Subject} subject @returns {Child[]} */
function viewOf({ type, item }) {
  switch (type) {
    case "tension": return tensionView(item);
    case "tie": return tieView(item);
    case "node": return nodeView(item);
    case "claim": return claimView(item);
    case "pair": return pairView(item);
    case "path": return pathView(item);
    case "alignment": return alignmentView(item);
    case "coded": return codedView(item);
  }
}

// What passes has changed: the same panel anew, scrolled and unfolded as it was; what is folded follows, unless all of it is
// wanted at once.
/** @param {ViewState} current @param {Anchor} anchor @param {boolean} [atOnce] */
export function renderPanelAgain(current, anchor, atOnce = false) {
  const opened = openedLists();
  const inside = focusedIn(panel);
  if (atOnce) renderPanel(current);
  else unfoldedFirst(() => renderPanel(current));
  openLists(opened);
  scrollTo(anchor);
  if (inside) document.getElementById(inside)?.focus({ preventScroll: true });
}

/** @typedef {{ scrollTop: number, key: string, below: number }} Anchor */

// The entries and lists of the panel; what is beyond the screen is laid out once it comes there, so that it stands by one
// of these rather than by how far it is scrolled.
function entriesIn() {
  return elements(panel, ".part > .claims > *, .beside > details");
}

/** @param {HTMLElement} entry */
function keyOf(entry) {
  return entry.dataset.list || entry.dataset.claim || elements(entry, "[data-claim]")[0]?.dataset.claim || "";
}

// Where the panel stands: how far it is scrolled, and which entry is seen first, so far below its upper edge.
/** @returns {Anchor} */
export function anchored() {
  const { scrollTop } = panel;
  const { top } = panel.getBoundingClientRect();
  const first = scrollTop ? entriesIn().find((entry) => entry.getBoundingClientRect().bottom > top) : undefined;
  return first ? { scrollTop, key: keyOf(first), below: first.getBoundingClientRect().top - top } : { scrollTop, key: "", below: 0 };
}

/** @param {Anchor} anchor */
function scrollTo({ scrollTop, key, below }) {
  if (!scrollTop) return;
  panel.scrollTop = scrollTop;
  const same = key ? entriesIn().find((entry) => keyOf(entry) === key) : undefined;
  if (same) panel.scrollTop += same.getBoundingClientRect().top - panel.getBoundingClientRect().top - below;
}

/** @param {HTMLDetailsElement} each */
function titleIn(each) {
  return each.dataset.list || each.querySelector("summary")?.firstChild?.textContent || "";
}

// By their titles those lists of the panel that are open.
export function openedLists() {
  return lists().filter((each) => each.open).map(titleIn);
}

// Lists within lists are there once these are open.
/** @param {string[]} titles */
export function openLists(titles) {
  for (let before = -1, all = lists(); all.length > before; before = all.length, all = lists()) {
    for (const each of all) if (!each.open && titles.includes(titleIn(each))) unfoldList(each);
  }
}

// The lists of the panel that open.
/** @returns {HTMLDetailsElement[]} */
export function lists() {
  return [...panel.querySelectorAll("details.list")].filter((each) => each instanceof HTMLDetailsElement);
}

// Lists are filled when they open, which the browser only says later.
/** @param {HTMLDetailsElement} list */
export function unfoldList(list) {
  list.open = true;
  list.dispatchEvent(new Event("toggle"));
}

function panelBar() {
  const close = h("button", { type: "button", class: "close", "aria-label": "Close (Escape)" }, "×");
  close.addEventListener("click", () => select(""));
  const back = h("button", { type: "button", class: "back" }, "← All ties");
  back.addEventListener("click", () => select(""));
  return h("div", { class: "panel-bar" }, back, close);
}

/** @param {Dyad} dyad */
function tensionView(dyad) {
  const groups = heardOf(dyad);
  const largest = Math.max(...groups.map(({ share }) => Math.abs(share.effect)), 0);
  /** @param {"raising" | "lowering" | "leaving"} direction */
  const part = (direction) => {
    const chosen = groups.filter(({ share }) => directionOf(share.effect) === direction);
    const count = chosen.reduce((total, { members }) => total + members.length, 0);
    const words = count > chosen.length ? `${plural(count, "claim")} in ${plural(chosen.length, "statement")}` : plural(count, "claim");
    return count > 0 && section(payload.words[direction], words, entries(chosen, { name: direction, largest }));
  };
  return [
    heading(dyad.mode === "reported" ? "Tension" : `Tension, by ${labelOf("headings", dyad.mode).toLowerCase()}`, dyadName(dyad)),
    dyad.claims ? scoreBox(dyad) : h("p", { class: "none" }, absence()),
    codedBeside(dyad.a, dyad.b),
    part("raising"),
    part("lowering"),
    part("leaving"),
    beside(dyad),
  ];
}

// The claims that count by what they say, what moves the score most first.
/** @param {Dyad} dyad */
export function heardOf(dyad) {
  const place = new Map(dyad.contributions.map((each, index) => [each, index]));
  const groups = bySaying(dyad.contributions, ({ claim }) => claim);
  const places = groups.map(({ members }) => members.map((each) => place.get(each) ?? -1));
  const without = withoutGroups(dyad.contributions, places, payload.parameters);
  const heard = groups.map(({ key, members }, index) => ({
    key, share: together(dyad, members, without[index]), members: members.map((each) => ({ claim: each.claim, contribution: each })),
  }));
  return heard.sort((x, y) => Math.abs(y.share.effect) - Math.abs(x.share.effect) || (x.key < y.key ? -1 : 1));
}

// What some claims do to the score together: their shares add up, and without all of them it would be another.
/** @param {Dyad} dyad @param {Contribution[]} members @param {number} without */
function together(dyad, members, without) {
  if (members.length === 1) return members[0];
  return { ...members[0], share: sum(members.map((each) => each.share)), effect: dyad.tension - without, without, several: true };
}

// The figures under the picture of a score.
/** @param {Dyad} dyad */
function figures(dyad) {
  const rows = facts([
    ["Hostile", h("span", { class: sideOf(dyad.hostile) }, dyad.hostile.toFixed(2))],
    ["Friendly", h("span", { class: sideOf(-dyad.friendly) }, dyad.friendly.toFixed(2))],
    ["Claims", String(dyad.claims)],
    ["Claimants", String(dyad.clusters)],
    ["Articles", String(dyad.articles)],
    ["Mass", dyad.mass.toFixed(2)],
    ["Unshrunk", signed(dyad.unshrunk)],
    ["More tense than friendly", likelihood(dyad.probability)],
    ["Without issues", signed(dyad.direct)],
    ["As of", dyad.at === null ? "" : when(isoDay(dyad.at))],
  ]);
  return h("dl", { class: "numbers" }, rows);
}

/** @param {Dyad} dyad */
function scoreBox(dyad) {
  const without = Math.abs(dyad.without_contested - dyad.tension) > 5e-7;
  const range = h("span", { class: "range" }, `90 % interval ${signed(dyad.low)} to ${signed(dyad.high)}`);
  return h(
    "div",
    { class: "score-box" },
    h("p", { class: `figure ${sideOf(dyad.tension)}` }, signed(dyad.tension), range),
    largeScore(dyad),
    dyad.faded && dyad.newest !== null && h("p", { class: "thin-note" }, capital(fadedWords(isoDay(dyad.newest), dyad.unshrunk)), "."),
    dyad.thin && h("p", { class: "thin-note" }, thinWords(dyad.clusters, dyad.articles)),
    figures(dyad),
    h(
      "p",
      { class: "sub" },
      `Without contested claims: ${signed(dyad.without_contested)}${without ? " (the ring above)" : ", the same"}.`,
    ),
  );
}

// What the claims of another mode would score by themselves.
/** @param {Dyad} dyad @param {ClaimData[]} found @param {string} mode */
function scoreOf(dyad, found, mode) {
  const keys = found.filter((claim) => claim.mode === mode).map((claim) => claim.id);
  const score = tensionOf(dyad.id, keys, state, mode);
  return score.claims ? score : null;
}

// Claims that bear on the dyad without counting: other modes with their own scores, denials, leverage.
/** @param {Dyad} dyad */
function beside(dyad) {
  const found = dyad.beside;
  if (!found.length) return "";
  /** @type {[string, ClaimData[], Dyad | null][]} */
  const groups = [
    ["Denials", found.filter((claim) => claim.polarity === "denied" && claim.content.kind !== "leverage"), null],
  ];
  for (const mode of modeOrder().filter((each) => each !== dyad.mode)) {
    const ofMode = found.filter((claim) => claim.mode === mode && claim.polarity !== "denied" && claim.content.kind !== "leverage");
    groups.push([labelOf("headings", mode), ofMode, scoreOf(dyad, found, mode)]);
  }
  groups.push(["Leverage", found.filter((claim) => claim.content.kind === "leverage"), null]);
  const known = new Set(groups.flatMap(([, members]) => members));
  groups.push(["Said later, or undated", found.filter((claim) => !known.has(claim)), null]);
  return h(
    "section",
    { class: "beside" },
    h("h3", { class: "beside-title" }, "Said too, and not counted"),
    groups.filter(([, members]) => members.length).map(([title, members, score]) => folder(title, members, score)),
  );
}

/** @param {string} title @param {ClaimData[]} members @param {Dyad | null} score */
function folder(title, members, score) {
  const words = score ? h("span", { class: "sub" }, `by itself ${signed(score.tension)}`) : "";
  return lazy(h("summary", {}, title, h("span", { class: "count" }, members.length), words), members);
}

/** @param {Tie} tie */
function tieView(tie) {
  const found = claimsOf(tie.claims);
  const shown = besideWhatTheyDeny(found);
  const modes = [...new Set([...Object.keys(payload.words.headings), ...found.map((claim) => claim.mode)])];
  const denials = found.filter((claim) => claim.polarity === "denied").length;
  const dyad = computed(state).dyadsById.get(idFor("tie", ...inOrder(tie.source, tie.target)));
  const tension = dyad && [" Tension of the two: ", open(dyad.id, {}, signed(dyad.tension)), "."];
  const words = [plural(found.length, "claim"), denials && `${plural(denials, "denial")} among them`];
  return [
    heading(labelOf("relations", tie.relation), tieName(tie)),
    h("p", { class: "lead" }, found.length ? [words.filter(Boolean).join(", "), ".", tension] : absence()),
    powerPart(tie),
    modes.map((mode) => {
      const members = shown.filter((claim) => claim.mode === mode);
      return members.length ? section(labelOf("headings", mode), members.length, claimList(members, mode)) : "";
    }),
  ];
}

/** @param {Tie} tie */
function powerPart(tie) {
  const power = computed(state).powers.get(tie.id);
  if (!power) return "";
  const words = `of 1: what ${plural(power.claims, "claim")} by ${plural(power.claimants, "independent claimant")} come to`;
  const paths = open(`path=${tie.source}--${tie.target}`, {}, "All paths from the one to the other");
  return [
    h("p", { class: "figure power" }, power.power.toFixed(2), h("span", { class: "range" }, words)),
    power.thin && h("p", { class: "thin-note" }, thinWords(power.claimants)),
    power.aims.length > 1 && h("p", { class: "sub" }, name(pooledAims(power.aims))),
    h("p", { class: "sub" }, paths),
  ];
}

/** @param {string[]} aims */
function pooledAims(aims) {
  return filled(payload.words.pooled_aims, { number: String(aims.length), aims: aims.map(isolated).join("; ") });
}

/** @param {ClaimData} claim */
function claimView(claim) {
  const found = computed(state).ties.filter((tie) => tie.claims.includes(claim.id));
  return [
    heading("Claim", claim.says),
    claimCard(claim, { alone: true }),
    found.length ? section("Ties that rest on it", null, tieRows(found)) : "",
  ];
}
