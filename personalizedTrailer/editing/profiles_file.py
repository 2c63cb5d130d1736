"""Reads the text of a custom profiles file: a list of profiles, or {"profiles": [...]}.

An entry gives either documented form, or both; the other one is derived:
{"id", "label", "summary", "preferences": {"dominantEmotions", "foregroundTags", "audioStyle"}} and
{"id", "label", "summary", "preferredEmotions", "preferredTags", "emotionWeight", "tagWeight"};
"clipSeconds" is optional.
"""

from __future__ import annotations

import math
import re
import unicodedata

from personalizedTrailer.editing.located_json import JsonFault, Node, read
from personalizedTrailer.editing.presets import PRESETS
from personalizedTrailer.errors import ProfilesFileError
from personalizedTrailer.model import Profile

MOST_CHARACTERS = 1_000_000
MOST_PROFILES = 200
MOST_WORDS = 100
LONGEST_LABEL = 100
LONGEST_SUMMARY = 500
LARGEST_WEIGHT = 100.0
CLIP_SECONDS = (0.5, 20.0)
CLIP_SECONDS_BY_DEFAULT = 3.0
AUDIO_STYLE_BY_DEFAULT = "orchestral-hybrid"
_ID = re.compile(r"[a-z0-9_]{1,64}")
_UNSHOWABLE = ("Cc", "Cs")
"""Control characters and halves of surrogate pairs."""
_PREFERENCE_KEYS = ("dominantEmotions", "foregroundTags", "audioStyle")
_KEYS = (
    "id", "label", "summary", "preferences", "preferredEmotions", "preferredTags", "emotionWeight", "tagWeight",
    "clipSeconds",
)  # fmt: skip


def parse_profiles(text: str, source_name: str) -> tuple[Profile, ...]:
    """The profiles in `text`, in its order.

    Raises ProfilesFileError, whose sentence names `source_name`, the line, the fault and what is allowed.
    """
    try:
        if len(text) > MOST_CHARACTERS:
            raise JsonFault(1, f"the file is too long; at most {MOST_CHARACTERS} characters are allowed")
        return _profiles(read(text))
    except JsonFault as fault:
        raise ProfilesFileError(f"{source_name}, line {fault.line}: {fault.what}.") from None


def _profiles(root: Node) -> tuple[Profile, ...]:
    if root.fields is not None:
        _check_keys(root, ("profiles",), "the file")
        root = root.fields.get("profiles", root)
    if root.items is None:
        raise JsonFault(root.line, 'the file must hold a list of profiles, or {"profiles": [...]}')
    if len(root.items) > MOST_PROFILES:
        line = root.items[MOST_PROFILES].line
        raise JsonFault(line, f"there are {len(root.items)} profiles; at most {MOST_PROFILES} are allowed")
    taken = {preset.id: "a preset" for preset in PRESETS}
    profiles: list[Profile] = []
    for item in root.items:
        profile = _profile(item, taken)
        taken[profile.id] = f"the profile on line {item.line}"
        profiles.append(profile)
    return tuple(profiles)


def _profile(node: Node, taken: dict[str, str]) -> Profile:
    if node.fields is None:
        raise JsonFault(node.line, f"a profile must be an object, not {node.kind}")
    _check_keys(node, _KEYS, "a profile")
    id_ = _id(node, taken)
    label = _text(node, "label", LONGEST_LABEL, required=True)
    preferences = node.fields.get("preferences", Node(node.line, fields={}))
    if preferences.fields is None:
        raise JsonFault(preferences.line, f'"preferences" must be an object, not {preferences.kind}')
    _check_keys(preferences, _PREFERENCE_KEYS, '"preferences"')
    dominant, foreground = _words(preferences, "dominantEmotions"), _words(preferences, "foregroundTags")
    emotions, tags = _words(node, "preferredEmotions"), _words(node, "preferredTags")
    if not (dominant or foreground or emotions or tags):
        raise JsonFault(node.line, f"the profile {id_!r} prefers nothing; give at least one emotion or tag")
    return Profile(
        id=id_,
        label=label,
        summary=_text(node, "summary", LONGEST_SUMMARY),
        dominant_emotions=dominant or tuple(word.title() for word in emotions),
        foreground_tags=foreground or tuple(word.title() for word in tags),
        audio_style=_text(preferences, "audioStyle", LONGEST_LABEL) or AUDIO_STYLE_BY_DEFAULT,
        preferred_emotions=emotions or tuple(word.lower() for word in dominant),
        preferred_tags=tags or tuple(word.lower() for word in foreground),
        emotion_weight=_number(node, "emotionWeight", 0.0, LARGEST_WEIGHT, 1.0),
        tag_weight=_number(node, "tagWeight", 0.0, LARGEST_WEIGHT, 1.0),
        clip_seconds=_number(node, "clipSeconds", *CLIP_SECONDS, CLIP_SECONDS_BY_DEFAULT),
    )


