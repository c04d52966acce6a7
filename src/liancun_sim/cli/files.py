"""Writing one file: whole, or not at all."""

from contextlib import suppress
from pathlib import Path

from liancun_sim.cli.console import tell
from liancun_sim.vocabulary import BadInput, Fault, say


def write_whole(path: str, text: str) -> None:
    """Write beside the place and rename.

    Raises
    ------
    BadInput
        If the place cannot be written.
    """
    target = Path(path)
    draft = target.with_name(f".{target.name}.part")
    try:
        draft.write_text(text, "utf-8", newline="\n")
        draft.replace(target)
    except OSError as error:
        with suppress(OSError):
            draft.unlink()
        raise BadInput(Fault(path, "", say("cli.cannot_write", reason=error.strerror or error))) from None
    tell(say("cli.written", path=path))
