"""The same work without `kg`, in DuckDB's SQL, in Polars and in pandas; the formula is written out anew in each."""
