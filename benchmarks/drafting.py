"""What drafting by rules costs and gives on texts that the rules never saw: `python -m benchmarks.drafting`.

The texts are the 54 of the shared data (`pages/bodies`), news of every kind, which nobody has coded: so this tells no
accuracy, but how long it takes, how many sentences are drafted, that every quote is verbatim, and, where a model of
English is installed, on how many drafts grammar and patterns differ about who speaks. On the coded articles of a
project `kg draft --evaluate` tells how often the rules are right.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import replace
from statistics import median

from benchmarks.measuring import CHECKOUT
from kg import sources
from kg.drafting.grammar import Grammar
from kg.drafting.rules import drafted
from kg.drafting.suggestions import Suggester
from kg.rdf import ontology
from kg.sources.quotes import FoldedText

DATA = CHECKOUT.parent / "shared" / "data" / "pages" / "bodies" / "truth.json"
# The actors of the shipped articles are all that is known of who is named, and the packaged states among them.
ARTICLE = "2016-02-china-topix-thaad-talks"


def main() -> None:
    """Print a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--model", help="a model of spaCy by its name or folder, where none is installed")
    given = parser.parse_args()
    if not DATA.is_file():
        parser.error(f"{DATA} is not there; it is no part of this project")
    terms = ontology.load()
    corpus, _ = sources.read(CHECKOUT, terms)
    texts = [each["articleBody"] for each in json.loads(DATA.read_text(encoding="utf-8")).values()]
    article = replace(corpus.articles[ARTICLE], slug="unseen", furniture=())
    plain = Suggester(corpus, terms)
    grammar = Grammar.of_model(given.model) if given.model else Grammar.load()
    seconds, counts, verbatim, differ = [], [], True, 0
    for text in texts:
        begun = time.process_time()
        made = drafted(article, text, plain)
        seconds.append(time.process_time() - begun)
        folded = FoldedText.of(text)
        verbatim &= all(folded.find(quote) for draft in made.drafts for quote in draft.quotes)
        counts.append((len(made.sentences), len(made.drafts), len(made.refused)))
        if grammar is not None:
            other = drafted(article, text, replace(plain, grammar=grammar)).drafts
            pairs = zip(made.drafts, other, strict=True)
            differ += sum(one.claim.get("said-by") != two.claim.get("said-by") for one, two in pairs)
    in_all = [sum(each) for each in zip(*counts, strict=True)]
    print("| texts | sentences | drafted | refused by the gates | all verbatim | seconds a text, median | most |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    print(f"| {len(texts)} | {in_all[0]:,} | {in_all[1]:,} | {in_all[2]} | {'yes' if verbatim else 'NO'} "
          f"| {median(seconds):.2f} | {max(seconds):.2f} |")  # fmt: skip
    if grammar is not None:
        print(f"\nGrammar ({grammar.name.rpartition('/')[2]}) and patterns differ about who speaks on {differ} drafts.")


if __name__ == "__main__":
    main()
