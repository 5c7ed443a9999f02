"""The measure of tension: the formula alone, and how one looks at a network."""
