// A field that offers values while one types, of which one or several are chosen; nothing is taken that was not chosen.

import { h, name } from "../shared/dom.js";

const MOST = 60;
const DIGITS = 9;
// What a box shows that has the focus again after it was drawn anew: the list open or not, and the option marked in it.
/** @typedef {{ isOpen: boolean, marked: string | null }} Shown */
/** @type {Shown | null} */
let again = null;
// The field of several values in which one was chosen last: a comma after it goes back for another.
let lastChosen = "";

// What a field offers, whether or not it has a value.
/** @param {string} id */
export function openList(id) {
  document.getElementById(id)?.click();
}

// Of a box of this kind how it shows itself, of others nothing.
/** @param {HTMLElement} element @returns {Shown | null} */
export function shownIn(element) {
  const isOpen = element.getAttribute("aria-expanded");
  const marked = document.getElementById(element.getAttribute("aria-activedescendant") || "");
  return isOpen === null ? null : { isOpen: isOpen === "true", marked: marked?.dataset.value ?? null };
}

// The focus given back to what was drawn anew, whose list is as open or closed as it was, so that a key means the same.
/** @param {HTMLElement | null} element @param {Shown | null} shown */
export function focusAgain(element, shown) {
  again = shown;
  // Of a group of choices the one that is chosen has the focus.
  const isChoice = element instanceof HTMLInputElement && element.type === "radio";
  const chosen = isChoice && document.querySelector(`input[name="${CSS.escape(element.name)}"]:checked`);
  (chosen instanceof HTMLElement ? chosen : element)?.focus();
  again = null;
}

/**
 * @typedef {object} Combobox
 * @property {string} id
 * @property {string} label
 * @property {boolean} many
 * @property {boolean} [closed] whether nothing but what is there can be chosen: then digits choose after letters, too
 * @property {string[]} values
 * @property {string} [placeholder] what it is read as while nothing is chosen
 * @property {(value: string) => string} labelOf
 * @property {(query: string) => Option[]} options
 * @property {(values: string[], stay: boolean) => void} choose
 * @property {string} [query]
 * @property {(query: string) => void} [typed]
 * @property {string} [describedBy]
 * @property {string} [basis] why the values are suggested, if they are
 */

