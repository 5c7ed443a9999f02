"""Polars, lazily, as one would write it at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from benchmarks.events.by_hand.formula import PRIOR, RATE, SIGMA2, TAU2, WEIGHT, Z, month_ends

if TYPE_CHECKING:
    from pathlib import Path


class Polars:
    """Polars, lazily."""

    def __init__(self, store: Path, folder: Path) -> None:
        import polars as pl

        self.pl, self.store, self.kept = pl, store, folder / "polars"
        ends = month_ends(date(2005, 1, 1), date(2016, 1, 1))
        self.ends = pl.LazyFrame(ends, schema={"month": pl.Int32, "ends_on": pl.Int32}, orient="row")

    def dyads(self):
        pl = self.pl
        events = pl.scan_parquet(f"{self.store}/events/*/*.parquet", hive_partitioning=False)
        s, t = pl.col("source_state"), pl.col("target_state")
        return events.filter((pl.col("repeat") == 0) & (s != t) & pl.col("goldstein_gdelt").is_not_null()).select(
            pl.when(s < t).then(s).otherwise(t).alias("a"), pl.when(s < t).then(t).otherwise(s).alias("b"),
            "publisher", "day", "month", "id", pl.col("goldstein_gdelt").alias("g"),
        )  # fmt: skip

    def weighed(self, frame, age):
        pl, w, g = self.pl, self.pl.col("w"), self.pl.col("g")
        frame = frame.with_columns((age * RATE).exp().alias("w"))
        return frame.with_columns(
            w.alias("mass"), (w * (-g).clip(0)).alias("negative"), (w * g.clip(0)).alias("positive"),
            pl.lit(1, pl.Int64).alias("events"),
        )  # fmt: skip

    def sums(self) -> None:
        pl = self.pl
        self.kept.mkdir(exist_ok=True)
        frame = self.weighed(self.dyads().join(self.ends, on="month"), pl.col("day") - pl.col("ends_on"))
        summed = frame.group_by("a", "b", "publisher", "month", "ends_on").agg(
            pl.sum("mass", "negative", "positive", "events")
        )
        summed.sink_parquet(self.kept / "sums.parquet")

    def scored(self, frame, by: list[str]):
        pl = self.pl
        frame = frame.group_by(*by, "publisher").agg(pl.sum("mass", "negative", "positive") * WEIGHT, pl.sum("events"))
        frame = frame.with_columns((1 / (TAU2 * pl.col("mass") + SIGMA2)).alias("d"))
        frame = frame.group_by(by).agg(
            (PRIOR + (pl.col("d") * pl.col("mass")).sum()).alias("p"), (pl.col("d") * pl.col("negative")).sum().alias("n"),
            (pl.col("d") * pl.col("positive")).sum().alias("f"), pl.sum("mass"), (pl.col("mass") > 0).sum().alias("clusters"),
            pl.sum("events"),
        )  # fmt: skip
        tension, margin = (pl.col("n") - pl.col("f")) / pl.col("p"), Z / pl.col("p").sqrt()
        return frame.select(
            *by, tension.alias("tension"), (tension - margin).alias("low"), (tension + margin).alias("high"),
            (pl.col("n") / pl.col("p")).alias("hostile"), (pl.col("f") / pl.col("p")).alias("friendly"), "mass",
            "clusters", "events", (pl.col("clusters") < 3).alias("thin"),
        )  # fmt: skip

    def brought(self, frame, to):
        pl = self.pl
        k = ((pl.col("ends_on") - to) * RATE).exp()
        return frame.with_columns(*(pl.col(name) * k for name in ("mass", "negative", "positive")))

    def tension(self, at: int, out: Path) -> None:
        pl = self.pl
        columns = ["a", "b", "publisher", "mass", "negative", "positive", "events"]
        whole = self.brought(pl.scan_parquet(self.kept / "sums.parquet").filter(pl.col("ends_on") < at), at)
        rest = self.dyads().join(self.ends, on="month").filter((pl.col("ends_on") >= at) & (pl.col("day") <= at))
        both = pl.concat([whole.select(columns), self.weighed(rest, pl.col("day") - at).select(columns)])
        found = self.scored(both, ["a", "b"]).sort("tension", "a", "b", descending=[True, False, False])
        found.collect().write_csv(out)

    def panel(self, out: Path) -> None:
        pl = self.pl
        out.mkdir(exist_ok=True)
        sums = pl.scan_parquet(self.kept / "sums.parquet")
        columns = ["a", "b", "publisher", "ends_on", "mass", "negative", "positive", "events"]
        carried = None
        for year in range(35, 45):
            within = sums.filter(pl.col("month").is_between(12 * year, 12 * year + 11)).select(columns)
            all_ = within if carried is None else pl.concat([carried.lazy(), within])
            days = self.ends.filter(pl.col("month").is_between(12 * year, 12 * year + 11)).select(on_day="ends_on")
            crossed = all_.join(days, how="cross").filter(pl.col("ends_on") <= pl.col("on_day"))
            found = self.scored(self.brought(crossed, pl.col("on_day")), ["on_day", "a", "b"])
            found.sort("on_day", "a", "b").collect().write_parquet(out / f"{year}.parquet")
            last = self.ends.filter(pl.col("month") == 12 * year + 11).collect()["ends_on"][0]
            carried = (
                self.brought(all_, last).group_by("a", "b", "publisher").agg(pl.sum("mass", "negative", "positive", "events"))
                .with_columns(pl.lit(last, pl.Int32).alias("ends_on")).select(columns).collect()
            )  # fmt: skip

    def explain(self, at: int, a: str, b: str, out: Path) -> None:
        pl = self.pl
        events = self.weighed(
            self.dyads().filter((pl.col("a") == a) & (pl.col("b") == b) & (pl.col("day") <= at)), pl.col("day") - at
        )
        frame = events.with_columns(pl.col("w") * WEIGHT).collect()
        d = 1 / (TAU2 * pl.col("w").sum().over("publisher") + SIGMA2)
        frame = frame.with_columns(d.alias("d"))
        p = PRIOR + (frame["d"] * frame["w"]).sum()
        frame = frame.with_columns((-pl.col("d") * pl.col("w") * pl.col("g") / p).alias("share"))
        order = frame.with_columns(pl.col("share").abs().round(12).alias("size")).sort(
            "size", "id", descending=[True, False]
        )
        order.head(20).select("id", "share").write_csv(out)
