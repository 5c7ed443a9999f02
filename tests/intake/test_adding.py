"""From an input to the files of an article: what is written, what stays, what is said."""

from __future__ import annotations

from email.message import EmailMessage

import pytest

from kg.intake.adding import original_name
from kg.intake.document import Input
from kg.intake.head import Stated
from kg.sources.yaml import parse
from tests.intake.conftest import PAGE

DATED = PAGE.format(head='<meta name="date" content="2016-02-09">', byline="", more="<p>Follow us</p>")
URL = "https://gazette.example/2016/02/09/envoys"
SLUG = "2016-02-09-gazette-envoys-meet-tokyo"


def test_a_page_becomes_an_article_that_the_checks_pass(add, findings_in):
    [added] = add(DATED, url=URL)
    assert (added.slug, added.status, added.published, added.sure) == (SLUG, "added", "2016-02-09", True)
    assert add.text(SLUG).startswith("Envoys meet in Tokyo\n\nEnvoys of four states met in Tokyo on Monday")
    head = add.head(SLUG)
    for line in (
        "publisher: gazette\n",
        "published: 2016-02-09\n",
        "- Follow us",
        "media-type: text/html",
        "'on Monday': 2016-02-08",
    ):
        assert line in head
    assert [finding for finding in findings_in(add.root) if finding.location.file.endswith(f"{SLUG}.yaml")] == []


def test_a_second_run_changes_nothing(add):
    add(DATED, url=URL)
    before = {path: path.read_bytes() for path in add.root.rglob("*") if path.is_file()}
    [again] = add(DATED, url=URL)
    assert again.status == "there"
    assert {path: path.read_bytes() for path in add.root.rglob("*") if path.is_file()} == before


def test_a_dry_run_writes_nothing(add):
    before = sorted(add.root.rglob("*"))
    [added] = add(DATED, url=URL, dry=True)
    assert f"title: {added.title}" in added.head
    assert sorted(add.root.rglob("*")) == before


def test_a_text_with_claims_is_never_written_again(add):
    add(DATED, url=URL)
    path = add.root / "sources" / "articles" / f"{SLUG}.yaml"
    path.write_text(path.read_text().replace("claims:\n", "claims:\n  - {id: a, quote: Envoys}\n"), encoding="utf-8")
    before = add.text(SLUG), add.head(SLUG)
    [other] = add(DATED.replace("four states", "five states"), url=URL, replace=True)
    assert (other.status, other.claims) == ("differs", 1)
    assert any(line.startswith("+Envoys of five states") for line in other.differences)
    assert (add.text(SLUG), add.head(SLUG)) == before
    assert add.rules() == ["add-differs"]


def test_a_text_without_claims_is_written_again_where_that_is_asked_for(add):
    add(DATED, url=URL)
    changed = DATED.replace("four states", "five states")
    assert add(changed, url=URL)[0].status == "differs"
    assert "four states" in add.text(SLUG)
    assert add(changed, url=URL, replace=True)[0].status == "rewritten"
    assert "five states" in add.text(SLUG)


def test_who_is_not_in_the_registry_is_proposed_once(add, findings_in):
    other = DATED.replace("The Gazette", "Strait Courier")
    [added] = add(other, url="https://courier.example/a")
    assert added.new_actors == ("strait-courier",)
    actors = (add.root / "sources" / "actors.yaml").read_text(encoding="utf-8")
    assert actors.endswith("\nstrait-courier:\n  kind: organization\n  label: Strait Courier\n")
    again = add(other.replace("Envoys of", "Delegates of"), url="https://courier.example/b")[0]
    assert again.new_actors == ()
    assert [f for f in findings_in(add.root) if f.severity == "error"] == []


def test_whom_the_packaged_registry_knows_comes_with_its_entry(add, findings_in):
    text = DATED.replace("The Gazette", "Asahi Shimbun").replace(
        "<h1>Envoys meet in Tokyo</h1>", "<h1>Envoys meet in Tokyo</h1>\n<p>TOKYO (Reuters) -</p>"
    )
    [added] = add(text)
    assert (added.publisher, added.new_actors) == ("asahi-shimbun", ("asahi-shimbun", "reuters"))
    assert "\n  agency: reuters  # new" in add.head(added.slug)
    actors = (add.root / "sources" / "actors.yaml").read_text(encoding="utf-8")
    assert (
        "\nasahi-shimbun:\n  kind: organization\n  label: Asahi Shimbun\n  aliases: [The Asahi Shimbun, 朝日新聞]\n"
        in actors
    )
    assert "\nreuters:\n  kind: organization\n  label: Reuters\n" in actors
    assert '  wikidata: Q130879\n  note: "News agency, United Kingdom."\n' in actors
    assert [f for f in findings_in(add.root) if f.severity == "error"] == []


def test_whom_the_project_has_under_a_name_of_the_packaged_registry_is_no_other(add):
    path = add.root / "sources" / "actors.yaml"
    path.write_text(path.read_text() + "\nwire:\n  kind: organization\n  label: Reuters\n", encoding="utf-8")
    [added] = add(DATED.replace("The Gazette", "路透社"))
    assert (added.publisher, added.new_actors) == ("wire", ())


