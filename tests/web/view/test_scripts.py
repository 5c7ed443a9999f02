"""The scripts of the page as sources: the bundle is in step, their own tests pass, and what none of them may use."""

from __future__ import annotations

import json
import re
import subprocess
from importlib.resources import files
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from kg.web.passages import PlacedPassage
from kg.web.view.event_layer import CodedData
from kg.web.view.evidence import ArticleData, ClaimData, ContentData, HedgeData
from kg.web.view.html import SCRIPT
from kg.web.view.payload import NodeData, Payload
from kg.web.view.renewal import SCRIPT as SERVED
from tests.checkout import ROOT
from tests.web.conftest import TOOLS

TEMPLATES = Path(str(files("kg.web"))) / "templates"
FILES = sorted(file for folder in ("shared", "view") for file in (TEMPLATES / folder).glob("*.js"))
LONGEST_FILE = 320
LONGEST_LINE = 140
FORBIDDEN = {
    "HTML from text": r"innerHTML|outerHTML|insertAdjacentHTML|setHTMLUnsafe|parseFromString|createContextualFragment",
    "writing into the page": r"document\s*\.\s*write",
    "code from text": r"\beval\s*\(|new\s+Function\b|\bFunction\s*\(|set(?:Timeout|Interval)\s*\(\s*[\"'`]|javascript:",
    "style or handlers as attributes": r"setAttribute(?:NS)?\([^,)]*[\"'`](?:style|on\w+)[\"'`]|\bstyle:\s*[\"'`]",
    "the network": r"\bfetch\s*\(|XMLHttpRequest|WebSocket|sendBeacon|EventSource|\bimport\s*\(",
}
BAD = {
    "HTML from text": "node.innerHTML = text;",
    "writing into the page": "document.write(text);",
    "code from text": "setTimeout('go()', 1);",
    "style or handlers as attributes": 'node.setAttribute("onclick", text);',
    "the network": "await fetch(address);",
}
WRONG = {
    "no-undef": "export const first = nowhere;\n",
    "no-unused-vars": "function lonely() {\n  return 1;\n}\n\nexport const first = 1;\n",
    "no-unreachable": "export function first() {\n  return 1;\n  first();\n}\n",
    "eqeqeq": "export const first = (second) => second == 1;\n",
    "no-default-export": "export default 1;\n",
    "no-cycle": "import { second } from './other.js';\n\nexport const first = () => second;\n",
}
OTHER = "import { first } from './wrong.js';\n\nexport const second = () => first;\n"


def test_every_tool_is_pinned_by_a_hash_and_by_no_address():
    text = (ROOT / "package-lock.json").read_text(encoding="utf-8")
    assert "://" not in text
    wanted = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    packages = json.loads(text)["packages"]
    assert packages.pop("")["devDependencies"] == wanted
    assert {name: packages[f"node_modules/{name}"]["version"] for name in wanted} == wanted
    assert [name for name, each in packages.items() if not each.get("integrity", "").startswith("sha512-")] == []
    assert re.search(r"npm ci .*--ignore-scripts", (ROOT / "Makefile").read_text(encoding="utf-8"))


def test_the_bundle_is_in_step_with_the_modules(tools, tmp_path):
    bundle, inputs = tmp_path / "bundle.js", tmp_path / "inputs.json"
    run = tools("npm", "run", "--silent", "bundle:view", "--", f"--outfile={bundle}", f"--metafile={inputs}")
    assert run.returncode == 0, run.stderr
    assert bundle.read_bytes() == (TEMPLATES / SCRIPT).read_bytes(), "run `make scripts`"
    modules = {file.relative_to(TEMPLATES).as_posix() for file in FILES}
    assert json.loads(inputs.read_text(encoding="utf-8"))["inputs"].keys() == modules, (
        "every module has a part in the page"
    )


