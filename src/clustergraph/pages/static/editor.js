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
  const { Yasqe, Yasr } = window.Yasgui;
  // The project's own prefixes complete themselves from this page, nothing is asked of another host.
  Yasqe.forkAutocompleter("prefixes", {
    name: "prefixes-local",
    persistenceId: null,
    get: async () => Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`),
  });
  Yasqe.defaults.autocompleters = ["prefixes-local", "variables"];
  Yasqe.defaults.value = query;
  // Tab leaves the editor, as it leaves any other field.
  Yasqe.defaults.extraKeys = { ...Yasqe.defaults.extraKeys, Tab: false, "Shift-Tab": false };
  Yasr.defaults.prefixes = prefixes;
  place.hidden = false;
  const editor = new window.Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    persistenceId: null,
    populateFromUrl: true,
  });
  if (!window.location.hash) editor.getTab().setQuery(query);
  plain.hidden = true;

  // Names for what the editor leaves nameless to a screen reader.
  const names = [
    [".CodeMirror textarea", place.dataset.query],
    [".CodeMirror-scroll", place.dataset.query, "0"],
    ["select.tableSizer", place.dataset.rows],
    [".tableFilter", place.dataset.filter],
    [".dt-scroll-body, .yasr_results", place.dataset.answer, "0"],
  ];
  const mend = () => {
    for (const [selector, name, tab] of names) {
      for (const element of place.querySelectorAll(`:is(${selector}):not([aria-label])`)) {
        element.setAttribute("aria-label", name);
        if (tab) {
          element.setAttribute("tabindex", tab);
          element.setAttribute("role", "group");
        }
      }
    }
    for (const heading of place.querySelectorAll("th")) {
      if (!heading.textContent.trim()) heading.append(Object.assign(document.createElement("span"), { className: "hidden", textContent: "#" }));
    }
  };
  mend();
  new MutationObserver(mend).observe(place, { childList: true, subtree: true });
})();
