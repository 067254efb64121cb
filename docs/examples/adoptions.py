"""Who has adopted the letter of intent, and in which words? SPARQL from Python: pip install SPARQLWrapper

python adoptions.py http://127.0.0.1:8000
"""

import sys

from SPARQLWrapper import JSON, SPARQLWrapper

QUESTION = """
PREFIX cg: <https://w3id.org/clustergraph/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX oa: <http://www.w3.org/ns/oa#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?name ?date (MIN(?words) AS ?quote) WHERE {
  ?adoption a cg:Adoption ; cg:adoptingActor/skos:prefLabel ?name ; cg:evidence ?evidence .
  ?evidence cg:order 1 ; oa:hasTarget/oa:hasSelector/oa:exact ?words .
  OPTIONAL { ?adoption dcterms:date ?date }
  FILTER(LANG(?name) = "sv")
} GROUP BY ?name ?date ORDER BY ?name
"""

endpoint = SPARQLWrapper(f"{sys.argv[1]}/sparql", returnFormat=JSON)
endpoint.setQuery(QUESTION)
for row in endpoint.queryAndConvert()["results"]["bindings"]:
    # The sources give some adoptions no date; then there is no `date` in the row.
    print(row["name"]["value"], row.get("date", {}).get("value", ""), row["quote"]["value"], sep="\t")
