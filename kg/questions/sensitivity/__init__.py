"""How firm the ranking of the dyads is, and what it rests on."""
