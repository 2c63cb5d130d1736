"""Door: `cd personalizedTrailer && python app.py [--host --port --mode --debug]`.

It hands names on and defines no class, so that none is ever loaded under two names.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [root for root in [str(Path(__file__).resolve().parent.parent)] if root not in sys.path]

from personalizedTrailer.cli.serve import main  # noqa: E402
from personalizedTrailer.editing.profiles import DEFAULT_PROFILES, PROFILE_PRESETS  # noqa: E402
from personalizedTrailer.factory import create_app  # noqa: E402
from personalizedTrailer.web.parse import ALLOWED_EXTENSIONS  # noqa: E402

__all__ = ["ALLOWED_EXTENSIONS", "DEFAULT_PROFILES", "PROFILE_PRESETS", "create_app", "main"]


def __getattr__(name: str) -> object:
    """`app`, made when it is first asked for: importing this module has no side effect."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    made = globals()["app"] = create_app()
    return made


if __name__ == "__main__":
    sys.exit(main())
