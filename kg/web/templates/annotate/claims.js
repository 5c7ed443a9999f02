// The claims in the order of the text: beside their passages where there is room, else in a list of their own.

import { closest, element, h, name } from "../shared/dom.js";
import { called, says, sideOf, textsOf } from "./entries.js";
import { worst } from "./findings.js";
import { lookOf } from "./marks.js";
import { state, theArticle } from "./state.js";
import { rangeOf } from "./text.js";
import { isWaiting } from "./waiting.js";

const GAP = 3;

/** @param {ClaimAnswer | WaitingAnswer} claim */
function start({ spans }) {
  return spans.length ? spans[0][0] : Infinity;
}

// Claims and those that wait, in the order of the text; what has no place in it stands at the end.
/** @returns {(ClaimAnswer | WaitingAnswer)[]} */
export function inTextOrder() {
  const { claims, drafts } = theArticle();
  return [...claims, ...drafts].toSorted((x, y) => start(x) - start(y) || (y.spans[0]?.[1] ?? 0) - (x.spans[0]?.[1] ?? 0));
}

/** @param {ClaimAnswer | WaitingAnswer} claim */
export function isOpen(claim) {
  if (isWaiting(claim)) return state.draft?.from === claim.id && !state.draft.before;
  return claim.entry ? state.draft?.before?.id === claim.id : state.raw === claim.line;
}

export function drawClaims() {
  const list = element("claims");
  const { claims, head } = theArticle();
  const voice = new Set([...textsOf(head.author), ...(head.author ? [] : textsOf(head.publisher))]);
  const focused = closest({ target: document.activeElement }, "#claims li")?.dataset.claim;
  const rows = inTextOrder().map((claim) => (isWaiting(claim) ? waitingNote(claim, claims) : note(claim, claims, voice)));
  const { draft } = state;
  if (draft && !draft.before && !draft.from) {
    const place = draft.spans.length ? draft.spans[0][0] : Infinity;
    const at = rows.findIndex((row) => Number(row.dataset.start) > place);
    const content = [h("span", { class: "note-says" }, says(draft.entry, claims)), h("span", { class: "note-who" }, "new")];
    rows.splice(at < 0 ? rows.length : at, 0, h("li", { class: "note new current", "data-start": String(place) }, content));
  }
  list.replaceChildren(...rows);
  // One stop for the Tab key; arrows walk on.
  const here = rows.find((row) => row.dataset.claim && row.classList.contains("current")) || rows.find((row) => row.dataset.claim);
  here?.querySelector("button")?.setAttribute("tabindex", "0");
  if (focused) [...rows].find((row) => row.dataset.claim === focused)?.querySelector("button")?.focus({ preventScroll: true });
  placeClaims();
}

// What the claim that is being made says by now.
export function drawNewClaim() {
  const words = element("claims").querySelector(".new .note-says");
  if (words && state.draft) words.textContent = says(state.draft.entry, theArticle().claims);
}

/** @param {ClaimAnswer} claim @param {ClaimAnswer[]} claims @param {ReadonlySet<string>} voice */
function note(claim, claims, voice) {
  const { id, entry, spans, findings } = claim;
  const current = isOpen(claim);
  const wrong = entry ? worst(findings) : "error";
  const who = entry ? textsOf(entry["said-by"]) : [];
  const said = entry ? says(entry, claims) : "This item cannot be read";
  const speakers = who.every((each) => voice.has(each)) ? "" : who.map(called).join(", ");
  const button = h(
    "button",
    { type: "button", tabindex: -1, "aria-current": current && "true", title: `${who.map(called).join(", ")}: ${said}` },
    speakers && h("span", { class: "note-who" }, name(speakers), ": "),
    h("span", { class: "note-says" }, name(said)),
    wrong && h("span", { class: `flag ${wrong}` }, wrong === "error" ? "mistake" : "look again"),
    !spans.length && entry && h("span", { class: "flag error" }, "not in the text"),
  );
  return h(
    "li",
    {
      class: ["note", entry && sideOf(entry), entry && lookOf(entry), current && "current", wrong].filter(Boolean).join(" "),
      "data-claim": id || `line-${claim.line}`, "data-start": String(start(claim)),
    },
    button,
  );
}

