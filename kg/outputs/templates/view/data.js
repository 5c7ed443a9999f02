// The payload, and how to find things in it.

const payload = JSON.parse(document.getElementById("data").textContent);

const byId = new Map();
const nodesBySlug = new Map();

for (const node of payload.nodes) {
  byId.set(node.id, { type: "node", item: node });
  nodesBySlug.set(node.slug, node);
}
for (const tie of payload.ties) byId.set(tie.id, { type: "tie", item: tie });
for (const dyad of payload.tensions) byId.set(dyad.id, { type: "tension", item: dyad });

const claims = new Map(Object.entries(payload.claims));
for (const claim of claims.values()) byId.set(`claim=${claim.id}`, { type: "claim", item: claim });

const articles = new Map(Object.entries(payload.articles));
const names = new Map(Object.entries(payload.names));
const ACTOR_KINDS = ["state", "international-body", "person", "organization", "group"];

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

function tiesOf(slug) {
  return payload.ties.filter((tie) => tie.source === slug || tie.target === slug);
}

function tensionsOf(slug) {
  return payload.tensions.filter((dyad) => dyad.a === slug || dyad.b === slug);
}

// Where a claim is drawn: the ties that rest on it, or else the event that it speaks of.
const tiesByClaim = new Map();
for (const tie of payload.ties) {
  for (const key of tie.claims) {
    if (!tiesByClaim.has(key)) tiesByClaim.set(key, []);
    tiesByClaim.get(key).push(tie);
  }
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

function involves(claim, slug) {
  const { sources, targets, about } = claim.content;
  return [...sources, ...targets, ...about].includes(slug);
}
