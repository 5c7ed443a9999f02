// Days as whole numbers since 1970, and which claims lie in the window of time.

import { articles, claims, claimsOf, fromData, payload } from "../shared/data.js";
import { when } from "../shared/words.js";

export const DAY = 86_400_000;
export const CLOCKS = ["event", "publication"];

/** @param {string} iso */
export function dayNumber(iso) {
  return iso ? Date.parse(`${iso}T00:00:00Z`) / DAY : null;
}

/** @param {number} number */
export function isoDay(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

export const scoreDay = fromData(() => dayNumber(payload.as_of));
const claimDays = fromData(() => new Map([...claims].map(([key, claim]) => [key, dayNumber(claim.day)])));
const knownDays = fromData(() => new Map([...articles].map(([slug, article]) => [slug, dayNumber(article.known)])));

// The day from which a claim ages.
/** @param {ClaimData} claim */
export function agesFrom(claim) {
  return claimDays().get(claim.id) ?? null;
}

/** @param {ClaimData} claim */
export function knownFrom(claim) {
  return knownDays().get(claim.article) ?? null;
}

// The day of a claim by a clock: when what it speaks of happened or was said, or when it was published.
/** @param {ClaimData} claim @param {Clock} clock */
export function dayOf(claim, clock) {
  return clock === "publication" ? knownFrom(claim) : agesFrom(claim);
}

// The days of the axis, from that of the first claim to that of the scores, or to the last claim after it. Where a few
// old claims would leave the rest no room, it begins after them: they stand before its beginning.
/** @param {Clock} clock */
function spanOf(clock) {
  const days = [...claims.values()].map((claim) => dayOf(claim, clock)).filter((each) => each !== null);
  const end = scoreDay();
  if (!days.length) return end === null ? null : { first: end, last: end, earlier: false };
  days.sort((a, b) => a - b);
  const last = Math.max(days[days.length - 1], end ?? -Infinity);
  const early = days[Math.floor(days.length / 20)];
  const earlier = last - early < (last - days[0]) / 4;
  return { first: earlier ? early : days[0], last, earlier };
}

/** @type {() => Record<Clock, DaySpan | null>} */
export const spans = fromData(() => ({ event: spanOf("event"), publication: spanOf("publication") }));

// The day for which everything is computed: the end of the window.
/** @param {{ to: number | null }} window */
export function endOf({ to }) {
  return to ?? scoreDay();
}

/** @param {ClaimData} claim @param {ViewState} current */
export function inWindow(claim, { from, to, clock, undated }) {
  const day = dayOf(claim, clock);
  if (day === null) return undated;
  return (from === null || day >= from) && (to === null || day <= to);
}

// Whether somebody says the opposite; by the clock of publication only what was published by the end counts.
/** @param {ClaimData} claim @param {ViewState} current */
export function isContested(claim, current) {
  const { clock, to } = current;
  if (clock === "event" || to === null) return claim.against.length > 0;
  return claimsOf(claim.against).some((other) => {
    const known = knownFrom(other);
    return known !== null && known <= to;
  });
}

// Whether it says what the same story says already, so that it counts once; by the clock of publication only if that was
// known by the end.
/** @param {ClaimData} claim @param {ViewState} current */
export function isRepeated(claim, { clock, to }) {
  if (clock === "event" || to === null) return claim.repeats.length > 0;
  return claim.repeats.some((key) => {
    const other = claims.get(key);
    const known = other && knownFrom(other);
    return other === undefined || (known !== null && known !== undefined && known <= to);
  });
}

/** @param {number} day */
export function dayWords(day) {
  return when(isoDay(day));
}
