"""One file per format: what the pipeline writes and `kg export` prints."""
