// How numbers, dates and terms are said: labels and sentences are those of the data (kg/model/wording.py, ontology/).

import { nameOf, payload } from "./data.js";

// As Python has them (kg/model/wording.py, vocabulary.py): letters that run from right to left, what sets a name apart.
const RIGHT_TO_LEFT = /[\u200f\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;
const DIRECTIONS = /[\u202a-\u202e\u2066-\u2069]/g;
const ISOLATED = /\u2068([^\u202a-\u202e\u2066-\u2069]*)\u2069/g;
// Not seen: what joins letters, keeps them apart or steers their direction.
const UNSEEN = /[\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;
const ACCENTS = /[\u0300-\u036f]/g;
const SINGLE_MARKS = /[\u2018\u2019\u201a\u201b\u2032\u02bc`]/g;
const DOUBLE_MARKS = /[\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb]/g;

// A term of a scale by its label, or as it stands where the data have none.
/** @param {"modes" | "headings" | "certainties" | "kinds" | "relations" | "layers"} scale @param {string} term */
export function labelOf(scale, term) {
  return payload.words[scale][term] || term;
}

// A sentence with its places filled, by name or in order.
/** @param {string} sentence @param {string | Record<string, string>} values */
export function filled(sentence, values) {
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

// A probability in whole per cent; nothing that is estimated is called 0 or 100.
/** @param {number} number */
export function likelihood(number) {
  if (number < 0.005) return "under 1 %";
  return number > 0.995 ? "over 99 %" : `${percent(number)} %`;
}

/** @param {number} count @param {string} one @param {string} [many] */
export function plural(count, one, many = `${one}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
}

// On the button that shows what is left of a list, so much at a time; nothing where nothing is left.
/** @param {number} left @param {number} most */
export function showMore(left, most) {
  return left > 0 ? `Show ${Math.min(left, most).toLocaleString("en")} more` : "";
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
  return `${called(dyad.a)} – ${called(dyad.b)}`;
}

/** @param {{ source: string, target: string }} tie */
export function tieName(tie) {
  return `${called(tie.source)} → ${called(tie.target)}`;
}

// A score with all that stands beside it, as one phrase.
/** @param {Omit<Score, "mass" | "clusters">} score */
export function scoreWords({ tension, low, high, hostile, friendly }) {
  const both = { hostile: hostile.toFixed(2), friendly: friendly.toFixed(2) };
  return filled(payload.words.score, { tension: signed(tension), low: signed(low), high: signed(high), ...both });
}

// From where an effect shows in three places (kg/model/wording.py).
const SHOWN_EFFECT = 0.0005;

// What a claim does to a score: a key of the headings, which say that it raises, lowers or leaves it.
/** @param {number} effect @returns {"raising" | "lowering" | "leaving"} */
export function directionOf(effect) {
  if (Math.abs(effect) < SHOWN_EFFECT) return "leaving";
  return effect > 0 ? "raising" : "lowering";
}

// What the score would be without a claim, and why, where the claim says otherwise than it does.
/** @param {{ share: number, effect: number, without: number, several?: boolean }} contribution */
export function effectWords({ share, effect, without, several }) {
  const { without_it: it, without_them: them, says_neither: neither, milder } = payload.words;
  const sentence = several ? them : it;
  const against = Math.abs(effect) >= SHOWN_EFFECT && share * effect < 0;
  const reason = share === 0 ? neither : against && milder[share > 0 ? "hostile" : "friendly"];
  return [filled(sentence, { tension: signed(without, 3) }), reason].filter(Boolean).join("; ");
}

// Why evidence is thin, with the numbers: few claimants, few articles, or both.
/** @param {number} claimants @param {number} [articles] */
export function thinWords(claimants, articles = Infinity) {
  const { sentence, claimants: few, articles: fewArticles, claimant, enough } = payload.words.thin_evidence;
  const reasons = [];
  if (claimants < enough[0]) reasons.push(filled(few, { count: plural(claimants, claimant) }));
  if (articles < enough[1]) reasons.push(filled(fewArticles, { count: plural(articles, "article") }));
  return reasons.length ? filled(sentence, { reasons: listed(reasons) }) : "";
}

// The same of machine-coded events, whose clusters are publishers or months.
/** @param {number} clusters */
export function thinCodedWords(clusters) {
  const { sentence, claimants: few, coded } = payload.words.thin_evidence;
  return filled(sentence, { reasons: filled(few, { count: plural(clusters, ...coded) }) });
}

// What to read in place of a score near 0 where all that is known is old.
/** @param {string} newest @param {number} unshrunk */
export function fadedWords(newest, unshrunk) {
  return filled(payload.words.faded.sentence, { newest: when(newest), unshrunk: signed(unshrunk) });
}

// Words as they stand in a sentence: set apart where they run from right to left, so that nothing changes places with them.
/** @param {string} text */
export function isolated(text) {
  const harmless = text.replace(DIRECTIONS, (found) => `\\u${found.charCodeAt(0).toString(16)}`);
  return RIGHT_TO_LEFT.test(harmless) ? `\u2068${harmless}\u2069` : harmless;
}

// The same words for a file, whose cells hold names and no sentences.
/** @param {string} text */
export function notIsolated(text) {
  return text.replace(ISOLATED, (whole, words) => (RIGHT_TO_LEFT.test(words) ? words : whole));
}

// A name as it stands in a sentence.
/** @param {string} slug */
export function called(slug) {
  return isolated(nameOf(slug));
}

// As Python folds words: lower case, single spaces, straight marks; canonically equivalent texts are one (`fold`).
/** @param {string} text */
function plainly(text) {
  const marked = text.replace(SINGLE_MARKS, "'").replace(DOUBLE_MARKS, '"');
  const plain = marked.replace(/İ/g, "I").replace(/ı/g, "i").normalize("NFC");
  // Upper case takes apart what has no single letter there, such as ß; a sigma is one letter wherever it stands.
  const lower = plain.toLowerCase().toUpperCase().toLowerCase().replace(/ς/g, "σ");
  return lower.normalize("NFC").replace(/\s+/g, " ").trim();
}

// And as people look for words who cannot type all of them: without accents and what is not seen (`searchable`).
/** @param {string} text */
export function folded(text) {
  const plain = text.replace(UNSEEN, "").normalize("NFKD");
  return plainly(plain).normalize("NFKD").replace(ACCENTS, "");
}

/** @param {string} x @param {string} y */
function byPoints(x, y) {
  const [points, others] = [[...x], [...y]];
  const at = points.findIndex((point, index) => point !== others[index]);
  if (at < 0) return points.length - others.length;
  return at < others.length ? Number(points[at].codePointAt(0)) - Number(others[at].codePointAt(0)) : 1;
}

// Names as lists for people have them, in the order that Python gives them (`collation`), on every machine alike.
/** @param {string} x @param {string} y */
export function inOrderOfNames(x, y) {
  return byPoints(folded(x), folded(y)) || byPoints(plainly(x), plainly(y)) || byPoints(x, y);
}

// The head of a column: its title and, where its numbers have signs, which is which.
/** @param {{ title: string, sign?: string }} column */
export function headWords({ title, sign }) {
  return sign ? `${title} (${payload.words.signs[sign]})` : title;
}
