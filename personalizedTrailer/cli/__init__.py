"""The command line: `python -m personalizedTrailer COMMAND`; without a command it serves."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from types import ModuleType

from personalizedTrailer import __version__
from personalizedTrailer.cli.codes import USAGE
from personalizedTrailer.errors import StartError

COMMANDS = {
    "serve": "Serve over HTTP, with gunicorn where it is installed.",
    "generate": "Make trailers from a film, here and now.",
    "analyze": "Say what is found in a film: shots, scenes, what they are like and why.",
    "worker": "Render queued jobs until told to stop; one worker a machine is at work at a time.",
    "profiles": "List the viewer profiles.",
    "doctor": "Look whether everything that is needed is there.",
    "clean": "Remove ended jobs with their files, and files that belong to no job.",
}
"""Each is a module here with `add_options(parser)` and `run(options) -> exit code`, loaded when it is called."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code: 0 done, 1 our fault, 2 usage or settings, 3 the film, 130 Ctrl-C."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "serve")
    chosen = import_module(f"{__name__}.{given[0]}") if given[0] in COMMANDS else None
    options = _parser(given[0], chosen).parse_args(given)
    try:
        return int(chosen.run(options)) if chosen else USAGE
    except StartError as fault:
        print(fault.sentence, file=sys.stderr)
        return USAGE


def _parser(name: str, chosen: ModuleType | None) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m personalizedTrailer",
        description="Personalised trailers: a film in, five trailers out. Without a command: serve.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for command, summary in COMMANDS.items():
        options = commands.add_parser(command, help=summary, description=summary)
        if chosen is not None and command == name:
            chosen.add_options(options)
    return parser
