"""From what is said in a film to the captions of its trailers, and the model that writes it down."""

from __future__ import annotations

import contextlib
import json
import os
import re
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from scipy.io import wavfile
from scipy.signal import resample_poly

from personalizedTrailer.cli import main
from personalizedTrailer.cli.doctor import look
from personalizedTrailer.errors import Cancelled
from personalizedTrailer.media import speech
from personalizedTrailer.media.speech import RATE, write_down
from tests import sounds, stand_in_transcriber
from tests.conftest import MakeFilm
from tests.media import planned
from tests.servers import folders

FOOTAGE = Path(os.environ.get("FOOTAGE_DIR") or Path(__file__).resolve().parents[3] / "shared" / "footage")
MODEL = os.environ.get("SPEECH_MODEL")
"""Read before the tests take all settings out of the environment."""
WORDS = [
    (0.3 + 0.4 * number + 0.9 * (number // 5), 0.6 + 0.4 * number + 0.9 * (number // 5)) for number in range(60)
]
SECONDS = 36
Model = Callable[[bool], Path]


@pytest.fixture(scope="module")
def film(make_film: MakeFilm, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """36 s in which sixty words are said, in tones."""
    folder = tmp_path_factory.mktemp("spoken")
    sound, out = folder / "sound.wav", folder / "film.mkv"
    wavfile.write(sound, 48_000, stand_in_transcriber.tones(WORDS, SECONDS, 48_000))
    picture = make_film(seconds=SECONDS, size="160x90", audio=False, extension="mkv")
    with av.open(str(picture)) as pictures, av.open(str(sound)) as tones, av.open(str(out), "w") as film:
        shown = film.add_stream_from_template(pictures.streams.video[0])
        heard = film.add_stream("flac", rate=48_000, layout="mono")
        heard.metadata["language"] = "eng"
        for packet in pictures.demux(video=0):
            if packet.dts is not None:
                packet.stream = shown
                film.mux(packet)
        for frame in tones.decode(audio=0):
            film.mux(heard.encode(frame))
        film.mux(heard.encode(None))
    return out


def generate(
    film: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any, *options: str, **env: str
) -> Any:
    for name, value in {**folders(folder), **env}.items():
        monkeypatch.setenv(name, value)
    args = [str(film), "--profile", "family_viewer", "--duration", "8", "--output", str(folder / "made"), "--json"]
    assert main(["generate", *args]) == 0
    return json.loads(capsys.readouterr().out)


def cues_of(job: Any, trailer: planned.Planned) -> list[tuple[float, float, list[int]]]:
    """Start, end and numbers of the words of each cue of a trailer's file."""
    pysubs2 = pytest.importorskip("pysubs2")
    webvtt = pytest.importorskip("webvtt")
    name = "master" if trailer.name == "primary" else trailer.name
    path = job["deliverables"][f"subtitles_{name}_en"]["path"]
    events = list(pysubs2.load(path, encoding="utf-8"))
    assert [caption.text for caption in webvtt.read(path).captions] == [event.plaintext for event in events]
    return [
        (event.start / 1000, event.end / 1000, [int(n) for n in re.findall(r"word(\d+)", event.plaintext)])
        for event in events
    ]


def test_every_word_is_shown_while_it_is_heard(
    film: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(speech, "TRANSCRIBER", Path(stand_in_transcriber.__file__))
    monkeypatch.setattr(speech, "why_not", lambda _: None)
    job = generate(film, tmp_path, monkeypatch, capsys, SPEECH_MODEL=str(tmp_path / "tones"))
    told = job["providers"]["captions"]
    assert (told["mode"], told["track"], told["model"]) == ("speech", "stream 1 (eng)", "tones")
    assert "fallbackReason" not in told and told["milliseconds"] > 0 and 0 < told["heardSeconds"] <= SECONDS
    assert job["providers"]["audio"]["track"] == "stream 1 (eng)"
    shown = 0
    for trailer in planned.read_all(job):
        cues = cues_of(job, trailer)
        for number, (start, end) in enumerate(WORDS):
            spans = [(trailer.second(clip.source), trailer.second(clip.source_end), clip) for clip in trailer.clips]
            inside = [(min(end, last) - max(start, first), clip) for first, last, clip in spans]
            heard = max(part for part, _ in inside) / (end - start)
            showing = [cue for cue in cues if number in cue[2]]
            # A word counts when half of it lies in a clip; the stand-in hears its edges to within two hops.
            if heard > 0.6:
                clip = max(inside, key=lambda one: one[0])[1]
                at = start + trailer.second(clip.at) - trailer.second(clip.source)
                blended = max(one.blend for one in trailer.clips) / float(trailer.rate)
                assert showing, f"{trailer.name}: word {number} is not shown"
                assert any(
                    first < at + (end - start) + blended and last > at - blended for first, last, _ in showing
                )
                shown += 1
            elif heard < 0.4 and sum(max(0, part) for part, _ in inside) < 0.4 * (end - start):
                assert not showing, f"{trailer.name}: word {number} is not in any clip"
    assert shown >= 20


def test_a_job_without_its_model_says_so(
    make_film: MakeFilm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    film, nowhere = make_film(seconds=4, size="160x90"), tmp_path / "nowhere"
    job = generate(film, tmp_path, monkeypatch, capsys, SPEECH_MODEL=str(nowhere))
    told, said = job["providers"]["captions"], "SPEECH_MODEL names no folder."
    assert (told["mode"], told["track"], told["fallbackReason"]) == ("generated", None, said)
    warnings = {warning["code"]: warning["message"] for warning in job["warnings"]}
    assert warnings["captions_not_transcribed"] == f"{said} Lines on the scenes were written."
    assert f"captions_not_transcribed: {said}" in (tmp_path / "service.log").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Model:
    """`model(multilingual)`: a model of random weights, for the real faster-whisper."""
    pytest.importorskip("faster_whisper", reason="pip install -r requirements-speech.txt")
    from tests.whisper_model import build

    base = tmp_path_factory.mktemp("models")

    def made(multilingual: bool) -> Path:
        folder = base / ("many" if multilingual else "one")
        return folder if folder.exists() else build(folder, multilingual=multilingual)

    return made


@pytest.fixture(scope="module")
def voice(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[int]]:
    """Two parts of 5 s, in which something like a voice is heard, and 2 s of silence."""
    said = sounds.words([(0.5, 1.1), (1.2, 1.9), (2.4, 3.2), (3.3, 3.8)], 5)
    part = np.asarray(resample_poly(said, 1, 3), np.float32)
    path = tmp_path_factory.mktemp("voice") / "voice.f32"
    np.concatenate([part, part, np.zeros(2 * RATE, np.float32)]).tofile(path)
    return path, [len(part), len(part), 2 * RATE]


def test_a_model_is_loaded_and_hears_parts_apart(model: Model, voice: tuple[Path, list[int]]) -> None:
    reports: list[float] = []
    path, parts = voice
    first = write_down(model(False), path, parts, None, "en", 2, reports.append)
    assert first.reason is None and first.spoken == "en" and not first.is_translated
    assert reports == [pytest.approx(number / 3) for number in (1, 2, 3)]
    assert {stretch.part for stretch in first.stretches} == {0, 1}
    for stretch in first.stretches:
        assert all(0 <= word.start <= word.end <= 5.1 for word in stretch.words)
        assert 0 <= stretch.no_speech <= 1 and stretch.log_probability < 0 < stretch.compression
    assert first == write_down(model(False), path, parts, None, "en", 2, reports.append)


@pytest.mark.parametrize(
    ("multilingual", "spoken", "wanted", "reason", "is_translated"),
    [
        (True, "de", "en", None, True),
        (True, "de", "de", None, False),
        (True, "de", "fr", "The film speaks another language (de) than the captions", False),
        (True, None, "en", "The language that is spoken in the film could not be made out.", False),
        (False, "de", "en", "The model of SPEECH_MODEL does not know the language that is spoken", False),
        (False, None, "fr", "The film speaks another language (en) than the captions", False),
    ],
)
def test_languages(
    multilingual: bool,
    spoken: str | None,
    wanted: str,
    reason: str | None,
    is_translated: bool,
    model: Model,
    voice: tuple[Path, list[int]],
) -> None:
    path, parts = voice
    found = write_down(model(multilingual), path, parts, spoken, wanted, 2, lambda _: None)
    assert found.is_translated is is_translated
    assert found.reason is None if reason is None else (found.reason or "").startswith(reason)


def test_where_nobody_speaks_nothing_is_asked(model: Model, tmp_path: Path) -> None:
    path = tmp_path / "silence.f32"
    np.zeros(3 * RATE, np.float32).tofile(path)
    found = write_down(model(True), path, [3 * RATE], None, "en", 2, lambda _: None)
    assert (found.stretches, found.spoken, found.reason) == ((), None, None)


def test_cancelling_ends_the_model_within_a_second(model: Model, tmp_path: Path) -> None:
    said = sounds.words([(0.2 + n, 0.9 + n) for n in range(300)], 300)
    path = tmp_path / "long.f32"
    long = np.asarray(resample_poly(said, 1, 3), np.float32)
    long.tofile(path)
    stop, told = threading.Event(), []

    def asked() -> bool:
        if stop.is_set() and not told:
            told.append(time.monotonic())
        return stop.is_set()

    with pytest.raises(Cancelled):  # as soon as the first of ten parts is written down, so in the midst of the work
        write_down(model(True), path, [len(long) // 10] * 10, "en", "en", 1, lambda _: stop.set(), asked)
    assert time.monotonic() - told[0] < 1
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        with contextlib.suppress(OSError):  # another process that ends meanwhile
            assert str(path).encode() not in command.read_bytes()


def test_a_model_that_is_broken_is_a_reason(
    model: Model, voice: tuple[Path, list[int]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for file in model(False).iterdir():
        (tmp_path / file.name).write_bytes(file.read_bytes())
    whole = (tmp_path / "model.bin").read_bytes()
    (tmp_path / "model.bin").write_bytes(whole[: len(whole) // 2])
    said = "The model of SPEECH_MODEL cannot be used; the log says why."
    assert write_down(tmp_path, voice[0], voice[1], "en", "en", 2, lambda _: None).reason == said
    monkeypatch.setenv("SPEECH_MODEL", str(tmp_path))
    found = {finding.what: finding for finding in look()}["speech"]
    assert (found.state, found.detail) == ("problem", said)


def test_doctor_loads_the_model(model: Model, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPEECH_MODEL", str(model(True)))
    found = {finding.what: finding for finding in look()}["speech"]
    assert (found.state, found.detail) == ("ok", "the model many knows many languages")


@pytest.mark.footage
@pytest.mark.slow
@pytest.mark.skipif(not FOOTAGE.is_dir(), reason="the folder of real clips is not here")
@pytest.mark.skipif(not MODEL, reason="SPEECH_MODEL names no folder with a real Whisper model for CTranslate2")
def test_a_real_model_makes_out_a_real_speech(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of the words that are heard in the trailers (as another recogniser timed them) two thirds are on screen."""
    pytest.importorskip("faster_whisper", reason="pip install -r requirements-speech.txt")
    source = FOOTAGE / "speech_manifesto_88s.mp4"
    told = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    words = [(word["start"], word["end"], word["word"]) for said in told for word in said["words"]]
    job = generate(source, tmp_path, monkeypatch, capsys, SPEECH_MODEL=str(MODEL))
    assert job["providers"]["captions"]["mode"] == "speech"
    found = [shown for trailer in planned.read_all(job) for shown in _on_screen(job, trailer, words)]
    print(f"{sum(found)} of {len(found)} words are on screen")
    assert len(found) >= 50 and sum(found) / len(found) >= 2 / 3


def _on_screen(job: Any, trailer: planned.Planned, words: list[tuple[float, float, str]]) -> Iterator[bool]:
    """For each word that is heard in a trailer, whether a cue that stands about then has it."""
    pysubs2 = pytest.importorskip("pysubs2")
    name = "master" if trailer.name == "primary" else trailer.name
    cues = list(pysubs2.load(job["deliverables"][f"subtitles_{name}_en"]["path"], encoding="utf-8"))
    for start, end, word in words:
        for clip in trailer.clips:
            inside = min(end, trailer.second(clip.source_end)) - max(start, trailer.second(clip.source))
            if inside >= 0.75 * (end - start):
                at = start + trailer.second(clip.at) - trailer.second(clip.source)
                near = [cue for cue in cues if cue.start / 1000 < at + 1 and cue.end / 1000 > at - 0.5]
                yield any(word in re.findall(r"[a-z']+", cue.plaintext.lower()) for cue in near)
