"""Word, OpenDocument, Rich Text, EPUB: what one sees of the last version, whatever tracks, boxes and notes there are."""

from __future__ import annotations

import io
import zipfile

import pytest

from kg.intake.document import UnreadableInputError
from tests.intake.makers import LINES, TITLE, archive, docx, epub, odt, paragraph, rtf, run

BOX = "<mc:AlternateContent><mc:Choice><w:txbxContent>{0}</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>{0}</w:txbxContent></mc:Fallback></mc:AlternateContent>"
TABLE = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"
NOTES = '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">{}</w:footnotes>'


def words(document):
    return " | ".join(document.paragraphs)


def test_a_word_document_is_read(read):
    [document] = read(docx(), "talks.docx")
    assert (document.title, document.paragraphs) == (TITLE, LINES)
    assert document.possible_authors == ("Maria Holm",)
    assert [(each.basis, each.day) for each in document.dates] == [("file", "2016-02-09")]


WHITE = '<w:color w:val="FFFFFF"/>'
TRAPS = {
    "insertion": (f"<w:p><w:ins>{run('Inserted words.')}</w:ins></w:p>", "Inserted words.", 1),
    "deletion": (f"<w:p><w:del>{run('Deleted words.').replace('w:t>', 'w:delText>')}</w:del>{run('Kept.')}</w:p>", "Deleted", 0),
    "moved away": (f"<w:p><w:moveFrom>{run('Moved words.')}</w:moveFrom>{run('Kept.')}</w:p>", "Moved", 0),
    "box": (paragraph("Before.", inner=f"<w:r>{BOX.format(paragraph('Boxed words.'))}</w:r>"), "Boxed words.", 1),
    "table": (TABLE.format(paragraph("Cell one"), paragraph("Cell two")), "Cell one | Cell two", 1),
    "field": (f"<w:p><w:r><w:instrText>HYPERLINK x</w:instrText></w:r>{run('Linked.')}</w:p>", "HYPERLINK", 0),
    "hidden": (f"<w:p>{run('Hidden words.', '<w:vanish/>')}{run('Kept.')}</w:p>", "Hidden", 0),
    "white": (f"<w:p>{run('White words.', WHITE)}{run('Kept.')}</w:p>", "White", 0),
    "break": (f"<w:p>{run('One')}<w:r><w:br/></w:r>{run('two.')}</w:p>", "One two.", 1),
}  # fmt: skip


@pytest.mark.parametrize("trap", TRAPS)
def test_the_traps_of_word_are_passed(read, trap):
    more, said, count = TRAPS[trap]
    assert words(read(docx(more))[0]).count(said) == count


def test_notes_of_word_come_in_and_comments_are_told(read):
    parts = {"word/footnotes.xml": NOTES.format(paragraph("A note at the foot.")), "word/comments.xml": "<x/>"}
    [document] = read(docx(parts=parts))
    assert document.paragraphs[-1] == "A note at the foot."
    assert "comments" in document.lost


def test_what_is_hidden_in_word_is_told(read):
    assert read(docx(TRAPS["hidden"][0]))[0].hidden == ("Hidden words.",)


def test_an_opendocument_text_is_read(read):
    [document] = read(odt("<text:p>One<text:s text:c='2'/>two<text:line-break/>three</text:p>"), "talks.odt")
    assert (document.title, document.paragraphs) == (TITLE, (*LINES, "One two three"))


def test_what_is_deleted_or_hidden_in_opendocument_is_left_out(read):
    styles = '<style:style style:name="H"><style:text-properties text:display="none"/></style:style>'
    deleted = "<text:tracked-changes><text:p>Deleted words.</text:p></text:tracked-changes>"
    hidden = '<text:p>Seen <text:span text:style-name="H">hidden words</text:span> too.</text:p>'
    [document] = read(odt(deleted, hidden, styles=styles))
    assert "Deleted" not in words(document)
    assert document.paragraphs[-1] == "Seen too."
    assert document.hidden == ("hidden words",)


