"""Write a result so that a reader finds either the old file or the new one, never half of one."""

from __future__ import annotations

import contextlib
import os
import re
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from geo.errors import GroundshiftError, OutputError

_OPEN_FILES = re.compile(r"/dev/(?:fd/|std(?:in|out|err)$)|/proc/[^/]+/fd/")
_WRITABLE = stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH  # root may write in spite of the mode, yet should ask first


def write_atomically(path: Path, content: str | bytes | Iterable[str]) -> None:
    """Write text (as UTF-8, line ends as given), its parts as they come, or bytes beside `path`, then put it in place.

    Where the parts end in an error nothing is put there.

    A link is followed. What cannot be replaced is written to as it is: a device, a pipe, an open file under its name in
    /dev or /proc. An existing file keeps its permissions, and one that may not be written to is left alone.

    Raises
    ------
    OutputError
        If it cannot be written; what stood there still stands.
    BrokenPipeError
        If nobody reads the pipe any more.
    """
    data = (content,) if isinstance(content, bytes) else _encoded((content,) if isinstance(content, str) else content)
    try:
        mode = _mode(path)
        if mode is not None and stat.S_ISDIR(mode):
            raise OutputError(f"expected the name of a file to write, got the folder {shown(path)!r}: add a file name")
        if mode is not None and (not stat.S_ISREG(mode) or _OPEN_FILES.match(os.path.abspath(path))):
            with path.open("ab") as file:  # a file that the shell opened may hold something already
                file.writelines(data)
            return
        if mode is not None and not (mode & _WRITABLE and os.access(path, os.W_OK)):
            raise OutputError(
                f"expected a file that may be written, {shown(path)!r} is read-only: choose another or change its mode"
            )
        _replace(Path(os.path.realpath(path)), data, 0o666 & ~_umask() if mode is None else stat.S_IMODE(mode))
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        if isinstance(error, GroundshiftError):
            raise
        why = getattr(error, "strerror", None) or str(error)
        raise OutputError(f"expected to be able to write {shown(path)!r}, got {why!r}: choose another place") from error


def shown(path: Path) -> str:
    """The path as text that any output can hold."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _mode(path: Path) -> int | None:
    """The mode of what a path leads to, or None where there is nothing yet."""
    try:
        return path.stat().st_mode
    except FileNotFoundError:
        return None


def _encoded(parts: Iterable[str]) -> Iterator[bytes]:
    for part in parts:
        yield part.encode("utf-8", "backslashreplace")


def _replace(target: Path, data: Iterable[bytes], mode: int) -> None:
    handle, name = tempfile.mkstemp(prefix=f".{target.name[:40]}.", suffix=".part", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(data)
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
