// The panel: whatever is selected, with every claim behind it.

const MANY_CLAIMS = 60;
const panel = document.getElementById("panel");

function renderPanel(current) {
  const found = byId.get(current.selection);
  const views = { tension: tensionView, tie: tieView, node: nodeView, claim: claimView };
  const content = found ? [panelBar(), ...views[found.type](found.item)] : overview();
  panel.replaceChildren(...content.flat(Infinity).filter(Boolean));
  panel.dataset.selection = current.selection;
  panel.scrollTop = 0;
}

function panelBar() {
  const close = h("button", { type: "button", class: "close", "aria-label": "Close (Escape)" }, "×");
  close.addEventListener("click", () => select(""));
  const back = h("button", { type: "button", class: "back" }, "← All ties");
  back.addEventListener("click", () => select(""));
  return h("div", { class: "panel-bar" }, back, close);
}

function heading(kind, title) {
  return [h("p", { class: "kind" }, kind), h("h2", { id: "panel-title" }, name(title))];
}

function tensionView(dyad) {
  const largest = Math.max(...dyad.contributions.map((each) => Math.abs(each.share)), 0);
  const cards = (chosen) => {
    const drawn = chosen.map((each) => claimCard(claims.get(each.claim), { contribution: each, largest }));
    return drawn.length ? drawn : h("p", { class: "none" }, "Nothing that was said.");
  };
  const hostile = dyad.contributions.filter((each) => each.share > 0);
  const friendly = dyad.contributions.filter((each) => each.share < 0);
  const neither = dyad.contributions.filter((each) => each.share === 0);
  return [
    heading("Tension", dyadName(dyad)),
    score(dyad),
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
    ["As of", when(dyad.at)],
  ]);
  return h("dl", { class: "numbers" }, rows);
}

function score(dyad) {
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

// Claims that bear on the dyad without counting: other modes with their own scores, denials, leverage.
function beside(dyad) {
  const found = claimsOf(dyad.beside);
  if (!found.length) return "";
  const tracks = new Map(dyad.tracks.map((track) => [track.track, track]));
  const groups = [
    ["Denials", found.filter((claim) => claim.polarity === "denied" && claim.content.kind !== "leverage"), null],
    ...["interpreted", "forecast", "conditional"].map((mode) => [
      MODE_HEADINGS[mode],
      found.filter((claim) => claim.mode === mode && claim.polarity !== "denied" && claim.content.kind !== "leverage"),
      tracks.get(mode),
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
  const ends = [tie.source, tie.target].sort().join("\n");
  const dyad = payload.tensions.find((each) => [each.a, each.b].sort().join("\n") === ends);
  const tension = dyad && [" Tension of the two: ", open(dyad.id, {}, signed(dyad.tension)), "."];
  const words = [plural(found.length, "claim"), denials && `${plural(denials, "denial")} among them`];
  return [
    heading(RELATIONS[tie.relation] || tie.relation, tieName(tie)),
    h("p", { class: "lead" }, words.filter(Boolean).join(", "), ".", tension),
    modes.map((mode) => {
      const members = shown.filter((claim) => claim.mode === mode);
      const cards = () => members.map((claim) => claimCard(claim));
      return members.length ? section(MODE_HEADINGS[mode] || mode, members.length, cards()) : "";
    }),
  ];
}

function claimView(claim) {
  const found = tiesByClaim.get(claim.id) || [];
  return [
    heading("Claim", saying(claim)),
    claimCard(claim, { alone: true }),
    found.length ? section("Ties that rest on it", null, tieRows(found)) : "",
  ];
}
