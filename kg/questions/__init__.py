"""One folder per question: its analysis, its tables, its note for the screen, its RDF."""
