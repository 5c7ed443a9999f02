import assert from "node:assert/strict";
import { test } from "node:test";
import { controlsOf, routed, runsThrough } from "#view/routes.js";

const box = (x, y, width = 80, height = 30) => ({ x, y, left: x - width / 2, top: y - height / 2, width, height });
const line = (id, from, to, more = {}) => ({
  id, opens: id, from, to, layer: "tension", label: "+0.50", smooth: false, width: 6, strength: 0.5, ...more,
});
const wide = () => [40, 16];

// Points of the cubic curve that is drawn.
function way(from, to, smooth) {
  const [first, second] = controlsOf(from, to, smooth);
  return Array.from({ length: 101 }, (_, part) => {
    const t = part / 100;
    const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t ** 2 * (1 - t), t ** 3];
    return { x: a * from.x + b * first.x + c * second.x + d * to.x, y: a * from.y + b * first.y + c * second.y + d * to.y };
  });
}

const flat = (points) => points.flatMap(({ x, y }) => [x, y]);

test("a line is straight where nothing stands in its way", () => {
  const boxes = new Map([["a", box(0, 0)], ["b", box(400, 0)]]);
  assert.equal(routed([line("ab", "a", "b")], boxes, wide).get("ab"), false);
});

test("a line goes around a box between its ends", () => {
  const boxes = new Map([["a", box(0, 0)], ["b", box(400, 0)], ["c", box(200, 5)]]);
  const smooth = routed([line("ab", "a", "b")], boxes, wide).get("ab");
  assert.ok(!runsThrough(flat(way(boxes.get("a"), boxes.get("b"), smooth)), boxes.get("c"), 3));
});

test("two lines of the same ends lie apart, whichever way round they run", () => {
  const boxes = new Map([["a", box(0, 0)], ["b", box(400, 0)]]);
  const ways = routed([line("ab", "a", "b"), line("ba", "b", "a", { layer: "stance", strength: 0 })], boxes, wide);
  assert.notDeepEqual(ways.get("ab"), ways.get("ba"));
});

test("where every arc runs through a box, the line leans or swings", () => {
  const boxes = new Map([["a", box(0, 0)], ["b", box(400, 0)], ["low", box(130, 300, 60, 650)], ["high", box(270, -300, 60, 650)]]);
  const smooth = routed([line("ab", "a", "b")], boxes, wide).get("ab");
  assert.equal(smooth.type, "cubicBezier");
  const points = flat(way(boxes.get("a"), boxes.get("b"), smooth));
  assert.ok(!runsThrough(points, boxes.get("low"), 0) && !runsThrough(points, boxes.get("high"), 0));
});

test("the label of a score stands free of boxes", () => {
  const boxes = new Map([["a", box(0, 0)], ["b", box(300, 0)], ["c", box(150, 30, 120, 30)]]);
  const smooth = routed([line("ab", "a", "b")], boxes, () => [120, 20]).get("ab");
  const { x, y } = way(boxes.get("a"), boxes.get("b"), smooth)[50];
  assert.ok(Math.abs(x - 150) > 120 || Math.abs(y - 30) > 25);
});

test("of thousands of ways the weaker lines are given up first, and all lines have one", () => {
  const boxes = new Map(Array.from({ length: 100 }, (_, at) => [`n${at}`, box(100 * (at % 10), 60 * Math.floor(at / 10))]));
  const lines = Array.from({ length: 99 }, (_, at) => line(`l${at}`, `n${at}`, `n${(37 * at + 11) % 100}`, { strength: at / 100 }));
  const ways = routed(lines, boxes, wide);
  assert.equal(ways.size, lines.filter(({ from, to }) => from !== to).length);
});
