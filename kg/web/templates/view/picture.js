// The map as a picture to keep: drawn anew at twice its size, under a title, over its legend and where it comes from.

import { h } from "../shared/dom.js";
import { SANS } from "../shared/theme.js";
import { colours } from "./canvas.js";
import { canvas, extentOfAll, map } from "./drawing.js";
import { fileName, saveFile } from "./files.js";
import { aroundInWords, countedWords, limitsInWords } from "./filters.js";
import { countsInWords, parameters, provenance } from "./foot.js";
import { tell } from "./notices.js";
import { state } from "./state.js";
import { subtitleOf, titleOf } from "./titles.js";

const TIMES = 2;
const PICTURE_MARGIN = 20;
const LONGEST = 300;
// The map is drawn no larger than this where it is small, and no longer than this on a side, in pixels of the page.
const LARGEST = 1.4;
const LONGEST_SIDE = 4000;

// Text in lines of a width, the last one cut short where there are more than `most`.
/** @param {CanvasRenderingContext2D} context @param {string} text @param {number} width @param {number} most */
function inLines(context, text, width, most) {
  const lines = [""];
  for (const word of text.slice(0, LONGEST).trim().split(/\s+/)) {
    const joined = [lines[lines.length - 1], word].filter(Boolean).join(" ");
    if (!lines[lines.length - 1] || context.measureText(joined).width <= width) lines[lines.length - 1] = joined;
    else lines.push(word);
  }
  const kept = lines.slice(0, most);
  if (lines.length > most) kept[most - 1] += " …";
  return kept.map((line) => cutShort(context, line, width));
}

/** @param {CanvasRenderingContext2D} context @param {string} line @param {number} width */
function cutShort(context, line, width) {
  if (context.measureText(line).width <= width) return line;
  const letters = [...line];
  while (letters.length && context.measureText(`${letters.join("")}…`).width > width) letters.pop();
  return `${letters.join("")}…`;
}

// What is written above and below the map, each part with its letters, its colour and its lines.
/** @param {CanvasRenderingContext2D} context @param {number} width */
function writing(context, width) {
  const serif = getComputedStyle(document.documentElement).getPropertyValue("--serif");
  /** @param {string} text @param {string} font @param {string} colour @param {number} leading @param {number} most */
  const part = (text, font, colour, leading, most) => {
    context.font = font;
    return { font, colour, leading, lines: text ? inLines(context, text, width - 2 * PICTURE_MARGIN, most) : [] };
  };
  const values = parameters().map((each) => each.join(" ")).join(", ");
  const limited = [...limitsInWords(state).map((each) => each.text), aroundInWords(state)].filter(Boolean);
  const asked = limited.length && `${countedWords(state)}: ${limited.join("; ")}`;
  const foot = ["Détente", ...provenance(), asked, countsInWords().join(", "), values].filter(Boolean).join(" · ");
  return {
    title: part(titleOf(state.selection), `600 22px ${serif}`, colours.ink, 27, 2),
    below: part(subtitleOf(state.selection), `13px ${SANS}`, colours.soft, 19, 2),
    foot: part(foot, `12px ${SANS}`, colours.soft, 17, 4),
  };
}

/** @param {Writing} writing */
const tall = ({ lines, leading }) => lines.length * leading;

/** @param {CanvasRenderingContext2D} context @param {Writing} writing @param {number} top */
function write(context, { font, colour, leading, lines }, top) {
  context.font = font;
  context.fillStyle = colour;
  context.textBaseline = "middle";
  context.textAlign = "left";
  lines.forEach((line, row) => context.fillText(line, PICTURE_MARGIN, top + (row + 0.5) * leading));
  return top + lines.length * leading;
}

// The rows of the legend as they stand on the page, placed anew on a picture of a width.
/** @param {CanvasRenderingContext2D} context @param {number} width */
function legendRows(context, width) {
  context.font = `12px ${SANS}`;
  let [x, y] = [PICTURE_MARGIN, 0];
  return [...document.querySelectorAll("#legend li")].map((row) => {
    const text = row.lastChild?.textContent || "";
    const wide = 37 + context.measureText(text).width;
    if (x > PICTURE_MARGIN && x + wide > width - PICTURE_MARGIN) [x, y] = [PICTURE_MARGIN, y + 19];
    const placed = { row, text, x, y };
    x += wide + 20;
    return placed;
  });
}

