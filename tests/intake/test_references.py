"""References: heads from what reference managers know, and the text of the file beside them."""

from __future__ import annotations

import json

import pytest

from kg.intake.dates import publication

CSL = json.dumps(
    [
        {
            "type": "article-newspaper",
            "title": "Envoys meet in Tokyo",
            "container-title": "The Gazette",
            "author": [{"family": "Holm", "given": "Maria"}, {"literal": "Staff of Asia"}],
            "issued": {"date-parts": [[2016, 2, 9]]},
            "accessed": {"date-parts": [["2016", "2", "10"]]},
            "URL": "https://gazette.example/a",
            "language": "en",
        }
    ]
)
RIS = "TY  - NEWS\nTI  - Envoys meet in Tokyo\nT2  - The Gazette\nAU  - Holm, Maria\nDA  - 2016/02/09/\nUR  - https://gazette.example/a\nL1  - files/12/talks.txt\nER  - \n"
BIB = '@article{holm2016,\n title = {{Envoys} meet in {T}\\"oky\\"o},\n author = {Holm, Mar{\\\'i}a and Dahl, Erik},\n journal = {The Gazette},\n year = 2016, month = feb,\n url = {https://gazette.example/a\\_b},\n file = {Snapshot:files/12/talks.txt:text/plain},\n}\n'
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:bib="http://purl.org/net/biblio#" xmlns:foaf="http://xmlns.com/foaf/0.1/" xmlns:link="http://purl.org/rss/1.0/modules/link/">
<bib:Article rdf:about="https://gazette.example/a"><z:itemType>newspaperArticle</z:itemType><dcterms:isPartOf><bib:Newspaper><dc:title>The Gazette</dc:title></bib:Newspaper></dcterms:isPartOf>
<bib:authors><rdf:Seq><rdf:li><foaf:Person><foaf:surname>Holm</foaf:surname><foaf:givenName>Maria</foaf:givenName></foaf:Person></rdf:li></rdf:Seq></bib:authors>
<link:link rdf:resource="#item_7"/><dc:title>Envoys meet in Tokyo</dc:title><dc:date>2016-02-09</dc:date><z:language>en</z:language></bib:Article>
<z:Attachment rdf:about="#item_7"><rdf:resource rdf:resource="files/12/talks.txt"/><dc:title>talks.txt</dc:title></z:Attachment></rdf:RDF>"""
FORMS = {"a.json": CSL, "a.ris": RIS, "a.bib": BIB, "a.rdf": RDF}


@pytest.mark.parametrize("name", FORMS)
def test_a_reference_is_a_head(read, name):
    [document] = read(FORMS[name], name)
    assert document.title.startswith("Envoys meet in T")
    assert document.publisher == "The Gazette"
    assert document.authors[0] in {"Maria Holm", "María Holm"}
    assert document.url.startswith("https://gazette.example/a")
    assert document.dates[0].day in {"2016-02-09", "2016-02"}
    assert document.is_reference


def test_latex_is_read_as_letters(read):
    [document] = read(BIB, "a.bib")
    assert (document.title, document.authors) == ("Envoys meet in Tökyö", ("María Holm", "Erik Dahl"))


@pytest.mark.parametrize("name", ["a.ris", "a.bib", "a.rdf"])
def test_the_text_is_that_of_the_file_beside(add, tmp_path, name):
    beside = tmp_path / "library"
    (beside / "files" / "12").mkdir(parents=True)
    (beside / "files" / "12" / "talks.txt").write_text("Envoys meet\n\nEnvoys of four states met.\n\nThey talked.")
    [added] = add(FORMS[name], str(beside / name), beside=beside)
    assert "Envoys of four states met.\n\nThey talked." in add.text(added.slug)
    assert added.publisher == "gazette"


def test_without_a_text_there_is_a_head_that_says_so(add, tmp_path, findings_in):
    [added] = add(RIS, str(tmp_path / "a.ris"), beside=tmp_path)
    assert "add-text" in add.rules()
    assert add.text(added.slug) == "Envoys meet in Tokyo\n"
    assert [f for f in findings_in(add.root) if f.severity == "error"] == []


def test_a_file_that_lies_elsewhere_is_not_read(add, tmp_path):
    (tmp_path / "secret.txt").write_text("A secret that nobody should read here.")
    beside = tmp_path / "library"
    beside.mkdir()
    for path in ("../secret.txt", str(tmp_path / "secret.txt"), "files/../../secret.txt"):
        [added] = add(RIS.replace("files/12/talks.txt", path), beside=beside)
        assert "secret" not in add.text(added.slug)


def test_one_basis_is_not_enough_for_a_reference(read):
    assert not publication(read(RIS, "a.ris")[0].dates).sure
