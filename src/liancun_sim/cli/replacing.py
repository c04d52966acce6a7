"""Writing a county where there is one: what changes is shown and asked, and what was changed by hand is kept."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from liancun_sim.cli.console import tell, tell_fault
from liancun_sim.county import County, load_county
from liancun_sim.county.changes import changes
from liancun_sim.files import changed_by_hand, check_folder, set_aside
from liancun_sim.files.folder import COUNTY_FILE
from liancun_sim.files.kind import COUNTY
from liancun_sim.vocabulary import BadInput, Fault, say


def may_ask(out: str) -> None:
    """Refuse a place before long work, unless a person at a terminal may be asked about it.

    Raises
    ------
    BadInput
        As `check_folder`.
    """
    if not (changed_by_hand(out, COUNTY) and sys.stdin.isatty()):
        check_folder(out, COUNTY)


@contextmanager
def placed(county: County, folder: Path, *, replace: bool) -> Iterator[None]:
    """Ask before a county is written over another; what somebody changed in that one by hand is set aside.

    Parameters
    ----------
    replace : the person said so already. Changes made by hand are asked about all the same.

    Raises
    ------
    BadInput
        If there is nobody to ask, the person does not agree, or the county there cannot be read.
    """
    changed = changed_by_hand(folder, COUNTY)
    if not changed:
        if not replace:
            _ask(county, folder)
        yield
        return
    may_ask(str(folder))
    tell_fault(say("county.changed_by_hand", folder=folder, files=", ".join(changed)))
    if not click.confirm(say("county.set_aside"), err=True):
        raise BadInput(Fault(str(folder), "", say("county.kept")))
    with set_aside(folder) as aside:
        yield
    tell(say("county.was_set_aside", folder=aside))


def _ask(county: County, folder: Path) -> None:
    """Show what writing over a county would change, and go on only if the person agrees or nothing changes."""
    if not (folder / COUNTY_FILE).is_file():
        return
    lines = changes(load_county(folder), county)
    if not lines:
        tell(say("county.replaces_nothing", folder=folder))
        return
    tell_fault(say("county.would_replace", folder=folder))
    for line in lines:
        tell_fault(f"  {line}")
    if not sys.stdin.isatty() or not click.confirm(say("county.replace_it"), err=True):
        raise BadInput(Fault(str(folder), "", say("county.needs_replace")))
