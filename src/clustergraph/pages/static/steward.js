// Validate pasted or dropped RDF, map a document, show what came out, and load what is right.
(() => {
  const $ = (id) => document.getElementById(id);
  const report = $("report");
  const words = report.dataset;
  const lang = document.documentElement.lang;
  const types = { ttl: "text/turtle", trig: "application/trig", nt: "application/n-triples", nq: "application/n-quads", jsonld: "application/ld+json", json: "application/ld+json", rdf: "application/rdf+xml", xml: "application/rdf+xml" };
  let dropped = null;
  $("paste").hidden = false;
  $("map").hidden = false;

  const make = (name, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  };
  const say = (text, className = "notice") => report.replaceChildren(make("p", { className, textContent: text }));
  const ending = (file) => file.name.split(".").pop().toLowerCase();

  const take = async (file) => {
    dropped = file;
    if (types[ending(file)]) {
      $("text").value = await file.text();
      $("syntax").value = types[ending(file)];
    } else if (["txt", "md"].includes(ending(file))) $("text").value = await file.text();
  };
  $("file").addEventListener("change", () => { if ($("file").files[0]) take($("file").files[0]); });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });

  const problem = async (answer) => {
    const body = await answer.json().catch(() => ({}));
    say(body.detail || `${answer.status} ${answer.statusText}`);
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

  $("check").addEventListener("submit", async (event) => {
    event.preventDefault();
    if (!$("text").value.trim()) return say(words.empty);
    say(words.working);
    const answer = await fetch(`/validate?format=json&lang=${lang}`, { method: "POST", headers: { "Content-Type": $("syntax").value }, body: $("text").value });
    if (!answer.ok && answer.status !== 422) return problem(answer);
    const body = await answer.json();
    if (!body.results) return say(body.detail);
    report.replaceChildren(
      make("h2", { textContent: body.conforms ? words.conforms : words.wrong.replace("{n}", body.counts.violation) }),
      make("ul", { className: "plain results" }, ...body.results.map(shown)),
    );
    $("load").hidden = !body.conforms;
    return undefined;
  });

  $("map").addEventListener("click", async () => {
    const file = dropped || new File([$("text").value], "text.txt", { type: "text/plain" });
    if (!file.size) return say(words.empty);
    say(words.working);
    const form = new FormData();
    form.append("document", file);
    const answer = await fetch("/map", { method: "POST", headers: { Accept: "application/json" }, body: form });
    if (!answer.ok) return problem(answer);
    const body = await answer.json();
    const found = (Array.isArray(body) ? body : [body]).flatMap((one) =>
      Object.entries(one).filter(([, rows]) => Array.isArray(rows)).flatMap(([kind, rows]) => rows.filter((row) => row.quote).map((row) => [kind, row])));
    const table = make("table", {}, make("thead", {}, make("tr", {}, ...[words.kind, words.statement, words.quote].map((textContent) => make("th", { scope: "col", textContent })))));
    table.append(make("tbody", {}, ...found.map(([kind, row]) => make("tr", {},
      make("td", { textContent: kind }),
      make("td", { textContent: row.name || row.label || [row.actor || row.body, row.stance, row.date].filter(Boolean).join(" · ") }),
      make("td", { className: "quoted", textContent: row.quote })))));
    report.replaceChildren(make("h2", { textContent: words.candidates.replace("{n}", found.length) }), make("div", { className: "scroll" }, table));
    return undefined;
  });

  $("put").addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await fetch(`/rdf-graph-store?graph=${encodeURIComponent($("graph").value)}`, {
      method: "PUT",
      headers: { "Content-Type": $("syntax").value, Authorization: `Bearer ${$("token").value}` },
      body: $("text").value,
    });
    $("token").value = "";
    if (answer.ok) return say(words.loaded);
    const body = await problem(answer);
    if (body.report && body.report.results) report.append(make("ul", { className: "plain results" }, ...body.report.results.map(shown)));
    return undefined;
  });
})();
