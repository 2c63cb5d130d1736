"""Which sound and which captions are taken, by their tags: as given, and as read from real files."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from personalizedTrailer import settings
from personalizedTrailer.deliverables.captions_track import choose_track
from personalizedTrailer.deliverables.languages import language_of
from personalizedTrailer.deliverables.tracks import as_provider, audio_choice, choose_audio, track_name
from personalizedTrailer.media import ffmpeg
from personalizedTrailer.media.probe import probe
from personalizedTrailer.model import AudioStream, MediaInfo, SubtitleStream
from tests.unit.media_samples import MEDIA


def sound(*tracks: tuple[str | None, bool, str | None]) -> MediaInfo:
    """Tracks as (tag, default, role), numbered from 1."""
    made = [
        AudioStream(n, "aac", 2, 48_000, tag, default, role) for n, (tag, default, role) in enumerate(tracks, 1)
    ]
    return replace(MEDIA, audio=tuple(made))


@pytest.mark.parametrize(
    ("language", "tags"),
    [
        ("en", ("en", "eng", "en-US", "EN-gb", "English")),
        ("es", ("es", "spa", "es-419", "es_MX")),
        ("fr", ("fr", "fra", "fre", "fr-CA")),
        ("hi", ("hi", "hin", "hi-IN")),
        ("de", ("de", "deu", "ger", "de-AT")),
        ("ja", ("ja", "jpn", "ja-JP")),
    ],
)
def test_every_form_of_a_tag_is_understood(language: str, tags: tuple[str, ...]) -> None:
    for tag in tags:
        assert language_of(tag) == language
        found = choose_audio(sound(("ita", True, None), (tag, False, None)), language)
        assert found is not None and found.index == 2, tag


@pytest.mark.parametrize("tag", [None, "", "und", "mul", "zxx", "qaa"])
def test_a_tag_that_names_no_language(tag: str | None) -> None:
    assert language_of(tag) is None


@pytest.mark.parametrize(
    ("tracks", "taken", "reason", "falls_back"),
    [
        ((("eng", False, None), ("eng", True, None)), 2, "it is tagged eng", False),
        ((("fra", False, None), ("deu", True, None)), 2, "it is the default one", True),
        ((("fra", False, None), ("deu", False, None)), 1, "it is the first one", True),
        ((("fra", False, None), (None, True, None)), 2, "it is the default one", False),
        ((("eng", True, "commentary"), ("eng", False, None)), 2, "it is tagged eng", False),
        ((("eng", True, "descriptions"), ("fra", False, None)), 2, "it is the first one", True),
        ((("eng", False, "hearing_impaired"), ("fra", True, None)), 2, "it is the default one", True),
        ((("eng", False, "commentary"), ("fra", True, "descriptions")), 1, "it is tagged eng", True),
        (((None, True, None),), 1, "it is the only one", False),
        ((("jpn", True, None),), 1, "it is the only one", True),
        ((("eng", False, None),), 1, "it is the only one", False),
    ],
)
def test_the_sound_of_an_english_trailer(
    tracks: tuple[tuple[str | None, bool, str | None], ...], taken: int, reason: str, falls_back: bool
) -> None:
    choice = audio_choice(sound(*tracks), "en")
    told = as_provider(choice)
    assert choice.track is not None and choice.track.index == taken
    assert (told.mode, told.details["track"], told.details["reason"]) == (
        "source",
        track_name(choice.track),
        reason,
    )
    assert ("fallbackReason" in told.details) is (choice.fallback_reason is not None) is falls_back


def test_a_film_without_sound_says_so() -> None:
    told = as_provider(audio_choice(MEDIA, "en"))
    assert (told.mode, told.details) == ("silent", {"track": "silent", "reason": "the film has no sound"})


def test_captions_of_the_whole_dialogue_go_first() -> None:
    forced = SubtitleStream(3, "subrip", "eng", True, True, is_partial=True)
    whole = SubtitleStream(4, "subrip", "eng", False, True)
    assert choose_track([forced, whole], "en") == whole
    assert choose_track([forced], "en") == forced


TRACKS = (
    ("language=eng", "title=Director's Commentary", "default"),
    ("language=eng", "title=Main", "0"),
    ("language=ger", "title=Hörfilm", "0"),
    ("language=fre", "title=VF", "visual_impaired"),
    ("language=hin", "title=Commentary by nobody", "hearing_impaired"),
    ("language=jpn", "title=5.1", "0"),
)


def test_what_a_film_says_of_its_tracks(tmp_path: Path) -> None:
    film, tool = tmp_path / "film.mkv", ffmpeg.find(settings.load()).path
    args = ["-f", "lavfi", "-i", "testsrc=d=2:s=160x90:r=10", "-f", "lavfi", "-i", "sine=d=2"]
    args += ["-map", "0:v", *["-map", "1:a"] * len(TRACKS), "-c:v", "libx264", "-c:a", "aac", "-pix_fmt", "yuv420p"]
    for number, (language, title, disposition) in enumerate(TRACKS):
        args += [f"-metadata:s:a:{number}", language, f"-metadata:s:a:{number}", title]
        args += [f"-disposition:a:{number}", disposition]
    subprocess.run([tool, "-v", "error", *args, str(film)], check=True, timeout=60)
    media = probe(film, settings.load(), quick=True)
    roles = ["commentary", None, "descriptions", "descriptions", "hearing_impaired", None]
    assert [track.role for track in media.audio] == roles
    assert track_name(choose_audio(media, "en")) == "stream 2 (eng)"
    assert track_name(choose_audio(media, "ja")) == "stream 6 (jpn)"
    choice = audio_choice(media, "de")
    assert track_name(choice.track) == "stream 2 (eng)"
    assert choice.fallback_reason == "The film has no sound that is tagged de; stream 2 (eng) was taken."
