"""What moved between two days, and because of which claims."""
