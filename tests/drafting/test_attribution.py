"""Who says what: by verbs, by phrases, by quotation marks that go on, else the article itself."""

from __future__ import annotations

import pytest

from kg import sources
from kg.drafting.attribution import attribution
from kg.drafting.mentions import Names
from kg.drafting.sentences import sentences

ACTORS = {
    "wu": {"kind": "person", "label": "Wu Qian"},
    "ministry": {"kind": "organization", "label": "Ministry of Defense"},
    "wire": {"kind": "organization", "label": "The Wire"},
    "experts": {"kind": "group", "label": "Unnamed experts"},
}


@pytest.fixture
def says(project, terms):
    corpus, _ = sources.read(project({"actors": ACTORS}), terms)

    def who(text, passage):
        place = text.index(passage)
        bounds = sentences(text)
        return attribution(text, Names(corpus, terms), corpus.articles["talks"], bounds, (place, place + len(passage)))

    return who


@pytest.mark.parametrize(
    ("text", "passage", "claimant"),
    [
        ("China said that Japan is a threat.", "Japan is a threat", "china"),
        ("Japan is a threat, according to China.", "Japan is a threat", "china"),
        ("“Japan is a threat,” said Wu Qian.", "Japan is a threat", "wu"),
        ("“Japan is a threat,” Wu Qian, who speaks for China, told the press.", "Japan is a threat", "wu"),
        ("Wu Qian, a spokesman of the Ministry of Defense, said Japan is a threat.", "Japan is a threat", "wu"),
        ("China’s spokesman Wu Qian warned Japan would fail.", "Japan would fail", "wu"),
        ("According to the Tokyo-based Wire, China fears it. Later The Wire said more.", "China fears it", "gazette"),
        ("According to the Tokyo-based The Wire, China fears it.", "China fears it", "wire"),
        ("China met Japan. “It went well,” he said.", "It went well", "gazette"),
        ("Wu Qian said it began. “It went well,” he added.", "It went well", "wu"),
        ("However, experts say that Japan may fail.", "Japan may fail", "experts"),
        ("Japan may fail: Experts", "Japan may fail", "experts"),
        ("China challenged the rules, arguing Japan is a threat.", "Japan is a threat", "china"),
        ("China challenged the rules, arguing Japan is a threat.", "China challenged the rules", "gazette"),
        ("Japan gave in to demands that China leave.", "China leave", "gazette"),
        ("Envoys met in Tokyo.", "Envoys met", "gazette"),
        ("Somebody unknown said that Japan is a threat.", "Japan is a threat", "gazette"),
    ],
)
def test_the_claimant_is_whom_the_sentence_says(says, text, passage, claimant):
    assert says(text, passage).claimants == (claimant,)


def test_an_outlet_that_was_told_passed_it_on(says):
    said = says("Wu Qian told The Wire that Japan is a threat.", "Japan is a threat")

    assert (said.claimants, said.reported_by, said.basis) == (("wu",), ("wire",), "Wu Qian told")


def test_a_passage_outside_of_every_sentence_is_the_articles(project, terms):
    corpus, _ = sources.read(project(), terms)
    article = corpus.articles["talks"]

    assert attribution(" \n ", Names(corpus, terms), article, [], (0, 1)).claimants == article.voice
