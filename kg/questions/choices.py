"""Choices by name; apart, since the list of commands imports whoever asks."""

from __future__ import annotations


def one_of(name: str, value: object, choices: tuple[str, ...]) -> None:
    """Raise ValueError where a value is none of the choices that there are."""
    if value not in choices:
        raise ValueError(f"{name} is {value!r}; it can be {', '.join(map(repr, choices))}")
