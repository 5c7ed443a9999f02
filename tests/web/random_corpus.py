"""A corpus drawn by a seed: chains of who acts for whom, vague and missing dates, denials, forecasts and hedges."""

from __future__ import annotations

import random
from dataclasses import replace
from decimal import Decimal

from kg.model.records import Actor, Article, Claim, Corpus, Event, Hedge, Issue, Leverage, Passage, Pursuit, Stance

WHEN = ("", "2015", "2016-02", "2016-02-08", "2015-11/2016-03", "2016-02/..", "2016-05-30~", "2014-12-31", "2016-09-01")
STATES, ISSUES = ("alba", "bora", "cira", "dora"), ("fish", "gas")
TEXT = "They said so."
# Of copies in turn one is a copy of a copy, and one was published before its original.
COPIES = {2: "news-0", 4: "news-2", 5: "news-1"}
AUTHORS = ((), ("alba",), ("alba", "bora", "p-0", "q-0"))


def random_corpus(shipped, seed=11, count=160):
    """The corpus, with the terms that the shipped one uses."""
    rng, said = random.Random(seed), shipped.claims
    leverages = [claim.content for claim in said if isinstance(claim.content, Leverage)]
    happenings = [claim.content for claim in said if isinstance(claim.content, Event)]
    actors = {slug: Actor(slug, "state", slug.title()) for slug in STATES}
    above = [*STATES, ""]
    for index in range(8):
        slug = f"{rng.choice('pq')}-{index}"
        actors[slug] = Actor(slug, rng.choice(["person", "organization"]), slug, acts_for=rng.choice(above))
        above.append(slug)
    articles = {
        f"news-{at}": Article(f"news-{at}", f"News {at}", "alba", published, "given", "0" * 64, authors=AUTHORS[at % 3], reliability="ABCDF"[at % 5], copy_of=COPIES.get(at, ""))
        for at, published in enumerate(["2016-02-09", "2015-06", "2016-07-31", "2015-12/2016-01", "2016-03-01", "2014"])
    }  # fmt: skip
    events, claims = {}, []

    def content(at):
        a, b = rng.sample(sorted(actors), 2)
        draw = rng.random()
        if draw < 0.5:
            target, type_ = rng.choice([b, rng.choice(ISSUES)]), rng.choice(["opposes", "supports"])
            holders = tuple(sorted({a, rng.choice([a, a, b])} - {target}))
            position = Decimal(rng.choice(["-1", "-0.7", "0", "0.4", "1"]))
            return Stance(holders, target, type_, position, when=rng.choice(["", "", *WHEN]))
        if draw < 0.75:
            like = rng.choice(leverages)
            return Leverage((a,), (b,), like.instrument, like.effect, rng.choice([each.strength for each in leverages]))
        made = rng.choice(happenings)
        slug = f"happening-{at}"
        events[slug] = Event(
            slug, slug, made.type, Decimal(rng.randint(-10, 10)), (a,), (b,), tuple(rng.sample(ISSUES, rng.randint(0, 1))),
            when=rng.choice(WHEN),
        )  # fmt: skip
        return events[slug]

    for at in range(count):
        twin = rng.choice(claims) if claims and rng.random() < 0.25 else None
        lower, upper = sorted(Decimal(rng.randint(0, 100)) / 100 for _ in range(2))
        claims.append(
            Claim(
                f"claim-{at}", rng.choice(sorted(articles)), tuple(rng.sample(sorted(actors), rng.choice([1, 1, 2]))),
                (Passage(TEXT, 0, len(TEXT)),), twin.content if twin else content(at),
                twin.content_key if twin else f"content-{at}", rng.choice([*4 * ["reported"], "interpreted", "forecast", "conditional"]),
                rng.choice([claim.certainty for claim in said]), rng.choice(["affirmed", "affirmed", "denied"]),
                hedges=(Hedge("said", "", lower, upper),) if rng.random() < 0.3 else (), said_on=rng.choice(WHEN),
            )
        )  # fmt: skip
    # What is copied is said again, whole or in part, as other articles that are no copies say it too.
    again = random.Random(seed + 1)
    for claim in claims[: count // 2]:
        quote = again.choice([TEXT, "said so"])
        passages = (Passage(quote, TEXT.index(quote), TEXT.index(quote) + len(quote)),)
        repeat = again.choice(sorted(articles))
        claims.append(replace(claim, slug=f"{claim.slug}-again", article=repeat, passages=passages))
    claims.sort(key=lambda claim: (claim.article, claim.slug))
    # Claims of several articles say who pursues an issue, at whom it is directed too, and one of them is not there.
    pursued = [Pursuit(slug, rng.choice(claims).key) for slug in (*STATES[:3], "bora", above[4], above[5])]
    issues = {
        "fish": Issue("fish", "Fish", "It.", pursued_by=tuple(pursued[:4]), directed_at=("bora", "dora")),
        "gas": Issue("gas", "Gas", "It.", pursued_by=(*pursued[4:], Pursuit("cira", "news-0/nobody"))),
    }
    return Corpus(dict(sorted(actors.items())), issues, dict(sorted(events.items())), articles, tuple(claims))
