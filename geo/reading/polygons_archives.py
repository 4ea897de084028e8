"""Archives of polygons: what belongs to a shapefile or a KMZ, unpacked in memory and within bounds.

No name from an archive ever becomes a path, so none can lead out of it.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath

from geo.errors import InputError
from geo.reading.fields import shown

MOST = 256 << 20  # bytes of a file, or of all that an archive unpacks to
KML = "<kml"

_MEMBERS = 10_000
_PIECE = 1 << 20  # bytes unpacked at a time
_PARTS = (".shp", ".shx", ".dbf", ".prj", ".cpg")
_NEEDED = (".shp", ".shx")
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error, OSError, ValueError)


def members_of_shapefiles(data: bytes) -> dict[str, dict[str, bytes]]:
    """The files of each shapefile of an archive, by its name and their suffixes.

    Raises
    ------
    InputError
        If it is no archive, unpacks to more than `MOST`, or holds no shapefile.
    """
    with _opened(data) as archive:
        found: dict[str, dict[str, bytes]] = {}
        left = MOST
        for info in _members(archive):
            name = PurePosixPath(info.filename)
            if (suffix := name.suffix.lower()) not in _PARTS or _hidden(name):
                continue
            content = _unpacked(archive, info, left)
            left -= len(content)
            found.setdefault(str(name.with_suffix("")), {})[suffix] = content
    kept = {PurePosixPath(name).name: parts for name, parts in sorted(found.items()) if ".shp" in parts}
    if not kept:
        raise InputError("expected a zipped shapefile, got an archive without a .shp file: name the file inside it")
    for stem, parts in kept.items():
        _check(stem, parts)
    return kept


def only_kml(data: bytes) -> bytes:
    """The KML of a KMZ: `doc.kml`, or else the first one. What lies beside it is left alone.

    Raises
    ------
    InputError
        If there is none, or it is larger than `MOST`.
    """
    with _opened(data) as archive:
        inside = [info for info in _members(archive) if info.filename.lower().endswith(".kml")]
        if not inside:
            raise InputError("expected a KMZ, got an archive without a .kml file: save it again")
        first = min(inside, key=lambda info: PurePosixPath(info.filename).name.lower() != "doc.kml")
        return _unpacked(archive, first, MOST)


def shapefile_beside(path: Path) -> dict[str, dict[str, bytes]]:
    """The files of a shapefile that lies unpacked in a folder.

    Raises
    ------
    InputError
        If a part that it needs is missing, or all are larger than `MOST`.
    """
    beside = {file.suffix.lower(): file for file in path.parent.iterdir() if file.stem == path.stem and file.is_file()}
    parts = {suffix: beside[suffix] for suffix in _PARTS if suffix in beside}
    if sum(file.stat().st_size for file in parts.values()) > MOST:
        raise InputError(f"expected polygons of at most {MOST >> 20} MiB, got a larger shapefile: simplify it")
    name = shown(Path(path.stem))
    contents = {suffix: file.read_bytes() for suffix, file in parts.items()}
    _check(name, contents)
    return {name: contents}


def _check(name: str, parts: dict[str, bytes]) -> None:
    missing = [suffix for suffix in _NEEDED if suffix not in parts]
    if missing:
        raise InputError(f"expected the shapefile {name!r} whole, its {', '.join(missing)} is missing: put it beside")
    if parts[".shp"][:4] != b"\x00\x00\x27\x0a":  # the file code 9994 (ESRI Shapefile Technical Description, table 1)
        raise InputError(f"expected a shapefile, got something else in {name + '.shp'!r}: save it again")


def _opened(data: bytes) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(io.BytesIO(data))
    except _BROKEN as error:
        raise InputError("expected a ZIP archive, got something else or a damaged one: save it again") from error


def _members(archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    """The files of an archive, if what it claims to unpack to can be held; what it unpacks to is counted besides."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > _MEMBERS or sum(info.file_size for info in infos) > MOST:
        raise InputError(
            f"expected an archive of at most {_MEMBERS} files and {MOST >> 20} MiB unpacked, got {len(infos)} files of "
            f"{sum(info.file_size for info in infos) >> 20} MiB: unpack it and name the files you mean"
        )
    return infos


def _unpacked(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    try:
        with archive.open(info) as file, io.BytesIO() as unpacked:
            while len(unpacked.getbuffer()) <= most and (piece := file.read(_PIECE)):
                unpacked.write(piece)  # which holds it once; to read it whole would hold it twice
            content = unpacked.getvalue()
    except _BROKEN as error:
        why = " ".join(str(error).split())[:80]
        raise InputError(
            f"expected an archive that unpacks, {info.filename[:80]!r} does not ({why}): save it again"
        ) from error
    if len(content) > most:
        raise InputError(f"expected an archive of at most {MOST >> 20} MiB unpacked, got more: simplify the polygons")
    return content


def _hidden(name: PurePosixPath) -> bool:
    """Whether it is what a Mac leaves in archives beside each file."""
    return name.name.startswith(".") or "__MACOSX" in name.parts
