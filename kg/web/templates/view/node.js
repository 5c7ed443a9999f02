// The panel of an actor, issue or event.

import { claimsOf, involves, languageOf, nameOf, payload } from "../shared/data.js";
import { between, facts, h, name, section, webLink } from "../shared/dom.js";
import { actorLink } from "../shared/links.js";
import { inOrderOfNames, isolated, labelOf, plural } from "../shared/words.js";
import { fitCanvas } from "./canvas.js";
import { nodeCoded } from "./codedpanel.js";
import { computed, isKnown, select } from "./computed.js";
import { inOrder } from "./ids.js";
import { isJointAct, isPart, partsIn } from "./joint.js";
import { rankingRow } from "./lists.js";
import { tieFolder } from "./pair.js";
import { paged } from "./paging.js";
import { heading, lazy } from "./parts.js";
import { claimList } from "./saying.js";
import { change, state } from "./state.js";

const FEW_CLAIMS = 8;
const FEW_PARTIES = 12;
const FIRST_ROWS = 40;

/** @param {NodeData} node */
export function nodeView(node) {
  const about = shownClaims().filter((claim) => involves(claim, node.slug));
  const said = shownClaims().filter((claim) => claim.claimants.includes(node.slug));
  const passed = shownClaims().filter((claim) => claim.reporters.includes(node.slug));
  return [
    heading(labelOf("kinds", node.kind), node.label, languageOf(node.slug)),
    node.text && h("p", { class: "lead" }, name(node.text)),
    h("dl", { class: "facts" }, nodeFacts(node)),
    egoButtons(node),
    nodeTensions(node),
    jointPart(node),
    nodeCoded(node),
    nodeTies(node),
    loose(node, about),
    spoken(`Said by ${isolated(node.label)}`, said),
    spoken(`Passed on by ${isolated(node.label)}`, passed),
  ];
}

function shownClaims() {
  return claimsOf([...computed(state).passed]);
}

/** @param {string} title @param {ClaimData[]} found */
function spoken(title, found) {
  if (!found.length) return "";
  if (found.length <= FEW_CLAIMS) return section(name(title), found.length, claimList(found, title));
  const list = lazy(h("summary", {}, plural(found.length, "claim")), found);
  list.dataset.list = title;
  return section(name(title), null, list);
}

/** @param {NodeData} node */
function nodeFacts(node) {
  const known = /^Q\d+$/.test(node.wikidata);
  const item = known && webLink(`https://www.wikidata.org/wiki/${node.wikidata}`, `Wikidata ${node.wikidata}`);
  /** @param {string} role */
  const parties = (role) => {
    const found = node.parties.filter(([, played]) => played === role).map(([slug]) => slug);
    const few = !isJointAct(node.slug) || role === "about" || found.length <= FEW_PARTIES;
    return few ? found.map(actorLink) : [partyList(found)];
  };
  /** @type {[Child, Child][]} */
  const roles = Object.entries(payload.words.roles).map(([role, title]) => [title, between(parties(role), ", ")]);
  return facts([
    ["Also called", between(node.aliases.map((alias) => name(alias)), ", ")],
    ["Acts for", node.acts_for && actorLink(node.acts_for)],
    ["Member of", between(node.member_of.map(actorLink), ", ")],
    ...roles,
    ["Identifiers", between([node.iso3, item].filter(Boolean), " · ")],
  ]);
}

/** @param {string[]} slugs */
function partyList(slugs) {
  const sorted = [...slugs].sort((x, y) => inOrderOfNames(nameOf(x), nameOf(y)));
  return h("details", {}, h("summary", {}, plural(slugs.length, "party", "parties")), between(sorted.map(actorLink), ", "));
}

// Of a joint act: that it counts for every two of its parties, and the score of any two that the reader chooses.
/** @param {NodeData} node */
function jointPart(node) {
  if (!isJointAct(node.slug)) return "";
  const { first, parties, dyads } = partsIn(node.slug, state.level);
  const sorted = parties.sort((x, y) => inOrderOfNames(nameOf(x), nameOf(y)));
  /** @param {string} slug */
  const option = (slug) => h("option", { value: slug, lang: languageOf(slug) }, nameOf(slug));
  const options = () => [h("option", { value: "" }, "…"), ...sorted.map(option)];
  const [one, other] = [h("select", { id: "joint-one" }, options()), h("select", { id: "joint-other" }, options())];
  const form = h(
    "form", { class: "path-form" },
    h("label", {}, h("span", {}, "The score of"), one), h("label", {}, h("span", {}, "and"), other),
    h("button", { type: "submit" }, "Show it"),
  );
  const missing = h("p", { class: "sub", role: "status" });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const [a, b] = inOrder(one.value, other.value);
    const id = `tie=${a}--${b}`;
    const known = a !== b && isKnown(id);
    missing.textContent = known ? "" : "Choose two parties of which one acts toward the other.";
    if (known) select(id);
  });
  const said = [
    `${plural(parties.length, "party", "parties")} are ${plural(dyads, "dyad")}, for each of which this counts`,
    `(${first.number}).`,
    "They are drawn as one act, and only dyads of which something else is said too as lines of their own.",
  ].join(" ");
  return section("Between its parties", null, [h("p", { class: "sub" }, said), form, missing]);
}

/** @param {NodeData} node */
function nodeTensions(node) {
  const found = computed(state).dyads.filter((dyad) => dyad.a === node.slug || dyad.b === node.slug);
  if (!found.length) return "";
  const body = h("tbody", {});
  const more = paged(body, found, rankingRow, { size: FIRST_ROWS, name: "tension" });
  return section("Tension", null, h("table", { class: "ranking" }, body), more);
}

/** @param {NodeData} node */
function nodeTies(node) {
  // What is said of a joint act as a whole stands once below.
  const found = isJointAct(node.slug) ? tiesOf(node).filter((tie) => !isPart(tie)) : tiesOf(node);
  if (!found.length) return "";
  const place = h("div", {});
  const sorted = [...found].sort((x, y) => y.claims.length - x.claims.length || (x.id < y.id ? -1 : 1));
  return section("Every claim, by tie", null, place, paged(place, sorted, tieFolder, { size: FIRST_ROWS, name: "ties" }));
}

// Claims that involve a node without tying it to another: an event, or demands that nobody in particular makes.
/** @param {NodeData} node @param {ClaimData[]} about */
function loose(node, about) {
  const own = shownClaims().filter((claim) => node.kind === "event" && claim.content.slug === node.slug);
  const tied = new Set(tiesOf(node).flatMap((tie) => tie.claims));
  const found = [...new Set([...own, ...about.filter((claim) => !tied.has(claim.id))])];
  if (!found.length) return "";
  const title = node.kind === "event" ? "Who speaks of it" : "Other claims about it";
  return section(title, found.length, claimList(found, title));
}

/** @param {NodeData} node */
function tiesOf({ slug }) {
  return computed(state).ties.filter((tie) => tie.source === slug || tie.target === slug);
}

// Only what stands around the node, in one step or two.
/** @param {NodeData} node */
function egoButtons(node) {
  const now = state.ego && state.ego.node === node.id ? state.ego.steps : 0;
  const buttons = ["Everything", "One step", "Two steps"].map((text, steps) => {
    const button = h("button", { type: "button", id: `ego-${steps}`, "aria-pressed": String(steps === now) }, text);
    button.addEventListener("click", () => {
      change({ ego: steps ? { node: node.id, steps } : null });
      fitCanvas(true);
    });
    return button;
  });
  return h("div", { class: "ego", role: "group", "aria-label": "On the map" }, h("span", { class: "sub" }, "On the map: "), buttons);
}
