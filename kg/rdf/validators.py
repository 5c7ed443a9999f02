"""General validators of SHACL: pyrudof where it is installed, else pyshacl, which always is; both find the same."""

from __future__ import annotations

import logging
from contextlib import contextmanager
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


class UnusableError(ValueError):
    """The shapes are no SHACL that the validator can use; the message says why."""


class Result(NamedTuple):
    """A node that breaks a shape, and its wrong value, or nothing; IRIs are bare, and literals as in N-Triples."""

    focus: str
    shape: str
    value: str


def validated(chunks: Sequence[str], shapes: str) -> list[list[Result]]:
    """What breaks the shapes, a Turtle text, in each of some chunks of N-Triples; raises UnusableError.

    Shapes are told apart by their IRIs, so they need some.
    """
    validate = validator(shapes)
    return [validate(triples) for triples in chunks]


def validator(shapes: str) -> Callable[[str], list[Result]]:
    """What looks at one chunk after the other; raises UnusableError, which the function that it gives does, too."""
    return _pyrudof(shapes) if has_pyrudof() else _pyshacl(shapes)


def has_pyrudof() -> bool:
    """Whether pyrudof is there, which has no wheel for every system."""
    return find_spec("pyrudof") is not None


def _pyrudof(shapes: str) -> Callable[[str], list[Result]]:
    from pyrudof import (  # noqa: PLC0415 - a tenth of a second, and an extra
        RDFFormat,
        ReaderMode,
        Rudof,
        RudofConfig,
        ShaclError,
        ShaclFormat,
    )

    rudof = Rudof(RudofConfig())
    try:
        rudof.read_shacl(shapes, format=ShaclFormat.Turtle, reader_mode=ReaderMode.Strict)
    except ShaclError as error:
        raise UnusableError(str(error)) from None

    def validate(triples: str) -> list[Result]:
        rudof.read_data(triples, format=RDFFormat.NTriples, reader_mode=ReaderMode.Strict, merge=False)
        try:
            broken = rudof.validate_shacl().violations
        except ShaclError as error:
            raise UnusableError(str(error)) from None
        terms = ((each.focus_node, each.source_shape, each.value) for each in broken)
        return [Result(*(bare(term or "") for term in row)) for row in terms]

    return validate


def _pyshacl(shapes: str) -> Callable[[str], list[Result]]:
    import pyshacl  # noqa: PLC0415 - a third of a second
    from pyshacl.errors import ReportableRuntimeError, ValidationFailure  # noqa: PLC0415
    from rdflib import SH, Graph  # noqa: PLC0415

    unusable = (ReportableRuntimeError, ValidationFailure)
    described = Graph().parse(data=shapes, format="turtle")

    def validate(triples: str) -> list[Result]:
        with _without_log():
            data = Graph().parse(data=triples, format="nt")
            try:
                _, report, _ = pyshacl.validate(data, shacl_graph=described, inference="none")
            except unusable as error:
                report = error
            # What it cannot do it raises or returns.
            if not isinstance(report, Graph):
                raise UnusableError(" ".join(str(getattr(report, "message", report)).split())) from None
        # What is inside another result, as its detail, is no result of its own.
        found = [each for each in report.objects(None, SH.result) if (each, SH.resultSeverity, SH.Violation) in report]
        terms = ([report.value(each, name) for name in (SH.focusNode, SH.sourceShape, SH.value)] for each in found)
        return [Result(*("" if term is None else bare(term.n3()) for term in row)) for row in terms]

    validate("")  # which reads the shapes
    return validate


@contextmanager
def _without_log() -> Iterator[None]:
    """Nothing is told of literals that are not of their datatype, which shapes are there for."""
    loggers = [logging.getLogger(name) for name in ("rdflib.term", "pyshacl", "pyshacl-validate")]
    before = [logger.disabled for logger in loggers]
    try:
        for logger in loggers:
            logger.disabled = True
        yield
    finally:
        for logger, was in zip(loggers, before, strict=True):
            logger.disabled = was


def bare(term: Any) -> str:
    """A term without the brackets of an IRI."""
    return str(term).removeprefix("<").removesuffix(">")
