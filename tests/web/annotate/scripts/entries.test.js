import assert from "node:assert/strict";
import { test } from "node:test";

import { at, kindOf, newId, oneOrMany, same, says, set, sideOf } from "#annotate/entries.js";
import { change } from "#annotate/state.js";

const PROJECT = {
  actors: [{ slug: "china", label: { zh: "中国", en: "China" } }, { slug: "japan", label: "Japan" }],
  issues: [{ slug: "thaad", label: "THAAD" }],
  events: [{ slug: "ban", label: "The ban", type: "SANCTION" }],
  terms: {
    StanceType: [{ slug: "opposes", label: "opposes", position: -0.7 }, { slug: "supports", label: "supports", number: 0.7 }],
    EventType: [{ slug: "SANCTION", label: "sanction", goldstein: -6 }],
  },
};
change({ project: PROJECT });

const OPPOSES = { id: "a", stance: { holder: ["china", "japan"], target: "thaad", type: "opposes" } };

test("what is set under a path stands there, and nothing else has changed", () => {
  const entry = { id: "a", stance: { holder: "china" } };
  const next = set(entry, "stance/target", "thaad");
  assert.deepEqual(next, { id: "a", stance: { holder: "china", target: "thaad" } });
  assert.deepEqual(entry, { id: "a", stance: { holder: "china" } });
  assert.deepEqual(set(next, "stance/holder", undefined), { id: "a", stance: { target: "thaad" } });
  assert.equal(at(next, "stance/holder/deeper"), undefined);
  assert.equal(at({ note: null }, "note"), undefined);
});

test("lists are written as people write them", () => {
  assert.equal(oneOrMany([]), undefined);
  assert.equal(oneOrMany(["a"]), "a");
  assert.deepEqual(oneOrMany(["a", "b"]), ["a", "b"]);
});

test("two entries are the same whatever the order of their keys, and not of their lists", () => {
  assert.ok(same({ a: "1", b: ["x", "y"] }, { b: ["x", "y"], a: "1" }));
  assert.ok(!same({ b: ["x", "y"] }, { b: ["y", "x"] }));
  assert.ok(!same({ a: undefined }, { b: "1" }));
  assert.ok(!same({ a: null }, { a: {} }));
});

test("a claim reads as a sentence, by labels, with … for what is missing", () => {
  assert.equal(says(OPPOSES, []), "中国 and Japan opposes THAAD");
  assert.equal(says({ stance: {} }, []), "… … …");
  assert.equal(says({ event: "ban" }, []), "The ban");
  assert.equal(says({ event: { initiator: "japan", type: "SANCTION", recipient: "nobody" } }, []), "Japan: sanction – nobody");
  assert.equal(says({ leverage: { wielder: "china", over: "japan", strength: "weak", effect: "pressure" } }, []), "中国 over Japan: weak pressure");
  const claims = [{ id: "a", entry: OPPOSES }, { id: "b", entry: { denies: "c" } }, { id: "c", entry: { denies: "b" } }];
  assert.equal(says({ denies: "a" }, claims), "Not so: 中国 and Japan opposes THAAD");
  assert.match(says({ denies: "b" }, claims), /^Not so: Not so: /, "a circle comes to an end");
});

test("a claim points where its own number does, else where its type's does", () => {
  assert.equal(sideOf(OPPOSES), "hostile");
  assert.equal(sideOf({ stance: { ...OPPOSES.stance, position: "0.2" } }), "friendly");
  assert.equal(sideOf({ stance: { type: "supports" } }), "friendly");
  assert.equal(sideOf({ event: "ban" }), "hostile");
  assert.equal(sideOf({ denies: "a" }), "neutral");
  assert.equal(kindOf({ affirms: "a" }), "affirms");
});

test("a new claim is named by what it quotes, as no other of its article", () => {
  assert.equal(newId("Beijing appears to want to patch up relations", new Set()), "beijing-appears-want-patch");
  assert.equal(newId("The ban", new Set(["ban", "ban-2"])), "ban-3");
  assert.equal(newId("中国反对", new Set()), "claim");
  assert.equal(newId("China’s élan", new Set()), "chinas-elan");
});
