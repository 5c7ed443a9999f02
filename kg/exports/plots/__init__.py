"""Scores over time as pictures for print; needs the extra `plot`."""
