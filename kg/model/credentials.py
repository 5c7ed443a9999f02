"""The variables of the environment that hold keys, which no process gets that reads what others wrote."""

from __future__ import annotations

import os

# Of the endpoints and servers of this program; of whatever model is asked; of two vendors.
TOKEN, MODEL_KEY, OPENAI_KEY, ANTHROPIC_KEY = KEYS = (
    "KG_TOKEN",
    "KG_MODEL_KEY",
    "OPENAI_API_KEY",
    "ANTHROPIC_API_KEY",
)


def environment_without_keys() -> dict[str, str]:
    """The environment of this process for one that has no use for keys."""
    return {name: value for name, value in os.environ.items() if name not in KEYS}
