"""How often something is called: work is held by counting, since clocks differ from machine to machine."""

from __future__ import annotations

from collections.abc import Mapping


def counted(monkeypatch, module, name):
    """The arguments of every call of a function of a module from now on, as they come."""
    calls, function = [], getattr(module, name)

    def call(*given, **named):
        calls.append(given)
        return function(*given, **named)

    monkeypatch.setattr(module, name, call)
    return calls


class Looked(Mapping):
    """A mapping that counts how often something is looked up in it."""

    def __init__(self, entries):
        self.entries, self.looks = entries, 0

    def __getitem__(self, key):
        self.looks += 1
        return self.entries[key]

    def __contains__(self, key):
        self.looks += 1
        return key in self.entries

    def __iter__(self):
        return iter(self.entries)

    def __len__(self):
        return len(self.entries)
