"""Lines that recur in the articles of one publisher."""

from __future__ import annotations

import pytest

from kg.sources.yaml import parse, plain

TITLES = ("Envoys meet", "Ships turn away", "Trade falls again", "Islands vote on base")
LINE = "The week in Asia, every Friday"
APPEAL = "Your view counts with us, so write to the desk in Tokyo."
BACKGROUND = "Japan and China have disputed the islands since the early seventies of the last century."


@pytest.fixture
def added(add):
    """Add articles of one publisher, each with the same lines; gives the furniture of the last one's head."""

    def furniture(*lines, number=3, host="gazette.example"):
        for index, title in enumerate(TITLES[:number]):
            own = "".join(f"<p>{word} of {title.lower()} says the {word} of it, and no more than that.</p>" for word in
                          (f"{title[:3]}{n}" for n in range(12)))  # fmt: skip
            body = own + "".join(f"<p>{line}</p>" for line in lines)
            page = f'<html lang="en"><head><meta property="og:title" content="{title}"></head><body><article><h1>{title}</h1>{body}</article></body></html>'
            [last] = add(page, f"{index}.html", f"https://{host}/2016/02/0{index + 1}/{index}".replace("N", str(index)))
        return plain(parse(add.head(last.slug), "a.yaml")[0])["article"].get("furniture", [])

    return furniture


def test_what_stands_in_two_others_is_suggested(added):
    assert added(LINE, APPEAL) == [LINE, APPEAL]


def test_once_is_not_enough(added):
    assert added(LINE, number=2) == []


def test_other_publishers_do_not_count(added):
    assert added(LINE, host="gazetteN.example") == []


def test_background_is_the_articles(added):
    assert added(BACKGROUND) == []


def test_what_somebody_listed_in_one_is_known_in_the_next(add, added):
    added(LINE, BACKGROUND, number=1)
    [head] = (add.root / "sources" / "articles").glob("*envoys*.yaml")
    text = head.read_text(encoding="utf-8").replace("  # furniture: []", f"  furniture: ['{BACKGROUND}'] #")
    head.write_text(text, encoding="utf-8")
    assert added(LINE, BACKGROUND, number=2) == [BACKGROUND]
