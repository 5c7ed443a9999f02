// What is selected, in words: for headings, hints, pictures, and for those who listen.

const ALL = "Who is in tension with whom";

function titleOf(id) {
  const found = itemOf(id);
  if (!found) return ALL;
  const { type, item } = found;
  const titles = {
    node: () => item.label,
    claim: () => saying(item),
    tie: () => tieName(item),
    path: () => `${nameOf(item.a)} → … → ${nameOf(item.b)}`,
    coded: () => `${dyadName(item)} by ${item.dataset.name}`,
  };
  return (titles[type] || (() => dyadName(item)))();
}

function subtitleOf(id) {
  const found = itemOf(id);
  if (!found) return `what ${plural(articles.size, "article")} say${articles.size === 1 ? "s" : ""}`;
  const { type, item } = found;
  const words = {
    node: () => KINDS[item.kind] || item.kind,
    claim: () => `claimed by ${listed(item.claimants.map(nameOf))}`,
    tie: () => `${item.relation}, ${tieWords(item)}`,
    tension: () => scoreWords(item) + (item.thin ? ", thin evidence" : ""),
    coded: () => `machine-coded, as of ${when(item.dataset.at)}, ${scoreWords(item)}`,
    alignment: () => `agreement on issues ${signed(item.value)}`,
    path: () => "the strongest paths over leverage",
    pair: () => "everything between the two",
  };
  return words[type]();
}

function told(id) {
  return itemOf(id) ? `${titleOf(id)}: ${subtitleOf(id)}` : "All ties";
}
