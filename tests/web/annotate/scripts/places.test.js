import assert from "node:assert/strict";
import { test } from "node:test";

import { inLanes } from "#annotate/marks.js";
import { spread } from "#annotate/claims.js";
import { placesOf } from "#annotate/finding.js";
import { byField, worst } from "#annotate/findings.js";
import { lettersOf } from "#annotate/goto.js";
import { isFree, nameOf } from "#annotate/keys.js";
import { Offsets } from "#annotate/offsets.js";
import { fit } from "#annotate/options.js";
import { slugFrom } from "#annotate/registry.js";
import { withAbbreviations } from "#annotate/text.js";

test("places go from code points to UTF-16 units and back, whatever is written", () => {
  for (const text of ["", "plain", "🇨🇳 and 🦀", "a\u{10ffff}b\ud83d", "עברית 🦀\r\n🦀"]) {
    const offsets = new Offsets(text);
    const points = Array.from(text);
    for (let at = 0; at <= points.length; at += 1) {
      const units = points.slice(0, at).join("").length;
      assert.equal(offsets.units(at), units, `${text} ${at}`);
      assert.equal(offsets.points(units), at, `${text} ${at}`);
    }
  }
  assert.equal(new Offsets("🦀🦀").points(3), 1, "within a character it is that character's");
});

const lanesOf = (spans) => inLanes(spans.map((span) => ({ span, look: "reported" }))).map(({ span, lane }) => [...span, lane]);

test("passages that overlap lie in different lanes, others in the first", () => {
  assert.deepEqual(lanesOf([[20, 30], [0, 10], [10, 20]]), [[0, 10, 0], [10, 20, 0], [20, 30, 0]]);
  assert.deepEqual(lanesOf([[5, 8], [0, 20], [6, 30]]), [[0, 20, 0], [5, 8, 1], [6, 30, 2]]);
  assert.deepEqual(lanesOf([[0, 9], [1, 9], [2, 9], [3, 9], [4, 9], [5, 9]]).map(([, , lane]) => lane), [0, 1, 2, 3, 3, 3]);
});

test("notes stand where they are wanted unless they would overlap, and then share what they give way", () => {
  assert.deepEqual(spread([0, 100, 200], [20, 20, 20]), [0, 100, 200]);
  assert.deepEqual(spread([100, 100], [20, 20]), [90, 110]);
  assert.deepEqual(spread([0, 0, 0], [20, 20, 20]), [0, 20, 40]);
  assert.deepEqual(spread([50, Infinity], [20, 20]), [50, 70]);
  const tops = spread([10, 12, 14, 300, 301, 5000], [30, 10, 30, 20, 20, 20]);
  for (const [at, height] of [30, 10, 30, 20, 20].entries()) assert.ok(tops[at] + height <= tops[at + 1] + 1e-9, `${tops}`);
});

test("what is looked for is found at every place, in code points, whatever the case", () => {
  assert.deepEqual(placesOf("🦀 China, CHINA", "china"), [[2, 7], [9, 14]]);
  assert.deepEqual(placesOf("aaa", "aa"), [[0, 2], [1, 3]]);
  assert.deepEqual(placesOf("anything", ""), []);
});

const finding = (severity, ...path) => ({ severity, path, rule: "", message: "", line: 1, column: 1 });

test("a finding stands at the nearest field around its path, else at the head", () => {
  const found = [finding("error", "claims", 3, "stance", "type"), finding("warning", "hedge", 0, "words"), finding("warning")];
  const fields = byField(found, ["said-by", "hedge", "stance/type"]);
  assert.deepEqual([...fields].map(([path, findings]) => [path, findings.length]), [["stance/type", 1], ["hedge", 1], ["", 1]]);
  assert.equal(worst(found), "error");
  assert.equal(worst(found.slice(1)), "warning");
  assert.equal(worst([]), "");
});

const key = (name, more = {}) => ({ key: name, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

test("keys are named as the table has them, on every layout", () => {
  assert.equal(nameOf(key("j")), "j");
  assert.equal(nameOf(key("U", { shiftKey: true })), "Shift+u");
  assert.equal(nameOf(key("{", { shiftKey: true })), "{", "what a layout needs Shift for is the character alone");
  assert.equal(nameOf(key("Enter", { metaKey: true })), "Control+Enter");
  assert.equal(nameOf(key("Z", { ctrlKey: true, shiftKey: true })), "Control+Shift+z");
});

test("keys of the browser and of the system cannot be taken", () => {
  for (const name of ["Control+t", "Alt+d", "Tab", "Shift+Tab", " ", "F5", "ArrowDown", "PageUp", "Escape"]) assert.ok(!isFree(name), name);
  for (const name of ["j", "Shift+j", "+", "Enter", "é"]) assert.ok(isFree(name), name);
});

test("the beginning of a name fits better than that of a word in it", () => {
  assert.ok(fit("china", ["China"]) > fit("chi", ["China"]));
  assert.ok(fit("chi", ["China"]) > fit("chi", ["South China Sea"]));
  assert.ok(fit("chi", ["South China Sea"]) > fit("chi", ["archive"]));
  assert.equal(fit("chi", ["Japan"]), 0);
});

test("a label gives the name that it has in files", () => {
  assert.equal(slugFrom("Ministry of Défense (Japan)"), "ministry-of-defense-japan");
  assert.equal(slugFrom("防衛省"), "");
});

test("letters with stops are one word, however a browser cuts them", () => {
  const text = "the U.S. and a U.S.-led J. Doe at Gov.uk, e.g. plan B.China, p.m";
  const joined = (pattern) => (
    withAbbreviations(text, Array.from(text.matchAll(pattern), ({ 0: word, index }) => [index, index + word.length]))
      .map(([start, end]) => text.slice(start, end))
  );
  const words = ["the", "U.S.", "and", "a", "U.S.", "led", "J", "Doe", "at"];
  assert.deepEqual(joined(/[a-z]+/gi), [...words, "Gov", "uk", "e.g.", "plan", "B", "China", "p.m"]);
  assert.deepEqual(joined(/[a-z]+(\.[a-z]+)*/gi), [...words, "Gov.uk", "e.g.", "plan", "B.China", "p.m"]);
});

test("every field has a letter of its own, those that it begins with first", () => {
  const places = ["said-by", "when", "note", "hedge", "holder"].map((key) => ({ path: key, id: key, field: { key } }));
  assert.deepEqual([...lettersOf(places)], [["said-by", "w"], ["note", "n"], ["hedge", "h"], ["when", "e"], ["holder", "o"]]);
});
