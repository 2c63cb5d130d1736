"""The fields of POST /generate: in table order, with their defaults and a sentence for each that is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from personalizedTrailer.errors import InvalidField, InvalidFileType, UnknownProfile, VideoRequired
from personalizedTrailer.model import JobRequest, Profile
from personalizedTrailer.settings import Settings
from personalizedTrailer.settings_table import parse_flag
from personalizedTrailer.web.names import display_name, extension_of, quoted

EXTENSIONS = ("mp4", "mov", "mkv", "avi", "webm")
ALLOWED_EXTENSIONS = frozenset(EXTENSIONS)
LANGUAGES = ("en", "es", "fr", "hi", "de", "ja")
OUTPUT_FORMATS = ("mp4", "mov")
DURATIONS = (15, 30, 45, 60, 90)
SHORTEST_TRAILER = 5
"""Seconds."""
DEFAULT_DURATION = 60
FLAGS = ("true", "false", "1", "0", "yes", "no", "on", "off")
LONGEST_USER = 128
"""Characters of a viewer's name: Personalize takes 256."""
TEXT_FIELDS = (
    "profile_id",
    "target_language",
    "subtitle_language",
    "max_duration",
    "output_format",
    "include_captions",
    "include_storyboard",
    "mode",
    "user_id",
)
"""Every field but the film, in the order in which they are checked."""


@dataclass(frozen=True, slots=True)
class Choices:
    """What this service allows at the moment."""

    profiles: Mapping[str, Profile]
    modes: tuple[str, ...]
    default_mode: str
    longest: int
    """Seconds of trailer."""


@dataclass(frozen=True, slots=True)
class _Field:
    parse: Callable[[str], object]
    """Raises ValueError on a value that is not allowed."""
    allowed: str


def choices(settings: Settings, profiles: Sequence[Profile], modes: tuple[str, ...]) -> Choices:
    by_id = {profile.id: profile for profile in profiles}
    return Choices(by_id, modes, settings.mode, settings.max_trailer_duration)


def durations(longest: int) -> list[int]:
    """The lengths offered, in seconds; any whole number between the bounds is accepted."""
    return [length for length in DURATIONS if length <= longest] or [longest]


def parse_dry_run(text: str) -> bool:
    """Whether the request asks for an estimate alone; raises InvalidField."""
    try:
        return bool(text.strip()) and parse_flag(text)
    except ValueError:
        sentence = f"dry_run {quoted(text)} is not allowed: {_listed(FLAGS, 'or')}."
        raise InvalidField(sentence, field="dry_run") from None


def video_name(raw: str) -> str:
    """The display name of an upload; raises VideoRequired where it has none, InvalidFileType by its extension."""
    name = display_name(raw)
    if not name:
        raise VideoRequired(field="video")
    if extension_of(name) not in EXTENSIONS:
        raise InvalidFileType(
            f"video {quoted(name)} is not an accepted file type: allowed are {_listed(EXTENSIONS)}.",
            field="video",
        )
    return name


def check_early(form: Mapping[str, str], allowed: Choices) -> None:
    """Refuses what came before the film and is wrong already.

    The profile is checked before all other fields, so nothing is said while it may still come. Where the
    mode of the service cannot run, one that can has to be named by then.
    """
    if "profile_id" in form:
        _profile(form, allowed)
        _values(form, allowed)
        if allowed.default_mode not in allowed.modes and "mode" not in _given(form):
            sentence = f"mode is required here, before the film: {_listed(allowed.modes, 'or')}."
            raise InvalidField(sentence, field="mode")


def job_request(name: str, form: Mapping[str, str], allowed: Choices) -> JobRequest:
    """The whole request, checked; raises UnknownProfile, then InvalidField for the first field at fault."""
    profile = _profile(form, allowed)
    values = _values({"mode": allowed.default_mode} | _given(form), allowed)
    language = values.get("target_language") or "en"
    return JobRequest(
        source_name=name,
        extension=extension_of(name),
        profile=profile,
        target_language=str(language),
        subtitle_language=str(values.get("subtitle_language") or language),
        max_duration=_whole(values.get("max_duration"), min(DEFAULT_DURATION, allowed.longest)),
        output_format=str(values.get("output_format") or "mp4"),
        include_captions=values.get("include_captions") is not False,
        include_storyboard=values.get("include_storyboard") is not False,
        mode=str(values["mode"]),
        user_id=str(values["user_id"]) if "user_id" in values else None,
    )


def _whole(value: object, default: int) -> int:
    return value if isinstance(value, int) else default


def _profile(form: Mapping[str, str], allowed: Choices) -> Profile:
    profile = allowed.profiles.get(form.get("profile_id", "").strip())
    if profile is None:
        raise UnknownProfile(field="profile_id")
    return profile


def _values(form: Mapping[str, str], allowed: Choices) -> dict[str, object]:
    """The optional fields that were given, parsed; raises InvalidField for the first at fault."""
    fields, given = _table(allowed), _given(form)
    found: dict[str, object] = {}
    for name in TEXT_FIELDS[1:]:
        if text := given.get(name):
            try:
                found[name] = fields[name].parse(text)
            except ValueError:
                sentence = f"{name} {quoted(text)} is not allowed: {fields[name].allowed}."
                raise InvalidField(sentence, field=name) from None
    return found


def _given(form: Mapping[str, str]) -> dict[str, str]:
    """An empty field counts as absent."""
    return {name: text for name, value in form.items() if (text := value.strip())}


def _table(allowed: Choices) -> dict[str, _Field]:
    flag = _Field(parse_flag, _listed(FLAGS, "or"))
    language = _Field(_one_of(LANGUAGES), _listed(LANGUAGES, "or"))
    return {
        "target_language": language,
        "subtitle_language": language,
        "max_duration": _Field(
            _between(SHORTEST_TRAILER, allowed.longest),
            f"a whole number of seconds from {SHORTEST_TRAILER} to {allowed.longest}",
        ),
        "output_format": _Field(_one_of(OUTPUT_FORMATS), _listed(OUTPUT_FORMATS, "or")),
        "include_captions": flag,
        "include_storyboard": flag,
        "mode": _Field(_one_of(allowed.modes), _listed(allowed.modes, "or")),
        "user_id": _Field(_user, f"1 to {LONGEST_USER} letters, digits and . _ @ + - :"),
    }


def is_user(text: str) -> bool:
    """Whether it may be a viewer's name."""
    return re.fullmatch(rf"[A-Za-z0-9._@+:\-]{{1,{LONGEST_USER}}}", text) is not None


def _user(text: str) -> str:
    if not is_user(text):
        raise ValueError(text)
    return text


def _one_of(values: tuple[str, ...]) -> Callable[[str], str]:
    def parse(text: str) -> str:
        if text.lower() not in values:
            raise ValueError(text)
        return text.lower()

    return parse


def _between(low: int, high: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
            raise ValueError(text)
        return int(text)

    return parse


def _listed(values: Sequence[str], word: str = "and") -> str:
    return values[0] if len(values) == 1 else f"{', '.join(values[:-1])} {word} {values[-1]}"
