"""Amazon Personalize: a ranking of items for a viewer, and what viewers did told back to it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.faults import wrong_answer
from personalizedTrailer.cloud.operations import GET_RANKING, PUT_EVENTS

MOST_ITEMS = 500
"""That one ranking takes."""
MOST_EVENTS = 10
"""That one request takes."""


@dataclass(frozen=True, slots=True)
class Ranking:
    items: tuple[str, ...]
    """All that were asked for, best first."""
    recommendation_id: str | None
    """By which events refer to it."""


@dataclass(frozen=True, slots=True)
class Event:
    """What a viewer did."""

    kind: str
    """trailer_completed, scene_skipped or variant_chosen."""
    item: str
    at: datetime
    recommendation_id: str | None = None
    """Of the ranking that it came of."""


def rank(aws: Aws, user: str, items: Sequence[str]) -> Ranking:
    """`items`, each once, for a viewer. Raises ValueError for too many, AwsFault or Cancelled.

    An item that the campaign does not know comes last and without a score: a ranking with one is none, as it would be
    mixed with the order in which it was asked.
    """
    if len(items) > MOST_ITEMS:
        raise ValueError(f"{len(items)} items; Personalize ranks {MOST_ITEMS} at once")
    campaign = aws.settings.personalize_campaign_arn
    answer = aws.call(GET_RANKING, {"campaignArn": campaign, "userId": user, "inputList": list(items)})
    ranked = answer.get("personalizedRanking") or []
    names = tuple(str(one.get("itemId")) for one in ranked)
    if sorted(names) != sorted(items):
        raise wrong_answer(GET_RANKING, f"with {len(set(names) & set(items))} of {len(items)} items")
    if unknown := sum(not _is_score(one.get("score")) for one in ranked):
        raise wrong_answer(GET_RANKING, f"without scores for {unknown} of {len(items)} items: they are not trained")
    return Ranking(names, answer.get("recommendationId"))


def tell(aws: Aws, session: str, user: str | None, events: Sequence[Event]) -> int:
    """Reports what a viewer did; returns how many events were sent. Raises AwsFault or Cancelled."""
    who = {"userId": user} if user else {}
    for start in range(0, len(events), MOST_EVENTS):
        part = events[start : start + MOST_EVENTS]
        params = {
            "trackingId": aws.settings.personalize_tracking_id,
            "sessionId": session,
            **who,
            "eventList": [_event(one) for one in part],
        }
        aws.call(PUT_EVENTS, params, len(part))
    return len(events)


def _event(one: Event) -> dict[str, object]:
    told: dict[str, object] = {"eventType": one.kind, "sentAt": one.at, "itemId": one.item}
    return told | ({"recommendationId": one.recommendation_id} if one.recommendation_id else {})


def _is_score(value: object) -> bool:
    return isinstance(value, float | int) and math.isfinite(value)
