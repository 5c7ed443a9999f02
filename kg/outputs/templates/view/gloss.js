// What stands beside a passage in the reader: who claims what with these words, each a way to that claim.

const reader = document.getElementById("reader");
const gloss = document.getElementById("reader-gloss");
const GLOSS_HINT = "Point at a marked passage, or walk with ↑ and ↓, to see what is claimed with it.";
let glossed = null;
let pinned = false;

function claimsAt(passages) {
  return [...new Set(passages.flatMap((passage) => passage.claims))];
}

function glossLine(claim) {
  const who = h("b", {}, name(listed(claim.claimants.map(nameOf))));
  const denied = claim.polarity === "denied" && h("span", { class: "not" }, "Not so: ");
  const here = claim.id === reader.dataset.from && "where you came from";
  const words = [claim.mode !== "reported" && (MODES[claim.mode] || claim.mode), here].filter(Boolean);
  const sub = words.length > 0 && h("span", { class: "sub" }, ` ${words.join(", ")}`);
  return h("li", {}, open(`claim=${claim.id}`, {}, who, ": ", denied, name(saying(claim))), sub);
}

// Beside the mark where there is a margin, by a length that the style of a phone does not take.
function placeGloss(mark) {
  const room = gloss.parentElement.clientHeight - gloss.offsetHeight;
  const frame = gloss.parentElement.getBoundingClientRect();
  const [line] = mark.getClientRects();
  gloss.style.setProperty("--beside", `${clamp(line.top - frame.top, 0, Math.max(room, 0))}px`);
}

function showGloss(mark, passages) {
  if (mark === glossed) return;
  unpin();
  if (glossed) glossed.classList.remove("glossed");
  glossed = mark;
  mark.classList.add("glossed");
  gloss.replaceChildren(h("ul", {}, claimsAt(passages).map(glossLine)));
  placeGloss(mark);
}

function clearGloss() {
  unpin();
  if (glossed) glossed.classList.remove("glossed");
  glossed = null;
  gloss.style.removeProperty("--beside");
  gloss.replaceChildren(h("p", { class: "sub" }, GLOSS_HINT));
}

// Where several claims share a mark, one chooses between them: the list stays until one does, or goes back.
function pin(mark, passages) {
  showGloss(mark, passages);
  unpin();
  pinned = true;
  mark.setAttribute("aria-expanded", "true");
  gloss.classList.add("pinned");
  gloss.querySelector("ul").before(h("p", { class: "sub" }, "Several claims rest on these words. Which one?"));
  placeGloss(mark);
  gloss.querySelector("a").focus();
}

function unpin() {
  pinned = false;
  gloss.classList.remove("pinned");
  if (glossed && glossed.hasAttribute("aria-expanded")) glossed.setAttribute("aria-expanded", "false");
  const question = gloss.querySelector("p + ul") && gloss.querySelector("p");
  if (question) question.remove();
}

function chooseWithKeys(event) {
  const links = [...gloss.querySelectorAll("a")];
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) {
    const at = links.indexOf(document.activeElement) + step;
    links[(at + links.length) % links.length].focus();
  } else if (event.key === "Escape" && pinned) {
    const mark = glossed;
    unpin();
    mark.focus({ preventScroll: true });
  } else return false;
  event.preventDefault();
  return true;
}
