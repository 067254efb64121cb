// Who has adopted the letter of intent, and in which words? The API from JavaScript, in a browser or Node.js 18.
//
// node adoptions.mjs http://127.0.0.1:8000

const server = process.argv[2];

/** All rows of a canned query, page by page. */
async function* rows(name, parameters = {}) {
  let address = `${server}/queries/${name}?${new URLSearchParams(parameters)}`;
  while (address) {
    const response = await fetch(address, { headers: { Accept: "application/json" } });
    const answer = await response.json();
    // A problem document names the parameter that is wrong and what it takes.
    if (!response.ok) throw new Error(answer.detail);
    yield* answer.rows;
    address = answer.next;
  }
}

// Pages of two rows, to show that `next` leads through all of them.
for await (const row of rows("adoptions", { limit: 2 })) {
  console.log([row.actor_label, row.date ?? "", row.quote].join("\t"));
}
