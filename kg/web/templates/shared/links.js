// Links within a page: what its names are in an address, and which of them lead somewhere.

import { idOf, languageOf, nameOf } from "./data.js";
import { h, name } from "./dom.js";

// A name in an address, still readable where that does no harm.
/** @param {string} text */
export function encoded(text) {
  return encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3D/g, "=").replace(/%3A/g, ":");
}

/** @param {string} id */
export function fragment(id) {
  return `#${encoded(id)}`;
}

/** @param {string} text */
export function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

// Which names lead somewhere is for the page to say, before anything is drawn.
/** @type {(id: string) => boolean} */
export let isLinked = () => false;

/** @param {(id: string) => boolean} known */
export function linkTo(known) {
  isLinked = known;
}

// A link within the page, or plain text where there is nothing to open.
/** @param {string} id @param {Attributes} properties @param {...Child} children */
export function open(id, properties, ...children) {
  return id && isLinked(id) ? h("a", { ...properties, href: fragment(id) }, ...children) : h("span", properties, ...children);
}

/** @param {string} slug */
export function actorLink(slug) {
  return open(idOf(slug), { class: "who" }, name(nameOf(slug), languageOf(slug)));
}
