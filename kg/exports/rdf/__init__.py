"""The dataset as RDF files, and what the analysis found as RDF."""
