// Maps that are filled as one goes along.

// The value of a key, computed and kept where there is none; as `Map.prototype.getOrInsertComputed` of later browsers.
/** @template K, V @param {Map<K, V>} map @param {K} key @param {() => V} compute @returns {V} */
export function getOrInsert(map, key, compute) {
  const kept = map.get(key);
  if (kept !== undefined) return kept;
  const value = compute();
  map.set(key, value);
  return value;
}
