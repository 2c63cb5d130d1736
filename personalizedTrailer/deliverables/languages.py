"""What language a tag names: ISO 639-1, both forms of ISO 639-2, BCP 47, and common names."""

from __future__ import annotations

import re

_ALIASES = {
    "en": "eng english",
    "es": "spa spanish español castellano",
    "fr": "fra fre french français",
    "hi": "hin hindi हिन्दी हिंदी",
    "de": "deu ger german deutsch",
    "ja": "jpn jp japanese 日本語",
    "af": "afr",
    "am": "amh",
    "ar": "ara",
    "az": "aze",
    "be": "bel",
    "bg": "bul",
    "bn": "ben",
    "bo": "bod tib",
    "bs": "bos",
    "ca": "cat",
    "cs": "ces cze",
    "cy": "cym wel",
    "da": "dan",
    "el": "ell gre",
    "et": "est",
    "eu": "eus baq",
    "fa": "fas per",
    "fi": "fin",
    "ga": "gle",
    "gl": "glg",
    "gu": "guj",
    "he": "heb iw",
    "hr": "hrv scr",
    "hu": "hun",
    "hy": "hye arm",
    "id": "ind in",
    "is": "isl ice",
    "it": "ita",
    "ka": "kat geo",
    "kk": "kaz",
    "km": "khm",
    "kn": "kan",
    "ko": "kor",
    "la": "lat",
    "lo": "lao",
    "lt": "lit",
    "lv": "lav",
    "mi": "mri mao",
    "mk": "mkd mac",
    "ml": "mal",
    "mn": "mon",
    "mr": "mar",
    "ms": "msa may",
    "my": "mya bur",
    "ne": "nep",
    "nl": "nld dut",
    "no": "nor nob nno nb nn",
    "pa": "pan",
    "pl": "pol",
    "pt": "por pob",
    "ro": "ron rum mo",
    "ru": "rus",
    "si": "sin",
    "sk": "slk slo",
    "sl": "slv",
    "so": "som",
    "sq": "sqi alb",
    "sr": "srp scc",
    "sv": "swe",
    "sw": "swa",
    "ta": "tam",
    "te": "tel",
    "th": "tha",
    "tl": "tgl fil",
    "tr": "tur",
    "uk": "ukr",
    "ur": "urd",
    "uz": "uzb",
    "vi": "vie",
    "zh": "zho chi cmn yue",
}
"""ISO 639-1 code to its ISO 639-2 codes (terminology and bibliographic), retired codes and common names."""

_CODE_OF = {alias: code for code, aliases in _ALIASES.items() for alias in (code, *aliases.split())}
_UNTAGGED = frozenset({"", "und", "mis", "mul", "unk", "unknown", "zxx"})
_LOCAL_USE = re.compile("q[a-t][a-z]")
"""ISO 639-2 leaves qaa to qtz to whoever uses them; broadcasters tag the original sound `qaa`, whatever it speaks."""


def language_of(tag: str | None) -> str | None:
    """The two-letter language of a stream tag (`eng`, `pt-BR`, `ger`), the tag's own primary part where it is
    in no table, or None where the stream is untagged."""
    primary = re.split("[-_. (]", (tag or "").strip().lower(), maxsplit=1)[0]
    if primary in _UNTAGGED or _LOCAL_USE.fullmatch(primary):
        return None
    return _CODE_OF.get(primary, primary)
