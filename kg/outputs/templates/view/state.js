// The state of the page, and the part of it that the address keeps.

const state = {
  layers: { tension: true, leverage: true, position: true, stance: false, event: false },
  kinds: { issue: true, people: true, event: false, voices: false },
  selection: "",
};
const watchers = [];

function watch(watcher) {
  watchers.push(watcher);
}

function change(patch) {
  const before = { ...state };
  Object.assign(state, patch);
  for (const watcher of watchers) watcher(state, before);
}

function selectionFromAddress() {
  let id = "";
  try {
    id = decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
  return byId.has(id) ? id : "";
}

function select(id) {
  const wanted = id ? fragment(id) : "";
  if (location.hash === wanted || (!wanted && location.hash === "#")) change({ selection: id });
  else if (wanted) location.hash = wanted;
  else {
    history.pushState(null, "", location.pathname + location.search);
    change({ selection: "" });
  }
}

function followAddress() {
  const selection = selectionFromAddress();
  if (selection !== state.selection) change({ selection });
}

window.addEventListener("hashchange", followAddress);
window.addEventListener("popstate", followAddress);
