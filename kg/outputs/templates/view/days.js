// Days as whole numbers since 1970, and which claims lie in the window of time.

const DAY = 86_400_000;
const CLOCKS = ["event", "publication"];

function dayNumber(iso) {
  return iso ? Date.parse(`${iso}T00:00:00Z`) / DAY : null;
}

function isoDay(number) {
  return new Date(number * DAY).toISOString().slice(0, 10);
}

const AS_OF = dayNumber(payload.as_of);
const claimDays = new Map([...claims].map(([key, claim]) => [key, dayNumber(claim.day)]));
const knownDays = new Map([...articles].map(([slug, article]) => [slug, dayNumber(article.known)]));

function knownFrom(claim) {
  const known = knownDays.get(claim.article);
  return known === undefined ? null : known;
}

// The day of a claim by a clock: when what it speaks of happened or was said, or when it was published.
function dayOf(claim, clock) {
  return clock === "publication" ? knownFrom(claim) : claimDays.get(claim.id);
}

// The days of the axis, from that of the first claim to that of the scores, or to the last claim after it. Where a few
// old claims would leave the rest no room, it begins after them: they stand before its beginning.
function spanOf(clock) {
  const days = [...claims.values()].map((claim) => dayOf(claim, clock)).filter((each) => each !== null);
  if (!days.length) return AS_OF === null ? null : { first: AS_OF, last: AS_OF, earlier: false };
  days.sort((a, b) => a - b);
  const last = Math.max(days[days.length - 1], AS_OF === null ? -Infinity : AS_OF);
  const early = days[Math.floor(days.length / 20)];
  const earlier = last - early < (last - days[0]) / 4;
  return { first: earlier ? early : days[0], last, earlier };
}

const spans = Object.fromEntries(CLOCKS.map((clock) => [clock, spanOf(clock)]));

// The day for which everything is computed: the end of the window.
function endOf({ to }) {
  return to === null ? AS_OF : to;
}

function inWindow(claim, { from, to, clock, undated }) {
  const day = dayOf(claim, clock);
  if (day === null) return undated;
  return (from === null || day >= from) && (to === null || day <= to);
}

// Whether somebody says the opposite; by the clock of publication only what was published by the end counts.
function isContested(claim, current) {
  if (current.clock === "event" || current.to === null) return claim.against.length > 0;
  return claimsOf(claim.against).some((other) => {
    const known = knownFrom(other);
    return known !== null && known <= current.to;
  });
}
