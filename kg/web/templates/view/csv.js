// The rows of a table as a file for spreadsheets: RFC 4180, with a byte order mark, and no cell that would be a formula.

import { notIsolated } from "../shared/words.js";
import { isoDay } from "./days.js";

const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

/** @param {CellValue} value */
function csvCell(value) {
  const text = notIsolated(String(value ?? ""));
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** @param {CellValue} value */
const sixPlaces = (value) => (typeof value === "number" ? value.toFixed(6) : null);

// What stands in one cell on the page may be two values in the file.
/** @param {Column} column @returns {[string, (record: Row) => CellValue][]} */
function csvColumns({ key, title, type }) {
  if (type === "score") return [[title, (record) => sixPlaces(record[key])], [`${title} means`, (record) => record.word]];
  if (type === "interval") return [["Interval from", ({ low }) => sixPlaces(low)], ["Interval to", ({ high }) => sixPlaces(high)]];
  if (type === "day") return [[title, ({ [key]: day }) => (typeof day === "number" ? isoDay(day) : null)]];
  return [[title, (record) => record[key]]];
}

/** @param {Column[]} columns @param {Row[]} records */
export function csvOf(columns, records) {
  /** @type {[string, (record: Row) => CellValue][]} */
  const wanted = [...columns.flatMap(csvColumns), ["Address", (record) => record.id]];
  const lines = [wanted.map(([title]) => title), ...records.map((record) => wanted.map(([, of]) => of(record)))];
  return `\uFEFF${lines.map((line) => line.map(csvCell).join(",")).join("\r\n")}\r\n`;
}
