"""Friends and enemies as a signed graph: camps, balance, and who stands between."""
