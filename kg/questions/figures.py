"""Powers and the factors that they are the product of, with enough digits for the printed arithmetic to be right."""

from __future__ import annotations

from math import floor, log10, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# Significant digits at first and at most, and the decimal places that are always shown.
DIGITS = 3
MOST_DIGITS = 9
LEAST_PLACES = 2


def figure(number: float, digits: int = DIGITS) -> str:
    """A number from 0 to 1 with some significant digits, without the zeros after them: 0.0364, 0.175, 0.50, 0.00."""
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
    """Numbers and the result of a formula on them, by default their product.

    The result has `digits` significant digits and the numbers at least three, or more if the formula applied to the
    printed numbers would not give the printed result.
    """
    shown = figure(result, digits)
    for more in range(DIGITS, MOST_DIGITS):
        texts = [figure(number, more) for number in numbers]
        if figure(formula([float(text) for text in texts]), digits) == shown:
            break
    return texts, shown
