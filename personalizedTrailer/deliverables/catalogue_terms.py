"""Which words of an analysis the catalogue knows: one key for each meaning, whatever the analyser calls it."""

from __future__ import annotations

_EMOTIONS = {
    "excited": "excitement exciting intense thrilled",
    "tense": "tension nervous anxious",
    "joy": "joyful delight",
    "calm": "content peaceful serene relaxed",
    "fear": "afraid scared fearful",
    "surprise": "surprised astonished",
    "love": "loving affection romantic",
    "hope": "hopeful",
    "neutral": "",
    "happy": "happiness",
    "sad": "sadness",
    "angry": "anger",
    "disgusted": "disgust",
    "confused": "confusion",
}
EMOTIONS = tuple(_EMOTIONS)
"""Keys of the emotions that every language names."""

_LABELS = {
    "explosion": "blast",
    "chase": "pursuit",
    "hero": "",
    "family": "",
    "friendship": "friends",
    "heartwarming": "",
    "mystery": "",
    "plot_twist": "plottwist twist",
    "shadow": "shadows silhouette",
    "couple": "",
    "sunset": "dusk",
    "monologue": "",
    "landscape": "scenery",
    "dialogue": "dialog conversation",
    "crowd": "audience",
    "vehicle": "transportation truck motorcycle bus",
    "logo": "trademark",
    "person": "people human adult face",
    "man": "male",
    "woman": "female",
    "child": "boy girl kid",
    "animal": "wildlife",
    "dog": "puppy",
    "cat": "kitten",
    "horse": "",
    "car": "automobile sedan",
    "boat": "ship",
    "airplane": "aircraft plane",
    "train": "",
    "building": "architecture house",
    "city": "town metropolis cityscape",
    "road": "street highway",
    "nature": "",
    "water": "",
    "sea": "ocean",
    "sky": "",
    "forest": "woodland jungle",
    "mountain": "mountains mountain_range",
    "tree": "",
    "flower": "blossom",
    "snow": "",
    "rain": "",
    "night": "",
    "dark": "darkness",
    "fire": "flame flames",
    "smoke": "",
    "action": "",
    "fight": "combat fighting",
    "weapon": "gun weaponry",
    "celebration": "party",
    "wedding": "",
    "kiss": "kissing",
    "embrace": "hug hugging",
    "romance": "",
    "date": "dating",
    "dance": "dancing",
    "music": "",
    "sport": "sports",
    "food": "meal",
    "suspense": "",
    "investigation": "",
    "secret": "",
}
LABELS = tuple(_LABELS)
"""Keys of the labels that every language names."""

APART = {
    **dict.fromkeys(("person", "man", "woman", "child", "hero", "monologue"), 1),
    **dict.fromkeys(("couple", "kiss", "embrace", "date"), 2),
    **dict.fromkeys(("family", "crowd", "friendship", "dialogue", "wedding", "romance", "logo"), 0),
}
"""Labels that tell of people themselves, or cannot be *with* people, and how many people they already say."""

MOODED = frozenset(
    {
        *("chase", "fight", "action", "investigation", "celebration", "wedding", "dance", "date"),
        *("kiss", "embrace", "romance", "friendship", "family", "dialogue", "monologue", "music"),
        *("mystery", "secret", "suspense", "heartwarming", "landscape", "sunset", "night"),
    }
)
"""Labels that can themselves be full of a feeling; a dog or a car is not."""


def _lookup(table: dict[str, str]) -> dict[str, str]:
    return {name: key for key, aliases in table.items() for name in (key, *aliases.split())}


_EMOTION_KEYS, _LABEL_KEYS = _lookup(_EMOTIONS), _lookup(_LABELS)


def _folded(word: str) -> str:
    return "_".join(word.replace("-", " ").replace("_", " ").casefold().split())


def emotion_key(word: str) -> str | None:
    """The catalogue's key of an emotion, or None where it knows no such word."""
    return _EMOTION_KEYS.get(_folded(word))


def label_key(word: str) -> str | None:
    """The catalogue's key of a label, or None where it knows no such word."""
    return _LABEL_KEYS.get(_folded(word))
