// A view of an answer as a picture: bars where a column holds numbers, a network where the answer links things.
(() => {
  const MOST_BARS = 30;
  const MOST_TIES = 1500;
  const words = document.getElementById("editor").dataset;
  const svg = (name, attributes, text = "") => {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.textContent = text;
    return element;
  };
  const last = (iri) => iri.replace(/[/#]$/, "").split(/[/#]/).pop() || iri;
  const shown = (value) => (value.type === "uri" ? last(value.value) : value.value);
  const isNumber = (value) => value && value.type !== "uri" && value.value.trim() !== "" && Number.isFinite(Number(value.value)) && /#(integer|decimal|double|float|int|long)$/.test(value.datatype || "");

  // From an answer to what is drawn of it; null where no picture fits.
  const readBars = (results) => {
    const rows = results.getBindings() || [];
    const columns = results.getVariables() || [];
    const number = columns.find((name) => rows.length && rows.every((row) => isNumber(row[name])));
    const label = columns.find((name) => name !== number && rows.some((row) => row[name]?.type !== "uri" && row[name])) || columns.find((name) => name !== number);
    return number && label ? rows.map((row) => [row[label] ? shown(row[label]) : "", Number(row[number].value)]) : null;
  };
  const readTies = (results) => {
    const triples = (results.getStatements() || []).filter((one) => one.object.termType === "NamedNode" && one.subject.termType === "NamedNode");
    if (triples.length) return triples.map((one) => [one.subject.value, last(one.predicate.value), one.object.value]);
    const rows = results.getBindings() || [];
    const [from, to] = (results.getVariables() || []).filter((name) => rows.some((row) => row[name]?.type === "uri"));
    return to ? rows.filter((row) => row[from]?.type === "uri" && row[to]?.type === "uri").map((row) => [row[from].value, to, row[to].value]) : null;
  };

  const drawBars = (place, bars) => {
    const most = Math.max(...bars.map(([, count]) => count), 1);
    const drawing = svg("svg", { class: "bars", viewBox: `0 0 900 ${bars.length * 26 + 4}`, role: "img", "aria-label": words.picture });
    bars.forEach(([label, count], place) => {
      const width = Math.max((420 * count) / most, 1);
      drawing.append(
        svg("text", { class: "bar-label", x: 390, y: place * 26 + 17, "text-anchor": "end" }, label.length > 52 ? `${label.slice(0, 50)} …` : label),
        svg("rect", { class: "bar", x: 400, y: place * 26 + 3, width, height: 20, rx: 3 }),
        svg("text", { class: "bar-count", x: 408 + width, y: place * 26 + 17 }, String(count)),
      );
    });
    const figure = Object.assign(document.createElement("figure"), { className: "picture" });
    Object.assign(figure.dataset, { name: "answer", save: words.save });
    figure.append(drawing);
    place.append(figure);
    window.pictureButtons(figure);
  };
  const drawTies = (place, ties) => {
    const things = new Map();
    for (const [from, , to] of ties) {
      for (const id of [from, to]) things.set(id, { id, label: last(id), kind: id.split("/id/").pop().split("/")[0], address: id });
    }
    const box = Object.assign(document.createElement("div"), { id: "net-picture", tabIndex: 0 });
    box.setAttribute("role", "application");
    box.setAttribute("aria-label", words.picture);
    place.append(box);
    const picture = window.graphPicture(box, [...things.values()], ties.map(([source, label, target]) => ({ source, target, label })));
    const row = Object.assign(document.createElement("p"), { className: "save" });
    for (const kind of ["SVG", "PNG"]) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet small", textContent: kind });
      button.setAttribute("aria-label", `${words.save} ${kind}`);
      button.addEventListener("click", () => window.saveAs(picture[kind.toLowerCase()](), `clustergraph-answer.${kind.toLowerCase()}`));
      row.append(button, " ");
    }
    place.append(row);
  };

  window.AnswerPicture = class {
    constructor(yasr) {
      this.yasr = yasr;
      this.priority = 5;
      this.label = words.pictureTab;
    }

    canHandleResults() {
      const { results } = this.yasr;
      return Boolean(results && !results.hasError() && (readBars(results) || readTies(results)?.length));
    }

    draw() {
      const { results } = this.yasr;
      const bars = readBars(results);
      if (bars) drawBars(this.yasr.resultsEl, bars.slice(0, MOST_BARS));
      else drawTies(this.yasr.resultsEl, readTies(results).slice(0, MOST_TIES));
    }

    getIcon() {
      return document.createElement("span");
    }
  };
})();
