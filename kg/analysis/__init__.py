"""One file per question: pure functions over the network, returning dataclasses."""
