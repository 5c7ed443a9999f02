"""The whole journey, from people's files to the outputs.

    read → check → quads → shapes → network → analysis → outputs

Every stage is one call; a newcomer reads `build` and knows the program.
"""

from __future__ import annotations

import gc
import time
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain
from typing import TYPE_CHECKING

from kg import publication, sources
from kg.cache import Pieces, key_of, of_project
from kg.exports import event_tables, graphml, manifest
from kg.exports.rdf import compact, files
from kg.layout.positions import positions
from kg.measure.formula import Parameters
from kg.model import excerpts, packaged
from kg.model.findings import Finding, Location
from kg.model.vocabulary import OntologyError
from kg.network.article_keys import article_keys
from kg.network.network import network_of
from kg.questions import document
from kg.questions.answers import Answers
from kg.questions.counting import in_words, of_joint_acts, uncounted
from kg.questions.rows import to_csv
from kg.questions.tables import claims_csv
from kg.rdf import ontology, ontology_lint, shapes, store
from kg.rdf.build import MANIFEST, STORE
from kg.rdf.graphs import graphs, lines_by_graph
from kg.sources import rules
from kg.sources.json_schema import schemas
from kg.sources.quotes import CONTEXT
from kg.sources.valid import valid_part
from kg.web import codebook
from kg.web.view import html

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from typing import Any

    from kg.cache import Cache
    from kg.events.datasets import DatasetTension
    from kg.model.records import Corpus
    from kg.network.network import Network
    from kg.questions.counting import Reason
    from kg.rdf.graphs import Graph
    from kg.rdf.ontology import Ontology
    from kg.rdf.store import Quad

    Progress = Callable[[str], None]
    # Is told the corpus, the vocabulary and the findings that there are before the shapes are asked.
    Tell = Callable[[Corpus, Ontology, Sequence[Finding]], None]

# The dataset, line by line.
NQ = "graph.nq"
# Files that a build has only if it has data sets of events.
EVENT_TENSION = "event-tension.csv"


@dataclass(frozen=True, slots=True)
class Checked:
    """What was read of a project, and everything that is wrong with it, sorted by place."""

    corpus: Corpus
    vocabulary: Ontology
    graphs: tuple[Graph, ...]
    findings: tuple[Finding, ...]

    @property
    def quads(self) -> tuple[Quad, ...]:
        """Every quad of the graphs."""
        return tuple(quad for graph in self.graphs for quad in graph.quads())

    @property
    def errors(self) -> int:
        """How many findings keep the project from being built."""
        return sum(finding.severity == "error" for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Built:
    """A build: the findings, the files that were made (none if there were errors), and what events say.

    `counting` says how many claims count in a score, and why the others do not. `tensions` is the tension of each dyad
    that is told apart, a < b by slug, `labels` what its actors are called.
    """

    findings: tuple[Finding, ...]
    out: Path
    files: tuple[str, ...]
    counts: dict[str, int]
    counting: str = ""
    datasets: tuple[DatasetTension, ...] = ()
    tensions: Mapping[tuple[str, str], float] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)


def silent(_stage: str) -> None:
    """Say nothing about progress."""


@contextmanager
def _collecting_nothing(progress: Progress) -> Iterator[Progress]:
    """Tells of progress, and has no garbage collected meanwhile.

    Records, quads and rows are many and make no circles: to look for some again and again costs a fifth of a build.
    Whoever looks at the end of a stage sees what was made in it, and not all that was there before.
    """
    if not gc.isenabled():
        yield progress
        return

    def stage(name: str) -> None:
        gc.freeze()
        progress(name)

    gc.freeze()
    gc.disable()
    try:
        yield stage
    finally:
        gc.unfreeze()
        gc.enable()


def unheard(_corpus: Corpus, _vocabulary: Ontology, _findings: Sequence[Finding]) -> None:
    """Say nothing before everything is known."""


