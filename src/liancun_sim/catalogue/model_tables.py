"""The generated tables of ``docs/model.md``: written between markers, so that they cannot grow stale.

``<!-- catalogue:coefficient -->`` … ``<!-- /catalogue -->`` holds the table of one kind of entry;
``column:village`` that of one entity's columns, ``term:field`` the words of one field in both languages, ``month``
the steps of the month, ``part`` the parts of the program.
"""

import re
from collections.abc import Iterable, Sequence

from liancun_sim.catalogue.entries import KINDS, Entry, action_key, of_kind
from liancun_sim.catalogue.parts import PARTS, imports
from liancun_sim.simulation.schedule import MONTH, POLICIES_ACT
from liancun_sim.state import COLUMNS
from liancun_sim.vocabulary import BadInput, Fault, current_language, nearest, say
from liancun_sim.vocabulary.sources import source_label
from liancun_sim.vocabulary.units import declared_unit_label

MARKED = re.compile(r"(<!-- catalogue:([\w:]+) -->\n)(.*?)(<!-- /catalogue -->)", re.DOTALL)
OPENING = re.compile(r"<!-- catalogue:[\w:]+ -->")


def names() -> tuple[str, ...]:
    """Names of the tables a document may hold."""
    entities = dict.fromkeys(column.entity for column in COLUMNS.values())
    fields = dict.fromkeys(entry.key.partition(".")[0] for entry in of_kind("term"))
    return (
        "month", "part", *KINDS, *(f"column:{entity}" for entity in entities), *(f"term:{field}" for field in fields),
    )  # fmt: skip


def table(name: str) -> str:
    """One table as Markdown, in the current language."""
    if name == "month":
        return _month()
    if name == "part":
        return _parts()
    kind, _, entity = name.partition(":")
    chosen = [entry for entry in of_kind(kind) if entry.key.startswith(entity)]
    if kind == "term":
        return _glossary(chosen)
    return _markdown(chosen, with_unit=any(entry.unit for entry in chosen))


def every_table(kind: str | None = None) -> str:
    """All tables, one after the other, each under its name; or that of one kind."""
    titles = {"month": say("catalogue.month"), **{name: str(label) for name, label in KINDS.items()}}
    if kind is not None:
        titles = {kind: titles[kind]}
    return "\n".join(f"## {title}\n\n{table(name)}" for name, title in titles.items())


def rewritten(text: str, file: str) -> str:
    """A document with its marked tables brought up to date.

    Raises
    ------
    BadInput
        If a marker names no table, or has no end, or there is none.
    """
    faults: list[Fault] = []
    known = names()
    closed = MARKED.findall(text)
    for name in dict.fromkeys(name for _, name, _, _ in closed):
        if name not in known:
            near = nearest(name, known)
            key = f"catalogue.unknown_table{'_near' if near else ''}"
            faults.append(Fault(file, "", say(key, name=name, near=near, known=", ".join(known))))
    if len(OPENING.findall(text)) > len(closed):
        faults.append(Fault(file, "", say("catalogue.open_marker")))
    if not closed and not faults:
        faults.append(Fault(file, "", say("catalogue.no_marker")))
    if faults:
        raise BadInput(faults)
    return MARKED.sub(lambda found: f"{found[1]}\n{table(found[2])}\n{found[4]}", text)


def _month() -> str:
    """The steps of the month with what each reads, writes, opens and accepts."""
    rows = []
    for number, step in enumerate(MONTH, 1):
        if isinstance(step, str):
            title = say("catalogue.policies_act") if step == POLICIES_ACT else step
            rows.append([str(number), title, "", "", "", ""])
        else:
            lists = (
                step.reads,
                (*step.writes, *step.founds),
                [c.key for c in step.opens],
                map(action_key, step.accepts),
            )
            rows.append([str(number), f"{step.label} (`{step.key}`)", *(_code(items) for items in lists)])
    header = [say(f"catalogue.{word}") for word in ("step", "mechanism", "reads", "writes", "opens", "accepts")]
    return _rows(header, rows)


def _parts() -> str:
    """The parts of the program, those that stand on most first, with what each holds and imports."""
    language = current_language()
    edges = reversed(imports().items())
    rows = [[f"`{part}`", PARTS[part].in_language(language), _code(below)] for part, below in edges]
    return _rows([say(f"catalogue.{word}") for word in ("part", "holds", "imports")], rows)


def _glossary(chosen: Sequence[Entry]) -> str:
    """Words with their meanings, in both languages."""
    rows = [[one.label.en, one.label.zh, one.definition.en, one.definition.zh] for one in chosen]
    return _rows(["English", "中文", "meaning", "含义"], rows)


def _markdown(chosen: Sequence[Entry], with_unit: bool) -> str:
    language = current_language()
    words = ("key", "english", "chinese", *(("unit",) if with_unit else ()), "definition", "source")
    rows = [
        [
            f"`{entry.key}`", entry.label.en, entry.label.in_language("zh-Hans" if language == "en" else language),
            *((_unit(entry, language),) if with_unit else ()),
            entry.definition.in_language(language), source_label(entry.source).in_language(language),
        ]
        for entry in chosen
    ]  # fmt: skip
    return _rows([say(f"catalogue.{word}") for word in words], rows)


def _unit(entry: Entry, language: str) -> str:
    return entry.unit if language == "en" else declared_unit_label(entry.unit).in_language(language)


def _code(items: Iterable[str]) -> str:
    return ", ".join(f"`{item}`" for item in items)


def _rows(header: list[str], rows: list[list[str]]) -> str:
    lines = [header, ["---"] * len(header), *rows]
    return "".join(f"| {' | '.join(cell.replace('|', '∣') for cell in line)} |\n" for line in lines)
