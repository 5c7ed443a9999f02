"""What was said to come, and what came of it."""
