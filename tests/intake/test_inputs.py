"""What is named on the command line."""

from __future__ import annotations

from kg.intake.inputs import expanded


def test_folders_are_read_in_order_without_what_is_no_article(tmp_path):
    for name in ("b.html", "a.pdf", "style.css", ".hidden.html", "page_files/x.html", "deep/c.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    (tmp_path / "link.html").symlink_to("b.html")
    named = [each.name for each in expanded([str(tmp_path)])]
    assert named == [str(tmp_path / name) for name in ("a.pdf", "b.html", "deep/c.txt")]


def test_patterns_addresses_and_standard_input(tmp_path):
    (tmp_path / "a.html").write_text("x")
    named = list(
        expanded([str(tmp_path / "*.html"), "https://example.org/a*", "-", str(tmp_path / "a.html"), "none*.pdf"])
    )
    assert [each.name for each in named] == [str(tmp_path / "a.html"), "https://example.org/a*", "-", "none*.pdf"]
    assert [each.is_address for each in named] == [False, True, False, False]
