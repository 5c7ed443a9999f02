// What the tables hold: the same ties and nodes as the map, and every claim that passes, as values by column.

import { sideOf } from "../shared/charts.js";
import {
  articles, claims, claimsOf, countsAs, involved, modeOrder, nameOf, payload, quoteOf, voiceOf,
} from "../shared/data.js";
import { getOrInsert } from "../shared/maps.js";
import {
  called, capital, inOrderOfNames, isolated, labelOf, listed, plural, signed, when,
} from "../shared/words.js";
import { computed, itemOf } from "./computed.js";
import { dayOf, dayWords, isContested } from "./days.js";
import { drawn } from "./derive.js";
import { sideOfIntensity } from "./edges.js";
import { standing } from "./facets.js";
import { idFor, inOrder } from "./ids.js";

/** @type {Record<TableName, Table>} */
export const TABLES = {
  ties: {
    holds: "Ties of what the map shows, one row each",
    rows: tieRecords,
    columns: [
      { key: "from", title: "From" },
      { key: "to", title: "To" },
      { key: "kind", title: "Kind of tie" },
      { key: "tension", title: "Tension", type: "score", sign: "tension" },
      { key: "low", title: "90 % interval", type: "interval" },
      { key: "intensity", title: "Intensity", type: "score", sign: "intensity" },
      { key: "agreement", title: "Agreement", type: "score", sign: "agreement" },
      { key: "power", title: "Power", type: "share" },
      { key: "claims", title: "Claims", type: "count" },
      { key: "claimants", title: "Claimants", type: "count" },
      { key: "mode", title: "Mode" },
      { key: "marks", title: "Marks" },
      { key: "newest", title: "Newest day", type: "day" },
    ],
  },
  nodes: {
    holds: "Actors, issues and events on the map, one row each",
    rows: nodeRecords,
    columns: [
      { key: "name", title: "Name" },
      { key: "kind", title: "Kind" },
      { key: "actsFor", title: "Acts for" },
      { key: "ties", title: "Ties", type: "count" },
      { key: "claims", title: "Claims", type: "count" },
      { key: "value", title: "Highest tension", type: "score", sign: "tension" },
    ],
  },
  claims: {
    holds: "Claims that pass the window and the filters, one row each",
    rows: claimRecords,
    columns: [
      { key: "claimants", title: "Who says it" },
      { key: "what", title: "What" },
      { key: "quote", title: "Quote", type: "quote" },
      { key: "mode", title: "Mode" },
      { key: "certainty", title: "Certainty" },
      { key: "day", title: "Day", type: "day" },
      { key: "article", title: "Article" },
      { key: "standing", title: "Contested" },
    ],
  },
};

/** @param {string} mode */
const modeWord = (mode) => labelOf("modes", mode);
/** @param {string} side */
const sideWord = (side) => (side === "neutral" ? "" : side);
/** @param {boolean} thin @param {boolean} [contested] @param {boolean} [denied] */
const marked = (thin, contested, denied) =>
  [thin && payload.words.thin, contested && "≠ contested", denied && "✕ denied"].filter(Boolean).join(", ");

// One row for all lines that a click opens as one, in the order in which they are drawn.
/** @param {ViewState} current */
function tieRecords(current) {
  /** @type {Map<string, Line[]>} */
  const groups = new Map();
  for (const each of drawn.every) getOrInsert(groups, each.opens, () => []).push(each);
  return [...groups].map(([id, lines]) => tieRecord(id, lines, current));
}

/** @param {string} id @param {Line[]} lines @param {ViewState} current */
function tieRecord(id, lines, current) {
  const [{ from, to, layer, keys }] = lines;
  const about = claimsOf(layer === "part" ? partClaims(id, current) : keys);
  const days = about.map((claim) => dayOf(claim, current.clock)).filter((each) => each !== null);
  const [a, b] = layer === "part" ? [takingPart(id, lines), nameOf(id.slice(5))] : [from, to].map((each) => nameOf(each.slice(5)));
  const record = {
    id, from: a, to: b, kind: labelOf("layers", layer), tension: null, intensity: null, agreement: null, power: null,
    word: "", low: null, high: null,
    claims: about.length,
    claimants: new Set(about.map((claim) => voiceOf(claim, current.level))).size,
    mode: listed(modeOrder().filter((mode) => about.some((claim) => claim.mode === mode)).map(modeWord)),
    marks: marked(false, about.some((claim) => isContested(claim, current)), false),
    newest: days.length ? days.reduce((last, each) => Math.max(last, each)) : null,
    ...valueOf(id, lines[0], current),
  };
  return { ...record, called: `${isolated(a)} → ${isolated(b)}, ${record.kind}` };
}

// Lines to an event rest on no claim of their own: what counts is who speaks of it.
/** @param {string} id @param {ViewState} current */
function partClaims(id, current) {
  return [...computed(current).passed].filter((key) => claims.get(key)?.content.slug === id.slice(5));
}

/** @param {string} id @param {Line[]} lines */
function takingPart(id, lines) {
  return listed([...new Set(lines.map(({ from, to }) => called((from === id ? to : from).slice(5))))]);
}

// How much a line says and which way, where that can be said as a number.
/** @param {string} id @param {Line} line @param {ViewState} current @returns {Partial<Row>} */
function valueOf(id, { layer, from, to, ink }, current) {
  const subject = itemOf(id);
  if (layer === "pair" && ink) {
    const dyad = computed(current).dyadsById.get(idFor("tie", ...inOrder(from.slice(5), to.slice(5))));
    return dyad ? tensionValue(dyad) : {};
  }
  if (!subject || layer === "part") return {};
  const { type, item } = subject;
  switch (type) {
    case "tension": return { ...tensionValue(item), marks: marked(item.thin, item.contested), mode: modeWord(item.mode) };
    case "coded": return codedValue(item);
    case "alignment": return alignmentValue(item);
    case "claim": return claimValue(item, current);
    case "tie": return tieValue(item, current);
    default: return {};
  }
}

