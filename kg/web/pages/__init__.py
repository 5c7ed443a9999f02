"""Pages to read without a script, one for each thing of the graph: the same on a server and as files."""
