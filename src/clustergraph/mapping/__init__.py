"""Rules that find candidate statements in a text; their knowledge is in `ontology/` and `data/actors/`.

Layers, each of which knows only those before it: `text`, `organisations`, `people`, `head`, `decisions` and `elements`,
`positions`, `records`; `pipeline` calls them in that order.
"""

from clustergraph.mapping.document import MappedDocument
from clustergraph.mapping.json_form import as_json
from clustergraph.mapping.pipeline import map_file, map_source

__all__ = ["MappedDocument", "as_json", "map_file", "map_source"]
