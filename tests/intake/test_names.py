"""Bylines and fields of authors: which people they name, and what is no person."""

from __future__ import annotations

import pytest

from kg.intake.names import is_person, people, people_of_line


@pytest.mark.parametrize(
    ("said", "names"),
    [
        ("By Maria Holm, Eva Lind", ["Maria Holm", "Eva Lind"]),
        ("By MARIA HOLM, ANNA MARY O'LIND and ERIC McCORD", ["Maria Holm", "Anna Mary O'Lind", "ERIC McCORD"]),
        ("MARIA VON HOLM, JEAN-PAUL LIND", ["Maria von Holm", "Jean-Paul Lind"]),
        ("VON MARIA HOLM am 21. April 2020", ["Maria Holm"]),
        ("Auteur : Maria Holm", ["Maria Holm"]),
        ("Maria Holm. Strait Courier International", ["Maria Holm"]),
        ("By Maria A. Holm in Tokyo", ["Maria A. Holm"]),
        ("Holm, Maria", ["Maria Holm"]),
        ("Maria Holm, Associated Press", ["Maria Holm"]),
        ("By Maria Holm, Correspondent", ["Maria Holm"]),
        ("Maria HolmNovember 15", ["Maria Holm"]),
        ("Gazette-Online-Expertin Maria Holm", ["Maria Holm"]),
        ("王小明、李大山", ["王小明", "李大山"]),
        ("Von der Holm", ["Von der Holm"]),
    ],
)
def test_names_are_told_apart_and_set_as_names(said, names):
    assert people(said) == names


@pytest.mark.parametrize(
    "name", ["CBS News", "Staff Reports", "Author Redaktion", "Strait Online", "Deutsche Welle", "New York", "von Maria",
             "News 24 Team", "新华社", "Maria"],
)  # fmt: skip
def test_papers_desks_and_places_are_no_people(name):
    assert not is_person(name)


@pytest.mark.parametrize(
    "name", ["Maria Holm", "Eyal Press", "孔德明", "Ludwig van Beethoven", "Мария Холм", "مريم حسن"]
)
def test_people_are_people(name):
    assert is_person(name)


@pytest.mark.parametrize(
    "line", ["De Gaulle a dit que la France resterait seule", "By the time they met, all was said"]
)
def test_a_sentence_is_no_byline(line):
    assert people_of_line(line) == []
