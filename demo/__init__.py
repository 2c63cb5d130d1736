"""A short animated film made from nothing but arithmetic, with the exact truth about every shot."""
