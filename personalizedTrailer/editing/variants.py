"""The primary trailer and its four alternatives: what each is called and how it draws on the thirds of the film."""

from __future__ import annotations

from fractions import Fraction

from personalizedTrailer.model import VariantSpec


def _spec(id_: str, name: str, description: str, early: int, middle: int, late: int) -> VariantSpec:
    shares = (Fraction(early, 100), Fraction(middle, 100), Fraction(late, 100))
    return VariantSpec(id_, name, description, shares)


PRIMARY = _spec("primary", "Primary", "The best moments for this viewer, from the whole film", 30, 40, 30)

VARIANTS: tuple[VariantSpec, ...] = (
    _spec("variant_0", "Opening Act", "Emphasizes the beginning and setup", 60, 30, 10),
    _spec("variant_1", "Middle Climax", "Emphasizes the middle and peak action", 20, 60, 20),
    _spec("variant_2", "Grand Finale", "Emphasizes the ending and climax", 10, 30, 60),
    _spec("variant_3", "Balanced Mix", "Gives the beginning, middle and end equal weight", 33, 34, 33),
)
