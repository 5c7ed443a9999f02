"""What the build of the wheel does besides: it takes YASGUI in from npm, where it can be had."""

from __future__ import annotations

import runpy
from pathlib import Path

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class FetchYasgui(BuildHookInterface):
    """Fills the folder that the wheel carries as an artifact; without npm the wheel has the plain form."""

    def initialize(self, version: str, build_data: dict) -> None:  # noqa: ARG002 - as hatchling calls it
        """Before a wheel is built; a checkout that is installed as it stands has `make` for it."""
        if version == "standard":
            runpy.run_path(str(Path(self.root) / "kg" / "server" / "fetch_yasgui.py"))["main"]()
