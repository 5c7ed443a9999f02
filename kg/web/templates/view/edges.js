// The lines of the map: what passes, by layer, grouped as the reader wants it.

import { sideOf } from "../shared/charts.js";
import { claimsOf, countsAs, nodesBySlug, payload } from "../shared/data.js";
import { getOrInsert } from "../shared/maps.js";
import { plural, signed } from "../shared/words.js";
import { codedItems } from "./coded.js";
import { idFor, inOrder } from "./ids.js";
import { isPart } from "./joint.js";
import { layerOf } from "./relations.js";

/** @type {Record<string, number>} */
const LANES = { leverage: 0.3, stance: 0.42, event: 0.54 };
/** @type {Record<string, [string, number]>} */
const ARROWS = { leverage: ["triangle", 0.55], stance: ["vee", 0.55], event: ["circle", 0.3] };
/** @type {Record<string, number[]>} */
const DASHES = { interpreted: [2, 5], forecast: [9, 6], conditional: [9, 6] };
const DENIED_DASHES = [1, 8];
const FADED_DASHES = [5, 5];
// How far a line fades whose sign is open, and one that rests on thin evidence.
const MOST_FADED = 0.7;
const THIN = 0.5;
// A line thinner than this is not seen.
const LEAST_SEEN = 0.5;
const ALIGNED_DASHES = [14, 4, 2, 4];

// `opens` is what a click on the line selects, `keys` are the claims behind it, `side` gives it its colour, and by its
// `strength` it gets room before others.
/**
 * @param {string} id
 * @param {string} opens
 * @param {string} a
 * @param {string} b
 * @param {Pick<Line, "layer" | "width"> & Partial<Line>} more
 * @returns {Line}
 */
function line(id, opens, a, b, more) {
  return {
    id, opens, from: `node=${a}`, to: `node=${b}`,
    arrows: "", smooth: false, dashes: false, label: "", fade: 0, strength: 0, keys: [], side: "neutral", ...more,
  };
}

/** @param {number | null} intensity */
export function sideOfIntensity(intensity) {
  return sideOf(-(intensity ?? 0)) || "neutral";
}

// One thick line, as wide as the greater side; where both count, the lesser one runs inside it, with its share of both.
// What has faded is broken, in the colour that it once had.
/** @param {Dyad} dyad */
export function tensionLines(dyad) {
  const { faded } = dyad;
  const greater = dyad.hostile >= dyad.friendly ? "hostile" : "friendly";
  const side = sideOf(dyad[greater]) ? greater : (faded && sideOf(dyad.unshrunk)) || "neutral";
  const lesser = greater === "hostile" ? "friendly" : "hostile";
  const common = {
    layer: "tension",
    keys: dyad.contributions.map((each) => each.claim.id),
    // The surer its sign, the firmer the line.
    fade: rounded(MOST_FADED * (1 - Math.abs(2 * dyad.probability - 1))),
    ink: sideOf(dyad.tension) || "soft",
    dashes: faded && FADED_DASHES,
    strength: Math.abs(dyad.tension),
  };
  const label = (faded ? `once ${signed(dyad.unshrunk)}` : signed(dyad.tension)) + (dyad.contested ? " ≠" : "");
  const width = rounded(4 + 22 * dyad[greater]);
  const within = rounded((width * dyad[lesser]) / (dyad[greater] + dyad[lesser] || 1));
  const both = within >= LEAST_SEEN && !faded;
  const outer = line(dyad.id, dyad.id, dyad.a, dyad.b, { ...common, label: both ? "" : label, width, side });
  if (!both) return [outer];
  const inner = { ...common, label, width: within, side: lesser };
  return [outer, line(`${dyad.id}#core`, dyad.id, dyad.a, dyad.b, inner)];
}

/** @param {number} number */
function rounded(number) {
  return Math.round(number * 100) / 100;
}

/** @param {string} relation */
function arrowOf(relation) {
  const [type, scaleFactor] = ARROWS[relation] || ["arrow", 0.5];
  return { to: { enabled: true, type, scaleFactor } };
}

