"""Exit codes of every command."""

from __future__ import annotations

DONE = 0
OURS = 1
USAGE = 2
"""The command line or a setting is at fault."""
FOOTAGE = 3
INTERRUPTED = 130
"""Ctrl-C, as shells count it."""
