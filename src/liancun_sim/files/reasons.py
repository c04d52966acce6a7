"""Why a disk refuses, in the language of the moment, with what helps."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from liancun_sim.vocabulary import BadInput, Fault, say

FULL = frozenset((errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)))
_KEYS = {
    **dict.fromkeys(FULL, "full"),
    errno.EACCES: "not_allowed",
    errno.EPERM: "not_allowed",
    errno.EROFS: "read_only",
    errno.ENAMETOOLONG: "name_too_long",
    errno.ENOENT: "not_there",
    errno.ENOTDIR: "not_a_folder",
    errno.EISDIR: "is_a_folder",
    errno.ELOOP: "links_in_a_ring",
    errno.EBUSY: "in_use",
    errno.EIO: "broken_disk",
    errno.EFBIG: "file_too_big",
}


class NotPlain(OSError):
    """A pipe, a socket or a device where a file was expected."""


class TooLarge(OSError):
    """A file beyond what its reader takes: (bytes allowed)."""


def reason(error: OSError) -> str:
    """What the disk said, for a person; in the system's own words where it is something rare."""
    if isinstance(error, NotPlain):
        return say("files.not_plain")
    if isinstance(error, TooLarge):
        return say("files.too_large", most=f"{error.args[0] / 1e6:g}")
    key = _KEYS.get(error.errno or 0)
    return error.strerror or str(error) if key is None else say(f"files.{key}")


@contextmanager
def writing(place: str | Path) -> Iterator[None]:
    """Within it, a disk that refuses is bad input: the place was the user's choice."""
    try:
        yield
    except OSError as error:
        raise BadInput(Fault(str(place), "", say("files.cannot_write", reason=reason(error)))) from None