/** @param {Tie} tie @param {boolean} straight */
export function tieLine(tie, straight) {
  const count = tie.claims.length;
  const marks = [count > 1 && String(count), tie.contested && "≠", tie.denied && "denied"];
  return line(tie.id, tie.id, tie.source, tie.target, {
    layer: layerOf(tie),
    keys: tie.claims,
    // Between a party and a joint act nothing goes one way alone.
    arrows: isPart(tie) ? "" : arrowOf(tie.relation),
    smooth: straight ? false : { enabled: true, type: "curvedCW", roundness: LANES[tie.relation] || 0.5 },
    dashes: tie.denied ? DENIED_DASHES : DASHES[tie.mode] || false,
    label: marks.filter(Boolean).join(" "),
    width: rounded(1.2 + 0.35 * Math.min(count, 6)),
    side: tie.relation === "leverage" ? "leverage" : sideOfIntensity(tie.intensity),
  });
}

// Every claim by itself, on lanes further and further out.
/** @param {Tie} tie */
function claimLines(tie) {
  return claimsOf(tie.claims).map((claim, index) => {
    const denied = claim.polarity === "denied";
    return line(`${tie.id}#${claim.id}`, `claim=${claim.id}`, tie.source, tie.target, {
      layer: layerOf(tie),
      keys: [claim.id],
      arrows: arrowOf(tie.relation),
      smooth: { enabled: true, type: "curvedCW", roundness: (LANES[tie.relation] || 0.5) - 0.14 + 0.09 * index },
      dashes: denied ? DENIED_DASHES : DASHES[claim.mode] || false,
      label: denied ? "denied" : "",
      width: 1.4,
      side: tie.relation === "leverage" ? "leverage" : sideOfIntensity(claim.content.intensity),
    });
  });
}

// How far two agree on issues: dashes and dots, since it is no tension, nor what the one does to the other.
/** @param {Alignment} pair */
export function alignmentLine(pair) {
  return line(pair.id, pair.id, pair.a, pair.b, {
    layer: "alignment",
    keys: pair.issues.flatMap((each) => [...each.a, ...each.b]).map((each) => each.claim.id),
    smooth: { enabled: true, type: "curvedCCW", roundness: 0.14 },
    dashes: ALIGNED_DASHES,
    label: `≈ ${signed(pair.value)}${pair.contested ? " ≠" : ""}`,
    width: rounded(1.5 + 4 * Math.abs(pair.value)),
    fade: pair.thin ? THIN : 0,
    strength: Math.abs(pair.value),
    side: sideOf(-pair.value) || "neutral",
  });
}

// Everything that is drawn between two, as one line that says how much there is.
/** @param {string} a @param {string} b @param {Line[]} members */
function pairLine(a, b, members) {
  const keys = [...new Set(members.flatMap((each) => each.keys))];
  const tensions = members.filter((each) => each.layer === "tension");
  const [tension] = tensions;
  const label = tensions.map((each) => each.label).find(Boolean);
  const sides = new Set(members.map((each) => each.side));
  const id = idFor("pair", a, b);
  return line(id, id, a, b, {
    layer: "pair",
    keys,
    label: [label, plural(keys.length, "claim")].filter(Boolean).join(" · "),
    width: tension ? tension.width : rounded(2 + 0.5 * Math.min(keys.length, 12)),
    side: tension ? tension.side : sides.size === 1 ? [...sides][0] : "neutral",
    ink: tension && tension.ink,
    dashes: tension ? tension.dashes : false,
    fade: tension ? tension.fade : 0,
    strength: tension ? tension.strength : 0,
  });
}

/** @param {Line[]} lines */
function byPair(lines) {
  /** @type {Map<string, { a: string, b: string, members: Line[] }>} */
  const groups = new Map();
  for (const each of lines) {
    const [a, b] = inOrder(each.from.slice(5), each.to.slice(5));
    getOrInsert(groups, JSON.stringify([a, b]), () => ({ a, b, members: [] })).members.push(each);
  }
  return [...groups.values()].flatMap(({ a, b, members }) => {
    const parts = new Set(members.map((each) => each.opens));
    return parts.size === 1 ? members : [pairLine(a, b, members)];
  });
}

