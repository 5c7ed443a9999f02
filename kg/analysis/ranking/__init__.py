"""Rankings beside one another: what moves, how they correlate, what they rest on; what sensitivity is made of."""
