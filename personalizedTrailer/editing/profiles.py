"""Tastes: the presets, their wire forms, and the reader of a custom profiles file."""

from personalizedTrailer.editing.presets import (
    DEFAULT_PROFILES,
    PRESETS,
    PROFILE_PRESETS,
    default_form,
    preset_form,
)
from personalizedTrailer.editing.profiles_file import parse_profiles

__all__ = [
    "DEFAULT_PROFILES",
    "PRESETS",
    "PROFILE_PRESETS",
    "default_form",
    "parse_profiles",
    "preset_form",
]
