"""The pages: HTML made on the server from the store, in Swedish and English, that reads without JavaScript.

- `visit.Visit`: one request for a page: language, parameters, addresses, and the graph as rows of text.
- `views/`: a module a page; a view is a function from a `Visit` to a `Page` (template and what it shows).
- `templates/`, `static/`, `sparql/`, `texts.toml`: markup, styles and scripts, the pages' own queries, every word.
- `render.render(page, visit)`: the HTML.

To add a page: a view, a template, its texts, and a line in the table of `server/routes/pages.py`.
"""
