"""Where nodes go: a readable core of what is drawn at first, and everything else around it."""
