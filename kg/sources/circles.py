"""Records that refer to each other, in an order in which each comes after those that it refers to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def circles(referred: Mapping[str, set[str]]) -> Iterator[set[str]]:
    """The names that refer to each other in the end, most often one alone, after all that they refer to.

    Every name that is referred to is a key as well. These are the strongly connected components of the graph (Tarjan
    1972, "Depth-first search and linear graph algorithms"), found in a loop, since chains may have any length.
    """
    order: dict[str, int] = {}
    earliest: dict[str, int] = {}
    open_: list[str] = []
    inside: set[str] = set()
    for first in referred:
        way = [(first, iter(sorted(referred[first])))] if first not in order else []
        while way:
            name, following = way[-1]
            if name not in order:
                order[name] = earliest[name] = len(order)
                open_.append(name)
                inside.add(name)
            step = next((other for other in following if other not in order or other in inside), None)
            if step is None:
                way.pop()
                if way:
                    earliest[way[-1][0]] = min(earliest[way[-1][0]], earliest[name])
                if earliest[name] == order[name]:
                    circle = {open_.pop()}
                    while name not in circle:
                        circle.add(open_.pop())
                    inside -= circle
                    yield circle
            elif step in inside:
                earliest[name] = min(earliest[name], order[step])
            else:
                way.append((step, iter(sorted(referred[step]))))
