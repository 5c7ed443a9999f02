// What is folded up is there all the same, for who looks for words in the page. While the page follows a window of time it is
// built once there is time for it, or once it is opened.

// So many milliseconds of a frame are kept for what follows.
const SPARED = 4;
/** @type {(() => void)[] | null} what is built later, where anything is */
let later = null;
/** @type {(() => void)[]} */
let waiting = [];

// Fill what is folded up, once.
/** @param {HTMLDetailsElement} folded @param {() => void} fill */
export function fold(folded, fill) {
  if (!later) {
    fill();
    return;
  }
  let filled = false;
  const once = () => {
    if (!filled) fill();
    filled = true;
  };
  later.push(once);
  folded.addEventListener("toggle", once, { once: true });
}

// Draw something anew without what is folded up in it, which follows; whatever waited for an earlier drawing is dropped.
/** @param {() => void} draw */
export function unfoldedFirst(draw) {
  later = [];
  try {
    draw();
  } finally {
    [waiting, later] = [later, null];
  }
  if (waiting.length) whenIdle(work);
}

/** @param {(deadline: { timeRemaining: () => number }) => void} act */
function whenIdle(act) {
  if ("requestIdleCallback" in window) window.requestIdleCallback(act);
  else setTimeout(() => act({ timeRemaining: () => 2 * SPARED }), 100);
}

/** @param {{ timeRemaining: () => number }} deadline */
function work(deadline) {
  while (waiting.length && deadline.timeRemaining() > SPARED) waiting.shift()?.();
  if (waiting.length) whenIdle(work);
}
