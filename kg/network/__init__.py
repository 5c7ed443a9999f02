"""Corpus → networkx: who and what there is, and one tie for each claim and pair of them."""
