// The data of a small page: two states over a fishery, a ministry that acts for one of them, and two articles.

export const PARAMETERS = { tau: 0.25, sigma: 0.45, prior: 0.5, half_life: 180, stance_half_life: 730, issue_weight: 0.5 };

const node = (slug, kind, more = {}) => ({
  id: `node=${slug}`, slug, kind, label: slug.charAt(0).toUpperCase() + slug.slice(1), lines: [slug], aliases: [], text: "",
  iso3: "", wikidata: "", acts_for: "", member_of: [], parties: [], ...more,
});

const article = (id, more) => ({
  id, title: `The ${id}`, publisher: "press", authors: [], published: "", known: "", weight: 0.9, rating: ["B2", "Good, probably true"],
  facts: [], dating: [], text: "", language: "", repeats: [], passages: [], paragraphs: [], ...more,
});

const claim = (id, content, more = {}) => ({
  id, article: id.split("/")[0], content, claimants: ["press"], polarity: "affirmed", mode: "reported", certainty: "certain",
  probability: 1, ...more,
});

const edge = (relation, source, target, claims) => ({
  id: `${relation}=${source}--${target}`, relation, from: `node=${source}`, to: `node=${target}`, claims,
});

const BLOCKADE = { kind: "event", slug: "blockade", sources: ["norland"], targets: ["sudmark"], intensity: -0.7 };
const stance = (source, target, position) => ({ kind: "stance", sources: [source], targets: [target], intensity: position });

const scale = (...terms) => Object.fromEntries(terms.map((term) => [term, term.charAt(0).toUpperCase() + term.slice(1)]));
const WORDS = {
  modes: scale("reported", "interpreted", "forecast", "conditional"),
  headings: scale("reported", "interpreted", "forecast", "conditional"),
  certainties: { certain: "certain", unspecified: "certainty not given" },
  kinds: scale("state", "issue", "event", "organization"),
  relations: scale("leverage", "stance", "event"),
  layers: scale("tension", "leverage", "stance", "event"),
  roles: scale("initiator", "recipient", "about"),
  standings: scale("undisputed", "contested", "denial"),
  sides: scale("hostile", "friendly"),
  months: ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"],
  divisions: { 24: "winter {}–{}", 33: "first quarter of {}" },
  dates: { "~": "about {}", "?": "perhaps {}", "%": "perhaps about {}", until: "until {}", from: "from {}" },
  score: "tension {tension}, from {low} to {high}, hostile {hostile}, friendly {friendly}",
  denial: "Not so: ", thin: "thin evidence", thin_by_claimants: "Thin.", thin_by_clusters: "Thin.",
  thin_by_articles: "Thin.", sure: "paler",
  without_it: "without it {tension}", without_them: "without them {tension}", says_neither: "neither", milder: { hostile: "milder", friendly: "milder" },
  raising: "Raises", lowering: "Lowers", leaving: "Leaves",
  thin_evidence: { sentence: "Thin: {reasons}.", claimants: "{count} (few)", articles: "{count} (few)", claimant: "claimant", coded: ["cluster", "clusters"], enough: [3, 2] },
  faded: { sentence: "old, of {newest}; {unshrunk}", half_lives: 3, under: 0.1 },
  uncounted: { filtered: ["is out", "are out"], leverage: ["moves", "move"], denied: ["denies", "deny"], mode: ["is so", "are so"] }, pursued: "On {issue} of {actor}:", directed: "On {issue} at {actor}.",
};

export function smallData() {
  const nodes = [
    node("norland", "state"), node("sudmark", "state"), node("fishing", "issue"),
    node("ministry", "organization", { acts_for: "norland" }), node("press", "organization"),
    node("blockade", "event", { parties: [["norland", "initiator"], ["sudmark", "recipient"]] }),
  ];
  const claims = [
    claim("gazette/blockade", BLOCKADE, { day: "2020-01-05", dated_by: "claim", claimants: ["sudmark"], against: ["gazette/denial"] }),
    claim("gazette/denial", BLOCKADE, { day: "2020-01-10", dated_by: "article", claimants: ["ministry"], polarity: "denied",
      against: ["gazette/blockade"] }),
    claim("gazette/warns", stance("ministry", "sudmark", -0.4), { day: "2020-01-10", claimants: ["ministry"] }),
    claim("herald/favours", stance("norland", "fishing", 0.5), { day: "2020-03-01" }),
    claim("herald/opposes", stance("sudmark", "fishing", -1), { day: "2020-03-01" }),
    claim("herald/moves", { kind: "leverage", sources: ["norland"], targets: ["sudmark"], strength: "strong", strength_value: 0.8 }, { day: "2020-03-01", probability: 0.5 }),
    claim("leaflet/someday", stance("sudmark", "norland", 0.2), { mode: "forecast" }),
  ];
  return {
    nodes, first: 80, room: { tension: 0.75, pair: 1, part: 2, "": 0.3 }, languages: {}, names: { press: "The Press" }, words: WORDS, of: { nodes: nodes.length, claims: claims.length },
    claims: Object.fromEntries(claims.map((each) => [each.id, each])),
    articles: {
      gazette: article("gazette", { published: "2020-01-10", known: "2020-01-10" }),
      herald: article("herald", { published: "2020-03-01", known: "2020-03-01", weight: 0.6 }),
      leaflet: article("leaflet"),
    },
    ends: { norland: "norland", sudmark: "sudmark", ministry: "norland", press: "press" },
    issues: {},
    as_of: "2020-03-01", parameters: PARAMETERS, manifest: {},
    drawing: {
      nodes: [], options: {},
      edges: [
        edge("event", "norland", "sudmark", ["gazette/blockade", "gazette/denial"]),
        edge("leverage", "norland", "sudmark", ["herald/moves"]),
        edge("stance", "ministry", "sudmark", ["gazette/warns"]),
        edge("stance", "norland", "fishing", ["herald/favours"]),
        edge("stance", "sudmark", "fishing", ["herald/opposes"]),
        edge("stance", "sudmark", "norland", ["leaflet/someday"]),
      ],
    },
  };
}
