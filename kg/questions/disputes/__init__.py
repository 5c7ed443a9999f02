"""What is disputed, by whom, and what rests on it."""
