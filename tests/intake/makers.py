"""Files of the formats that are read, made of words, each as short as it can be and still be one."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
TITLE = "Envoys meet in Tokyo"
LINES = (
    "Envoys of four states met in Tokyo on Monday to talk about the missiles.",
    "China sees the missiles as a threat, its ambassador said after the talks.",
)


def archive(parts, first=None):
    """An archive of ZIP; `first` is stored as it is, before the others."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        if first:
            opened.writestr(zipfile.ZipInfo(first[0]), first[1])
        for name, content in parts.items():
            opened.writestr(name, content)
    return made.getvalue()


def run(text, about=""):
    return f"<w:r><w:rPr>{about}</w:rPr><w:t>{escape(text)}</w:t></w:r>"


def paragraph(text, style="", inner=""):
    named = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{named}{run(text) if text else ''}{inner}</w:p>"


def docx(*more, title=TITLE, lines=LINES, parts=None):
    """A Word document with a title, lines, and more XML in its body."""
    body = paragraph(title, "Title") + "".join(map(paragraph, lines)) + "".join(more)
    document = f"<w:document {W} {MC}><w:body>{body}</w:body></w:document>"
    core = (
        '<cp:coreProperties xmlns:cp="c" xmlns:dc="d" xmlns:dcterms="t"><dc:creator>Maria Holm</dc:creator>'
        "<dcterms:created>2016-02-09T08:00:00Z</dcterms:created></cp:coreProperties>"
    )
    return archive({"word/document.xml": document, "docProps/core.xml": core, **(parts or {})})


def odt(*more, title=TITLE, lines=LINES, styles=""):
    names = 'xmlns:office="o" xmlns:text="t" xmlns:style="s" xmlns:fo="f"'
    body = f"<text:h>{title}</text:h>" + "".join(f"<text:p>{line}</text:p>" for line in lines) + "".join(more)
    content = f"<office:document-content {names}>{styles}<office:body>{body}</office:body></office:document-content>"
    return archive({"content.xml": content}, ("mimetype", "application/vnd.oasis.opendocument.text"))


def rtf(body, head=""):
    return ("{\\rtf1\\ansi\\ansicpg1252\\uc1" + head + " " + body + "}").encode("latin-1")


def epub(chapters, title=TITLE):
    items = "".join(
        f'<item id="c{n}" href="c{n}.xhtml" media-type="application/xhtml+xml"/>' for n in range(len(chapters))
    )
    order = "".join(f'<itemref idref="c{n}"/>' for n in reversed(range(len(chapters))))
    book = (
        f'<package xmlns:dc="d"><metadata><dc:title>{title}</dc:title><dc:creator>Maria Holm</dc:creator><dc:date>2016-02-09'
        f"</dc:date><dc:language>en</dc:language></metadata><manifest>{items}</manifest><spine>{order}</spine></package>"
    )
    return archive(
        {
            "META-INF/container.xml": '<container><rootfiles><rootfile full-path="O/b.opf"/></rootfiles></container>',
            "O/b.opf": book,
            **{f"O/c{n}.xhtml": f"<html><body>{chapter}</body></html>" for n, chapter in enumerate(chapters)},
        },
        ("mimetype", "application/epub+zip"),
    )


def pdf(pages, info=""):
    """A PDF of pages, each a list of (x, y, size, text, colour); the letters are those of Helvetica."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    kids = []
    for lines in pages:
        content = "".join(
            f"BT /F1 {size} Tf {colour} {x} {y} Td ({text}) Tj ET\n" for x, y, size, text, colour in lines
        )
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}endstream")
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents {len(objects)} 0 R "
            "/Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>"
    objects.append(f"<< {info} >>")
    made, places = "%PDF-1.4\n", []
    for number, each in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"trailer << /Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R >>\nstartxref\n{len(made)}\n%%EOF"
    return (made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{end}").encode("latin-1")
