"""What is kept changes nothing: warm or cold, after any edit, findings and bytes are those of a run from nothing."""

import random
import re
import shutil
import threading
from collections import Counter

import pytest
import yaml

from benchmarks.generate import generate
from kg import pipeline
from kg.cache import Cache
from kg.layout import core
from kg.questions import dyads
from kg.questions.sensitivity import analysis as sensitivity
from kg.questions.timeline import trajectory
from kg.rdf.store import open_store
from tests.test_pipeline import hashes

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
FOREIGN_SHAPE = """\
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix kg: <https://w3id.org/detente/ns#> .
kg:NamedShape a sh:NodeShape ; sh:targetClass kg:Actor ; sh:property kg:NamedShape-iso3 .
kg:NamedShape-iso3 a sh:PropertyShape ; sh:path kg:iso3 ; sh:not [ sh:maxLength 2 ] ; sh:message "has a code" .
"""
TERM = """\
@prefix kg: <https://w3id.org/detente/ns#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
kg:Envies a kg:StanceType ; skos:inScheme kg:StanceTypes ; skos:notation "envies" ; skos:prefLabel "envies"@en ;
    skos:definition "Wants what the target has."@en ; kg:defaultPosition -0.2 .
"""


@pytest.fixture(scope="module")
def generated(tmp_path_factory):
    """A project of four articles, with denials and settled forecasts across them."""
    return generate(tmp_path_factory.mktemp("generated"), 120, seed=3)


@pytest.fixture
def root(generated, tmp_path):
    shutil.copytree(generated / "sources", tmp_path / "project" / "sources")
    return tmp_path / "project"


def articles(root):
    return sorted((root / "sources" / "articles").glob("*.yaml"))


def change(path, edit):
    """Write a YAML file anew after an edit of its data."""
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)
    edit(data)
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")


def claims_of(path):
    return yaml.load(path.read_text(encoding="utf-8"), Loader=LOADER)["claims"]


def state(root, cache):
    checked = pipeline.check(root, cache=cache)
    return checked.findings, checked.corpus, checked.graphs


def held(root, *caches):
    """Every cache comes to what a run from nothing comes to; gives that run's findings."""
    expected = state(root, Cache())
    for cache in caches:
        assert state(root, cache) == expected
    return expected[0]


def deny(root):
    """The last article denies a claim of the first, through a claim of the second."""
    first, second, last = articles(root)[0], articles(root)[1], articles(root)[-1]
    named = next(c["id"] for c in claims_of(first) if "stance" in c)

    def refer(to):
        def edit(data):
            claim = next(c for c in data["claims"] if "stance" in c)
            del claim["stance"]
            claim.pop("polarity", None)
            claim["denies"] = to
            return claim["id"]

        return edit

    between = next(c["id"] for c in claims_of(second) if "stance" in c)
    change(second, refer(f"{first.stem}/{named}"))
    change(last, refer(f"{second.stem}/{between}"))


def affirm_instead(root):
    """What stands in between affirms, so that a claim two files away means the opposite."""

    def edit(data):
        claim = next(c for c in data["claims"] if "/" in c.get("denies", "") and articles(root)[0].stem in c["denies"])
        claim["affirms"] = claim.pop("denies")

    change(articles(root)[1], edit)


def take_a_claim(root):
    """Take away a claim that is named nowhere but where it stands."""
    path = articles(root)[1]
    text = "".join(each.read_text(encoding="utf-8") for each in root.glob("sources/**/*.yaml"))
    names = Counter(re.findall(r"[\w-]+", text))

    def take(data):
        data["claims"].remove(next(claim for claim in data["claims"] if names[claim["id"]] == 1))

    change(path, take)


EDITS = {
    "another target": lambda root: change(
        articles(root)[0],
        lambda data: next(c for c in data["claims"] if "stance" in c)["stance"].update(type="opposes"),
    ),
    "a claim less": take_a_claim,
    "claims in another order": lambda root: change(articles(root)[1], lambda data: data["claims"].reverse()),
    "denied across articles": deny,
    "affirmed in between": affirm_instead,
    "a quote that is not there": lambda root: change(
        articles(root)[2], lambda data: data["claims"][0].update(quote="nobody ever wrote this")
    ),
    "an unknown actor": lambda root: change(
        articles(root)[2], lambda data: data["claims"][1].update({"said-by": "nobody-at-all"})
    ),
    "an unknown actor in two articles": lambda root: [
        change(path, lambda data: data["claims"][1].update({"said-by": "nobody-at-all"}))
        for path in articles(root)[1:3]
    ],
    "an unknown target in two articles": lambda root: [
        change(path, lambda data: next(c for c in data["claims"] if "stance" in c)["stance"].update(target="nowhere"))
        for path in articles(root)[1:3]
    ],
    "what was pasted into another article": lambda root: change(
        articles(root)[2], lambda data: data["claims"].append(data["claims"][0] | {"id": "pasted"})
    ),
    "every position of an article": lambda root: change(
        articles(root)[0],
        lambda data: [claim["stance"].update(type="opposes") for claim in data["claims"] if "stance" in claim],
    ),
    "a copy of another article": lambda root: change(
        articles(root)[-1], lambda data: data["article"].update({"copy-of": articles(root)[0].stem})
    ),
    "an actor's name": lambda root: change(
        root / "sources" / "actors.yaml", lambda data: next(iter(data.values())).update(label="Another name")
    ),
    "an actor less": lambda root: change(root / "sources" / "actors.yaml", lambda data: data.pop(next(iter(data)))),
    "an issue that cannot be read": lambda root: change(
        root / "sources" / "issues.yaml", lambda data: next(iter(data.values())).update(nonsense="yes")
    ),
    "an event less": lambda root: change(root / "sources" / "events.yaml", lambda data: data.pop(next(iter(data)))),
    "a text that changed": lambda root: articles(root)[0].with_suffix(".txt").write_text("Nothing.", encoding="utf-8"),
    "no YAML": lambda root: articles(root)[3].write_text("claims: [", encoding="utf-8"),
    "another last day": lambda root: change(
        articles(root)[-1], lambda data: data["article"].update(published="2030-01-01")
    ),
    "an article less": lambda root: [articles(root)[1].with_suffix(".txt").unlink(), articles(root)[1].unlink()],
    "an article of another name": lambda root: [
        path.rename(path.with_name(f"another{path.suffix}"))
        for path in (articles(root)[0], articles(root)[0].with_suffix(".txt"))
    ],
    "a term more": lambda root: _write(root / "ontology" / "more.ttl", TERM),
    "a shape that only a general validator knows": lambda root: _write(root / "ontology" / "shapes.ttl", FOREIGN_SHAPE),
    "a query that is no text": lambda root: _write(root / "ontology" / "queries" / "mine.rq", "\x07"),
}


