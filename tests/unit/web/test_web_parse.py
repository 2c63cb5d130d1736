"""The fields of POST /generate: defaults, every sentence, and the order of the checks."""

from __future__ import annotations

import pytest

from personalizedTrailer.editing.profiles import PRESETS
from personalizedTrailer.errors import InvalidField, InvalidFileType, UnknownProfile, VideoRequired
from personalizedTrailer.web.parse import TEXT_FIELDS, Choices, check_early, durations, job_request, video_name

ALLOWED = Choices({profile.id: profile for profile in PRESETS}, ("mock",), "mock", 90)
GOOD = {"profile_id": "family_viewer"}


def test_defaults() -> None:
    request = job_request("a.MKV", GOOD, ALLOWED)
    assert request.extension == "mkv"
    assert (request.target_language, request.subtitle_language) == ("en", "en")
    assert (request.max_duration, request.output_format) == (60, "mp4")
    assert request.include_captions and request.include_storyboard
    assert request.mode == "mock"


def test_default_length_is_within_the_longest() -> None:
    allowed = Choices(ALLOWED.profiles, ("mock",), "mock", 20)
    assert job_request("a.mp4", GOOD, allowed).max_duration == 20
    assert durations(20) == [15]
    assert durations(10) == [10]


def test_subtitles_follow_the_language_of_the_sound() -> None:
    assert job_request("a.mp4", GOOD | {"target_language": "FR"}, ALLOWED).subtitle_language == "fr"
    both = GOOD | {"target_language": "fr", "subtitle_language": "de"}
    assert job_request("a.mp4", both, ALLOWED).subtitle_language == "de"


@pytest.mark.parametrize("field", TEXT_FIELDS[1:])
@pytest.mark.parametrize("nothing", ["", "  ", "\t"])
def test_an_empty_field_counts_as_absent(field: str, nothing: str) -> None:
    assert job_request("a.mp4", GOOD | {field: nothing}, ALLOWED) == job_request("a.mp4", GOOD, ALLOWED)


@pytest.mark.parametrize(
    ("field", "value", "attribute", "meant"),
    [
        ("max_duration", "5", "max_duration", 5),
        ("max_duration", " 90 ", "max_duration", 90),
        ("max_duration", "007", "max_duration", 7),
        ("output_format", "MOV", "output_format", "mov"),
        ("target_language", "Ja", "target_language", "ja"),
        ("mode", "MOCK", "mode", "mock"),
        *[("include_captions", yes, "include_captions", True) for yes in ("true", "1", "YES", "On")],
        *[("include_captions", no, "include_captions", False) for no in ("false", "0", "No", "OFF")],
        *[("include_storyboard", no, "include_storyboard", False) for no in ("false", "0", "no", "off")],
    ],
)
def test_accepted_values(field: str, value: str, attribute: str, meant: object) -> None:
    assert getattr(job_request("a.mp4", GOOD | {field: value}, ALLOWED), attribute) == meant


LANGUAGES = "en, es, fr, hi, de or ja"
FLAGS = "true, false, 1, 0, yes, no, on or off"


@pytest.mark.parametrize(
    ("field", "value", "allowed"),
    [
        ("target_language", "xx", LANGUAGES),
        ("target_language", "en-US", LANGUAGES),
        ("subtitle_language", "english", LANGUAGES),
        *[
            ("max_duration", value, "a whole number of seconds from 5 to 90")
            for value in ("4", "91", "-5", "+60", "60.0", "1e1", "sixty", "0x10", "６０", "5,0", "9" * 30, "NaN")
        ],
        ("output_format", "avi", "mp4 or mov"),
        ("include_captions", "maybe", FLAGS),
        ("include_storyboard", "2", FLAGS),
        ("mode", "aws", "mock"),
        ("mode", "local", "mock"),
    ],
)
def test_refused_values_are_named_with_what_is_allowed(field: str, value: str, allowed: str) -> None:
    with pytest.raises(InvalidField) as caught:
        job_request("a.mp4", GOOD | {field: value}, ALLOWED)
    assert caught.value.sentence == f"{field} “{value}” is not allowed: {allowed}."
    assert caught.value.field == field


def test_a_hostile_value_is_quoted_short_and_on_one_line() -> None:
    with pytest.raises(InvalidField) as caught:
        job_request("a.mp4", GOOD | {"mode": "a\r\nb\u202e" + "x" * 500}, ALLOWED)
    sentence = caught.value.sentence
    assert len(sentence) < 120 and "\n" not in sentence and "\u202e" not in sentence


@pytest.mark.parametrize("profile", ["", " ", "nobody", "ACTION_ENTHUSIAST", "action_enthusiast\x00"])
def test_unknown_profiles(profile: str) -> None:
    with pytest.raises(UnknownProfile, match=r"^Unknown profile selection\.$"):
        job_request("a.mp4", {"profile_id": profile}, ALLOWED)


def test_a_configured_mode_that_cannot_run_is_refused_unless_another_is_named() -> None:
    allowed = Choices(ALLOWED.profiles, ("mock",), "aws", 90)
    with pytest.raises(InvalidField, match="mode “aws” is not allowed: mock"):
        job_request("a.mp4", GOOD, allowed)
    assert job_request("a.mp4", GOOD | {"mode": "mock"}, allowed).mode == "mock"


def test_the_profile_comes_before_the_fields_and_these_in_table_order() -> None:
    wrong = {name: "?" for name in TEXT_FIELDS}
    with pytest.raises(UnknownProfile):
        job_request("a.mp4", wrong, ALLOWED)
    wrong |= GOOD
    for name in TEXT_FIELDS[1:]:
        with pytest.raises(InvalidField) as caught:
            job_request("a.mp4", wrong, ALLOWED)
        assert caught.value.field == name
        del wrong[name]


def test_early_check_waits_for_the_profile() -> None:
    check_early({"max_duration": "?"}, ALLOWED)
    with pytest.raises(UnknownProfile):
        check_early({"max_duration": "?", "profile_id": "nobody"}, ALLOWED)
    with pytest.raises(InvalidField):
        check_early({"max_duration": "?", **GOOD}, ALLOWED)


@pytest.mark.parametrize("name", ["", "   ", "\r\n", "\u202e\u200b"])
def test_a_nameless_film_is_no_film(name: str) -> None:
    with pytest.raises(VideoRequired, match=r"^Video file is required\.$"):
        video_name(name)


@pytest.mark.parametrize("name", ["film.txt", "film", "mp4", "film.mp4.exe", "film.", "../../etc/passwd", "C:\\x"])
def test_other_file_types(name: str) -> None:
    with pytest.raises(InvalidFileType) as caught:
        video_name(name)
    assert caught.value.sentence.endswith("allowed are mp4, mov, mkv, avi and webm.")
    assert caught.value.field == "video"


@pytest.mark.parametrize("extension", ["mp4", "MOV", "mKv", "Avi", "WEBM"])
def test_accepted_file_types_in_any_case(extension: str) -> None:
    assert job_request(video_name(f"a b.{extension}"), GOOD, ALLOWED).extension == extension.lower()
