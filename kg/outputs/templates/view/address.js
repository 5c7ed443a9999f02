// The address of the page keeps what is selected and asked for, so that a link shows another what one sees oneself.

const CHOICES = {
  level: LEVELS,
  lines: ["pair", "kind", "claim"],
  track: MODE_ORDER,
  clock: CLOCKS,
  sign: Object.keys(SIGNS),
  show: ["map", "table", "both"],
};
const MOST_EVER = 100_000;

// A name in an address, still readable where that does no harm.
function encoded(text) {
  return encodeURIComponent(text).replace(/%2F/g, "/").replace(/%3D/g, "=").replace(/%3A/g, ":");
}

function fragment(id) {
  return `#${encoded(id)}`;
}

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function switchedOn(switches) {
  return Object.keys(switches).filter((key) => switches[key]).map(encoded).join(",") || "none";
}

// What differs from the beginning, as parts of the address; the camera only once the reader has moved it.
function parts(current) {
  const found = current.selection ? [encoded(current.selection)] : [];
  const add = (key, value) => found.push(`${key}=${value}`);
  for (const group of ["layers", "kinds"]) {
    const on = switchedOn(current[group]);
    if (on !== switchedOn(initial[group])) add(group, on);
  }
  for (const key of Object.keys(CHOICES)) if (current[key] !== initial[key]) add(key, current[key]);
  for (const key of ["from", "to"]) if (current[key] !== null) add(key, isoDay(current[key]));
  if (!current.undated) add("undated", "no");
  for (const { key } of FACETS) if (current.filters[key]) add(key, current.filters[key].map(encodeURIComponent).join(","));
  if (current.least) add("least", current.least);
  if (current.ego) add("around", `${current.ego.steps},${encoded(current.ego.node)}`);
  if (current.most !== initial.most) add("most", current.most);
  if (current.camera) add("camera", current.camera.join(","));
  return found;
}

function addressOf(current) {
  const joined = parts(current).join("&");
  return joined ? `#${joined}` : "";
}

// Text from outside: whatever is not understood is left at its beginning.
function readAddress(hash) {
  const patch = { ...initial };
  const filters = {};
  for (const part of hash.replace(/^#/, "").split("&").filter(Boolean)) {
    const [key, value] = [part.slice(0, part.indexOf("=")), part.slice(part.indexOf("=") + 1)];
    const facet = FACETS.find((each) => each.key === key);
    const values = value.split(",").map(decoded).filter(Boolean);
    if (isKnown(decoded(part))) patch.selection = decoded(part);
    else if (facet) Object.assign(filters, values.length ? { [key]: values } : {});
    else if (Object.hasOwn(READERS, key)) Object.assign(patch, READERS[key](value, values));
    else if (Object.hasOwn(CHOICES, key) && CHOICES[key].includes(value)) patch[key] = value;
  }
  return { ...patch, filters };
}

const READERS = {
  layers: (_, on) => ({ layers: onlyOn(DEFAULTS.layers, on) }),
  kinds: (_, on) => ({ kinds: onlyOn(DEFAULTS.kinds, on) }),
  from: (value) => ({ from: dayFrom(value) }),
  to: (value) => ({ to: dayFrom(value) }),
  undated: (value) => ({ undated: value !== "no" }),
  least: (value) => ({ least: clamp(Number(value) || 0, 0, 1) }),
  most: (value) => ({ most: clamp(Math.round(Number(value)) || DEFAULTS.most, 1, MOST_EVER) }),
  around: (value) => {
    const node = decoded(value.slice(2));
    const steps = Number(value[0]);
    return { ego: nodeKind.has(node) && [1, 2].includes(steps) ? { node, steps } : null };
  },
  camera: (value) => {
    const numbers = value.split(",").map(Number);
    return { camera: numbers.length === 3 && numbers.every(Number.isFinite) && numbers[2] > 0 ? numbers : null };
  },
};

function onlyOn(all, on) {
  return Object.fromEntries(Object.keys(all).map((key) => [key, on.includes(key)]));
}

function dayFrom(text) {
  const day = /^\d{4}-\d\d-\d\d$/.test(text) ? dayNumber(text) : NaN;
  return Number.isFinite(day) ? day : null;
}

// How the page begins where the address says nothing: on a phone with less on the map.
let initial = { ...DEFAULTS };

const ADDRESS_PAUSE = 250;
let resting = 0;

// A new selection is a step that "back" undoes; what only changes how one looks at it is not, and is written once the
// hand rests, since browsers take only so many changes.
function writeAddress(current, previous) {
  clearTimeout(resting);
  if (current.selection !== previous.selection) putAddress("pushState");
  else resting = setTimeout(putAddress, ADDRESS_PAUSE);
}

function putAddress(how = "replaceState") {
  clearTimeout(resting);
  const wanted = addressOf(state);
  if (location.hash === wanted || (!wanted && location.hash === "#")) return;
  history[how](null, "", wanted || location.pathname + location.search);
}

function followAddress() {
  clearTimeout(resting);
  const wanted = readAddress(location.hash);
  const differs = Object.keys(wanted).some((key) => JSON.stringify(wanted[key]) !== JSON.stringify(state[key]));
  if (!differs) return;
  change(wanted);
  takeCamera(wanted);
}

function select(id) {
  if (id !== state.selection) change({ selection: isKnown(id) ? id : "" });
}

// A link of the page selects and leaves all else as it is; opened in a window of its own it begins anew.
function followLink(event) {
  const link = event.target.closest && event.target.closest('a[href^="#"]');
  if (!link || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  select(decoded(link.getAttribute("href").slice(1)));
}

document.addEventListener("click", followLink);
window.addEventListener("hashchange", followAddress);
window.addEventListener("popstate", followAddress);
