// The map as a picture to keep: drawn anew at twice its size, under a title, over its legend and where it comes from.

import { h } from "../shared/dom.js";
import { SANS } from "../shared/theme.js";
import { colours } from "./canvas.js";
import { canvas, map } from "./drawing.js";
import { fileName, saveFile } from "./files.js";
import { aroundInWords, countedWords, limitsInWords } from "./filters.js";
import { counted, parameters, provenance } from "./foot.js";
import { tell } from "./notices.js";
import { state } from "./state.js";
import { subtitleOf, titleOf } from "./titles.js";

const TIMES = 2;
const PICTURE_MARGIN = 20;
const LONGEST = 300;

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
  const foot = ["Détente", ...provenance(), asked, counted().join(", "), values].filter(Boolean).join(" · ");
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

// vis-network draws what the reader sees of the map, but with a context that is as fine as the picture.
/** @param {CanvasRenderingContext2D} context @param {number} top @param {number} width @param {number} height */
function drawMap(context, top, width, height) {
  const { renderer, body: { view: { translation, scale: zoomed } } } = map;
  context.save();
  context.beginPath();
  context.rect(0, top, width, height);
  context.clip();
  context.translate(translation.x, translation.y + top);
  context.scale(zoomed, zoomed);
  renderer._drawEdges(context);
  renderer._drawNodes(context);
  renderer._drawArrows(context);
  context.restore();
}

function pictureOfMap() {
  const [width, height] = [canvas.clientWidth, canvas.clientHeight];
  const sheet = h("canvas", { width: width * TIMES });
  const context = /** @type {CanvasRenderingContext2D} */ (sheet.getContext("2d"));
  const { title: head, below, foot } = writing(context, width);
  const rows = legendRows(context, width);
  const top = 14 + tall(head) + tall(below) + 8;
  const legendTop = top + height + 8;
  const footTop = legendTop + (rows.length ? rows[rows.length - 1].y + 19 + 10 : 0);
  sheet.height = (footTop + 8 + tall(foot) + 12) * TIMES;
  context.scale(TIMES, TIMES);
  context.fillStyle = colours.paper;
  context.fillRect(0, 0, sheet.width, sheet.height);
  drawMap(context, top, width, height);
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
