"""Exports of Factiva, Nexis and Europresse: their fields, and their own counts."""

from __future__ import annotations

import pytest

from kg.intake.dates import publication
from kg.intake.document import Input
from kg.intake.reading import read as read_input
from tests.intake.makers import archive, docx, paragraph, rtf

ROW = '<tr><td class="index"><b>{}</b>&nbsp;</td><td>{}</td></tr>'
FACTIVA = "<html><head><title>Factiva</title></head><body>{}</body></html>"


def factiva_html(number, **fields):
    rows = "".join(ROW.format(code, value) for code, value in fields.items())
    return f'<div class="article frArticle"><table>{rows}{ROW.format("AN", f"Document {number}")}</table></div>'


def factiva_xml(titles, count):
    articles = "".join(
        f"<ppsarticle><article><baseLanguage>EN</baseLanguage><headline><paragraph><hlt>{title}</hlt> - again</paragraph>"
        "</headline><leadParagraph><paragraph>The lead of it.</paragraph></leadParagraph><publicationDate><dateTime>"
        "2016-02-09T01:35:58Z</dateTime></publicationDate><sourceName>The Gazette</sourceName><tailParagraphs>"
        "<paragraph>The rest of it.</paragraph></tailParagraphs></article></ppsarticle>"
        for title in titles
    )
    return f'<?xml version="1.0"?><PPSResponse><ppsArticleResponse xmlns="f"><ppsarticleResultSet count="{count}">{articles}</ppsarticleResultSet></ppsArticleResponse></PPSResponse>'


def reading(content, name="export"):
    return read_input(Input(content.encode() if isinstance(content, str) else content, name))


def test_factiva_in_xml():
    found = reading(factiva_xml(["One", "Two"], 2))
    assert found.announced == 2
    first = found.documents[0]
    assert (first.title, first.paragraphs) == ("One - again", ("The lead of it.", "The rest of it."))
    assert (first.publisher, publication(first.dates).published) == ("The Gazette", "2016-02-09")


def test_factiva_in_html_of_another_language():
    article = factiva_html(
        "GAZFR0020160209e2290001x",
        HD="Les émissaires",
        BY="Par Maria Holm",
        WC="65 mots",
        PD="9 février 2016",
        SN="La Gazette",
        LA="Français",
        LP="<p>Un.</p><p>Deux.</p>",
        TD="<p>Trois.</p>",
    )
    found = reading(FACTIVA.format(article))
    [document] = found.documents
    assert found.announced == 1
    assert (document.title, document.authors, document.publisher, document.language) == (
        "Les émissaires",
        ("Maria Holm",),
        "La Gazette",
        "fr",
    )
    assert document.paragraphs == ("Un.", "Deux.", "Trois.")
    assert publication(document.dates).published == "2016-02-09"


AS_READ = r"Asia\par Envoys meet\par By Maria Holm\par 65 words\par 9 February 2016\par The Gazette\par GAZ\par English\par (c) 2016 The Gazette\par Envoys met.\par They talked.\par Document GAZ0000020160209ec29000b1\par "
WITH_CODES = r"HD Envoys meet\par BY By Maria Holm\par WC 65 words\par PD 9 February 2016\par SN The Gazette\par LP Envoys met.\par TD They talked.\par NS gdip : Relations\par AN Document GAZ0000020160209ec29000b1\par "


@pytest.mark.parametrize("body", [AS_READ, WITH_CODES])
def test_factiva_in_rich_text(body):
    found = reading(rtf(body * 2))
    assert found.announced == len(found.documents) == 2
    document = found.documents[0]
    assert (document.title, document.authors, document.publisher) == ("Envoys meet", ("Maria Holm",), "The Gazette")
    assert document.paragraphs == ("Envoys met.", "They talked.")
    assert publication(document.dates).published == "2016-02-09"


NEXIS = (
    "Envoys meet",
    "The Gazette(London)",
    "February 9, 2016 Tuesday 9:20 AM GMT",
    "Copyright 2016 The Gazette",
    "Section: ASIA; Version:1",
    "Length: 355 words",
    "Byline: Maria Holm in Tokyo",
    "Body",
    "Envoys met.",
    "They talked.",
    "Classification",
    "Language: ENGLISH",
    "Load-Date: February 10, 2016",
    "End of Document",
)


