"""Door: `python -m personalizedTrailer` serves; `--help` tells what else it does."""

from __future__ import annotations

import sys

from personalizedTrailer.cli import main

if __name__ == "__main__":
    sys.exit(main())
