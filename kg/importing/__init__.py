"""Data coded in other programs → a project, written as files that people go on curating."""
