"""A page of the service itself, without any script: around a problem, or the plain form and its answer."""

from __future__ import annotations

import base64
import hashlib
from html import escape

STYLE = """
body { margin: 2rem auto; max-width: 75rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; }
textarea { box-sizing: border-box; width: 100%; min-height: 12rem; font: .95rem/1.4 ui-monospace, monospace; }
table { border-collapse: collapse; }
th, td { border: 1px solid #999; padding: .25rem .5rem; text-align: left; vertical-align: top; }
td { overflow-wrap: anywhere; }
pre { white-space: pre-wrap; }
.wide { overflow-x: auto; }
"""
DIGEST = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
PAGE_POLICY = (
    f"default-src 'none'; style-src 'sha256-{DIGEST}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def page(title: str, body: str) -> str:
    """A whole page around a body that is already HTML."""
    return (
        f'<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n"
        "</body>\n</html>\n"
    )
