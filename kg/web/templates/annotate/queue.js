// Keys that are pressed while the page waits for its server: kept, and pressed in their order once it has answered.

// Milliseconds that keys are kept: a server that does not answer leaves the page its keys.
const LONGEST = 2000;
const LINE = 40;
const ALONE = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Dead", "Process", "Unidentified"]);
const TABBABLE = "a[href], button, input, textarea, select, summary, [tabindex]";

/** @typedef {{ event: KeyboardEvent } | { pasted: string }} Pressed */
/** @type {Pressed[]} */
const kept = [];
/** @type {Promise<unknown>[]} */
const awaited = [];
let isWaiting = false;

// What is the browser's own, such as another tab, is done at once.
/** @param {KeyboardEvent} event */
function isBrowsers({ key, ctrlKey, metaKey, altKey }) {
  return altKey || ((ctrlKey || metaKey) && key !== "Enter" && key.toLowerCase() !== "z") || /^F\d+$/.test(key) || ALONE.has(key);
}

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

export function startQueue() {
  window.addEventListener("keydown", (event) => {
    if (!isWaiting || !event.isTrusted || event.isComposing || isBrowsers(event)) return;
    kept.push({ event });
    stop(event);
  }, { capture: true });
  window.addEventListener("paste", (event) => {
    if (!isWaiting || !event.isTrusted) return;
    kept.push({ pasted: event.clipboardData?.getData("text/plain") || "" });
    stop(event);
  }, { capture: true });
}

// What is pressed until something is over is pressed afterwards, one after the other: what one of them begins is waited
// for before the next.
/** @template T @param {Promise<T>} over @param {number} [longest] @returns {Promise<T>} */
export function keepKeys(over, longest = LONGEST) {
  awaited.push(Promise.race([over.catch(() => {}), new Promise((done) => window.setTimeout(done, longest))]));
  if (!isWaiting) pressInTurn();
  return over;
}

async function pressInTurn() {
  isWaiting = true;
  document.documentElement.toggleAttribute("data-waiting", true);
  try {
    for (;;) {
      while (awaited.length) await awaited.shift();
      // Whoever waits for the same goes on first.
      await new Promise((done) => window.setTimeout(done));
      if (awaited.length) continue;
      const next = kept.shift();
      if (!next) break;
      if ("pasted" in next) insert(next.pasted);
      else pressAgain(next.event);
    }
  } finally {
    isWaiting = false;
    document.documentElement.toggleAttribute("data-waiting", false);
  }
}

/** @param {string} text */
function insert(text) {
  // The one way by which the field's own undo takes it back.
  document.execCommand("insertText", false, text);
}

/** @param {KeyboardEvent} event */
function pressAgain({ key, code, ctrlKey, metaKey, altKey, shiftKey }) {
  const target = document.activeElement || document.body;
  const again = new KeyboardEvent("keydown", { key, code, ctrlKey, metaKey, altKey, shiftKey, bubbles: true, cancelable: true });
  if (target.dispatchEvent(again)) doAsBrowser(target, key, shiftKey, ctrlKey || metaKey);
}

// What browsers do at a key that no script takes; at one that a script presses they do nothing.
/** @param {Element} target @param {string} key @param {boolean} isShift @param {boolean} isControl */
function doAsBrowser(target, key, isShift, isControl) {
  const isChoice = target instanceof HTMLInputElement && (target.type === "radio" || target.type === "checkbox");
  if (isControl) {
    if (key.toLowerCase() === "z") document.execCommand(isShift ? "redo" : "undo");
  } else if (key === "Tab") moveFocus(target, isShift ? -1 : 1);
  else if (isChoice) moveChoice(target, key);
  else if (target instanceof HTMLInputElement && target.type === "range") slide(target, key);
  else if (target instanceof HTMLSelectElement) chooseOption(target, key);
  else if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) edit(target, key, isShift);
  else if (target.matches("button, a[href], summary")) {
    if (target instanceof HTMLElement && (key === "Enter" || key === " ")) target.click();
  } else scroll(key);
}

/** @param {Element} from @param {1 | -1} step */
function moveFocus(from, step) {
  const all = tabbable();
  all[all.findIndex((each) => each === from) + step]?.focus();
}

