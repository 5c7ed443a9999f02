"""Suggestions for claims, by plain rules or a model: what a person may accept, and nothing that is built.

    sentences.py     where sentences begin and end
    mentions.py      the actors, issues and events of a project that a stretch of text names
    attribution.py   who says what stands at a passage, and who passed it on
    modality.py      hedges, how sure they leave the claimant, the mode of a claim, and denials
    lexicon.py       English words that speak for a kind of content, and for its types
    types.py         the types of a kind of content, those that fit a passage first
    grammar.py       who says what by the grammar of a sentence, where spaCy and a model are installed
    suggestions.py   all of these for one passage, by the keys of a claim

    draft.py         a suggested claim that a person accepts or refuses
    queue.py         the drafts of an article, in sources/drafts/, which nothing builds
    ranking.py       how likely each sentence holds a claim
    clauses.py       the part of a sentence that a claim quotes
    dates.py         when what a sentence tells of happened
    rules.py         a draft for each sentence that is likely to hold a claim
    gates.py         what a draft must pass, whoever made it, and what a person should look at
    accepting.py     drafts that become claims, or are refused
    evaluation.py    how good the rules are on what a project has coded
    models/          drafts by a model, whoever makes it, which is asked over HTTP and believed in nothing

Every suggestion says on what it rests. Words that are told by lists are English; names and what a project has coded
already are of any language. Nothing here is built: a draft is a claim once a person has accepted it.
"""
