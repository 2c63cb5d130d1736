"""A caller's file name as text for display: it never names a file of ours."""

from __future__ import annotations

import unicodedata

LONGEST = 120
"""Characters of a display name."""


def display_name(raw: str) -> str:
    """NFC, without control and direction characters, at most LONGEST characters; the extension stays."""
    kept = "".join(character for character in raw if not _invisible(character))
    name = unicodedata.normalize("NFC", kept).strip()
    if len(name) <= LONGEST:
        return name
    stem, dot, extension = name.rpartition(".")
    if not dot or len(extension) > 8:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(extension) - 2]}….{extension}"


def extension_of(name: str) -> str:
    """Lower case, without the dot; empty where the name has none."""
    _, dot, extension = name.rpartition(".")
    return extension.strip().lower() if dot else ""


def quoted(value: str, longest: int = 60) -> str:
    """A caller's value inside one of our sentences: short, on one line."""
    text = display_name(value)
    return f"“{text if len(text) <= longest else text[: longest - 1] + '…'}”"


def _invisible(character: str) -> bool:
    # Cc: control; Cf: direction overrides, joiners, marks; Cs: lone surrogates, which JSON clients cannot read;
    # Zl, Zp: line and paragraph separators. The zero-width joiner stays: emoji and some scripts need it.
    return unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in "\u200d\u200c"
