// The YASGUI editor in place of the plain text field, with the same query in it.
(() => {
  const place = document.getElementById("editor");
  const plain = document.getElementById("plain");
  const endpoint = new URL(place.dataset.endpoint, window.location.href).href;
  const query = document.getElementById("query").value;
  const prefixes = Object.fromEntries(
    [...document.querySelectorAll("dl.facts dt code")].map((name) => [
      name.textContent.replace(/:$/, ""),
      name.closest("dt").nextElementSibling.textContent,
    ]),
  );
  window.Yasgui.Yasqe.defaults.prefixCcApi = "";
  window.Yasgui.Yasqe.defaults.autocompleters = ["variables"];
  window.Yasgui.Yasqe.defaults.value = query;
  window.Yasgui.Yasr.defaults.prefixes = prefixes;
  place.hidden = false;
  const editor = new window.Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    persistenceId: null,
    copyEndpointOnNewTab: true,
    populateFromUrl: true,
  });
  const tab = editor.getTab();
  if (tab && !window.location.hash) tab.setQuery(query);
  plain.hidden = true;
  window.clustergraphEditor = editor;
})();
