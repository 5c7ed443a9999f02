"""Every command of docs/events.md works as it stands there, on files of the forms that it names."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.checkout import ROOT

PAGE = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
COMMANDS = [
    line for text in re.findall(r"^```sh\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL) for line in text.splitlines()
]
PYTHON = "".join(re.findall(r"^```python\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL))
HEADER = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\tTarget Name\t"
    "Target Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\tLatitude\t"
    "Longitude"
)
ROWS = [
    ("1", "2018-05-30", "China", "China", "Criticize or denounce", "111", "-2", "United States", "United States"),
    ("2", "2018-06-01", "United States", "United States", "Consult", "040", "1", "China", "China"),
    ("3", "2018-06-02", "Japan", "Japan", "Make statement", "010", "0", "China", "China"),
]


@pytest.fixture(scope="module")
def folder(built, tmp_path_factory):
    """A project's folder with what the page speaks of."""
    made = tmp_path_factory.mktemp("docs")
    shutil.copytree(built.root / "sources", made / "sources")
    shutil.copytree(ROOT / "docs", made / "docs")
    lines = [
        "\t".join([i, day, s, "", sc, text, code, number, t, "", tc, "9" + i, "1", "Reuters", *[""] * 6])
        for i, day, s, sc, text, code, number, t, tc in ROWS
    ]
    (made / "events.tab").write_text("\n".join([HEADER, *lines, ""]), encoding="utf-8")
    return made


def test_every_command_and_the_python_work_in_their_order(folder):
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    assert len(COMMANDS) > 10
    for command in COMMANDS:
        done = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True)
        assert done.returncode == 0, f"{command}\n{done.stderr}"
        assert done.stdout or done.stderr, command
    done = subprocess.run([sys.executable, "-c", PYTHON], cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("china united-states ")
