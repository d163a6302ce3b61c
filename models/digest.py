"""SHA-256, wherever it is written down; OpenSSL comes with it (10 ms), so not before it is needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

_BLOCK = 1 << 20


def sha256(body: bytes | str) -> str:
    """Return the digest of bytes, or of a text as UTF-8, in hex."""
    import hashlib  # noqa: PLC0415 - see above

    return hashlib.sha256(body.encode() if isinstance(body, str) else body).hexdigest()


def sha256_of(path: Path) -> str:
    """Return the digest of a file in hex; it is never whole in memory."""
    import hashlib  # noqa: PLC0415 - see above

    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()
