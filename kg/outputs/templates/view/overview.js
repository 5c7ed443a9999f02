// What stands in the panel while nothing is selected: every tie as a list, so that nobody needs the map.

function overview() {
  const { manifest } = payload;
  const from = plural(articles.size, "article");
  const day = manifest.as_of ? `, as of ${when(manifest.as_of)}` : "";
  return [
    h("h2", { id: "panel-title" }, "Who is in tension with whom"),
    h("p", { class: "lead" }, `What ${from} say${articles.size === 1 ? "s" : ""}${day}. Open a tie to read every sentence behind it.`),
    ranking(),
    relationList("leverage", "Who can move whom"),
    relationList("stance", "Who takes which position"),
    relationList("event", "Who did what to whom"),
    nodeList(),
  ];
}

function ranking() {
  if (!payload.tensions.length) return h("p", { class: "none" }, "Nothing was said that bears on tension.");
  const head = h("tr", {}, ["Tie", "Friendly 0 Hostile", "Tension"].map((text) => h("th", { scope: "col" }, text)));
  const rows = payload.tensions.map((dyad) => rankingRow(dyad));
  return h("table", { class: "ranking" }, h("caption", { class: "hidden" }, "Ties of tension, most tense first"), h("thead", {}, head), h("tbody", {}, rows));
}

function rankingRow(dyad) {
  const words = [`hostile ${dyad.hostile.toFixed(2)}`, `friendly ${dyad.friendly.toFixed(2)}`, plural(dyad.claims, "claim")];
  const marks = [dyad.thin && h("span", { class: "thin" }, "thin evidence"), dyad.contested && h("span", { class: "contested" }, "≠ contested")];
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, open(dyad.id, {}, name(dyadName(dyad))), h("span", { class: "sub" }, words.join(" · "), " ", between(marks.filter(Boolean), " "))),
    h("td", { class: "chart" }, smallScore(dyad)),
    h("td", { class: `number ${dyad.tension < 0 ? "friendly" : "hostile"}` }, signed(dyad.tension)),
  );
}

function relationList(relation, title) {
  const found = payload.ties.filter((tie) => tie.relation === relation);
  return found.length ? h("details", { class: "list" }, h("summary", {}, title, h("span", { class: "count" }, found.length)), tieRows(found)) : "";
}

function tieRows(found) {
  return h("ul", { class: "rows" }, found.map((tie) => h("li", {}, open(tie.id, {}, name(tieName(tie))), h("span", { class: "sub" }, tieWords(tie)))));
}

function tieWords(tie) {
  const words = [plural(tie.claims.length, "claim")];
  if (tie.intensity !== null) words.unshift(signed(tie.intensity));
  if (tie.mode !== "reported") words.push((MODES[tie.mode] || tie.mode).toLowerCase());
  if (tie.contested) words.push("≠ contested");
  if (tie.denied) words.push("✕ denied");
  return words.join(" · ");
}

function nodeList() {
  const groups = [
    ["Actors", (node) => ACTOR_KINDS.includes(node.kind)],
    ["Issues", (node) => node.kind === "issue"],
    ["Events", (node) => node.kind === "event"],
  ];
  return groups.map(([title, belongs]) => {
    const found = payload.nodes.filter(belongs).sort((a, b) => (folded(a.label) < folded(b.label) ? -1 : 1));
    if (!found.length) return "";
    const rows = found.map((node) => h("li", {}, open(node.id, {}, name(node.label)), h("span", { class: "sub" }, KINDS[node.kind] || node.kind)));
    return h("details", { class: "list" }, h("summary", {}, title, h("span", { class: "count" }, found.length)), h("ul", { class: "rows" }, rows));
  });
}
