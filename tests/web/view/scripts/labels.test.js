import assert from "node:assert/strict";
import { test } from "node:test";
import { labelPlaces, MIDDLE } from "#view/labels.js";

const box = (x, y, width = 80, height = 30) => ({ x, y, left: x - width / 2, top: y - height / 2, width, height });
const line = (id, from, to, more = {}) => ({
  id, opens: id, from, to, layer: "tension", label: "+0.50", smooth: false, width: 6, strength: 0.5, ...more,
});
const straight = new Map();
const ends = [["a", box(0, 0)], ["b", box(400, 0)]];

test("a label stands in the middle where nothing else does", () => {
  const places = labelPlaces([line("ab", "a", "b")], straight, new Map(ends), () => [40, 16], "");
  assert.deepEqual([...places], [["ab", MIDDLE]]);
});

test("a label moves along its line off a box, as little as it can", () => {
  const boxes = new Map([...ends, ["c", box(210, 10, 40, 20)]]);
  const at = labelPlaces([line("ab", "a", "b")], straight, boxes, () => [40, 16], "").get("ab");
  assert.ok(at < MIDDLE && 400 * at + 20 <= 190, String(at));
});

test("of two labels in one place that of the weaker line moves, and none stands upon another's line", () => {
  const boxes = new Map([...ends, ["c", box(200, -200)], ["d", box(200, 200)]]);
  const lines = [line("cd", "c", "d", { strength: 0.2 }), line("ab", "a", "b")];
  const places = labelPlaces(lines, straight, boxes, () => [40, 16], "");
  assert.equal(places.get("ab"), MIDDLE);
  assert.ok(Math.abs(places.get("cd") - MIDDLE) * 400 >= 16);
  const selected = labelPlaces([...lines, line("top", "a", "b", { strength: 0.9, label: "" })], straight, boxes, () => [40, 16], "cd");
  assert.equal(selected.get("ab"), MIDDLE, "the strongest line has its label whatever is selected");
});

test("a label for which there is no room is left out, and that of the wider font too", () => {
  const boxes = new Map([...ends, ["c", box(200, 0, 330, 60)]]);
  assert.equal(labelPlaces([line("ab", "a", "b")], straight, boxes, () => [40, 16], "").size, 0);
  const near = new Map([["a", box(0, 0)], ["b", box(140, 0)]]);
  assert.equal(labelPlaces([line("ab", "a", "b")], straight, near, () => [40, 16], "").size, 1);
  assert.equal(labelPlaces([line("ab", "a", "b")], straight, near, () => [90, 16], "").size, 0);
});
