"""How well shots are found: films of which all borders are known, and other detectors."""
