"""Lines that are the page's, by kind, and sentences of articles that begin like them."""

from __future__ import annotations

import pytest

from kg.intake.bylines import Bylines
from kg.intake.furniture import is_furniture, suggestions

KINDS = {
    "appeals": (
        "Click here to subscribe to our newsletter.", "Follow us on every channel", "Sign up for alerts on Asia today!",
        "Get the best of the week delivered to your inbox.", "Support our journalism from as little as one euro.",
        "Tell us what you think...", "Abonnieren Sie jetzt unseren Newsletter!", "Suivez-nous sur les réseaux sociaux.",
        "Suscríbete a nuestro boletín", "Подписывайтесь на наш канал", "点击查看更多", "تابعنا على تويتر",
    ),
    "labels": (
        "Read more: Envoys meet in Tokyo", "ADVERTISEMENT", "Most read", "Filed under: Asia", "2/5", "Comments (12)",
        "Mehr zum Thema", "Lire aussi : les envoyés à Tokyo", "Читайте также", "相关新闻",
        "Mehr lesen: Kommen die Gesandten nach Tokio?", "Lire : « les envoyés à Tokyo »", "Lire aussi : Que veut Tokyo ?",
        "Mehr lesen", "Seguir leyendo", "Sigue leyendo: ¿qué quiere Tokio?", "Join The Conversation",
        "Revivez le direct du vote à l’Assemblée avec vos questions.",
    ),
    "disclaimers": (
        "The views and opinions expressed in the article do not necessarily reflect those of The Gazette.",
        "Opinions expressed here are the author's own.", "Les opinions exprimées ici n’engagent que leurs auteurs.",
        "Las opiniones expresadas son responsabilidad del autor.",
        "Die Beiträge geben nicht unbedingt die Meinung wieder, sie geben die Meinung der Autorin wieder.",
    ),
    "fields": ("Tags: Japan, China", "Photo: Maria Holm", "(Photo : Reuters)", "Bildnachweis: dpa", "责任编辑：王明"),
    "rights": ("© 2016 The Gazette", "Copyright 2016 The Gazette. All rights reserved.", "版权所有", "무단전재 및 재배포 금지"),
    "credits": (
        "Envoys arrive in Tokyo on Monday. (Photo by Maria Holm)", "Envoys in Tokyo, 8 February. REUTERS/Erik Dahl",
        "The hall in which they met | Getty Images", "Reporting by Maria Holm in Tokyo; Editing by Erik Dahl",
        "Associated Press writers Maria Holm and Erik Dahl contributed to this report.",
        "(Con información de AFP y EFE)", "Reuters",
    ),
    "buttons": ("Facebook Twitter Email", "Share on Facebook | Tweet | Print"),
}  # fmt: skip
SENTENCES = (
    "Terms of the agreement were not disclosed by either of the two governments.",
    "Copyright law in China has changed twice since the talks began in Beijing.",
    "Sponsored by China, the resolution passed with a large majority on Monday.",
    "“Follow us,” the officer said to the envoys, and they went on board.",
    "Related to this are the missiles: Japan wants to deploy them on its islands.",
    "Registered voters on the islands oppose the base, says a poll of January.",
    "Reporting by The Gazette showed in 2015 that the missiles were on their way.",
    "The talks, Reuters reported, had been cut short by the ambassador himself.",
    "Watch officers saw two ships on Monday, and both of them turned away.",
    "Japan contributed to this year's exercise with two ships and a submarine.",
    "More on this will be known in March, when the envoys meet again in Seoul.",
    "Trending downwards since 2014, trade fell again in the first quarter.",
    "The views expressed by the envoys in Tokyo on Monday were not new to anybody in the room.",
    "Join the conversation that the envoys had in Tokyo, and the reasons for it are plain.",
    "Lire le traité ne suffit pas : il faut savoir qui l’a signé.",
    "X", "4:14 p.m.", "___",
)  # fmt: skip


@pytest.mark.parametrize("line", [line for lines in KINDS.values() for line in lines])
def test_a_line_is_known_by_its_words(line):
    assert is_furniture(line)


@pytest.mark.parametrize("line", SENTENCES)
def test_sentences_of_articles_are_not(line):
    assert not is_furniture(line)


def test_what_repeats_within_an_article_is_none_for_that():
    assert not list(suggestions(["Position Player", "GK Holm", "Position Player", "FW Dahl", "___", "___"]))


def test_of_a_long_caption_the_credit_alone():
    caption = "(Photo : Reuters) Envoys of four states " + "met in Tokyo " * 40
    assert list(suggestions([caption])) == ["(Photo : Reuters)"]


def test_what_is_listed_below_such_a_heading_is_of_others():
    lines = [
        "It ended on Monday.",
        "Related stories",
        "Ships turn away",
        "Envoys go home",
        "The talks go on, they said.",
    ]
    assert list(suggestions(lines)) == lines[1:4]


HOLM = Bylines(("Maria Holm", "Erik Dahl"), "The Gazette")
BODY = [f"This is the sentence of the article that has the number {number}." for number in range(12)]


@pytest.mark.parametrize(
    "line",
    [
        "By Maria Holm", "Maria Holm and Erik Dahl, The Gazette", "[Maria Holm] 9.2.2016", "Maria Holm | February 9, 2016",
        "Published 9 February 2016, 8:09 am GMT", "Von Maria Holm, Montag, 9. Februar 2016", "By Anna Berg, Special Correspondent",
        "2016年2月9日", "Envoys meet",
    ],
)  # fmt: skip
def test_bylines_at_the_beginning_say_no_more_than_the_head(line):
    assert list(suggestions(["A line above.", line, *BODY], title="Envoys meet", bylines=HOLM)) == [line]


@pytest.mark.parametrize(
    "line",
    ["By land and by sea", "Maria Holm met the envoys", "In 2016", "By Anna Berg he was told of it in February 2016."],
)
def test_headings_and_sentences_are_no_bylines(line):
    assert not list(suggestions(["A line above.", *BODY[:6], line, *BODY[6:]], bylines=HOLM))


@pytest.mark.parametrize(
    "line",
    [
        "Maria Holm is a fellow of the institute and the author of a book about islands.",
        "Maria Holm covers Asia.",
        "Anna Berg is a correspondent for The Gazette in Tokyo.",
    ],
)
def test_who_wrote_it_is_told_at_the_end(line):
    assert list(suggestions([*BODY, line], bylines=HOLM)) == [line]
    assert not list(suggestions([line, *BODY], bylines=HOLM))


def test_a_person_of_whom_an_article_tells_at_its_end_did_not_write_it():
    line = "Anna Berg is a reporter who was arrested in Tokyo on Monday."
    assert not list(suggestions([*BODY, line], bylines=HOLM))
