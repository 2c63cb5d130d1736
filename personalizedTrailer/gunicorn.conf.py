"""How gunicorn runs the service. What is given on its command line wins.

Threads, because an upload or a viewer of a film holds one for minutes; a worker that has a single one would
answer nobody meanwhile. No preloading: threads must be made after the fork.
"""

import sys
from pathlib import Path

sys.path[:0] = [root for root in [str(Path(__file__).resolve().parent.parent)] if root not in sys.path]

from personalizedTrailer.cli.serve import GUNICORN, check_start  # noqa: E402

settings = check_start()

bind = f"{settings.host}:{settings.port}"
globals().update(GUNICORN)
