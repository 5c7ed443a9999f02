"""The HTTP face of a built graph: SPARQL 1.1 Protocol, read-only, with the pages that the build made.

One process speaks HTTP and asks the engine for nothing but look-ups of one triple pattern, which end with their budget
(`lookup.py`): a query that runs cannot be told to stop, only its process can be ended. So `pool.py` keeps processes
(`worker.py`), each with the store open read-only and bounded in memory, that answer one query after the other. A small
store every process has in memory, where a query costs a third; all or none, so that rows without an order come in the
same one from each. A worker
is sent several at once; those beside one that takes long go to others. An answer is whole before its first byte is
sent, so that none is cut short and a failure always has its status. A query of more than a second yields its place and
the processor to the others.

A request passes `middleware.py` (host, origins and compression by Starlette; token, headers, log), then a route of
`app.py`:

    /sparql         sparql.py, by protocol.py and negotiation.py; without a query description.py or query_form.py
    /void           description.py
    /mcp            what kg/assistant/http.py mounts, where its extra is installed
    /actor/…, /id/… pages.py and documents.py, from the `Site` of the build (site.py)
    /, /<file>      files.py: the names that build.json lists, opened so that no link leads out

Routes are functions from a request to a response of Starlette; they ask by `service.ask`, and what goes wrong is raised
as a `Problem`. A new build is seen by its store (`build.py`), whose rename is the last. Written by hand is what no
library gives: `connection.py`, since uvicorn waits without end for heads and for readers; `files.py`, since StaticFiles
serves what is not listed; `pool.py`, since `concurrent.futures` cannot end one process.

YASGUI is not kept in the repository: `python -m kg.server.fetch_yasgui`, which `make` and the wheel's build run, takes
it from npm where there is npm, pinned by its hash.
"""
