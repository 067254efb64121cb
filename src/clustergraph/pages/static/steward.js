// Validate pasted or dropped RDF, map a document, show what came out, and load what is right.
(() => {
  const $ = (id) => document.getElementById(id);
  const report = $("report");
  const words = report.dataset;
  const lang = document.documentElement.lang;
  const types = { ttl: "text/turtle", trig: "application/trig", nt: "application/n-triples", nq: "application/n-quads", jsonld: "application/ld+json", json: "application/ld+json", rdf: "application/rdf+xml", xml: "application/rdf+xml" };
  const kinds = JSON.parse(words.kinds);
  const stances = JSON.parse(words.stances);
  const documents = ["txt", "text", "md", "markdown", "html", "htm", "xhtml", "docx", "pdf"];
  const turtles = ["text/turtle", "application/trig", "application/n-triples", "application/n-quads"];
  // The document that was chosen, until its candidates or something else stand in the field.
  let chosen = null;
  // What comes back about a text that has been changed since is told no more.
  let turn = 0;
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

  const altered = () => {
    turn += 1;
    chosen = null;
    $("load").hidden = true;
  };
  // A file brings its own name for the graph: its triples must not take the place of those of the file before it.
  const take = async (file) => {
    altered();
    const mine = turn;
    report.replaceChildren();
    $("taken").textContent = file.name;
    $("graph").value = `${words.graphs}${stem(file.name)}`;
    $("text").value = "";
    const syntax = types[ending(file)];
    if (syntax) $("syntax").value = syntax;
    else chosen = file;
    if (!syntax && !["txt", "md"].includes(ending(file))) return undefined;
    const bytes = await file.arrayBuffer();
    if (mine !== turn) return undefined;
    try {
      $("text").value = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      // The mapper reads a document in other encodings too; of RDF the standards allow this one alone.
      if (syntax) say(words.notUtf8);
    }
    return undefined;
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

  // A problem in the page's language; the server's own sentence about it may be English.
  const told = (answer, body) => [
    make("p", { className: "notice", textContent: [401, 403].includes(answer.status) ? words.refused : words.failed }),
    make("p", { lang: answer.headers.get("Content-Language") || "en", textContent: body.detail || `${answer.status} ${answer.statusText}` }),
  ];
  // The network or what stands between failed, so that nothing that can be read came back.
  const unanswered = () => say(words.unanswered);
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

  // A term as Turtle writes it: an IRI by a prefix that the text declares, where one fits.
  const written = (meant) => {
    const iri = /^<(.*)>$/.exec(meant);
    if (!iri) return meant;
    const declared = [...$("text").value.matchAll(/(?:^|\s)(?:@prefix|PREFIX)\s+([\w-]*):\s*<([^>]*)>/gi)];
    const short = declared.filter(([, , space]) => iri[1].startsWith(space) && /^[A-Za-z][\w-]*$/.test(iri[1].slice(space.length)));
    return short.length ? `${short[0][1]}:${iri[1].slice(short[0][2].length)}` : meant;
  };
  // Columns count code points, as the server does.
  const replaceAt = (result, meant) => {
    const lines = $("text").value.split("\n");
    const points = [...(lines[result.line - 1] || "")];
    points.splice(result.column - 1, result.end_column - result.column, meant);
    lines[result.line - 1] = points.join("");
    $("text").value = lines.join("\n");
    altered();
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
    if (result.replacement && result.line && result.line === result.end_line && turtles.includes($("syntax").value)) {
      const meant = written(result.replacement);
      const button = make("button", { type: "button", textContent: `${words.use} ${meant}` });
      // The places of the others on this line are no longer where they were.
      button.addEventListener("click", () => {
        replaceAt(result, meant);
        report.querySelectorAll(`button[data-line="${result.line}"]`).forEach((other) => { other.disabled = true; });
      });
      button.dataset.line = result.line;
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
    if (chosen) return say(documents.includes(ending(chosen)) ? words.document : words.unknownEnding);
    if (!$("text").value.trim()) return say(words.empty);
    say(words.working);
    const mine = turn;
    const answer = await fetch(`/validate?format=json&lang=${lang}`, { method: "POST", headers: { "Content-Type": $("syntax").value }, body: $("text").value });
    if (mine !== turn) return undefined;
    if (!answer.ok && answer.status !== 422) return problem(answer);
    const body = await answer.json();
    if (!body.results) return report.replaceChildren(...told(answer, body));
    report.replaceChildren(
      make("h2", { textContent: body.conforms ? (body.results.length ? words.noErrors : words.conforms) : words.wrong.replace("{n}", body.counts.violation) }),
      make("ul", { className: "plain results" }, ...body.results.map(shown)),
    );
    $("load").hidden = !body.conforms;
    return body.conforms ? difference() : undefined;
  };
  $("check").addEventListener("submit", (event) => { event.preventDefault(); check().catch(unanswered); });
  $("graph").addEventListener("change", () => difference().catch(unanswered));

  // The document is the chosen file, or the pasted text under the name of its first line.
  const source = () => {
    if (chosen) return chosen;
    const text = $("text").value;
    return new File([text], `${stem(text.trim().split("\n")[0].slice(0, 60)) || "text"}.txt`, { type: "text/plain" });
  };
  $("text").addEventListener("input", () => {
    altered();
    $("taken").textContent = "";
  });
  const mapping = (file, format) => {
    const form = new FormData();
    form.append("document", file);
    return fetch(`/map?format=${format}`, { method: "POST", headers: { Accept: "application/json" }, body: form });
  };
  const asRdf = async (file) => {
    const mine = turn;
    const answer = await mapping(file, "trig");
    if (mine !== turn) return undefined;
    if (!answer.ok) return problem(answer);
    const text = await answer.text();
    altered();
    $("text").value = text.replace(/^@prefix ([\w-]+): .*\n/gm, (line, name) => (text.split(`${name}:`).length > 2 ? line : ""));
    $("syntax").value = "application/trig";
    return check();
  };

  const candidates = async () => {
    const file = source();
    $("load").hidden = true;
    if (!file.size) return say(words.empty);
    say(words.working);
    const mine = turn;
    const answer = await mapping(file, "json");
    if (mine !== turn) return undefined;
    if (!answer.ok) return problem(answer);
    const body = await answer.json();
    const found = (Array.isArray(body) ? body : [body]).flatMap((one) =>
      Object.entries(one).filter(([, rows]) => Array.isArray(rows)).flatMap(([kind, rows]) => rows.filter((row) => row.quote).map((row) => [kind, row])));
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...[words.kind, words.statement, words.quote].map((textContent) => make("th", { scope: "col", textContent })))));
    table.append(make("tbody", {}, ...found.map(([kind, row]) => make("tr", {},
      make("td", { textContent: kinds[kind] || kind }),
      make("td", { textContent: row.name || row.label || [row.actor || row.body, stances[row.stance] || row.stance, row.date].filter(Boolean).join(" · ") }),
      make("td", { className: "quoted", lang: "sv", textContent: row.quote })))));
    const on = make("button", { type: "button", id: "as-rdf", textContent: words.asRdf });
    on.addEventListener("click", () => asRdf(file).catch(unanswered));
    report.replaceChildren(make("h2", { textContent: words.candidates.replace("{n}", found.length) }), make("p", {}, on), make("div", { className: "scroll", tabIndex: 0 }, table));
    return undefined;
  };
  $("map").addEventListener("click", () => candidates().catch(unanswered));

  // Changes need the token; it is sent with the request and kept nowhere.
  const change = async (address, token, options = {}) => {
    const answer = await fetch(address, { method: "POST", ...options, headers: { ...options.headers, Authorization: `Bearer ${token.value}` } });
    token.value = "";
    return answer;
  };
  const load = async () => {
    const answer = await change(`/add?${new URLSearchParams({ graph: $("graph").value, lang })}`, $("token"), { headers: { "Content-Type": $("syntax").value }, body: $("text").value });
    if (answer.ok) {
      $("load").hidden = true;
      const link = make("a", { href: window.location.href.split("#")[0], textContent: words.seeHistory });
      const changed = (await answer.json()).changes.some((one) => one.added + one.removed);
      report.replaceChildren(make("p", { className: "notice", id: "loaded" }, ...(changed ? [`${words.loaded} `, link] : [words.same])));
      return link.focus();
    }
    const body = await problem(answer);
    if (body.report && body.report.results) report.append(make("ul", { className: "plain results" }, ...body.report.results.map(shown)));
    return undefined;
  };
  $("put").addEventListener("submit", (event) => { event.preventDefault(); load().catch(unanswered); });
  const undo = $("undo");
  if (undo) {
    undo.hidden = false;
    const takeBack = async () => {
      const answer = await change("/undo", $("undo-token"));
      const body = await answer.json();
      if (answer.ok) return window.location.reload();
      $("undo-answer").replaceChildren(...told(answer, body));
      return undefined;
    };
    undo.addEventListener("submit", (event) => {
      event.preventDefault();
      takeBack().catch(() => $("undo-answer").replaceChildren(make("p", { className: "notice", textContent: words.unanswered })));
    });
  }
})();
