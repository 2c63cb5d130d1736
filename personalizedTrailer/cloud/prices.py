"""What AWS charges, as far as it is known: the one place with prices, for estimates and for AWS_MAX_COST_USD.

On-demand prices of us-east-1 without free tier and without the discounts of large volumes, so an estimate is rather
too high there. They are estimates: the bill is what AWS says it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DATED = "2026-10-07"
"""When the prices that are read were read."""


@dataclass(frozen=True, slots=True)
class Price:
    usd: float
    unit: str
    """What one costs so much: the caller of an operation says how many it asks for."""
    source: Literal["read", "remembered"]
    """Whether it was read on the vendor's page on that date, or is to be checked before money depends on it."""


PRICES: dict[str, Price] = {
    "rekognition.image": Price(0.0010, "image and operation", "read"),
    "rekognition.segments": Price(0.05, "minute of film and kind of segment", "remembered"),
    "personalize.ranking": Price(0.0556 / 1000, "ranking", "remembered"),
    "personalize.event": Price(0.05 / 1_000_000, "event of about 1 KB", "remembered"),
    "sagemaker.invocation": Price(0.0, "call (the endpoint is billed by the hour, called or not)", "remembered"),
    "transcribe.minute": Price(0.024, "minute of sound, 15 s at least", "remembered"),
    "translate.character": Price(15.0 / 1_000_000, "character", "remembered"),
    "mediaconvert.minute": Price(0.015, "normalized minute of output, basic tier", "remembered"),
    "s3.write": Price(0.005 / 1000, "request that writes or lists", "remembered"),
    "s3.read": Price(0.0004 / 1000, "request that reads", "remembered"),
}


def cost(price: str | None, units: float) -> float:
    """US dollars of so many units; None is free of charge. Raises KeyError for a price that is not in the table."""
    return 0.0 if price is None else PRICES[price].usd * units
