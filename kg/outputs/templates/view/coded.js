// What machines coded from the news, apart from what the articles say: fixed scores of a day, by data set.

const datasets = payload.datasets || [];
const CODED_DASHES = [9, 7];
const codedItems = [];

datasets.forEach((dataset, place) => {
  const type = `coded:${dataset.name}`;
  for (const dyad of dataset.dyads) {
    register(type, dyad.a, dyad.b);
    codedItems.push({ ...dyad, id: idFor(type, dyad.a, dyad.b), dataset, place });
  }
});

function isCoded(type) {
  return type.startsWith("coded:");
}

function codedBetween(a, b) {
  return codedItems.filter((item) => item.a === a && item.b === b);
}

// A dashed line beside the others of the pair, as wide as the tension; scores are those of states.
function codedLine(item) {
  return line(item.id, item.id, item.a, item.b, {
    layer: "coded",
    smooth: { enabled: true, type: "curvedCCW", roundness: 0.2 + 0.12 * item.place },
    dashes: CODED_DASHES,
    label: `${item.dataset.name} ${signed(item.tension)}`,
    width: rounded(1.5 + 8 * Math.abs(item.tension)),
    side: sideOf(Number(item.tension.toFixed(2))) || "neutral",
    pale: item.thin,
  });
}

function codedLines({ layers, level }) {
  return layers.coded && level === "state" ? codedItems.map(codedLine) : [];
}

function codedWords({ events, clusters, thin }) {
  return `${plural(events, "event")} in ${plural(clusters, "cluster")}${thin ? " · thin evidence" : ""}`;
}

function codedView(item) {
  const { dataset } = item;
  const largest = Math.max(...item.top.map((each) => Math.abs(each.share)), 0);
  const raising = item.top.filter((each) => each.share > 0);
  const lowering = item.top.filter((each) => each.share <= 0);
  const range = h("span", { class: "range" }, `90 % interval ${signed(item.low)} to ${signed(item.high)}`);
  const own = computed(state).items.get(idFor("tie", item.a, item.b));
  const rest = `Shown are the ${item.top.length} events that weigh most; the other ${item.others.toLocaleString("en")} together come to ${signed(item.rest)}.`;
  return [
    h("p", { class: "kind" }, `Machine-coded, ${dataset.name}`),
    h("h2", { id: "panel-title" }, name(dyadName(item))),
    h("p", { class: "limits" }, h("b", {}, "No person has read these: "), "a machine coded them from the news. ",
      "The window and the filters do not change them, and they are in no score of the articles."),
    h(
      "div",
      { class: "score-box" },
      h("p", { class: `figure ${sideOf(item.tension)}` }, signed(item.tension), range),
      largeScore({ ...item, without_contested: item.tension }),
      item.thin && h("p", { class: "thin-note" }, h("b", {}, "Thin evidence. "), "Three publishers or months would make it more."),
      h("dl", { class: "numbers" }, facts([
        ["Hostile", h("span", { class: "hostile" }, item.hostile.toFixed(2))],
        ["Friendly", h("span", { class: "friendly" }, item.friendly.toFixed(2))],
        ["Events", item.events.toLocaleString("en")],
        ["Clusters", String(item.clusters)],
        ["Scale", dataset.scale],
        ["As of", when(dataset.at)],
      ])),
    ),
    own && h("p", { class: "sub" }, "By the articles: ", open(own.id, {}, `${signed(own.tension)} · ${plural(own.claims, "claim")}`)),
    h("p", { class: "sub" }, item.others ? rest : "These are all the events, and their shares sum to the score."),
    raising.length && section("What makes it tense", null, raising.map((each) => eventCard(each, largest))),
    lowering.length && section("What eases it", null, lowering.map((each) => eventCard(each, largest))),
  ];
}

function eventCard(event, largest) {
  const reported = event.url ? webLink(event.url, "report") : event.story && `story ${event.story}`;
  const details = [when(event.day), event.publisher, reported, `intensity ${signed(event.intensity)}`, `id ${event.id}`];
  return h(
    "div",
    { class: "claim coded" },
    h("p", {}, name(event.source), " → ", name(event.target), ": ", h("b", {}, name(event.text || "event")), event.code && ` (${event.code})`),
    h("p", { class: "sub" }, between(details.filter(Boolean).map((each) => (each instanceof Node ? each : name(each))), " · ")),
    h("p", { class: "sub" }, `share ${event.share < 0 ? "−" : "+"}${Math.abs(event.share).toFixed(3)} `, shareBar(event.share, largest)),
  );
}

// Beside a score of the articles: what each data set says of the same two.
function codedBeside(a, b) {
  const found = state.level === "state" ? codedBetween(...inOrder(a, b)) : [];
  if (!found.length) return "";
  const rows = found.map((item) => [item.id, `${item.dataset.name} ${signed(item.tension)}`, codedWords(item)]);
  return section("Machine-coded, and in no score above", null, rowsOf(rows));
}