def _check_keys(node: Node, allowed: tuple[str, ...], what: str) -> None:
    for key in node.fields or {}:
        if key not in allowed:
            names = ", ".join(allowed)
            raise JsonFault(node.key_lines[key], f"{what} has the unknown key {_shown(key)}; allowed are {names}")


def _id(node: Node, taken: dict[str, str]) -> str:
    id_ = _text(node, "id", 1000, required=True)
    line = _field(node, "id").line
    if not _ID.fullmatch(id_):
        raise JsonFault(line, f"the id {_shown(id_)} is not allowed; use 1 to 64 of the characters a-z, 0-9 and _")
    if id_ in taken:
        raise JsonFault(line, f"the id {id_!r} is already that of {taken[id_]}; every id must be its own")
    return id_


def _field(node: Node, key: str) -> Node:
    return (node.fields or {}).get(key, Node(node.line))


def _text(node: Node, key: str, longest: int, *, required: bool = False) -> str:
    value = _field(node, key)
    if key not in (node.fields or {}):
        if required:
            raise JsonFault(node.line, f'a profile lacks "{key}", which must be text')
        return ""
    text = _checked_text(value, f'"{key}"', longest)
    if required and not text:
        raise JsonFault(value.line, f'"{key}" is empty; it must be text')
    return text


def _checked_text(value: Node, name: str, longest: int) -> str:
    if not isinstance(value.plain, str):
        raise JsonFault(value.line, f"{name} must be text, not {value.kind}")
    text = value.plain.strip()
    if any(unicodedata.category(character) in _UNSHOWABLE for character in text):
        raise JsonFault(value.line, f"{name} holds characters that cannot be shown; use printable text")
    if len(text) > longest:
        raise JsonFault(value.line, f"{name} has {len(text)} characters; at most {longest} are allowed")
    return text


def _words(node: Node, key: str) -> tuple[str, ...]:
    """The list of words under `key`, each once; none where the key is absent."""
    if key not in (node.fields or {}):
        return ()
    value = _field(node, key)
    if value.items is None:
        raise JsonFault(value.line, f'"{key}" must be a list of texts, not {value.kind}')
    if len(value.items) > MOST_WORDS:
        raise JsonFault(value.line, f'"{key}" has {len(value.items)} entries; at most {MOST_WORDS} are allowed')
    words = [_checked_text(item, f'each entry of "{key}"', LONGEST_LABEL) for item in value.items]
    if "" in words:
        raise JsonFault(value.items[words.index("")].line, f'an entry of "{key}" is empty; it must be text')
    return tuple(dict.fromkeys(words))


def _number(node: Node, key: str, least: float, most: float, default: float) -> float:
    if key not in (node.fields or {}):
        return default
    value = _field(node, key)
    plain = value.plain
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        raise JsonFault(value.line, f'"{key}" must be a number from {least:g} to {most:g}, not {value.kind}')
    if not (math.isfinite(plain) and least <= plain <= most):
        raise JsonFault(value.line, f'"{key}" is {plain:g}; it must be a number from {least:g} to {most:g}')
    return float(plain)


def _shown(text: str) -> str:
    return repr(text if len(text) <= 40 else text[:40] + "…")
