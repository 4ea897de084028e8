"""Tell fast, and without the index, that no place bears a name: one bit for each hash of a known name.

Nine in ten capitalised words of a text are no place names. The sieve lets through every key of the index, about one in
twenty-five other texts, and for each key of several words also its beginnings, so that a reader knows how far to read
on. It is a file beside the index, mapped into memory and made anew whenever the index has changed.
"""

from __future__ import annotations

import contextlib
import mmap
import os
import sqlite3
import struct
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path

_BITS = 1 << 25  # 1.3 million names and beginnings of names fill a twenty-fifth of it
_SHIFT = 32 - 25  # the hash has 32 bits
_HEADER = struct.Struct("<8sqq")  # magic with version, then size and time of the index it was made from
_MAGIC = b"GRNDSV1\n"
_SIZE = _HEADER.size + _BITS // 8


class Sieve:
    """Membership of folded names, with false positives and no false negatives."""

    def __init__(self, bits: mmap.mmap | bytearray | None) -> None:
        self._bits = bits  # the header, then the bits; None lets everything through

    def passing(self, keys: Iterable[str]) -> list[str]:
        """Those of some texts that may be names."""
        bits, crc32, offset = self._bits, zlib.crc32, _HEADER.size
        if bits is None:
            return list(keys)
        return [
            key for key in keys
            if bits[((at := crc32(key.encode("utf-8", "surrogatepass")) >> _SHIFT) >> 3) + offset] >> (at & 7) & 1
        ]

    def begins(self, keys: Iterable[str]) -> bool:
        """Whether some name of several words may begin with any of these."""
        return bool(self.passing(f"{key} " for key in keys))


def open_sieve(index: Path) -> Sieve:
    """The sieve of one index file, made now (a second or two) if there is none that fits.

    Never fails: where it cannot be made, everything is let through, and where it cannot be kept, it serves this run.
    """
    path = index.with_suffix(".sieve")
    try:
        state = index.stat()
        header = _HEADER.pack(_MAGIC, state.st_size, state.st_mtime_ns)
        with contextlib.suppress(OSError, ValueError), path.open("rb") as file:
            kept = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            if len(kept) == _SIZE and kept[:_HEADER.size] == header:
                return Sieve(kept)
        bits = _made(index, header)
    except (OSError, sqlite3.Error):
        return Sieve(None)
    with contextlib.suppress(OSError):
        _keep(bits, path)
    return Sieve(bits)


def _made(index: Path, header: bytes) -> bytearray:
    bits = bytearray(_SIZE)
    bits[:_HEADER.size] = header
    connection = sqlite3.connect(f"{index.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        _fill(bits, (row[0] for row in connection.execute("SELECT DISTINCT key FROM name")))
    finally:
        connection.close()
    return bits


def _fill(bits: bytearray, keys: Iterable[str]) -> None:
    for key in keys:
        data = key.encode("utf-8", "surrogatepass")
        space = data.find(b" ")
        while space >= 0:
            at = zlib.crc32(data[:space + 1]) >> _SHIFT
            bits[_HEADER.size + (at >> 3)] |= 1 << (at & 7)
            space = data.find(b" ", space + 1)
        at = zlib.crc32(data) >> _SHIFT
        bits[_HEADER.size + (at >> 3)] |= 1 << (at & 7)


def _keep(bits: bytearray, path: Path) -> None:
    handle, name = tempfile.mkstemp(prefix=".building-", suffix=".sieve", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(bits)
        os.replace(name, path)
        for other in path.parent.glob("*.sieve"):
            if not other.with_suffix(".sqlite").exists():  # its index is gone
                other.unlink(missing_ok=True)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
