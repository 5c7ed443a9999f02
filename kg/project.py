"""A project, or a graph that somebody else made, as one object."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack, get_args
from urllib.parse import quote

from kg.measure.lens import Mode
from kg.model.dates import first_day, last_day
from kg.model.records import ContentKind, GraphError
from kg.model.shown import Shown, draw_with
from kg.publication import settle
from kg.questions import questions
from kg.questions.asking import Asked
from kg.questions.choices import one_of
from kg.questions.frames import Records
from kg.rdf import build, ontology, store
from kg.rdf.answer import Answer, answer
from kg.rdf.query import run
from kg.rdf.stored_queries import stored_query

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    import networkx as nx

    from kg.cache import Cache
    from kg.coders.agreement import Agreement
    from kg.coders.coded import Coded
    from kg.coders.effect import CoderEffects
    from kg.model.findings import Finding
    from kg.model.records import Actor, Article, Claim, Corpus
    from kg.network.network import Network
    from kg.pipeline import Built, Progress
    from kg.questions.alignment import ask as ask_alignment
    from kg.questions.asking import Day, ModeLook, SpanLook
    from kg.questions.balance import ask as ask_balance
    from kg.questions.comparison import ask as ask_comparison
    from kg.questions.digest import Digest
    from kg.questions.disputes import ask as ask_disputes
    from kg.questions.forecasts import ask as ask_forecasts
    from kg.questions.leverage import ask as ask_leverage
    from kg.questions.sensitivity import ask as ask_sensitivity
    from kg.questions.tension import ask as ask_tension
    from kg.questions.timeline import ask as ask_timeline
    from kg.rdf.objects import Dataset
    from kg.rdf.ontology import Ontology
    from kg.rdf.query import AnyResult
    from kg.rdf.remote.endpoint import Endpoint
    from kg.rdf.store import Quad, Store
    from kg.web.view.embedding import EmbeddedView


def _not_built(root: Path, out: Path) -> str:
    """Which folder has no graph, and what to run."""
    if (root / "sources").is_dir():
        return f"there is no built graph in {out}; run `kg build` first"
    where = f"there is no graph in {out}, and no project in {root}"
    return f"{where}; name one by --root, or make one by `kg init DIR`, and run `kg build` first"


def _draw(shown: Shown) -> str:
    """What a notebook shows of anything that was asked of a project."""
    from kg.web.notebook import html  # noqa: PLC0415 - only notebooks need it

    return html(shown)


draw_with(_draw)


class Questions(Asked):
    """Every question of the registry as a method, named as its folder names it."""

    if TYPE_CHECKING:
        # What editors and type checkers know of them; a question that is not listed here is found all the same.
        tension, explain = ask_tension.tension, ask_tension.explain
        leverage, leverage_paths = ask_leverage.leverage, ask_leverage.leverage_paths
        disputes = ask_disputes.disputes
        forecasts, forecast_scores = ask_forecasts.forecasts, ask_forecasts.forecast_scores
        timeline = ask_timeline.timeline
        compare = ask_comparison.compare
        balance = ask_balance.balance
        alignment = ask_alignment.alignment
        sensitivity = ask_sensitivity.sensitivity


for _question in questions():
    for _method in _question.methods:
        setattr(Questions, _method.__name__, _method)


class Project(Questions):
    """A folder with `sources/` and what was built from them, or a single file of RDF.

    Reading methods work on the built graph; `build` makes it anew. What has been read is kept until then. The analyses
    are the methods of `Questions`.
    """

    def __init__(self, root: Path, out: Path | None = None) -> None:
        self.root = root
        self.out = out or root / "out"

    def __repr__(self) -> str:
        """Where it is."""
        return f"<Project {str(self.root)!r}>"

    def _repr_html_(self) -> str:
        from kg.web.notebook import project_html  # noqa: PLC0415 - only notebooks need it

        manifest = self.manifest()
        title = manifest.get("project", {}).get("title", "")
        return project_html(title or self.root.resolve().name, str(self.root), manifest)

    def check(self, *, today: date | None = None, cache: Cache | None = None) -> tuple[Finding, ...]:
        """Everything that is wrong with the sources and the files of coders, sorted by place.

        Nothing can have been reported after `today`. What `cache` has kept of an earlier run is not made again; without
        one the project's own is taken.
        """
        from kg.pipeline import check  # noqa: PLC0415 - half a second that reading does not need

        return check(self.root, today=today, cache=cache, coding=True).findings

    def coded(self, *, cache: Cache | None = None) -> Coded:
        """What each coder claims, in `coding/`, beside what was settled in `sources/`; both read anew."""
        from kg.cache import of_project  # noqa: PLC0415 - only coding needs them
        from kg.coders.coded import read_coded  # noqa: PLC0415

        return read_coded(self.root, self.vocabulary, cache or of_project(self.root))

    def agreement(
        self,
        *articles: str,
        coders: Sequence[str] = (),
        fields: Sequence[str] = (),
        adjudicated: bool = False,
        seed: int = 1,
        resamples: int = 1_000,
    ) -> Agreement:
        """How far coders agree on some articles, or on all that two of them have coded.

        `coders` and `fields` are names, all unless given; with `adjudicated` what was settled is compared too. The
        table has a row for each field. Raises CodingError where there is nothing to compare.
        """
        from kg.coders.agreement import agreement  # noqa: PLC0415 - only coding needs them
        from kg.coders.rows import field_table  # noqa: PLC0415

        found = agreement(
            self.coded(),
            articles,
            coders=coders,
            fields=fields,
            adjudicated=adjudicated,
            seed=seed,
            resamples=resamples,
        )
        return replace(found, tabulate=field_table)

    def tension_by_coder(self, *, coders: Sequence[str] = (), **look: Unpack[ModeLook]) -> CoderEffects:
        """Which dyads of the built graph would have another sign or rank if one coder had coded alone.

        Raises CodingError where nobody has coded.
        """
        from kg.coders import effect_note  # noqa: PLC0415 - only coding needs them
        from kg.coders.effect import by_coder  # noqa: PLC0415

        network, lens = self.look(**look)
        found = by_coder(network, self.corpus, self.coded(), lens, coders=coders)
        return replace(found, tabulate=partial(effect_note.table, network))

    def build(
        self,
        *,
        strict: bool = False,
        with_events: Sequence[Path] = (),
        progress: Progress | None = None,
        today: date | None = None,
        quotes_only: bool = False,
        cache: Cache | None = None,
    ) -> Built:
        """Check the sources and write the outputs; if there are errors, nothing is written.

        What stores of machine-coded events say of the same actors is put beside; raises StoreError if one is not a
        store. Nothing can have been reported after `today`, if it is given; the clock is never asked. With
        `quotes_only` the outputs have quotes with their context in place of whole texts. What `cache` has kept of an
        earlier run is not made again; without one the project's own is taken.
        """
        from kg.pipeline import build, silent  # noqa: PLC0415 - half a second that reading does not need

        for name in ("store", "corpus", "dataset", "_network"):
            self.__dict__.pop(name, None)
        progress = progress or silent
        return build(
            self.root,
            self.out,
            strict=strict,
            with_events=with_events,
            progress=progress,
            today=today,
            quotes_only=quotes_only,
            cache=cache,
        )

    @cached_property
    def vocabulary(self) -> Ontology:
        """The packaged vocabulary with the project's additions."""
        return ontology.load(None if self.root.is_file() else self.root / "ontology")

    @cached_property
    def store(self) -> Store:
        """The graph, read-only; raises NotBuiltError before the first build."""
        if self.root.is_file():
            return store.load_file(self.root)
        try:
            return build.open_build(self.out)
        except build.NotBuiltError:
            raise build.NotBuiltError(_not_built(self.root, self.out)) from None

    def quads(self) -> Iterable[Quad]:
        """Every quad as it was written; the store itself writes some numbers in another form."""
        from kg.rdf.store import file_quads  # noqa: PLC0415 - only exports need them

        file = self.root if self.root.is_file() else self.out / "graph.nq"
        return file_quads(file) if file.is_file() else self.store

    @cached_property
    def corpus(self) -> Corpus:
        """Every record of the graph."""
        from kg.rdf.read import records  # noqa: PLC0415 - queries do not need them

        return records(self.store, self.vocabulary)

    @cached_property
    def dataset(self) -> Dataset:
        """The graph as an `rdflib.Dataset`, a copy in memory."""
        from kg.rdf.objects import rdflib_dataset  # noqa: PLC0415 - rdflib is slow to import

        return rdflib_dataset(self.quads())

    @cached_property
    def _network(self) -> Network:
        from kg.network.network import network_of  # noqa: PLC0415 - networkx is slow to import

        return network_of(self.corpus, self.vocabulary)

    def network(self, *, tensions: bool = False) -> nx.MultiDiGraph[str]:
        """The graph as a plain `networkx.MultiDiGraph`, made anew, so that the caller may change it.

        One edge for each claim and pair of nodes, and with `tensions` one for each dyad; attributes are text, numbers
        and ISO dates, as every writer and algorithm takes them. `kg.exports.multigraph` lists them.
        """
        from kg.exports.multigraph import multigraph  # noqa: PLC0415 - networkx is slow to import

        return multigraph(self._network, self.tension() if tensions else ())

    def claims(
        self,
        *,
        actor: str = "",
        claimant: str = "",
        article: str = "",
        kind: ContentKind | None = None,
        mode: Mode | None = None,
        denied: bool = False,
        contested: bool = False,
        since: Day | None = None,
        until: Day | None = None,
        known_at: Day | None = None,
    ) -> Records[Claim]:
        """The claims that meet every condition, in the order of the articles; those of the command line.

        `actor` keeps those about an actor, or about who acts for it, `claimant` those that one makes; both are any of
        an actor's names, and UnknownActorError is raised for what is nobody's. `denied` keeps denials, `contested` what
        some affirm and some deny, `since` and `until` what was said within these days, `known_at` what had been
        published by a day.
        """
        from kg.network.claims import Filter, claims  # noqa: PLC0415 - networkx is slow to import
        from kg.questions.tables import claim_table  # noqa: PLC0415

        for name, value, choices in (("kind", kind, ContentKind), ("mode", mode, Mode)):
            if value is not None:
                one_of(name, value, get_args(choices))
        if article and article not in self.corpus.articles:
            raise GraphError(f"there is no article {article!r}; articles() lists them")
        network = self.as_known(known_at)
        conditions = Filter(
            actor, claimant, article, kind or "", mode or "", denied=denied, contested=contested,
            since=first_day(since), until=last_day(until),
        )  # fmt: skip
        return Records(claims(network, conditions), partial(claim_table, network), network.label)

    def view(self, *, height: int = 500, selection: str | Sequence[str] = (), limit: int = 0) -> EmbeddedView:
        """The map as a cell of a notebook shows it, so many pixels high, with what is selected open beside or below it.

        `selection` is one actor or the two of a dyad, by any of their names, of which each stands for the state that
        it acts for. At most `limit` nodes are drawn, or as many as in the page. It needs no network. Raises
        UnknownActorError, OneActorError, or ValueError for more than two names or a height that is not from 200 to
        4,000.
        """
        from kg.web.view.embedding import EmbeddedView  # noqa: PLC0415 - only notebooks need it
        from kg.web.view.html import view  # noqa: PLC0415 - pyvis is slow to import
        from kg.web.view.payload import LIMIT  # noqa: PLC0415

        names = (selection,) if isinstance(selection, str) else tuple(selection)
        address = self._address(*filter(None, names))
        page = view(self._network, self.tension(), self.manifest(), limit or LIMIT, embedded=True, address=address)
        return EmbeddedView(page, height)

    def _address(self, *names: str) -> str:
        """Where the page shows an actor or a dyad; nothing for no name."""
        if len(names) > 2:  # noqa: PLR2004 - a dyad
            raise ValueError(f"a selection is one actor or two, not {len(names)}")
        if len(names) == 2:  # noqa: PLR2004
            return "#" + quote("tie={}--{}".format(*sorted(self.pair(*names, "state"))), safe="=")
        return "".join("#" + quote(f"node={self.actor(name, 'state')}", safe="=") for name in names)

    def articles(self) -> Records[Article]:
        """The articles, in their order."""
        from kg.questions.tables import article_table  # noqa: PLC0415 - networkx is slow to import

        return Records(self.corpus.articles.values(), partial(article_table, claims=self.corpus.claims))

    def actors(self) -> Records[Actor]:
        """The actors, in their order."""
        from kg.questions.tables import actor_table  # noqa: PLC0415 - networkx is slow to import

        return Records(self.corpus.actors.values(), partial(actor_table, claims=self.corpus.claims))

    def digest(self, since: Day, until: Day | None = None, **look: Unpack[SpanLook]) -> Digest:
        """What became known from one day to another, by default that of the newest article; both days are included.

        Of a month `since` is its first day and `until` its last. Where nothing was published from then on, that day is
        the last one, too. Raises ValueError where `until` is given and the earlier one.
        """
        from kg.questions.digest import digest  # noqa: PLC0415 - networkx is slow to import

        network, lens = self.look(**look)
        first = first_day(since)
        last = last_day(until) if until is not None else max(first, network.newest_day or first)
        return digest(network, first, last, lens)

    def query(self, sparql: str = "", *, name: str = "") -> Answer:
        """The answer to a SPARQL query, or to the stored query of a name, as plain values."""
        return answer(self.ask(sparql, name=name))

    def ask(self, sparql: str = "", *, name: str = "") -> AnyResult:
        """The answer to a query as the engine streams it."""
        return run(self.store, stored_query(self.vocabulary, name).sparql if name else sparql)

    def manifest(self) -> dict[str, Any]:
        """What `build.json` says of the last build; empty if there is none."""
        return build.manifest(self.out)

    def stale(self) -> bool:
        """Whether a source has changed, come or gone since the last build."""
        from kg.exports.manifest import changed  # noqa: PLC0415 - only those who ask pay for it

        return changed(self.root, self.vocabulary, self.manifest(), self.out / build.MANIFEST)


