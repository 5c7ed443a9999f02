"""The HTTP face of a built graph: SPARQL 1.1 Protocol, read-only, with the pages that the build made."""
