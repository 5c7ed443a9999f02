"""What the sources say as frozen records; dates, the vocabulary, and what is wrong with people's files."""
