"""The interactive view: one HTML file that needs no network, and in which no text of the data can act.

pyvis generates the page through our own template. Its nodes and edges go into the page as data along with everything
else, in one script element of type application/json; the only scripts that run are the vis-network that pyvis ships and
our own, each named by its hash in the Content-Security-Policy.
"""

from __future__ import annotations

import base64
import hashlib
import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.outputs.evidence import distinct
from kg.outputs.layout import positions
from kg.outputs.payload import LIMIT, payload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable

    from markupsafe import Markup

    from kg.analysis.tension import DyadTension
    from kg.graph.network import Network
    from kg.model import Passage
    from kg.outputs.dyads import TensionData
    from kg.outputs.payload import NodeData, Payload, TieData

Drawn = dict[str, Any]

TEMPLATE = "view.html.j2"
STYLES = ("view.css", "view/reader.css", "view/share.css", "view/print.css")
SCRIPTS = (
    "data", "words", "dom", "state", "derive", "charts", "claim", "overview", "panel", "node", "segments", "gloss",
    "article", "reader", "theme", "canvas", "search", "foot", "picture", "print", "share",
    "hook", "main",
)  # fmt: skip
LIBRARY = "templates/lib/vis-9.1.2/vis-network.min.js"
ESCAPED = "<>&\u2028\u2029"
LANES = {"leverage": 0.22, "stance": 0.36, "event": 0.5}
ARROWS = {"leverage": ("triangle", 0.55), "stance": ("vee", 0.55), "event": ("circle", 0.3)}
DASHES = {"interpreted": [2, 5], "forecast": [9, 6], "conditional": [9, 6]}
DENIED = [1, 8]
MANY_EDGES = 400


