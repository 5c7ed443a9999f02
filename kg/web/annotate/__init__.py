"""The page of the workbench, in which an article is coded beside its text.

`page()` is the shell that a server gives for the list of articles and for each article alike; what is shown follows
from the address and from the server's answers. The scripts are modules in `kg/web/templates/annotate/`, bundled like
those of the view into `annotate.bundle.js`, and take from `shared/` what any page may have. What follows from what:

    api         every question to the server; what it refuses and what does not come back are told apart here
    state       what is shown: project, article, selection, the claim in the form; who wants to know of changes
    offsets     code points, in which the server counts, to UTF-16 units, in which the page does, and back
    text, marks the text as one node; passages as highlights in lanes, so that nested ones are told apart
    selection   words chosen by pointer; ends: by keys, sentence by sentence, by first letters, by steps of a word
    entries     a claim as plain data: what stands under a path, how it reads; merging: three versions in one
    draft       the claim in the form, which outlives a reload; saving: changes, undo, conflicts, waiting
    form        the form of a claim; fields, combobox, options: its controls, made from what the server says of fields
    claims      the claims beside the text, in its order; findings: at their fields; guide, unread: what else there is
    news        what others change meanwhile, and what the build makes of it
    keys        which key does what, as `keys.py` says or the reader has chosen
    articles    the list of articles; registry: the lists of actors, issues and events, and their dialogs

Text from the data only ever becomes text: elements are built, never parsed, and nothing in the page is inline.
"""

from kg.web.annotate.keys import KEYS, Key
from kg.web.annotate.page import ASSETS, POLICY, asset, page

__all__ = ["ASSETS", "KEYS", "POLICY", "Key", "asset", "page"]