def test_the_modules_pass_their_own_tests(node):
    tests = sorted(Path(__file__).with_name("scripts").glob("*.test.js"))
    run = subprocess.run([node, "--test", *tests], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    assert run.returncode == 0, run.stdout + run.stderr
    assert int(re.search(r"^# pass (\d+)$", run.stdout, re.MULTILINE)[1]) >= len(tests)


@pytest.mark.parametrize("rule", WRONG)
def test_the_linter_finds(tools, tmp_path, rule):
    wrong = tmp_path / "wrong.js"
    wrong.write_text(WRONG[rule], encoding="utf-8")
    (tmp_path / "other.js").write_text(OTHER, encoding="utf-8")
    run = tools(str(TOOLS / "oxlint"), "--config", ".oxlintrc.json", "--format", "json", str(wrong))
    assert any(rule in found.get("code", "") for found in json.loads(run.stdout)["diagnostics"])


def test_a_wrong_type_is_an_error(tools, tmp_path):
    wrong = tmp_path / "wrong.js"
    wrong.write_text(
        "/** @param {ClaimData} claim */\nexport const first = (claim) => claim.nowhere;\n", encoding="utf-8"
    )
    shapes = [str(file) for file in TEMPLATES.glob("*/*.d.ts")]
    project = json.dumps({"extends": str(ROOT / "tsconfig.json"), "include": [], "files": [*shapes, str(wrong)]})
    (tmp_path / "tsconfig.json").write_text(project, encoding="utf-8")
    run = tools(str(TOOLS / "tsc"), "--project", str(tmp_path))
    assert "Property 'nowhere' does not exist on type 'ClaimData'" in run.stdout


def test_files_and_lines_are_short():
    for file in FILES:
        lines = file.read_text(encoding="utf-8").splitlines()
        assert len(lines) < LONGEST_FILE, file.name
        long = [f"{file.name}:{number}" for number, line in enumerate(lines, 1) if len(line) > LONGEST_LINE]
        assert long == []


@pytest.mark.parametrize("what", FORBIDDEN)
def test_no_script_uses(what):
    texts = [(file.name, file.read_text(encoding="utf-8")) for file in [*FILES, TEMPLATES / SCRIPT]]
    if what != "the network":
        # Only what a server puts into the page that it serves asks that server for news.
        texts.append((SERVED, (TEMPLATES / SERVED).read_text(encoding="utf-8")))
    uses = [(name, match[0]) for name, text in texts for match in re.finditer(FORBIDDEN[what], text)]
    assert uses == []
    assert re.search(FORBIDDEN[what], BAD[what])


def typescript(hint):
    """A type of Python as TypeScript writes it."""
    plain = {str: "string", int: "number", float: "number", bool: "boolean", NoneType: "null"}
    origin, parts = get_origin(hint), [typescript(part) for part in get_args(hint) if part is not Any]
    if origin is list:
        return f"{parts[0]}[]"
    if origin is tuple:
        return f"[{', '.join(parts)}]"
    if origin is UnionType:
        return " | ".join(parts)
    return f"Record<{', '.join(parts)}>" if origin is dict else plain.get(hint) or hint.__name__


# What the page is sent otherwise than the payload has it, and what Python leaves open.
OTHERWISE = {
    "Payload": {"words": "Words", "manifest": "Manifest", "datasets": "CodedData[]", "drawing": "Drawing"},
    "CodedData": {"dyads": "CodedDyad[]"},
    "ArticleData": {"repeats": "FactPart[]"},
}


@pytest.mark.parametrize(
    "shape", [HedgeData, ContentData, PlacedPassage, ClaimData, ArticleData, NodeData, CodedData, Payload]
)
def test_the_shapes_of_the_data_are_those_of_the_program(shape):
    text = (TEMPLATES / "shared" / "payload.d.ts").read_text(encoding="utf-8")
    (body,) = re.findall(rf"^interface {shape.__name__} {{\n(.*?)^}}$", text, re.MULTILINE | re.DOTALL)
    declared = dict(re.findall(r"^  (\w+)\??: (.+);$", body, re.MULTILINE))
    types = get_type_hints(shape, localns={"CodedData": CodedData})
    hints = {name: hint for name, hint in types.items() if (shape, name) != (Payload, "ties")}
    otherwise = OTHERWISE.get(shape.__name__, {})
    wanted = {name: otherwise.get(name) or typescript(hint) for name, hint in hints.items()} | otherwise
    assert declared == wanted
