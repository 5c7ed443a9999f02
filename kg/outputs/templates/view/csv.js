// The rows of a table as a file for spreadsheets: RFC 4180, with a byte order mark, and no cell that would be a formula.

const FORMULA = /^[=+\-@\t\r]/;
const NUMBER = /^[+-]?\d+(\.\d+)?$/;

function csvCell(value) {
  const text = value === null ? "" : String(value);
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

const sixPlaces = (number) => (number === null ? null : number.toFixed(6));

// What stands in one cell on the page may be two values in the file.
function csvColumns({ key, title, type }) {
  if (type === "score") return [[title, (record) => sixPlaces(record[key])], [`${title} means`, (record) => record.word]];
  if (type === "interval") return [["Interval from", ({ low }) => sixPlaces(low)], ["Interval to", ({ high }) => sixPlaces(high)]];
  if (type === "day") return [[title, (record) => (record[key] === null ? null : isoDay(record[key]))]];
  return [[title, (record) => record[key]]];
}

function csvOf(columns, records) {
  const wanted = [...columns.flatMap(csvColumns), ["Address", (record) => record.id]];
  const lines = [wanted.map(([title]) => title), ...records.map((record) => wanted.map(([, of]) => of(record)))];
  return `\uFEFF${lines.map((line) => line.map(csvCell).join(",")).join("\r\n")}\r\n`;
}

function saveRows(columns, records) {
  const file = pictureName().replace(/png$/, "csv");
  const address = URL.createObjectURL(new Blob([csvOf(columns, records)], { type: "text/csv;charset=utf-8" }));
  h("a", { href: address, download: file }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  tell(`${plural(records.length, "row")} saved as ${file}`);
}
