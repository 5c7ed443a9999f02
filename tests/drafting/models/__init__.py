"""Models that draft: a server of our own speaks both protocols and lies in every way."""
