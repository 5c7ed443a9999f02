// What stands in the panel while nothing is selected: every tie as a list, so that nobody needs the map.

const FIRST_ROWS = 100;
const OVERVIEW_HINT = "Open a tie to read every sentence behind it.";

function overview() {
  const from = plural(articles.size, "article");
  const day = asOf() && `, as of ${asOf()}`;
  const hint = h("span", { class: "screen-only" }, OVERVIEW_HINT);
  return [
    h("h2", { id: "panel-title" }, "Who is in tension with whom"),
    h("p", { class: "lead" }, `What ${from} say${articles.size === 1 ? "s" : ""}${day}. `, hint),
    limits(),
    ranking(),
    pathForm(),
    relationList("leverage", "Who can move whom"),
    relationList("stance", "Who takes which position"),
    relationList("event", "Who did what to whom"),
    codedLists(),
    nodeList(),
    articleList(),
  ];
}

function ranking() {
  const { dyads } = computed(state);
  if (!dyads.length) return h("p", { class: "none" }, nothing());
  const columns = ["Tie", "← friendly · hostile →", "Tension"];
  const head = h("tr", {}, columns.map((text) => h("th", { scope: "col" }, text)));
  const caption = h("caption", { class: "hidden" }, "Ties of tension, most tense first");
  const body = h("tbody", {}, dyads.slice(0, FIRST_ROWS).map(rankingRow));
  return [h("table", { class: "ranking" }, caption, h("thead", {}, head), body), restOf(body, dyads)];
}

// Why a list is empty: because of what is asked for, or because there is nothing.
function nothing() {
  return isLimited(state) ? "Nothing that bears on tension passes the window and the filters." : "Nothing was said that bears on tension.";
}

function restOf(body, dyads) {
  const rest = dyads.slice(FIRST_ROWS);
  if (!rest.length) return "";
  const button = h("button", { type: "button", class: "more" }, `Show ${plural(rest.length, "more tie")}`);
  button.addEventListener("click", () => {
    body.append(...rest.map(rankingRow));
    button.remove();
  });
  return button;
}

function rankingRow(dyad) {
  const { hostile, friendly } = dyad;
  const words = [`hostile ${hostile.toFixed(2)}`, `friendly ${friendly.toFixed(2)}`, plural(dyad.claims, "claim")];
  const thin = dyad.thin && h("span", { class: "thin" }, "thin evidence");
  const contested = dyad.contested && h("span", { class: "contested" }, "≠ contested");
  const below = h("span", { class: "sub" }, between([words.join(" · "), thin, contested].filter(Boolean), " "));
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, open(dyad.id, {}, name(dyadName(dyad))), below),
    h("td", { class: "chart" }, smallScore(dyad)),
    h("td", { class: `number ${sideOf(dyad.tension)}` }, signed(dyad.tension)),
  );
}

function relationList(relation, title) {
  const found = computed(state).ties.filter((tie) => tie.relation === relation);
  return found.length ? list(title, found.length, () => tieRows(found)) : "";
}

// The rows are only built once the list is opened: there may be thousands.
function list(title, count, rows) {
  const details = h("details", { class: "list" }, h("summary", {}, title, h("span", { class: "count" }, count)));
  details.addEventListener("toggle", () => details.append(rows()), { once: true });
  return details;
}

function rowsOf(entries) {
  const row = ([id, title, sub]) => h("li", {}, open(id, {}, name(title)), h("span", { class: "sub" }, sub));
  return h("ul", { class: "rows" }, entries.map(row));
}

function tieRows(found) {
  return rowsOf(found.map((tie) => [tie.id, tieName(tie), tieWords(tie)]));
}

function tieWords(tie) {
  const words = [plural(tie.claims.length, "claim")];
  if (tie.intensity !== null) words.unshift(signed(tie.intensity));
  if (tie.mode !== "reported") words.push((MODES[tie.mode] || tie.mode).toLowerCase());
  if (tie.contested) words.push("≠ contested");
  if (tie.denied) words.push("✕ denied");
  return words.join(" · ");
}

const byName = new Intl.Collator("en");

function nodeList() {
  const groups = [
    ["Actors", (node) => isActor(node.slug)],
    ["Issues", (node) => node.kind === "issue"],
    ["Events", (node) => node.kind === "event"],
  ];
  return groups.map(([title, belongs]) => {
    const found = payload.nodes.filter(belongs).sort((a, b) => byName.compare(a.label, b.label));
    const rows = () => rowsOf(found.map((node) => [node.id, node.label, KINDS[node.kind] || node.kind]));
    return found.length ? list(title, found.length, rows) : "";
  });
}
