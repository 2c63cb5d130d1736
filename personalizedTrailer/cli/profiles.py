"""Which viewer profiles there are."""

from __future__ import annotations

import argparse
import json

from personalizedTrailer import wire
from personalizedTrailer.cli.codes import DONE
from personalizedTrailer.factory import load_profiles, load_settings


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="as GET /profiles gives them")


def run(options: argparse.Namespace) -> int:
    found = load_profiles(load_settings())
    if options.json:
        print(json.dumps({"profiles": [wire.profile(profile) for profile in found]}, indent=2))
        return DONE
    # Not at the top: a table alone has use for them.
    from rich.console import Console
    from rich.table import Table

    table = Table("Id", "Label", "Likes", "Summary")
    for profile in found:
        likes = ", ".join((*profile.dominant_emotions, *profile.foreground_tags))
        table.add_row(profile.id, profile.label, likes, profile.summary)
    Console().print(table)
    return DONE
