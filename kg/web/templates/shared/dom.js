// Elements are built, never parsed: text from the data only ever becomes text.

const SVG = "http://www.w3.org/2000/svg";

/** @template {Element} T @param {T} element @param {Attributes} properties @param {readonly Child[]} children */
export function build(element, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of flat(children)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

/** @param {readonly Child[]} children @returns {Exclude<Child, readonly Child[]>[]} */
function flat(children) {
  return children.flatMap((child) => (Array.isArray(child) ? flat(child) : [/** @type {Exclude<Child, readonly Child[]>} */ (child)]));
}

// An element that the page has, of the kind that it is.
/**
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @param {new () => T} [kind]
 * @returns {T}
 */
export function element(id, kind) {
  const found = document.getElementById(id);
  if (!(found instanceof (kind || HTMLElement))) throw new TypeError(`The page has no ${(kind || HTMLElement).name} "${id}"`);
  return /** @type {T} */ (/** @type {unknown} */ (found));
}

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Attributes} properties
 * @param {...Child} children
 */
export function h(tag, properties, ...children) {
  return build(document.createElement(tag), properties, children);
}

/** @template {keyof SVGElementTagNameMap} K @param {K} tag @param {Attributes} properties @param {...Child} children */
export function svg(tag, properties, ...children) {
  return build(document.createElementNS(SVG, tag), properties, children);
}

// A name keeps its own writing direction, so that it cannot turn round what stands beside it; a sentence in which names
// are set apart is one of ours, and runs from left to right whatever name it begins with.
// Of people's words the language that was stated, "" if none was, since they would else be in that of the page.
/** @param {string} text @param {string} [language] */
export function name(text, language) {
  return h("bdi", { lang: language, dir: text.includes("\u2068") && "ltr" }, text);
}

/** @param {readonly Child[]} items @param {Child} separator */
export function between(items, separator) {
  const drawn = () => (separator instanceof Node ? separator.cloneNode(true) : separator);
  return items.flatMap((item, index) => (index ? [drawn(), item] : [item]));
}

/** @param {ParentNode} within @param {string} selector @returns {HTMLElement[]} */
export function elements(within, selector) {
  return [...within.querySelectorAll(selector)].filter((each) => each instanceof HTMLElement);
}

// Of what an event came from the nearest around it that fits, itself first.
/** @param {{ target: EventTarget | null }} event @param {string} selector @returns {HTMLElement | null} */
export function closest({ target }, selector) {
  return target instanceof Element ? target.closest(selector) : null;
}

// What within an element has the focus, by its id.
/** @param {Element} element */
export function focusedIn(element) {
  const { activeElement } = document;
  return activeElement && element.contains(activeElement) ? activeElement.id : "";
}

// Only addresses of the web become links.
/** @template {string | HTMLElement} T @param {string} address @param {T} text */
export function webLink(address, text) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return text;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return text;
  return h("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, text);
}

/** @param {[term: Child, value: Child][]} pairs */
export function facts(pairs) {
  const shown = pairs.filter(([, value]) => value && !(Array.isArray(value) && !value.length));
  return shown.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value)));
}

/** @param {Child} title @param {Child} count @param {...Child} children */
export function section(title, count, ...children) {
  const mark = count === null ? "" : h("span", { class: "count" }, count);
  return h("section", { class: "part" }, h("h3", {}, title, mark), ...children);
}
