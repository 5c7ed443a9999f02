import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { beforeEach, test } from "node:test";

import { clamp, sideOf } from "#shared/charts.js";
import { articles, load } from "#shared/data.js";
import { getOrInsert } from "#shared/maps.js";
import { claimsAt, claimsIn, cutArticle, passagesIn } from "#shared/segments.js";
import { mix } from "#shared/theme.js";
import {
  called, capital, dyadName, folded, inOrderOfNames, isolated, labelOf, listed, notIsolated, plural, scoreWords, signed, when,
} from "#shared/words.js";
import { csvOf } from "#view/csv.js";
import { fileName } from "#view/files.js";
import { cellWords, inOrderOf } from "#view/rows.js";
import { defaults, state } from "#view/state.js";
import { subtitleOf, titleOf } from "#view/titles.js";

import { smallData } from "./small.js";

beforeEach(() => {
  load(smallData());
  Object.assign(state, defaults());
});

test("numbers are said with their sign, and zero without", () => {
  assert.deepEqual([signed(0.5), signed(-0.5), signed(-0.001), signed(2, 0)], ["+0.50", "−0.50", "0.00", "+2"]);
  assert.deepEqual([plural(1, "claim"), plural(1200, "claim"), plural(2, "dyad", "two")], ["1 claim", "1,200 claims", "2 two"]);
});

test("dates are said as people write them", () => {
  assert.deepEqual(
    ["2016-07-06", "2016-07", "2016~", "2016-07/2016-08", "2015/2016", "../2016-07", "2016-07-06/2016-07-09", "later"].map(when),
    ["6 July 2016", "July 2016", "about 2016", "July–August 2016", "2015 – 2016", "until July 2016", "6–9 July 2016", "later"],
  );
});

test("words are listed, folded, and those of a scale are its labels", () => {
  assert.deepEqual([[], ["a"], ["a", "b"], ["a", "b", "c"]].map(listed), ["", "a", "a and b", "a, b and c"]);
  assert.deepEqual([folded("Ça  n’est\nrien"), capital("and")], ["ca n'est rien", "And"]);
  assert.deepEqual([labelOf("certainties", "unspecified"), labelOf("kinds", "comet")], ["certainty not given", "comet"]);
});

const CASES = JSON.parse(readFileSync(new URL("../../../data/folding-cases.json", import.meta.url), "utf8"));

test("names are folded and sorted as Python does it", () => {
  for (const names of CASES.alike) assert.equal(new Set(names.map(folded)).size, 1, names.join());
  for (const names of CASES.apart) assert.equal(new Set(names.map(folded)).size, names.length, names.join());
  assert.deepEqual(CASES.sorted.toReversed().toSorted(inOrderOfNames), CASES.sorted);
});

test("names that run from right to left are set apart in sentences, and in no file", () => {
  const data = smallData();
  data.nodes[0].label = "مصر";
  data.nodes[1].label = "ישראל";
  load(data);
  const words = `${isolated("مصر")} – ${isolated("ישראל")}`;
  assert.equal(words, "\u2068مصر\u2069 – \u2068ישראל\u2069");
  assert.deepEqual([dyadName({ a: "norland", b: "sudmark" }), titleOf("tie=norland--sudmark")], [words, words]);
  assert.equal(titleOf("path=norland--sudmark"), "\u2068مصر\u2069 → … → \u2068ישראל\u2069");
  assert.deepEqual([called("press"), isolated("Россия"), isolated("中国")], ["Press", "Россия", "中国"]);
  assert.equal(isolated("مصر\u2069\u202eevil"), "\u2068مصر\\u2069\\u202eevil\u2069");
  assert.equal(isolated("\u202eevil\u2066"), "\\u202eevil\\u2066");
  assert.equal(isolated("Norland\u200f"), "\u2068Norland\u200f\u2069");
  assert.deepEqual([notIsolated(words), notIsolated("\u2068as it is\u2069")], ["مصر – ישראל", "\u2068as it is\u2069"]);
});

test("what is selected has a title and a line below it", () => {
  assert.equal(titleOf("tie=norland--sudmark"), "Norland – Sudmark");
  assert.match(subtitleOf("tie=norland--sudmark"), /^tension \+0\.\d\d, from .*, thin evidence$/);
  assert.deepEqual([titleOf(""), titleOf("path=norland--sudmark")], ["Who is in tension with whom", "Norland → … → Sudmark"]);
  assert.equal(subtitleOf("claim=herald/favours"), "claimed by Press");
});

