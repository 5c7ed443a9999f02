"""How the tension of a dyad came about."""
