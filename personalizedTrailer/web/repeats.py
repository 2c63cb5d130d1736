"""Idempotency-Key: a POST that is sent again answers with the job that the first one made.

After draft-ietf-httpapi-idempotency-key-header-07. The film is compared by its name and size: a client that repeats a
request sends the same file, and two gigabytes are not read twice to find that out.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict

from personalizedTrailer.errors import InvalidField, KeyReused
from personalizedTrailer.model import JobRequest
from personalizedTrailer.storage.keys import Use
from personalizedTrailer.web.services import Services

HEADER = "Idempotency-Key"
LONGEST = 255


def checked_key(text: str | None) -> str | None:
    """The key of a request, None where it has none; raises InvalidField for one that no client should send."""
    key = (text or "").strip()
    if not key:
        return None
    if len(key) > LONGEST or not all(" " <= character <= "~" for character in key):
        raise InvalidField(f"{HEADER} must be 1 to {LONGEST} printable ASCII characters.", field=HEADER)
    return key


def fingerprint(wishes: JobRequest, size: int) -> str:
    """The same for requests that ask for the same, however they spell it; `size` is the film's, in bytes."""
    said = asdict(wishes) | {"profile": wishes.profile.id, "size": size}
    return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def used(here: Services, key: str | None) -> Use | None:
    """What the key was used for; None where there is none, or where it has not been used."""
    return here.keys.find(key, here.clock()) if key else None


def check(use: Use, mark: str) -> None:
    """Raises KeyReused where the key was used for something else."""
    if use.fingerprint != mark:
        raise KeyReused(field=HEADER)
