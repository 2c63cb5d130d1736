"""Which footage is listened to, what of the model's words is believed, and what the job says where there are none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from personalizedTrailer.deliverables import transcripts
from personalizedTrailer.deliverables.caption_files import write_captions
from personalizedTrailer.deliverables.captions_search import Search
from personalizedTrailer.deliverables.speech_doubt import believed
from personalizedTrailer.deliverables.transcripts import Listener, stretches_of, words_of
from personalizedTrailer.errors import CorruptFootage
from personalizedTrailer.media import speech
from personalizedTrailer.media.process import never
from personalizedTrailer.media.speech import HeardWord, Stretch, Written, why_not
from personalizedTrailer.model import Assembly, AudioStream, Clip, Span, Timeline, VariantSpec
from tests.unit.media_samples import MEDIA

VARIANT = VariantSpec("primary", "Primary", "", (Fraction(3, 10), Fraction(4, 10), Fraction(3, 10)))
RATE = Fraction(24)
SOUND = AudioStream(1, "aac", 2, 48_000, "eng", True)


def timeline(*clips: tuple[int, int]) -> Timeline:
    """Clips as seconds of the film; where they lie on the trailer does not matter here."""
    made = [Clip(1, Span(start * 24, end * 24), 0, "cut", 0, 0, 0, "") for start, end in clips]
    return Timeline(VARIANT, RATE, tuple(made))


def test_footage_is_heard_once_with_handles_inside_the_film() -> None:
    edits = [timeline((0, 4), (20, 24), (50, 60)), timeline((3, 8), (28, 30), (96, 100))]
    found = stretches_of(edits, Fraction(100))
    assert [(float(start), float(end)) for start, end in found] == [(0, 9), (19, 31), (49, 61), (95, 100)]


def test_stretches_that_are_not_near_stay_apart() -> None:
    found = stretches_of([timeline((10, 12), (17, 18), (24, 25))], Fraction(100))
    assert [(float(start), float(end)) for start, end in found] == [(9, 19), (23, 26)]


def stretch(text: str, *, part: int = 0, start: float = 1.0, **sure: float) -> Stretch:
    words = [HeardWord(start + n / 2, start + n / 2 + 0.4, " " + said) for n, said in enumerate(text.split())]
    told = {"no_speech": 0.1, "log_probability": -0.3, "compression": 1.5, **sure}
    return Stretch(part, tuple(words), **told)


@pytest.mark.parametrize(
    ("doubtful", "is_believed"),
    [
        (stretch("I am searching for someone."), True),
        (stretch("I am searching for someone.", log_probability=-1.1), False),
        (stretch("You", no_speech=0.72, log_probability=-0.97), False),
        (stretch("You there!", no_speech=0.72, log_probability=-0.3), True),
        (stretch("Come on! Come on!", compression=4.45), False),
        (stretch("No, no, no, no!"), True),
        (stretch("no no no no no no no"), False),
        (stretch("what is it " * 6), False),
        (stretch("Thank you for watching!"), False),
        (stretch("Untertitel der Amara.org-Community"), False),
        (stretch("ご視聴ありがとうございました"), False),
        (stretch("Thank you for coming."), True),
        (stretch("... ♪ ..."), False),
    ],
)
def test_what_is_believed(doubtful: Stretch, is_believed: bool) -> None:
    assert bool(believed([doubtful])) is is_believed


def test_a_line_said_over_and_over_is_an_invention() -> None:
    over = [stretch("Whoa!", start=n) for n in range(5)]
    others = [stretch("Stop it.", start=9), stretch("Whoa!", part=1)]
    assert believed([*over, *others]) == tuple(others)
    assert believed(over[:4]) == tuple(over[:4])


def test_words_stand_on_the_clock_of_the_film() -> None:
    words = words_of(
        [Stretch(1, (HeardWord(0.5, 0.5, " at"), HeardWord(0.52, 9.0, " last.")), 0, 0, 1)],
        [(Fraction(0), Fraction(5)), (Fraction(20), Fraction(24))],
    )
    assert [(float(one.start), float(one.end), one.text) for one in words] == [
        (20.5, 20.52, " at"),
        (20.52, 24.0, " last."),
    ]


def listener(folder: Path, **changes: Any) -> Listener:
    made = Listener(folder / "film", MEDIA, SOUND, folder / "base", folder, 1, 10, lambda _: None, never)
    return replace(made, **changes)


def silent(_: Listener, audio: AudioStream, stretches: Sequence[Any], out: Path) -> list[int]:
    out.touch()
    return [16_000 for _ in stretches]


@pytest.fixture
def usable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(speech, "why_not", lambda _: None)
    monkeypatch.setattr(Listener, "_prepare", silent)


@pytest.mark.usefixtures("usable")
def test_a_transcript_says_where_it_comes_from(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    asked: list[object] = []

    def write_down(_: Path, sound: Path, parts: Sequence[int], spoken: str, wanted: str, *rest: object) -> Written:
        asked.append((list(parts), spoken, wanted))
        return Written((stretch("I am searching for someone."),), "en", False)

    monkeypatch.setattr(transcripts.speech, "write_down", write_down)
    found = listener(tmp_path).transcribe([timeline((2, 4), (8, 9))], "en")
    assert asked == [([16_000], "en", "en")]
    assert (found.reason, found.words[0].text, found.words[0].start) == (None, " I", 2)
    assert found.facts.pop("milliseconds") in range(60_000)
    assert found.facts == {
        "track": "stream 1 (eng)",
        "model": "base",
        "heardSeconds": 9.0,
        "spokenLanguage": "en",
        "translated": False,
    }
    assert not list(tmp_path.iterdir())


@pytest.mark.usefixtures("usable")
@pytest.mark.parametrize(
    ("written", "reason"),
    [
        (Written(reason="The model of SPEECH_MODEL took too long."), "The model of SPEECH_MODEL took too long."),
        (Written((stretch("Thanks for watching!"),), "en"), "No word was made out in the trailers."),
        (Written((), None), "No word was made out in the trailers."),
    ],
)
def test_where_there_are_no_words_a_sentence_says_why(
    written: Written, reason: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(transcripts.speech, "write_down", lambda *_: written)
    found = listener(tmp_path).transcribe([timeline((2, 4))], "en")
    assert (found.words, found.reason) == ((), reason)


@pytest.mark.usefixtures("usable")
def test_sound_that_does_not_decode(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def torn(*_: object) -> list[int]:
        raise CorruptFootage("The film's sound cannot be decoded.")

    monkeypatch.setattr(Listener, "_prepare", torn)
    assert listener(tmp_path).transcribe([timeline((2, 4))], "en").reason == "The film's sound cannot be decoded."


@pytest.mark.usefixtures("usable")
@pytest.mark.parametrize(
    ("written", "mode", "reason"),
    [
        (Written((stretch("I am searching for someone."),), "en"), "speech", None),
        (Written((stretch("I am searching for someone."),), "de", True), "speech", None),
        (Written(spoken="en", reason="Whisper translates into English alone."), "generated", "Whisper translates"),
    ],
)
def test_the_job_says_where_its_captions_come_from(
    written: Written, mode: str, reason: str | None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(transcripts.speech, "write_down", lambda *_: written)
    edit = Assembly(timeline((2, 6)), (), "", "")
    search = Search("", tmp_path, MEDIA, (edit.timeline,), "en", "en", never, (listener(tmp_path),))
    made = write_captions(search, (edit,), (), "job", tmp_path)
    told = made.provider.details
    assert (made.provider.mode, told["language"], told["model"]) == (mode, "en", "base")
    assert told["track"] == ("stream 1 (eng)" if mode == "speech" else None)
    assert told["translated"] is written.is_translated and told["spokenLanguage"] == written.spoken
    assert str(told.get("fallbackReason", "")).startswith(reason or "")
    assert ("fallbackReason" in told) is (reason is not None)
    assert [warning.code for warning in made.warnings] == ["captions_not_transcribed"] * (reason is not None)
    text = made.made[0][0].read_text(encoding="utf-8")
    assert ("searching" in text) is (mode == "speech") and "-->" in text


def test_a_film_without_sound(tmp_path: Path) -> None:
    assert listener(tmp_path, audio=None).transcribe([timeline((2, 4))], "en").reason == "The film has no sound."


def test_what_is_wrong_with_a_folder_is_one_sentence(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert why_not(tmp_path / "nowhere") == "SPEECH_MODEL names no folder."
    (tmp_path / "model.bin").touch()
    (tmp_path / "vocabulary.txt").touch()
    said = (
        "The folder of SPEECH_MODEL holds no Whisper model for CTranslate2: it lacks config.json, tokenizer.json."
    )
    assert why_not(tmp_path) == said
    for name in ("config.json", "tokenizer.json"):
        (tmp_path / name).touch()
    monkeypatch.setattr(speech.importlib.util, "find_spec", lambda _: None)
    said = "The package faster-whisper is not installed: pip install -r requirements-speech.txt."
    assert why_not(tmp_path) == said
    assert listener(tmp_path, model=tmp_path).transcribe([timeline((2, 4))], "en").reason == said
