// The data of a page, loaded once before anything else, and how to find in it what has a name.

/** @type {PageData} */
export let payload;
/** @type {CodedData[]} */
export let datasets = [];
/** @type {Map<string, ClaimData>} */
export let claims = new Map();
/** @type {Map<string, ArticleData>} */
export let articles = new Map();
/** @type {Map<string, string>} */
export let names = new Map();
/** @type {Map<string, string>} */
let ends = new Map();
/** @type {Map<string, NodeData>} */
export let nodesBySlug = new Map();
/** @type {Map<string, string>} */
export let nodeKind = new Map();
/** @type {KnownTie[]} */
export let knownTies = [];

// What the file leaves out where it is empty.
/** @type {ContentData} */
const NO_CONTENT = {
  kind: "", slug: "", sources: [], targets: [], about: [], intensity: null, strength: "", aim: "", strength_value: null, ends: "",
  joint: false,
};
/** @type {Omit<ClaimData, "id" | "article" | "content" | "probability">} */
const NO_CLAIM = {
  claimants: [], reporters: [], day: "", dated_by: "", says: "", number: "", badges: [], source: [],
  hedges: [], facts: [], against: [], agreeing: [], repeats: [], passages: [], certainty: "", mode: "", polarity: "",
  language: "",
};
/** @type {HedgeData} */
const NO_HEDGE = { words: "", interval: "", lower: null, upper: null };
/** @type {PlacedPassage} */
const NO_PASSAGE = {
  exact: "", prefix: "", suffix: "", start: -1, end: -1, paragraph_start: -1, paragraph_end: -1, translation: "",
  translation_language: "", translated_by: "",
};

/** @param {SparseClaim} claim @returns {ClaimData} */
function wholeClaim(claim) {
  const content = { ...NO_CONTENT, ...claim.content };
  const hedges = (claim.hedges || []).map((hedge) => ({ ...NO_HEDGE, ...hedge }));
  const passages = (claim.passages || []).map((passage) => ({ ...NO_PASSAGE, ...passage }));
  return { ...NO_CLAIM, ...claim, content, hedges, passages };
}

/** @param {PageData} data */
export function load(data) {
  payload = data;
  datasets = data.datasets || [];
  claims = new Map(Object.entries(data.claims).map(([key, claim]) => [key, wholeClaim(claim)]));
  articles = new Map(Object.entries(data.articles));
  names = new Map(Object.entries(data.names));
  ends = new Map(Object.entries(data.ends));
  nodesBySlug = new Map(data.nodes.map((node) => [node.slug, node]));
  nodeKind = new Map(data.nodes.map((node) => [node.id, node.kind]));
  knownTies = data.drawing.edges.map(tieOf);
}

// What follows from the data alone: computed when it is first asked for, and anew once other data are loaded.
/** @template T @param {() => T} compute */
export function fromData(compute) {
  /** @type {{ of: PageData, value: T } | null} */
  let kept = null;
  return () => {
    if (!kept || kept.of !== payload) kept = { of: payload, value: compute() };
    return kept.value;
  };
}

// Toward whom a position over an issue counts, as the program has it (`Network.policy_ties`): who pursues the issue, by
// the claim that says so, and reversed whom it is directed at, but never the holder's own side.
/** @param {ClaimData} claim @returns {Bearing[]} */
export function bearings({ content: { kind, sources, targets } }) {
  const issue = kind === "stance" ? payload.issues[targets[0]] : undefined;
  if (!issue) return [];
  /** @type {[string, number, string][]} */
  const concerned = [
    ...issue.directed_at.map((other) => /** @type {[string, number, string]} */ ([other, -1, ""])),
    ...issue.pursued_by.map(([other, pursuit]) => /** @type {[string, number, string]} */ ([other, 1, pursuit])),
  ];
  return [...sources].sort().flatMap((holder) =>
    concerned
      .filter(([other]) => countsAs(other, "state") !== countsAs(holder, "state"))
      .map(([other, sign, pursuit]) => ({ holder, other, sign, pursuit, over: targets[0] })),
  );
}

// Who speaks, as one: the claimants, or all authors where these are some, or where a copy speaks for itself the voice of
// its original; at the level of states for whom they act.
/** @param {ClaimData} claim @param {Level} level */
export function voiceOf(claim, level) {
  const { authors = [], publisher = "", original = "", voice = [] } = articles.get(claim.article) || {};
  const own = original ? [...authors, publisher] : authors;
  const speaking = claim.claimants.every((slug) => own.includes(slug)) ? (original ? voice : authors) : claim.claimants;
  return [...new Set(speaking.map((slug) => countsAs(slug, level)))].sort().join(" ");
}

// The modes, the firmest first.
export const modeOrder = fromData(() => Object.keys(payload.words.modes));

/** @param {string} slug */
export function nameOf(slug) {
  const node = nodesBySlug.get(slug);
  return node ? node.label : names.get(slug) || slug;
}

// The language that somebody stated for a name, if anybody did.
/** @param {string} slug */
export function languageOf(slug) {
  return payload.languages[slug] || "";
}

/** @param {string} slug */
export function idOf(slug) {
  return nodesBySlug.has(slug) ? `node=${slug}` : "";
}

/** @param {string[]} keys */
export function claimsOf(keys) {
  return keys.flatMap((key) => claims.get(key) || []);
}

/** @param {string} slug */
export function isActor(slug) {
  return ends.has(slug);
}

// For whom an actor counts: itself, or at the level of states the one for whom it acts in the end.
/** @param {string} slug @param {Level} level */
export function countsAs(slug, level) {
  return level === "state" ? ends.get(slug) || slug : slug;
}

/** @param {ClaimData} claim */
export function quoteOf(claim) {
  return claim.passages.map((passage) => passage.exact).join(" […] ");
}

/** @param {ClaimData} claim */
export function involved(claim) {
  const { sources, targets, about } = claim.content;
  return [...sources, ...targets, ...about];
}

/** @param {ClaimData} claim @param {string} slug */
export function involves(claim, slug) {
  return involved(claim).includes(slug);
}

// All claims of one relation about an ordered pair of nodes, as pyvis gives its edges.
/** @param {DrawnEdge} edge */
function tieOf({ id, relation, from, to, claims: keys }) {
  return { id, relation, source: from.slice("node=".length), target: to.slice("node=".length), claims: keys };
}
