"""The same work done the plain way: PyYAML, rdflib, pyshacl, networkx and pyvis, as their manuals show them.

It shares no code with `kg`. What it leaves out is to its advantage: findings with places (it stops at the first
mistake), checks other than quotes and shapes, the analysis graph, the codebook, JSON Schemas, a layout, and a store.
"""
