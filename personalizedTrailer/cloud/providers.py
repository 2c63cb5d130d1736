"""Which services of AWS the settings switch on, and what each of them still needs to be told."""

from __future__ import annotations

from personalizedTrailer.settings import Settings

PROVIDERS = ("rekognition", "personalize", "mediaconvert", "s3", "sagemaker", "transcribe", "translate")
"""In the order of `/health`."""


def enabled(settings: Settings) -> dict[str, bool]:
    """What is switched on; S3 is by naming a bucket."""
    return {
        "rekognition": settings.aws_rekognition_enabled,
        "personalize": settings.aws_personalize_enabled,
        "mediaconvert": settings.aws_mediaconvert_enabled,
        "s3": settings.bucket is not None,
        "sagemaker": settings.aws_sagemaker_enabled,
        "transcribe": settings.aws_transcribe_enabled,
        "translate": settings.aws_translate_enabled,
    }


def lacking(provider: str, settings: Settings) -> str | None:
    """One sentence on what a service cannot work without and was not told, or None. It is no failure."""
    needs = {
        "personalize": [("PERSONALIZE_CAMPAIGN_ARN", settings.personalize_campaign_arn)],
        "sagemaker": [("SAGEMAKER_ENDPOINT", settings.sagemaker_endpoint)],
        "transcribe": [("AWS_S3_BUCKET", settings.bucket)],
        "mediaconvert": [
            ("AWS_S3_BUCKET", settings.bucket),
            ("MEDIACONVERT_ROLE_ARN", settings.mediaconvert_role_arn),
        ],
    }
    unset = [name for name, value in needs.get(provider, []) if not value]
    return f"{' and '.join(unset)} {'is' if len(unset) == 1 else 'are'} not set." if unset else None
