"""Real analysis on this machine: what can be seen and heard without a model, a key or a download."""
