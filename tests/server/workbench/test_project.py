"""What the page knows of a project."""

from __future__ import annotations

import subprocess
import sys

from kg.model.records import Corpus
from kg.server.workbench.project import project


def test_terms_with_a_number_to_give_go_by_it_and_all_others_as_the_ontology_lists_them(terms, tmp_path):
    told = project(tmp_path, Corpus({}, {}, {}, {}, ()), terms, [])["terms"]
    slugs = {scale: [term["slug"] for term in some] for scale, some in told.items()}
    assert slugs["Mode"] == ["reported", "interpreted", "forecast", "conditional"]
    assert slugs["Certainty"] == ["certain", "probable", "possible", "unspecified"]
    positions = [term["position"] for term in told["StanceType"]]
    assert positions == sorted(positions, reverse=True)
    assert all({*slugs[scale]} == {*terms.terms(scale)} for scale in told)


def test_the_server_starts_without_what_draws_and_builds():
    code = "import kg.server.workbench.run, sys; print(*({'numpy', 'pyvis', 'jinja2', 'kg.pipeline'} & {*sys.modules}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"
