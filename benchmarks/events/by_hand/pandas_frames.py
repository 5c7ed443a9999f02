"""pandas, as one would write it at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from benchmarks.events.by_hand.formula import PRIOR, RATE, SIGMA2, TAU2, WEIGHT, Z, month_ends

if TYPE_CHECKING:
    from pathlib import Path


class Pandas:
    """pandas, all in memory."""

    def __init__(self, store: Path, folder: Path) -> None:
        import pandas as pd

        self.pd, self.store, self.kept = pd, store, folder / "pandas"
        self.ends = dict(month_ends(date(2005, 1, 1), date(2016, 1, 1)))

    def dyads(self):
        columns = ["id", "day", "month", "source_state", "target_state", "publisher", "goldstein_gdelt", "repeat"]
        frame = self.pd.read_parquet(f"{self.store}/events", columns=columns, ignore_prefixes=["verified.json"])
        frame = frame[
            (frame["repeat"] == 0) & (frame.source_state != frame.target_state) & frame.goldstein_gdelt.notna()
        ]
        first = frame.source_state.where(frame.source_state < frame.target_state, frame.target_state)
        second = frame.target_state.where(frame.source_state < frame.target_state, frame.source_state)
        return frame.assign(a=first, b=second, g=frame.goldstein_gdelt)

    def weighed(self, frame, age):
        import numpy as np

        w = np.exp(age * RATE)
        return frame.assign(mass=w, negative=w * (-frame.g).clip(0), positive=w * frame.g.clip(0), events=1)

    def sums(self) -> None:
        self.kept.mkdir(exist_ok=True)
        frame = self.dyads()
        frame["ends_on"] = frame.month.map(self.ends)
        frame = self.weighed(frame, frame.day - frame.ends_on)
        by = ["a", "b", "publisher", "month", "ends_on"]
        frame.groupby(by, as_index=False)[["mass", "negative", "positive", "events"]].sum().to_parquet(
            self.kept / "sums.parquet"
        )

    def scored(self, frame, by: list[str]):
        import numpy as np

        numbers = ["mass", "negative", "positive"]
        frame = frame.groupby([*by, "publisher"], as_index=False)[[*numbers, "events"]].sum()
        frame[numbers] *= WEIGHT
        d = 1 / (TAU2 * frame.mass + SIGMA2)
        frame = frame.assign(
            p=d * frame.mass, n=d * frame.negative, f=d * frame.positive, clusters=(frame.mass > 0).astype(int)
        )
        found = frame.groupby(by, as_index=False)[["p", "n", "f", "mass", "clusters", "events"]].sum()
        p, margin = PRIOR + found.p, Z / np.sqrt(PRIOR + found.p)
        tension = (found.n - found.f) / p
        found = found.assign(
            tension=tension, low=tension - margin, high=tension + margin, hostile=found.n / p, friendly=found.f / p
        )
        return found.assign(thin=found.clusters < 3)

    def brought(self, frame, to: int):
        import numpy as np

        k = np.exp((frame.ends_on - to) * RATE)
        return frame.assign(mass=frame.mass * k, negative=frame.negative * k, positive=frame.positive * k)

    def tension(self, at: int, out: Path) -> None:
        sums = self.pd.read_parquet(self.kept / "sums.parquet")
        rest = self.dyads()
        rest = rest[(rest.month.map(self.ends) >= at) & (rest.day <= at)]
        parts = [self.brought(sums[sums.ends_on < at], at), self.weighed(rest, rest.day - at)]
        columns = ["a", "b", "publisher", "mass", "negative", "positive", "events"]
        found = self.scored(self.pd.concat([part[columns] for part in parts]), ["a", "b"])
        found.sort_values(["tension", "a", "b"], ascending=[False, True, True]).to_csv(out, index=False)

    def panel(self, out: Path) -> None:
        out.mkdir(exist_ok=True)
        sums = self.pd.read_parquet(self.kept / "sums.parquet")
        carried = None
        for month, end in self.ends.items():
            if month >= 12 * 45:
                break
            own = sums[sums.month == month]
            carried = own if carried is None else self.pd.concat([carried, own])
            carried = self.brought(carried, end).assign(ends_on=end)
            carried = carried.groupby(["a", "b", "publisher", "ends_on"], as_index=False)[
                ["mass", "negative", "positive", "events"]
            ].sum()
            self.scored(carried, ["a", "b"]).assign(on_day=end).to_parquet(out / f"{month}.parquet")

    def explain(self, at: int, a: str, b: str, out: Path) -> None:
        frame = self.dyads()
        frame = frame[(frame.a == a) & (frame.b == b) & (frame.day <= at)]
        frame = self.weighed(frame, frame.day - at)
        w = frame.mass * WEIGHT
        d = 1 / (TAU2 * w.groupby(frame.publisher).transform("sum") + SIGMA2)
        frame = frame.assign(share=-d * w * frame.g / (PRIOR + (d * w).sum()))
        order = frame.assign(size=frame.share.abs().round(12)).sort_values(["size", "id"], ascending=[False, True])
        order.head(20)[["id", "share"]].to_csv(out, index=False)
