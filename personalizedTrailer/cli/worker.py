"""The render worker of this machine."""

from __future__ import annotations

import argparse

from personalizedTrailer import logs
from personalizedTrailer.cloud.s3_jobs import forgetter
from personalizedTrailer.factory import load_settings
from personalizedTrailer.runners.worker import work
from personalizedTrailer.storage.disk import DiskStore
from personalizedTrailer.web.services import utc_now


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--embedded", action="store_true", help="end when idle, and at once where another worker lives"
    )


def run(options: argparse.Namespace) -> int:
    chosen = load_settings()
    logs.configure(chosen)
    return work(DiskStore(chosen, forgetter(chosen)), chosen, utc_now, embedded=options.embedded)
