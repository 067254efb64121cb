// The table of ties as a picture: drag, zoom, choose a thing to see its own ties, arrow keys from thing to thing.
(() => {
  const figure = document.getElementById("net");
  const place = document.getElementById("net-picture");
  const about = document.getElementById("net-about");
  const things = new Map();
  const ties = [];
  for (const row of document.querySelectorAll("#ties tbody tr[data-tie]")) {
    const ends = [row.cells[0], row.cells[2]].map((cell) => {
      const link = cell.querySelector("a");
      const id = cell.dataset.id;
      if (!things.has(id)) things.set(id, { id, label: link.textContent, short: link.textContent.length > 42 ? `${link.textContent.slice(0, 40).trimEnd()} …` : link.textContent, kind: cell.dataset.kind, address: link.href });
      return id;
    });
    ties.push({ id: `tie-${ties.length}`, source: ends[0], target: ends[1], label: row.cells[1].textContent, tie: row.dataset.tie });
  }
  if (!things.size) return;
  figure.hidden = false;
  // The library would write its one rule into the page, which the site's policy forbids; site.css has the rule.
  document.head.append(Object.assign(document.createElement("meta"), { id: "__________cytoscape_stylesheet" }));
  const dark = window.matchMedia("(prefers-color-scheme: dark)");
  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const style = () => [
    { selector: "node", style: { label: "data(short)", color: colour("--ink"), "font-size": 13, "text-wrap": "wrap", "text-max-width": 120, "text-valign": "bottom", "text-margin-y": 4, "background-color": "#1c8d85", width: "mapData(degree, 1, 14, 16, 46)", height: "mapData(degree, 1, 14, 16, 46)", "text-background-color": colour("--card"), "text-background-opacity": 0.75 } },
    { selector: "node[kind = 'agreement'], node[kind = 'strategy']", style: { shape: "round-rectangle", "background-color": "#d98a1f", "font-size": 15, "font-weight": "bold" } },
    { selector: "node[kind = 'governance-body']", style: { shape: "diamond", "background-color": "#8a63d2" } },
    { selector: "node[kind = 'actor-group']", style: { shape: "hexagon", "background-color": "#7d8884" } },
    { selector: "edge", style: { width: 1.4, "line-color": colour("--strong-line"), "curve-style": "bezier", "target-arrow-shape": "triangle", "target-arrow-color": colour("--strong-line"), "arrow-scale": 0.8, opacity: 0.75 } },
    { selector: "edge[tie = 'adopted']", style: { width: 2.6, "line-color": "#3f9d63", "target-arrow-color": "#3f9d63" } },
    { selector: "edge[tie = 'named']", style: { "line-style": "dashed" } },
    { selector: "edge[tie = 'unit']", style: { "line-style": "dotted" } },
    { selector: ".away", style: { opacity: 0.12 } },
    { selector: ".chosen", style: { "border-width": 4, "border-color": colour("--accent") } },
  ];
  const picture = window.cytoscape({
    container: place,
    elements: [...[...things.values()].map((data) => ({ data })), ...ties.map((data) => ({ data }))],
    minZoom: 0.15,
    maxZoom: 4,
    style: [],
  });
  picture.nodes().forEach((node) => { node.data("degree", node.degree()); });
  picture.style(style());
  picture.layout({ name: "cose", animate: false, randomize: true, nodeRepulsion: () => 14000, idealEdgeLength: () => 70, nodeOverlap: 20, gravity: 0.6, numIter: 1500, padding: 24, boundingBox: { x1: 0, y1: 0, w: place.clientWidth, h: place.clientHeight }, nodeDimensionsIncludeLabels: true }).run();
  dark.addEventListener("change", () => picture.style(style()));

  const order = picture.nodes().sort((one, other) => one.data("label").localeCompare(other.data("label"), document.documentElement.lang));
  let chosen = -1;
  const choose = (node) => {
    picture.elements().removeClass("away chosen");
    about.textContent = "";
    if (!node) return;
    const near = node.closedNeighborhood();
    picture.elements().not(near).addClass("away");
    node.addClass("chosen");
    const link = Object.assign(document.createElement("a"), { href: node.data("address"), textContent: node.data("label") });
    const told = node.connectedEdges().map((edge) => `${edge.source().data("label")} ${edge.data("label")} ${edge.target().data("label")}`);
    about.append(link, ` – ${told.join("; ")}`);
    picture.animate({ center: { eles: node } }, { duration: 0 });
  };
  picture.on("tap", (event) => {
    const node = event.target === picture || !event.target.isNode() ? null : event.target;
    chosen = node ? order.toArray().findIndex((one) => one.id() === node.id()) : -1;
    choose(node);
  });
  const zoom = (factor) => picture.zoom({ level: picture.zoom() * factor, renderedPosition: { x: place.clientWidth / 2, y: place.clientHeight / 2 } });
  place.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step) {
      chosen = (chosen + step + order.length) % order.length;
      choose(order[chosen]);
    } else if (event.key === "Enter" && chosen >= 0) window.location.assign(order[chosen].data("address"));
    else if (event.key === "Escape") { chosen = -1; choose(null); }
    else if (event.key === "+") zoom(1.3);
    else if (event.key === "-") zoom(1 / 1.3);
    else return;
    event.preventDefault();
  });
  document.getElementById("net-in").addEventListener("click", () => zoom(1.3));
  document.getElementById("net-out").addEventListener("click", () => zoom(1 / 1.3));
  document.getElementById("net-fit").addEventListener("click", () => picture.fit(undefined, 30));
  document.getElementById("net-save").addEventListener("click", () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(picture.png({ output: "blob", full: true, scale: 2, bg: colour("--card") }));
    link.download = "clustergraph.png";
    link.click();
  });
})();
