"""Articles about international politics → an evidence-first knowledge graph.

    sources/*.txt, *.yaml ─▶ model ─▶ checks ─▶ RDF dataset ─▶ network ─▶ analysis ─▶ outputs
        reading               (findings)        graph           (networkx)            (html, graphml, …)

`kg.pipeline` is that journey, one line a stage.
"""
