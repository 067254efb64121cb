// The API's operations: in Swagger UI where it is installed, else as a plain list.
(async () => {
  const place = document.getElementById("operations");
  if (place.dataset.plain === "no") {
    window.SwaggerUIBundle({ url: "/openapi.json", domNode: place, deepLinking: true, validatorUrl: null, docExpansion: "list", defaultModelsExpandDepth: -1, supportedSubmitMethods: ["get", "post"] });
    return;
  }
  const description = await (await fetch("/openapi.json")).json();
  const list = document.createElement("dl");
  for (const [path, operations] of Object.entries(description.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const name = document.createElement("dt");
      name.append(Object.assign(document.createElement("code"), { textContent: `${method.toUpperCase()} ${path}` }));
      list.append(name, Object.assign(document.createElement("dd"), { textContent: operation.summary || "" }));
    }
  }
  place.append(list);
})();
