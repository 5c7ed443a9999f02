import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "#shared/data.js";
import { decoded, encoded, fragment } from "#shared/links.js";
import { addressOf, beginWith, dayFrom, readAddress } from "#view/address.js";
import { dayNumber } from "#view/days.js";
import { defaults } from "#view/state.js";

import { smallData } from "./small.js";

beforeEach(() => {
  load(smallData());
  beginWith(defaults());
});

const kept = (patch) => readAddress(addressOf({ ...defaults(), ...patch }));

test("a page as it begins has no address", () => {
  assert.equal(addressOf(defaults()), "");
  assert.deepEqual(readAddress(""), { ...defaults() });
});

test("an address keeps what is asked for", () => {
  const patch = {
    selection: "tie=norland--sudmark", level: "actor", lines: "pair", track: "forecast", clock: "publication", sign: "hostile",
    show: "both", from: dayNumber("2020-01-01"), to: dayNumber("2020-02-01"), undated: false, least: 0.25, most: 3,
    filters: { claimant: ["press", "a,b & c"] }, ego: { node: "node=norland", steps: 2 }, camera: [10, -20, 0.5],
    layers: { ...defaults().layers, event: true, tension: false }, kinds: { ...defaults().kinds, issue: false },
  };
  assert.deepEqual(kept(patch), { ...defaults(), ...patch });
});

test("what differs alone stands in the address, readable", () => {
  assert.equal(addressOf({ ...defaults(), selection: "claim=gazette/blockade", least: 0.1 }), "#claim=gazette/blockade&least=0.1");
  assert.equal(fragment("node=a b%"), "#node=a%20b%25");
  assert.equal(decoded(encoded("é/=:&")), "é/=:&");
  assert.equal(decoded("%E0%A4%A"), "");
});

test("what is not understood is left at its beginning", () => {
  for (const hash of ["#level=galaxy", "#from=2016-13-45", "#least=NaN", "#camera=1,2,0", "#around=3,node=norland", "#__proto__=x",
    "#constructor=1", "#node=nobody", "#&&&", "#most=NaN"]) {
    assert.deepEqual(readAddress(hash), { ...defaults() }, hash);
  }
  assert.equal(readAddress("#least=7").least, 1);
  assert.equal(readAddress("#most=-5").most, 1);
  assert.deepEqual(Object.keys(readAddress("#layers=__proto__").layers), Object.keys(defaults().layers));
});

test("days are read only as whole days", () => {
  assert.equal(dayFrom("1970-01-11"), 10);
  assert.deepEqual(["", "1970", "1970-02-31x", "later"].map(dayFrom), [null, null, null, null]);
});

test("a page that begins otherwise says so by what its address leaves out", () => {
  beginWith({ ...defaults(), kinds: { ...defaults().kinds, issue: false } });
  assert.equal(readAddress("").kinds.issue, false);
  assert.equal(addressOf(readAddress("")), "");
});
