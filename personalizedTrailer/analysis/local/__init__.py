"""The analysis of a film by its own pictures and sound, on this machine, by rules alone."""
