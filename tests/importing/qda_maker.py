"""REFI-QDA projects as other programs write them, made for tests."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<Project xmlns="urn:QDA-XML:project:1.0" name="Talks" origin="Tests" basePath="/home/somebody/private">'
USERS = '<Users><User guid="u-ann" name="Ann"/><User guid="u-ben" name="Ben"/></Users>'


def places(text, start, end, count):
    """Where a passage of a text begins and ends as a program counts, which counts the characters before it."""
    return count(text[:start]), count(text[:end])


def codebook(names):
    """The codes by name, those with a / below others, each with the name as its GUID."""
    tree = {}
    for name in names:
        branch = tree
        for part in name.split("/"):
            branch = branch.setdefault(part, {})

    def write(branch, above):
        for part, below in branch.items():
            path = f"{above}/{part}" if above else part
            yield f'<Code guid={quoteattr(path)} name={quoteattr(part)} isCodable="true">'
            yield from write(below, path)
            yield "</Code>"

    return f"<CodeBook><Codes>{''.join(write(tree, ''))}</Codes></CodeBook>"


def selection(start, end, codes, user="u-ann", name="", notes=()):
    """A coded passage."""
    given = "".join(
        f'<Coding guid="c" creatingUser="{user}"><CodeRef targetGUID={quoteattr(code)}/></Coding>' for code in codes
    )
    noted = "".join(f'<NoteRef targetGUID="{note}"/>' for note in notes)
    return f'<PlainTextSelection guid="s" name={quoteattr(name)} startPosition="{start}" endPosition="{end}">{given}{noted}</PlainTextSelection>'


def source(name, selections, path="internal://text.txt"):
    """A text with its coded passages."""
    return f'<TextSource guid="t" name={quoteattr(name)} plainTextPath={quoteattr(path)}>{"".join(selections)}</TextSource>'


def note(guid, text):
    """A note."""
    return f'<Note guid="{guid}"><PlainTextContent>{escape(text)}</PlainTextContent></Note>'


def document(codes, sources, notes=()):
    """The XML of a project."""
    noted = f"<Notes>{''.join(notes)}</Notes>" if notes else ""
    return f"{HEAD}{USERS}{codebook(codes)}<Sources>{''.join(sources)}</Sources>{noted}</Project>".encode()


def qdpx(path, content, files=(), name="project.qde"):
    """An archive with the XML of a project and files."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        for each, inside in files:
            archive.writestr(each, inside)
    path.write_bytes(made.getvalue())
    return path