/** @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} key @param {boolean} isShift */
function edit(field, key, isShift) {
  if (Array.from(key).length === 1) insert(key);
  else if (key === "Backspace") document.execCommand("delete");
  else if (key === "Delete") document.execCommand("forwardDelete");
  else if (key === "Enter" && field instanceof HTMLTextAreaElement) insert("\n");
  else moveCaret(field, key, isShift);
}

/** @param {HTMLInputElement | HTMLTextAreaElement} field @param {string} key @param {boolean} isShift */
function moveCaret(field, key, isShift) {
  const { value, selectionStart, selectionEnd, selectionDirection } = field;
  const [start, end] = [selectionStart ?? 0, selectionEnd ?? 0];
  const isBack = selectionDirection === "backward";
  const [fixed, caret] = isBack ? [end, start] : [start, end];
  const isSpan = start !== end && !isShift;
  const line = value.lastIndexOf("\n", caret - 1) + 1;
  const next = value.indexOf("\n", caret);
  const last = next < 0 ? value.length : next;
  const over = value.lastIndexOf("\n", line - 2) + 1;
  const under = value.indexOf("\n", last + 1);
  /** @type {Record<string, number>} */
  const places = {
    ArrowLeft: isSpan ? start : caret - (/[\uDC00-\uDFFF]/.test(value[caret - 1] || "") ? 2 : 1),
    ArrowRight: isSpan ? end : caret + (/[\uD800-\uDBFF]/.test(value[caret] || "") ? 2 : 1),
    Home: line,
    End: last,
    ArrowUp: line ? Math.min(over + caret - line, line - 1) : 0,
    ArrowDown: next < 0 ? value.length : Math.min(last + 1 + caret - line, under < 0 ? value.length : under),
  };
  if (!(key in places)) return;
  const place = Math.min(Math.max(places[key], 0), value.length);
  if (isShift) field.setSelectionRange(Math.min(fixed, place), Math.max(fixed, place), place < fixed ? "backward" : "forward");
  else field.setSelectionRange(place, place);
}

/** @param {HTMLInputElement} input @param {string} key */
function moveChoice(input, key) {
  const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[key] || 0;
  if (key === " ") input.click();
  if (!step || input.type !== "radio") return;
  const group = [...document.querySelectorAll(`input[type="radio"][name="${CSS.escape(input.name)}"]`)];
  const next = group[(group.indexOf(input) + step + group.length) % group.length];
  if (!(next instanceof HTMLInputElement)) return;
  next.focus();
  next.click();
}

/** @param {HTMLInputElement} slider @param {string} key */
function slide(slider, key) {
  if (key === "ArrowRight" || key === "ArrowUp") slider.stepUp();
  else if (key === "ArrowLeft" || key === "ArrowDown") slider.stepDown();
  else if (key === "Home") slider.value = slider.min;
  else if (key === "End") slider.value = slider.max;
  else return;
  slider.dispatchEvent(new Event("input", { bubbles: true }));
}

/** @param {HTMLSelectElement} choice @param {string} key */
function chooseOption(choice, key) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[key] || 0;
  const next = choice.selectedIndex + step;
  if (!step || next < 0 || next >= choice.length) return;
  choice.selectedIndex = next;
  choice.dispatchEvent(new Event("change", { bubbles: true }));
}

// What the Tab key comes to, in its order: of a group of choices the chosen one, or the first.
export function tabbable() {
  const within = document.querySelector("dialog[open]") || document;
  const all = [...within.querySelectorAll(TABBABLE)].filter((each) => each instanceof HTMLElement)
    .filter((each) => each.tabIndex >= 0 && !each.matches(":disabled") && each.checkVisibility({ visibilityProperty: true }));
  return all.filter((each) => {
    if (!(each instanceof HTMLInputElement) || each.type !== "radio" || each.checked) return true;
    const group = all.filter((other) => other instanceof HTMLInputElement && other.name === each.name);
    return !group.some((other) => other instanceof HTMLInputElement && other.checked) && group[0] === each;
  });
}

/** @param {string} key */
function scroll(key) {
  const reading = document.getElementById("reading");
  const page = (reading?.clientHeight || 0) * 0.9;
  const by = { ArrowDown: LINE, ArrowUp: -LINE, PageDown: page, PageUp: -page, " ": page }[key];
  if (by) reading?.scrollBy({ top: by });
}
