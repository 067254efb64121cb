// Saves the pictures of a page as SVG or PNG; a picture is a `figure.picture` with an SVG and a place for buttons.
(() => {
  const KEPT = ["fill", "fill-opacity", "stroke", "stroke-width", "font-family", "font-size", "font-weight", "text-anchor", "opacity"];

  window.saveAs = (blob, name) => {
    const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  };

  // A copy that stands by itself: what the style sheet gives is written on each element.
  const alone = (drawing) => {
    const copy = drawing.cloneNode(true);
    const originals = [drawing, ...drawing.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((element, place) => {
      const computed = getComputedStyle(originals[place]);
      for (const name of KEPT) element.setAttribute(name, computed.getPropertyValue(name));
      element.removeAttribute("class");
      if (element.hasAttribute("href")) element.setAttribute("href", new URL(element.getAttribute("href"), window.location.href));
    });
    const [, , width, height] = drawing.getAttribute("viewBox").split(" ");
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", width);
    copy.setAttribute("height", height);
    const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
    for (const [name, value] of [["width", "100%"], ["height", "100%"], ["fill", getComputedStyle(document.documentElement).getPropertyValue("--card").trim()]]) paper.setAttribute(name, value);
    copy.prepend(paper);
    return new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" });
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
    const drawing = figure.querySelector("svg");
    const name = `clustergraph-${figure.dataset.name}`;
    const buttons = [["SVG", async () => alone(drawing)], ["PNG", async () => drawn(alone(drawing))]].map(([kind, make]) => {
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
