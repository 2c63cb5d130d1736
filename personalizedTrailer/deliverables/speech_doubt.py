"""Which of the words that Whisper wrote down are to be believed. It invents some where nobody speaks."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby

from personalizedTrailer.media.speech import Stretch

LEAST_LOG_PROBABILITY = -1.0
MOST_COMPRESSION = 2.4
"""Both are the limits beyond which Whisper's authors decode again (Radford et al. 2022, section 4.5)."""
MOST_NO_SPEECH = 0.6
SURE_LOG_PROBABILITY = -0.5
"""Where Whisper holds silence for likely, its words have to be this likely."""
MOST_ROUNDS = 4
"""How often the same words may be said one after the other."""
_LONGEST_ROUND = 6
_INVENTED = re.compile(
    r"amara\.org|(thanks?|thank you)( so much)? for watching|subscribe to (my|our|the) channel|"
    r"(sub)?titel(ung)? (des|der|im auftrag)|sous-titrage|sous-titres (réalisés|faits)|"
    r"subtítulos (realizados|por)|merci d'avoir regardé|gracias por ver|vielen dank fürs zuschauen|"
    r"ご視聴ありがとう|チャンネル登録",
    re.IGNORECASE,
)
"""What it has learnt from subtitles found on the net, and says when it hears nothing."""


def believed(stretches: Sequence[Stretch]) -> tuple[Stretch, ...]:
    """The stretches without those that are unlikely, say nothing, go round in circles, or are known inventions."""
    sure = [stretch for stretch in stretches if _is_likely(stretch) and not _INVENTED.search(_text(stretch))]
    circling = _circling([(stretch.part, _plain(stretch)) for stretch in sure])
    return tuple(stretch for index, stretch in enumerate(sure) if index not in circling)


def _is_likely(stretch: Stretch) -> bool:
    least = SURE_LOG_PROBABILITY if stretch.no_speech > MOST_NO_SPEECH else LEAST_LOG_PROBABILITY
    says = any(character.isalnum() for character in _text(stretch))
    return says and stretch.log_probability >= least and stretch.compression <= MOST_COMPRESSION


def _text(stretch: Stretch) -> str:
    return "".join(word.text for word in stretch.words)


def _plain(stretch: Stretch) -> tuple[str, ...]:
    return tuple(re.sub(r"\W", "", word.text).casefold() for word in stretch.words)


def _circling(texts: Sequence[tuple[int, tuple[str, ...]]]) -> set[int]:
    """Which stretches say the same words over and over, inside themselves or one after the other in a part."""
    found = {index for index, (_, words) in enumerate(texts) if _rounds(words) > MOST_ROUNDS}
    at = 0
    for _, alike in groupby(texts):
        after = at + sum(1 for _ in alike)
        if after - at > MOST_ROUNDS:
            found |= set(range(at, after))
        at = after
    return found


def _rounds(words: Sequence[str]) -> int:
    """How often words are said again at once, at most."""
    most = 1
    for length in range(1, _LONGEST_ROUND + 1):
        rounds = 1
        same = 0
        for before, word in zip(words, words[length:], strict=False):
            same = same + 1 if word == before else 0
            rounds = max(rounds, 1 + same // length)
        most = max(most, rounds)
    return most
