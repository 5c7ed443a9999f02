"""What others published → an article that can be coded: its text, and a head that says what is known of it.

    bytes ─▶ formats ─▶ Document ─▶ head, text ─▶ sources/articles/
             (in a process of its own)

A format is a file here with one function, from an `Input` (bytes, a name, perhaps an address) to a `Reading`: the
documents in it, further inputs that it holds (attachments, what a web archive keeps), and how many documents it says
that it has. `formats.py` lists them, one line each, and tells by the content which one a file is of.

Nothing here invents: what a text has lost, what was mended in it and what a reader could not see are kept as lists that
end in the head of the article, what is only likely is a suggestion there, and a date comes with its basis. Parsing runs
in a process that has no network, limits of memory and time, and is ended when it takes too long (`bounds.py`), since
files come from anybody. Names of files are never taken from data.
"""
