// The way of each line: around the boxes of others, since whoever sees a line run behind a box takes it for that box's
// tie; with room for its label; and on no way that another line between the same two has taken. vis-network draws a
// bent line as a quadratic Bézier curve over one point, which follows from how far it is bent; so does everything here.
// Where every such arc runs through a box, cubic curves are tried, which lean to one end or swing to both sides.

// How far apart the bends are that are tried, and how far they go: what follows only where each before runs through a box,
// or has the label of a score over one.
const TRIES = [[0.08, 0.96], [0.02, 0.96], [0.02, 1.6]];
// Where the two points of a cubic curve may stand: along the way from end to end, and aside of it by parts of its length.
const ALONG = [[0.2, 0.2], [0.8, 0.8], [0, 0.5], [0.5, 1], [0, 0], [1, 1], [-0.4, 0.2], [0.8, 1.4], [0.3, 0.7]];
const ASIDE = [0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 0.9, 1.2];
export const PARTS = 24;
// Of the points along a line those where its label may stand: in the middle first.
export const LABEL_PLACES = [12, 10, 14, 8, 16, 6, 18];
// No way that is tried goes farther beyond both ends than so many times the way from end to end.
const REACH = 1.6;
// How far a line keeps from a box that is not its own, and from other lines between the same two.
const CLEARANCE = 6;
const LANE = 0.1;
// So far beyond all boxes a line may run as it likes.
const AROUND = 40;
// How far the label of a line keeps from boxes and other labels, on both sides together.
const LABEL_MARGIN = 4;
// What is bad to read: running through another's box or close by it, a label over a box wherever it stands, or not in the
// middle, lines upon each other, labels that meet, a line through the label of another, a way far out of the
// picture; and to bend by 1.
const THROUGH = 20;
const CLOSE = 4;
const COVERED = 5;
const SAME_LANE = 4;
const MOVED = 1.5;
const LABELS_MEET = 3;
const CUT_LABEL = 0.8;
const OUTSIDE = 3;
const BENT = 1;
// Ways of more lines than these nobody can follow, and to look for them takes long; after so many ways have been tried, the
// weaker lines take what is good enough.
const MOST_LINES = 400;
const MOST_WAYS = 30_000;

/** @type {Record<string, number>} */
const RANKS = { tension: 0, pair: 0, alignment: 1 };

// Who gets room first: scores by their size, then agreement, then all others; of equals the wider.
/** @param {Line} a @param {Line} b */
export function strongerFirst(a, b) {
  const rank = (RANKS[a.layer] ?? 2) - (RANKS[b.layer] ?? 2);
  return rank || b.strength - a.strength || b.width - a.width || (a.id < b.id ? -1 : 1);
}

// Positive to the right of the way from the one end to the other, negative to its left, 0 for a straight line.
/** @param {Pick<Line, "smooth">} line */
export function bendOf({ smooth }) {
  if (!smooth) return 0;
  return smooth.type === "curvedCW" ? smooth.roundness : -smooth.roundness;
}

/** @param {number} bend @returns {Line["smooth"]} */
function smoothOf(bend) {
  return bend && { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } || false;
}

// The point over which vis-network bends a line.
/** @param {Point} from @param {Point} to @param {number} bend */
function over(from, to, bend) {
  const [across, up] = [to.x - from.x, from.y - to.y];
  const far = (Math.abs(bend) / 2 + 0.5) * Math.hypot(across, up);
  const angle = Math.atan2(up, across) + (bend / 2 + 0.5) * Math.PI;
  return { x: from.x + far * Math.sin(angle), y: from.y + far * Math.cos(angle) };
}

// The two points over which a line is drawn; an arc over one point is alike as a cubic curve.
/** @param {Point} from @param {Point} to @param {Line["smooth"]} smooth @returns {Point[]} */
export function controlsOf(from, to, smooth) {
  if (smooth && smooth.controls) {
    const [across, down] = [to.x - from.x, to.y - from.y];
    return smooth.controls.map(([along, aside]) => (
      { x: from.x + along * across - aside * down, y: from.y + along * down + aside * across }
    ));
  }
  const via = over(from, to, bendOf({ smooth }));
  return [from, to].map((end) => ({ x: (end.x + 2 * via.x) / 3, y: (end.y + 2 * via.y) / 3 }));
}

// How much of both ends and of the two points over which it is drawn is in each point along a curve (Bernstein 1912).
const ALL_PARTS = Float64Array.from(Array.from({ length: PARTS + 1 }, (_, part) => part / PARTS).flatMap((t) => (
  [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3]
)));

