import assert from "node:assert/strict";
import { test } from "node:test";

import { merged } from "#annotate/merging.js";

const BASE = { id: "a", certainty: "certain", note: "old", stance: { holder: "china", target: "thaad" } };

test("changes of different keys stand side by side, within the content too", () => {
  const mine = { ...BASE, certainty: "probable", stance: { ...BASE.stance, holder: "japan" } };
  const theirs = { ...BASE, note: "new", stance: { ...BASE.stance, ground: "over radar" } };
  const { entry, conflicts } = merged(BASE, mine, theirs);
  assert.deepEqual(conflicts, []);
  assert.deepEqual(entry, {
    id: "a", certainty: "probable", note: "new", stance: { holder: "japan", target: "thaad", ground: "over radar" },
  });
});

test("where both changed a key differently the form's value stays and the other is named", () => {
  const { entry, conflicts } = merged(BASE, { ...BASE, certainty: "possible" }, { ...BASE, certainty: "probable" });
  assert.equal(entry.certainty, "possible");
  assert.deepEqual(conflicts, [{ path: "certainty", mine: "possible", theirs: "probable" }]);
});

test("the same change of both is none to choose from", () => {
  const both = { ...BASE, certainty: "possible" };
  assert.deepEqual(merged(BASE, both, both), { entry: both, conflicts: [] });
});

test("what one side took out goes, unless the other changed it", () => {
  const { note: _note, ...without } = BASE;
  assert.equal(merged(BASE, without, { ...BASE, certainty: "probable" }).entry.note, undefined);
  assert.equal(merged(BASE, { ...BASE, certainty: "probable" }, without).entry.note, undefined);
  const { conflicts } = merged(BASE, without, { ...BASE, note: "new" });
  assert.deepEqual(conflicts, [{ path: "note", mine: undefined, theirs: "new" }]);
});

test("another kind of content on either side is a conflict only where both changed it", () => {
  const { stance: _stance, ...rest } = BASE;
  const event = { ...rest, event: "ban" };
  assert.deepEqual(merged(BASE, event, { ...BASE, note: "new" }), { entry: { ...rest, note: "new", event: "ban" }, conflicts: [] });
});
