"""How gunicorn runs the service when it is started from here: as from inside `personalizedTrailer/`."""

import runpy
from pathlib import Path

inside = runpy.run_path(str(Path(__file__).resolve().parent / "personalizedTrailer" / "gunicorn.conf.py"))

bind = inside["bind"]
globals().update(inside["GUNICORN"])
