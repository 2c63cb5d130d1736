"""The least that the service needs to be allowed, from the table of operations: an IAM policy."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from personalizedTrailer.cloud.operations import ANY, BUCKET, KEYS, MEDIACONVERT_ROLE, OPERATIONS, Operation

PLACES = {
    "bucket": "TRAILER_BUCKET",
    "prefix": "personalized-trailers",
    "region": "REGION",
    "account": "ACCOUNT",
    "campaign": "arn:aws:personalize:REGION:ACCOUNT:campaign/CAMPAIGN",
    "endpoint": "ENDPOINT",
    "mediaconvert_role": "arn:aws:iam::ACCOUNT:role/trailer-mediaconvert",
}
"""What is put for the places of a template: words in capitals are to be replaced before use."""

Statement = dict[str, Any]


def policy(operations: tuple[Operation, ...] = OPERATIONS) -> dict[str, Any]:
    """Ready to be written as JSON; `deploy/aws/iam-policy.json` is this, and a test says so."""
    ordered = sorted(operations, key=lambda one: (one.provider, one.resource))
    allowed = [
        _allow(provider, resource, list(group))
        for (provider, resource), group in groupby(ordered, key=lambda one: (one.provider, one.resource))
    ]
    return {"Version": "2012-10-17", "Statement": [*allowed, _pass_role(), _no_plain_http()]}


def _allow(provider: str, resource: str, operations: list[Operation]) -> Statement:
    number = sorted({one.resource for one in OPERATIONS if one.provider == provider}).index(resource)
    statement: Statement = {
        "Sid": f"{provider.capitalize()}{number or ''}",
        "Effect": "Allow",
        "Action": sorted({one.action for one in operations}),
        "Resource": resource.format(**PLACES),
    }
    if resource == ANY:
        statement["Condition"] = {"StringEquals": {"aws:RequestedRegion": PLACES["region"]}}
    return statement


def _pass_role() -> Statement:
    """MediaConvert works with a role of its own, which may be handed to nobody else."""
    return {
        "Sid": "PassOnlyTheEncodeRole",
        "Effect": "Allow",
        "Action": "iam:PassRole",
        "Resource": MEDIACONVERT_ROLE.format(**PLACES),
        "Condition": {"StringEquals": {"iam:PassedToService": "mediaconvert.amazonaws.com"}},
    }


def _no_plain_http() -> Statement:
    return {
        "Sid": "DenyPlainHttp",
        "Effect": "Deny",
        "Action": "s3:*",
        "Resource": [BUCKET.format(**PLACES), KEYS.format(**PLACES)],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
