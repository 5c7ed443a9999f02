// Elements are built, never parsed: text from the data only ever becomes text.

const SVG = "http://www.w3.org/2000/svg";

function build(element, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === undefined || value === null || value === false) continue;
    element.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child === undefined || child === null || child === false || child === "") continue;
    element.append(child instanceof Node ? child : document.createTextNode(String(child)));
  }
  return element;
}

function h(tag, properties, ...children) {
  return build(document.createElement(tag), properties, children);
}

function svg(tag, properties, ...children) {
  return build(document.createElementNS(SVG, tag), properties, children);
}

// A name keeps its own writing direction, so that it cannot turn round what stands beside it.
function name(text) {
  return h("bdi", {}, text);
}

// A link within the page, or plain text where there is nothing to open.
function open(id, properties, ...children) {
  return id && isKnown(id) ? h("a", { ...properties, href: fragment(id) }, ...children) : h("span", properties, ...children);
}

function actorLink(slug) {
  return open(idOf(slug), { class: "who" }, name(nameOf(slug)));
}

function between(items, separator) {
  const drawn = () => (separator instanceof Node ? separator.cloneNode(true) : separator);
  return items.flatMap((item, index) => (index ? [drawn(), item] : [item]));
}

// Only addresses of the web become links.
function webLink(address, text) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return text;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return text;
  return h("a", { href: url.href, rel: "noopener noreferrer", target: "_blank" }, text);
}

function facts(pairs) {
  const shown = pairs.filter(([, value]) => value && value.length !== 0);
  return shown.map(([term, value]) => h("div", {}, h("dt", {}, term), h("dd", {}, value)));
}

function section(title, count, ...children) {
  const mark = count === null ? "" : h("span", { class: "count" }, count);
  return h("section", { class: "part" }, h("h3", {}, title, mark), ...children);
}
