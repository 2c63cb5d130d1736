"""Door: `cd personalizedTrailer && gunicorn "personalized_trailer_service:create_app()"`.

The names of the door `app`, under the name that the guide's gunicorn line asks for.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [root for root in [str(Path(__file__).resolve().parent.parent)] if root not in sys.path]

from personalizedTrailer import app as first_door  # noqa: E402
from personalizedTrailer.app import (  # noqa: E402
    ALLOWED_EXTENSIONS,
    DEFAULT_PROFILES,
    PROFILE_PRESETS,
    create_app,
    main,
)

__all__ = ["ALLOWED_EXTENSIONS", "DEFAULT_PROFILES", "PROFILE_PRESETS", "create_app", "main"]


def __getattr__(name: str) -> object:
    """`app`, the same as the other door's, made when it is first asked for."""
    if name != "app":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return first_door.app


if __name__ == "__main__":
    sys.exit(main())
