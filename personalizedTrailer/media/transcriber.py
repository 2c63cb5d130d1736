"""Writes down what is said in sound of our own making, in a process of its own; started by `speech`.

Run as a script, isolated (`python -I transcriber.py COMMAND …`): faster-whisper, what it brings, and numpy alone.
  check MODEL THREADS               loads the model: {"multilingual": whether it knows more than English}
  write MODEL THREADS SOUND ASKED   writes down parts of mono float32 samples at 16 kHz
ASKED is JSON: {"parts": [samples, …], "spoken": language or null, "wanted": language}.
Prints one JSON object a line: for every stretch of words {"part": n, "words": [[start, end, text], …], "noSpeech": p,
"logProbability": mean of its tokens, "compression": ratio}, times in seconds of the part; {"done": n} after each part;
last what it did: {"spoken": language or null, "task": …}, or {"fault": code, "spoken": language or null}.
The network is never asked: the model and its tokenizer are read from the folder.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from typing import Any

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["HF_HUB_DISABLE_TELEMETRY"] = "1"

import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.vad import VadOptions, get_speech_timestamps

RATE = 16_000
BEAMS = 5
"""As Whisper's authors decode."""
VOICE = VadOptions()
"""Where somebody speaks at all (Silero, which faster-whisper brings): elsewhere Whisper invents words. More willing
settings found no further line under music, but inventions."""
SURE = 0.5
"""Probability from which a language is taken for the one that is spoken."""
LANGUAGE_WINDOWS = 4
"""Of 30 s, in which the language is looked for."""


def main() -> None:
    command, folder, threads, *rest = sys.argv[1:]
    model = WhisperModel(
        folder, device="cpu", compute_type="int8", cpu_threads=int(threads), num_workers=1, local_files_only=True
    )
    say({"multilingual": model.model.is_multilingual} if command == "check" else write(model, *rest))


def say(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer) + "\n")
    sys.stdout.flush()


def write(model: Any, path: str, asked: str) -> dict[str, Any]:
    order = json.loads(asked)
    parts = np.split(np.fromfile(path, np.float32), np.cumsum(order["parts"])[:-1])
    voices = [voices_of(part) for part in parts]
    everything = [voice for found in voices for _, voice in found]
    if not everything:
        return {"spoken": order["spoken"], "task": "transcribe"}
    spoken = order["spoken"] or language_of(model, np.concatenate(everything))
    task = "transcribe" if spoken == order["wanted"] else "translate"
    if spoken is None:
        return {"fault": "language_unsure", "spoken": None}
    if spoken not in model.supported_languages:
        return {"fault": "language_unknown", "spoken": spoken}
    if task == "translate" and order["wanted"] != "en":
        return {"fault": "language_other", "spoken": spoken}
    for number, found in enumerate(voices):
        for at, voice in found:
            for stretch in heard(model, voice, at, spoken, task):
                say({"part": number, **stretch})
        say({"done": number})
    return {"spoken": spoken, "task": task}


def voices_of(part: Any) -> list[tuple[float, Any]]:
    """Where somebody speaks: each piece with the second at which it begins. They are heard apart, so that no word
    reaches from one over to the next."""
    found = get_speech_timestamps(part, VOICE, sampling_rate=RATE)
    return [(voice["start"] / RATE, part[voice["start"] : voice["end"]]) for voice in found]


def language_of(model: Any, voices: Any) -> str | None:
    """What is spoken; None where the model is not sure. A model of English alone knows no other."""
    if not model.model.is_multilingual:
        return "en"
    found, probability, _ = model.detect_language(voices, language_detection_segments=LANGUAGE_WINDOWS)
    return str(found) if probability >= SURE else None


def heard(model: Any, voice: Any, at: float, spoken: str, task: str) -> Iterator[dict[str, Any]]:
    """What is said from second `at` on. Without chance (temperature 0), and each window for itself, so that none
    misleads the next; whether it is to be believed is for the caller to say."""
    stretches, _ = model.transcribe(
        voice,
        language=spoken,
        task=task,
        beam_size=BEAMS,
        temperature=0.0,
        compression_ratio_threshold=None,
        log_prob_threshold=None,
        no_speech_threshold=None,
        condition_on_previous_text=False,
        word_timestamps=True,
    )
    try:
        for stretch in stretches:
            yield {
                "words": [[at + float(word.start), at + float(word.end), word.word] for word in stretch.words],
                "noSpeech": float(stretch.no_speech_prob),
                "logProbability": float(stretch.avg_logprob),
                "compression": float(stretch.compression_ratio),
            }
    except IndexError:  # faster-whisper 1.2.1 fails on a rest of under 20 ms, in which nothing can be said
        return


if __name__ == "__main__":
    main()
