// What machines coded from the news, apart from what the articles say: by data set, as of a day, whatever passes.

import { datasets, fromData, nameOf, names, nodesBySlug, payload } from "../shared/data.js";
import { called, isolated, plural } from "../shared/words.js";
import { codedLayer, idFor } from "./ids.js";

/** @type {CodedEvent} */
const NO_EVENT = {
  id: "", source: "", target: "", code: "", text: "", publisher: "", story: "", url: "", cluster: "", day: "",
  intensity: 0, share: 0,
};
export const CODED_OF_STATES = "Machine-coded scores are of states: choose that level to see them on the map and beside the others.";

// The dyads of all data sets; `place` is that of its data set among them.
/** @type {() => CodedItem[]} */
export const codedItems = fromData(() => datasets.flatMap((dataset, place) => {
  const layer = codedLayer(dataset);
  return dataset.dyads.map((dyad) => {
    const top = dyad.top.map((event) => ({ ...NO_EVENT, ...event }));
    return { ...dyad, top, id: idFor(layer, dyad.a, dyad.b), dataset, layer, place };
  });
}));

/** @type {() => Map<string, CodedItem>} */
export const codedById = fromData(() => new Map(codedItems().map((item) => [item.id, item])));

/** @param {string} word */
export function isCoded(word) {
  return word.startsWith("coded:");
}

/** @param {string} a @param {string} b */
export function codedBetween(a, b) {
  return codedItems().filter((item) => item.a === a && item.b === b);
}

/** @param {{ events: number, clusters: number, thin: boolean }} item */
export function codedWords({ events, clusters, thin }) {
  return `${plural(events, "event")} in ${plural(clusters, "cluster")}${thin ? ` · ${payload.words.thin}` : ""}`;
}

// A project's name for an actor where an event has its slug, alone or after somebody who acts for it.
/** @param {string} text */
export function eventActor(text) {
  const [, who, slug = ""] = /^(.*) \(([^()]*)\)$/s.exec(text) || [];
  return who && (nodesBySlug.has(slug) || names.has(slug)) ? `${isolated(who)} (${called(slug)})` : isolated(nameOf(text));
}
