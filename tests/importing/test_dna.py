"""What becomes of documents, statements and the values of qualifiers."""

from __future__ import annotations

import pytest

from kg.importing.dna import import_dna
from kg.importing.dna_types import Coding, DnaError
from kg.importing.selection import LeftOut
from tests.importing.dna_maker import TEXT, simple


def test_a_statement_is_a_claim_of_a_person_on_the_stance_of_an_organization(imported):
    _, corpus = imported(simple)
    claim, denial = corpus.claims
    assert claim.key == "ferry/statement-1"
    assert claim.claimants == ("ann",)
    assert (claim.content.holders, claim.content.target) == (("harbour",), "ferries-are-safe")
    assert (claim.content.type, claim.content.position) == ("supports", 1)
    assert (denial.content.type, denial.content.position) == ("opposes", -1)
    assert (claim.mode, claim.certainty, claim.polarity) == ("reported", "unspecified", "affirmed")
    assert claim.note == "Coded in DNA by Coder A."
    assert corpus.actors["ann"].member_of == ("harbour",)
    assert corpus.actors["ann"].acts_for == ""


def test_a_document_is_an_article_with_its_text_unchanged(imported, tmp_path):
    _, corpus = imported(simple)
    article = corpus.articles["ferry"]
    assert article.text == TEXT
    assert (article.title, article.publisher, article.authors) == ("Ferry", "the-gazette", ("lee-ann",))
    assert (article.published, article.published_basis) == ("2005-01-26", "The date in the DNA data base.")
    head = (tmp_path / "project/sources/articles/ferry.yaml").read_text().splitlines()[1]
    assert head == "# DNA document 1; section: Politics; type: news; notes: see page 3 # not: a comment"


def test_without_a_person_the_organization_speaks_and_without_an_organization_the_person_holds(imported):
    def fill(made):
        made.document()
        made.statement(person=None)
        made.statement("The ferry is loud", organization="")

    silent, alone = imported(fill)[1].claims
    assert (silent.claimants, silent.content.holders) == (("harbour",), ("harbour",))
    assert (alone.claimants, alone.content.holders) == (("ann",), ("ann",))


def test_who_speaks_for_two_organizations_is_a_member_of_both_and_acts_for_neither(imported):
    def fill(made):
        made.document()
        made.statement(organization="Union")
        made.statement("The ferry is loud")

    ann = imported(fill)[1].actors["ann"]
    assert (ann.member_of, ann.acts_for) == (("harbour", "union"), "")


def test_claims_stand_in_the_order_of_the_text_and_keep_the_ids_of_dna(imported):
    def fill(made):
        made.document()
        made.statement("Nobody asked the gulls")
        made.statement("The ferry is loud")
        made.statement()

    assert [claim.slug for claim in imported(fill)[1].claims] == ["statement-3", "statement-2", "statement-1"]


@pytest.mark.parametrize(
    ("seconds", "day"),
    [(0, "1970-01-01"), (-1, "1969-12-31"), (1_106_697_600 + 86_399, "2005-01-26"), (-62_135_596_800, "0001-01-01")],
)
def test_dates_are_seconds_since_1970_and_days_in_utc(imported, seconds, day):
    assert imported(lambda made: made.document(date=seconds))[1].articles["ferry"].published == day


def test_what_is_left_out_is_counted_with_its_reason(imported):
    def fill(made):
        made.document()
        made.document("", title="Empty", date="soon")
        made.statement()
        made.statement(person="", organization="")
        made.statement(concept=None)
        made.statement(concept="")
        made.statement(value=None)
        made.statement(value=7)
        made.statement(document=2)
        made.statement(document=99)
        made.statement((70, 99_999))
        made.statement((55, 57))
        made.statement(kind=2)
        made.statement(kind=9)
        made.entity("organization", "Unheard")

    result, corpus = imported(fill)
    assert (result.articles, result.claims, len(corpus.claims)) == (1, 1, 1)
    assert result.left_out == (
        LeftOut("document", "its date is no day of the years 1 to 9999", (2,)),
        LeftOut("statement", "of another statement type, ''", (12,)),
        LeftOut("statement", "of another statement type, 'Annotation'", (11,)),
        LeftOut("statement", "it names neither a person nor an organization", (2,)),
        LeftOut("statement", "it names no concept", (3, 4)),
        LeftOut("statement", "it has no value of 'agreement'", (5, 6)),
        LeftOut("statement", "it is of no document that is imported", (7, 8)),
        LeftOut("statement", "the passage lies outside the text", (9,)),
        LeftOut("statement", "the passage is empty", (10,)),
        LeftOut("entity", "no imported statement names it", (7,)),
    )


def test_a_data_base_without_documents_is_refused(dna, tmp_path):
    with pytest.raises(DnaError, match="has no document that can be imported"):
        import_dna(dna(lambda made: None), tmp_path / "project")
    with pytest.raises(DnaError, match="1 left out: its date is no day"):
        import_dna(dna(lambda made: made.document(date=None), "other.dna"), tmp_path / "project")
    assert not (tmp_path / "project").exists()


def test_other_variables_of_a_statement_go_into_its_note(imported):
    def fill(made):
        made.run("INSERT INTO VARIABLES VALUES (6, 'place', 'short text', 1), (7, 'memo', 'long text', 1)")
        made.document()
        id_ = made.statement()
        made.run("INSERT INTO DATASHORTTEXT VALUES (NULL, ?, 6, ?)", id_, made.entity(6, "Oslo"))
        made.run("INSERT INTO DATALONGTEXT VALUES (NULL, ?, 7, ?)", id_, "check:\n\tthis \x07 # again.")

    assert imported(fill)[1].claims[0].note == "Coded in DNA by Coder A. place: Oslo. memo: check: this # again."


def test_variables_of_other_names_and_types(imported):
    def fill(made):
        made.run("UPDATE VARIABLES SET Variable = 'belief' WHERE ID = 3")
        made.run("INSERT INTO STATEMENTTYPES VALUES (3, 'Second')")
        sql = "INSERT INTO VARIABLES SELECT ID + 10, Variable, DataType, 3 FROM VARIABLES WHERE StatementTypeId = 1"
        made.run(sql)
        made.document()
        made.statement()

    result, corpus = imported(fill, coding=Coding("DNA Statement", concept="belief"))
    assert result.statement_type == "DNA Statement"
    assert corpus.claims[0].content.target == "ferries-are-safe"


def test_the_same_data_base_gives_the_same_bytes(dna, tmp_path):
    file = dna(simple)
    import_dna(file, tmp_path / "a")
    import_dna(file, tmp_path / "b")
    first, second = (
        {
            path.relative_to(tmp_path / name): path.read_bytes()
            for path in (tmp_path / name).rglob("*")
            if path.is_file()
        }
        for name in ("a", "b")
    )
    assert first == second
    assert len(first) == 6
