"""One family of errors. A message says what was expected, what came, and what to do next, in one sentence."""


class GroundshiftError(Exception):
    """Any fault that a user can act on; the command line prints its message and exits with 2."""


class InputError(GroundshiftError, ValueError):
    """A file, text, date or option that cannot be read as what it should be."""


class TheatreError(GroundshiftError, LookupError):
    """A theatre that is not there, or whose file is not a theatre."""


class GazetteerError(GroundshiftError, RuntimeError):
    """The gazetteer index cannot be built or opened."""


class ResourceError(GroundshiftError, LookupError):
    """A bundled data file is missing or damaged."""


class OutputError(GroundshiftError, OSError):
    """A result cannot be written where it was asked for."""
