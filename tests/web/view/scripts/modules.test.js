import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const TEMPLATES = new URL(".", import.meta.resolve("#shared/data.js").replace("/shared/", "/"));
const modulesOf = (folder) => readdirSync(new URL(`${folder}/`, TEMPLATES)).filter((file) => file.endsWith(".js"));

test("every module but the first of a page can be imported where there is no page", async () => {
  const found = ["shared", "view"].flatMap((folder) => modulesOf(folder).map((file) => `${folder}/${file}`));
  assert.ok(found.includes("view/canvas.js"));
  for (const file of found.filter((each) => each !== "view/main.js")) await import(new URL(file, TEMPLATES));
  await assert.rejects(import(new URL("view/main.js", TEMPLATES)), ReferenceError);
});

test("what pages share knows of none of them", () => {
  for (const file of modulesOf("shared")) {
    const text = readFileSync(new URL(`shared/${file}`, TEMPLATES), "utf8");
    for (const [, from] of text.matchAll(/from "([^"]+)"/g)) assert.match(from, /^\.\/[a-z]+\.js$/, `${file} imports ${from}`);
  }
});
