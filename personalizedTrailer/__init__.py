"""Personalised trailers: a film in, five trailers out.

The package's doors are `create_app` (for a WSGI server) and `python -m personalizedTrailer` (for a terminal).
Importing it has no side effect and loads nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from personalizedTrailer.factory import create_app

__version__ = "1.0.0"
__all__ = ["__version__", "create_app"]


def __getattr__(name: str) -> object:
    if name == "create_app":
        from personalizedTrailer.factory import create_app

        return create_app
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
