"""Reads an untrusted film in a process of its own; started by the modules beside it.

Run as a script, isolated (`python -I reader.py COMMAND …`): the standard library, PyAV, numpy and `reading/` alone,
and OpenCV where `see` looks for faces.
  head PATH                          what the container says, its first frame, and whether its end is there
  scan PATH STAMPS.npy KEYS.npy STOPS.npy   the same, and the timestamps of every packet of the picture
  sound PATH OUT STREAM ZERO SPANS   writes spans of the sound as f32 stereo at 48 kHz
  hear PATH OUT.npy STEPS.npy STREAM ZERO BLOCKS   what can be heard in every 0.1 s and every 10 ms of the sound
  index PATH INDEX.npy STREAM        what every H.264 packet of the picture is, for copying
  copy PATH OUT STREAM SIDE RUNS     writes runs of such packets, and thumbnails of the first frames of their groups
  see PATH ROWS STREAM ASKED         measures every frame, or some, of the picture, and looks for faces in a few
  frames PATH OUT WIDTH HEIGHT FORM ASKED.json   writes single frames of a trailer as raw pixels
Prints one JSON object (`see` some before it, that say how far it is); on a film that it cannot read:
{"fault": code, "reason": text}, exit code 0.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

# No linear algebra is done here: the threads for it take as long to start as all the rest.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import av

# Isolated, a script finds nothing beside itself; appended, so that nothing there can stand in for a library.
sys.path.append(str(Path(__file__).resolve().parents[2]))

from personalizedTrailer.media.reading import frames, groups, hearing, seeing, sound
from personalizedTrailer.media.reading.film import BadFilm
from personalizedTrailer.media.reading.head import head
from personalizedTrailer.media.reading.scan import scan

COMMANDS: dict[str, Callable[..., dict[str, Any]]] = {
    "head": head,
    "scan": scan,
    "sound": sound.sound,
    "hear": hearing.hear,
    "index": groups.index,
    "copy": groups.copy,
    "see": seeing.see,
    "frames": frames.frames,
}


def main() -> None:
    av.logging.set_level(None)
    command, *rest = sys.argv[1:]
    try:
        answer = COMMANDS[command](*rest)
    except BadFilm as fault:
        answer = {"fault": fault.code, "reason": fault.reason}
    except MemoryError:
        answer = {"fault": "picture_too_large", "reason": "out of memory"}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main()
