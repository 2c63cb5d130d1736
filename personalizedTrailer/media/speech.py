"""What is said in prepared sound, written down by a Whisper model of the user's in a child process."""

from __future__ import annotations

import importlib.util
import json
import logging
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from personalizedTrailer.errors import ProcessFailed, ProcessTimedOut
from personalizedTrailer.media.process import Limits, never, run
from personalizedTrailer.media.sandbox import Cage, wrap

log = logging.getLogger(__name__)

RATE = 16_000
"""Samples a second that Whisper hears."""
TRANSCRIBER = Path(__file__).with_name("transcriber.py")
REQUIREMENTS = "requirements-speech.txt"
_FILES = (("model.bin",), ("config.json",), ("tokenizer.json",), ("vocabulary.json", "vocabulary.txt"))
"""What a model folder holds; of each group one."""
_LOAD_SECONDS, _PART_SECONDS, _WINDOW = 300.0, 120.0, 30 * RATE
"""Time for loading the model, and for each window of 30 s that Whisper looks at: the largest model on two slow cores
needs less."""
_CAGE = Cage(memory_bytes=16 << 30, reserves_addresses=True)
_FAULTS = {
    "language_unsure": "The language that is spoken in the film could not be made out.",
    "language_unknown": "The model of SPEECH_MODEL does not know the language that is spoken in the film ({spoken}).",
    "language_other": "The film speaks another language ({spoken}) than the captions, and Whisper translates into "
    "English alone.",
}


@dataclass(frozen=True, slots=True)
class HeardWord:
    start: float
    """Seconds from the beginning of its part."""
    end: float
    text: str


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words that the model put down together, and how sure it was."""

    part: int
    words: tuple[HeardWord, ...]
    no_speech: float
    """How probable it held it that nothing was said, 0 to 1; of its whole window."""
    log_probability: float
    """Mean of its tokens', natural logarithm; of its whole window."""
    compression: float
    """How much shorter zlib makes the text of its window: what goes round in circles becomes very short."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written down; where nothing was, `reason` is one sentence that says why."""

    stretches: tuple[Stretch, ...] = ()
    spoken: str | None = None
    """The language that is spoken, two letters; None where nothing is, or nobody knows."""
    is_translated: bool = False
    reason: str | None = None


def why_not(folder: Path) -> str | None:
    """One sentence on why nothing can be transcribed with this model folder; None where nothing speaks against it."""
    if not folder.is_dir():
        return "SPEECH_MODEL names no folder."
    missing = [" or ".join(group) for group in _FILES if not any((folder / name).is_file() for name in group)]
    if missing:
        return f"The folder of SPEECH_MODEL holds no Whisper model for CTranslate2: it lacks {', '.join(missing)}."
    if importlib.util.find_spec("faster_whisper") is None:
        return f"The package faster-whisper is not installed: pip install -r {REQUIREMENTS}."
    return None


def try_out(folder: Path, threads: int) -> tuple[bool, str]:
    """Whether the model can be used, and one sentence on what it knows or why not; it is loaded to find out."""
    if reason := why_not(folder):
        return False, reason
    try:
        made = run(_command("check", folder, threads), Limits(_LOAD_SECONDS))
    except ProcessFailed as fault:
        return False, _cannot(fault)
    knows = "many languages" if json.loads(made.stdout)["multilingual"] else "English alone"
    return True, f"the model {folder.name} knows {knows}"


def write_down(
    folder: Path,
    sound: Path,
    parts: Sequence[int],
    spoken: str | None,
    wanted: str,
    threads: int,
    report: Callable[[float], None],
    cancelled: Callable[[], bool] = never,
) -> Written:
    """Writes down the words of `sound`, mono float32 at RATE, in `parts` of so many samples that are heard apart.

    `spoken` is the language that is known to be spoken, or None, `wanted` that of the words (two letters). A model that
    does not load, or fails, is a reason and not an error. Raises Cancelled; and ProcessFailed where the disk is full.
    """
    if reason := why_not(folder):
        return Written(reason=reason)
    asked = json.dumps({"parts": list(parts), "spoken": spoken, "wanted": wanted})
    windows = sum(-(-part // _WINDOW) for part in parts)
    seconds = _LOAD_SECONDS + _PART_SECONDS * windows
    answers: list[dict[str, Any]] = []

    def hear(line: str) -> None:
        answers.append(answer := json.loads(line))
        if "done" in answer:
            report((answer["done"] + 1) / len(parts))

    command = _command("write", folder, threads, str(sound), asked, cpu_seconds=round(threads * seconds))
    try:
        run(command, Limits(seconds, _LOAD_SECONDS), cancelled=cancelled, on_line=hear)
    except ProcessFailed as fault:
        if fault.for_want_of_room:
            raise
        return Written(reason=_cannot(fault))
    return _written(answers)


def _written(answers: list[dict[str, Any]]) -> Written:
    last = answers[-1]
    if code := last.get("fault"):
        return Written(spoken=last["spoken"], reason=_FAULTS[code].format(spoken=last["spoken"]))
    stretches = tuple(_stretch(answer) for answer in answers if "words" in answer)
    return Written(stretches, last["spoken"], last["task"] == "translate")


def _stretch(answer: dict[str, Any]) -> Stretch:
    words = tuple(HeardWord(start, end, text) for start, end, text in answer["words"])
    return Stretch(answer["part"], words, answer["noSpeech"], answer["logProbability"], answer["compression"])


def _command(command: str, folder: Path, threads: int, *rest: str, cpu_seconds: int = 3600) -> list[str]:
    cage = Cage(_CAGE.memory_bytes, _CAGE.reserves_addresses, max(_CAGE.cpu_seconds, cpu_seconds))
    return wrap([sys.executable, "-I", str(TRANSCRIBER), command, str(folder), str(threads), *rest], cage)


def _cannot(fault: ProcessFailed) -> str:
    log.warning("The speech model: %s %s", fault, fault.detail)
    if isinstance(fault, ProcessTimedOut):
        return "The model of SPEECH_MODEL took too long."
    return "The model of SPEECH_MODEL cannot be used; the log says why."
