// The panel: whatever is selected, with every claim behind it.

const MANY_CLAIMS = 60;
const panel = document.getElementById("panel");

function renderPanel(current) {
  const found = itemOf(current.selection);
  const views = {
    tension: tensionView, tie: tieView, node: nodeView, claim: claimView,
    pair: pairView, path: pathView, alignment: alignmentView, coded: codedView,
  };
  const content = found ? [panelBar(), ...views[found.type](found.item)] : overview();
  panel.replaceChildren(...content.flat(Infinity).filter(Boolean));
  panel.dataset.selection = current.selection;
}

// What passes has changed: the same panel anew, scrolled and unfolded as it was.
function renderPanelAgain(current) {
  const { scrollTop } = panel;
  const titleIn = (each) => each.querySelector("summary").firstChild.textContent;
  const titles = () => [...panel.querySelectorAll("details.list")].map((each) => [each, titleIn(each)]);
  const opened = new Set(titles().filter(([each]) => each.open).map(([, text]) => text));
  const inside = panel.contains(document.activeElement) && document.activeElement.id;
  renderPanel(current);
  for (const [each, text] of titles()) if (opened.has(text)) unfoldList(each);
  panel.scrollTop = scrollTop;
  if (inside && document.getElementById(inside)) document.getElementById(inside).focus({ preventScroll: true });
}

// Lists are filled when they open, which the browser only says later.
function unfoldList(list) {
  list.open = true;
  list.dispatchEvent(new Event("toggle"));
}

function panelBar() {
  const close = h("button", { type: "button", class: "close", "aria-label": "Close (Escape)" }, "×");
  close.addEventListener("click", () => select(""));
  const back = h("button", { type: "button", class: "back" }, "← All ties");
  back.addEventListener("click", () => select(""));
  return h("div", { class: "panel-bar" }, back, close);
}

// On the screen, on paper: that not all claims count, and which do.
function limits() {
  const found = limitsInWords(state).map(({ text }) => text);
  return found.length ? h("p", { class: "limits" }, h("b", {}, `${countedWords(state)}. `), name(found.join("; "))) : "";
}

function heading(kind, title) {
  return [h("p", { class: "kind" }, kind), h("h2", { id: "panel-title" }, name(title)), limits()];
}

function tensionView(dyad) {
  const largest = Math.max(...dyad.contributions.map((each) => Math.abs(each.share)), 0);
  const cards = (chosen) => {
    const drawn = chosen.map((each) => claimCard(each.claim, { contribution: each, largest }));
    return drawn.length ? drawn : h("p", { class: "none" }, "Nothing that was said.");
  };
  const hostile = dyad.contributions.filter((each) => each.share > 0);
  const friendly = dyad.contributions.filter((each) => each.share < 0);
  const neither = dyad.contributions.filter((each) => each.share === 0);
  return [
    heading(dyad.track === "reported" ? "Tension" : `Tension, by ${MODE_HEADINGS[dyad.track].toLowerCase()}`, dyadName(dyad)),
    dyad.claims ? scoreBox(dyad) : h("p", { class: "none" }, absence()),
    codedBeside(dyad.a, dyad.b),
    section("What makes it tense", signed(dyad.hostile), cards(hostile)),
    section("What eases it", signed(-dyad.friendly), cards(friendly)),
    neither.length && section("Said, and neither", null, cards(neither)),
    beside(dyad),
  ];
}

// The figures under the picture of a score.
function figures(dyad) {
  const rows = facts([
    ["Hostile", h("span", { class: "hostile" }, dyad.hostile.toFixed(2))],
    ["Friendly", h("span", { class: "friendly" }, dyad.friendly.toFixed(2))],
    ["Claims", String(dyad.claims)],
    ["Claimants", String(dyad.clusters)],
    ["Mass", dyad.mass.toFixed(2)],
    ["As of", dyad.at === null ? "" : when(isoDay(dyad.at))],
  ]);
  return h("dl", { class: "numbers" }, rows);
}

function scoreBox(dyad) {
  const without = Math.abs(dyad.without_contested - dyad.tension) > 5e-7;
  const range = h("span", { class: "range" }, `90 % interval ${signed(dyad.low)} to ${signed(dyad.high)}`);
  const thin = `${plural(dyad.clusters, "independent claimant")}; three would make it more than thin.`;
  return h(
    "div",
    { class: "score-box" },
    h("p", { class: `figure ${sideOf(dyad.tension)}` }, signed(dyad.tension), range),
    largeScore(dyad),
    dyad.thin && h("p", { class: "thin-note" }, h("b", {}, "Thin evidence. "), thin),
    figures(dyad),
    h(
      "p",
      { class: "sub" },
      `Without contested claims: ${signed(dyad.without_contested)}${without ? " (the ring above)" : ", the same"}.`,
    ),
  );
}

