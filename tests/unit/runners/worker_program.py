"""The render worker as a program of its own, with the stub pipeline; its settings come from the environment."""

from __future__ import annotations

import os
import sys

from stub_pipeline import clock, run

from personalizedTrailer.runners.worker import work
from personalizedTrailer.settings import load
from personalizedTrailer.storage.disk import DiskStore

if __name__ == "__main__":
    settings = load(environ=os.environ, dotenv_files=())
    sys.exit(work(DiskStore(settings), settings, clock, embedded=True, run=run))
