"""A whole small project of two articles that two coders have coded, and one that a third has."""

from __future__ import annotations

import pytest
import yaml

from tests.conftest import BASE, TEXT, write_files

SECOND = """\
A second round

Japan said that China will probably accept the missiles. The United States praised Japan on Friday.
"""


def stance(id_, quote, said_by, holder, target, type_, **more):
    return {"id": id_, "quote": quote, "said-by": said_by, **more} | {
        "stance": {"holder": holder, "target": target, "type": type_}
    }


THREAT = stance("threat", "China sees it as a threat", "gazette", "china", "missiles", "threatened-by")
AGREE = stance(
    "agree", "Japan will likely agree to talks", "gazette", "japan", "china", "open-to", mode="forecast",
    certainty="probable", hedge="likely",
)  # fmt: skip
ACCEPT = stance(
    "accept", "China will probably accept the missiles", "japan", "china", "missiles", "accepts", mode="forecast",
    certainty="probable", hedge="probably",
)  # fmt: skip
PRAISE = stance("praise", "The United States praised Japan", "gazette", "united-states", "japan", "supports")
CODED = {
    "anna": {
        "talks": [
            THREAT,
            AGREE,
            {"id": "denial", "quote": "Japan has denied this", "said-by": "japan", "denies": "threat"},
        ],
        "second": [ACCEPT, PRAISE],
    },
    "ben": {
        "talks": [
            THREAT | {"id": "sees", "quote": "sees it as a threat"},
            AGREE | {"mode": "reported", "certainty": "possible"},
        ],
        "second": [ACCEPT | {"said-by": "gazette"}, PRAISE | {"stance": PRAISE["stance"] | {"type": "allied-with"}}],
    },
    "cem": {"second": [ACCEPT]},
}
SETTLED = {"talks": CODED["anna"]["talks"], "second": CODED["anna"]["second"]}


def dump(data):
    return yaml.dump(data, allow_unicode=True, sort_keys=False)


@pytest.fixture
def side_by_side(tmp_path):
    """Write the project, with other coders' claims if some are given; gives its folder."""

    def write(coded=None, settled=SETTLED, root=None):
        root = root or tmp_path / "side-by-side"
        files = {f"{name}.yaml": dump(BASE[name]) for name in ("actors", "issues", "events")}
        for slug, text in (("talks", TEXT), ("second", SECOND)):
            published = {"published": "2016-02-09" if slug == "talks" else "2016-03-20"}
            files[f"articles/{slug}.txt"] = text
            files[f"articles/{slug}.yaml"] = dump(
                {"article": BASE["article"] | published, "claims": settled.get(slug, [])}
            )
        write_files(root, files)
        for coder, articles in (CODED if coded is None else coded).items():
            for slug, claims in articles.items():
                path = root / "coding" / coder / f"{slug}.yaml"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(dump({"claims": claims}), encoding="utf-8")
        return root

    return write
