// A picture of things and the ties between them, for the network page and for answers of the editor that are graphs.
// Zoom, focus on one thing and its neighbours, find by name, go by keyboard, save as PNG or SVG.
(() => {
  const SHAPES = { agreement: "round-rectangle", strategy: "triangle", "governance-body": "diamond", "actor-group": "hexagon" };
  const COLOURS = { agreement: "#d98a1f", strategy: "#3d7ecb", "governance-body": "#8a63d2", "actor-group": "#7d8884" };
  const MANY = 120;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const shortened = (text) => (text.length > 42 ? `${text.slice(0, 40).trimEnd()} …` : text);

  const style = (many) => [
    { selector: "node", style: { label: "data(short)", color: colour("--ink"), "font-size": "data(size)", "text-wrap": "wrap", "text-max-width": "data(room)", "text-valign": "bottom", "text-margin-y": 2, "background-color": (node) => COLOURS[node.data("kind")] || "#1c8d85", shape: (node) => SHAPES[node.data("kind")] || "ellipse", width: "data(width)", height: "data(width)", "text-background-color": colour("--card"), "text-background-opacity": 0.75, "z-index": "data(degree)" } },
    { selector: "edge", style: { width: 1.4, "line-color": colour("--strong-line"), "curve-style": many ? "haystack" : "bezier", "target-arrow-shape": "triangle", "target-arrow-color": colour("--strong-line"), "arrow-scale": 0.8, opacity: many ? 0.45 : 0.75 } },
    { selector: "edge[tie = 'adopted']", style: { width: 2.6, "line-color": "#3f9d63", "target-arrow-color": "#3f9d63" } },
    { selector: "edge[tie = 'named']", style: { "line-style": "dashed" } },
    { selector: "edge[tie = 'unit']", style: { "line-style": "dotted" } },
    { selector: ".away", style: { opacity: 0.08, "text-opacity": 0, "text-background-opacity": 0 } },
    { selector: "node.quiet", style: { "text-opacity": 0, "text-background-opacity": 0 } },
    { selector: "node.chosen", style: { "border-width": 4, "border-color": colour("--accent") } },
  ];

  const measure = (picture) => picture.nodes().forEach((node) => {
    const degree = node.degree();
    const weight = Math.min(Math.sqrt(degree), 8);
    node.data({ degree, short: shortened(node.data("label")), width: 12 + 5 * weight, letter: 11 + 1.2 * weight, size: 11, room: 130 });
  });

  // Names keep a size that can be read however far off the picture is; where two would overlap, that of the thing with
  // more ties stands, and the other comes as the reader zooms in.
  const nameWhatHasRoom = (picture) => {
    const zoom = picture.zoom();
    const taken = [];
    const nodes = picture.nodes(":visible").not(".away").sort((one, other) => other.data("degree") - one.data("degree"));
    picture.batch(() => {
      for (const node of nodes.toArray()) {
        const { letter, short, width } = node.data();
        node.data({ size: letter / zoom, room: 130 / zoom });
        const { x, y } = node.renderedPosition();
        const length = short.length * letter * 0.58;
        const half = Math.min(length, 130) / 2;
        const top = y + (width * zoom) / 2;
        const box = [x - half, top, x + half, top + Math.ceil(length / 130) * letter * 1.35 + 4];
        const free = taken.every(([left, upper, right, lower]) => box[2] < left || box[0] > right || box[3] < upper || box[1] > lower);
        if (free) taken.push(box);
        node.toggleClass("quiet", !free);
      }
    });
  };

  // The picture as SVG, from the places that the layout gave.
  const svg = (picture) => {
    const box = picture.elements().boundingBox();
    const text = (value) => new Option(value).innerHTML;
    const parts = picture.edges().filter(":visible").map((edge) => {
      const [from, to] = [edge.source().position(), edge.target().position()];
      return `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" stroke="${edge.style("line-color")}" stroke-width="${parseFloat(edge.style("width"))}"${edge.style("line-style") === "solid" ? "" : ' stroke-dasharray="5 4"'}/>`;
    });
    for (const node of picture.nodes(":visible").toArray()) {
      const { x, y } = node.position();
      parts.push(`<circle cx="${x}" cy="${y}" r="${node.data("width") / 2}" fill="${node.style("background-color")}"/>`);
      if (!node.hasClass("quiet")) parts.push(`<text x="${x}" y="${y + node.data("width") / 2 + node.data("size")}" font-size="${node.data("size")}" text-anchor="middle" fill="${colour("--ink")}">${text(node.data("short"))}</text>`);
    }
    return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.x1 - 60} ${box.y1 - 20} ${box.w + 120} ${box.h + 60}" font-family="sans-serif"><rect x="${box.x1 - 60}" y="${box.y1 - 20}" width="100%" height="100%" fill="${colour("--card")}"/>${parts.join("")}</svg>`;
  };

  // place: the element to draw in; things: [{id, label, kind, address}]; ties: [{source, target, label, tie}];
  // told: called with a thing and its ties, or with nothing, as the reader moves about.
  window.graphPicture = (place, things, ties, told = () => {}) => {
    // The library would write its one rule into the page, which the site's policy forbids; site.css has the rule.
    if (!document.getElementById("__________cytoscape_stylesheet")) {
      document.head.append(Object.assign(document.createElement("meta"), { id: "__________cytoscape_stylesheet" }));
    }
    const many = things.length > MANY;
    const picture = window.cytoscape({
      container: place,
      elements: [...things.map((data) => ({ data })), ...ties.map((data, number) => ({ data: { id: `tie-${number}`, ...data } }))],
      minZoom: 0.05,
      maxZoom: 4,
      style: [],
    });
    measure(picture);
    picture.style(style(many));
    const layout = () => picture.elements(":visible").layout({ name: "fcose", quality: "default", animate: false, randomize: true, nodeDimensionsIncludeLabels: !many, nodeRepulsion: many ? 12000 : 14000, idealEdgeLength: many ? 80 : 130, nodeSeparation: many ? 75 : 140, gravity: 0.3, tilingPaddingVertical: 24, tilingPaddingHorizontal: 60, padding: 24 }).run();
    let waiting = false;
    const name = () => {
      if (waiting) return;
      waiting = true;
      requestAnimationFrame(() => { waiting = false; nameWhatHasRoom(picture); });
    };
    picture.on("viewport layoutstop", name);
    layout();
    dark.addEventListener("change", () => picture.style(style(many)));

    const lang = document.documentElement.lang;
    const order = () => picture.nodes(":visible").sort((one, other) => one.data("label").localeCompare(other.data("label"), lang, { numeric: true }));
    let chosen = null;
    const choose = (node) => {
      chosen = node;
      picture.elements().removeClass("away chosen");
      name();
      if (!node) return told();
      const near = node.closedNeighborhood();
      picture.elements().not(near).addClass("away");
      node.addClass("chosen");
      picture.animate({ fit: { eles: near, padding: 60 } }, { duration: 0 });
      if (picture.zoom() > 1.2) picture.zoom({ level: 1.2, position: node.position() });
      return told(node.data(), node.connectedEdges(":visible").map((edge) => ({ from: edge.source().data(), tie: edge.data("label"), to: edge.target().data() })));
    };
    picture.on("tap", (event) => choose(event.target === picture || !event.target.isNode() ? null : event.target));
    const zoom = (factor) => picture.zoom({ level: picture.zoom() * factor, renderedPosition: { x: place.clientWidth / 2, y: place.clientHeight / 2 } });
    const fit = () => picture.fit(picture.elements(":visible"), 30);
    place.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (step) {
        const all = order();
        const now = chosen ? all.toArray().findIndex((one) => one.id() === chosen.id()) : -1;
        choose(all[(now + step + all.length) % all.length]);
      } else if (event.key === "Enter" && chosen) window.location.assign(chosen.data("address"));
      else if (event.key === "Escape") { choose(null); fit(); }
      else if (event.key === "+") zoom(1.3);
      else if (event.key === "-") zoom(1 / 1.3);
      else return;
      event.preventDefault();
    });
    return {
      zoom,
      fit,
      choose: (id) => choose(id ? picture.getElementById(id) : null),
      // Keep the things of some kinds; their ties go with them.
      only: (kinds) => {
        choose(null);
        picture.nodes().forEach((node) => { node.style("display", kinds.has(node.data("kind")) ? "element" : "none"); });
        layout();
        fit();
      },
      png: () => picture.png({ output: "blob", full: true, scale: 2, maxWidth: 6000, maxHeight: 6000, bg: colour("--card") }),
      svg: () => new Blob([svg(picture)], { type: "image/svg+xml" }),
    };
  };
})();