// From each event that is spoken of to those who take part in it, for when events are drawn as nodes.
/** @param {Computed} all @param {Level} level */
export function partLines({ events }, level) {
  const nodes = payload.nodes.filter((node) => node.kind === "event" && events.has(node.slug));
  const drawn = nodes.flatMap((node) =>
    node.parties.flatMap(([party, role]) => partLine(node, countsAs(party, level), role)),
  );
  return [...new Map(drawn.map((each) => [each.id, each])).values()];
}

/** @param {NodeData} node @param {string} party @param {string} role */
function partLine(node, party, role) {
  if (!nodesBySlug.has(party)) return [];
  const [a, b] = role === "initiator" ? [party, node.slug] : [node.slug, party];
  return line(`part=${JSON.stringify([node.slug, party, role])}`, node.id, a, b, {
    layer: "part",
    arrows: { to: { enabled: role !== "about", type: "arrow", scaleFactor: 0.45 } },
    dashes: role === "about" ? [1, 4] : false,
    width: 1.2,
  });
}

// Straight where there is nothing else between the two, whatever is switched off, so that no line jumps.
/** @type {WeakMap<Computed, Set<string>>} */
const busyOf = new WeakMap();

/** @param {Computed} found */
function busyPairs(found) {
  const busy = busyOf.get(found) || pairsWithSeveral(found);
  busyOf.set(found, busy);
  return busy;
}

/** @param {Computed} all */
function pairsWithSeveral({ ties, dyads }) {
  const busy = new Set(dyads.map((dyad) => JSON.stringify(inOrder(dyad.a, dyad.b))));
  const seen = new Set();
  for (const { source, target } of ties) {
    const pair = JSON.stringify(inOrder(source, target));
    if (seen.has(pair)) busy.add(pair);
    seen.add(pair);
  }
  return busy;
}

/** @param {Computed} found @param {ViewState} current */
export function linesOf(found, { layers, kinds, lines, level }) {
  const busy = busyPairs(found);
  // The parts in a joint act stand for the tension between its parties.
  const shown = found.ties.filter(
    (tie) => (layers[layerOf(tie)] || (layers.tension && isPart(tie))) && !(tie.relation === "event" && kinds.event),
  );
  /** @param {Tie} tie */
  const straight = ({ source, target }) => !busy.has(JSON.stringify(inOrder(source, target)));
  const drawn = [
    ...(layers.tension ? found.dyads.filter((dyad) => dyad.passes).flatMap(tensionLines) : []),
    ...shown.flatMap((tie) => (lines === "claim" ? claimLines(tie) : [tieLine(tie, straight(tie))])),
    ...(layers.alignment ? found.alignments.map(alignmentLine) : []),
  ];
  const apart = [...codedLines({ layers, level }), ...(kinds.event ? partLines(found, level) : [])];
  return [...(lines === "pair" ? byPair(drawn) : drawn), ...apart];
}

// A hollow line, since nobody has read what it rests on; beside all other lines of the two, each data set on a lane of
// its own, in turn on either side.
/** @param {CodedItem} item */
export function codedLine(item) {
  const { dataset, layer, place, tension } = item;
  const side = sideOf(tension) || "neutral";
  const width = 3.4 + 12 * Math.abs(tension);
  const way = place % 2 ? "curvedCW" : "curvedCCW";
  const smooth = { enabled: true, type: way, roundness: 0.2 + 0.16 * Math.floor(place / 2) };
  const outer = { layer, smooth, side, fade: item.thin ? THIN : 0, width: rounded(width) };
  const inner = { layer, smooth, side: "paper", ink: side, width: rounded(width - 2.4) };
  const label = `${dataset.name} ${signed(tension)}`;
  return [
    line(item.id, item.id, item.a, item.b, outer),
    line(`${item.id}#core`, item.id, item.a, item.b, { ...inner, label }),
  ];
}

/** @param {{ layers: Record<string, boolean>, level: Level }} current */
function codedLines({ layers, level }) {
  return level === "state" ? codedItems().filter(({ layer }) => layers[layer]).flatMap(codedLine) : [];
}
