// Three versions of a claim in one: as it was opened, as the form has it, as the file has it now.

import { isMap, same } from "./entries.js";

// Keys that only one side changed are taken from that side; where both changed a key differently the form's value stays
// and the conflict is named.
/**
 * @param {PlainEntry} base
 * @param {PlainEntry} mine
 * @param {PlainEntry} theirs
 * @param {string} [within]
 * @returns {{ entry: PlainEntry, conflicts: Conflict[] }}
 */
export function merged(base, mine, theirs, within = "") {
  /** @type {PlainEntry} */
  const entry = {};
  /** @type {Conflict[]} */
  const conflicts = [];
  for (const key of new Set([...Object.keys(theirs), ...Object.keys(mine)])) {
    const [was, own, other] = [base[key], mine[key], theirs[key]];
    const path = within + key;
    if (isMap(own) && isMap(other)) {
      const inner = merged(isMap(was) ? was : {}, own, other, `${path}/`);
      entry[key] = inner.entry;
      conflicts.push(...inner.conflicts);
      continue;
    }
    const theirChange = !same(was, other);
    if (theirChange && !same(was, own) && !same(own, other)) conflicts.push({ path, mine: own, theirs: other });
    const kept = theirChange && same(was, own) ? other : own;
    if (kept !== undefined) entry[key] = kept;
  }
  return { entry, conflicts };
}
