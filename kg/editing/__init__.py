"""Changes to people's files that touch only what changed.

    articles.py    the YAML of an article as blocks: its head, and its claims, also beside mistakes
    changes.py     claims that are changed, come or go, all together or not at all, unless somebody else changed them
    placing.py     where new claims stand, and what goes with those that go
    journal.py     what was done in each article, to be undone and done again
    entries.py     the entries of registries: new ones at the end, and one that is changed or goes
    merging.py     two entries that are one, and every name of the first becomes the second
    naming.py      every place where something is named in the files, and another name in these places

    updating.py    a mapping as it is written → the same saying something else, key by key
    written.py     where each value and key of a text stands, and in which way it is written
    span.py        where a word stands in its file, from its first character to its last
    emitting.py    plain data as YAML in the form that people write
    order.py       the order in which people write keys
    text.py        the text of a file, and the same with some spans replaced: comments, line ends and a BOM stay
    saving.py      changed files take the places of the old ones, all or none, if nobody changed these meanwhile

An *entry* is what a mapping says as plain data: each scalar a string or None, keys in the order of the file. A change
has the entry before and the entry after, and is made only where the file still says the former:

    Change ─▶ ArticleFile.read ─▶ is it as it was? ─▶ spans to replace ─▶ bytes ─▶ read again: is it as meant?
                   ▲              (ConflictError)     (updating, placing)               (else nothing is written)
                   └── ChangedError ◀── is the file as it was read? ◀── saving ◀────────┘

The lines of a claim are replaced by those that were there before, if they are known (`Change.lines`), so that what is
undone is as it was to the byte.
"""
