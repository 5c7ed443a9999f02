// The data of a page as its file holds them, by columns (kg/web/view/packing.py says how), to what they are.

/** @type {Omit<NodeData, "id" | "slug" | "kind" | "label">} */
const NO_NODE = {
  lines: [], aliases: [], text: "", iso3: "", wikidata: "", acts_for: "", member_of: [], parties: [],
};

const NO_ARTICLE = {
  title: "", publisher: "", authors: [], original: "", voice: [], published: "", known: "", facts: [], dating: [], text: "",
  language: "", repeats: [], passages: [], paragraphs: [],
};
// The digits in which numbers are written, each with its value: what neither JSON nor HTML escapes.
const DIGITS = Array.from({ length: 95 }, (_, code) => String.fromCharCode(32 + code)).filter((each) => !'"\\<>&'.includes(each));
const valueOf = new Map(DIGITS.map((digit, value) => [digit.charCodeAt(0), value]));

// The numbers that a text of digits holds, one for each where so many digits suffice to count, else two.
/** @param {string} text @param {number} count */
function numbersIn(text, count) {
  /** @param {number} place */
  const digit = (place) => valueOf.get(text.charCodeAt(place)) || 0;
  if (count <= DIGITS.length) return Array.from({ length: text.length }, (_, place) => digit(place));
  return Array.from({ length: text.length / 2 }, (_, place) => DIGITS.length * digit(2 * place) + digit(2 * place + 1));
}

/** @param {PackedColumn} column @returns {any[]} */
export function valuesOf(column) {
  if (Array.isArray(column)) return column;
  if ("of" in column) {
    const [of, { at }] = [valuesOf(column.of), column];
    if (typeof at === "number") return Array.from({ length: at }, () => of[0]);
    return (typeof at === "string" ? numbersIn(at, of.length) : at).map((number) => of[number]);
  }
  if ("places" in column) {
    const places = column.places.map(valuesOf);
    return places[0].map((_, row) => places.map((values) => values[row]));
  }
  if ("sizes" in column) {
    const items = valuesOf(column.items);
    let at = 0;
    return valuesOf(column.sizes).map((size) => {
      if (size === null) return null;
      at += size;
      return items.slice(at - size, at);
    });
  }
  const fields = Object.entries(column.fields).map(([name, values]) => /** @type {const} */ ([name, valuesOf(values)]));
  return Array.from({ length: column.rows }, (_, row) => {
    const present = fields.filter(([, values]) => values[row] !== null);
    return Object.fromEntries(present.map(([name, values]) => [name, values[row]]));
  });
}

// Claims of the same content agree or say the opposite, in the order of their keys.
/** @param {(SparseClaim & { same?: number })[]} rows */
function joinSame(rows) {
  /** @type {Map<number, number[]>} */
  const groups = new Map();
  rows.forEach(({ same }, number) => {
    if (same !== undefined) groups.set(same, [...(groups.get(same) || []), number]);
  });
  for (const members of groups.values()) {
    for (const number of members) {
      const others = members.filter((other) => other !== number).map((other) => rows[other]);
      const { polarity } = rows[number];
      rows[number].agreeing = others.filter((other) => other.polarity === polarity).map((other) => other.id);
      rows[number].against = others.filter((other) => other.polarity !== polarity).map((other) => other.id);
      delete rows[number].same;
    }
  }
}

// Where spans stand, from how far each is from the end of the one before and how long it is.
/** @param {[number, number, ...any[]][]} spans @returns {any[]} */
function placed(spans) {
  let end = 0;
  return spans.map(([distance, length, ...rest]) => {
    const start = end + distance;
    end = start + length;
    return [start, end, ...rest];
  });
}

/** @param {any} row @param {(numbers: number[]) => string[]} keysOf @returns {ArticleData} */
function articleOf(row, keysOf) {
  const article = { ...NO_ARTICLE, ...row };
  const passages = placed(article.passages).map(([start, end, numbers]) => [start, end, keysOf(numbers)]);
  const segments = placed(article.paragraphs.flat());
  let at = 0;
  const paragraphs = article.paragraphs.map((/** @type {unknown[]} */ { length }) => segments.slice(at, (at += length)));
  return { ...article, passages, paragraphs };
}

/** @param {PackedData} data @returns {PageData} */
export function unpacked(data) {
  const rows = valuesOf(data.claims);
  for (const row of rows) row.id = `${row.article}/${row.id}`;
  /** @param {number[]} numbers @returns {string[]} */
  const keysOf = (numbers) => numbers.map((number) => rows[number].id);
  joinSame(rows);
  for (const row of rows) if (row.repeats) row.repeats = keysOf(row.repeats);
  const articles = new Map(valuesOf(data.articles).map((row) => [row.id, articleOf(row, keysOf)]));
  for (const row of rows) {
    const text = articles.get(row.article)?.text || "";
    row.passages = row.passages?.map((/** @type {{ start: number, end: number }} */ passage) => (
      passage.start < 0 ? passage : { ...passage, exact: text.slice(passage.start, passage.end) }
    ));
  }
  const nodes = valuesOf(data.nodes).map((node) => (
    { ...NO_NODE, label: node.lines.join(" "), ...node, id: `node=${node.slug}` }
  ));
  const places = valuesOf(data.drawing.nodes).map((place, number) => (
    { ...place, id: nodes[number].id, label: nodes[number].lines.join("\n") }
  ));
  const edges = valuesOf(data.drawing.edges).map(({ from, to, claims, ...edge }) => (
    { id: `${edge.relation}=${from}--${to}`, ...edge, from: `node=${from}`, to: `node=${to}`, claims: keysOf(claims) }
  ));
  return {
    ...data,
    nodes,
    claims: Object.fromEntries(rows.map((row) => [row.id, row])),
    articles: Object.fromEntries(articles),
    drawing: { ...data.drawing, nodes: places, edges },
  };
}
