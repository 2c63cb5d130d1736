"""One truthful line about a scene, in the viewer's language: its emotions, labels and people, and no more.

Words come from `messages`; here is the choice. It turns with the clip's place in the trailer and the scene's
number, never by chance, so that the same trailer always reads the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from string import Formatter

from personalizedTrailer.deliverables.captions_lines import lay_out
from personalizedTrailer.deliverables.catalogue_terms import APART, MOODED, emotion_key, label_key
from personalizedTrailer.deliverables.messages import CATALOGUE
from personalizedTrailer.deliverables.messages.base import Facts, Messages, Slots
from personalizedTrailer.errors import InvalidField
from personalizedTrailer.model import Scene

_TURNS = 24
"""Tellings tried for one that fits the screen and does not repeat the line before it."""


def describe(scene: Scene | None, language: str, turn: int = 0, avoid: str = "") -> str:
    """The line of a scene; `turn` is the clip's place in the trailer, `avoid` a line not to repeat.

    What the catalogue has no word for is left out of the sentence rather than quoted in a foreign language.
    Raises `InvalidField` for a language without a catalogue.
    """
    messages = CATALOGUE.get(language)
    if messages is None:
        known = ", ".join(CATALOGUE)
        raise InvalidField(f"subtitle_language {language!r} is not one of {known}.", field="subtitle_language")
    first = turn + (scene.number if scene else 0)
    lines = (_line(scene, messages, number) for number in range(first, first + _TURNS))
    return next(line for line in lines if line != avoid and lay_out(line, language))


def _line(scene: Scene | None, messages: Messages, turn: int) -> str:
    """One telling of the scene; with long words it may need more room than a caption has."""
    pattern, facts = _told(scene, messages, turn)
    slots = _slots(facts, messages)
    usable = [sentence for sentence in messages.sentences[pattern] if _is_known(sentence, slots)]
    line = usable[turn % len(usable)].format_map(slots)
    return line[0].upper() + line[1:]


def _told(scene: Scene | None, messages: Messages, turn: int) -> tuple[str, Facts]:
    """What a line of this scene can tell, and the pattern of its sentence."""
    if scene is None:
        return "", Facts(turn=turn)
    emotions = _known(emotion_key(word) for word in scene.emotions)
    # A neutral face is worth a word only where there is nothing else to say of the mood.
    emotions = [key for key in emotions if key != "neutral"] or emotions
    people = len(scene.characters)
    labels = [key for key in _known(label_key(word) for word in scene.labels) if key != "person" or not people]
    labels, emotions = _turned(labels, turn), _turned(emotions, turn // 3)
    apart = bool(labels) and labels[0] in APART
    if apart and APART[labels[0]] == people:
        people = 0
    # The second label of a sentence shares its "with": only one of the same kind will do.
    others = [key for key in labels[1:] if key not in APART]
    things = tuple(messages.things[key] for key in [*labels[:1], *others[:1]])
    feelings = tuple(messages.feelings[key] for key in emotions[:2])
    facts = Facts(feelings, things, people, turn, mooded=bool(labels) and labels[0] in MOODED)
    return _pattern(facts, apart=apart), facts


def _pattern(facts: Facts, *, apart: bool) -> str:
    label = ("A" if apart and facts.people else "L") if facts.things else ""
    return ("E" if facts.feelings else "") + label + ("P" if facts.people else "")


def _known(keys: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(key for key in keys if key))


def _turned(keys: list[str], turn: int) -> list[str]:
    start = turn % len(keys) if keys else 0
    return keys[start:] + keys[:start]


def _slots(facts: Facts, messages: Messages) -> Slots:
    slots: Slots = {}
    for feeling, suffix in zip(facts.feelings, ("", "2"), strict=False):
        slots[f"mood{suffix}"] = feeling.headlines[facts.turn // 2 % len(feeling.headlines)]
        slots[f"feel{suffix}"] = feeling.noun
    for thing, suffix in zip(facts.things, ("", "2"), strict=False):
        slots[f"label{suffix}"] = thing.text
    if facts.people:
        slots["people"] = messages.count_people(facts.people)
    return slots | messages.grammar(facts)


def _is_known(sentence: str, slots: Slots) -> bool:
    return all(slots.get(name) for name in slot_names(sentence))


def slot_names(sentence: str) -> Iterator[str]:
    """The slots that a sentence needs."""
    return (name for _, name, _, _ in Formatter().parse(sentence) if name)
