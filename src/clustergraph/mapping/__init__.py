"""Rules that find candidate statements in a text; their knowledge is in `ontology/` and `data/actors/`."""

from clustergraph.mapping.document import MappedDocument
from clustergraph.mapping.json_form import as_json
from clustergraph.mapping.pipeline import map_file, map_source

__all__ = ["MappedDocument", "as_json", "map_file", "map_source"]
