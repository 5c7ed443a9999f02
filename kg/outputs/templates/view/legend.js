// What the marks of the map mean.

function sample(...lines) {
  const ends = { x1: 1, x2: 29, y1: 6, y2: 6 };
  const drawn = lines.map(([role, width, dashes]) =>
    svg("line", { ...ends, class: role, "stroke-width": width, "stroke-dasharray": dashes }),
  );
  return svg("svg", { viewBox: "0 0 30 12", class: "sample", "aria-hidden": "true" }, drawn);
}

const TENSION_MARKS = [
  [sample(["hostile", 7]), "+ hostile"],
  [sample(["friendly", 7]), "− friendly"],
  [sample(["friendly", 9], ["hostile", 4]), "both: the lesser inside"],
  [sample(["hostile pale", 7]), "thin evidence"],
];
const TIE_MARKS = [
  [sample(["friendly", 2]), "supports"],
  [sample(["hostile", 2]), "opposes"],
];
const LEVERAGE_MARKS = [[sample(["leverage", 2.4]), "leverage, with claims"]];
const ALIGNMENT_MARKS = [
  [sample(["friendly", 3, "8 3 2 3"]), "≈ agree on issues"],
  [sample(["hostile", 3, "8 3 2 3"]), "≈ disagree"],
];
const MODE_MARKS = [
  [sample(["plain", 2]), "reported"],
  [sample(["plain", 2, "7 4"]), "only forecast, conditional"],
  [sample(["plain", 2, "2 4"]), "only interpreted"],
  [sample(["plain", 2, "1 7"]), "only denied"],
];
const CONTESTED_MARK = [[h("span", { class: "sample sign" }, "≠"), "contested"]];

function legend(current) {
  const { layers } = current;
  const ties = layers.position || layers.stance || layers.event;
  const rows = [
    ...(layers.tension ? TENSION_MARKS : []),
    ...(ties ? TIE_MARKS : []),
    ...(layers.leverage ? LEVERAGE_MARKS : []),
    ...(layers.alignment ? ALIGNMENT_MARKS : []),
    ...(ties || layers.leverage ? MODE_MARKS : []),
    ...CONTESTED_MARK,
    ...codedMarks(current),
  ];
  document.getElementById("legend").replaceChildren(h("ul", {}, rows.map(([mark, text]) => h("li", {}, mark, text))));
}
