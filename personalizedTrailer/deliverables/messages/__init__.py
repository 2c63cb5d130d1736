"""The message catalogue: one module for each language that captions can be written in."""

from __future__ import annotations

from collections.abc import Mapping

from personalizedTrailer.deliverables.messages import de, en, es, fr, hi, ja
from personalizedTrailer.deliverables.messages.base import Messages

CATALOGUE: Mapping[str, Messages] = {
    "en": en.MESSAGES,
    "es": es.MESSAGES,
    "fr": fr.MESSAGES,
    "hi": hi.MESSAGES,
    "de": de.MESSAGES,
    "ja": ja.MESSAGES,
}
"""By two-letter language code."""
