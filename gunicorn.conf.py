"""How gunicorn runs the service when it is started from here: as from inside `personalizedTrailer/`."""

import runpy
from pathlib import Path

inside = runpy.run_path(str(Path(__file__).resolve().parent / "personalizedTrailer" / "gunicorn.conf.py"))

bind = inside["bind"]
worker_class = inside["worker_class"]
threads = inside["threads"]
timeout = inside["timeout"]
control_socket_disable = inside["control_socket_disable"]
