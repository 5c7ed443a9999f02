"""What the page is told of the last check while the next one is under way."""

from __future__ import annotations

from kg.server.workbench.results import Results

YAML, OTHER = "sources/articles/talks.yaml", "sources/articles/other.yaml"


def row(file, rule, line=1):
    return {"file": file, "line": line, "column": 1, "severity": "error", "rule": rule, "message": f"{rule} in {file}"}


def said(findings, *, whole, **hashes):
    return {
        "findings": findings,
        "whole": whole,
        "hashes": {YAML: hashes.get("yaml", "1"), OTHER: hashes.get("other", "1")},
    }


def test_what_shapes_said_stands_until_they_are_asked_again_unless_the_file_is_another():
    results = Results()
    early, shapes = [row(YAML, "schema")], [row(YAML, "shape"), row(OTHER, "shape")]
    results.take(said(early, whole=False))
    assert (results.counts(), results.whole) == ((1, 0), False)
    results.take(said([*early, *shapes], whole=True))
    assert (results.counts(), results.whole) == ((3, 0), True)
    results.take(said(early, whole=False, yaml="2"))
    assert (results.counts(), results.whole) == ((2, 0), False)
    results.take(said(early, whole=True, yaml="2"))
    assert results.counts() == (1, 0)


def test_the_tag_of_what_was_checked_changes_with_its_findings_alone():
    results = Results()
    results.take(said([], whole=False))
    tag = results.checked_etag("talks")
    results.take(said([row(OTHER, "shape")], whole=True))
    assert results.checked_etag("talks") == tag
    results.take(said([row(YAML, "shape")], whole=True))
    assert results.checked_etag("talks").startswith(f"{tag}-")
    results.take(said([], whole=False, yaml="2"))
    assert tag not in results.checked_etag("talks")


def test_what_has_failed_is_over_with_the_next_findings():
    results = Results()
    results.failed = "the disk"
    results.take(said([], whole=False))
    assert results.failed is None
