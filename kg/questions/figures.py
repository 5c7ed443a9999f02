"""Powers and what they are the product of, with as many digits as make the printed sums right."""

from __future__ import annotations

from math import floor, log10, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

DIGITS = 3
MOST_DIGITS = 9
LEAST_PLACES = 2


def figure(number: float, digits: int = DIGITS) -> str:
    """A number from 0 to 1 with so many digits that count, without the zeros after them: 0.0364, 0.175, 0.50, 0.00."""
    places = digits - 1 - floor(log10(number)) if number > 0 else LEAST_PLACES
    whole, _, decimals = f"{number:.{max(places, LEAST_PLACES)}f}".partition(".")
    return f"{whole}.{decimals.rstrip('0'):0<{LEAST_PLACES}}"


def printed(
    numbers: Sequence[float],
    result: float,
    *,
    digits: int = DIGITS,
    formula: Callable[[Sequence[float]], float] = prod,
) -> tuple[list[str], str]:
    """Numbers and the result of a formula on them, which is a product unless another is given.

    The result has `digits` that count, the numbers at least three, and more where the formula on them as they are
    printed would come to another result than is printed.
    """
    shown = figure(result, digits)
    for more in range(DIGITS, MOST_DIGITS):
        texts = [figure(number, more) for number in numbers]
        if figure(formula([float(text) for text in texts]), digits) == shown:
            break
    return texts, shown
