// Saves the pictures of a page as SVG or PNG; a picture is a `figure.picture` with an SVG or a coloured table.
(() => {
  const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "font-family", "font-size", "font-weight", "text-anchor", "opacity"];

  const element = (name, attributes, text = "") => {
    const made = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.textContent = text;
    return made;
  };

  window.saveAs = (blob, name) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  // A copy that stands by itself: what the style sheet gives is written on each element.
  const copied = (drawing) => {
    const copy = drawing.cloneNode(true);
    const originals = [drawing, ...drawing.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((each, place) => {
      const computed = getComputedStyle(originals[place]);
      for (const name of KEPT) each.setAttribute(name, computed.getPropertyValue(name));
      each.removeAttribute("class");
      if (each.hasAttribute("href")) each.setAttribute("href", new URL(each.getAttribute("href"), window.location.href));
    });
    return copy;
  };

  const onPaper = (drawing) => {
    const [, , width, height] = drawing.getAttribute("viewBox").split(" ");
    for (const [name, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", width, height })) drawing.setAttribute(name, value);
    const paper = getComputedStyle(document.documentElement).getPropertyValue("--card").trim();
    drawing.prepend(element("rect", { width: "100%", height: "100%", fill: paper }));
    return new Blob([new XMLSerializer().serializeToString(drawing)], { type: "image/svg+xml" });
  };

  // A table as it looks: a box for each cell and each coloured label, and every word where it stands.
  const tablePicture = (table) => {
    table.parentElement.scrollLeft = 0;
    const edge = table.getBoundingClientRect();
    const place = (box) => ({ x: box.left - edge.left, y: box.top - edge.top, width: box.width, height: box.height });
    const drawing = element("svg", { viewBox: `0 0 ${Math.ceil(edge.width)} ${Math.ceil(edge.height)}` });
    const write = (text, box, style) => {
      const { color: fill, fontFamily, fontSize, fontWeight } = style;
      drawing.append(element("text", { x: box.x, y: box.y + box.height * 0.78, fill, "font-family": fontFamily, "font-size": fontSize, "font-weight": fontWeight }, text));
    };
    for (const part of table.querySelectorAll("th, td, .stance")) {
      const style = getComputedStyle(part);
      const label = part.matches(".stance");
      drawing.append(element("rect", { ...place(part.getBoundingClientRect()), rx: label ? 4 : 0, fill: label ? style.backgroundColor : "none", stroke: label ? "none" : style.borderBottomColor }));
    }
    for (const sign of table.querySelectorAll(".sign")) {
      const style = getComputedStyle(sign, "::before");
      write(style.content.replaceAll('"', ""), place(sign.getBoundingClientRect()), style);
    }
    const texts = document.createTreeWalker(table, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    while (texts.nextNode()) {
      const node = texts.currentNode;
      const style = getComputedStyle(node.parentElement);
      for (const word of node.data.matchAll(/\S+/g)) {
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        write(word[0], place(range.getBoundingClientRect()), style);
      }
    }
    return drawing;
  };

  const drawn = async (blob) => {
    const address = URL.createObjectURL(blob);
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: image.width * 2, height: image.height * 2 });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    URL.revokeObjectURL(address);
    return new Promise((done) => { canvas.toBlob(done, "image/png"); });
  };

  window.pictureButtons = (figure) => {
    const alone = () => {
      const drawing = figure.querySelector("svg");
      return onPaper(drawing ? copied(drawing) : tablePicture(figure.querySelector("table")));
    };
    const name = `clustergraph-${figure.dataset.name}`;
    const buttons = [["SVG", async () => alone()], ["PNG", async () => drawn(alone())]].map(([kind, make]) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet small", textContent: kind });
      button.setAttribute("aria-label", `${figure.dataset.save} ${kind}`);
      button.addEventListener("click", async () => window.saveAs(await make(), `${name}.${kind.toLowerCase()}`));
      return button;
    });
    const row = Object.assign(document.createElement("p"), { className: "save" });
    row.append(...buttons);
    figure.append(row);
  };
  for (const figure of document.querySelectorAll("figure.picture[data-name]")) window.pictureButtons(figure);
})();
