"""The SPARQL editor: a text field that works everywhere, and the YASGUI editor over it where it is installed."""

from clustergraph.namespaces import PREFIXES
from clustergraph.pages.render import has_asset
from clustergraph.pages.views.network import PICTURE
from clustergraph.pages.visit import Page, Visit
from clustergraph.queries import bind, canned, catalogue

EDITOR = "vendor/yasgui.min.js"
_EDITOR_STYLE = "vendor/yasgui.min.css"
# YASGUI writes styles into the page, which the common policy of the site forbids; scripts stay local.
POLICY = (
    "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self' data:; "
    "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'"
)
_FIRST = """SELECT ?actor ?name ?date ?quote
WHERE {
  ?adoption a cg:Adoption ;
            cg:adoptingActor ?actor ;
            cg:evidence/oa:hasTarget/oa:hasSelector/oa:exact ?quote .
  ?actor skos:prefLabel ?name .
  FILTER(LANG(?name) = "%s")
  OPTIONAL { ?adoption dcterms:date ?date }
}
ORDER BY ?date"""


def sparql(visit: Visit) -> Page:
    """The editor, with the `query` of the address, the canned query that `example` names, or a first query.

    Raises NotFoundError for an unknown example, QueryError for a value of the wrong form.
    """
    example = visit.params.get("example", "")
    there = has_asset(EDITOR)
    drawn = (*PICTURE, "pictures.js", "answer-picture.js")
    pictures = drawn if all(map(has_asset, drawn)) else ()
    return Page(
        "sparql.html",
        visit.t("sparql.title"),
        "sparql",
        {
            "text": visit.params.get("query")
            or (_example(visit, example) if example else prefixed(_FIRST % visit.lang)),
            "example": example,
            "examples": list(catalogue().values()),
            "prefixes": PREFIXES,
            "editor": there,
        },
        scripts=(EDITOR, *pictures, "editor.js") if there else (),
        styles=(_EDITOR_STYLE,) if there else (),
        policy=POLICY if there else None,
    )


def _example(visit: Visit, name: str) -> str:
    """A canned query as plain SPARQL, with the values that the address gives."""
    query = canned(name)
    values = {key: value for key, value in visit.params.items() if key in query.parameters and value}
    if "lang" in query.parameters:
        values["lang"] = visit.lang
    missing = [key for key, parameter in query.parameters.items() if parameter.required and key not in values]
    text = bind(query, values | {key: query.parameters[key].example for key in missing})
    return "\n".join(line for line in text.splitlines() if line.strip() and not line.startswith("#+"))


def prefixed(text: str) -> str:
    """The query with a PREFIX line for each prefix of the project that it uses."""
    used = [name for name in PREFIXES if f"{name}:" in text]
    return "\n".join(f"PREFIX {name}: <{PREFIXES[name]}>" for name in sorted(used)) + "\n\n" + text
