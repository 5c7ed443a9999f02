"""What `kg export` and `kg view` give."""

from __future__ import annotations

import pyoxigraph as ox
import pytest


def test_an_export_to_a_dash_goes_to_standard_output(kg):
    assert kg("export", "csv", "-o", "-").stdout == kg("export", "csv").stdout


@pytest.mark.parametrize("name", ["graphml", "csv", "json", "turtle", "trig", "nquads", "jsonld"])
def test_export_to_standard_output_and_to_a_file(kg, name, tmp_path):
    printed = kg("export", name)
    assert printed.exit_code == 0
    assert len(printed.stdout_bytes) > 10_000
    file = tmp_path / "out.file"
    assert kg("export", name, "-o", file).exit_code == 0
    assert file.read_bytes() == printed.stdout_bytes
    assert [p.name for p in tmp_path.iterdir()] == ["out.file"]


def test_exports_are_what_was_built(kg, built):
    assert kg("export", "nquads").stdout_bytes == (built.out / "graph.nq").read_bytes()
    assert kg("export", "graphml").stdout_bytes == (built.out / "network.graphml").read_bytes()
    assert kg("export", "csv").stdout_bytes == (built.out / "claims.csv").read_bytes()
    quads = set(ox.parse((built.out / "graph.nq").read_bytes(), format=ox.RdfFormat.N_QUADS))
    assert {q.triple for q in quads} == {
        q.triple for q in ox.parse(kg("export", "turtle").stdout_bytes, format=ox.RdfFormat.TURTLE)
    }
    assert quads == set(ox.parse(kg("export", "jsonld").stdout_bytes, format=ox.RdfFormat.JSON_LD))


def test_export_to_where_nothing_can_be_written(kg, tmp_path):
    result = kg("export", "csv", "-o", tmp_path / "no" / "where.csv")
    assert result.exit_code == 1
    assert "no such file or directory" in result.stderr


def test_view_prints_where_the_page_is(kg, built, tmp_path):
    assert kg("view", "--print").stdout.strip() == str(built.out / "index.html")
    result = kg("view", root=tmp_path)
    assert result.exit_code == 1
    assert "run `kg build` first" in result.stderr


def test_what_lies_beside_the_file_is_not_written_through(kg, tmp_path):
    victim = tmp_path / "victim"
    victim.write_text("mine")
    (tmp_path / ".claims.csv.part").symlink_to(victim)
    assert kg("export", "csv", "-o", tmp_path / "claims.csv").exit_code == 0
    assert victim.read_text() == "mine"
    assert not (tmp_path / "claims.csv").is_symlink()
