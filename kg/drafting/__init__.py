"""Suggestions for claims, by plain rules: what a person may accept, and nothing that is built.

    sentences.py     where sentences begin and end
    mentions.py      the actors, issues and events of a project that a stretch of text names
    attribution.py   who says what stands at a passage, and who passed it on
    modality.py      hedges, how sure they leave the claimant, the mode of a claim, and denials
    types.py         the types of a kind of content, those that fit a passage first
    suggestions.py   all of these for one passage, by the keys of a claim

    draft.py         a suggested claim that a person accepts or refuses
    queue.py         the drafts of an article, in sources/drafts/, which nothing builds
    gates.py         what is refused of suggestions, and what a person is told to look at
    models/          suggestions by a model, whoever makes it, which is asked over HTTP and believed in nothing

Every suggestion says on what it rests. Words that are told by lists are English; names and what a project has coded
already are of any language.
"""