/** @param {WaitingAnswer} waiting @param {ClaimAnswer[]} claims */
function waitingNote(waiting, claims) {
  const { id, entry, flags } = waiting;
  const current = isOpen(waiting);
  const said = says(current && state.draft ? state.draft.entry : entry, claims);
  const button = h(
    "button", { type: "button", tabindex: -1, "aria-current": current && "true", title: `Waiting: ${said}` },
    h("span", { class: "hidden" }, "waiting: "), h("span", { class: "note-says" }, name(said)),
    flags.length ? h("span", { class: "flag" }, String(flags.length), h("span", { class: "hidden" }, " to look at")) : "",
  );
  const look = ["note", "waiting", sideOf(entry), current && "current"].filter(Boolean).join(" ");
  return h("li", { class: look, "data-claim": id, "data-start": String(start(waiting)) }, button);
}

// Notes stand level with their passages; where those are close, a group shares what it must give way.
export function placeClaims() {
  const list = element("claims");
  const margin = element("margin");
  const rows = [...list.children].filter((each) => each instanceof HTMLElement);
  const isBeside = list.parentElement === margin;
  list.classList.toggle("beside", isBeside);
  if (!isBeside) {
    for (const row of rows) row.style.top = "";
    return;
  }
  const top = margin.getBoundingClientRect().top;
  const heights = rows.map((row) => row.offsetHeight + GAP);
  const wanted = rows.map((row) => {
    const place = Number(row.dataset.start);
    return Number.isFinite(place) ? rangeOf([place, place + 1]).getBoundingClientRect().top - top : Infinity;
  });
  const tops = spread(wanted, heights);
  rows.forEach((row, index) => {
    row.style.top = `${tops[index]}px`;
  });
  const last = rows.length - 1;
  margin.style.minHeight = last < 0 ? "" : `${tops[last] + heights[last]}px`;
}

// The nearest tops to those that are wanted at which nothing overlaps; without a place of its own one follows the last.
/** @param {number[]} wanted @param {number[]} heights @returns {number[]} */
export function spread(wanted, heights) {
  /** @type {{ first: number, count: number, height: number, sum: number }[]} */
  const groups = [];
  const topOf = (/** @type {{ sum: number, count: number }} */ group) => Math.max(0, group.sum / group.count);
  let end = 0;
  wanted.forEach((place, index) => {
    const own = Number.isFinite(place) ? place : end;
    let last = { first: index, count: 1, height: heights[index], sum: own };
    for (let before = groups.pop(); before; before = groups.pop()) {
      if (topOf(before) + before.height <= topOf(last)) {
        groups.push(before);
        break;
      }
      const { first, count, height, sum } = before;
      last = { first, count: count + last.count, height: height + last.height, sum: sum + last.sum - height * last.count };
    }
    groups.push(last);
    end = topOf(last) + last.height;
  });
  const tops = wanted.map(() => 0);
  for (const group of groups) {
    let top = topOf(group);
    for (let index = group.first; index < group.first + group.count; index += 1) {
      tops[index] = top;
      top += heights[index];
    }
  }
  return tops;
}

/** @param {string} key */
export function scrollToNote(key) {
  const side = element("side");
  if (element("claims").parentElement !== element("below") || getComputedStyle(side).overflowY === "visible") return;
  element("claims").querySelector(`[data-claim="${CSS.escape(key)}"]`)?.scrollIntoView({ block: "nearest" });
}

/** @param {(claim: ClaimAnswer | WaitingAnswer) => void} open */
export function startClaims(open) {
  const list = element("claims");
  list.addEventListener("click", (event) => {
    const key = closest(event, "li[data-claim]")?.dataset.claim;
    const claim = inTextOrder().find((each) => (each.id || (isWaiting(each) ? "" : `line-${each.line}`)) === key);
    if (claim) open(claim);
  });
  list.addEventListener("keydown", (event) => {
    const buttons = [...list.querySelectorAll("button")];
    const at = buttons.findIndex((each) => each === document.activeElement);
    const next = buttons[at + ({ ArrowDown: 1, ArrowUp: -1 }[event.key] || 0)];
    if (at < 0 || !next || next === buttons[at]) return;
    event.preventDefault();
    buttons[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
  });
  const wide = matchMedia("(min-width: 1180px)");
  const settle = () => {
    (wide.matches ? element("margin") : element("below")).append(list);
    if (state.article) placeClaims();
  };
  wide.addEventListener("change", settle);
  settle();
  new ResizeObserver(() => state.article && placeClaims()).observe(element("text"));
}
