"""Suggestions by a model, whoever makes it: asked over HTTP, and believed in nothing.

    protocols.py    where a model is, how it is asked by either protocol, and what it answers
    transport.py    one request and its answer, within bounds of time and size, never led elsewhere
    client.py       questions, tried again within bounds; what a server does not know is left out
    schema.py       the forms of answers, flat, since some servers know no more
    prompts.py      the questions: quotes and who says them; then what each says, from its window alone
    passes.py       answers → drafts: every value through the vocabulary, the registry and the gates
    cost.py         tokens: estimated before, bounded meanwhile, as the model reports them after
    answers.py      what was answered, kept so that a run that was cut short does not pay twice
    transcript.py   what was asked and answered, kept beside the drafts by who wants it

The text of an article is data: it stands between marks that it cannot know, the model has no tools, and what it answers
is compared and written as a suggestion, never done. Keys come from the environment and stay in the header.
"""
