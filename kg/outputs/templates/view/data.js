// The payload, and how to find things in it.

const payload = JSON.parse(document.getElementById("data").textContent);
const datasets = payload.datasets || [];

// What the file leaves out where it is empty.
const NO_CONTENT = {
  slug: "", label: "", sources: [], targets: [], about: [], type: "", number: null, intensity: null, strength: "",
  strength_value: null, status: "", when: "", details: [],
};
const NO_CLAIM = {
  claimants: [], reporters: [], day: "", dated_by: "", hedges: [], said_on: "", condition: "", no_interval: "",
  resolution: "", resolved_by: [], note: "", denies: "", against: [], agreeing: [], passages: [],
  certainty: "", mode: "", polarity: "",
};
const NO_HEDGE = { words: "", likelihood: "", lower: null, upper: null, reason: "" };
const NO_PASSAGE = { exact: "", prefix: "", suffix: "" };

function wholeClaim(claim) {
  const content = { ...NO_CONTENT, ...claim.content };
  const hedges = (claim.hedges || []).map((hedge) => ({ ...NO_HEDGE, ...hedge }));
  const passages = (claim.passages || []).map((passage) => ({ ...NO_PASSAGE, ...passage }));
  return { ...NO_CLAIM, ...claim, content, hedges, passages };
}

const claims = new Map(Object.entries(payload.claims).map(([key, claim]) => [key, wholeClaim(claim)]));
const articles = new Map(Object.entries(payload.articles));
const names = new Map(Object.entries(payload.names));
const ends = new Map(Object.entries(payload.ends));
const nodesBySlug = new Map(payload.nodes.map((node) => [node.slug, node]));
const MODE_ORDER = ["reported", "interpreted", "forecast", "conditional"];

function nameOf(slug) {
  const node = nodesBySlug.get(slug);
  return node ? node.label : names.get(slug) || slug;
}

function idOf(slug) {
  return nodesBySlug.has(slug) ? `node=${slug}` : "";
}

function claimsOf(keys) {
  return keys.map((key) => claims.get(key)).filter(Boolean);
}

function isActor(slug) {
  return ends.has(slug);
}

// For whom an actor counts: itself, or at the level of states the one for whom it acts in the end.
function countsAs(slug, level) {
  return level === "state" ? ends.get(slug) || slug : slug;
}

// A reference to what resolved a forecast: an event, a claim, or a claim of the same article by its short name.
function resolverOf(claim, reference) {
  const key = claims.has(reference) ? reference : `${claim.article}/${reference}`;
  if (claims.has(key)) return { id: `claim=${key}`, text: quoteOf(claims.get(key)) };
  return { id: idOf(reference), text: nameOf(reference) };
}

function quoteOf(claim) {
  return claim.passages.map((passage) => passage.exact).join(" […] ");
}

function involved(claim) {
  const { sources, targets, about } = claim.content;
  return [...sources, ...targets, ...about];
}

function involves(claim, slug) {
  return involved(claim).includes(slug);
}

// All claims of one relation about an ordered pair of nodes, as pyvis gives its edges.
const knownTies = payload.drawing.edges.map(({ id, relation, from, to, claims: keys }) => ({
  id, relation, source: from.slice("node=".length), target: to.slice("node=".length), claims: keys,
}));
