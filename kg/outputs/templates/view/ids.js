// The names of ties, dyads and pairs, by which the address of the page calls them.

const idsByEnds = new Map();
const endsById = new Map();

// Slugs may hold what joins them here: whatever would have a name that is taken gets a number.
function register(type, a, b) {
  const key = JSON.stringify([type, a, b]);
  if (idsByEnds.has(key)) return;
  const plain = `${type}=${a}--${b}`;
  let id = plain;
  for (let number = 2; endsById.has(id); number += 1) id = `${plain}~${number}`;
  idsByEnds.set(key, id);
  endsById.set(id, { type, a, b });
}

function idFor(type, a, b) {
  return idsByEnds.get(JSON.stringify([type, a, b])) || "";
}

function inOrder(a, b) {
  return a < b ? [a, b] : [b, a];
}

const LEVELS = ["state", "actor"];

for (const { id, relation, source, target } of knownTies) {
  const [a, b] = [source, target];
  idsByEnds.set(JSON.stringify([relation, a, b]), id);
  endsById.set(id, { type: relation, a, b });
}
for (const level of LEVELS) {
  for (const { relation, source, target } of knownTies) {
    const [a, b] = [countsAs(source, level), countsAs(target, level)];
    if (a === b) continue;
    register(relation, a, b);
    register("pair", ...inOrder(a, b));
    if (isActor(a) && isActor(b)) register("tie", ...inOrder(a, b));
  }
}

// Any two actors may be asked for, as a path or for how far they agree, so these names are read when they come.
function endsOfName(id) {
  if (endsById.has(id)) return endsById.get(id);
  const [, type, text] = /^(path|alignment)=(.*)$/s.exec(id) || [];
  if (!type) return null;
  for (let at = text.indexOf("--"); at >= 0; at = text.indexOf("--", at + 1)) {
    const [a, b] = [text.slice(0, at), text.slice(at + 2)];
    if (isActor(a) && isActor(b) && a !== b) return { type, a, b };
  }
  return null;
}
