// What a server puts into the view that it serves (`kg/web/view/renewal.py`): the page asks whether another build has
// taken the place of its own, and loads that. The page as it is built asks for nothing.

(() => {
  const EVERY = 2000;
  const KEPT = "kg-before-reload";
  const mine = document.currentScript?.dataset.etag || "";
  let asking = false;

  /** @returns {{ beforeReload: () => object, afterReload: (kept: object) => void }} */
  const view = () => /** @type {any} */ (window.kgView);

  // Nobody is disturbed in the middle of a word or an article, and nobody looks at a page that is hidden.
  function isBusy() {
    const { activeElement } = document;
    const typing = activeElement instanceof HTMLInputElement && activeElement.type === "search" && activeElement.value;
    return document.hidden || typing || document.querySelector("dialog[open]");
  }

  async function ask() {
    if (asking || isBusy()) return;
    asking = true;
    try {
      const headers = { "If-None-Match": mine };
      const answer = await fetch(location.pathname + location.search, { method: "HEAD", cache: "no-store", headers });
      if (answer.ok && answer.headers.has("ETag") && !isBusy()) renew();
    } catch {
      // The server has ended, or begins anew: the page stays as it is.
    } finally {
      asking = false;
    }
  }

  function renew() {
    sessionStorage.setItem(KEPT, JSON.stringify(view().beforeReload()));
    location.reload();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (kept) view().afterReload(JSON.parse(kept));
    window.setInterval(ask, EVERY);
    window.addEventListener("focus", ask);
    document.addEventListener("visibilitychange", ask);
  });
})();
