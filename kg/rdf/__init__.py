"""Corpus → Dataset → networkx, the store, its shapes and its stored queries."""
