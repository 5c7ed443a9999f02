// Which key does what: as the workbench has it, or as the reader has chosen, which stays in this browser.

import { element, h } from "../shared/dom.js";
import { announce } from "./notices.js";

const KEPT = "kg-keys";
/** @type {KeyData[]} */
let table = [];
/** @type {Record<string, string[]>} */
let own = {};
/** @type {Record<string, () => void>} */
let actions = {};
let beforeActions = () => {};
// The action whose new key is waited for.
let listening = "";

/** @type {Record<string, string>} */
const SHOWN = { Control: "Ctrl", Enter: "Enter", Escape: "Esc", Shift: "Shift" };

/** @param {string} action */
function keysOf(action) {
  return own[action] || table.find((each) => each.action === action)?.keys || [];
}

/** @param {string} key */
function shown(key) {
  return key.split(/\+(?=.)/).map((part) => SHOWN[part] || part).join("+");
}

// The first key of an action, as people read it.
/** @param {string} action */
export function keyOf(action) {
  const [key] = keysOf(action);
  return key ? h("kbd", {}, shown(key)) : h("span", {});
}

// A key as the table names it; the Command key of a Mac is its Control.
/** @param {KeyboardEvent} event */
export function nameOf(event) {
  const isLetter = event.key.length > 1 || /\p{L}/u.test(event.key);
  const parts = [
    (event.ctrlKey || event.metaKey) && "Control", event.altKey && "Alt", event.shiftKey && isLetter && "Shift",
    event.key.length === 1 ? event.key.toLowerCase() : event.key,
  ];
  return parts.filter(Boolean).join("+");
}

// In a box from which something is chosen, and nothing is typed yet.
/** @param {Element | null} focused */
function isEmptyBox(focused) {
  if (!(focused instanceof HTMLInputElement)) return false;
  return focused.type === "radio" || (focused.matches("[role=combobox]") && !focused.value);
}

/** @param {Element | null} focused */
function isTyping(focused) {
  return Boolean(focused && focused.matches("input, textarea, select, [contenteditable]"));
}

/** @param {KeyboardEvent} event */
function press(event) {
  if (event.defaultPrevented || event.isComposing || document.querySelector("dialog[open]")) return;
  const name = nameOf(event);
  const action = table.find((each) => keysOf(each.action).includes(name))?.action;
  if (!action || !actions[action]) return;
  const { activeElement } = document;
  // While somebody types, letters are letters, and undo is that of the field.
  const isAnywhere = action === "leave" || (action === "fields" && isEmptyBox(activeElement));
  if (isTyping(activeElement) && !isAnywhere && !(name.startsWith("Control+") && action !== "undo" && action !== "redo")) return;
  // Enter is a button's own.
  if (name === "Enter" && activeElement && activeElement !== document.body && activeElement.id !== "text") return;
  event.preventDefault();
  beforeActions();
  actions[action]();
}

/** @param {Record<string, () => void>} does @param {() => void} [before] what is to be done before each of them */
export function startKeys(does, before = () => {}) {
  actions = does;
  beforeActions = before;
  table = JSON.parse(element("keys").textContent || "[]");
  own = JSON.parse(localStorage.getItem(KEPT) || "{}");
  document.addEventListener("keydown", press);
  const dialog = element("help", HTMLDialogElement);
  dialog.addEventListener("keydown", listen);
  dialog.addEventListener("close", () => {
    listening = "";
  });
  element("help-close").addEventListener("click", () => dialog.close());
  element("keys-reset").addEventListener("click", () => {
    own = {};
    localStorage.removeItem(KEPT);
    drawTable();
  });
}

export function showKeys() {
  drawTable();
  element("help", HTMLDialogElement).showModal();
}

function drawTable() {
  const titles = [...new Set(table.map((each) => each.group))];
  const parts = titles.map((title) => h(
    "section", {}, h("h3", {}, title),
    h("table", {}, h("tbody", {}, table.filter((each) => each.group === title).map(keyRow))),
  ));
  element("keys-table").replaceChildren(...parts);
}

/** @param {KeyData} each */
function keyRow({ action, meaning }) {
  const isWaiting = listening === action;
  const properties = { type: "button", id: `change-${action}`, "aria-label": `Change the key: ${meaning}` };
  const button = h("button", properties, isWaiting ? "Press a key" : "Change");
  button.addEventListener("click", () => {
    listening = action;
    drawTable();
    element(`change-${action}`).focus();
  });
  const keys = keysOf(action).flatMap((key) => [h("kbd", {}, shown(key)), " "]);
  return h("tr", { class: isWaiting ? "waiting" : "" }, h("td", {}, keys), h("th", { scope: "row" }, meaning), h("td", {}, button));
}

const SYSTEMS = /^(Control|Alt)\+/;
const MOVING = /^(Shift\+)?(Tab| |Shift|Control|Alt|Meta|Escape|F\d+|Arrow.*|Page.*|Home|End|Dead|CapsLock)$/;

// Keys with Control or Alt are the browser's and the system's, and Tab and Space move and press.
/** @param {string} name */
export function isFree(name) {
  return !SYSTEMS.test(name) && !MOVING.test(name);
}

/** @param {KeyboardEvent} event */
function listen(event) {
  if (!listening || ["Shift", "Control", "Alt", "Meta"].includes(event.key)) return;
  event.preventDefault();
  event.stopPropagation();
  const name = nameOf(event);
  const action = listening;
  const other = table.find((each) => each.action !== action && keysOf(each.action).includes(name));
  if (event.key !== "Escape") {
    if (!isFree(name)) announceKey(`${shown(name)} belongs to the browser`);
    else if (other) announceKey(`${shown(name)} is already: ${other.meaning}`);
    else {
      own = { ...own, [action]: [name, ...keysOf(action).slice(1)] };
      localStorage.setItem(KEPT, JSON.stringify(own));
      announceKey("");
    }
  }
  listening = "";
  drawTable();
  element(`change-${action}`).focus();
}

/** @param {string} text */
function announceKey(text) {
  element("keys-told").textContent = text;
  if (text) announce(text);
}
