// The panel of a machine-coded dyad with its weightiest events, and where such scores stand beside the articles'.

import { clamp, largeScore, shareBar, sideOf, smallScore } from "../shared/charts.js";
import { datasets, payload } from "../shared/data.js";
import { between, element, facts, h, name, section, webLink } from "../shared/dom.js";
import { open } from "../shared/links.js";
import { dyadName, listed, plural, signed, thinCodedWords, when } from "../shared/words.js";
import { CODED_OF_STATES, codedBetween, codedItems, codedWords, eventActor } from "./coded.js";
import { computed } from "./computed.js";
import { idFor, inOrder } from "./ids.js";
import { list, rowsOf } from "./lists.js";
import { isLimited, state } from "./state.js";

/** @type {Record<string, string>} */
const CLUSTERED = { publisher: "clusters are publishers, or months where none is named", month: "clusters are months" };

/** @param {CodedItem} item */
export function codedView(item) {
  const { dataset } = item;
  return [
    h("p", { class: "kind" }, "Machine-coded, ", name(dataset.name)),
    h("h2", { id: "panel-title" }, name(dyadName(item))),
    h(
      "p", { class: "limits" }, h("b", {}, "No person has read these: a machine coded them from the news. "),
      `As of ${when(dataset.at)}; the window and the filters do not change it.`,
      state.level === "state" ? "" : ` ${CODED_OF_STATES}`,
    ),
    codedBox(item),
    codedBeside(item.a, item.b, item),
    codedEvents(item),
  ];
}

/** @param {CodedItem} item */
function codedBox(item) {
  const range = h("span", { class: "range" }, `90 % interval ${signed(item.low)} to ${signed(item.high)}`);
  return h(
    "div",
    { class: "score-box" },
    h("p", { class: `figure ${sideOf(item.tension)}` }, signed(item.tension), range),
    largeScore({ ...item, without_contested: item.tension }),
    item.thin && h("p", { class: "thin-note" }, thinCodedWords(item.clusters)),
    h("dl", { class: "numbers" }, facts([
      ["Hostile", h("span", { class: sideOf(item.hostile) }, item.hostile.toFixed(2))],
      ["Friendly", h("span", { class: sideOf(-item.friendly) }, item.friendly.toFixed(2))],
      ["Events", item.events.toLocaleString("en")],
      ["Clusters", item.clusters.toLocaleString("en")],
      ["Mass", item.mass.toFixed(2)],
      ["As of", when(item.dataset.at)],
    ])),
    h("p", { class: "sub" }, name(howCoded(item.dataset))),
  );
}

/** @param {CodedData} dataset */
function howCoded({ name: called, scale: given, cluster, half_life: half, last_day: last }) {
  const numbers = given === "given" ? "Intensities as the file gives them" : `Scale ${given}`;
  const words = [numbers, CLUSTERED[cluster] || cluster, `half-life ${half} days`].join("; ");
  return `${words}. The newest event of ${called} is of ${when(last)}.`;
}

// So many places that the smallest share has two figures.
/** @param {number[]} shares */
function placesOf(shares) {
  const least = Math.min(...shares.map(Math.abs).filter(Boolean));
  return Number.isFinite(least) ? clamp(1 - Math.floor(Math.log10(least)), 3, 6) : 3;
}

// Largest first, and last what all others come to: together they are the score.
/** @param {CodedItem} item */
function codedEvents(item) {
  const shares = item.top.map((event) => event.share);
  const [places, largest] = [placesOf(shares), Math.max(...shares.map(Math.abs), 0)];
  /** @param {number} share @param {string} words */
  const row = (share, words) => h(
    "p", { class: `share ${sideOf(share, places)}` }, h("span", { class: "number" }, signed(share, places)), h("span", {}, words),
  );
  const others = `the other ${plural(item.others, "event")} together`;
  return section(
    item.others ? "The events that weigh most" : "All its events", `${item.top.length} of ${item.events.toLocaleString("en")}`,
    item.top.map((event) => eventCard(event, largest, places)),
    h(
      "div", { class: "claim sum" },
      item.others > 0 && row(item.rest, others),
      row(item.tension, "all shares together, which is the score"),
    ),
  );
}

