"""The table of operations: every row is an operation that boto3 has, is priced, and is all that the policy allows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from personalizedTrailer.cloud.operations import OPERATIONS, Operation
from personalizedTrailer.cloud.policy import policy
from personalizedTrailer.cloud.prices import PRICES, cost
from personalizedTrailer.cloud.providers import PROVIDERS

botocore = pytest.importorskip("botocore.session")
ROOT = Path(__file__).parents[3]


def test_the_policy_that_is_shipped_is_that_of_the_table() -> None:
    shipped = json.loads((ROOT / "deploy" / "aws" / "iam-policy.json").read_text(encoding="utf-8"))
    assert shipped == policy()


def test_the_policy_allows_every_operation_and_nothing_else() -> None:
    allowed = {
        action
        for one in policy()["Statement"]
        if one["Effect"] == "Allow"
        for action in ([one["Action"]] if isinstance(one["Action"], str) else one["Action"])
    }
    assert allowed == {one.action for one in OPERATIONS} | {"iam:PassRole"}
    assert not any("*" in action for action in allowed)


def test_statements_have_names_of_their_own() -> None:
    names = [one["Sid"] for one in policy()["Statement"]]
    assert len(names) == len(set(names)) and all(name.isalnum() for name in names)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: f"{one.service}.{one.name}")
def test_boto3_has_the_operation(operation: Operation) -> None:
    from botocore import xform_name

    model = botocore.get_session().get_service_model(operation.service)
    assert operation.name in model.operation_names
    assert operation.method == xform_name(operation.name)
    assert operation.provider in PROVIDERS
    assert operation.price is None or operation.price in PRICES
    assert operation.per_second > 0


def test_an_operation_stands_there_once() -> None:
    known = [(one.service, one.name) for one in OPERATIONS]
    assert len(known) == len(set(known))


def test_costs_are_units_times_price() -> None:
    assert cost("rekognition.image", 480) == pytest.approx(0.48)
    assert cost(None, 1e9) == 0
