"""One form for the many ways in which analysers and people write the same emotion or tag."""

from __future__ import annotations

_FORMS = {
    "happy": ("joy", "joyful", "happiness", "cheerful"),
    "excited": ("excitement", "exciting", "thrilled"),
    "intense": ("intensity",),
    "tense": ("tension", "suspense", "suspenseful"),
    "fear": ("afraid", "fearful", "scared", "frightened"),
    "surprised": ("surprise", "surprising", "astonished"),
    "confused": ("confusion", "puzzled"),
    # To be content is a pleasant calm, and no analyser names it otherwise.
    "calm": ("calmness", "peaceful", "serene", "content", "contented", "contentment"),
    "love": ("loving", "romantic", "romance"),
    "hope": ("hopeful",),
    "sad": ("sadness", "sorrow"),
    "angry": ("anger",),
    "disgusted": ("disgust",),
    "kiss": ("kissing",),
    "fight": ("fighting",),
    "child": ("children", "kid"),
    "friendship": ("friend",),
    "nature": ("landscape", "vista", "scenery"),
}
_CANONICAL = {form: word for word, forms in _FORMS.items() for form in forms}


def canonical(word: str) -> str:
    """`word` in lower case, its plain plural undone, and its synonym replaced."""
    lowered = " ".join(word.casefold().split())
    if lowered in _CANONICAL:
        return _CANONICAL[lowered]
    singular = lowered[:-1] if lowered.endswith("s") and not lowered.endswith("ss") else lowered
    return _CANONICAL.get(singular, singular)
