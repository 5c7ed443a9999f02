// The state of a page, and who wants to know of changes.

/**
 * @template {object} State
 * @param {State} state which is changed in place
 */
export function store(state) {
  /** @typedef {(state: Readonly<State>, before: Readonly<State>) => void} Watching */
  /** @type {Set<Watching>} */
  const watchers = new Set();
  return {
    /** @param {Watching} watcher */
    watch: (watcher) => {
      watchers.add(watcher);
    },
    /** @param {Watching} watcher */
    forget: (watcher) => watchers.delete(watcher),
    /** @param {Partial<State>} patch */
    change: (patch) => {
      const before = { ...state };
      Object.assign(state, patch);
      for (const watcher of watchers) watcher(state, before);
    },
  };
}
