import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "#shared/data.js";
import { beginWith } from "#view/address.js";
import { computed, hopsOf, isKnown, itemOf, pathsOf } from "#view/computed.js";
import { dayNumber } from "#view/days.js";
import { derive } from "#view/derive.js";
import { endsOfName, idFor, inOrder } from "#view/ids.js";
import { score } from "#view/measure.js";
import { change, defaults, isLimited, reset, setFilter, state, watch } from "#view/state.js";

import { PARAMETERS, smallData } from "./small.js";

function begin(data = smallData()) {
  load(data);
  beginWith(defaults());
  change(defaults());
}

const drawn = (patch = {}) => derive({ ...state, ...patch });
const opened = (patch) => [...new Set(drawn(patch).lines.map((each) => each.opens))].sort();

beforeEach(() => begin());

test("ties have the names that the data give, and pairs their ends in order", () => {
  assert.equal(idFor("event", "norland", "sudmark"), "event=norland--sudmark");
  assert.equal(idFor("tie", ...inOrder("sudmark", "norland")), "tie=norland--sudmark");
  assert.deepEqual(endsOfName("pair=fishing--norland"), { type: "pair", a: "fishing", b: "norland" });
  assert.equal(endsOfName("tie=fishing--norland"), null);
  assert.equal(idFor("event", "nobody", "norland"), "");
});

test("slugs that hold what joins them get names of their own", () => {
  const data = smallData();
  const actor = (slug) => ({ ...data.nodes[0], id: `node=${slug}`, slug });
  data.nodes.push(actor("a"), actor("b--c"), actor("a--b"), actor("c"));
  Object.assign(data.ends, { a: "a", "b--c": "b--c", "a--b": "a--b", c: "c" });
  data.drawing.edges.push({ id: "event=a--b--c", relation: "event", from: "node=a", to: "node=b--c", claims: ["gazette/blockade"] });
  data.drawing.edges.push({ id: "event=a--b--c~2", relation: "event", from: "node=a--b", to: "node=c", claims: ["gazette/blockade"] });
  begin(data);
  assert.equal(idFor("tie", "a", "b--c"), "tie=a--b--c");
  assert.equal(idFor("tie", "a--b", "c"), "tie=a--b--c~2");
  assert.deepEqual(endsOfName("tie=a--b--c~2"), { type: "tie", a: "a--b", b: "c" });
});

test("any two actors may be asked for as a path, and nobody else", () => {
  assert.deepEqual(["path=press--norland", "path=press--press", "path=press--fishing", "node=norland", "node=x"].map(isKnown), [
    true, false, false, true, false,
  ]);
});

test("those who act for a state are folded into it at the level of states", () => {
  const names = (level) => computed({ ...state, level }).ties.map((tie) => tie.id).sort();
  assert.ok(names("state").includes("stance=norland--sudmark"));
  assert.ok(names("actor").includes("stance=ministry--sudmark"));
  assert.ok(!names("actor").includes("stance=norland--sudmark"));
});

test("a tie says how it is contested, denied, and how it stands", () => {
  const tie = computed(state).tiesById.get("event=norland--sudmark");
  assert.deepEqual([tie.contested, tie.denied, tie.mode, tie.intensity], [true, false, "reported", -0.7]);
  const forecast = computed(state).tiesById.get("stance=sudmark--norland");
  assert.deepEqual([forecast.mode, forecast.contested], ["forecast", false]);
});

test("a dyad scores what is reported and affirmed, by its age", () => {
  const dyad = computed(state).dyadsById.get("tie=norland--sudmark");
  const aged = (day, life) => 0.9 * 2 ** (-(dayNumber("2020-03-01") - dayNumber(day)) / life);
  const wanted = score([
    { cluster: "sudmark", intensity: -0.7, probability: 1, weight: aged("2020-01-05", PARAMETERS.half_life) },
    { cluster: "norland", intensity: -0.4, probability: 1, weight: aged("2020-01-10", PARAMETERS.stance_half_life) },
  ], PARAMETERS);
  assert.ok(Math.abs(dyad.tension - wanted.tension) < 1e-12);
  assert.deepEqual([dyad.claims, dyad.clusters, dyad.thin, dyad.contested], [2, 2, true, true]);
  assert.ok(dyad.without_contested < dyad.tension);
  assert.deepEqual(dyad.beside.map((claim) => claim.id).sort(), ["gazette/denial", "herald/moves", "leaflet/someday"]);
});

// Sudmark opposes fishing, which Norland pursues by what the herald says: that is a position on Norland by half.
function withPolicy(issue) {
  const data = smallData();
  data.issues = { fishing: { pursued_by: [], directed_at: [], ...issue } };
  begin(data);
}

const dyadOf = (patch = {}) => computed({ ...state, ...patch }).dyadsById.get("tie=norland--sudmark");
const partOf = (patch) => dyadOf(patch)?.contributions.find((each) => each.claim.id === "herald/opposes");

test("a position over an issue counts by half toward who pursues it, and the dyad also has its score without", () => {
  withPolicy({ pursued_by: [["norland", "herald/favours"]] });
  const part = partOf();
  assert.deepEqual([part.intensity, part.weight, part.bearing.pursuit, part.bearing.over], [-1, 0.6 * 0.5, "herald/favours", "fishing"]);
  assert.equal(dyadOf().claims, 3);
  assert.ok(dyadOf().direct < dyadOf().tension);
  assert.equal(dyadOf({ policies: false }).tension, dyadOf().direct);
  assert.equal(partOf({ policies: false }), undefined);
});

