"""How well forecasts came true, as an analyst's note: whether there is enough to judge, then score and calibration."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.model.wording import counted
from kg.questions.forecasts.analysis import ENOUGH_SETTLED
from kg.questions.prose import INDENT, item, plain, section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.network.network import Network
    from kg.questions.forecasts.analysis import Calibration, ForecastScore, ForecastScores
    from kg.questions.prose import Style

# With fewer, a share and its interval say no more than the outcomes themselves.
FEW = 3


def note(network: Network, scores: ForecastScores, bold: Style = plain) -> Iterator[str]:
    """The lines of the note; `bold` marks the heads, for a terminal."""
    together = scores.together
    yield bold("Scores of forecasts")
    yield ""
    yield _verdict(together)
    yield from section("All together", _score("everybody", together), bold)
    settled = [score for score in scores.claimants if score.settled]
    lines = (line for score in settled for line in _score(network.label(score.claimant), score))
    yield from section("By claimant", lines, bold)
    waiting = [f"{network.label(s.claimant)} ({s.pending})" for s in scores.claimants if not s.settled]
    yield from section("Nothing settled yet", [", ".join(waiting)] if waiting else [], bold)
    if together.settled:
        yield ""
        yield (
            "Brier score: the mean squared error, 0 at best, 1 at worst. Partly fulfilled counts half, on which saying "
            "50 % is right by construction. What is repeated counts once, the last time before it was settled; what is "
            "pending never counts."
        )


def _verdict(score: ForecastScore) -> str:
    if score.brier is None or score.even is None:
        none = "None of" if score.pending > 1 else "Of"
        made = f"{none} {counted(score.pending, 'forecast')}{_repeated(score)}"
        return f"{made} {'is' if score.pending > 1 else 'none is'} settled, so there is nothing to score."
    settled = f"{counted(score.settled, 'forecast')} {'is' if score.settled == 1 else 'are'} settled"
    counts = f"{settled}, {score.pending} pending{_repeated(score)}"
    if not score.enough:
        few = f"too few to judge; under {ENOUGH_SETTLED} a score says more about luck than about forecasters"
        return f"{counts}: {few}."
    if not score.even:
        return f"{counts}. All came true in part, which cannot be judged: {_brier(score)}."
    gain = score.even - score.brier
    than = "better than" if gain > 0 else "worse than" if gain < 0 else "no better than"
    return f"{counts}. They were {than} always saying 50 %: {_brier(score)}."


def _repeated(score: ForecastScore) -> str:
    """How many forecasts of the ledger are not counted because they repeat another."""
    if not score.repeated:
        return ""
    ledger = score.settled + score.pending + score.repeated
    again = "1 repeats another" if score.repeated == 1 else f"{score.repeated} repeat others"
    return f" (of {ledger} in all, {again})"


def _score(who: str, score: ForecastScore) -> Iterator[str]:
    few = "" if score.enough else "; too few to judge"
    yield item(f"{who}: {score.settled} settled, {score.pending} pending{_repeated(score)}{few}")
    if score.brier is not None:
        yield f"{INDENT}{_brier(score)}"
    yield from (f"{INDENT}{_band(part)}" for part in score.calibration)


def _brier(score: ForecastScore) -> str:
    bounds = f" (within the hedges {score.brier_low:.2f}–{score.brier_high:.2f})" if _is_wide(score) else ""
    even = f"; always saying 50 % would score {score.even:.2f}" if score.even else ""
    return f"Brier score {score.brier:.2f}{bounds}{even}"


def _is_wide(score: ForecastScore) -> bool:
    return score.brier_low != score.brier_high


def _band(part: Calibration) -> str:
    said, percent = f"said {part.band.replace('-', ' ')}", f"{part.probability:.1%}".replace(".0%", "%")
    if part.settled < FEW:
        each = "" if part.settled == 1 else " on average"
        return f"{said} ({percent}{each}): {_in_words(part)}"
    return (
        f"{said} ({percent} on average): {part.share:.0%} of {part.settled} came true "
        f"(90 % interval {part.low:.0%} to {part.high:.0%})"
    )


def _in_words(part: Calibration) -> str:
    """What came true of one or two forecasts, of which a share would say nothing."""
    if part.settled == 1:
        return "one, which " + {0.0: "failed", 1.0: "came true"}.get(part.share, "came true in part")
    return {0.0: "two, of which neither came true", 1.0: "two, which both came true"}.get(
        part.share, f"two, of which {part.share * part.settled:g} came true, a part counted as half"
    )
