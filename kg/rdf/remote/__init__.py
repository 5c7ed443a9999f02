"""A graph behind a SPARQL 1.1 endpoint: its records and its answers, page by page."""