/** @param {Tie} tie @param {ViewState} current */
function tieValue({ id, relation, intensity, mode, contested, denied }, current) {
  if (relation === "leverage") {
    const found = computed(current).powers.get(id);
    const marks = marked(found ? found.thin : false, contested, denied);
    return { power: found ? found.power : null, mode: modeWord(mode), marks };
  }
  const side = sideWord(sideOfIntensity(intensity));
  return { intensity, word: side, side, mode: modeWord(mode), marks: marked(false, contested, denied) };
}

/** @param {Alignment} pair */
function alignmentValue({ value, thin, contested }) {
  const opposed = sideOf(-value);
  const word = { hostile: "disagree", friendly: "agree", "": "" }[opposed];
  return { agreement: value, word, side: opposed, marks: marked(thin, contested) };
}

// Of a pair the score stands among other claims, whose modes and days are its own.
/** @param {Score} score */
function tensionValue({ tension, low, high }) {
  const side = sideOf(tension);
  return { tension, word: side, side, low, high };
}

/** @param {ClaimData} claim @param {ViewState} current */
function claimValue(claim, current) {
  const { kind, intensity, strength_value: power } = claim.content;
  const denied = claim.polarity === "denied";
  const marks = marked(false, !denied && isContested(claim, current), denied);
  if (kind === "leverage") return { power, marks };
  const side = sideWord(sideOfIntensity(intensity));
  return { intensity, word: side, side, marks };
}

/** @param {ViewState} current */
function nodeRecords(current) {
  const { passed, ties, dyads } = computed(current);
  /** @type {Map<string, { ties: number, claims: number, value: number | null }>} */
  const counted = new Map();
  /** @param {string} slug @param {"ties" | "claims"} key */
  const add = (slug, key) => {
    getOrInsert(counted, slug, () => ({ ties: 0, claims: 0, value: null }))[key] += 1;
  };
  for (const { source, target } of ties) for (const slug of new Set([source, target])) add(slug, "ties");
  for (const claim of claimsOf([...passed])) {
    const of = claim.content.kind === "event" ? [...involved(claim), claim.content.slug] : involved(claim);
    for (const slug of new Set(of.flatMap((each) => [each, countsAs(each, current.level)]))) add(slug, "claims");
  }
  for (const { a, b, tension } of dyads.filter((dyad) => dyad.passes)) {
    for (const slug of [a, b]) {
      const found = counted.get(slug);
      if (found && (found.value === null || tension > found.value)) found.value = tension;
    }
  }
  return payload.nodes.filter((node) => drawn.nodes.has(node.id)).map((node) => {
    const found = counted.get(node.slug) || { ties: 0, claims: 0, value: null };
    const side = found.value === null ? "" : sideOf(found.value);
    const actsFor = node.acts_for ? nameOf(node.acts_for) : "";
    const kind = labelOf("kinds", node.kind);
    return { id: node.id, name: node.label, kind, actsFor, ...found, word: side, side, called: `${isolated(node.label)}, ${kind}` };
  });
}

/** @param {ViewState} current */
function claimRecords(current) {
  return claimsOf([...computed(current).passed]).map((claim) => {
    const claimants = listed(claim.claimants.map(called));
    const found = standing(claim, current);
    const what = `${found === "denial" ? payload.words.denial : ""}${claim.says}`;
    return {
      id: `claim=${claim.id}`, claimants, what, quote: quoteOf(claim), mode: modeWord(claim.mode),
      certainty: capital(labelOf("certainties", claim.certainty)), day: dayOf(claim, current.clock),
      article: (articles.get(claim.article) || { title: claim.article }).title,
      standing: found === "undisputed" ? "" : payload.words.standings[found], called: `${claimants}: ${what}`,
    };
  });
}

// A value as it is read.
/** @param {Column} column @param {Row} record */
export function cellWords({ key, type }, record) {
  const value = record[key];
  if (typeof value !== "number") return value || "";
  if (type === "score") return `${signed(value)} ${record.word}`.trim();
  if (type === "share") return value.toFixed(2);
  if (type === "interval") return `${signed(value)} to ${signed(record.high ?? value)}`;
  return type === "day" ? dayWords(value) : value.toLocaleString("en");
}

// Stable, numbers as numbers, names as people order them, what is empty at the end either way.
/** @param {Order} order @param {Row[]} records */
export function inOrderOf({ key, direction }, records) {
  /** @param {Row} record */
  const empty = (record) => record[key] === null || record[key] === "";
  /** @param {CellValue} x @param {CellValue} y */
  const compared = (x, y) => (typeof x === "number" ? x - Number(y) : inOrderOfNames(String(x), String(y)));
  const filled = records.filter((record) => !empty(record));
  filled.sort((x, y) => direction * compared(x[key], y[key]));
  return [...filled, ...records.filter(empty)];
}

// It rests on events and not on claims, and has no day within the window.
/** @param {CodedItem} item */
function codedValue(item) {
  const marks = [marked(item.thin), plural(item.events, "event"), `as of ${when(item.dataset.at)}`];
  return {
    ...tensionValue(item), kind: `Machine-coded, ${item.dataset.name}`,
    claims: null, claimants: null, marks: marks.filter(Boolean).join(", "),
  };
}
