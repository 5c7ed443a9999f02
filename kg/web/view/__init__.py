"""The interactive view: one HTML file that needs no network."""