// Points along a line, from the middle of the one box to that of the other: x and y of each, one after the other. Thousands
// of ways are tried for a map, into the same `way`.
/** @param {Point} from @param {Point} to @param {Line["smooth"]} smooth @param {Float64Array} [way] */
export function wayOf(from, to, smooth, way = new Float64Array(2 * PARTS + 2)) {
  const [first, second] = controlsOf(from, to, smooth);
  for (let part = 0; part <= PARTS; part += 1) {
    const [a, b, c, d] = [ALL_PARTS[4 * part], ALL_PARTS[4 * part + 1], ALL_PARTS[4 * part + 2], ALL_PARTS[4 * part + 3]];
    way[2 * part] = a * from.x + b * first.x + c * second.x + d * to.x;
    way[2 * part + 1] = a * from.y + b * first.y + c * second.y + d * to.y;
  }
  return way;
}

// What is left of a piece from (ax, ay) to (bx, by) within a box, side by side (Liang and Barsky 1984). It is asked a hundred
// thousand times for a map, so that nothing is put together in it.
/** @param {number} ax @param {number} ay @param {number} bx @param {number} by @param {Box} box @param {number} clearance */
function meets(ax, ay, bx, by, box, clearance) {
  const left = box.left - clearance;
  const right = box.left + box.width + clearance;
  if ((ax < left && bx < left) || (ax > right && bx > right)) return false;
  const top = box.top - clearance;
  const bottom = box.top + box.height + clearance;
  if ((ay < top && by < top) || (ay > bottom && by > bottom)) return false;
  const dx = bx - ax;
  const dy = by - ay;
  let first = 0;
  let last = 1;
  if (dx !== 0) {
    first = Math.max(first, ((dx > 0 ? left : right) - ax) / dx);
    last = Math.min(last, ((dx > 0 ? right : left) - ax) / dx);
  }
  if (dy !== 0) {
    first = Math.max(first, ((dy > 0 ? top : bottom) - ay) / dy);
    last = Math.min(last, ((dy > 0 ? bottom : top) - ay) / dy);
  }
  return first <= last;
}

// Whether a line runs through a box, or as near by as the clearance.
/** @param {ArrayLike<number>} way @param {Box} box @param {number} clearance */
export function runsThrough(way, box, clearance) {
  for (let at = 2; at < way.length; at += 2) {
    if (meets(way[at - 2], way[at - 1], way[at], way[at + 1], box, clearance)) return true;
  }
  return false;
}

/** @param {Box} a @param {Box} b */
export function overlaps(a, b) {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

// The box of a label at one of the points of a way.
/** @param {Float64Array} way @param {number} part @param {[width: number, height: number]} size @returns {Box} */
export function around(way, part, [width, height]) {
  return { left: way[2 * part] - width / 2, top: way[2 * part + 1] - height / 2, width, height };
}

// The box around a way, with a margin.
/** @param {ArrayLike<number>} way @param {number} margin @returns {Box} */
export function extent(way, margin) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < way.length; at += 2) {
    left = Math.min(left, way[at]);
    right = Math.max(right, way[at]);
    top = Math.min(top, way[at + 1]);
    bottom = Math.max(bottom, way[at + 1]);
  }
  return { left: left - margin, top: top - margin, width: right - left + 2 * margin, height: bottom - top + 2 * margin };
}

/** @param {Box} inner @param {Box} outer */
function leaves(inner, outer) {
  return inner.left < outer.left || inner.top < outer.top ||
    inner.left + inner.width > outer.left + outer.width || inner.top + inner.height > outer.top + outer.height;
}

// How a line may be bent: as it wants first, then more and more, to either side.
/** @param {number} wanted @param {number} apart @param {number} most */
function bends(wanted, apart, most) {
  const steps = Array.from({ length: Math.ceil((2 * most) / apart) }, (_, step) => (step + 1) * apart);
  const all = [wanted, ...steps.flatMap((step) => [wanted + step, wanted - step])];
  return all.map((bend) => Math.round(bend * 100) / 100).filter((bend) => Math.abs(bend) <= most);
}

/** @typedef {{ smooth: Line["smooth"], bend: number, away: number }} Way */

// The ways a line may take, each list only where none before it will do.
/** @param {number} wanted @returns {(() => Way[])[]} */
function ways(wanted) {
  const arcs = TRIES.map(([apart, most]) => () => bends(wanted, apart, most).map((bend) => (
    { smooth: smoothOf(bend), bend, away: BENT * Math.abs(bend - wanted) }
  )));
  return [...arcs, freely];
}

// By how far they go aside: to one side, to the other, and to both.
/** @returns {Way[]} */
function freely() {
  return ASIDE.flatMap((far) => ALONG.flatMap(([first, second]) => [[far, far], [-far, -far], [far, -far], [-far, far]].map(
    ([one, other]) => ({
      smooth: { enabled: true, type: "cubicBezier", roundness: 0.5, controls: [[first, one], [second, other]] },
      bend: 0,
      away: BENT * (1 + far),
    }),
  )));
}

// For each line how it is bent: the way that harms reading least, the stronger lines choosing first.
/**
 * @param {Line[]} lines
 * @param {Map<string, Box & Point>} boxes of the nodes, by id
 * @param {(line: Line) => [width: number, height: number]} sizeOf the label of a line
 * @returns {Map<string, Line["smooth"]>} by the id of the line
 */
