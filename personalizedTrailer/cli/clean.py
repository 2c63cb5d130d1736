"""Removing what is no longer wanted."""

from __future__ import annotations

import argparse
import re
from datetime import timedelta

from personalizedTrailer import logs
from personalizedTrailer.cli.codes import DONE
from personalizedTrailer.factory import load_settings
from personalizedTrailer.storage.disk import DiskStore
from personalizedTrailer.web.services import utc_now

_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


def age(text: str) -> timedelta:
    """`7d`, `12h`, `30m` or `2w`; raises ArgumentTypeError."""
    match = re.fullmatch(r"([0-9]{1,5})([mhdw])", text.strip().lower())
    if match is None:
        raise argparse.ArgumentTypeError(f"{text!r} is not an age: a number with m, h, d or w, such as 7d")
    return int(match[1]) * _UNITS[match[2]]


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--older-than",
        type=age,
        metavar="AGE",
        help="of jobs, since their end: 7d, 12h, 30m, 2w (default: RETENTION_DAYS)",
    )


def run(options: argparse.Namespace) -> int:
    chosen = load_settings()
    logs.configure(chosen)
    kept = timedelta(days=chosen.retention_days) if chosen.retention_days else None
    removed = DiskStore(chosen).clean(utc_now(), kept if options.older_than is None else options.older_than)
    print(f"Removed {removed.jobs} jobs and {removed.files} files, {removed.bytes / (1 << 20):.1f} MB.")
    return DONE