@pytest.mark.parametrize("make", ["word", "rich"])
def test_nexis(make):
    lines = ["Documents (1)", "1. Envoys meet", *NEXIS]
    content = docx(title="", lines=lines) if make == "word" else rtf(r"\par ".join(lines) + r"\par ")
    found = reading(content)
    [document] = found.documents
    assert found.announced == 1
    assert (document.title, document.publisher, document.authors) == ("Envoys meet", "The Gazette", ("Maria Holm",))
    assert document.paragraphs == ("Envoys met.", "They talked.")
    assert publication(document.dates).published == "2016-02-09"


OLDER = '<table><tr><td><span class="DocPublicationName">La Gazette, no. 12</span><br><span class="DocHeader">Asie, </span><span class="DocHeader">mardi </span><span class="DocHeader">9 février 2016</span><br><br><span class="TitreArticleVisu">Les <b>émissaires</b> arrivent</span><br><br>Maria Holm<br><p></p>Un paragraphe du texte.<p></p>Un autre.<p></p><b><i>© 2016 La Gazette. Tous droits réservés.</i></b><p></p>Numéro de document : news·20160209·GZ·1<br></td></tr></table>'
NEWER = '<article><header><div><span class="DocPublicationName">La Gazette </span></div><div><span class="DocHeader">Asie, mardi 9 février 2016, p. 4</span></div><div class="titreArticle"><p class="titreArticleVisu">Les émissaires arrivent</p></div><div>Maria Holm</div></header><section><p>Un paragraphe du texte.</p><p>Un autre.</p></section><footer><p>Numéro de document : news·20160209·GZ·1</p></footer></article>'


@pytest.mark.parametrize("form", [OLDER, NEWER])
def test_europresse(form):
    found = reading(f"<!DOCTYPE html><html><body>{form}</body></html>")
    [document] = found.documents
    assert found.announced == 1
    assert (document.title, document.authors, document.publisher) == (
        "Les émissaires arrivent",
        ("Maria Holm",),
        "La Gazette",
    )
    assert document.paragraphs == ("Un paragraphe du texte.", "Un autre.")
    assert publication(document.dates).published == "2016-02-09"


def test_a_wrong_count_is_a_finding(add):
    assert len(add(factiva_xml(["One", "Two"], 3), "export.xml")) == 2
    [finding] = [f for f in add.findings if f.rule == "add-count"]
    assert "it says that it has 3 articles, and 2 can be read" in finding.message
    add(factiva_xml(["Three", "Four"], 2), "export.xml")
    assert "add-count" not in add.rules()


def test_articles_of_one_export_are_added_once(add, findings_in):
    export = factiva_xml(["One", "Two"], 2)
    first = [each.slug for each in add(export, "export.xml")]
    assert first == ["2016-02-09-gazette-one-again", "2016-02-09-gazette-two-again"]
    assert [each.status for each in add(export, "export.xml")] == ["there", "there"]
    assert [f for f in findings_in(add.root) if f.severity == "error"] == []


SHARED = {
    "factiva_test.xml": 3,
    "factiva_test.html": 2,
    "europresse_test1.html": 3,
    "europresse_test2.html": 4,
    "nexis.docx": 10,
}


@pytest.mark.parametrize("name", SHARED)
def test_real_exports_are_complete(shared, name):
    found = reading(shared(f"data/databases/{name}").read_bytes(), name)
    assert len(found.documents) == found.announced == SHARED[name]
    assert all(publication(each.dates).sure and each.publisher and each.title for each in found.documents)


def test_a_real_export_with_a_wrong_count_is_known(shared):
    found = reading(shared("data/databases/reut21578-factiva.xml").read_bytes())
    assert (len(found.documents), found.announced) == (19, 20)


def test_a_word_document_that_only_ends_like_one_is_no_export(read):
    assert read(docx(lines=["Some words.", "End of Document"]), "a.docx")[0].paragraphs[0] == "Some words."
    assert read(
        archive(
            {
                "word/document.xml": f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{paragraph("Words of it.")}</w:body></w:document>'
            }
        ),
        "a.docx",
    )
