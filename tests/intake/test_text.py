"""Plain text and Markdown."""

from __future__ import annotations

from kg.intake.text import paragraphs


def test_paragraphs_stand_between_empty_lines():
    assert paragraphs("One.\n\nTwo.\n \nThree.") == ["One.", "Two.", "Three."]


def test_lines_broken_at_the_width_of_a_page_are_joined():
    broken = "Envoys of four states met in Tokyo on Monday to talk\nabout the missiles that Japan wants to deploy on its\nislands."
    assert paragraphs(f"Title\n\n{broken}") == ["Title", broken.replace("\n", " ")]


def test_a_line_a_paragraph_stays_so():
    assert paragraphs("Title\nShort line\nAnother") == ["Title", "Short line", "Another"]


def test_a_text_has_its_title_byline_and_date(read):
    document = read("Envoys meet\n\nBy Maria Holm\n\nFebruary 9, 2016\n\nEnvoys of four states met.", "talks.txt")[0]
    assert (document.title, document.possible_authors) == ("Envoys meet", ("Maria Holm",))
    assert [(each.basis, each.day) for each in document.dates] == [("byline", "2016-02-09")]


def test_a_dateline_dates_and_a_clock_does_not(read):
    assert read("Talks\n\nTOKYO, 9 February 2016 - Envoys met.", "a.txt")[0].dates[0].day == "2016-02-09"
    assert read("Talks\n\nUpdated 2:12 PM EST, Wed, Jan 29, 2020\n\nEnvoys met.", "a.txt")[0].dates == ()


def test_markdown_loses_its_signs_and_no_words(read):
    text = "---\ntitle: Envoys meet\ndate: 2016-02-09\nauthor: Maria Holm\n---\n# Envoys meet\n\nThey **met** in [Tokyo](http://x.example/a_(b)).\n\n- one\n- two\n\n> said so\n"
    document = read(text, "talks.md")[0]
    assert document.paragraphs == ("They met in Tokyo.", "one", "two", "said so")
    assert (document.title, document.authors, document.media_type) == ("Envoys meet", ("Maria Holm",), "text/markdown")
