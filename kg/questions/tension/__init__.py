"""Who is in tension with whom, how sure that is, and which claims it rests on."""
