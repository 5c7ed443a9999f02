"""Signed graphs: friends and enemies, triads, frustration, camps and who stands between; what balance is made of."""
