// The reader: a whole article over the page, each of its coded passages leading back to the claims that rest on it.

const readerText = document.getElementById("reader-text");
const reading = { drawn: null, at: -1, from: null };

function readButton(article, from, ...children) {
  const button = h("button", { type: "button", class: "read" }, ...children);
  button.addEventListener("click", () => openReader(article, from, button));
  return button;
}

// In the card of a claim; nothing where the text of its article is not at hand.
function readLink(claim) {
  const article = articles.get(claim.article);
  return article && article.text ? readButton(article, claim.id, "In the article") : "";
}

function openReader(article, from, place) {
  const drawn = drawnArticle(article);
  Object.assign(reading, { drawn, at: -1, from: place });
  reader.dataset.from = from;
  document.getElementById("reader-about").replaceChildren(...aboutArticle(article));
  document.getElementById("reader-count").textContent = countWords(drawn);
  document.getElementById("reader-furniture").hidden = !article.furniture.length;
  readerText.replaceChildren(...drawn.paragraphs);
  for (const mark of drawn.passagesOf.keys()) freshen(mark, from);
  clearGloss();
  reader.showModal();
  const first = drawn.passages.findIndex((passage) => passage.claims.some((claim) => claim.id === from));
  if (first >= 0) goTo(first);
  else startAtTop();
}

// A mark as it is before anybody walks: what the claim one came from says stands out.
function freshen(mark, from) {
  const own = reading.drawn.passagesOf.get(mark).some(({ claims: found }) => found.some(({ id }) => id === from));
  mark.classList.toggle("from", own);
  mark.classList.remove("here", "glossed");
  mark.tabIndex = -1;
}

function startAtTop() {
  const [passage] = reading.drawn.passages;
  if (passage) passage.marks[0].tabIndex = 0;
  showPlace();
  document.getElementById("reader-body").scrollTop = 0;
  document.getElementById("reader-title").tabIndex = -1;
  document.getElementById("reader-title").focus();
}

// Of all marks only the one that the reader is at can be reached with Tab; arrows lead on from there.
function settle(index) {
  const { passages, passagesOf } = reading.drawn;
  for (const mark of passagesOf.keys()) {
    const here = passages[index].marks.includes(mark);
    mark.classList.toggle("here", here);
    mark.tabIndex = -1;
  }
  passages[index].marks[0].tabIndex = 0;
  reading.at = index;
  showPlace();
}

function goTo(index, focus = true) {
  settle(index);
  const [mark] = reading.drawn.passages[index].marks;
  if (focus) mark.focus({ preventScroll: true });
  mark.scrollIntoView({ block: "center" });
  showGloss(mark, reading.drawn.passagesOf.get(mark));
}

function walk(step, focus) {
  const last = reading.drawn.passages.length - 1;
  if (last >= 0) goTo(clamp(reading.at + step, 0, last), focus);
}

function showPlace() {
  const { length } = reading.drawn.passages;
  const words = reading.at < 0 ? plural(length, "passage") : `Passage ${reading.at + 1} of ${length}`;
  document.getElementById("reader-place").textContent = words;
  document.querySelector('[data-walk="-1"]').setAttribute("aria-disabled", String(reading.at <= 0));
  document.querySelector('[data-walk="1"]').setAttribute("aria-disabled", String(reading.at >= length - 1));
}

// Clicked or entered with Tab, a mark is the reader's place: that of its shortest passage, unless one is there already.
function settleOn(mark) {
  const { passages, passagesOf } = reading.drawn;
  const within = passagesOf.get(mark);
  if (!within.includes(passages[reading.at])) {
    const shortest = within.reduce((a, b) => (b.end - b.start < a.end - a.start ? b : a));
    settle(passages.indexOf(shortest));
  }
  showGloss(mark, within);
}

function choose(mark) {
  const found = claimsAt(reading.drawn.passagesOf.get(mark));
  if (found.length > 1) pin(mark, reading.drawn.passagesOf.get(mark));
  else leaveFor(`claim=${found[0].id}`);
}

function leaveFor(id) {
  reader.close();
  select(id);
  panel.focus({ preventScroll: true });
}

// Links of the page lead away from the reader, even to what is selected already.
function readerClick(event) {
  const link = event.target.closest('a[href^="#"]');
  const mark = event.target.closest("mark");
  if (link && !(event.ctrlKey || event.metaKey || event.shiftKey)) {
    event.preventDefault();
    leaveFor(decodeURIComponent(link.getAttribute("href").slice(1)));
  } else if (mark && getSelection().isCollapsed) choose(mark);
  else if (event.target === reader) reader.close();
}

// Escape closes the reader alone, not what is selected below it.
function readerKey(event) {
  if (!reader.open) return;
  if (gloss.contains(event.target) && chooseWithKeys(event)) return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const enters = event.key === "Enter" || event.key === " ";
  if (step) walk(step, true);
  else if (enters && reading.drawn.passagesOf.has(event.target)) choose(event.target);
  else return;
  event.preventDefault();
}

function readerClosed() {
  const { from } = reading;
  clearGloss();
  if (from && from.isConnected && document.activeElement !== from) from.focus({ preventScroll: true });
}

reader.addEventListener("click", readerClick);
reader.addEventListener("close", readerClosed);
document.addEventListener("keydown", readerKey);
readerText.addEventListener("focusin", ({ target }) => reading.drawn.passagesOf.has(target) && settleOn(target));
readerText.addEventListener("pointerover", ({ target }) => {
  const passages = reading.drawn.passagesOf.get(target);
  if (passages && !pinned) showGloss(target, passages);
});
for (const button of reader.querySelectorAll("[data-walk]")) {
  button.addEventListener("click", () => walk(Number(button.dataset.walk), false));
}
watch((current, previous) => current.selection !== previous.selection && reader.open && reader.close());
