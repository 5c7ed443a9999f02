"""The notebook in docs/ runs as it stands, on the shipped articles, and carries no outputs that could grow old."""

from __future__ import annotations

import sys
from copy import deepcopy
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

from tests.checkout import ROOT

FILE = ROOT / "docs" / "notebook.ipynb"


@pytest.fixture(scope="module")
def notebook():
    return nbformat.read(FILE, as_version=4)


def test_it_carries_no_outputs(notebook):
    nbformat.validate(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            assert not cell.outputs, "clear the outputs: they would grow old"
            assert cell.execution_count is None


def test_it_runs_and_every_cell_shows_something(notebook, built, tmp_path, monkeypatch):
    # The kernel of this very Python, whichever others are installed for the user.
    kernel = tmp_path / "kernels" / "python3"
    kernel.mkdir(parents=True)
    command = f'["{Path(sys.executable).as_posix()}", "-m", "ipykernel_launcher", "-f", "{{connection_file}}"]'
    (kernel / "kernel.json").write_text(f'{{"argv": {command}, "display_name": "Python 3", "language": "python"}}')
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.setenv("JUPYTER_RUNTIME_DIR", str(tmp_path / "runtime"))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    run = NotebookClient(deepcopy(notebook), timeout=120, resources={"metadata": {"path": str(built.root)}}).execute()
    for cell in run.cells:
        if cell.cell_type == "code":
            assert [output.output_type for output in cell.outputs] == ["execute_result"], cell.source
            shown = cell.outputs[0].data
            assert shown["text/html"].startswith(('<div class="kg-shown">', "<iframe srcdoc=")), cell.source
            assert len(shown["text/plain"]) < 2_000, cell.source
