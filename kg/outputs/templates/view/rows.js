// What the tables hold: the same ties and nodes as the map, and every claim that passes, as values by column.

const TIE_WORDS = {
  tension: "Tension", leverage: "Leverage", position: "Position on an issue", stance: "Stance", event: "Event",
  alignment: "Agreement", pair: "Everything between", part: "Part in an event",
};
const TABLES = {
  ties: {
    holds: "Ties as the map draws them, one row each",
    rows: tieRecords,
    columns: [
      { key: "from", title: "From" },
      { key: "to", title: "To" },
      { key: "kind", title: "Kind of tie" },
      { key: "value", title: "Value", type: "score" },
      { key: "low", title: "90 % interval", type: "interval" },
      { key: "claims", title: "Claims", type: "count" },
      { key: "claimants", title: "Claimants", type: "count" },
      { key: "mode", title: "Mode" },
      { key: "marks", title: "Marks" },
      { key: "newest", title: "Newest day", type: "day" },
    ],
  },
  nodes: {
    holds: "Actors, issues and events on the map, one row each",
    rows: nodeRecords,
    columns: [
      { key: "name", title: "Name" },
      { key: "kind", title: "Kind" },
      { key: "actsFor", title: "Acts for" },
      { key: "ties", title: "Ties", type: "count" },
      { key: "claims", title: "Claims", type: "count" },
      { key: "value", title: "Highest tension", type: "score" },
    ],
  },
  claims: {
    holds: "Claims that pass the window and the filters, one row each",
    rows: claimRecords,
    columns: [
      { key: "claimants", title: "Who says it" },
      { key: "what", title: "What" },
      { key: "quote", title: "Quote", type: "quote" },
      { key: "mode", title: "Mode" },
      { key: "certainty", title: "Certainty" },
      { key: "day", title: "Day", type: "day" },
      { key: "article", title: "Article" },
      { key: "standing", title: "Contested" },
    ],
  },
};

const modeWord = (mode) => MODES[mode] || mode;
const sideWord = (side) => (side === "neutral" ? "" : side);
const tensionWord = (tension) => sideOf(Number(tension.toFixed(2)));
const marked = (thin, contested, denied) =>
  [thin && "thin evidence", contested && "≠ contested", denied && "✕ denied"].filter(Boolean).join(", ");

// One row for all lines that a click opens as one, in the order in which they are drawn.
function tieRecords(current) {
  const groups = new Map();
  for (const each of drawn.lines) groups.set(each.opens, [...(groups.get(each.opens) || []), each]);
  return [...groups].map(([id, lines]) => tieRecord(id, lines, current));
}

function tieRecord(id, lines, current) {
  const [{ from, to, layer, keys }] = lines;
  const about = claimsOf(layer === "part" ? partClaims(id, current) : keys);
  const days = about.map((claim) => dayOf(claim, current.clock)).filter((each) => each !== null);
  const [a, b] = layer === "part" ? [takingPart(id, lines), nameOf(id.slice(5))] : [from, to].map((each) => nameOf(each.slice(5)));
  const record = {
    id, from: a, to: b, kind: TIE_WORDS[layer] || layer, value: null, word: "", low: null, high: null,
    claims: about.length,
    claimants: new Set(about.map((claim) => claim.claimants.join(" "))).size,
    mode: listed(MODE_ORDER.filter((mode) => about.some((claim) => claim.mode === mode)).map(modeWord)),
    marks: marked(false, about.some((claim) => isContested(claim, current)), false),
    newest: days.length ? days.reduce((last, each) => Math.max(last, each)) : null,
    ...valueOf(id, lines[0], current),
  };
  return { ...record, called: `${a} → ${b}, ${record.kind}` };
}

// Lines to an event rest on no claim of their own: what counts is who speaks of it.
function partClaims(id, current) {
  return [...computed(current).passed].filter((key) => claims.get(key).content.slug === id.slice(5));
}

function takingPart(id, lines) {
  return listed([...new Set(lines.map(({ from, to }) => nameOf((from === id ? to : from).slice(5))))]);
}

