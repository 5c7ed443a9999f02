// How numbers, dates and terms are said: labels and sentences are those of the data (kg/model/wording.py, ontology/).

import { nameOf, payload } from "./data.js";

// A term of a scale by its label, or as it stands where the data have none.
/** @param {"modes" | "headings" | "certainties" | "kinds" | "relations" | "layers"} scale @param {string} term */
export function labelOf(scale, term) {
  return payload.words[scale][term] || term;
}

// A sentence with its places filled, by name or in order.
/** @param {string} sentence @param {string | Record<string, string>} values */
function filled(sentence, values) {
  return sentence.replace(/\{(\w*)\}/g, (_, place) => (typeof values === "string" ? values : values[place]));
}

/** @param {number} number @param {number} [digits] */
export function signed(number, digits = 2) {
  const text = Math.abs(number).toFixed(digits);
  if (Number(text) === 0) return text;
  return (number < 0 ? "\u2212" : "+") + text;
}

/** @param {number} number */
export function percent(number) {
  return `${Math.round(number * 100)}`;
}

/** @param {number} count @param {string} one @param {string} [many] */
export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

/** @param {string} text */
export function capital(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

// EDTF as people write it; what is not understood is left as it is.
/** @param {string} edtf */
export function when(edtf) {
  const [start, end] = edtf.split("/");
  const { until, from } = payload.words.dates;
  if (end === undefined) return day(start);
  if (start === "" || start === "..") return filled(until, day(end));
  if (end === "" || end === "..") return filled(from, day(start));
  const [first, last] = [day(start).split(" "), day(end).split(" ")];
  for (let at = last.length - 1; first.length > 1 && at > 0 && first[first.length - 1] === last[at]; at -= 1) first.pop();
  return `${first.join(" ")}${first.length > 1 || last.length === 1 ? " – " : "–"}${last.join(" ")}`;
}

/** @param {string} text */
function day(text) {
  const match = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?([~?%])?$/.exec(text);
  const { months, dates, divisions } = payload.words;
  const division = match && !match[3] && divisions[match[2]];
  if (match && division) {
    const words = division.replace("{}", match[1]).replace("{}", String(Number(match[1]) + 1));
    return match[4] ? filled(dates[match[4]], words) : words;
  }
  if (!match || (match[2] && !months[Number(match[2]) - 1])) return text;
  const [, year, month, dayOfMonth, mark] = match;
  const parts = [dayOfMonth && String(Number(dayOfMonth)), month && months[Number(month) - 1], year];
  const words = parts.filter(Boolean).join(" ");
  return mark ? filled(dates[mark], words) : words;
}

/** @param {string[]} words */
export function listed(words) {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

/** @param {{ a: string, b: string }} dyad */
export function dyadName(dyad) {
  return `${nameOf(dyad.a)} – ${nameOf(dyad.b)}`;
}

/** @param {{ source: string, target: string }} tie */
export function tieName(tie) {
  return `${nameOf(tie.source)} → ${nameOf(tie.target)}`;
}

// A score with all that stands beside it, as one phrase.
/** @param {Omit<Score, "mass" | "clusters">} score */
export function scoreWords({ tension, low, high, hostile, friendly }) {
  const both = { hostile: hostile.toFixed(2), friendly: friendly.toFixed(2) };
  return filled(payload.words.score, { tension: signed(tension), low: signed(low), high: signed(high), ...both });
}

/** @param {string} text */
export function folded(text) {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").replace(/[’‘]/g, "'").replace(/\s+/g, " ").toLowerCase();
}
