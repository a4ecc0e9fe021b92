"""The key of a device: made when it first exchanges, and never anywhere but in its project folder.

Ed25519 (RFC 8032), by `cryptography`, which is loaded here only: neither a start nor a key press
needs it.
"""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

from annotations.errors import ExchangeError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_SIZE: Final = 32
"""Bytes of a private key, and of a public one."""


def key_of(folder: Path, device: str) -> PrivateKey | None:
    """The key of a device; None if this folder has none of it.

    Raises:
        ExchangeError: If its file is no key.
        OSError: If it cannot be read.
    """
    path = folder / f"{device}.key"
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        secret = bytes.fromhex(text.decode().strip())
    except ValueError:
        secret = b""
    if len(secret) != _SIZE:
        raise ExchangeError(
            f"{path} is not the private key of this project any more. Put a copy of it back; or "
            "delete it, and a new one is made, which colleagues are asked about."
        )
    return PrivateKey(secret)


def made_key(folder: Path, device: str) -> PrivateKey:
    """The key of a device, made at the first time: a file that only its owner can read.

    Raises:
        ExchangeError: If the file that is there is no key.
        OSError: If it cannot be kept.
    """
    if known := key_of(folder, device):
        return known
    from annotations.store.engine import disk

    folder.mkdir(mode=0o700, exist_ok=True)
    secret = os.urandom(_SIZE)
    path = folder / f"{device}.key"
    beside = disk.write_beside(path, [secret.hex().encode() + b"\n"], mode=0o600)
    try:
        # Unlike renaming, this leaves the one that another process made meanwhile.
        with contextlib.suppress(FileExistsError):
            path.hardlink_to(beside)
    finally:
        disk.remove(beside)
    disk.sync_folder(folder)
    disk.sync_folder(folder.parent)
    made = key_of(folder, device)
    assert made is not None
    return made


class PrivateKey:
    """Signs.

    Args:
        secret: 32 bytes.
    """

    def __init__(self, secret: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        self._key: Ed25519PrivateKey = Ed25519PrivateKey.from_private_bytes(secret)
        self.public = self._key.public_key().public_bytes_raw().hex()
        """The public key, 64 hex digits."""

    def sign(self, message: bytes) -> str:
        """A signature, 128 hex digits; the same for the same message."""
        return self._key.sign(message).hex()


def is_signed(message: bytes, signature: str, public: str) -> bool:
    """Whether whoever has the private key of a public one signed a message.

    Args:
        message: What is said to be signed.
        signature: 128 hex digits.
        public: 64 hex digits.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(
            bytes.fromhex(signature), message
        )
    except (InvalidSignature, ValueError):
        return False
    return True


def short(public: str) -> str:
    """A public key as people compare it: its first 16 digits, in groups of four."""
    return "-".join(public[at : at + 4] for at in range(0, 16, 4))
