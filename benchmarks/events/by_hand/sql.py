"""DuckDB's SQL, as one would write it at once."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from benchmarks.events.by_hand.formula import PRIOR, RATE, SIGMA2, TAU2, WEIGHT, Z, month_ends

if TYPE_CHECKING:
    from pathlib import Path


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