def test_a_ministry_comes_with_the_state_for_which_it_acts(add, findings_in):
    [added] = add("Envoys meet\n\nThey met.", "talks.txt", stated=Stated(publisher="Vietnamese Foreign Ministry"))
    assert added.publisher == "vietnam-foreign-ministry"
    assert "  acts-for: vietnam\n" in (add.root / "sources" / "actors.yaml").read_text(encoding="utf-8")
    assert [f for f in findings_in(add.root) if f.severity == "error"] == []


def test_a_person_is_not_the_state_of_that_name(add):
    add(
        DATED.replace(
            "</head>", '<meta name="author" content="Jordan Georgia"><meta name="author" content="Jordan"></head>'
        )
    )
    actors = (add.root / "sources" / "actors.yaml").read_text(encoding="utf-8")
    assert "kind: state\n  label: Jordan" not in actors


def test_a_slug_that_names_something_else_stays_with_that(add):
    path = add.root / "sources" / "issues.yaml"
    path.write_text(
        (path.read_text() if path.is_file() else "")
        + "\nreuters:\n  label: Who owns a wire\n  definition: Who is to own it.\n",
        encoding="utf-8",
    )
    [added] = add(DATED.replace("The Gazette", "Reuters"))
    assert added.publisher == "reuters-2"


def test_what_nobody_published_says_so(add, findings_in):
    [added] = add("Envoys meet\n\nThey met.", "talks.txt")
    assert (added.publisher, added.published) == ("unknown-publisher", "unknown")
    assert "add-publisher" in add.rules()
    assert [f for f in findings_in(add.root) if f.severity == "error"] == []


def test_what_is_stated_goes_before_what_a_file_says(add):
    [added] = add(DATED, url=URL, stated=Stated("A title", "china", "2016-02~", "fr", "2016-03-01"))
    assert added.slug == "2016-02-china-title"
    for line in (
        "title: A title\n",
        "language: fr\n",
        "publisher: china\n",
        "published: 2016-02~\n",
        "retrieved: 2016-03-01\n",
    ):
        assert line in add.head(added.slug)


def test_a_date_of_one_basis_is_asked_for(add):
    asked = []

    def ask(document, published, basis):
        asked.append((document.title, published, basis))
        return "2016-02-09"

    [added] = add(DATED, ask=ask)
    assert asked[0][1] == "2016-02-09~"
    assert (added.published, added.sure) == ("2016-02-09", True)


def test_a_wall_is_no_article_and_a_stub_is_told(add):
    wall = "<html><body><h1>Hello</h1><p>We use cookies. Accept all cookies</p></body></html>"
    assert add(wall) == []
    assert add.rules() == ["add-wall"]
    assert [each.title for each in add(wall, is_article=True)] == ["Hello"]
    stub = "<html><body><h1>Envoys meet</h1><p>Envoys of four states met in Tokyo to talk.</p><p>Subscribe to continue reading</p></body></html>"
    assert len(add(stub)) == 1
    assert "add-stub" in add.rules()


def test_originals_are_kept_and_ignored_by_git(add):
    add(DATED, "Envoys (saved).HTML", URL)
    originals = add.root / "sources" / "originals"
    names = sorted(path.name for path in originals.iterdir())
    assert names == [".gitignore", original_name(Input(DATED.encode(), "Envoys (saved).HTML"))]
    assert names[1].endswith("-envoys-saved.html")
    assert (originals / ".gitignore").read_text().splitlines()[1:] == ["*", "!.gitignore"]


def test_two_articles_of_one_name_have_two(add):
    add(DATED)
    [other] = add(
        DATED.replace("sees the missiles", "regards the missiles").replace("four states", "nine states"), "other.html"
    )
    assert other.slug == f"{SLUG}-2"


NASTY = [
    'He said: "no" # never',
    "- item",
    "true",
    "2016",
    "a\\b",
    "{x: [y]}",
    "emoji 🇨🇳",
    "Ünïcode: ‘quoted’",
    "'single'",
    "&anchor *alias !tag |",
    "% 50",
    "~",
]


@pytest.mark.parametrize("title", NASTY)
def test_any_title_is_a_value_that_our_reader_takes(add, title):
    [added] = add(f"{title}\n\nSome words of the text of it.", "a.txt")
    tree, findings = parse(add.head(added.slug), "a.yaml")
    assert findings == []
    assert tree.child("article").child("title").value == title


def test_names_of_files_never_leave_the_folder(add):
    add(DATED, "../../../etc/passwd\n.html", "https://x.example/../../..%2f")
    written = [path.relative_to(add.root).as_posix() for path in add.root.rglob("*") if path.is_file()]
    assert all(name.startswith("sources/") for name in written)