export function routed(lines, boxes, sizeOf) {
  /** @type {Map<string, Line[]>} */
  const drawnAlike = new Map();
  for (const each of [...lines].sort(strongerFirst)) {
    const key = each.id.replace(/#core$/, "");
    drawnAlike.set(key, [...(drawnAlike.get(key) || []), each]);
  }
  const nodes = [...boxes].map(([id, box]) => ({ id, ...box }));
  /** @type {Box[]} */
  const labels = [];
  /** @type {{ way: Float64Array, whole: Box }[]} */
  const settled = [];
  /** @type {Map<string, number[]>} */
  const lanes = new Map();
  /** @type {Map<string, Line["smooth"]>} */
  const found = new Map();
  const bounds = extent(nodes.flatMap(({ left, top, width, height }) => [left, top, left + width, top + height]), AROUND);
  const tryout = new Float64Array(2 * PARTS + 2);
  let tried = 0;
  for (const alike of [...drawnAlike.values()].slice(0, MOST_LINES)) {
    const [line] = alike;
    const [from, to] = [boxes.get(line.from), boxes.get(line.to)];
    if (!from || !to || line.from === line.to) continue;
    const turned = line.from < line.to ? 1 : -1;
    const pair = JSON.stringify([line.from, line.to].sort());
    const taken = lanes.get(pair) || [];
    const labelled = alike.find(({ label }) => label);
    const [wide, high] = labelled ? sizeOf(labelled) : [0, 0];
    /** @type {[number, number] | false} */
    const size = labelled !== undefined && [wide + LABEL_MARGIN, high + LABEL_MARGIN];
    const clearance = CLEARANCE + Math.max(...alike.map(({ width }) => width)) / 2;
    // Whatever is farther away than any way goes need not be looked at for each.
    const farthest = REACH * Math.hypot(to.x - from.x, to.y - from.y) + clearance + Math.max(...(size || [0]));
    const reach = extent([from.x, from.y, to.x, to.y], farthest);
    const nearNodes = nodes.filter((box) => overlaps(box, reach));
    const nearLabels = labels.filter((box) => overlaps(box, reach));
    const nearLines = settled.filter(({ whole }) => overlaps(whole, reach));
    const others = nearNodes.filter(({ id }) => id !== line.from && id !== line.to);
    // The label in the middle covers no box as a rule; if it does, it may stand elsewhere on the line.
    /** @param {Float64Array} way @param {[width: number, height: number]} room */
    const coveredBy = (way, room) => {
      const free = LABEL_PLACES.find((place) => !nearNodes.some((box) => overlaps(box, around(way, place, room))));
      return free === undefined ? COVERED : free === LABEL_PLACES[0] ? 0 : MOVED;
    };
    /** @param {Way} candidate @param {number} enough */
    const costOf = ({ smooth, bend }, enough) => {
      const way = wayOf(from, to, smooth, tryout);
      const whole = extent(way, clearance);
      let boxed = 0;
      for (const box of others) {
        if (!overlaps(box, whole) || !runsThrough(way, box, clearance)) continue;
        boxed += runsThrough(way, box, 1) ? THROUGH : CLOSE;
        if (boxed >= enough) return boxed;
      }
      const sameLane = taken.some((lane) => Math.abs(lane - turned * bend) < LANE);
      const label = size && around(way, PARTS / 2, size);
      const covered = size ? coveredBy(way, size) : 0;
      const meeting = label && nearLabels.some((box) => overlaps(box, label));
      const once = (sameLane ? SAME_LANE : 0) + covered + (meeting ? LABELS_MEET : 0);
      if (boxed + once >= enough) return boxed + once;
      let rest = leaves(whole, bounds) ? OUTSIDE : 0;
      for (const box of nearLabels) if (overlaps(box, whole) && runsThrough(way, box, 0)) rest += CUT_LABEL;
      if (label) for (const each of nearLines) if (overlaps(each.whole, label) && runsThrough(each.way, label, 0)) rest += CUT_LABEL;
      return boxed + once + rest;
    };
    const wanted = bendOf(line);
    /** @type {Way} */
    let best = { smooth: line.smooth, bend: wanted, away: 0 };
    let least = Infinity;
    const bad = tried > MOST_WAYS ? Infinity : RANKS[line.layer] === 0 ? COVERED : THROUGH;
    for (const tries of ways(wanted)) {
      if (least < bad) break;
      for (const candidate of tries()) {
        if (candidate.away >= least) break;
        const cost = costOf(candidate, least - candidate.away) + candidate.away;
        if (cost < least) [best, least] = [candidate, cost];
        tried += 1;
      }
    }
    for (const { id } of alike) found.set(id, best.smooth);
    lanes.set(pair, [...taken, turned * best.bend]);
    const way = wayOf(from, to, best.smooth);
    settled.push({ way, whole: extent(way, 0) });
    if (size) labels.push(around(way, PARTS / 2, size));
  }
  return found;
}