class RemoteProject(Project):
    """A graph behind a SPARQL 1.1 endpoint, asked like a built one; the vocabulary is that of the folder `root`.

    What an analysis needs is fetched on first use and kept; queries are answered by the endpoint.
    """

    def __init__(self, root: Path, endpoint: Endpoint) -> None:
        super().__init__(root)
        self.endpoint = endpoint

    def __repr__(self) -> str:
        """Which address is asked, without what must not be shown of it."""
        return f"<RemoteProject {str(self.endpoint.client.address)!r}>"

    def _repr_html_(self) -> str:
        """Nothing is asked of the endpoint for it."""
        from kg.web.notebook import project_html  # noqa: PLC0415 - only notebooks need it

        return project_html("SPARQL endpoint", str(self.endpoint.client.address), {})

    def check(self, *, today: date | None = None, cache: Cache | None = None) -> tuple[Finding, ...]:  # noqa: ARG002 - as it is for a folder
        """Raises GraphError: an endpoint has no sources."""
        raise GraphError("an endpoint has no sources to check or build")

    def coded(self, *, cache: Cache | None = None) -> Coded:  # noqa: ARG002 - as it is for a folder
        """Raises GraphError: an endpoint has no coders."""
        raise GraphError("an endpoint has no files of coders; name the project's folder")

    def build(
        self,
        *,
        strict: bool = False,  # noqa: ARG002 - as it is for a folder
        with_events: Sequence[Path] = (),  # noqa: ARG002
        progress: Progress | None = None,  # noqa: ARG002
        today: date | None = None,  # noqa: ARG002
        quotes_only: bool = False,  # noqa: ARG002
        cache: Cache | None = None,  # noqa: ARG002
    ) -> Built:
        """Raises GraphError: an endpoint has no sources."""
        raise GraphError("an endpoint has no sources to check or build")

    @cached_property
    def store(self) -> Store:
        """Every quad of the endpoint, copied into memory."""
        return store.in_memory(self.endpoint.quads())

    def quads(self) -> Iterable[Quad]:
        """Every quad of the endpoint."""
        return self.endpoint.quads()

    @cached_property
    def corpus(self) -> Corpus:
        """Every record of the graph, from that part of it which describes records."""
        from kg.rdf.read import records  # noqa: PLC0415 - queries do not need them

        return records(self.endpoint.records(), self.vocabulary)

    def ask(self, sparql: str = "", *, name: str = "") -> AnyResult:
        """The endpoint's answer: over its own default graph, for a stored query over the union of all graphs."""
        if name:
            return self.endpoint.ask_union(stored_query(self.vocabulary, name).sparql)
        return self.endpoint.ask(sparql)

    def manifest(self) -> dict[str, Any]:
        """Empty: an endpoint does not say how its graph was built."""
        return {}

    def stale(self) -> bool:
        """False: whether the sources of an endpoint have changed cannot be seen from here."""
        return False


def open_project(
    path: str | Path = ".",
    out: str | Path | None = None,
    *,
    endpoint: str = "",
    token: str = "",
    timeout: float = 60.0,
) -> Project:
    """The project in a folder, the graph in an RDF file (.nq, .trig, .ttl, .nt, .rdf), or that of a SPARQL endpoint.

    An endpoint is an address as `endpoint`, with `path` the folder whose vocabulary is used, or as `path` itself;
    `token` is its bearer token, `timeout` the seconds that each answer may take. Raises FileNotFoundError if there is
    no such folder or file, EndpointError if the address is not one.
    """
    if str(path).startswith(("http://", "https://")):
        path, endpoint = ".", endpoint or str(path)
    root = Path(path)
    if not root.exists():
        raise FileNotFoundError(f"{root}: no such folder or file")
    if root.is_dir():
        settle(root)
    if endpoint:
        from kg.rdf.remote.address import address  # noqa: PLC0415 - only remote graphs need them
        from kg.rdf.remote.endpoint import Endpoint  # noqa: PLC0415

        return RemoteProject(root.resolve(), Endpoint(address(endpoint, token), timeout=timeout))
    return Project(root.resolve(), Path(out).resolve() if out else None)
