"""What a hostile world does to `kg`, many times over, and whether anything was lost, mixed, raw or unbounded."""
