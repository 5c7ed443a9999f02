"""Pages for people: the interactive view, and the pages of the site."""
