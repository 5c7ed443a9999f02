"""The scripts of the workbench's page as sources: in step with their bundle, tested by themselves, inert."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.resources import files
from pathlib import Path

import pytest

from kg.web.annotate.page import SCRIPT
from tests.checkout import ROOT
from tests.web.view.test_scripts import FORBIDDEN, LONGEST_FILE, LONGEST_LINE

TEMPLATES = Path(str(files("kg.web"))) / "templates"
FILES = sorted((TEMPLATES / "annotate").glob("*.js"))
# Where requests are made, and nowhere else.
NETWORK = "api.js"
# Types in comments name the modules that they are from.
TYPES = re.compile(r"/\*\*.*?\*/", re.DOTALL)


def test_the_bundle_is_in_step_with_the_modules(tools, tmp_path):
    bundle, inputs = tmp_path / "bundle.js", tmp_path / "inputs.json"
    run = tools("npm", "run", "--silent", "bundle:annotate", "--", f"--outfile={bundle}", f"--metafile={inputs}")
    assert run.returncode == 0, run.stderr
    assert bundle.read_bytes() == (TEMPLATES / SCRIPT).read_bytes(), "run `make scripts`"
    parts = json.loads(inputs.read_text(encoding="utf-8"))["inputs"].keys()
    assert {name for name in parts if name.startswith("annotate/")} == {f"annotate/{file.name}" for file in FILES}
    assert {name.split("/")[0] for name in parts} == {"annotate", "shared"}, "nothing of the view"


def test_the_modules_pass_their_own_tests(node):
    tests = sorted(Path(__file__).with_name("scripts").glob("*.test.js"))
    run = subprocess.run([node, "--test", *tests], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout + run.stderr
    assert int(re.search(r"^# pass (\d+)$", run.stdout, re.MULTILINE)[1]) >= len(tests)


def test_files_and_lines_are_short():
    for file in FILES:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) < LONGEST_FILE, file.name
        assert [f"{file.name}:{number}" for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE] == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_script_uses(what):
    texts = [(file.name, file.read_text(encoding="utf-8")) for file in FILES]
    uses = {name for name, text in texts if re.search(FORBIDDEN[what], TYPES.sub("", text))}
    assert uses == ({NETWORK} if what == "the network" else set())
