"""What goes in and out of a command: sources, results on standard output or in a file, words on standard error."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO, TYPE_CHECKING

from geo.errors import InputError
from geo.exchange import Kind, Tally, layout, lines, printable, write_atomically
from geo.exchange.rows import Row
from geo.model import AreaClaim, Claim, Fault, Report

if TYPE_CHECKING:
    from geo.pipeline.corrections import Correction
    from geo.places import Gazetteer
    from geo.reading import Legend, Reading

_KINDS = {".jsonl": Kind.JSONL, ".csv": Kind.CSV, ".txt": Kind.TABLE}


def say(message: str, *, kind: str = "note") -> None:
    """Write one line to standard error."""
    _tell(printable(f"groundshift: {kind}: {message}") + "\n")


def silence(stream: IO[str]) -> None:
    """Let what a stream still holds go nowhere: Python would try it again at exit, and fail with a code of its own."""
    with contextlib.suppress(OSError, ValueError):  # a stand-in in a test has no descriptor
        number = stream.fileno()
        os.dup2(os.open(os.devnull, os.O_WRONLY), number)


def gather(
    sources: Sequence[Path], output: Path | None, *beside: Path, strict: bool, legend: Legend | None = None
) -> Reading:
    """Read the sources, naming what could not be read; polygons among them only with a legend.

    Raises
    ------
    InputError
        If there is nothing to read at all, or with `strict` if anything could not be read; if `output` is a file that
        was read, here or `beside`.
    """
    from geo import pipeline

    spare(output, [*beside, *sources])
    found = pipeline.read(sources, legend)
    spare(output, found.files)
    for warning in found.warnings:
        say(f"{warning.source}: {warning.message}", kind="warning")
    readable = found.reports or found.claims or found.snapshots
    if not readable and len(found.faults) == 1:
        raise InputError(_sentence(found.faults[0]))
    name_faults(found.faults, strict=strict)
    if not readable:
        raise InputError(f"expected at least one report, could read none from {_listed(sources)}: nothing was written")
    return found


class Intake:
    """The reports of some sources, one after the other; what cannot be read is named as it is met.

    `ready` are the claims and figures that come as such. `tally` counts the reports that results were made of.

    Raises
    ------
    InputError
        If there is nothing to read at all; if `output` is a file that is read, here or `beside`.
    """

    def __init__(self, sources: Sequence[Path], output: Path | None, *beside: Path, strict: bool) -> None:
        from geo import reading

        spare(output, [*beside, *sources])
        self.ready: list[Claim | AreaClaim] = []
        self.tally = Tally()
        self._output, self._strict = output, strict
        self._met = reading.each_source(sources)
        self._faults: list[Fault] = []  # not named yet, for one alone is the whole message
        self._count = 0
        self._first = self._next()
        if self._first is None and not self.ready:
            if len(self._faults) == 1:
                raise InputError(_sentence(self._faults[0]))
            name_faults(self._faults, strict=strict)
            raise InputError(
                f"expected at least one report, could read none from {_listed(sources)}: nothing was written"
            )
        self._name()

    def reports(self) -> Iterator[Report]:
        """The reports, once."""
        report, self._first = self._first, None
        while report is not None:
            yield report
            report = self._next()
            self._name()

    def fault(self, fault: Fault) -> None:
        """Name a fault of a later stage."""
        self._count += 1
        self._faults.append(fault)
        self._name()

    def close(self) -> None:
        """Say that all has been read.

        Raises
        ------
        InputError
            If anything could not be and is to be `strict`.
        """
        if self._strict and self._count:
            raise _strictly(self._count)

    def _next(self) -> Report | None:
        from geo import reading

        for met in self._met:
            match met:
                case Report():
                    return met
                case Fault():
                    self._count += 1
                    self._faults.append(met)
                case reading.Warned():
                    say(_sentence(met.fault), kind="warning")
                case reading.Opened():
                    spare(self._output, [met.path])
                case Claim() | AreaClaim():
                    self.ready.append(met)
        return None

    def _name(self) -> None:
        for fault in self._faults:
            say(_sentence(fault), kind="fault")
        self._faults.clear()


def spare(output: Path | None, inputs: Iterable[Path]) -> None:
    """Refuse to write over what is read, by whatever name or link."""
    if output is None or not os.path.isfile(output):
        return
    for path in inputs:
        same = False
        with contextlib.suppress(OSError, ValueError):  # a missing input is named where it is read
            same = os.path.samefile(path, output)
        if same:
            raise InputError(f"expected an output that is none of the inputs, got {str(output)!r}: choose another name")


def name_faults(faults: Sequence[Fault], *, strict: bool) -> None:
    """Name each fault.

    Raises
    ------
    InputError
        With `strict`, if there is any.
    """
    for fault in faults:
        say(_sentence(fault), kind="fault")
    if strict and faults:
        raise _strictly(len(faults))


def name_unused(corrections: Iterable[Correction]) -> None:
    """Name the corrections that fit nothing."""
    for one in corrections:
        what = f"no claim {one.claim!r} with a field {one.field!r}"
        say(f"{what} in these reports: its correction was not used", kind="warning")


def _strictly(faults: int) -> InputError:
    return InputError(f"expected every report to be readable (--strict), {faults} cannot be: nothing was written")


def kind_for(output: Path | None, chosen: Kind | None) -> Kind:
    """The format of a result: as chosen, else by the file's extension, else by where standard output goes.

    Raises
    ------
    InputError
        If the extension says nothing.
    """
    if chosen is not None:
        return chosen
    if output is None:
        return Kind.TABLE if sys.stdout.isatty() else Kind.JSONL
    if (suffix := output.suffix.lower()) not in _KINDS:
        raise InputError(
            f"expected a file name that ends in {', '.join(_KINDS)}, got {output.name!r}: or give --format"
        )
    return _KINDS[suffix]


def write_rows(
    rows: Iterable[Row],
    kind: Kind,
    output: Path | None,
    *,
    columns: Sequence[str] = (),
    shown: Sequence[str] = (),
    whole: bool = False,
) -> None:
    """Write rows where they were asked for: those of JSON and CSV as they come, a table when all are there.

    With `whole` standard output too gets all or, where the rows end in an error, none.
    """
    if kind is Kind.TABLE:
        width = shutil.get_terminal_size((160, 24)).columns
        write_text(layout(rows, kind, columns=columns, shown=shown, width=width), output)
    elif output is not None:
        write_atomically(output, lines(rows, kind, columns=columns))
    elif whole:
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="surrogatepass", newline="") as kept:
            kept.writelines(lines(rows, kind, columns=columns))
            kept.seek(0)
            shutil.copyfileobj(kept, sys.stdout)
        sys.stdout.flush()
    else:
        sys.stdout.writelines(lines(rows, kind, columns=columns))
        sys.stdout.flush()


def write_text(text: str | bytes, output: Path | None) -> None:
    """Write a finished text where it was asked for; bytes have a file to go to."""
    if output is None:
        sys.stdout.write(text if isinstance(text, str) else text.decode())
        sys.stdout.flush()
    else:
        write_atomically(output, text)


def open_gazetteer() -> Gazetteer:
    """Open the gazetteer; the first time on a machine it is built, and standard error says how far it is."""
    from geo import places

    return places.open_gazetteer(progress=Progress())


class Progress:
    """Progress on standard error: one line that grows on a terminal, one line a step elsewhere."""

    def __init__(self) -> None:
        self._step: str | None = None

    def __call__(self, step: str, done: float) -> None:
        if sys.stderr.isatty():
            end = "\n" if done >= 1 else ""
            _tell(f"\r\x1b[Kgroundshift: {printable(step)} {done:.0%}{end}")
        elif step != self._step:
            say(step)
        self._step = step


def _tell(text: str) -> None:
    """Write to standard error. Where nobody can hear it, the work goes on."""
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        silence(sys.stderr)


def _sentence(fault: Fault) -> str:
    return f"{fault.source}: {fault.message}"


def _listed(sources: Sequence[Path]) -> str:
    names = [repr(str(source)) for source in sources[:3]]
    return ", ".join(names) + (f" and {len(sources) - 3} more" if len(sources) > 3 else "")
