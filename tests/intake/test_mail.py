"""Mails, mail boxes, saved pages with their parts, feeds, web archives."""

from __future__ import annotations

import gzip
from email.message import EmailMessage

import pytest

from kg.intake.dates import publication
from kg.intake.document import Input, UnreadableInputError
from kg.intake.reading import read as read_input
from tests.intake.conftest import PAGE
from tests.intake.makers import docx, rtf

BODY = "Envoys of four states met in Tokyo.\n\nThey will meet again.\n-- \nMaria Holm\nThe Gazette"


def mail(body=BODY, subject="Fwd: Envoys meet in Tokyo", html="", attachments=()):
    made = EmailMessage()
    made["From"] = "The Gazette <news@gazette.example>"
    made["Date"] = "Tue, 09 Feb 2016 08:09:00 +0100"
    made["Subject"] = subject
    made.set_content(body)
    if html:
        made.add_alternative(html, subtype="html")
    for name, content, kind in attachments:
        made.add_attachment(content, *kind.split("/"), filename=name)
    return made.as_bytes()


def test_a_mail_is_read(read):
    [document] = read(mail(), "a.eml")
    assert (document.title, document.publisher) == ("Envoys meet in Tokyo", "The Gazette")
    assert document.paragraphs == ("Envoys of four states met in Tokyo.", "They will meet again.")
    assert publication(document.dates).published == "2016-02-09"


@pytest.mark.parametrize(
    ("sender", "publisher", "authors"),
    [
        ("Maria Holm <maria@gazette.example>", "gazette.example", ("Maria Holm",)),
        ("Maria Holm <maria.holm@gmail.com>", "", ("Maria Holm",)),
        ("Gazette News <news@gazette.example>", "Gazette News", ()),
    ],
)
def test_a_person_who_sends_a_mail_is_its_author_and_no_organization(read, sender, publisher, authors):
    sent = mail().replace(b"The Gazette <news@gazette.example>", sender.encode())
    [document] = read(sent, "a.eml")
    assert (document.publisher, document.authors) == (publisher, authors)


def test_a_mail_of_html_alone_is_read_without_what_is_hidden(read):
    html = "<p>Envoys met.</p><p style='display:none'>Preheader</p><p>Again.</p>"
    assert read(mail(body="\n", html=html), "a.eml")[0].paragraphs == ("Envoys met.", "Again.")


def test_attachments_are_articles_too_and_names_lead_nowhere():
    attachments = [
        ("../../a.docx", docx(), "application/octet-stream"),
        ("b.rtf", rtf(r"Envoys leave\par They left."), "application/rtf"),
        ("c.html", PAGE.format(head="", byline="", more="").encode(), "text/html"),
        ("logo.png", b"\x89PNG", "image/png"),
    ]
    found = read_input(Input(mail(attachments=attachments), "a.eml"))
    assert [each.title for each in found.documents] == [
        "Envoys meet in Tokyo",
        "Envoys meet in Tokyo",
        "Envoys leave",
        "Envoys meet in Tokyo",
    ]
    assert found.unread == ()


@pytest.mark.parametrize(
    ("note", "barrier"),
    [
        ("Dear Anna, three pieces attached. Best, Tom", "note"),
        ("Anbei zwei Texte.", "note"),
        (BODY, ""),
        (f"Dear readers, the talks are over. {'They were long, and nobody knows what they were about. ' * 6}", ""),
    ],
)
def test_the_note_to_what_is_attached_is_no_article(read, note, barrier):
    assert read(mail(note), "a.eml")[0].barrier == ""
    found = read(mail(note, attachments=[("a.docx", docx(), "application/octet-stream")]), "a.eml")
    assert [each.barrier for each in found] == [barrier, ""]


def test_a_note_to_what_cannot_be_read_is_kept():
    sent = mail("The text is attached.", attachments=[("a.pdf", b"%PDF broken", "application/pdf")])
    assert [each.barrier for each in read_input(Input(sent, "a.eml")).documents] == [""]


def test_what_of_a_mail_cannot_be_read_is_named():
    found = read_input(Input(mail(attachments=[("a.pdf", b"%PDF broken", "application/pdf")]), "a.eml"))
    assert len(found.documents) == 1
    assert found.unread[0][0] == "a.pdf"


def test_a_mail_box_has_many(read):
    box = b"".join(
        b"From news@gazette.example Tue Feb 09 08:09:00 2016\n" + mail(subject=f"Number {n}") + b"\n\n"
        for n in range(3)
    )
    assert [each.title for each in read(box, "a.mbox")] == ["Number 0", "Number 1", "Number 2"]


