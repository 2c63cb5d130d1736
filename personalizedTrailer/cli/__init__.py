"""The command line: `python -m personalizedTrailer COMMAND`; without a command it serves."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from personalizedTrailer import __version__
from personalizedTrailer.cli import clean, doctor, generate, profiles, serve, worker
from personalizedTrailer.cli.codes import USAGE
from personalizedTrailer.errors import StartError

COMMANDS = {
    "serve": serve,
    "generate": generate,
    "worker": worker,
    "profiles": profiles,
    "doctor": doctor,
    "clean": clean,
}
"""Each with SUMMARY, `add_options(parser)` and `run(options) -> exit code`."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; returns its exit code: 0 done, 1 our fault, 2 usage or settings, 3 the film, 130 Ctrl-C."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or (given[0].startswith("-") and given[0] not in ("-h", "--help", "--version")):
        given.insert(0, "serve")
    options = _parser().parse_args(given)
    try:
        return int(COMMANDS[options.command].run(options))
    except StartError as fault:
        print(fault.sentence, file=sys.stderr)
        return USAGE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m personalizedTrailer",
        description="Personalised trailers: a film in, five trailers out. Without a command: serve.",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    for name, module in COMMANDS.items():
        module.add_options(commands.add_parser(name, help=module.SUMMARY, description=module.SUMMARY))
    return parser