def view(
    network: Network,
    tensions: Sequence[DyadTension],
    articles_text: Mapping[str, str],
    manifest: Mapping[str, object],
    limit: int = LIMIT,
    *,
    furniture: Mapping[str, Sequence[Passage]] | None = None,
) -> str:
    """The whole page; `articles_text` gives texts by article, `manifest` what the footer says of the build.

    `furniture` gives by article which words of its text are of the page around it, where the network does not know.
    At most `limit` nodes are shown, those with the strongest ties. The same arguments give the same text.
    """
    from jinja2 import DictLoader, Environment  # noqa: PLC0415 - only pages need it
    from pyvis.network import Network as Pyvis  # noqa: PLC0415 - a third of a second

    data = payload(network, tensions, articles_text, manifest, limit, furniture=furniture)
    places = positions(network, tensions, {node["slug"] for node in data["nodes"]})
    drawing = Pyvis(directed=True, cdn_resources="in_line")
    edges = _edges(data)
    drawing.options = _options(len(edges))
    for node in data["nodes"]:
        drawing.add_node(node["id"], **_node(node, places[node["slug"]]))
    for edge in edges:
        drawing.add_edge(edge.pop("from"), edge.pop("to"), **edge)
    folder = files("kg.outputs") / "templates"
    drawing.templateEnv = Environment(
        loader=DictLoader({TEMPLATE: _text(folder / TEMPLATE)}), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    drawing.templateEnv.globals.update(_globals(data, folder))
    drawing.path = TEMPLATE
    return str(drawing.generate_html())


def safe_json(value: object) -> str:
    """JSON that may stand in an HTML script element; raises ValueError where a number is none."""
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    for character in ESCAPED:
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _globals(data: Payload, folder: Traversable) -> dict[str, object]:
    """What the template takes besides pyvis's own variables: styles, scripts, their hashes, and the data."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    library = _text(files("pyvis") / LIBRARY).rpartition("//# sourceMappingURL")[0]
    parts = [_text(folder / "view" / f"{name}.js") for name in SCRIPTS]
    own = '(() => {\n"use strict";\n\n' + "\n".join(parts) + "})();\n"
    style = "\n".join(_text(folder / name) for name in STYLES)

    def page_data(nodes: Sequence[Drawn], edges: Sequence[Drawn], options: str) -> Markup:
        drawing = {"nodes": nodes, "edges": edges, "options": json.loads(options)}
        return Markup(safe_json({**data, "drawing": drawing}))  # noqa: S704 - escaped above

    return {
        "style": Markup(style),  # noqa: S704 - our own files
        "scripts": [Markup(library), Markup(own)],  # noqa: S704
        "style_hash": _hash(style),
        "script_hashes": [_hash(library), _hash(own)],
        "page_data": page_data,
    }


def _text(file: Traversable) -> str:
    """A file with line feeds alone, since browsers hash scripts after folding other line ends."""
    return file.read_text(encoding="utf-8").replace("\r\n", "\n").replace("\r", "\n")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _options(edges: int) -> Drawn:
    """What vis-network is told; colours are the client's, since they follow the reader's theme."""
    return {
        "autoResize": True,
        "physics": {"enabled": False},
        "layout": {"improvedLayout": False},
        "interaction": {
            "hover": True,
            "selectable": False,
            "multiselect": False,
            "dragNodes": True,
            "hideEdgesOnDrag": edges > MANY_EDGES,
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
        "nodes": {"chosen": False, "shadow": False, "labelHighlightBold": False},
        "edges": {"chosen": False, "labelHighlightBold": False, "selectionWidth": 0, "hoverWidth": 0},
    }


def _node(node: NodeData, place: tuple[int, int]) -> Drawn:
    return {"label": "\n".join(node["lines"]), "shape": "box", "x": place[0], "y": place[1]}


def _edges(data: Payload) -> list[Drawn]:
    """Every edge that can be shown: dyads straight, ties of each relation on a lane of their own beside them."""
    busy = {frozenset((dyad["a"], dyad["b"])) for dyad in data["tensions"]}
    seen: dict[frozenset[str], int] = {}
    for tie in data["ties"]:
        pair = frozenset((tie["source"], tie["target"]))
        seen[pair] = seen.get(pair, 0) + 1
    busy |= {pair for pair, count in seen.items() if count > 1}
    dyads = [edge for dyad in data["tensions"] for edge in _dyad(dyad)]
    actors = {node["slug"] for node in data["nodes"] if node["kind"] not in ("issue", "event")}
    ties = [
        {
            **_tie(tie, straight=frozenset((tie["source"], tie["target"])) not in busy),
            "layer": tie["relation"] if tie["relation"] != "stance" or tie["target"] in actors else "position",
        }
        for tie in data["ties"]
    ]
    return [*dyads, *ties, *_parts(data["nodes"])]


def _dyad(dyad: TensionData) -> list[Drawn]:
    """One thick line, as wide as the tension; where both sides count, the lesser one runs inside it."""
    greater, lesser = sorted((dyad["hostile"], dyad["friendly"]), reverse=True)
    ends = {"from": f"node={dyad['a']}", "to": f"node={dyad['b']}", "arrows": "", "smooth": False, "layer": "tension"}
    mark = " ≠" if dyad["contested"] else ""
    label = f"{dyad['tension']:+.2f}".replace("-", "\u2212") + mark
    outer = {**ends, "id": dyad["id"], "label": label, "width": round(4 + 22 * greater, 2)}
    if not lesser:
        return [outer]
    core = {**ends, "id": f"{dyad['id']}#core", "label": label, "width": round(1.5 + 12 * lesser, 2)}
    return [{**outer, "label": ""}, core]


def _tie(tie: TieData, *, straight: bool) -> Drawn:
    relation, count = tie["relation"], len(tie["claims"])
    arrow, scale = ARROWS.get(relation, ("arrow", 0.5))
    marks = [str(count)] * (count > 1) + ["≠"] * tie["contested"] + ["denied"] * tie["denied"]
    return {
        "id": tie["id"],
        "from": f"node={tie['source']}",
        "to": f"node={tie['target']}",
        "arrows": {"to": {"enabled": True, "type": arrow, "scaleFactor": scale}},
        "smooth": False if straight else {"enabled": True, "type": "curvedCW", "roundness": LANES.get(relation, 0.5)},
        "dashes": DENIED if tie["denied"] else DASHES.get(tie["mode"], False),
        "label": " ".join(marks),
        "width": round(1.2 + 0.35 * min(count, 6), 2),
    }


def _parts(nodes: Sequence[NodeData]) -> list[Drawn]:
    """From each event to those who take part in it, for when events are drawn as nodes."""
    drawn = {node["slug"] for node in nodes}
    found = [
        (node["slug"], party, role) for node in nodes for party, role in node["parties"] if party in drawn
    ]  # fmt: skip
    ids = distinct(f"part={event}--{party}--{role}" for event, party, role in found)
    return [
        {
            "id": each,
            "from": f"node={party if role == 'initiator' else event}",
            "to": f"node={event if role == 'initiator' else party}",
            "arrows": {"to": {"enabled": role != "about", "type": "arrow", "scaleFactor": 0.45}},
            "smooth": False,
            "dashes": [1, 4] if role == "about" else False,
            "label": "",
            "width": 1.2,
            "layer": "part",
        }
        for each, (event, party, role) in zip(ids, found, strict=True)
    ]
