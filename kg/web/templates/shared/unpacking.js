// The data of a page as its file holds them, by columns (kg/web/view/packing.py says how), to what they are.

/** @type {Omit<NodeData, "id" | "slug" | "kind" | "label">} */
const NO_NODE = {
  lines: [], aliases: [], text: "", iso3: "", wikidata: "", acts_for: "", member_of: [], parties: [],
};

/** @param {PackedColumn} column @returns {any[]} */
export function valuesOf(column) {
  if (Array.isArray(column)) return column;
  if ("of" in column) {
    const { of, at } = column;
    return typeof at === "number" ? Array.from({ length: at }, () => of[0]) : at.map((number) => of[number]);
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

/** @param {PackedData} data @returns {PageData} */
export function unpacked(data) {
  const rows = valuesOf(data.claims);
  for (const row of rows) row.id = `${row.article}/${row.id}`;
  /** @param {number[]} numbers @returns {string[]} */
  const keysOf = (numbers) => numbers.map((number) => rows[number].id);
  joinSame(rows);
  for (const row of rows) if (row.repeats) row.repeats = keysOf(row.repeats);
  const articles = Object.entries(data.articles).map(([slug, article]) => {
    const passages = article.passages.map(([start, end, numbers]) => [start, end, keysOf(numbers)]);
    return [slug, { ...article, passages }];
  });
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
