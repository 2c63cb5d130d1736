"""Links to the bucket, each made when it is asked for: a presigned one is a credential, so it is never kept.

Making one asks nothing of AWS. A link dies after AWS_S3_LINK_SECONDS, or with the session of temporary credentials.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote

from personalizedTrailer.cloud import s3
from personalizedTrailer.cloud.clients import Client, shared
from personalizedTrailer.cloud.faults import explain
from personalizedTrailer.cloud.operations import GET_OBJECT, PUT_OBJECT
from personalizedTrailer.settings import Settings


@dataclass(frozen=True, slots=True)
class Form:
    """What a browser sends to put one film there: its fields, then the file, to this address."""

    url: str
    fields: dict[str, str]
    seconds: int
    """For how long it may."""


def signed_get(settings: Settings, key: str, name: str, mime_type: str, *, download: bool) -> str:
    """An address at which whoever has it may read the object for a while. Raises AwsFault."""
    kind = "attachment" if download else "inline"
    asked = {
        "Bucket": settings.bucket,
        "Key": key,
        "ResponseContentType": mime_type,
        "ResponseContentDisposition": f'{kind}; filename="{name}"',
    }
    try:
        return str(_client(settings).generate_presigned_url("get_object", asked, settings.s3_link_seconds))
    except Exception as error:
        raise explain(GET_OBJECT, error) from None


def signed_post(settings: Settings, key: str, name: str, most_bytes: int) -> Form:
    """Leave to put one video there, of at most so many bytes. Raises AwsFault."""
    fields = {f"x-amz-meta-{s3.NAME}": quote(name), **_encrypted(settings)}
    conditions = [
        *({field: value} for field, value in fields.items()),
        ["content-length-range", 1, most_bytes],
        ["starts-with", "$Content-Type", "video/"],
    ]
    try:
        made = _client(settings).generate_presigned_post(
            settings.bucket, key, dict(fields), conditions, settings.s3_link_seconds
        )
    except Exception as error:
        raise explain(PUT_OBJECT, error) from None
    return Form(made["url"], made["fields"], settings.s3_link_seconds)


def _encrypted(settings: Settings) -> dict[str, str]:
    told = s3.encryption(settings)
    fields = {"x-amz-server-side-encryption": told["ServerSideEncryption"]}
    if "SSEKMSKeyId" in told:
        fields["x-amz-server-side-encryption-aws-kms-key-id"] = told["SSEKMSKeyId"]
    return fields


def _client(settings: Settings) -> Client:
    return shared(settings).get("s3")