/** @param {CodedEvent} event @param {number} largest @param {number} places */
function eventCard(event, largest, places) {
  const { day: on, source: who, target, code, text, publisher, story, url, cluster, intensity, share, id } = event;
  const details = [
    when(on), publisher && name(publisher), url && reportLink(url), story && story !== url && name(`story ${story}`),
    cluster && cluster !== publisher && name(`cluster ${cluster}`), id && name(`id ${id}`),
  ];
  const side = sideOf(share, places);
  const number = h("span", { class: "number" }, signed(share, places));
  return h(
    "div",
    { class: "claim coded" },
    h("p", { class: `share ${side}` }, number, shareBar(share, largest, side)),
    h(
      "p", { class: "says" }, name(eventActor(who)), " → ", name(eventActor(target)), ": ",
      name([text || "event", code && `(${code})`].filter(Boolean).join(" ")), " ",
      h("span", { class: "number" }, `intensity ${signed(intensity)} (${payload.words.signs.intensity})`),
    ),
    h("p", { class: "source" }, between(details.filter(Boolean), " · ")),
  );
}

// Only addresses of the web become links, called by their host; any other is shown as it is.
/** @param {string} address */
function reportLink(address) {
  const found = webLink(address, address);
  if (typeof found === "string") return name(address);
  found.replaceChildren("report at ", name(found.hostname));
  return found;
}

// One row a source: what the articles say of the two, and what each data set does. There is no score of both.
/** @param {string} a @param {string} b @param {CodedItem | null} [chosen] */
export function codedBeside(a, b, chosen = null) {
  const coded = codedBetween(...inOrder(a, b));
  if (!coded.length) return "";
  if (state.level !== "state") return chosen ? "" : h("p", { class: "sub" }, CODED_OF_STATES);
  const own = computed(state).dyadsById.get(idFor("tie", ...inOrder(a, b)));
  const rows = [
    own ? scoreRow(own, "By the articles", claimsWords(own)) : silentRow(),
    ...coded.map((item) => scoreRow(item, `By ${item.dataset.name}, machine-coded`, codedWords(item))),
  ];
  const days = [...new Set(coded.map((item) => when(item.dataset.at)))];
  const words = `Machine-coded scores are as of ${listed(days)}; the window and the filters do not change them. No score mixes the two.`;
  return section("Side by side", null, h("table", { class: "ranking" }, h("tbody", {}, rows)), h("p", { class: "sub" }, words));
}

/** @param {Dyad} dyad */
function claimsWords(dyad) {
  const words = [plural(dyad.claims, "claim"), isLimited(state) && "of those that pass", dyad.thin && payload.words.thin];
  return words.filter(Boolean).join(" · ");
}

/** @param {Score & { id: string }} item @param {string} title @param {string} words */
function scoreRow(item, title, words) {
  const link = item.id === state.selection ? h("span", { "aria-current": "true" }, name(title)) : open(item.id, {}, name(title));
  const interval = `${signed(item.low)} to ${signed(item.high)} · ${words}`;
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, link, h("span", { class: "sub" }, interval)),
    h("td", { class: "chart" }, smallScore(item)),
    h("td", { class: `number ${sideOf(item.tension)}` }, signed(item.tension)),
  );
}

function silentRow() {
  const words = isLimited(state) ? "nothing that passes bears on it" : "nothing that bears on it";
  const head = h("th", { scope: "row" }, "By the articles", h("span", { class: "sub" }, words));
  return h("tr", {}, head, h("td", { class: "chart" }), h("td", { class: "number" }, "–"));
}

// The machine-coded dyads of an actor, and of each data set, so that nobody needs the map.
/** @param {NodeData} node */
export function nodeCoded(node) {
  const own = codedItems().filter((item) => item.a === node.slug || item.b === node.slug);
  if (!own.length) return "";
  if (state.level !== "state") return h("p", { class: "sub" }, CODED_OF_STATES);
  const rows = own.map((item) => scoreRow(item, dyadName(item), `${item.dataset.name} · ${codedWords(item)}`));
  return section("Tension, machine-coded", null, h("table", { class: "ranking" }, h("tbody", {}, rows)));
}

export function codedLists() {
  if (state.level !== "state") return datasets.length > 0 && h("p", { class: "sub" }, CODED_OF_STATES);
  return datasets.map((dataset) => {
    const own = codedItems().filter((item) => item.dataset === dataset);
    const rows = () => rowsOf(own.map((item) => [item.id, dyadName(item), `${signed(item.tension)} · ${codedWords(item)}`]));
    return list(`Machine-coded, ${dataset.name}`, own.length, rows);
  });
}

// The help says what the layers are, on pages that have some.
export function helpOnCoded() {
  if (!datasets.length) return;
  const words = "A hollow line is no claim: a machine coded events from the news, by the tables named over the map, and no person"
    + " has read them. The same formula scores them, with the publisher, or the month where none is named, in place of the"
    + " claimant. They stand beside the articles' scores and are part of none; they are as of one day, whatever the window and"
    + " the filters, and of states alone.";
  element("help-parameters").previousElementSibling?.before(h("h3", {}, "Machine-coded"), h("p", {}, words));
}
