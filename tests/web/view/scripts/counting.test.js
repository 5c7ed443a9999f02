import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

import { load } from "#shared/data.js";
import { beginWith } from "#view/address.js";
import { countingWords, uncounted } from "#view/counting.js";
import { dayNumber } from "#view/days.js";
import { change, defaults, state } from "#view/state.js";

import { smallData } from "./small.js";

beforeEach(() => {
  load(smallData());
  beginWith(defaults());
  change(defaults());
});

test("every claim counts in a score or has one reason why it does not", () => {
  assert.deepEqual(uncounted(state), {
    denied: ["gazette/denial"], issue: ["herald/favours", "herald/opposes"], leverage: ["herald/moves"], mode: ["leaflet/someday"],
  });
  assert.deepEqual(uncounted({ ...state, track: "forecast" }).undated, ["leaflet/someday"]);
});

test("what does not pass the window is told apart, and the numbers add up", () => {
  change({ to: dayNumber("2020-01-07"), undated: false });
  assert.equal(countingWords(state), "1 of 7 claims count; 6 are out.");
});
