"""Amazon SageMaker: how engaging scenes are, by a model of the operator's behind an endpoint.

It is sent `{"instances": [{"sceneId", "seconds", "labels", "emotions", "signals"}]}` and answers
`{"predictions": [0.83, …]}` or `{"predictions": [{"score": 0.83}, …]}`, from 0 to 1 and in the same order.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from personalizedTrailer.cloud.calls import Aws
from personalizedTrailer.cloud.faults import wrong_answer
from personalizedTrailer.cloud.operations import INVOKE_ENDPOINT

MOST_INSTANCES = 100
"""Of one request."""
_JSON = "application/json"


def scores(aws: Aws, instances: Sequence[Mapping[str, object]]) -> list[float]:
    """A score for each, 0 to 1. Raises AwsFault or Cancelled."""
    found: list[float] = []
    for start in range(0, len(instances), MOST_INSTANCES):
        found += _ask(aws, instances[start : start + MOST_INSTANCES])
    return found


def _ask(aws: Aws, instances: Sequence[Mapping[str, object]]) -> list[float]:
    with aws.using(INVOKE_ENDPOINT) as client:
        answer = client.invoke_endpoint(
            EndpointName=aws.settings.sagemaker_endpoint,
            ContentType=_JSON,
            Accept=_JSON,
            Body=json.dumps({"instances": instances}).encode(),
        )
        body = answer["Body"].read()
    try:
        predictions = json.loads(body)["predictions"]
    except (ValueError, TypeError, KeyError):
        raise wrong_answer(INVOKE_ENDPOINT, "with something that is no JSON with predictions") from None
    if not isinstance(predictions, list) or len(predictions) != len(instances):
        known = len(predictions) if isinstance(predictions, list) else 0
        raise wrong_answer(INVOKE_ENDPOINT, f"with {known} scores for {len(instances)} scenes")
    return [_score(one) for one in predictions]


def _score(given: Any) -> float:
    value = given.get("score") if isinstance(given, dict) else given
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise wrong_answer(INVOKE_ENDPOINT, "with a score that is no number from 0 to 1")
    return float(value)
