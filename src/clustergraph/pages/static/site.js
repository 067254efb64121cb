// Small conveniences; every page reads without them.

// "/" moves to the search box, as readers of reference sites expect.
document.addEventListener("keydown", (event) => {
  const box = document.getElementById("find");
  const typing = event.target.closest("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && box) {
    event.preventDefault();
    box.focus();
    box.select();
  }
});

// A filter that is a list asks at once; the button beside it remains for keyboards and screen readers.
for (const form of document.querySelectorAll("form[data-at-once]")) {
  for (const list of form.querySelectorAll("select")) {
    let opened = false;
    list.addEventListener("pointerdown", () => { opened = true; });
    list.addEventListener("change", () => { if (opened) form.requestSubmit(); });
  }
}

// Fields that are left empty stay out of the address.
for (const form of document.querySelectorAll("form[method=get], form:not([method])")) {
  form.addEventListener("submit", () => {
    for (const field of form.elements) {
      if (field.name && field.value === "" && field.type !== "search") field.disabled = true;
    }
  });
}

// A block that is wider than the page can be scrolled with the keyboard.
for (const block of document.querySelectorAll(".scroll")) {
  if (block.scrollWidth > block.clientWidth) block.tabIndex = 0;
}

// A table whose rows stand as blocks on a phone is still a table to those who hear it.
const roles = { TABLE: "table", THEAD: "rowgroup", TBODY: "rowgroup", TR: "row", TD: "cell" };
for (const table of document.querySelectorAll("table.stack")) {
  for (const part of [table, ...table.querySelectorAll("thead, tbody, tr, td, th")]) {
    part.setAttribute("role", roles[part.tagName] || (part.scope === "row" ? "rowheader" : "columnheader"));
  }
}

// Where the navigation is wider than the screen, the page's own entry is in sight.
const here = document.querySelector(".top nav [aria-current]");
if (here) here.closest("ul").scrollLeft = here.offsetLeft - 24;
document.querySelector(".top nav ul").addEventListener("focusin", (event) => {
  event.target.scrollIntoView({ block: "nearest", inline: "center" });
});
