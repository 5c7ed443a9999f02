"""Asking others over HTTP, within bounds: what SPARQL endpoints and models have in common. Needs urllib3, an extra."""
