"""Who can move whom, by what, how strongly, and through whom."""