// What the claims of another mode would score by themselves.
function trackOf(dyad, found, track) {
  const keys = found.filter((claim) => claim.mode === track).map((claim) => claim.id);
  const score = tensionOf(dyad.id, keys, state, track);
  return score.claims ? score : null;
}

// Claims that bear on the dyad without counting: other modes with their own scores, denials, leverage.
function beside(dyad) {
  const found = dyad.beside;
  if (!found.length) return "";
  const groups = [
    ["Denials", found.filter((claim) => claim.polarity === "denied" && claim.content.kind !== "leverage"), null],
    ...MODE_ORDER.filter((mode) => mode !== dyad.track).map((mode) => [
      MODE_HEADINGS[mode],
      found.filter((claim) => claim.mode === mode && claim.polarity !== "denied" && claim.content.kind !== "leverage"),
      trackOf(dyad, found, mode),
    ]),
    ["Leverage", found.filter((claim) => claim.content.kind === "leverage"), null],
  ];
  const known = new Set(groups.flatMap(([, members]) => members));
  groups.push(["Said later, or undated", found.filter((claim) => !known.has(claim)), null]);
  return h(
    "section",
    { class: "beside" },
    h("h3", { class: "beside-title" }, "Said too, and not counted"),
    groups.filter(([, members]) => members.length).map(([title, members, track]) => folder(title, members, track)),
  );
}

function folder(title, members, track) {
  const score = track ? h("span", { class: "sub" }, `by itself ${signed(track.tension)}`) : "";
  return lazy(h("summary", {}, title, h("span", { class: "count" }, members.length), score), members);
}

// A list that opens; long ones are only built once they do.
function lazy(summary, members, isOpen = false) {
  const details = h("details", { class: "list", open: isOpen }, summary);
  const fill = () => details.childElementCount < 2 && details.append(...members.map((claim) => claimCard(claim)));
  if (isOpen || members.length <= MANY_CLAIMS) fill();
  else details.addEventListener("toggle", fill, { once: true });
  return details;
}

// Denials stand beside what they deny; they are listed apart only where that is not in the same list.
function besideWhatTheyDeny(found) {
  const keys = new Set(found.map((claim) => claim.id));
  return found.filter((claim) => claim.polarity !== "denied" || !claim.against.some((key) => keys.has(key)));
}

function tieView(tie) {
  const found = claimsOf(tie.claims);
  const shown = besideWhatTheyDeny(found);
  const modes = [...new Set([...Object.keys(MODE_HEADINGS), ...found.map((claim) => claim.mode)])];
  const denials = found.filter((claim) => claim.polarity === "denied").length;
  const dyad = computed(state).items.get(idFor("tie", ...inOrder(tie.source, tie.target)));
  const tension = dyad && [" Tension of the two: ", open(dyad.id, {}, signed(dyad.tension)), "."];
  const words = [plural(found.length, "claim"), denials && `${plural(denials, "denial")} among them`];
  return [
    heading(RELATIONS[tie.relation] || tie.relation, tieName(tie)),
    h("p", { class: "lead" }, found.length ? [words.filter(Boolean).join(", "), ".", tension] : absence()),
    powerPart(tie),
    modes.map((mode) => {
      const members = shown.filter((claim) => claim.mode === mode);
      const cards = () => members.map((claim) => claimCard(claim));
      return members.length ? section(MODE_HEADINGS[mode] || mode, members.length, cards()) : "";
    }),
  ];
}

function powerPart(tie) {
  const power = computed(state).powers.get(tie.id);
  if (!power) return "";
  const words = `of 1: what ${plural(power.claims, "claim")} by ${plural(power.claimants, "independent claimant")} come to`;
  const paths = open(`path=${tie.source}--${tie.target}`, {}, "All paths from the one to the other");
  return [
    h("p", { class: "figure power" }, power.power.toFixed(2), h("span", { class: "range" }, words)),
    power.thin && h("p", { class: "thin-note" }, h("b", {}, "Thin evidence. "), "Three independent claimants would make it more."),
    h("p", { class: "sub" }, paths),
  ];
}

function claimView(claim) {
  const found = computed(state).ties.filter((tie) => tie.claims.includes(claim.id));
  return [
    heading("Claim", saying(claim)),
    claimCard(claim, { alone: true }),
    found.length ? section("Ties that rest on it", null, tieRows(found)) : "",
  ];
}
