"""Changes to people's files that touch only what changed.

    span.py       where a value stands in its file, from its first character to its last
    text.py       the text of a file, and the same with some spans replaced: comments, line ends and a BOM stay
    saving.py     changed files take the places of the old ones, all of them or none, if nobody changed these meanwhile
    emitting.py   plain data as YAML in the form that people write
    entries.py    a new entry at the end of a registry
    naming.py     every place where something is named in the files, and another name in these places

A change is planned on what was read, and written only to files that still hold it.
"""
