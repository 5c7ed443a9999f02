"""The same work without `kg`: `python -m benchmarks.events.by_hand WAY JOB STORE AT FOLDER [A B]`.

As one would write it at once with DuckDB's SQL, with Polars or with pandas, from the store's Parquet: sums by dyad,
publisher and month, kept in a file; the scores of all dyads on a day from them; the panel of all months; the events of
one dyad that weigh most. The formula is written out anew in each.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from pathlib import Path

EPOCH = date(1970, 1, 1)
RATE = 0.6931471805599453 / 180
TAU2, SIGMA2, PRIOR, Z, WEIGHT = 0.25**2, 0.45**2, 4.0, 1.645, 0.63


def month_ends(first: date, last: date) -> list[tuple[int, int]]:
    """Months as numbers with their last days."""
    found, day = [], first.replace(day=1)
    while day <= last:
        following = (day + timedelta(days=32)).replace(day=1)
        found.append((12 * (day.year - 1970) + day.month - 1, (following - EPOCH).days - 1))
        day = following
    return found


class Sql:
    """DuckDB's SQL."""

    def __init__(self, store: Path, folder: Path) -> None:
        import duckdb

        self.con = duckdb.connect(
            config={"memory_limit": "3GB", "preserve_insertion_order": "false", "temp_directory": str(folder / "spill")}
        )
        self.files, self.kept = f"{store}/events/*/*.parquet", folder / "sql"
        ends = ", ".join(f"({month}, {end})" for month, end in month_ends(date(2005, 1, 1), date(2016, 1, 1)))
        self.con.execute(f"CREATE TABLE ends AS SELECT * FROM (VALUES {ends}) AS e(month, ends_on)")

    def dyads(self, where: str) -> str:
        return f"""SELECT least(source_state, target_state) AS a, greatest(source_state, target_state) AS b,
            publisher, day, month, goldstein_gdelt AS g FROM read_parquet('{self.files}')
            WHERE repeat = 0 AND source_state <> target_state AND goldstein_gdelt IS NOT NULL AND {where}"""

    def sums(self) -> None:
        self.kept.mkdir(exist_ok=True)
        for year in range(35, 46):
            self.con.execute(
                f"""COPY (SELECT a, b, publisher, month, ends_on, sum(w) AS mass, sum(w * greatest(-g, 0)) AS negative,
                    sum(w * greatest(g, 0)) AS positive, count(*) AS events
                FROM (SELECT *, exp((day - ends_on) * {RATE}) AS w
                    FROM ({self.dyads(f"month BETWEEN {12 * year} AND {12 * year + 11}")}) JOIN ends USING (month))
                GROUP BY ALL) TO '{self.kept}/{year}.parquet' (FORMAT parquet)"""
            )

    def scored(self, sums: str, by: str) -> str:
        return f"""SELECT {by}, (n - f) / p AS tension, (n - f) / p - {Z} / sqrt(p) AS low, (n - f) / p + {Z} / sqrt(p) AS high,
            n / p AS hostile, f / p AS friendly, mass, clusters, events, clusters < 3 AS thin
            FROM (SELECT {by}, {PRIOR} + sum(d * mass) AS p, sum(d * negative) AS n, sum(d * positive) AS f,
                sum(mass) AS mass, count(*) FILTER (mass > 0) AS clusters, sum(events) AS events
                FROM (SELECT *, 1 / ({TAU2} * mass + {SIGMA2}) AS d FROM (
                    SELECT {by}, publisher, {WEIGHT} * sum(mass) AS mass, {WEIGHT} * sum(negative) AS negative,
                        {WEIGHT} * sum(positive) AS positive, sum(events) AS events FROM ({sums}) GROUP BY ALL))
                GROUP BY ALL)"""

    def tension(self, at: int, out: Path) -> None:
        month = self.con.execute(f"SELECT min(month) FROM ends WHERE ends_on >= {at}").fetchall()[0][0]
        sums = f"""SELECT a, b, publisher, mass * k AS mass, negative * k AS negative, positive * k AS positive, events
            FROM (SELECT *, exp((ends_on - {at}) * {RATE}) AS k FROM read_parquet('{self.kept}/*.parquet') WHERE month < {month})
            UNION ALL SELECT a, b, publisher, w, w * greatest(-g, 0), w * greatest(g, 0), 1
            FROM (SELECT *, exp((day - {at}) * {RATE}) AS w FROM ({self.dyads(f"month = {month} AND day <= {at}")}))"""
        self.con.execute(f"COPY ({self.scored(sums, 'a, b')} ORDER BY tension DESC, a, b) TO '{out}' (HEADER)")

    def panel(self, out: Path) -> None:
        """Year by year, with what came before as one row a dyad and publisher."""
        self.con.execute(
            "CREATE TABLE carried (a VARCHAR, b VARCHAR, publisher VARCHAR, ends_on INTEGER, mass DOUBLE, negative DOUBLE, positive DOUBLE, events BIGINT)"
        )
        out.mkdir(exist_ok=True)
        columns = "a, b, publisher, ends_on, mass, negative, positive, events"
        for year in range(35, 45):
            within = f"SELECT {columns} FROM read_parquet('{self.kept}/{year}.parquet')"
            days = f"(SELECT ends_on AS on_day FROM ends WHERE month BETWEEN {12 * year} AND {12 * year + 11})"
            sums = f"""SELECT on_day, a, b, publisher, mass * k AS mass, negative * k AS negative, positive * k AS positive, events
                FROM (SELECT *, exp((ends_on - on_day) * {RATE}) AS k
                    FROM (SELECT {columns} FROM carried UNION ALL {within}), {days} WHERE ends_on <= on_day)"""
            self.con.execute(
                f"COPY ({self.scored(sums, 'on_day, a, b')} ORDER BY on_day, a, b) TO '{out}/{year}.parquet' (COMPRESSION zstd)"
            )
            last = f"(SELECT max(ends_on) FROM ends WHERE month = {12 * year + 11})"
            self.con.execute(
                f"""CREATE OR REPLACE TABLE carried AS SELECT a, b, publisher, any_value(last_day) AS ends_on, sum(mass * k) AS mass,
                    sum(negative * k) AS negative, sum(positive * k) AS positive, CAST(sum(events) AS BIGINT) AS events
                FROM (SELECT *, {last} AS last_day, exp((ends_on - {last}) * {RATE}) AS k
                    FROM (SELECT {columns} FROM carried UNION ALL {within})) GROUP BY a, b, publisher"""
            )

    def explain(self, at: int, a: str, b: str, out: Path) -> None:
        events = f"""SELECT id, publisher, goldstein_gdelt AS g, exp((day - {at}) * {RATE}) * {WEIGHT} AS w
            FROM read_parquet('{self.files}') WHERE repeat = 0 AND day <= {at} AND goldstein_gdelt IS NOT NULL
            AND ((source_state = '{a}' AND target_state = '{b}') OR (source_state = '{b}' AND target_state = '{a}'))"""
        self.con.execute(
            f"""COPY (WITH e AS ({events}), s AS (SELECT publisher, 1 / ({TAU2} * sum(w) + {SIGMA2}) AS d, sum(w) AS m FROM e GROUP BY 1)
            SELECT id, "share" FROM (
                SELECT id, -d * w * g / (SELECT {PRIOR} + sum(d * m) FROM s) AS "share" FROM e JOIN s USING (publisher))
            ORDER BY round(abs("share"), 12) DESC, id LIMIT 20) TO '{out}' (HEADER)"""
        )


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


class Pandas:
    """pandas, all in memory."""

    def __init__(self, store: Path, folder: Path) -> None:
        import pandas as pd

        self.pd, self.store, self.kept = pd, store, folder / "pandas"
        self.ends = dict(month_ends(date(2005, 1, 1), date(2016, 1, 1)))

    def dyads(self):
        columns = ["id", "day", "month", "source_state", "target_state", "publisher", "goldstein_gdelt", "repeat"]
        frame = self.pd.read_parquet(f"{self.store}/events", columns=columns)
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


WAYS = {"sql": Sql, "polars": Polars, "pandas": Pandas}


def main(way: str, job: str, store: str, at: str, folder: str, *dyad: str) -> None:
    """Do one job."""
    work = WAYS[way](Path(store), Path(folder))
    day, out = (date.fromisoformat(at) - EPOCH).days, Path(folder) / f"{way}-{job}"
    if job == "first":
        work.sums()
        work.tension(day, out)
    elif job == "again":
        work.tension(day, out)
    elif job == "panel":
        work.panel(out)
    elif job == "explain":
        work.explain(day, *sorted(dyad), out)


if __name__ == "__main__":
    main(*sys.argv[1:])
