"""The network and its claims in the formats of other tools; one file a format, and what each cannot carry."""
