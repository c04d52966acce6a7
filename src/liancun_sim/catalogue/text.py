"""The catalogue for reading: both names, unit, default and range, source; a policy with its levers and costs."""

from collections.abc import Iterable, Iterator

from liancun_sim.catalogue.entries import KINDS, Entry, levers_of, of_kind, shared_levers
from liancun_sim.vocabulary import Label, current_language, say
from liancun_sim.vocabulary.sources import source_label
from liancun_sim.vocabulary.units import declared_unit_label

IN_POLICIES = "lever"  # shown with the policies where every kind is shown


def text(kind: str | None = None) -> Iterator[str]:
    """Lines of one kind, or of all, each kind under its name; in the current language, the other beside."""
    for name in KINDS if kind is None else (kind,):
        if kind is None and name == IN_POLICIES:
            continue
        yield f"\n{both(KINDS[name])}"
        for entry in of_kind(name):
            yield from _policy(entry) if name == "policy" else _entry(entry, 2)
        if name == "policy":
            yield f"  {say('catalogue.of_every_policy')}"
            yield from _each(shared_levers(), 4)


def both(label: Label) -> str:
    """The name in the current language, then in the other."""
    language = current_language()
    return f"{label} · {label.zh if language == 'en' else label.en}"


def _entry(entry: Entry, indent: int) -> Iterator[str]:
    """One thing registered: its names and unit, what it is or may be, its source."""
    space = " " * indent
    yield f"{space}{entry.key}  {both(entry.label)}{entry.unit and f' [{unit_of(entry)}]'}"
    if str(entry.definition):
        yield f"{space}    {entry.definition}"
    if entry.source:
        yield f"{space}    {say('catalogue.source_is', source=source_label(entry.source))}"


def unit_of(entry: Entry) -> str:
    """Its unit: as declared, or in Chinese words."""
    return entry.unit if current_language() == "en" else str(declared_unit_label(entry.unit))


def _each(entries: Iterable[Entry], indent: int) -> Iterator[str]:
    for entry in entries:
        yield from _entry(entry, indent)


def _policy(entry: Entry) -> Iterator[str]:
    """A policy: what it is, its own levers, and apart from them what its actions cost."""
    yield from _entry(entry, 2)
    levers = levers_of(entry.key)
    dials, costs = ([lever for lever in levers if lever.is_cost is cost] for cost in (False, True))
    if dials:
        yield f"    {say('catalogue.levers')}"
        yield from _each(dials, 6)
    sums = ", ".join(lever.key.partition(".")[2] for lever in dials if lever.unit.startswith("yuan"))
    yield f"    {say('catalogue.costs' if costs or sums else 'catalogue.no_costs')}"
    yield from _each(costs, 6)
    if sums:
        yield f"      {say('catalogue.sums', names=sums)}"
