"""The HTTP server: SPARQL endpoint, API, linked data and pages in one process."""
