"""The graph for assistants: read-only tools whose answers are short texts in which every row can be cited.

A tool (`tools/`, one file per question) asks a `Snapshot` of the build (`graph.py`), or for SPARQL a process of its own
that can be ended (`workers.py`), and gives a `Listing`; `pages.py` draws of it what fits into 6,000 characters, and
says how to ask for the rest. `rows.py` writes a claim, `parameters.py` reads what is asked, `refusals.py` has the one
error that a model is shown. `toolbox.py` puts these together and knows nothing of protocols:

    protocol.py   the tools, `resources.py` and `prompts.py` by the Model Context Protocol; alone imports its SDK
    stdio.py      `kg mcp`: over standard input and output
    http.py       `/mcp` of `kg serve`: stateless, behind the same checks of host, origin and token
    asking/       `kg ask`: a model that uses the tools, and an answer whose citations are checked

What articles say is data: it stands on lines of its own, with control characters made visible. Drafts are not in the
graph, and nothing here looks for them.
"""
