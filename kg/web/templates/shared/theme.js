// Colours for the map, taken from the style sheet, so that both follow the reader's light or dark theme.

const COLOURS = [
  "paper", "ink", "soft", "line", "hostile", "friendly", "leverage", "neutral", "state", "state-ink", "body", "person",
  "issue", "issue-line", "event", "event-line",
];
export const SANS = '-apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

export function palette() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(COLOURS.map((colour) => [colour, style.getPropertyValue(`--${colour}`).trim()]));
}

// A part of the way from one colour to another, both written #rrggbb.
/** @param {string} from @param {string} to @param {number} part */
export function mix(from, to, part) {
  /** @param {string} hex @param {number} at */
  const channel = (hex, at) => parseInt(hex.slice(at, at + 2), 16);
  const mixed = [1, 3, 5].map((at) => Math.round(channel(from, at) * (1 - part) + channel(to, at) * part));
  return `#${mixed.map((value) => value.toString(16).padStart(2, "0")).join("")}`;
}

/**
 * @typedef {object} NodeLook
 * @property {string} fill
 * @property {string} border
 * @property {string} ink
 * @property {number} size
 * @property {number} radius
 * @property {number} pad
 * @property {number} [width]
 * @property {number[]} [dashes]
 */

/** @type {Record<string, NodeLook>} */
const NODE_LOOKS = {
  state: { fill: "state", border: "state", ink: "state-ink", size: 17, radius: 15, pad: 14 },
  "international-body": { fill: "body", border: "state", ink: "ink", size: 15, radius: 15, pad: 13, width: 1.6 },
  issue: { fill: "issue", border: "issue-line", ink: "ink", size: 13.5, radius: 3, pad: 9 },
  event: { fill: "event", border: "event-line", ink: "ink", size: 12.5, radius: 3, pad: 8 },
  group: { fill: "person", border: "soft", ink: "soft", size: 13, radius: 11, pad: 9, dashes: [3, 3] },
};
/** @type {NodeLook} */
const OTHER_LOOK = { fill: "person", border: "soft", ink: "soft", size: 13, radius: 11, pad: 9 };

/** @param {string | undefined} kind @param {Colours} colours @param {Look} look */
export function nodeStyle(kind, colours, { dimmed, selected, size }) {
  const look = NODE_LOOKS[kind || ""] || OTHER_LOOK;
  const pad = look.pad * size;
  /** @param {string} colour */
  const shade = (colour) => (dimmed ? mix(colour, colours.paper, 0.72) : colour);
  return {
    color: { background: shade(colours[look.fill]), border: selected ? colours.ink : shade(colours[look.border]) },
    borderWidth: selected ? 3 : look.width || 1,
    font: { face: SANS, size: look.size * size, color: shade(colours[look.ink]) },
    margin: { top: 0.62 * pad, bottom: 0.62 * pad, left: pad, right: pad },
    shapeProperties: { borderRadius: look.radius * size, borderDashes: look.dashes || false },
  };
}

// What a line is about gives it its colour: the sign of a dyad, a stance or an event; leverage has one of its own.
/** @param {LineLook} each @param {Colours} colours @param {Look} look */
export function edgeStyle(each, colours, { dimmed, selected, size }) {
  const plain = each.layer === "part" ? colours["event-line"] : colours[each.side];
  const own = selected ? plain : mix(plain, colours.paper, each.fade);
  const colour = dimmed ? mix(own, colours.paper, 0.82) : own;
  const wide = each.layer === "tension" || each.layer === "pair";
  const ink = each.ink ? colours[each.ink] : plain;
  return {
    color: { color: colour, hover: colour, highlight: colour, inherit: false },
    width: each.width + (selected && each.layer !== "tension" ? 1.6 : 0),
    font: {
      face: SANS,
      size: (wide ? 15 : 12.5) * size,
      color: dimmed ? mix(ink, colours.paper, 0.75) : ink,
      background: colours.paper,
      strokeWidth: 0,
      align: "horizontal",
    },
  };
}
