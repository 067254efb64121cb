// Validate pasted or dropped RDF, map a document, show what came out, and load what is right.
(() => {
  const $ = (id) => document.getElementById(id);
  const report = $("report");
  const words = report.dataset;
  const lang = document.documentElement.lang;
  const types = { ttl: "text/turtle", trig: "application/trig", nt: "application/n-triples", nq: "application/n-quads", jsonld: "application/ld+json", json: "application/ld+json", rdf: "application/rdf+xml", xml: "application/rdf+xml" };
  const kinds = JSON.parse(words.kinds);
  let dropped = null;
  $("paste").hidden = false;
  $("map").hidden = false;

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const say = (text, className = "notice") => report.replaceChildren(make("p", { className, textContent: text }));
  const stem = (name) => name.replace(/\.\w+$/, "").toLowerCase().replace(/[åä]/g, "a").replace(/ö/g, "o").replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
  const ending = (file) => file.name.split(".").pop().toLowerCase();

  const take = async (file) => {
    dropped = file;
    $("taken").textContent = file.name;
    if (!$("graph").value) $("graph").value = `${words.graphs}${stem(file.name)}`;
    if (types[ending(file)]) {
      $("text").value = await file.text();
      $("syntax").value = types[ending(file)];
    } else if (["txt", "md"].includes(ending(file))) $("text").value = await file.text();
  };
  $("file").addEventListener("change", () => { if ($("file").files[0]) take($("file").files[0]); });
  const hovering = (on) => $("check").classList.toggle("hovering", on);
  document.addEventListener("dragover", (event) => { event.preventDefault(); hovering(true); });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) hovering(false); });
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    hovering(false);
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });

  // A problem in the page's language; the server's own sentence about it is English.
  const told = (answer, body) => [
    make("p", { className: "notice", textContent: [401, 403].includes(answer.status) ? words.refused : words.failed }),
    make("p", { lang: "en", textContent: body.detail || `${answer.status} ${answer.statusText}` }),
  ];
  const problem = async (answer) => {
    const body = await answer.json().catch(() => ({}));
    report.replaceChildren(...told(answer, body));
    return body;
  };

  const toLine = (line) => {
    const field = $("text");
    const lines = field.value.split("\n");
    const start = lines.slice(0, line - 1).join("\n").length + (line > 1 ? 1 : 0);
    field.focus();
    field.setSelectionRange(start, start + (lines[line - 1] || "").length);
    field.scrollTop = (line - 4) * (field.scrollHeight / Math.max(lines.length, 1));
  };

  // A suggestion names the term that was probably meant; it takes the place of the word at the result's column.
  const term = /<[^>\s]+>|https?:\/\/[^\s?]+|[A-Za-z][\w-]*:[\w./-]*\w/;
  const replaceAt = (result, meant) => {
    const field = $("text");
    const lines = field.value.split("\n");
    const line = lines[result.line - 1] || "";
    const before = line.slice(0, result.column - 1);
    const word = /^(?:<[^>]*>|[^\s;,]+)/.exec(line.slice(result.column - 1));
    if (!word) return;
    const written = meant.startsWith("http") ? `<${meant}>` : meant;
    lines[result.line - 1] = before + written + line.slice(result.column - 1 + word[0].length);
    field.value = lines.join("\n");
    toLine(result.line);
  };

  const shown = (result) => {
    const item = make("li", { className: `card result ${result.severity}` });
    item.append(make("p", {}, make("strong", { textContent: words[result.severity] }), ` ${result.message}`));
    if (result.line) {
      const button = make("button", { type: "button", className: "quiet", textContent: `${words.line} ${result.line}` });
      button.addEventListener("click", () => toLine(result.line));
      item.append(button, " ");
    }
    const meant = term.exec(result.suggestion || "");
    if (meant && result.column) {
      const button = make("button", { type: "button", textContent: `${words.use} ${meant[0]}` });
      button.addEventListener("click", () => { replaceAt(result, meant[0]); button.disabled = true; });
      item.append(button);
    } else if (result.suggestion) item.append(make("p", { textContent: result.suggestion }));
    if (result.hint) item.append(make("p", { className: "small", textContent: result.hint }));
    item.append(make("p", { className: "small soft mono", textContent: [result.code, result.focus, result.path].filter(Boolean).join(" · ") }));
    return item;
  };

  // What would change, in words and in triples.
  const difference = async () => {
    const answer = await fetch(`/add?${new URLSearchParams({ graph: $("graph").value, dry_run: "true", lang })}`, { method: "POST", headers: { "Content-Type": $("syntax").value }, body: $("text").value });
    const body = await answer.json();
    if (!answer.ok) return $("difference").replaceChildren(...told(answer, body));
    const triples = (word, count, lines) => make("details", {}, make("summary", { textContent: `${word}: ${count}` }), make("pre", { tabIndex: 0, textContent: lines.join("\n") }));
    return $("difference").replaceChildren(...body.changes.flatMap((change) => [
      make("h3", { textContent: change.graph }),
      change.added + change.removed ? "" : make("p", { textContent: words.same }),
      make("ul", {}, ...change.statements.map(({ way, kind, names }) => make("li", {}, make("strong", { textContent: `${words[way]}, ${kind} (${names.length}): ` }), names.slice(0, 20).join("; "), names.length > 20 ? " …" : ""))),
      triples(words.triplesAdded, change.added, change.triples_added),
      triples(words.triplesRemoved, change.removed, change.triples_removed),
    ]));
  };

  const check = async () => {
    $("load").hidden = true;
    if (!$("text").value.trim()) return say(words.empty);
    say(words.working);
    const answer = await fetch(`/validate?format=json&lang=${lang}`, { method: "POST", headers: { "Content-Type": $("syntax").value }, body: $("text").value });
    if (!answer.ok && answer.status !== 422) return problem(answer);
    const body = await answer.json();
    if (!body.results) return report.replaceChildren(...told(answer, body));
    report.replaceChildren(
      make("h2", { textContent: body.conforms ? words.conforms : words.wrong.replace("{n}", body.counts.violation) }),
      make("ul", { className: "plain results" }, ...body.results.map(shown)),
    );
    $("load").hidden = !body.conforms;
    return body.conforms ? difference() : undefined;
  };
  $("check").addEventListener("submit", (event) => { event.preventDefault(); check(); });
  $("graph").addEventListener("change", difference);

  // The document is the dropped file, or the pasted text under the name of its first line.
  const source = () => {
    if (dropped && !types[ending(dropped)] && !$("text").dataset.typed) return dropped;
    const text = $("text").value;
    return new File([text], `${stem(text.trim().split("\n")[0].slice(0, 60)) || "text"}.txt`, { type: "text/plain" });
  };
  $("text").addEventListener("input", () => { $("text").dataset.typed = "1"; });
  const mapping = (file, format) => {
    const form = new FormData();
    form.append("document", file);
    return fetch(`/map?format=${format}`, { method: "POST", headers: { Accept: "application/json" }, body: form });
  };
  const asRdf = async (file) => {
    const answer = await mapping(file, "trig");
    if (!answer.ok) return problem(answer);
    const text = await answer.text();
    $("text").value = text.replace(/^@prefix ([\w-]+): .*\n/gm, (line, name) => (text.split(`${name}:`).length > 2 ? line : ""));
    $("syntax").value = "application/trig";
    return check();
  };

  $("map").addEventListener("click", async () => {
    const file = source();
    if (!file.size) return say(words.empty);
    say(words.working);
    const answer = await mapping(file, "json");
    if (!answer.ok) return problem(answer);
    const body = await answer.json();
    const found = (Array.isArray(body) ? body : [body]).flatMap((one) =>
      Object.entries(one).filter(([, rows]) => Array.isArray(rows)).flatMap(([kind, rows]) => rows.filter((row) => row.quote).map((row) => [kind, row])));
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...[words.kind, words.statement, words.quote].map((textContent) => make("th", { scope: "col", textContent })))));
    table.append(make("tbody", {}, ...found.map(([kind, row]) => make("tr", {},
      make("td", { textContent: kinds[kind] || kind }),
      make("td", { textContent: row.name || row.label || [row.actor || row.body, row.stance, row.date].filter(Boolean).join(" · ") }),
      make("td", { className: "quoted", lang: "sv", textContent: row.quote })))));
    const on = make("button", { type: "button", id: "as-rdf", textContent: words.asRdf });
    on.addEventListener("click", () => asRdf(file));
    report.replaceChildren(make("h2", { textContent: words.candidates.replace("{n}", found.length) }), make("p", {}, on), make("div", { className: "scroll", tabIndex: 0 }, table));
    return undefined;
  });

  // Changes need the token; it is sent with the request and kept nowhere.
  const change = async (address, token, options = {}) => {
    const answer = await fetch(address, { method: "POST", ...options, headers: { ...options.headers, Authorization: `Bearer ${token.value}` } });
    token.value = "";
    return answer;
  };
  $("put").addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await change(`/add?${new URLSearchParams({ graph: $("graph").value, lang })}`, $("token"), { headers: { "Content-Type": $("syntax").value }, body: $("text").value });
    if (answer.ok) {
      $("load").hidden = true;
      const link = make("a", { href: window.location.href.split("#")[0], textContent: words.seeHistory });
      return report.replaceChildren(make("p", { className: "notice", id: "loaded" }, `${words.loaded} `, link));
    }
    const body = await problem(answer);
    if (body.report && body.report.results) report.append(make("ul", { className: "plain results" }, ...body.report.results.map(shown)));
    return undefined;
  });
  const undo = $("undo");
  if (undo) {
    undo.hidden = false;
    undo.addEventListener("submit", async (event) => {
      event.preventDefault();
      const answer = await change("/undo", $("undo-token"));
      const body = await answer.json();
      if (answer.ok) return window.location.reload();
      $("undo-answer").replaceChildren(...told(answer, body));
      return undefined;
    });
  }
})();
