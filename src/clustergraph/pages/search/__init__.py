"""Search over names and quotes: typo-tolerant, and Swedish in that å, ä and ö are letters of their own."""

from clustergraph.pages.search.index import Hit, SearchIndex
from clustergraph.pages.search.versions import SearchIndexes

__all__ = ["Hit", "SearchIndex", "SearchIndexes"]
