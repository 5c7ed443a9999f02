// YASGUI on this server's endpoint: our prefixes, the stored queries as examples, and nothing asked of anybody else.
(() => {
  "use strict";

  const { prefixes, first } = JSON.parse(document.getElementById("known").textContent);
  const { Yasgui } = window;

  // Its own completions of prefixes and properties would ask other servers.
  Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  Yasgui.Yasqe.defaults.value = first;
  Yasgui.defaults.endpointCatalogueOptions.getData = () => [];
  const endpoint = new URL("/sparql", location.href).href;
  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    requestConfig: { endpoint },
    persistenceId: "detente",
  });

  const declared = (query) => {
    const wanted = Object.entries(prefixes).filter(([name]) => new RegExp(`(^|[^\\w:/#-])${name}:`, "m").test(query));
    const missing = wanted.filter(([name]) => !new RegExp(`PREFIX\\s+${name}:`, "i").test(query));
    return [...missing.map(([name, iri]) => `PREFIX ${name}: <${iri}>`), query].join("\n");
  };

  document.getElementById("examples").addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const query = new URL(link.href).searchParams.get("query");
    const tab = yasgui.addTab(true, { name: link.textContent, requestConfig: { endpoint }, yasqe: { value: declared(query) } });
    tab.getYasqe().focus();
    document.getElementById("yasgui").scrollIntoView();
  });
})();
