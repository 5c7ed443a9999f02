"""Who says something by grammar: documents of spaCy whose heads and relations are given, as a model would."""

from __future__ import annotations

import pytest

from kg import sources
from kg.drafting import grammar as module
from kg.drafting.grammar import Grammar, installed
from kg.drafting.sentences import sentences
from kg.drafting.suggestions import Suggester

spacy = pytest.importorskip("spacy")

# Words with the place of their head, the relation to it, and the lemma where that is another.
SAYS = [
    ("Officials", 2, "nsubj"), ("elsewhere", 0, "advmod"), ("said", 2, "ROOT", "say"), ("that", 5, "mark"),
    ("Japan", 5, "nsubj"), ("believes", 2, "ccomp", "believe"), ("China", 8, "nsubj"), ("will", 8, "aux"),
    ("attack", 5, "ccomp"), (".", 2, "punct"),
]  # fmt: skip
TELLS = [
    ("China", 1, "nsubj"), ("told", 1, "ROOT", "tell"), ("Japan", 1, "dobj"), ("it", 4, "nsubj"), ("will", 5, "aux"),
    ("attack", 1, "ccomp"), (".", 1, "punct"),
]  # fmt: skip


@pytest.fixture
def said(project, terms):
    """Who says a passage of a sentence of these words, and what the patterns are asked where grammar is silent."""
    corpus, _ = sources.read(project(), terms)

    def of(words, passage):
        def parse(text):
            vocab = spacy.blank("en").vocab
            spaces = [following[0] != "." for following in words[1:]] + [False]
            return spacy.tokens.Doc(
                vocab, [word[0] for word in words], spaces,
                heads=[word[1] for word in words], deps=[word[2] for word in words],
                lemmas=[word[3] if len(word) > 3 else word[0] for word in words],
            )  # fmt: skip

        text = parse("").text
        suggester = Suggester(corpus, terms, Grammar(parse))
        start = text.index(passage)
        span = (start, start + len(passage))
        by_grammar = suggester.grammar.attribution(text, suggester.names, sentences(text), span)
        return by_grammar, suggester.attribution(text, corpus.articles["talks"], sentences(text), span)

    return of


def test_the_nearest_verb_of_saying_above_a_passage_has_who_says_it(said):
    by_grammar, taken = said(SAYS, "China will attack")
    assert (by_grammar.claimants, by_grammar.basis) == (("japan",), "Japan believes")
    assert taken == by_grammar


def test_who_was_told_passed_it_on(said):
    by_grammar, _ = said(TELLS, "it will attack")
    assert (by_grammar.claimants, by_grammar.reported_by) == (("china",), ("japan",))


def test_a_subject_that_is_nobody_of_the_project_leaves_it_to_the_patterns(said):
    by_grammar, taken = said(SAYS, "Japan believes China will attack")
    assert by_grammar is None
    assert taken.claimants


def test_the_subject_itself_is_not_what_it_says(said):
    by_grammar, _ = said(TELLS, "China")
    assert by_grammar is None


def test_a_pipeline_without_grammar_is_no_grammar(tmp_path):
    spacy.blank("en").to_disk(tmp_path / "blank")
    assert Grammar.of_model(str(tmp_path / "blank")) is None
    assert Grammar.of_model("en_there_is_no_such_model") is None


def test_what_is_installed_is_told_the_small_model_first(monkeypatch):
    names = [
        type("Entry", (), {"name": name})() for name in ("de_core", "en_other", "en_core_web_md", "en_core_web_sm")
    ]
    monkeypatch.setattr(module, "entry_points", lambda group: names if group == "spacy_models" else [])
    assert installed().models == ("en_core_web_sm", "en_core_web_md", "en_other")
    assert Grammar.load() is None
    monkeypatch.setattr(module, "find_spec", lambda _: None)
    assert installed() == module.Installed(spacy=False)
    assert Grammar.load() is None
