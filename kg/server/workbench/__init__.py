"""The workbench: the one server that writes, for the person at this machine who codes articles in the browser.

    safety.py      who is let in: hosts, origins, the token and its cookie, the header of the page
    bodies.py      what a request's JSON says, in the forms that are asked for, or a Problem
    app.py         the routes
    refusals.py    what people's files and others who write can keep it from doing, as the page is told
    article.py     one article as the page has it: its text, its claims with passages and findings
    fields.py      what an entry may say, from what is said of the fields of its record
    project.py     the project as the page has it: articles, terms, actors, issues, events
    drafts.py      claims that are suggested and wait: which, and what becomes of them
    registry.py    entries of the registries: new, changed, renamed, made one, and those that are known already
    session.py     what one run keeps: results of the last check and build, the journal; who saves, and in which turn
    results.py     what the last check said
    child.py       a process of ours that says in lines of JSON what it has found
    checking.py    such a process: checks after every save, and suggests
    building.py    such a process: builds when it is asked
    parent.py      the server, seen from such a process
    run.py         the start

A save waits for nothing but the disk: it is written by `kg.editing`, and the process that checks is told. That process
looks at the files by itself, too, so that an editor beside the page is followed. Its findings come in two steps, those
of reading and rules before those of shapes; then the graph is built, with less of the processor. What has changed is
in `/api/news`, which can be waited for.

The page speaks in entries, as YAML has them, with every scalar a string; offsets are code points.
"""