def test_registries_that_cannot_be_read_are_not_written_to(add):
    path = add.root / "sources" / "actors.yaml"
    path.write_text("a: [", encoding="utf-8")
    with pytest.raises(Exception, match="mend them first"):
        add(DATED)
    assert path.read_text(encoding="utf-8") == "a: ["


def test_the_note_of_a_mail_is_told_and_not_added(add):
    letter = EmailMessage()
    letter["From"], letter["Subject"], letter["Date"] = "a@b.example", "Review", "Tue, 09 Feb 2016 08:09:00"
    letter.set_content("A text is attached.")
    letter.add_attachment(DATED.encode(), "text", "html", filename="talks.html")
    assert [each.title for each in add(letter.as_bytes(), "a.eml", dry=True)] == ["Envoys meet in Tokyo"]
    assert "add-note" in add.rules()
    assert len(add(letter.as_bytes(), "a.eml", is_article=True)) == 2


def test_a_warning_says_of_which_attachment_it_is(add):
    letter = EmailMessage()
    letter["From"], letter["Subject"], letter["Date"] = (
        "The Gazette <a@b.example>",
        "Review",
        "Tue, 09 Feb 2016 08:09:00",
    )
    letter.set_content("A text is attached.")
    page = DATED.replace("four states", "four st\u0430tes").encode()
    letter.add_attachment(page, "text", "html", filename="talks.html")
    add(letter.as_bytes(), "a.eml")
    assert any(finding.message.startswith("talks.html: ") for finding in add.findings)


@pytest.mark.parametrize(
    ("url", "publisher"),
    [("https://www.dw.com/fr/a-1", "deutsche-welle"), ("https://hosted.ap.org/courier/a", "associated-press"),
     ("https://sputniknews.com/a", "sputnik"), ("https://courier.example/a", "the-gazette-group")],
)  # fmt: skip
def test_who_publishes_at_a_known_host_is_known(add, url, publisher):
    page = DATED.replace('content="The Gazette"', 'content="The Gazette Group"')
    assert add(page, url=url)[0].publisher == publisher
    assert (
        add(page.replace("Envoys", "Delegates"), url=f"{url}/b", stated=Stated(publisher="gazette"))[0].publisher
        == "gazette"
    )


def test_a_file_was_taken_by_the_day_on_which_it_is_added(add):
    add(DATED, url=URL, today="2016-02-11")
    assert "\n  retrieved: ../2016-02-11 " in add.head(SLUG)


def _export(articles):
    """An export of Europresse with articles of a day in February 2016 and a text, all under one title."""
    return "".join(
        f'<table><tr><td><span class="DocPublicationName">The Gazette</span><span class="DocHeader">{day:02}/02/2016</span>'
        f'<p class="titreArticleVisu">Talks</p><p>{text}</p><p>Numéro de document : news·201602{day:02}·{number}</p>'
        "</td></tr></table>"
        for number, (day, text) in enumerate(articles)
    ).replace("/02/2016", " février 2016")


SAME_TITLE = ((9, "Envoys met in Tokyo."), (10, "Envoys met in Seoul."), (10, "Ministers of trade met in Seoul."))


def test_articles_of_one_title_in_one_file_all_come_in_and_a_second_run_changes_nothing(add):
    assert [each.status for each in add(_export(SAME_TITLE))] == ["added"] * 3
    before = {path: path.read_bytes() for path in add.root.rglob("*") if path.is_file()}
    for replace in (False, True):
        again = add(_export(SAME_TITLE), replace=replace)
        assert [each.status for each in again] == ["there"] * 3
        assert len({each.slug for each in again}) == 3
        assert {path: path.read_bytes() for path in add.root.rglob("*") if path.is_file()} == before


def test_the_same_words_on_another_day_are_another_article_of_a_file(add):
    twice = ((9, "Rates stay as they are."), (10, "Rates stay as they are."), (10, "Rates stay as they are."))
    assert [each.status for each in add(_export(twice))] == ["added", "added", "there"]
    assert [each.status for each in add(_export(twice), replace=True)] == ["there"] * 3


def test_of_articles_of_one_title_each_is_written_again_over_its_own_earlier_text(add):
    slugs = [each.slug for each in add(_export(SAME_TITLE))]
    for slug, (_, text) in zip(slugs, SAME_TITLE, strict=True):
        path = add.root / "sources" / "articles" / f"{slug}.txt"
        path.write_text(f"Talks\n\n{text.replace('met', 'had met')}\n", encoding="utf-8")
    again = add(_export(SAME_TITLE), replace=True)
    assert [(each.slug, each.status) for each in again] == [(slug, "rewritten") for slug in slugs]
    assert [add.text(slug) for slug in slugs] == [f"Talks\n\n{text}\n" for _, text in SAME_TITLE]


def test_pages_that_give_the_address_of_their_whole_site_are_not_one_another(add):
    head = '<link rel="canonical" href="https://gazette.example/">'
    one = PAGE.format(head=head, byline="", more="")
    other = one.replace("Envoys", "Ministers").replace("four states", "nine states")
    assert [add(each)[0].status for each in (one, other)] == ["added", "added"]
