"""SHA-256, wherever it is written down; OpenSSL comes with it (10 ms), so not before it is needed."""

from __future__ import annotations


def sha256(body: bytes | str) -> str:
    """Return the digest of bytes, or of a text as UTF-8, in hex."""
    import hashlib  # noqa: PLC0415 - see above

    return hashlib.sha256(body.encode() if isinstance(body, str) else body).hexdigest()
