"""Which of a film's own text tracks to take: the language of a stream tag, and the choice."""

from __future__ import annotations

import re
from collections.abc import Iterable

from personalizedTrailer.model import SubtitleStream

_ALIASES = {
    "en": "eng english",
    "es": "spa spanish español castellano",
    "fr": "fra fre french français",
    "hi": "hin hindi हिन्दी हिंदी",
    "de": "deu ger german deutsch",
    "ja": "jpn jp japanese 日本語",
    "ar": "ara",
    "bn": "ben",
    "ca": "cat",
    "cs": "ces cze",
    "cy": "cym wel",
    "da": "dan",
    "el": "ell gre",
    "et": "est",
    "eu": "eus baq",
    "fa": "fas per",
    "fi": "fin",
    "gl": "glg",
    "gu": "guj",
    "he": "heb iw",
    "hr": "hrv scr",
    "hu": "hun",
    "id": "ind in",
    "is": "isl ice",
    "it": "ita",
    "kn": "kan",
    "ko": "kor",
    "lt": "lit",
    "lv": "lav",
    "mk": "mkd mac",
    "ml": "mal",
    "mr": "mar",
    "ms": "msa may",
    "nl": "nld dut",
    "no": "nor nob nno nb nn",
    "pa": "pan",
    "pl": "pol",
    "pt": "por pob",
    "ro": "ron rum mo",
    "ru": "rus",
    "sk": "slk slo",
    "sl": "slv",
    "sq": "sqi alb",
    "sr": "srp scc",
    "sv": "swe",
    "ta": "tam",
    "te": "tel",
    "th": "tha",
    "tl": "tgl fil",
    "tr": "tur",
    "uk": "ukr",
    "ur": "urd",
    "vi": "vie",
    "zh": "zho chi cmn yue",
}
"""ISO 639-1 code to its ISO 639-2 codes (terminology and bibliographic), retired codes and common names."""

_CODE_OF = {alias: code for code, aliases in _ALIASES.items() for alias in (code, *aliases.split())}
_UNTAGGED = frozenset({"", "und", "mis", "mul", "unk", "unknown"})


def language_of(tag: str | None) -> str | None:
    """The two-letter language of a stream tag (`eng`, `pt-BR`, `ger`), the tag's own primary part where it is
    in no table, or None where the stream is untagged."""
    primary = re.split("[-_. (]", (tag or "").strip().lower(), maxsplit=1)[0]
    return None if primary in _UNTAGGED else _CODE_OF.get(primary, primary)


def choose_track(tracks: Iterable[SubtitleStream], language: str) -> SubtitleStream | None:
    """The text track to caption from: one in `language`, else one without a tag, else none.

    Among equals the default track comes first, then the order of the file. A track in another language is
    never taken, nor one of pictures.
    """
    wanted = language_of(language)
    text = [track for track in tracks if track.is_text]
    spoken = [track for track in text if language_of(track.language) == wanted]
    untagged = [track for track in text if language_of(track.language) is None]
    return next(iter(sorted(spoken or untagged, key=lambda track: not track.default)), None)