/** @param {CanvasRenderingContext2D} context @param {LegendRow} legendRow @param {number} top */
function drawSample(context, { row, text, x, y }, top) {
  const middle = top + y + 9.5;
  for (const line of row.querySelectorAll("line")) {
    const style = getComputedStyle(line);
    context.strokeStyle = style.stroke;
    context.globalAlpha = Number(style.strokeOpacity);
    context.lineWidth = parseFloat(style.strokeWidth);
    context.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map(parseFloat));
    context.beginPath();
    const height = top + y + 3.5 + line.y1.baseVal.value;
    context.moveTo(x + 1, height);
    context.lineTo(x + 29, height);
    context.stroke();
  }
  context.globalAlpha = 1;
  context.setLineDash([]);
  const sign = row.querySelector(".sign");
  context.fillStyle = colours.ink;
  if (sign) context.fillText(sign.textContent, x + 11, middle);
  context.fillStyle = colours.soft;
  context.fillText(text, x + 37, middle);
}

// How large the map is in the picture, and where: all of it, in letters as large as the reader sees them, or as large as
// there is room for. Beyond the room that it has on the page the picture grows.
function framed() {
  map.redraw();
  const { left, top, width: wide, height: high } = extentOfAll();
  const margins = 2 * PICTURE_MARGIN;
  const fitting = Math.min((canvas.clientWidth - margins) / wide, (canvas.clientHeight - margins) / high, LARGEST);
  const scale = Math.max(fitting, Math.min(map.getScale(), (LONGEST_SIDE - margins) / Math.max(wide, high)));
  const width = Math.max(canvas.clientWidth, Math.round(wide * scale + margins));
  const height = Math.max(canvas.clientHeight, Math.round(high * scale + margins));
  return { width, height, scale, x: width / 2 - (left + wide / 2) * scale, y: height / 2 - (top + high / 2) * scale };
}

// vis-network draws all of the map, not only what the reader sees of it, with a context that is as fine as the picture.
/** @param {CanvasRenderingContext2D} context @param {number} top @param {ReturnType<typeof framed>} frame */
function drawMap(context, top, { width, height, scale, x, y }) {
  const { renderer } = map;
  context.save();
  context.beginPath();
  context.rect(0, top, width, height);
  context.clip();
  context.translate(x, y + top);
  context.scale(scale, scale);
  renderer._drawEdges(context);
  renderer._drawNodes(context, true);
  renderer._drawArrows(context);
  context.restore();
}

// Where a place of the map is in the picture, in its pixels.
export function pictured() {
  const { frame: { x, y, scale, width }, top, high } = arranged();
  return { width: width * TIMES, height: high * TIMES, x: x * TIMES, y: (y + top) * TIMES, scale: scale * TIMES };
}

// What stands where on the sheet, from its top.
function arranged() {
  const context = /** @type {CanvasRenderingContext2D} */ (h("canvas", {}).getContext("2d"));
  const frame = framed();
  const { title: head, below, foot } = writing(context, frame.width);
  const rows = legendRows(context, frame.width);
  const top = 14 + tall(head) + tall(below) + 8;
  const legendTop = top + frame.height + 8;
  const footTop = legendTop + (rows.length ? rows[rows.length - 1].y + 19 + 10 : 0);
  return { frame, head, below, foot, rows, top, legendTop, footTop, high: footTop + 8 + tall(foot) + 12 };
}

function pictureOfMap() {
  const { frame, head, below, foot, rows, top, legendTop, footTop, high } = arranged();
  const { width } = frame;
  const sheet = h("canvas", { width: width * TIMES, height: high * TIMES });
  const context = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
  context.scale(TIMES, TIMES);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, sheet.width, sheet.height);
  drawMap(context, top, frame);
  write(context, below, write(context, head, 14));
  context.font = `12px ${SANS}`;
  for (const row of rows) drawSample(context, row, legendTop);
  context.fillStyle = colours.line;
  context.fillRect(PICTURE_MARGIN, footTop, width - 2 * PICTURE_MARGIN, 1);
  write(context, foot, footTop + 8);
  return sheet;
}

export function savePicture() {
  pictureOfMap().toBlob((blob) => {
    if (!blob) {
      tell("The picture is too large for this browser.");
      return;
    }
    const file = fileName("png");
    saveFile(blob, file);
    tell(`Picture saved as ${file}`);
  }, "image/png");
}
