"""What the page is told that entries may say: everything, and nothing by hand."""

from __future__ import annotations

import pytest

from kg.server.workbench.fields import ENTRIES, fields, scales
from kg.sources.json_schema import schemas

KEYS = {"key", "kind", "of", "meaning", "needed", "many"}


def test_every_key_of_every_entry_is_there_once_in_the_order_of_the_schemas(terms):
    definitions = schemas(terms)["article"]["$defs"]
    told = fields()
    for name in ("claim", "stance", "event", "leverage", "hedge", "quantity", "article"):
        keys = [each["key"] for each in told[name]]
        assert keys == [*definitions[f"{name.capitalize()}Entry"]["properties"]]
        needed = {each["key"] for each in told[name] if each["needed"]}
        assert needed == {*definitions[f"{name.capitalize()}Entry"].get("required", ())}


@pytest.mark.parametrize("name", ENTRIES)
def test_every_key_says_what_it_is(name):
    for each in fields()[name]:
        assert KEYS <= each.keys()
        assert each["meaning"] or each["key"] in ("stance", "leverage")


def test_what_a_key_may_hold_follows_from_its_field():
    claim, stance, event = ({each["key"]: each for each in fields()[name]} for name in ("claim", "stance", "event"))
    assert (claim["said-by"]["kind"], claim["said-by"]["of"], claim["said-by"]["many"]) == ("links", "actor", True)
    assert (claim["denies"]["kind"], claim["denies"]["of"], claim["denies"]["many"]) == ("link", "claim", False)
    assert (claim["quote"]["kind"], claim["quote"]["many"], claim["quote"]["needed"]) == ("text", True, True)
    assert claim["polarity"]["choices"] == ["affirmed", "denied"]
    assert (claim["hedge"]["kind"], claim["hedge"]["of"], claim["hedge"]["many"]) == ("parts", "Hedge", True)
    assert (claim["mode"]["scale"], claim["mode"]["default"]) == ("Mode", "reported")
    assert (stance["type"]["scale"], stance["position"]["bounds"]) == ("StanceType", [-1, 1])
    assert event["quantity"] == {
        "key": "quantity", "kind": "parts", "of": "Quantity", "many": True, "needed": False,
        "meaning": "Figures that the text gives with it.",
    }  # fmt: skip


def test_scales_are_those_of_the_keys_with_the_key_of_their_number(terms):
    known = scales()
    assert (known["StanceType"], known["EventType"], known["Certainty"]) == ("position", "goldstein", "")
    assert all(terms.terms(scale) for scale in known)
    named = {each["scale"] for some in fields().values() for each in some if "scale" in each}
    assert named <= known.keys()
