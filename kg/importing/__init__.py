"""What other programs have coded → a project of ours, written as files that people go on curating."""
