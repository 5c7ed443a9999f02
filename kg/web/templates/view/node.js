// The panel of an actor, issue or event.

import { claimCard } from "../shared/claim.js";
import { claimsOf, involves, languageOf, payload } from "../shared/data.js";
import { between, facts, h, name, section, webLink } from "../shared/dom.js";
import { actorLink } from "../shared/links.js";
import { isolated, labelOf, plural } from "../shared/words.js";
import { fitCanvas } from "./canvas.js";
import { nodeCoded } from "./codedpanel.js";
import { computed } from "./computed.js";
import { rankingRow } from "./lists.js";
import { tieFolder } from "./pair.js";
import { heading, lazy } from "./parts.js";
import { change, state } from "./state.js";

const FEW_CLAIMS = 8;

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
  if (found.length <= FEW_CLAIMS) return section(name(title), found.length, found.map((claim) => claimCard(claim)));
  return section(name(title), null, lazy(h("summary", {}, plural(found.length, "claim")), found));
}

/** @param {NodeData} node */
function nodeFacts(node) {
  const known = /^Q\d+$/.test(node.wikidata);
  const item = known && webLink(`https://www.wikidata.org/wiki/${node.wikidata}`, `Wikidata ${node.wikidata}`);
  /** @param {string} role */
  const parties = (role) => node.parties.filter(([, played]) => played === role).map(([slug]) => actorLink(slug));
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

/** @param {NodeData} node */
function nodeTensions(node) {
  const found = computed(state).dyads.filter((dyad) => dyad.a === node.slug || dyad.b === node.slug);
  if (!found.length) return "";
  return section("Tension", null, h("table", { class: "ranking" }, h("tbody", {}, found.map(rankingRow))));
}

/** @param {NodeData} node */
function nodeTies(node) {
  const found = tiesOf(node);
  if (!found.length) return "";
  return section("Every claim, by tie", null, found.map(tieFolder));
}

// Claims that involve a node without tying it to another: an event, or demands that nobody in particular makes.
/** @param {NodeData} node @param {ClaimData[]} about */
function loose(node, about) {
  const own = shownClaims().filter((claim) => node.kind === "event" && claim.content.slug === node.slug);
  const tied = new Set(tiesOf(node).flatMap((tie) => tie.claims));
  const found = [...new Set([...own, ...about.filter((claim) => !tied.has(claim.id))])];
  if (!found.length) return "";
  const title = node.kind === "event" ? "Who speaks of it" : "Other claims about it";
  return section(title, found.length, found.map((claim) => claimCard(claim)));
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
