import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { countsAs, fromData, load, nameOf } from "#shared/data.js";
import { claims } from "#shared/data.js";
import { dayNumber, inWindow, isContested, isoDay, spans } from "#view/days.js";
import { facetCounts, facetValues, FACETS, passing } from "#view/facets.js";
import { defaults } from "#view/state.js";

import { smallData } from "./small.js";

const NOTHING = { from: null, to: null, clock: "event", undated: true, filters: {} };
const passed = (patch) => [...passing({ ...NOTHING, ...patch })].sort();

beforeEach(() => load(smallData()));

test("what the file leaves out of a claim is put back", () => {
  const whole = claims.get("herald/moves");
  assert.deepEqual([whole.reporters, whole.hedges, whole.passages, whole.content.about], [[], [], [], []]);
  assert.deepEqual([whole.content.intensity, whole.content.slug, whole.says], [null, "", ""]);
  assert.equal(whole.content.strength_value, 0.8);
});

test("whoever acts for a state counts as it at the level of states", () => {
  assert.deepEqual(["ministry", "fishing"].map((slug) => countsAs(slug, "state")), ["norland", "fishing"]);
  assert.equal(countsAs("ministry", "actor"), "ministry");
});

test("names are those of nodes, then of others, then slugs", () => {
  assert.deepEqual(["norland", "press", "nobody"].map(nameOf), ["Norland", "Press", "nobody"]);
});

test("what follows from the data follows the data that are loaded", () => {
  let computed = 0;
  const count = fromData(() => {
    computed += 1;
    return claims.size;
  });
  assert.deepEqual([count(), count(), computed], [7, 7, 1]);
  load({ ...smallData(), claims: {} });
  assert.deepEqual([count(), computed], [0, 2]);
});

test("days are whole numbers, and empty where nothing is dated", () => {
  assert.deepEqual([dayNumber("1970-01-02"), dayNumber(""), isoDay(dayNumber("2020-02-29"))], [1, null, "2020-02-29"]);
  const { event, publication } = spans();
  assert.deepEqual([event.first, event.last].map(isoDay), ["2020-01-05", "2020-03-01"]);
  assert.deepEqual([publication.first, publication.last].map(isoDay), ["2020-01-10", "2020-03-01"]);
});

test("a few old claims do not take the room of the others", () => {
  const data = smallData();
  for (let at = 0; at < 40; at += 1) data.claims[`herald/${at}`] = { ...data.claims["herald/favours"], id: `herald/${at}` };
  data.claims["gazette/blockade"].day = "1900-01-01";
  load(data);
  assert.equal(isoDay(spans().event.first), "2020-01-10");
  assert.equal(spans().event.earlier, true);
});

test("a window keeps what lies in it, and what has no day only where asked", () => {
  const january = { from: dayNumber("2020-01-01"), to: dayNumber("2020-01-31") };
  assert.deepEqual(passed({ ...january, undated: false }), ["gazette/blockade", "gazette/denial", "gazette/warns"]);
  assert.ok(passed(january).includes("leaflet/someday"));
  assert.equal(inWindow(claims.get("gazette/blockade"), { ...NOTHING, from: dayNumber("2020-01-06") }), false);
  assert.ok(passed({ from: dayNumber("2020-01-06"), clock: "publication" }).includes("gazette/blockade"));
});

test("by the clock of publication only what was published contests", () => {
  const data = smallData();
  data.claims["gazette/denial"].article = "herald";
  load(data);
  const contested = (clock, to) => isContested(claims.get("gazette/blockade"), { ...NOTHING, clock, to: dayNumber(to) });
  assert.equal(contested("event", "2020-01-20"), true);
  assert.equal(contested("publication", "2020-01-20"), false);
  assert.equal(contested("publication", "2020-03-01"), true);
});

test("choices of one facet add up, those of two narrow", () => {
  assert.deepEqual(passed({ filters: { claimant: ["ministry"] } }), ["gazette/denial", "gazette/warns"]);
  assert.deepEqual(passed({ filters: { claimant: ["ministry", "sudmark"], standing: ["contested"] } }), ["gazette/blockade"]);
  assert.deepEqual(passed({ filters: { issue: ["fishing"], mode: ["forecast"] } }), []);
});

test("who is filtered by includes those who act for them", () => {
  assert.ok(passed({ filters: { actor: ["norland"] } }).includes("gazette/warns"));
});

test("the counts of a facet ignore its own choices and keep those of others", () => {
  const counts = facetCounts({ ...NOTHING, filters: { article: ["gazette"] } });
  assert.equal(counts.get("article").get("herald"), 3);
  assert.equal(counts.get("claimant").get("press"), undefined);
  assert.equal(counts.get("claimant").get("ministry"), 2);
  assert.deepEqual([...counts.get("standing")].sort(), [["contested", 1], ["denial", 1], ["undisputed", 1]]);
});

test("choices come by how often they occur, or in an order of their own", () => {
  assert.deepEqual(facetValues().get("mode"), ["reported", "forecast"]);
  assert.equal(facetValues().get("claimant")[0], "press");
  assert.deepEqual(new Set(FACETS.map(({ key }) => key)).size, FACETS.length);
  assert.deepEqual(defaults().filters, {});
});
