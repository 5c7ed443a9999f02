"""Who agrees and who conflicts with whom on the issues."""