def check(
    root: Path,
    progress: Progress = silent,
    *,
    today: date | None = None,
    cache: Cache | None = None,
    tell: Tell = unheard,
    coding: bool = False,
) -> Checked:
    """Read and check a project; everything that is wrong is found in one run.

    With `coding` what is wrong in the files of coders is found too, on which nothing that is built depends.

    Whoever cannot wait for the shapes is told by `tell` what is known before them, which is nearly everything.

    What `cache` has kept of an earlier run is not read, made or checked again where nothing that it depends on has
    changed; without one the project's own is taken.

    `today` is the day after which nothing can have been reported; the clock is never asked.
    """
    cache = cache if cache is not None else of_project(root)
    with _collecting_nothing(progress) as progress:  # noqa: PLR1704 - the same, with less in between
        progress("reading")
        terms = _vocabulary(root, cache)
        if found := [_unread(error, root) for error in terms.unreadable()]:
            terms = ontology.load()
        elif len(terms.folders) > 1:
            found = list(ontology_lint.lint(terms))
        corpus, read = sources.read(root, terms, cache)
        by_coders = sources.read_coding(root, corpus, terms, cache, today=today)[1] if coding else []
        progress("checking")
        found += [*read, *rules.run(corpus, terms, today, cache)]
        tell(corpus, terms, found)
        corpus = sources.in_its_language(corpus)
        progress("validating shapes")
        described, broken = shapes.checked(valid_part(corpus, found), terms, cache)
    cache.sweep()
    return Checked(corpus, terms, described, tuple(sorted({*found, *broken, *by_coders})))


def _vocabulary(root: Path, cache: Cache) -> Ontology:
    """The vocabulary of a project: the very one of the last run where all its files are as they were."""
    terms = ontology.load(root / "ontology")
    try:
        key = key_of("ontology", terms.whole_key())
    except OntologyError:
        return terms
    return cache.recall(key, lambda: terms)


def _unread(error: OntologyError, root: Path) -> Finding:
    """Why a file of the project's ontology cannot be read, as a finding."""
    place = Location(error.file.relative_to(root).as_posix(), error.line, error.column)
    return Finding(place, error.rule, error.reason)


def build(
    root: Path,
    out: Path,
    *,
    strict: bool = False,
    with_events: Sequence[Path] = (),
    progress: Progress = silent,
    today: date | None = None,
    quotes_only: bool = False,
    cache: Cache | None = None,
) -> Built:
    """Check a project and write everything into `out`; if there are errors, `out` stays as it is.

    What the stores `with_events` say of the project's actors is put beside what its articles say. Nothing but the
    findings depends on `today`, and nothing at all on `cache`, but for what it costs. Where `quotes_only` is set, or
    the project says so, quotes with their context stand in place of whole texts.
    """
    cache = cache if cache is not None else of_project(root)
    with _collecting_nothing(progress) as progress:  # noqa: PLR1704 - the same, with less in between
        begun = time.time_ns()
        checked = check(root, progress, today=today, cache=cache)
        if checked.errors or (strict and checked.findings):
            return Built(checked.findings, out, (), {})
        around = checked.corpus.description.around(quotes_only=quotes_only)
        checked = checked if around is None else _with_quotes_only(checked, around)
        progress("computing")
        network = network_of(checked.corpus.ordered(), checked.vocabulary)
        answers = Answers(network)
        datasets = _beside(network, with_events, progress)
        computed = [*answers.quads(), *_dataset_quads(datasets)]
        progress("writing the dataset")
        others = lines_by_graph(chain(checked.vocabulary.quads, computed))
        # As objects they would be most of what a build holds.
        del computed
        dataset_files = files.dataset(checked.graphs, others, cache)
        every_graph = {f"<{graph.name}>": graph.n_quads for graph in checked.graphs} | others if cache.stays else {}
        checked = replace(checked, graphs=())
        del others
        left_out = uncounted(network, answers["tension"])
        made_from = _manifest(root, checked, answers, left_out, dataset_files[NQ])
        made_from |= manifest.of_datasets(datasets)
        made_from |= {} if around is None else {manifest.QUOTES_ONLY: around}
        progress("writing tables and pages")
        also = () if around is None else (manifest.QUOTES_ONLY, str(around))
        pieces = Pieces(cache, article_keys(network, checked.corpus.hashes, *also) if cache.stays else {})
        of_vocabulary = partial(_of_vocabulary, checked.vocabulary)
        made = dataset_files | cache.recall(key_of("vocabulary", checked.vocabulary.whole_key()), of_vocabulary)
        made |= _tables(network, answers, datasets, pieces)
        made |= _pages(network, answers, made_from, datasets, pieces)
        made[MANIFEST] = document.to_json({**made_from, "outputs": _hashes(made, made_from["dataset"])}).encode()
        counting = " ".join(filter(None, [in_words(left_out, network.claims), of_joint_acts(answers["tension"])]))
        tensions = {(dyad.a, dyad.b): dyad.tension for dyad in answers["tension"] if not dyad.joint}
        labels = {slug: network.label(slug) for dyad in tensions for slug in dyad}
        built = Built(
            checked.findings, out, (*sorted(made), STORE), made_from["counts"], counting, datasets, tensions, labels
        )
        # The engine takes much room; what all was made from need not be there too, nor what drew the page.
        del checked, network, answers, dataset_files
        gc.collect()
        progress("writing the store")
        stores = cache.recall(key_of("store", str(out.resolve())), partial(store.Succession, out / STORE))
        filled = {STORE: partial(stores.fill, n_quads=made[NQ], graphs=every_graph, digest=made_from["dataset"])}
        publication.publish(out, made, filled, gone={EVENT_TENSION} - made.keys())
        stores.published(every_graph)
        manifest.date_from(out / MANIFEST, begun)
        return built