RICH = [
    (r"One\par Two", ["One", "Two"]),
    (r"L\'e9t\'e9", ["Lété"]),
    (r"\u8217?Quoted\u8217?", ["’Quoted’"]),
    (r"\uc2\u26032??snow", ["新snow"]),
    (r"{\field{\*\fldinst HYPERLINK x}{\fldrslt Linked}} words", ["Linked words"]),
    (r"Text{\footnote A note.} goes on", ["Text goes on", "A note."]),
    (r"Seen {\v hidden} too {\deleted gone}now", ["Seen too now"]),
    (r"{\header Head}{\pict 0a0b}Body \{braces\}", ["Body {braces}"]),
    (r"\emdash\ldblquote so\rdblquote", ["—“so”"]),
    (r"\u-10179?\u-8704?", ["\U0001f600"]),
]


@pytest.mark.parametrize(("body", "lines"), RICH)
def test_rich_text_is_read(body, lines):
    from kg.intake.rtf import words_of

    assert words_of(rtf(body).decode("latin-1"))[0] == lines


def test_bytes_of_rich_text_are_read_by_their_font():
    from kg.intake.rtf import words_of

    fonts = r"{\fonttbl{\f0\fnil\fcharset0 Arial;}{\f1\fnil\fcharset204 Arial;}{\f2\fnil\fcharset134 SimSun;}}"
    assert words_of(rtf(r"\f1\'cf\'f0\'e8 \f2\'d6\'d0", fonts).decode("latin-1"))[0] == ["При 中"]


def test_a_rich_text_is_a_document(read):
    [document] = read(
        rtf(
            r"Envoys meet\par By Maria Holm\par They met in Tokyo.",
            r"{\info{\title Envoys meet}{\creatim\yr2016\mo2\dy9}}",
        )
    )
    assert (document.title, document.possible_authors) == ("Envoys meet", ("Maria Holm",))
    assert document.dates[0].day == "2016-02-09"
    assert document.media_type == "application/rtf"


def test_the_chapters_of_a_book_come_in_their_order(read):
    [document] = read(
        epub(["<h1>Second</h1><p>Later words.</p>", "<h1>First</h1><p>Words.</p><p hidden>No.</p>"]), "b.epub"
    )
    assert document.paragraphs == ("First", "Words.", "Second", "Later words.")
    assert (document.title, document.authors, document.language) == (TITLE, ("Maria Holm",), "en")


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub", "a.pdf", "a.rtf"])
@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04word/ broken", b"\x00\x01\x02", b"%PDF-1.7 broken", b"{\\rtf1 {{{"]
)
def test_what_is_damaged_is_refused_in_words(read, name, content):
    with pytest.raises(UnreadableInputError):
        read(content, name)


def test_an_archive_that_unpacks_without_end_is_refused(read):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as opened, opened.open("word/document.xml", "w") as part:
        for _ in range(64):
            part.write(b" " * 1_000_000)
    with pytest.raises(UnreadableInputError) as refused:
        read(bomb.getvalue(), "a.docx")
    assert refused.value.rule == "add-bounds"


def test_names_in_an_archive_lead_nowhere(read):
    [document] = read(docx(parts={"../../etc/passwd": "x", "word/media/../../x.png": "x"}))
    assert document.title == TITLE


def test_entities_in_documents_are_not_expanded(read):
    bomb = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document xmlns:w="w"><w:body><w:p><w:r><w:t>Words &a; of it</w:t></w:r></w:p></w:body></w:document>'
    try:
        text = " ".join(read(archive({"word/document.xml": bomb}), "a.docx")[0].paragraphs)
    except UnreadableInputError:
        return
    assert "root:" not in text


@pytest.mark.parametrize("name", ["a.docx", "a.odt", "a.epub"])
def test_a_part_that_is_damaged_is_refused_in_words(read, name):
    whole = {"a.docx": docx(), "a.odt": odt(), "a.epub": epub(["<p>Words of it.</p>"])}[name]
    for place in range(60, len(whole) - 200, 7):
        spoilt = bytearray(whole)
        spoilt[place] ^= 0xFF
        try:
            read(bytes(spoilt), name)
        except UnreadableInputError:
            continue