def test_a_page_saved_with_its_parts_is_read(read):
    page = PAGE.format(head="", byline="", more="")
    made = (
        "From: <Saved by Blink>\nSnapshot-Content-Location: https://gazette.example/2016/02/09/envoys\nSubject: Envoys\n"
        'Date: Wed, 10 Feb 2016 08:00:00 -0000\nMIME-Version: 1.0\nContent-Type: multipart/related;\n\ttype="text/html";\n'
        '\tboundary="B"\n\n--B\nContent-Type: text/html\nContent-Transfer-Encoding: 8bit\n'
        f"Content-Location: https://gazette.example/2016/02/09/envoys\n\n{page}\n--B--\n"
    )
    [document] = read(made, "a.mhtml")
    assert (document.title, document.url) == ("Envoys meet in Tokyo", "https://gazette.example/2016/02/09/envoys")
    assert (document.retrieved, document.media_type) == ("2016-02-10", "multipart/related")


RSS = """<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Gazette</title><language>en</language><item><title>Envoys &amp;amp; missiles</title><link>https://gazette.example/a</link>
<dc:creator>Maria Holm</dc:creator><pubDate>Tue, 09 Feb 2016 08:09:00 +0100</pubDate><description>Short.</description>
<content:encoded>&lt;p&gt;Envoys met.&lt;/p&gt;&lt;p&gt;They talked.&lt;/p&gt;</content:encoded></item>
<item><title>Only a summary</title><link>https://gazette.example/b</link><description>Short words.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Gazette</title><entry><title>Envoys meet</title>
<link rel="alternate" href="https://gazette.example/a"/><published>2016-02-09T08:09:00+01:00</published><author><name>Maria Holm</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Envoys met.</p><p>They talked.</p></div></content></entry></feed>"""


def test_a_feed_of_rss_is_read(read):
    first, second = read(RSS, "feed.xml")
    assert (first.title, first.paragraphs) == ("Envoys & missiles", ("Envoys met.", "They talked."))
    assert (first.publisher, first.authors, first.url) == ("The Gazette", ("Maria Holm",), "https://gazette.example/a")
    assert publication(first.dates).published == "2016-02-09"
    assert second.lost == ("the feed has a summary, and the text is at the address",)


def test_a_feed_of_atom_is_read(read):
    [document] = read(ATOM, "feed")
    assert document.paragraphs == ("Envoys met.", "They talked.")
    assert (document.publisher, document.authors) == ("The Gazette", ("Maria Holm",))


def record(kind, url, block, **more):
    headers = {
        "WARC-Type": kind,
        "WARC-Target-URI": url,
        "WARC-Date": "2016-02-10T08:00:00Z",
        "Content-Length": len(block),
        **more,
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"WARC/1.0\r\n{lines}\r\n".encode() + block + b"\r\n\r\n"


def answer(body, status="200 OK", more=""):
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html; charset=utf-8\r\n{more}\r\n".encode() + body


@pytest.mark.parametrize("packed", [True, False])
def test_a_web_archive_is_read(read, packed):
    page = PAGE.format(head="", byline="", more="").encode()
    pieces = b"%x\r\n" % len(page) + page + b"\r\n0\r\n\r\n"
    records = [
        record("request", "https://gazette.example/a", b"GET / HTTP/1.1\r\n\r\n"),
        record(
            "response",
            "https://gazette.example/2016/02/09/a",
            answer(gzip.compress(page), more="Content-Encoding: gzip\r\n"),
        ),
        record(
            "response",
            "https://gazette.example/b",
            answer(pieces.replace(b"four states", b"five states", 1), more="Transfer-Encoding: chunked\r\n"),
        ),
        record("response", "https://gazette.example/c", answer(page, "404 Not Found")),
    ]
    archive = b"".join(map(gzip.compress, records)) if packed else b"".join(records)
    first, second = read(archive, "a.warc.gz" if packed else "a.warc")
    assert (first.url, first.retrieved) == ("https://gazette.example/2016/02/09/a", "2016-02-10")
    assert "five states" in second.paragraphs[0]


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.mbox", b"From nobody\n"), ("a.warc", b"WARC/1.0\r\n\r\n"), ("a.mht", b"Content-Type: multipart/related; boundary=B\nMIME-Version: 1.0\n\n--B--"), ("f.xml", b"<rss><channel>")],
)  # fmt: skip
def test_what_is_damaged_is_refused_in_words(read, name, content):
    with pytest.raises(UnreadableInputError):
        read(content, name)


def test_mails_within_mails_end(read):
    inner = mail(subject="Innermost")
    for n in range(9):
        outer = EmailMessage()
        outer["Subject"], outer["From"] = f"Level {n}", "a@b.example"
        outer.set_content(f"See the mail inside, number {n}.")
        outer.add_attachment(inner, "message", "rfc822") if False else outer.add_attachment(
            inner, "application", "octet-stream", filename=f"{n}.eml"
        )
        inner = outer.as_bytes()
    found = read_input(Input(inner, "a.eml"))
    assert 0 < len(found.documents) < 9
    assert "too deep" in found.unread[0][1]
