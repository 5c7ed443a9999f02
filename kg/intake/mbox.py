"""Mail boxes: many mails in a file."""

from __future__ import annotations

from kg.intake.mail import read_box as read

__all__ = ["read"]
