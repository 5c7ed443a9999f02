"""Several coders of one article."""