test("an article is cut into passages and segments as the data have it", () => {
  const data = smallData();
  const text = "0123456789\n\nthe page";
  Object.assign(data.articles.gazette, {
    text,
    passages: [[0, 6, ["gazette/blockade"]], [4, 8, ["gazette/denial", "gazette/warns"]]],
    paragraphs: [[[0, 4, [0], false, ""], [4, 6, [0, 1], false, "cb"], [6, 8, [1], false, "ce"], [8, 10, [], false, "r"]], [[12, 20, [], true, ""]]],
  });
  load(data);
  const article = articles.get("gazette");
  const passages = passagesIn(article);
  assert.deepEqual(passages.map(({ start, end, claims: own }) => [start, end, own.length]), [[0, 6, 1], [4, 8, 2]]);
  const [segments, aside] = cutArticle(article, passages);
  assert.deepEqual(segments.map(({ start, end, passages: within }) => [text.slice(start, end), within.length]), [
    ["0123", 1], ["45", 2], ["67", 1], ["89", 0],
  ]);
  assert.deepEqual(segments.map(({ copied, begins, ends, resumes }) => [copied, begins, ends, resumes].indexOf(true)), [-1, 0, 0, 3]);
  assert.deepEqual([segments[1].begins, segments[1].ends, segments[2].begins, segments[2].ends], [true, false, false, true]);
  assert.deepEqual([segments[1].passages, aside[0].furniture, segments[0].furniture], [passages, true, false]);
  assert.deepEqual(claimsAt(segments[1].passages).map(({ id }) => id), ["gazette/blockade", "gazette/denial", "gazette/warns"]);
  assert.equal(claimsIn(article).length, 3);
});

test("a file for spreadsheets quotes, and disarms what would be a formula", () => {
  const columns = [{ key: "what", title: "What" }, { key: "value", title: "Value", type: "score" }, { key: "day", title: "Day", type: "day" }];
  const rows = [
    { id: "node=a", what: '=1+1, "x"', value: -0.5, word: "friendly", day: 0 },
    { id: "node=b", what: "-3.5", value: null, word: "", day: null },
  ];
  assert.equal(csvOf(columns, rows), [
    "\uFEFFWhat,Value,Value means,Day,Address",
    '"\'=1+1, ""x""",-0.500000,friendly,1970-01-01,node=a',
    "-3.5,,,,node=b",
    "",
  ].join("\r\n"));
});

test("rows are ordered by their values, and what is empty comes last either way", () => {
  const rows = [{ v: 2 }, { v: null }, { v: 10 }, { v: 1 }];
  const order = (direction) => inOrderOf({ key: "v", direction }, rows).map((row) => row.v);
  assert.deepEqual([order(1), order(-1)], [[1, 2, 10, null], [10, 2, 1, null]]);
  assert.deepEqual(inOrderOf({ key: "v", direction: 1 }, [{ v: "é" }, { v: "f" }, { v: "" }, { v: "e" }]).map((row) => row.v), ["e", "é", "f", ""]);
});

test("a cell reads as its kind of value", () => {
  const cell = (type, value, more = {}) => cellWords({ key: "v", title: "", type }, { id: "", called: "", v: value, ...more });
  assert.equal(cell("score", 0.25, { word: "hostile" }), "+0.25 hostile");
  assert.equal(cell("share", 0.25), "0.25");
  assert.equal(cell("interval", -0.5, { high: 0.5 }), "−0.50 to +0.50");
  assert.deepEqual([cell("count", 1234), cell("day", 0), cell("score", null), cell(undefined, "x")], ["1,234", "1 January 1970", "", "x"]);
});

test("a file is called by what is shown and its day, in letters that every disk takes", () => {
  assert.equal(fileName("csv"), "detente-all-ties-2020-03-01.csv");
  state.selection = "tie=norland--sudmark";
  assert.equal(fileName("png"), "detente-norland-sudmark-2020-03-01.png");
});

test("a score is said in words, its side by its sign as it is written", () => {
  assert.deepEqual([0.1, -0.1, 0, 0.004, -0.004].map((score) => sideOf(score)), ["hostile", "friendly", "", "", ""]);
  assert.deepEqual([0.004, -0.0004].map((share) => sideOf(share, 3)), ["hostile", ""]);
  assert.match(scoreWords({ tension: 0.1, low: -0.2, high: 0.4, hostile: 0.3, friendly: 0.2 }), /^tension \+0\.10, from −0\.20 to \+0\.40, hostile 0\.30, friendly 0\.20$/);
});

test("numbers stay within bounds, colours between two, and keys get a value once", () => {
  assert.deepEqual([clamp(5, 0, 1), clamp(-5, 0, 1), mix("#000000", "#ffffff", 0.5)], [1, 0, "#808080"]);
  const map = new Map();
  assert.deepEqual([getOrInsert(map, "a", () => 1), getOrInsert(map, "a", () => 2), map.size], [1, 1, 1]);
});
