// The drawer of filters, the chips that say what is asked for, and the way back.

const FEW_VALUES = 7;
const drawer = document.getElementById("filters");
const drawerButton = document.getElementById("filters-open");
const unfoldedFacets = new Set();
const facetSearch = new Map();

function openFilters(wanted) {
  drawer.hidden = !wanted;
  drawerButton.setAttribute("aria-expanded", String(wanted));
  if (wanted) {
    renderFilters(state);
    document.getElementById("filters-title").focus();
  } else drawerButton.focus();
}

function renderFilters(current) {
  const number = asked(current).length + Number(Boolean(current.sign)) + Number(current.least > 0);
  drawerButton.textContent = number ? `Filters (${number})` : "Filters";
  renderChips(current);
  if (drawer.hidden) return;
  const inside = drawer.contains(document.activeElement) && document.activeElement.id;
  const { scrollTop } = drawer;
  const counts = facetCounts(current);
  document.getElementById("filters-body").replaceChildren(
    ...FACETS.map((facet) => facetPart(facet, counts.get(facet.key), current)).filter(Boolean),
    tensionPart(current),
  );
  drawer.scrollTop = scrollTop;
  if (inside && document.getElementById(inside)) document.getElementById(inside).focus({ preventScroll: true });
}

// Choices that are made stay in sight; of the rest the most frequent, or those with the letters typed.
function facetPart(facet, counts, current) {
  const values = facetValues.get(facet.key);
  if (values.length < 2) return null;
  const chosen = current.filters[facet.key] || [];
  const typed = folded(facetSearch.get(facet.key) || "");
  const fitting = values.filter((value) => chosen.includes(value) || folded(facet.label(value)).includes(typed));
  const whole = unfoldedFacets.has(facet.key) || fitting.length <= FEW_VALUES + 1;
  const ordered = facet.order ? fitting : likeliest(fitting, counts, chosen);
  const shownValues = whole ? ordered : ordered.slice(0, Math.max(FEW_VALUES, chosen.length));
  const search = values.length > FEW_VALUES + 1 && facetSearchField(facet);
  const more = !whole && moreButton(facet, ordered.length - shownValues.length);
  const boxes = shownValues.map((value) => facetBox(facet, value, values.indexOf(value), counts.get(value) || 0, chosen));
  return h("fieldset", { class: "facet" }, h("legend", {}, facet.title), search, boxes, more);
}

function likeliest(values, counts, chosen) {
  const order = (a, b) => chosen.includes(b) - chosen.includes(a) || (counts.get(b) || 0) - (counts.get(a) || 0);
  return [...values].sort(order);
}

function facetSearchField(facet) {
  const field = h("input", {
    type: "search",
    id: `find-${facet.key}`,
    class: "facet-search",
    placeholder: "Find …",
    "aria-label": `Find under ${facet.title}`,
    value: facetSearch.get(facet.key) || "",
  });
  field.addEventListener("input", () => {
    facetSearch.set(facet.key, field.value);
    const at = field.selectionStart;
    renderFilters(state);
    document.getElementById(field.id).setSelectionRange(at, at);
  });
  return field;
}

function moreButton(facet, count) {
  const button = h("button", { type: "button", class: "more" }, `${count} more`);
  button.addEventListener("click", () => {
    unfoldedFacets.add(facet.key);
    renderFilters(state);
  });
  return button;
}

function facetBox(facet, value, index, count, chosen) {
  const box = h("input", {
    type: "checkbox", id: `facet-${facet.key}-${index}`, "data-facet": facet.key, "data-value": value, checked: chosen.includes(value),
  });
  const others = chosen.filter((each) => each !== value);
  box.addEventListener("change", () => setFilter(facet.key, box.checked ? [...others, value] : others));
  return facetLabel(box, name(facet.label(value)), count);
}

function facetLabel(box, text, count) {
  const [called, number] = [h("span", { class: "facet-name" }, text), h("span", { class: "facet-count" }, count)];
  return h("label", { class: count ? "facet-choice" : "facet-choice empty" }, box, called, number);
}

// Of the ties of tension alone: their sign, and how large they are.
function tensionPart(current) {
  const { dyads } = computed(current);
  const large = dyads.filter((dyad) => Math.abs(dyad.tension) >= current.least);
  const choices = [["", "Either"], ...Object.entries(SIGNS)].map(([value, text]) => {
    const count = value ? large.filter((dyad) => dyad.tension !== 0 && signOf(dyad) === value).length : large.length;
    const box = h("input", { type: "radio", name: "sign", id: `sign-${value}`, checked: current.sign === value });
    box.addEventListener("change", () => change({ sign: value }));
    return facetLabel(box, text, count);
  });
  const least = h("input", {
    type: "range", id: "least", min: 0, max: 1, step: 0.01, value: current.least, "aria-valuetext": current.least.toFixed(2),
  });
  least.addEventListener("input", () => change({ least: Number(least.value) }));
  const label = h("label", { class: "facet-least", for: "least" }, `At least ${current.least.toFixed(2)} either way`);
  return h("fieldset", { class: "facet" }, h("legend", {}, "Ties of tension"), choices, label, least);
}

// What is asked for, in words: for the chips, for the panel, for paper and pictures.
function limitsInWords(current) {
  const found = asked(current).flatMap((facet) => current.filters[facet.key].map((value) => ({
    text: `${facet.title}: ${facet.label(value)}`,
    drop: () => setFilter(facet.key, state.filters[facet.key].filter((each) => each !== value)),
  })));
  const span = windowWords(current);
  const clock = current.clock === "publication" ? "published" : "happened or said";
  if (span) found.push({ text: `${capital(clock)} ${span}`, drop: () => change({ from: null, to: null }) });
  if (!current.undated && undatedCount(current)) found.push({ text: "Without undated claims", drop: () => change({ undated: true }) });
  if (current.sign) found.push({ text: `Tension: ${current.sign}`, drop: () => change({ sign: "" }) });
  if (current.least) found.push({ text: `Tension of at least ${current.least.toFixed(2)}`, drop: () => change({ least: 0 }) });
  return found;
}

function aroundInWords({ ego }) {
  return ego ? `Only ${ego.steps === 1 ? "one step" : "two steps"} around ${titleOf(ego.node)}` : "";
}

function countedWords(current) {
  return `${computed(current).passed.size.toLocaleString("en")} of ${plural(claims.size, "claim")} count`;
}

function renderChips(current) {
  const limits = limitsInWords(current);
  if (current.ego) limits.push({ text: aroundInWords(current), drop: () => change({ ego: null }) });
  const place = document.getElementById("chips");
  place.hidden = !limits.length;
  const all = h("button", { type: "button", id: "reset" }, "Reset all");
  all.addEventListener("click", () => {
    reset();
    drawerButton.focus();
  });
  const chips = limits.map(({ text, drop }, index) => {
    const cross = h("span", { "aria-hidden": "true" }, " ×");
    const chip = h("button", { type: "button", class: "chip", id: `chip-${index}`, "aria-label": `Drop: ${text}` }, name(text), cross);
    chip.addEventListener("click", drop);
    return chip;
  });
  const inside = place.contains(document.activeElement) && document.activeElement.id;
  place.replaceChildren(h("span", { class: "counted" }, countedWords(current)), ...chips, all);
  if (inside) (document.getElementById(inside) || drawerButton).focus();
}

drawerButton.addEventListener("click", () => openFilters(drawer.hidden));
document.getElementById("filters-close").addEventListener("click", () => openFilters(false));
document.getElementById("filters-reset").addEventListener("click", reset);
drawer.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  event.preventDefault();
  openFilters(false);
});