test("it counts reversed toward whom the issue is directed at, and never toward the holder's own side", () => {
  withPolicy({ directed_at: ["norland"] });
  assert.equal(partOf().intensity, 1);
  withPolicy({ pursued_by: [["sudmark", "herald/favours"]], directed_at: ["ministry"] });
  assert.equal(partOf().intensity, 1);
  assert.equal(dyadOf().contributions.some((each) => each.claim.id === "herald/favours" && each.intensity < 0), false);
});

test("by the clock of publication it counts once the claim that says who pursues it is known", () => {
  withPolicy({ pursued_by: [["norland", "leaflet/someday"]] });
  assert.equal(partOf({ clock: "publication", to: dayNumber("2020-03-02") }), undefined);
  assert.equal(partOf({ clock: "event" }).intensity, -1);
});

test("who acts for a state is one voice with it at the level of states", () => {
  assert.equal(dyadOf().clusters, 2);
  const claim = { ...smallData().claims["gazette/warns"], id: "gazette/again", claimants: ["norland"] };
  const data = smallData();
  data.claims["gazette/again"] = claim;
  data.drawing.edges.find((edge) => edge.id === "stance=ministry--sudmark").claims.push("gazette/again");
  begin(data);
  assert.deepEqual([dyadOf().clusters, dyadOf().claims], [2, 3]);
});

test("of another mode the undated claims of that mode still count in no score", () => {
  assert.deepEqual(computed({ ...state, track: "forecast" }).dyads, []);
});

test("the day of a score is the end of the window", () => {
  const early = computed({ ...state, to: dayNumber("2020-01-07") }).dyadsById.get("tie=norland--sudmark");
  assert.deepEqual([early.claims, early.at], [1, dayNumber("2020-01-07")]);
});

test("power is what a claim of leverage says, times how probable it is", () => {
  const power = computed(state).powers.get("leverage=norland--sudmark");
  assert.ok(Math.abs(power.power - 0.4) < 1e-12);
  assert.deepEqual([power.claims, power.claimants, power.thin], [1, 1, true]);
  const [chain] = pathsOf({ a: "norland", b: "sudmark" });
  assert.deepEqual(hopsOf(chain), ["leverage=norland--sudmark"]);
  assert.deepEqual(pathsOf({ a: "sudmark", b: "norland" }), []);
});

test("two who hold the opposite on the only issue of both disagree wholly", () => {
  const [pair] = computed(state).alignments;
  assert.deepEqual([pair.a, pair.b, pair.claims, pair.claimants], ["norland", "sudmark", 2, 1]);
  assert.ok(pair.value < 0);
});

test("what passes nothing has a score of 0 when it is asked for all the same", () => {
  change({ filters: { issue: ["fishing"] } });
  const { type, item } = itemOf("tie=norland--sudmark");
  assert.deepEqual([type, item.claims, item.tension, item.passes], ["tension", 0, 0, false]);
  assert.equal(itemOf("tie=nobody--norland"), null);
  assert.equal(itemOf("stance=ministry--sudmark").item.claims.length, 0);
});

test("layers decide what is drawn, and what is selected is drawn whatever they say", () => {
  const none = Object.fromEntries(Object.keys(defaults().layers).map((key) => [key, false]));
  assert.deepEqual(opened({ layers: none }), []);
  assert.deepEqual(opened({ layers: none, selection: "event=norland--sudmark" }), ["event=norland--sudmark"]);
  assert.deepEqual(opened({ layers: { ...none, position: true } }), ["stance=norland--fishing", "stance=sudmark--fishing"]);
  assert.deepEqual(opened({ layers: { ...none, event: true, tension: true }, lines: "claim" }), [
    "claim=gazette/blockade", "claim=gazette/denial", "tie=norland--sudmark",
  ]);
  assert.ok(opened({ lines: "pair" }).includes("pair=norland--sudmark"));
});

test("a dyad under the least tension asked for is not drawn", () => {
  assert.ok(opened({}).includes("tie=norland--sudmark"));
  assert.ok(!opened({ least: 0.9 }).includes("tie=norland--sudmark"));
  assert.ok(!opened({ sign: "friendly" }).includes("tie=norland--sudmark"));
});

test("the selection stands out with what it rests on", () => {
  const { focus } = drawn({ selection: "claim=herald/favours" });
  assert.deepEqual([...focus.edges], ["stance=norland--fishing"]);
  assert.deepEqual([...focus.nodes].sort(), ["node=fishing", "node=norland"]);
});

test("only what stands around a node in so many steps is drawn", () => {
  const around = (steps) => [...drawn({ ego: { node: "node=fishing", steps }, layers: { position: true } }).nodes].sort();
  assert.deepEqual(around(1), ["node=fishing", "node=norland", "node=sudmark"]);
});

test("a small page draws the first nodes, and whoever is selected beyond them", () => {
  assert.ok(!drawn({ most: 1 }).nodes.has("node=sudmark"));
  assert.ok(drawn({ most: 1, selection: "node=sudmark" }).nodes.has("node=sudmark"));
});

test("whoever watches hears of a change, with what was before", () => {
  const heard = [];
  watch((current, previous) => heard.push([current.least, previous.least]));
  change({ least: 0.3 });
  setFilter("mode", ["forecast"]);
  assert.deepEqual([heard[0], isLimited(state), state.filters], [[0.3, 0], true, { mode: ["forecast"] }]);
  setFilter("mode", []);
  reset();
  assert.deepEqual([isLimited(state), state.filters, state.least], [false, {}, 0]);
});