def _write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("edit", EDITS)
def test_after_an_edit_what_was_kept_comes_to_the_same_as_a_run_from_nothing(root, tmp_path, edit):
    memory, folder = Cache(), tmp_path / "kept"
    if edit == "affirmed in between":
        deny(root)
    assert all(finding.severity == "warning" for finding in held(root, memory, Cache(folder)))
    before = state(root, memory)
    EDITS[edit](root)
    held(root, memory, memory, Cache(folder), Cache(folder))
    assert state(root, memory) != before


def test_edits_one_after_the_other_and_back_again(root, generated, tmp_path):
    memory, folder, chance = Cache(), tmp_path / "kept", random.Random(5)
    for _ in range(12):
        name = chance.choice(sorted(EDITS))
        if name != "affirmed in between":
            try:
                EDITS[name](root)
            except (OSError, LookupError, StopIteration, AttributeError, TypeError, yaml.YAMLError):
                # What it would change has gone with an earlier edit: all is as it was at first.
                shutil.rmtree(root)
                shutil.copytree(generated / "sources", root / "sources")
        held(root, memory, Cache(folder))


def test_only_what_changed_is_read_written_and_looked_at_again(root, monkeypatch):
    memory = Cache()
    pipeline.build(root, root / "out", cache=memory)
    made = []
    get = Cache.get
    monkeypatch.setattr(Cache, "get", lambda self, key, make: get(self, key, lambda: made.append(key) or make()))
    pipeline.build(root, root / "out", cache=memory)
    assert made == []
    for article in (articles(root)[0], articles(root)[-1]):
        change(article, lambda data: data["claims"][0].update(note="read once"))
        pipeline.build(root, root / "out", cache=memory)
        made.clear()
        # As it is read, its graph, what shapes find there, and its TriG; what others refer to is the same.
        change(article, lambda data: data["claims"][0].update(note="read again"))
        pipeline.build(root, root / "out", cache=memory)
        assert len(made) == 4


BUILT = [
    "another target",
    "a claim less",
    "denied across articles",
    "every position of an article",
    "a copy of another article",
    "an actor's name",
    "another last day",
    "a term more",
]


def forget():
    """Have nothing of what was computed before, as a process that has just begun."""
    for kept in (dyads._measured, sensitivity._under, sensitivity._scored_by, sensitivity._without_each):
        kept.cache_clear()
    trajectory._trajectory.cache_clear()
    core._laid_out.cache_clear()


@pytest.mark.parametrize("edit", BUILT)
def test_a_build_is_the_same_bytes_warm_or_cold(root, tmp_path, edit):
    memory, folder = Cache(), tmp_path / "kept"
    for cache in (Cache(folder), memory):
        assert pipeline.build(root, tmp_path / "out", cache=cache).files
    EDITS[edit](root)
    outs, stores = [], []
    for name, cache in (("out", memory), ("cold", Cache()), ("folder", Cache(folder)), ("again", Cache(folder))):
        if name == "cold":
            forget()
        assert pipeline.build(root, tmp_path / name, cache=cache).files
        outs.append(hashes(tmp_path / name))
        stores.append(set(open_store(tmp_path / name / "store")))
    assert outs[0] == outs[1] == outs[2] == outs[3]
    assert stores[0] == stores[1] == stores[2] == stores[3]


def test_a_damaged_cache_changes_nothing(root, tmp_path):
    folder = tmp_path / "kept"
    expected = state(root, Cache(folder))
    for number, path in enumerate(sorted(folder.iterdir())):
        content = path.read_bytes()
        path.write_bytes(content[: number % 97] if number % 2 else content[:50] + b"\0" + content[51:])
    assert state(root, Cache(folder)) == expected == state(root, Cache(folder))


def test_two_builds_at_once_share_a_folder(root, tmp_path):
    folder, failed = tmp_path / "kept", []

    def work(name):
        try:
            pipeline.build(root, tmp_path / name, cache=Cache(folder))
        except BaseException as error:
            failed.append(error)
            raise

    threads = [threading.Thread(target=work, args=(name,)) for name in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    pipeline.build(root, tmp_path / "cold", cache=Cache())
    assert hashes(tmp_path / "one") == hashes(tmp_path / "two") == hashes(tmp_path / "cold")
