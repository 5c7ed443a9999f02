import assert from "node:assert/strict";
import { test } from "node:test";

import { congruence, decay, effects, pooledMean, probabilityAboveZero, score, strongestChains, withoutGroups } from "#view/measure.js";

import { PARAMETERS } from "./small.js";

const near = (got, wanted) => assert.ok(Math.abs(got - wanted) < 1e-12, `${got} is not ${wanted}`);
const said = (cluster, intensity, more = {}) => ({ cluster, intensity, probability: 1, weight: 1, ...more });

test("what nobody said scores nothing, with the interval of the prior alone", () => {
  const { tension, low, high, mass, clusters, shares } = score([], PARAMETERS);
  assert.deepEqual([tension, mass, clusters, shares], [0, 0, 0, []]);
  near(high, 1.645 * PARAMETERS.prior);
  near(low, -high);
});

test("one statement is drawn towards nothing by the prior", () => {
  const precision = 1 / (PARAMETERS.tau ** 2 + PARAMETERS.sigma ** 2);
  const { tension, hostile, friendly } = score([said("a", -0.7)], PARAMETERS);
  near(tension, (0.7 * precision) / (PARAMETERS.prior ** -2 + precision));
  assert.deepEqual([hostile, friendly], [tension, 0]);
});

test("repetition by one counts less than the same said by another", () => {
  const of = (...clusters) => score(clusters.map((each) => said(each, -1)), PARAMETERS).tension;
  assert.ok(of("a") < of("a", "a"));
  assert.ok(of("a", "a") < of("a", "b"));
  assert.equal(score([said("a", -1), said("a", -1)], PARAMETERS).clusters, 1);
});

test("shares add up to the score, and the hostile less the friendly ones too", () => {
  const { tension, hostile, friendly, shares } = score([said("a", -1), said("b", 0.5), said("c", 0)], PARAMETERS);
  near(shares.reduce((total, each) => total + each, 0), tension);
  near(hostile - friendly, tension);
  assert.ok(shares[0] > 0 && shares[1] < 0);
  assert.equal(shares[2], 0);
});

test("the probability of more tension than friendliness is that of the normal distribution", () => {
  assert.deepEqual([probabilityAboveZero(0, 1), probabilityAboveZero(9, 1), probabilityAboveZero(-9, 1)], [0.5, 1, 0]);
  assert.deepEqual([probabilityAboveZero(0, 0), probabilityAboveZero(1, 0)], [0.5, 1]);
  assert.ok(Math.abs(probabilityAboveZero(1.645, 1) - 0.950015) < 1e-6);
  assert.ok(Math.abs(probabilityAboveZero(-0.3, 0.1) - 0.001349898031630) < 1e-12);
});

test("a weight halves in a half-life", () => {
  assert.deepEqual([0, 180, 360].map((days) => decay(days, PARAMETERS)), [1, 0.5, 0.25]);
  assert.deepEqual([0, 730].map((days) => decay(days, PARAMETERS, "stance")), [1, 0.5]);
});

test("a pooled mean lies between what is said, and is 0 where nothing weighs", () => {
  const { mean, weights } = pooledMean([{ cluster: "a", weight: 1, value: 0 }, { cluster: "b", weight: 1, value: 1 }], PARAMETERS);
  near(mean, 0.5);
  assert.deepEqual(weights, [0.5, 0.5]);
  assert.equal(pooledMean([{ cluster: "a", weight: 0, value: 1 }], PARAMETERS).mean, 0);
});

test("two agree by the issues that both speak to", () => {
  const held = (actor, issue, position) => ({ actor, issue, position });
  assert.deepEqual(congruence([held("a", "x", 1), held("b", "y", 1)]), []);
  const [same] = congruence([held("a", "x", 1), held("b", "x", 1)]);
  near(same.value, 1);
  const [opposed] = congruence([held("a", "x", 1), held("b", "x", -1)]);
  near(opposed.value, -1);
  assert.deepEqual(opposed.issues.map((each) => each.issue), ["x"]);
});

test("the strongest chain comes first, never through a node twice, never longer than asked", () => {
  const hops = [["a", "b", 0.9], ["b", "c", 0.9], ["a", "c", 0.5], ["c", "a", 1]];
  const found = strongestChains(hops, "a", "c", { longest: 4, most: 10 });
  assert.deepEqual(found.map((each) => each.nodes.join("")), ["abc", "ac"]);
  near(found[0].power, 0.81);
  assert.deepEqual(strongestChains(hops, "a", "c", { longest: 1, most: 10 }).map((each) => each.nodes.join("")), ["ac"]);
  assert.deepEqual(strongestChains(hops, "a", "c", { longest: 4, most: 1 }).length, 1);
});

test("an effect is the tension less the tension without the statement, whatever its sign is", () => {
  const all = [said("a", -0.9), said("b", -0.9), said("c", -0.1), said("c", 0)];
  const wanted = all.map((_, at) => score(all, PARAMETERS).tension - score(all.filter((__, place) => place !== at), PARAMETERS).tension);
  effects(all, PARAMETERS).forEach((each, at) => assert.ok(Math.abs(each - wanted[at]) < 1e-12));
  assert.ok(effects(all, PARAMETERS)[2] < 0);
});

test("without a group is the score of all others", () => {
  const all = ["a", "b", "a", "c", "b", "a"].map((cluster, at) => (
    { cluster, weight: 0.2 + at / 7, probability: 1 - at / 9, intensity: (at % 3) / 2 - 0.6 }
  ));
  const groups = [[0, 2, 5], [1], [3], [0, 1, 2, 3, 4, 5], []];
  withoutGroups(all, groups, PARAMETERS).forEach((each, at) => {
    const left = all.filter((_, index) => !groups[at].includes(index));
    assert.ok(Math.abs(each - score(left, PARAMETERS).tension) < 1e-12);
  });
});
