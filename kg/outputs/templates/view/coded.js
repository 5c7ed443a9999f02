// What machines coded from the news, apart from what the articles say: by data set, as of a day, whatever passes.

const codedItems = [];
const NO_EVENT = { id: "", source: "", target: "", code: "", text: "", publisher: "", story: "", url: "", cluster: "" };
const CODED_OF_STATES = "Machine-coded scores are of states: choose that level to see them on the map and beside the others.";

for (const [place, dataset] of datasets.entries()) {
  const layer = codedLayer(dataset);
  for (const dyad of dataset.dyads) {
    register(layer, dyad.a, dyad.b);
    const top = dyad.top.map((event) => ({ ...NO_EVENT, ...event }));
    codedItems.push({ ...dyad, top, id: idFor(layer, dyad.a, dyad.b), dataset, layer, place });
  }
}

// Each data set is a layer of its own; its dyads are called by the same word.
function codedLayer(dataset) {
  return `coded:${dataset.name}`;
}

function isCoded(word) {
  return word.startsWith("coded:");
}

function codedBetween(a, b) {
  return codedItems.filter((item) => item.a === a && item.b === b);
}

// A hollow line, since nobody has read what it rests on; beside all other lines of the two, each data set on a lane of
// its own, in turn on either side.
function codedLine(item) {
  const { dataset, layer, place, tension } = item;
  const side = sideOf(Number(tension.toFixed(2))) || "neutral";
  const width = 3.4 + 12 * Math.abs(tension);
  const way = place % 2 ? "curvedCW" : "curvedCCW";
  const smooth = { enabled: true, type: way, roundness: 0.2 + 0.16 * Math.floor(place / 2) };
  const outer = { layer, smooth, side, pale: item.thin, width: rounded(width) };
  const inner = { layer, smooth, side: "paper", ink: side, width: rounded(width - 2.4) };
  const label = `${dataset.name} ${signed(tension)}`;
  return [
    line(item.id, item.id, item.a, item.b, outer),
    line(`${item.id}#core`, item.id, item.a, item.b, { ...inner, label }),
  ];
}

function codedLines({ layers, level }) {
  return level === "state" ? codedItems.filter(({ layer }) => layers[layer]).flatMap(codedLine) : [];
}

// Under all other lines and their labels: vis-network draws lines in the order in which they came to it, so that the
// others come anew after one that is drawn for the first time.
function codedFirst(lines) {
  const [under, over] = [lines.filter(({ layer }) => isCoded(layer)), lines.filter(({ layer }) => !isCoded(layer))];
  if (under.some(({ id }) => !drawnLines.get(id))) {
    for (const id of drawnLines.getIds()) looks.delete(id);
    drawnLines.clear();
  }
  return [...under, ...over];
}

function codedWords({ events, clusters, thin }) {
  return `${plural(events, "event")} in ${plural(clusters, "cluster")}${thin ? " · thin evidence" : ""}`;
}

// A project's name for an actor where an event has its slug, alone or after somebody who acts for it.
function eventActor(text) {
  const [, who, slug] = /^(.*) \(([^()]*)\)$/s.exec(text) || [];
  return who && (nodesBySlug.has(slug) || names.has(slug)) ? `${who} (${nameOf(slug)})` : nameOf(text);
}

// It rests on events and not on claims, and has no day within the window.
function codedValue(item) {
  const marks = [marked(item.thin), plural(item.events, "event"), `as of ${when(item.dataset.at)}`];
  return {
    ...tensionValue(item, true), kind: `Machine-coded, ${item.dataset.name}`,
    claims: null, claimants: null, marks: marks.filter(Boolean).join(", "),
  };
}

function codedEntry(item) {
  const sub = `Machine-coded, ${item.dataset.name} ${signed(item.tension)}`;
  return entry(item.id, dyadName(item), sub, [dyadName(item), `${nameOf(item.b)} ${nameOf(item.a)}`], "", 2);
}

const CODED_SWITCHES = datasets.map((dataset) => [
  codedLayer(dataset), name(`${dataset.name} (machine-coded)`), "Scores of states by a table of events that no person has read",
]);

// What stands in the legend: of which day and how much, and that nothing below moves it.
function codedMarks({ layers, level }) {
  const shown = datasets.filter((dataset) => layers[codedLayer(dataset)]);
  if (!shown.length) return [];
  if (level !== "state") return [[hollowSample(), "machine-coded: of states alone, not at this level"]];
  const rows = shown.map(({ name: called, at, events }) => [
    hollowSample(), name(`machine-coded, ${called}, ${when(at)}, ${plural(events, "event")}`),
  ]);
  return [...rows, ["", "machine-coded: the window and the filters do not change it"]];
}

function hollowSample() {
  const found = sample(["hostile", 1.3], ["hostile", 1.3]);
  [...found.children].forEach((each, index) => build(each, { y1: 4 + 4 * index, y2: 4 + 4 * index }, []));
  return found;
}