/** @param {Combobox} settings @returns {Control} */
export function combobox(settings) {
  const { id, label, many, labelOf, choose } = settings;
  const values = [...settings.values];
  /** @type {Option[]} */
  let offered = [];
  let active = -1;
  let moved = false;
  const list = h("ul", { role: "listbox", id: `list-of-${id}`, "aria-label": label, class: "options", hidden: true, tabindex: -1 });
  const input = h("input", {
    id, type: "text", role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id,
    "aria-labelledby": `label-of-${id}`, "aria-describedby": settings.describedBy, autocomplete: "off", spellcheck: "false",
  });
  input.value = settings.query || "";
  if (!values.length) input.placeholder = settings.placeholder || "";
  const chips = h("ul", { class: "chips", "aria-label": `${label}: chosen`, hidden: !values.length }, values.map(chip));
  const why = settings.basis && h("span", { class: "basis sub", title: `Suggested: ${settings.basis}` }, settings.basis);
  const box = h("div", { class: `combo${settings.basis ? " suggested" : ""}` }, chips, input, why, list);

  /** @param {string} value */
  function chip(value) {
    const remove = h("button", { type: "button", tabindex: -1, "aria-label": `Remove ${labelOf(value)}` }, "×");
    remove.addEventListener("click", () => choose(values.filter((each) => each !== value), true));
    return h("li", { "data-value": value }, name(labelOf(value)), remove);
  }

  function draw() {
    offered = settings.options(input.value.trim()).filter((each) => each.act || !many || !values.includes(each.value)).slice(0, MOST);
    // Somebody new is made by a choice of its own, never by the Tab key after a slip.
    active = input.value.trim() && offered.length && !offered[0].act ? 0 : -1;
    list.replaceChildren(...offered.map((each, index) => optionRow(each, index, takesDigit(String(index + 1)))));
    const nothing = input.value ? "Nothing of that name" : "Type to search";
    if (!offered.length) list.append(h("li", { class: "nothing", role: "presentation" }, nothing));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark();
    for (const { until } of offered) until?.then(() => !list.hidden && draw());
  }

  // A digit takes what is offered, unless it may be a letter of what is typed.
  /** @param {string} digit */
  function takesDigit(digit) {
    return !input.value || Boolean(settings.closed && !settings.options(input.value + digit).length);
  }

  /** @param {Option} each @param {number} index @param {boolean} byDigit */
  function optionRow(each, index, byDigit) {
    const side = each.number?.startsWith("+") ? "friendly" : "hostile";
    const row = h(
      "li",
      { role: "option", id: `option-of-${id}-${index}`, class: each.act ? "act" : "", "data-value": each.value },
      h("kbd", { class: "digit" }, byDigit && index < DIGITS ? String(index + 1) : ""),
      h("span", { class: "title" }, name(each.label), each.number && h("span", { class: `number ${side}` }, ` ${each.number}`)),
      each.why && h("span", { class: "why" }, each.why),
      each.sub && h("span", { class: "sub" }, name(each.sub)),
    );
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => take(each, false));
    return row;
  }

  function mark() {
    [...list.querySelectorAll('[role="option"]')].forEach((row, index) => row.setAttribute("aria-selected", String(index === active)));
    if (active < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", `option-of-${id}-${active}`);
      document.getElementById(`option-of-${id}-${active}`)?.scrollIntoView({ block: "nearest" });
    }
  }

  function close() {
    list.hidden = true;
    active = -1;
    moved = false;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  /** @param {Option} option @param {boolean} stay */
  function take(option, stay) {
    if (option.until) return;
    if (option.query) {
      input.value = option.query;
      settings.typed?.(input.value);
      draw();
      return;
    }
    input.value = "";
    settings.typed?.("");
    close();
    if (option.act) {
      option.act();
      return;
    }
    lastChosen = many ? id : "";
    choose(many && !settings.basis ? [...values, option.value] : [option.value], stay);
  }

  /** @param {KeyboardEvent} event */
  function key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const query = input.value.trim();
    const byDigit = /^[1-9]$/.test(event.key) && !list.hidden && takesDigit(event.key) && offered[Number(event.key) - 1];
    if (step) {
      if (list.hidden) draw();
      moved = true;
      active = offered.length ? (active + step + offered.length + (active < 0 && step < 0 ? 1 : 0)) % offered.length : -1;
      mark();
    } else if (event.key === "," && !input.value && many && settings.basis && values.length) {
      // What is suggested stands, and another one is wanted beside it.
      lastChosen = id;
      choose([...values], true);
    } else if (event.key === "," && !input.value && lastChosen) {
      document.getElementById(lastChosen)?.focus();
      openList(lastChosen);
    } else if (event.key === "Enter" || (event.key === "," && many)) {
      if (active < 0 && event.key === ",") return;
      if (active >= 0) take(offered[active], event.key === ",");
      else choose([...values], false);
    } else if (event.key === "Tab" && !event.shiftKey && active >= 0 && (query || moved)) take(offered[active], false);
    else if (byDigit) take(byDigit, false);
    else if (event.key === "Backspace" && !input.value && values.length) choose(values.slice(0, -1), true);
    else if (event.key === "Escape" && (!list.hidden || input.value)) {
      input.value = "";
      settings.typed?.("");
      close();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  }

  input.addEventListener("keydown", key);
  input.addEventListener("input", () => {
    settings.typed?.(input.value);
    moved = false;
    draw();
  });
  // What is filled in already is not covered by what else it could be, until somebody asks; unless it is only suggested:
  // then what is chosen takes its place.
  input.addEventListener("focus", () => {
    if (again ? !again.isOpen : values.length && !input.value && !settings.basis) return;
    draw();
    const marked = again?.marked ? offered.findIndex(({ value }) => value === again?.marked) : -1;
    if (marked < 0) return;
    moved = marked !== active;
    active = marked;
    mark();
  });
  input.addEventListener("click", () => list.hidden && draw());
  input.addEventListener("blur", close);
  box.addEventListener("mousedown", (event) => {
    if (event.target === box || event.target === chips) {
      event.preventDefault();
      input.focus();
    }
  });
  return { element: box, focus: () => input.focus() };
}
