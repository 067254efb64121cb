// The table of ties as a picture that is explored beside it.
(() => {
  const $ = (id) => document.getElementById(id);
  const things = new Map();
  const ties = [];
  for (const row of document.querySelectorAll("#ties tbody tr[data-tie]")) {
    const [source, target] = [row.cells[0], row.cells[2]].map((cell) => {
      const link = cell.querySelector("a");
      const { id, kind } = cell.dataset;
      if (!things.has(id)) things.set(id, { id, kind, label: link.textContent, address: link.href });
      return id;
    });
    ties.push({ source, target, label: row.cells[1].textContent, tie: row.dataset.tie });
  }
  if (!things.size) return;
  $("net").hidden = false;

  const rows = [...document.querySelectorAll("#ties tbody tr[data-tie]")];
  const told = (thing, its = []) => {
    $("net-about").replaceChildren();
    for (const row of rows) row.hidden = Boolean(thing) && ![row.cells[0], row.cells[2]].some((cell) => cell.dataset.id === thing.id);
    if (!thing) return;
    const link = Object.assign(document.createElement("a"), { href: thing.address, textContent: thing.label });
    const shown = its.slice(0, 12).map(({ from, tie, to }) => `${from.label} ${tie} ${to.label}`);
    if (its.length > shown.length) shown.push("…");
    $("net-about").append(link, ` – ${shown.join("; ")}`);
  };
  const picture = window.graphPicture($("net-picture"), [...things.values()], ties, told);

  // Find a thing by its name, and keep the kinds that are ticked.
  const byName = new Map([...things.values()].map((thing) => [thing.label.toLowerCase(), thing.id]));
  $("net-find").addEventListener("input", () => {
    const typed = $("net-find").value.trim().toLowerCase();
    const found = byName.get(typed);
    if (found || !typed) picture.choose(found);
  });
  $("net-find").addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const typed = $("net-find").value.trim().toLowerCase();
    const found = [...byName].find(([name]) => name.startsWith(typed)) || [...byName].find(([name]) => name.includes(typed));
    if (typed && found) picture.choose(found[1]);
  });
  const boxes = [...document.querySelectorAll("#net-kinds [type=checkbox]")];
  for (const box of boxes) box.addEventListener("change", () => picture.only(new Set(boxes.filter((one) => one.checked).map((one) => one.value))));

  $("net-in").addEventListener("click", () => picture.zoom(1.3));
  $("net-out").addEventListener("click", () => picture.zoom(1 / 1.3));
  $("net-fit").addEventListener("click", () => { picture.choose(null); picture.fit(); });
  $("net-png").addEventListener("click", () => window.saveAs(picture.png(), "clustergraph-network.png"));
  $("net-svg").addEventListener("click", () => window.saveAs(picture.svg(), "clustergraph-network.svg"));
})();
