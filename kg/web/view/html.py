"""The interactive view: one HTML file that needs no network, and in which no text of the data can act.

pyvis generates the page through our own template. Its nodes and edges go into the page as data along with everything
else, in one script element of type application/json; the only scripts that run are the vis-network that pyvis ships and
our own, bundled from its modules by `make scripts`, each named by its hash in the Content-Security-Policy.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from kg.cache import ANEW
from kg.layout.positions import positions
from kg.model.wording import isolated
from kg.web.inline import policy_hash, safe_json, text_of
from kg.web.view.event_layer import coded_data
from kg.web.view.packing import packed
from kg.web.view.payload import LIMIT, payload

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from importlib.resources.abc import Traversable

    from markupsafe import Markup

    from kg.cache import Pieces
    from kg.events.datasets import DatasetTension
    from kg.network.network import Network
    from kg.questions.dyads import DyadTension
    from kg.web.view.payload import NodeData, Payload, TieData

Drawn = dict[str, Any]

TEMPLATE = "view.html.j2"
STYLES = (
    "view.css", "view/time.css", "view/filters.css", "view/reader.css", "view/share.css", "view/table.css",
    "view/print.css", "view/embedded.css",
)  # fmt: skip
SCRIPT = "view.bundle.js"
LIBRARY = "templates/lib/vis-9.1.2/vis-network.min.js"
# However small letters are, a box without its name says less.
ALWAYS_DRAWN = {"label": {"drawThreshold": 0}}


def view(
    network: Network,
    tensions: Sequence[DyadTension],
    manifest: Mapping[str, object],
    limit: int = LIMIT,
    *,
    datasets: Sequence[DatasetTension] = (),
    placed: Mapping[str, tuple[int, int]] | None = None,
    pieces: Pieces = ANEW,
    embedded: bool = False,
    address: str = "",
) -> str:
    """The whole page, with the texts of the articles if the network has them; `manifest` is what its foot says.

    What each of the `datasets` of events says stands beside it as a layer of its own. At most `limit` nodes are shown,
    those with the strongest ties. The same arguments give the same text. Where `placed` has the positions of the whole
    network already, and all of it is drawn at first, they are not computed again. What is of one article may be kept as
    `pieces`. A page that is `embedded` stands within another and has few tools; it begins with what its `address`
    says, since it has none of its own.
    """
    from jinja2 import DictLoader, Environment  # noqa: PLC0415 - only pages need it
    from pyvis.network import Network as Pyvis  # noqa: PLC0415 - a third of a second

    data = payload(network, tensions, manifest, limit, pieces)
    if coded := coded_data(datasets, {node["slug"] for node in data["nodes"]}):
        data["datasets"] = coded
    slugs = [node["slug"] for node in data["nodes"]]
    if placed is None or len(slugs) > data["first"] or len(slugs) < len(placed):
        placed = positions(network, tensions, slugs, first=data["first"])
    drawing = Pyvis(directed=True, cdn_resources="in_line")
    drawing.options = _options()
    for node in data["nodes"]:
        drawing.add_node(node["id"], **_node(node, placed[node["slug"]]))
    for tie in data["ties"]:
        drawing.add_edge(f"node={tie['source']}", f"node={tie['target']}", **_edge(tie))
    folder = files("kg.web") / "templates"
    drawing.templateEnv = Environment(
        loader=DictLoader({TEMPLATE: text_of(folder / TEMPLATE)}), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    drawing.templateEnv.globals.update(_globals(data, folder), project=network.description, isolated=isolated)
    drawing.templateEnv.globals.update(embedded=embedded, address=address)
    drawing.path = TEMPLATE
    return str(drawing.generate_html())


def _globals(data: Payload, folder: Traversable) -> dict[str, object]:
    """What the template takes besides pyvis's own variables: styles, scripts, their hashes, and the data."""
    from markupsafe import Markup  # noqa: PLC0415 - comes with jinja2

    library = text_of(files("pyvis") / LIBRARY).rpartition("//# sourceMappingURL")[0]
    own = text_of(folder / SCRIPT)
    style = "\n".join(text_of(folder / name) for name in STYLES)

    def page_data(nodes: Sequence[Drawn], edges: Sequence[Drawn], options: str) -> Markup:
        drawing = {"nodes": nodes, "edges": edges, "options": json.loads(options)}
        rest = {key: value for key, value in data.items() if key != "ties"}
        return Markup(safe_json(packed({**rest, "drawing": drawing})))  # noqa: S704 - escaped above

    return {
        "style": Markup(style),  # noqa: S704 - our own files
        "scripts": [Markup(library), Markup(own)],  # noqa: S704
        "style_hash": policy_hash(style),
        "script_hashes": [policy_hash(library), policy_hash(own)],
        "page_data": page_data,
    }


def _options() -> Drawn:
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
            "keyboard": {"enabled": True, "bindToWindow": False},
        },
        "nodes": {"chosen": False, "shadow": False, "labelHighlightBold": False, "scaling": ALWAYS_DRAWN},
        "edges": {
            "chosen": False,
            "labelHighlightBold": False,
            "selectionWidth": 0,
            "hoverWidth": 0,
            "scaling": ALWAYS_DRAWN,
        },
    }


def _node(node: NodeData, at: tuple[int, int]) -> Drawn:
    return {"label": "\n".join(node["lines"]), "shape": "box", "x": at[0], "y": at[1]}


def _edge(tie: TieData) -> Drawn:
    """The claims behind an edge; how it looks follows from those that pass the reader's filters."""
    return {"id": tie["id"], "relation": tie["relation"], "claims": tie["claims"], "arrows": "to"}