def _with_quotes_only(checked: Checked, around: int) -> Checked:
    """What was read with no more of the texts than the quotes and so many characters on either side of each."""
    corpus = excerpts.of_corpus(checked.corpus, around)
    if around >= CONTEXT:
        return replace(checked, corpus=corpus)
    # What was kept is of the whole context.
    cut = replace(corpus, key="", hashes={})
    return replace(checked, corpus=corpus, graphs=tuple(graph for graph, _ in graphs(cut, checked.vocabulary)))


def _beside(network: Network, stores: Sequence[Path], progress: Progress) -> tuple[DatasetTension, ...]:
    """What some stores of events say of the network's actors on the day of the newest article."""
    if not stores or network.newest_day is None:
        return ()
    from kg.events.datasets import of_stores  # noqa: PLC0415 - an extra

    progress("summing events")
    return of_stores(stores, tuple(network), at=network.newest_day)


def _dataset_quads(datasets: Sequence[DatasetTension]) -> Iterable[Quad]:
    if not datasets:
        return ()
    from kg.events.rdf import dataset_quads  # noqa: PLC0415 - few builds have data sets

    return dataset_quads(datasets)


def _of_vocabulary(vocabulary: Ontology) -> dict[str, bytes]:
    """The codebook, the ontology and the schemas for editors, by the names of their files."""
    texts = {"codebook.html": codebook.codebook(vocabulary)}
    texts |= {f"schema/{name}.json": document.to_json(schema) for name, schema in schemas(vocabulary).items()}
    return {
        "ontology.ttl": files.ontology_turtle(vocabulary.quads),
        **{name: (packaged.ontology() / name).read_bytes() for name in (compact.CONTEXT_FILE, compact.FRAME_FILE)},
        **{name: text.encode() for name, text in texts.items()},
    }


def _manifest(
    root: Path, checked: Checked, answers: Answers, left_out: Mapping[str, Reason], n_quads: bytes
) -> dict[str, Any]:
    return manifest.manifest(
        checked.corpus,
        as_of=answers.network.newest_day,
        parameters=Parameters(),
        inputs=manifest.input_hashes(root, manifest.input_files(root, checked.vocabulary)),
        dataset=n_quads,
        quads=n_quads.count(b"\n"),
        dyads=len(answers["tension"]),
        uncounted=Counter(left_out.values()),
        analyses=answers.summary(),
    )


def _tables(network: Network, answers: Answers, datasets: Sequence[DatasetTension], pieces: Pieces) -> dict[str, bytes]:
    """The claims and what each analysis found, as CSV, by the names of their files."""
    made = answers.tables()
    if datasets:
        made[EVENT_TENSION] = event_tables.dataset_table(datasets)
    texts = {name: to_csv(table) for name, table in made.items()} | {"claims.csv": claims_csv(network, pieces)}
    return {name: text.encode() for name, text in texts.items()}


def _pages(
    network: Network,
    answers: Answers,
    made_from: Mapping[str, Any],
    datasets: Sequence[DatasetTension],
    pieces: Pieces,
) -> dict[str, bytes]:
    """The network and the page, by the names of their files."""
    dyads = answers["tension"]
    placed = positions(network, dyads)
    made = {
        "network.graphml": graphml.graphml(network, dyads, placed, pieces),
        "index.html": html.view(network, dyads, made_from, datasets=datasets, placed=placed, pieces=pieces),
    }
    return {name: text.encode() for name, text in made.items()}


def _hashes(made: Mapping[str, bytes], dataset: str) -> dict[str, str]:
    """The hashes of outputs by name; that of the dataset, a hundred megabytes of ten thousand claims, is known."""
    return {name: dataset if name == NQ else manifest.digest(content) for name, content in sorted(made.items())}
