// Search over names, other names, quotes and claimants.

const SHOWN_RESULTS = 12;
const input = document.getElementById("search");
const results = document.getElementById("results");
let entries = null;
let active = -1;

// Names come before quotes: each entry says how much a word at the beginning of one of its names counts.
function searchEntries() {
  if (entries) return entries;
  const nodes = payload.nodes.map((node) =>
    entry(node.id, node.label, KINDS[node.kind] || node.kind, [node.label, ...node.aliases, node.iso3, node.slug], [], node.kind === "event" ? 2 : 4),
  );
  const dyads = payload.tensions.map((dyad) =>
    entry(dyad.id, dyadName(dyad), `Tension ${signed(dyad.tension)}`, [dyadName(dyad), `${nameOf(dyad.b)} ${nameOf(dyad.a)}`], [], 3),
  );
  const quotes = [...claims.values()].map((claim) => {
    const article = articles.get(claim.article);
    return entry(`claim=${claim.id}`, `“${quoteOf(claim)}”`, listed(claim.claimants.map(nameOf)), [quoteOf(claim)], [saying(claim), article ? article.title : ""], 1);
  });
  entries = [...nodes, ...dyads, ...quotes];
  return entries;
}

function entry(id, title, sub, called, more, weight) {
  return { id, title, sub, weight, called: called.filter(Boolean).map(folded), text: folded([sub, ...called, ...more].join("\n")) };
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
  return found.map((each) => ({ each, rank: rank(each, whole, words) })).sort((a, b) => b.rank - a.rank).map(({ each }) => each);
}

function renderResults(query) {
  const found = find(query);
  active = found.length ? 0 : -1;
  const options = found.slice(0, SHOWN_RESULTS).map((each, index) => {
    const option = h("li", { role: "option", id: `result-${index}`, "data-id": each.id }, h("span", { class: "title" }, name(each.title)), h("span", { class: "sub" }, name(each.sub)));
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => take(each.id));
    return option;
  });
  const more = found.length > SHOWN_RESULTS && h("li", { class: "more", role: "presentation" }, `${found.length - SHOWN_RESULTS} more; type on to narrow it down`);
  const none = query.trim() && !found.length && h("li", { class: "more", role: "presentation" }, "Nothing found");
  results.replaceChildren(...[...options, more, none].filter(Boolean));
  showResults(Boolean(query.trim()));
  if (query.trim()) announce(found.length ? plural(found.length, "result") : "Nothing found");
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
  show(state, true);
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
