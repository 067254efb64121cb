// The YASGUI editor in place of the plain text field, with the same query in it.
(() => {
  const place = document.getElementById("editor");
  const plain = document.getElementById("plain");
  const words = place.dataset;
  const endpoint = new URL(words.endpoint, window.location.href).href;
  const query = document.getElementById("query").value;
  const prefixes = Object.fromEntries(
    [...document.querySelectorAll("#prefixes dt code")].map((name) => [
      name.textContent.replace(/:$/, ""),
      name.closest("dt").nextElementSibling.textContent,
    ]),
  );
  const { Yasqe, Yasr } = window.Yasgui;

  // What the graph uses, from its own description (VoID): classes and properties, the most used first.
  let description = null;
  const described = async () => {
    const answer = await fetch("/void", { headers: { Accept: "application/n-triples" } });
    const named = { class: new Map(), property: new Map() };
    const sizes = new Map();
    for (const line of (await answer.text()).split("\n")) {
      const [, node, term, value] = /^(\S+) <http:\/\/rdfs\.org\/ns\/void#(class|property|entities|triples)> [<"]([^>"]*)/.exec(line) || [];
      if (named[term]) named[term].set(node, value);
      else if (term) sizes.set(node, Math.max(sizes.get(node) || 0, Number(value)));
    }
    return Object.fromEntries(Object.entries(named).map(([kind, nodes]) => {
      const counts = new Map();
      for (const [node, iri] of nodes) counts.set(iri, (counts.get(iri) || 0) + (sizes.get(node) || 0));
      return [kind, [...counts].sort((one, other) => other[1] - one[1]).map(([iri]) => iri)];
    }));
  };
  const short = (iri) => {
    const [name] = Object.entries(prefixes).filter(([, start]) => iri.startsWith(start)).sort((one, other) => other[1].length - one[1].length)[0] || [];
    return name === undefined ? `<${iri}>` : `${name}:${iri.slice(prefixes[name].length)}`;
  };
  const knowing = (kind) => ({
    name: `${kind}-void`,
    bulk: false,
    get: async (_, token) => {
      description ??= described();
      const typed = token.string.toLowerCase().replace(/^</, "");
      const name = (iri) => short(iri).toLowerCase();
      const starts = (iri) => [iri.toLowerCase(), name(iri), name(iri).split(":").pop()].some((one) => one.startsWith(typed));
      const known = (await description)[kind];
      return [...known.filter(starts), ...known.filter((iri) => !starts(iri) && name(iri).includes(typed))].slice(0, 60);
    },
    // The word before the cursor; the editor's own tokens part a word that begins with the keyword `a`.
    preProcessToken: (yasqe, token) => {
      const { line, ch } = yasqe.getDoc().getCursor();
      const [string] = /<\S*$|[^\s;,(){}[\]^|/]*$/.exec(yasqe.getLine(line).slice(0, ch));
      return { ...token, string, from: { ch: ch - string.length }, to: { ch } };
    },
    postProcessSuggestion: (_, __, iri) => short(iri),
  });
  Yasqe.forkAutocompleter("class", knowing("class"));
  Yasqe.forkAutocompleter("property", knowing("property"));
  // The project's own prefixes complete themselves from this page, nothing is asked of another host.
  Yasqe.forkAutocompleter("prefixes", {
    name: "prefixes-local",
    persistenceId: null,
    get: async () => Object.entries(prefixes).map(([name, iri]) => `${name}: <${iri}>`),
  });
  Yasqe.defaults.autocompleters = ["prefixes-local", "variables", "class-void", "property-void"];
  Yasqe.defaults.value = query;
  Yasqe.defaults.editorHeight = `${Math.min(Math.max(query.split("\n").length + 2, 12), 26) * 1.45}em`;
  // Tab leaves the editor, as it leaves any other field.
  Yasqe.defaults.extraKeys = { ...Yasqe.defaults.extraKeys, Tab: false, "Shift-Tab": false };
  Yasr.defaults.prefixes = prefixes;
  if (window.AnswerPicture) {
    Yasr.registerPlugin("picture", window.AnswerPicture);
    Yasr.defaults.pluginOrder = ["table", "picture", "response"];
  }
  const detail = (text) => { try { return JSON.parse(text); } catch { return {}; } };
  Yasr.defaults.errorRenderers = [async ({ text }) => Object.assign(document.createElement("p"), { className: "wrong-answer", lang: "en", textContent: detail(text).detail || text })];
  place.hidden = false;
  const editor = new window.Yasgui(place, {
    requestConfig: { endpoint, method: "POST" },
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    persistenceId: null,
    populateFromUrl: false,
  });
  plain.hidden = true;
  const yasqe = editor.getTab().getYasqe();
  // A link to share holds the query and nothing else.
  yasqe.config.createShareableLink = () => `${window.location.href.split(/[?#]/)[0]}#query=${encodeURIComponent(yasqe.getValue())}`;
  const shared = () => new URLSearchParams(window.location.hash.slice(1)).get("query");
  editor.getTab().setQuery(shared() || query);
  window.addEventListener("hashchange", () => { if (shared()) editor.getTab().setQuery(shared()); });

  // A prefix that a completion brought in is declared.
  yasqe.on("autocompletionClose", () => setTimeout(() => {
    const declared = yasqe.getPrefixesFromQuery();
    const text = yasqe.getValue();
    for (const [name, iri] of Object.entries(prefixes)) {
      if (!(name in declared) && new RegExp(`(^|[^\\w-])${name}:`, "m").test(text)) yasqe.addPrefixes({ [name]: iri });
    }
  }));

  // An error that the server finds stands at its line until the query is changed.
  let mark = null;
  const clear = () => {
    if (!mark) return;
    mark.widget.clear();
    yasqe.removeLineClass(mark.line, "background", "wrong-line");
    mark = null;
  };
  yasqe.on("queryResponse", (_, answer) => {
    clear();
    if (!(answer instanceof Error)) return;
    const problem = detail(answer.message);
    if (!problem.line) return;
    const line = Math.min(problem.line, yasqe.lineCount()) - 1;
    const node = Object.assign(document.createElement("div"), { className: "wrong-text", role: "alert", lang: "en", textContent: problem.detail });
    mark = { line, widget: yasqe.addLineWidget(line, node) };
    yasqe.addLineClass(line, "background", "wrong-line");
    yasqe.scrollIntoView({ line, ch: Math.max((problem.column || 1) - 1, 0) }, 60);
  });
  yasqe.on("change", clear);

  // Names for what the editor leaves nameless to a screen reader.
  const names = [
    [".CodeMirror textarea", words.query],
    [".CodeMirror-scroll", words.query, "0"],
    ["select.tableSizer", words.rows],
    [".tableFilter", words.filter],
    [".dt-scroll-body, .yasr_results", words.answer, "0"],
  ];
  // The IRIs of the project lead to what this server says of them, as on every other page.
  const own = prefixes.cg.replace(/ns#$/, "");
  const mend = () => {
    for (const link of place.querySelectorAll(`a[href^="${own}"]`)) link.href = `/${link.getAttribute("href").slice(own.length)}`;
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
