"""The packaged news agencies with what each signs its stories as, without any of the other actors."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NEWS_AGENCY = "news agency"


@dataclass(frozen=True, slots=True)
class Agency:
    """A news agency: its entry in the registry, and the names that stand for it in datelines, bylines and credits."""

    slug: str
    label: str
    signs: tuple[str, ...]


@cache
def agencies() -> tuple[Agency, ...]:
    """The packaged news agencies in the order of their slugs; of what they sign as no two have the same."""
    return tuple(
        Agency(slug, outlet["label"], tuple(dict.fromkeys(_names(outlet))))
        for slug, outlet in sorted(outlets().items())
        if outlet["what"] == NEWS_AGENCY
    )


def outlets() -> dict[str, dict[str, Any]]:
    """The entries of `media.yaml` by slug."""
    return dict(yaml.load((files("kg.registry") / "media.yaml").read_bytes(), LOADER))  # noqa: S506 - a safe loader


def _names(outlet: dict[str, Any]) -> tuple[str, ...]:
    return (outlet["label"], *outlet.get("aliases", ()), *outlet.get("signs", ()))
