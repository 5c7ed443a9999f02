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
const PARTS = 24;
// How far a line keeps from a box that is not its own, and from other lines between the same two.
const CLEARANCE = 6;
const LANE = 0.1;
// What is bad to read: running through another's box or close by it, a label over a box, lines upon each other, labels
// that meet, a line through the label of another; and to bend by 1.
const THROUGH = 20;
const CLOSE = 4;
const COVERED = 5;
const SAME_LANE = 4;
const LABELS_MEET = 3;
const CUT_LABEL = 0.8;
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
const ALL_PARTS = Array.from({ length: PARTS + 1 }, (_, part) => {
  const t = part / PARTS;
  return { a: (1 - t) ** 3, b: 3 * t * (1 - t) ** 2, c: 3 * t ** 2 * (1 - t), d: t ** 3 };
});

// Points along a line, from the middle of the one box to that of the other.
/** @param {Point} from @param {Point} to @param {Line["smooth"]} smooth @returns {Point[]} */
function wayOf(from, to, smooth) {
  const [first, second] = controlsOf(from, to, smooth);
  return ALL_PARTS.map(({ a, b, c, d }) => (
    { x: a * from.x + b * first.x + c * second.x + d * to.x, y: a * from.y + b * first.y + c * second.y + d * to.y }
  ));
}

// What is left of a piece within a box, side by side (Liang and Barsky 1984). It is asked a hundred thousand times for a
// map, so that nothing is put together in it.
/** @param {Point} a @param {Point} b @param {Box} box @param {number} clearance */
function meets(a, b, box, clearance) {
  const left = box.left - clearance;
  const right = box.left + box.width + clearance;
  if ((a.x < left && b.x < left) || (a.x > right && b.x > right)) return false;
  const top = box.top - clearance;
  const bottom = box.top + box.height + clearance;
  if ((a.y < top && b.y < top) || (a.y > bottom && b.y > bottom)) return false;
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  let first = 0;
  let last = 1;
  if (dx !== 0) {
    first = Math.max(first, ((dx > 0 ? left : right) - a.x) / dx);
    last = Math.min(last, ((dx > 0 ? right : left) - a.x) / dx);
  }
  if (dy !== 0) {
    first = Math.max(first, ((dy > 0 ? top : bottom) - a.y) / dy);
    last = Math.min(last, ((dy > 0 ? bottom : top) - a.y) / dy);
  }
  return first <= last;
}

// Whether a line runs through a box, or as near by as the clearance.
/** @param {Point[]} way @param {Box} box @param {number} clearance */
export function runsThrough(way, box, clearance) {
  for (let index = 1; index < way.length; index += 1) if (meets(way[index - 1], way[index], box, clearance)) return true;
  return false;
}

/** @param {Box} a @param {Box} b */
export function overlaps(a, b) {
  return a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height;
}

/** @param {Point} middle @param {[width: number, height: number]} size @returns {Box} */
function around({ x, y }, [width, height]) {
  return { left: x - width / 2, top: y - height / 2, width, height };
}

// The box around a way, with a margin.
/** @param {Point[]} way @param {number} margin @returns {Box} */
function extent(way, margin) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of way) {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  }
  return { left: left - margin, top: top - margin, width: right - left + 2 * margin, height: bottom - top + 2 * margin };
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
  /** @type {{ way: Point[], whole: Box }[]} */
  const settled = [];
  /** @type {Map<string, number[]>} */
  const lanes = new Map();
  /** @type {Map<string, Line["smooth"]>} */
  const found = new Map();
  let tried = 0;
  for (const alike of [...drawnAlike.values()].slice(0, MOST_LINES)) {
    const [line] = alike;
    const [from, to] = [boxes.get(line.from), boxes.get(line.to)];
    if (!from || !to || line.from === line.to) continue;
    const turned = line.from < line.to ? 1 : -1;
    const pair = JSON.stringify([line.from, line.to].sort());
    const taken = lanes.get(pair) || [];
    const others = nodes.filter(({ id }) => id !== line.from && id !== line.to);
    const labelled = alike.find(({ label }) => label);
    const size = labelled && sizeOf(labelled);
    const clearance = CLEARANCE + Math.max(...alike.map(({ width }) => width)) / 2;
    /** @param {Way} candidate @param {number} enough */
    const costOf = ({ smooth, bend }, enough) => {
      const way = wayOf(from, to, smooth);
      const whole = extent(way, clearance);
      let boxed = 0;
      for (const box of others) {
        if (!overlaps(box, whole) || !runsThrough(way, box, clearance)) continue;
        boxed += runsThrough(way, box, 1) ? THROUGH : CLOSE;
        if (boxed >= enough) return boxed;
      }
      const sameLane = taken.some((lane) => Math.abs(lane - turned * bend) < LANE);
      const label = size && around(way[PARTS / 2], size);
      const covered = label && nodes.some((box) => overlaps(box, label));
      const meeting = label && labels.some((box) => overlaps(box, label));
      const under = label ? settled.filter((each) => overlaps(each.whole, label) && runsThrough(each.way, label, 0)).length : 0;
      const cut = labels.filter((box) => overlaps(box, whole) && runsThrough(way, box, 0)).length + under;
      const once = (sameLane ? SAME_LANE : 0) + (covered ? COVERED : 0) + (meeting ? LABELS_MEET : 0);
      return boxed + once + CUT_LABEL * cut;
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
    if (size) labels.push(around(way[PARTS / 2], size));
  }
  return found;
}
