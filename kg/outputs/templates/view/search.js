// Search over names, other names, quotes and claimants.

const SHOWN_RESULTS = 12;
const input = document.getElementById("search");
const results = document.getElementById("results");
let entries = null;
let entriesFor = null;
let active = -1;

// Names come before quotes: each entry says how much a word at the beginning of one of its names counts.
function searchEntries() {
  if (entries && entriesFor === computed(state)) return entries;
  entriesFor = computed(state);
  const quotes = [...claims.values()].map(claimEntry);
  entries = [...payload.nodes.map(nodeEntry), ...entriesFor.dyads.map(dyadEntry), ...codedItems.map(codedEntry), ...quotes];
  return entries;
}

function nodeEntry(node) {
  const called = [node.label, ...node.aliases, node.iso3, node.slug];
  return entry(node.id, node.label, KINDS[node.kind] || node.kind, called, "", node.kind === "event" ? 2 : 4);
}

function dyadEntry(dyad) {
  const called = [dyadName(dyad), `${nameOf(dyad.b)} ${nameOf(dyad.a)}`];
  return entry(dyad.id, dyadName(dyad), `Tension ${signed(dyad.tension)}`, called, "", 3);
}

function claimEntry(claim) {
  const [quote, article] = [quoteOf(claim), articles.get(claim.article)];
  const more = `${saying(claim)}\n${article ? article.title : ""}`;
  return entry(`claim=${claim.id}`, `“${quote}”`, listed(claim.claimants.map(nameOf)), [quote], more, 1);
}

function entry(id, title, sub, names, more, weight) {
  const called = names.filter(Boolean).map(folded);
  return { id, title, sub, weight, called, text: [...called, folded(`${sub}\n${more}`)].join("\n") };
}

function rank({ called, weight }, query, words) {
  if (called.some((each) => each === query)) return 10 * weight + 9;
  if (called.some((each) => each.startsWith(words[0]))) return 10 * weight + 6;
  return called.some((each) => each.includes(` ${words[0]}`)) ? 10 * weight + 3 : 10 * Math.min(weight, 1);
}

function find(query) {
  const whole = folded(query).trim();
  const words = whole.split(" ").filter(Boolean);
  if (!words.length) return [];
  const found = searchEntries().filter((each) => words.every((word) => each.text.includes(word)));
  const ranked = found.map((each) => ({ each, rank: rank(each, whole, words) }));
  return ranked.sort((a, b) => b.rank - a.rank).map(({ each }) => each);
}

function renderResults(query) {
  const found = find(query);
  active = found.length ? 0 : -1;
  const left = found.length - SHOWN_RESULTS;
  const note = left > 0 ? `${left} more; type on to narrow it down` : !found.length && "Nothing found";
  const more = note && h("li", { class: "more", role: "presentation" }, note);
  results.replaceChildren(...[...found.slice(0, SHOWN_RESULTS).map(resultOption), more].filter(Boolean));
  showResults(Boolean(query.trim()));
  if (query.trim()) announce(found.length ? plural(found.length, "result") : "Nothing found");
}

function resultOption(each, index) {
  const title = h("span", { class: "title" }, name(each.title));
  const sub = h("span", { class: "sub" }, name(each.sub));
  const option = h("li", { role: "option", id: `result-${index}`, "data-id": each.id }, title, sub);
  option.addEventListener("mousedown", (event) => event.preventDefault());
  option.addEventListener("click", () => take(each.id));
  return option;
}

function showResults(visible) {
  results.hidden = !visible;
  input.setAttribute("aria-expanded", String(visible));
  markActive();
}

function markActive() {
  const options = [...results.querySelectorAll('[role="option"]')];
  options.forEach((option, index) => option.setAttribute("aria-selected", String(index === active)));
  const current = options[active];
  if (current && !results.hidden) {
    input.setAttribute("aria-activedescendant", current.id);
    current.scrollIntoView({ block: "nearest" });
  } else input.removeAttribute("aria-activedescendant");
}

function take(id) {
  showResults(false);
  input.value = "";
  select(id);
  show(true);
  document.getElementById("panel").focus({ preventScroll: true });
}

function searchKey(event) {
  const options = results.querySelectorAll('[role="option"]');
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && options.length) {
    active = (active + step + options.length) % options.length;
    markActive();
    event.preventDefault();
  } else if (event.key === "Enter" && options[active]) {
    take(options[active].dataset.id);
    event.preventDefault();
  } else if (event.key === "Escape" && input.value) {
    input.value = "";
    showResults(false);
    event.stopPropagation();
  }
}

input.addEventListener("input", () => renderResults(input.value));
input.addEventListener("focus", () => input.value.trim() && renderResults(input.value));
input.addEventListener("blur", () => showResults(false));
input.addEventListener("keydown", searchKey);
