"""Write a result so that a reader finds either the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path

from geo.errors import OutputError


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write text (as UTF-8, line ends as given) or bytes beside `path`, then put it in its place.

    A link is followed; a device or a pipe is written to as it is, for it cannot be replaced. An existing file keeps its
    permissions.

    Raises
    ------
    OutputError
        If it cannot be written; what stood there still stands.
    """
    data = content.encode() if isinstance(content, str) else content
    target = Path(os.path.realpath(path))
    try:
        if target.is_dir():
            raise OutputError(f"expected the name of a file to write, got the folder {str(path)!r}: add a file name")
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        _replace(target, data)
    except OSError as error:
        if isinstance(error, OutputError):
            raise
        raise OutputError(
            f"expected to be able to write {str(path)!r}, got {error.strerror or str(error)!r}: choose another place"
        ) from error


def _replace(target: Path, data: bytes) -> None:
    mode = target.stat().st_mode & 0o7777 if target.exists() else 0o666 & ~_umask()
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(name, mode)
        os.replace(name, target)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _umask() -> int:
    """Read the process's umask, which the system only tells by setting it."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
