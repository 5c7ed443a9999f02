// What the reader asks for: which claims pass, and how many would for each choice.

const STANDINGS = { undisputed: "Nobody denies it", contested: "Contested", denial: "Denial" };

function actorsOf(claim) {
  const actors = involved(claim).filter(isActor);
  return [...new Set([...actors, ...actors.map((slug) => countsAs(slug, "state"))])];
}

function standing(claim, current) {
  if (claim.polarity === "denied") return "denial";
  return isContested(claim, current) ? "contested" : "undisputed";
}

function kindOf(slug) {
  const node = nodesBySlug.get(slug);
  return node ? node.kind : "";
}

// Each gives of a claim the values that it has, and of a value how it is called.
const FACETS = [
  { key: "actor", title: "Actor", values: actorsOf, label: nameOf },
  {
    key: "kind",
    title: "Kind of actor",
    values: (claim) => involved(claim).filter(isActor).map(kindOf),
    label: (kind) => KINDS[kind] || kind,
  },
  { key: "issue", title: "Issue", values: (claim) => involved(claim).filter((slug) => kindOf(slug) === "issue"), label: nameOf },
  { key: "claimant", title: "Claimant", values: (claim) => claim.claimants, label: nameOf },
  { key: "article", title: "Article", values: (claim) => [claim.article], label: (slug) => (articles.get(slug) || { title: slug }).title },
  { key: "mode", title: "Mode", values: (claim) => [claim.mode], label: (mode) => MODES[mode] || mode, order: MODE_ORDER },
  {
    key: "certainty",
    title: "Certainty",
    values: (claim) => [claim.certainty],
    label: (term) => capital(CERTAINTIES[term] || term),
    order: Object.keys(CERTAINTIES),
  },
  {
    key: "standing",
    title: "Contested",
    values: (claim, current) => [standing(claim, current)],
    label: (term) => STANDINGS[term],
    order: Object.keys(STANDINGS),
  },
];
const SIGNS = { hostile: "Tense (above 0)", friendly: "Friendly (below 0)" };

// Values do not change with the state, but for who contests what; so they are kept.
const keptValues = new Map(FACETS.map(({ key }) => [key, new Map()]));

function valuesOf(facet, claim, current) {
  if (facet.key === "standing") return facet.values(claim, current);
  const kept = keptValues.get(facet.key);
  if (!kept.has(claim.id)) kept.set(claim.id, [...new Set(facet.values(claim, current).filter(Boolean))]);
  return kept.get(claim.id);
}

function asked(current) {
  return FACETS.filter(({ key }) => (current.filters[key] || []).length);
}

function passes(facet, claim, current) {
  const wanted = current.filters[facet.key];
  return valuesOf(facet, claim, current).some((value) => wanted.includes(value));
}

// One of the choices of each facet has to fit, and every facet.
function passing(current) {
  const facets = asked(current);
  const found = [...claims.values()].filter(
    (claim) => inWindow(claim, current) && facets.every((facet) => passes(facet, claim, current)),
  );
  return new Set(found.map((claim) => claim.id));
}

// For each facet how many claims each choice has among those that pass everything else.
function facetCounts(current) {
  const facets = asked(current);
  const found = new Map(FACETS.map(({ key }) => [key, new Map()]));
  for (const claim of claims.values()) {
    if (!inWindow(claim, current)) continue;
    const failed = facets.filter((facet) => !passes(facet, claim, current));
    if (failed.length > 1) continue;
    for (const facet of FACETS) {
      if (failed.length && failed[0] !== facet) continue;
      const counts = found.get(facet.key);
      for (const value of valuesOf(facet, claim, current)) counts.set(value, (counts.get(value) || 0) + 1);
    }
  }
  return found;
}

// The choices of a facet that there are at all, the most frequent first unless they have an order of their own.
const facetValues = new Map(
  FACETS.map((facet) => {
    const totals = new Map();
    for (const claim of claims.values()) {
      const found = facet.key === "standing" ? Object.keys(STANDINGS) : valuesOf(facet, claim, {});
      for (const value of found) totals.set(value, (totals.get(value) || 0) + 1);
    }
    const place = (value) => (facet.order && facet.order.includes(value) ? facet.order.indexOf(value) : Infinity);
    const order = (a, b) => place(a) - place(b) || totals.get(b) - totals.get(a) || (facet.label(a) < facet.label(b) ? -1 : 1);
    return [facet.key, [...totals.keys()].sort((a, b) => order(a, b) || 0)];
  }),
);

function signOf(dyad) {
  return dyad.tension > 0 ? "hostile" : "friendly";
}

function dyadPasses(dyad, { sign, least }) {
  return (!sign || (dyad.tension !== 0 && signOf(dyad) === sign)) && Math.abs(dyad.tension) >= least;
}