// How much a line says and which way, where that can be said as a number.
function valueOf(id, { layer, from, to, ink }, current) {
  const { items, powers } = computed(current);
  const item = items.get(id) || (isKnown(id) && (itemOf(id) || {}).item);
  if (layer === "tension") return tensionValue(item);
  if (layer === "pair") return ink ? tensionValue(items.get(idFor("tie", ...inOrder(from.slice(5), to.slice(5)))), true) : {};
  if (layer === "part" || !item) return {};
  if (isCoded(layer)) return codedValue(item);
  if (layer === "alignment") {
    const word = { hostile: "disagree", friendly: "agree" }[sideOf(-Number(item.value.toFixed(2)))] || "";
    return { value: item.value, word, side: word === "disagree" ? "hostile" : "friendly", marks: marked(item.thin, item.contested) };
  }
  if (id.startsWith("claim=")) return claimValue(item, current);
  if (layer === "leverage") {
    const found = powers.get(id);
    const marks = marked(found && found.thin, item.contested, item.denied);
    return { value: found ? found.power : null, word: "power", mode: modeWord(item.mode), marks };
  }
  const side = sideWord(sideOfIntensity(item.intensity));
  return { value: item.intensity, word: side, side, mode: modeWord(item.mode), marks: marked(false, item.contested, item.denied) };
}

// Of a pair the score stands among other claims, whose modes and days are its own.
function tensionValue({ tension, low, high, thin, contested, track }, ofPair = false) {
  const side = tensionWord(tension);
  const found = { value: tension, word: side, side, low, high };
  return ofPair ? found : { ...found, marks: marked(thin, contested), mode: modeWord(track) };
}

function claimValue(claim, current) {
  const { kind, intensity, strength_value: power } = claim.content;
  const denied = claim.polarity === "denied";
  const marks = marked(false, !denied && isContested(claim, current), denied);
  if (kind === "leverage") return { value: power, word: "power", marks };
  const side = sideWord(sideOfIntensity(intensity));
  return { value: intensity, word: side, side, marks };
}

function nodeRecords(current) {
  const { passed, ties, dyads } = computed(current);
  const counted = new Map();
  const add = (slug, key) => {
    if (!counted.has(slug)) counted.set(slug, { ties: 0, claims: 0, value: null });
    counted.get(slug)[key] += 1;
    return counted.get(slug);
  };
  for (const { source, target } of ties) for (const slug of new Set([source, target])) add(slug, "ties");
  for (const claim of claimsOf([...passed])) {
    const of = claim.content.kind === "event" ? [...involved(claim), claim.content.slug] : involved(claim);
    for (const slug of new Set(of.flatMap((each) => [each, countsAs(each, current.level)]))) add(slug, "claims");
  }
  for (const { a, b, tension } of dyads.filter((dyad) => dyad.passes)) {
    for (const slug of [a, b]) {
      const found = counted.get(slug);
      if (found && (found.value === null || tension > found.value)) found.value = tension;
    }
  }
  return payload.nodes.filter((node) => drawn.nodes.has(node.id)).map((node) => {
    const found = counted.get(node.slug) || { ties: 0, claims: 0, value: null };
    const side = found.value === null ? "" : tensionWord(found.value);
    const actsFor = node.acts_for ? nameOf(node.acts_for) : "";
    const kind = KINDS[node.kind] || node.kind;
    return { id: node.id, name: node.label, kind, actsFor, ...found, word: side, side, called: `${node.label}, ${kind}` };
  });
}

function claimRecords(current) {
  return claimsOf([...computed(current).passed]).map((claim) => {
    const claimants = listed(claim.claimants.map(nameOf));
    const found = standing(claim, current);
    const what = `${found === "denial" ? "Not so: " : ""}${saying(claim)}`;
    return {
      id: `claim=${claim.id}`, claimants, what, quote: quoteOf(claim), mode: modeWord(claim.mode),
      certainty: capital(CERTAINTIES[claim.certainty] || claim.certainty), day: dayOf(claim, current.clock),
      article: (articles.get(claim.article) || { title: claim.article }).title,
      standing: found === "undisputed" ? "" : STANDINGS[found], called: `${claimants}: ${what}`,
    };
  });
}

// A value as it is read.
function cellWords({ key, type }, record) {
  const value = record[key];
  if (value === null || value === "") return "";
  if (type === "score") return `${record.word === "power" ? value.toFixed(2) : signed(value)} ${record.word}`.trim();
  if (type === "interval") return `${signed(value)} to ${signed(record.high)}`;
  if (type === "count") return value.toLocaleString("en");
  return type === "day" ? dayWords(value) : value;
}

// Stable, numbers as numbers, names as people order them, what is empty at the end either way.
function inOrderOf({ key, direction }, records) {
  const empty = (record) => record[key] === null || record[key] === "";
  const compared = (x, y) => (typeof x === "number" ? x - y : byName.compare(x, y));
  const filled = records.filter((record) => !empty(record));
  filled.sort((x, y) => direction * compared(x[key], y[key]));
  return [...filled, ...records.filter(empty)];
}
