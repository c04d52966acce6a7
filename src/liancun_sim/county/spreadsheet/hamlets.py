"""Tables with a row for every natural village (自然村): added up to the administrative villages they belong to."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from liancun_sim.county.spreadsheet.cells import DITTO, Cell, is_blank, is_number, squeezed, tidy
from liancun_sim.county.spreadsheet.headers import HAMLET
from liancun_sim.county.spreadsheet.layout import Layout
from liancun_sim.county.spreadsheet.phrases import Findings
from liancun_sim.county.spreadsheet.quantities import label_of
from liancun_sim.county.spreadsheet.table import Value, VillageTable
from liancun_sim.county.spreadsheet.wording import is_note, is_sentence, is_total

SUMMED = ("households", "population", "land_mu", "spare_land_mu", "workshops", "party_members")
"""Fields of which each hamlet has its own part. Anything else is the village's, said once or alike on every row."""

PLACES = ("longitude", "latitude", "x_km", "y_km")


def with_names_filled(layout: Layout) -> Layout:
    """The layout whose hamlet rows all name their village, which tables write once; without counts of hamlets."""
    name, hamlet = layout.column("name"), layout.column(HAMLET)
    if name is None or hamlet is None:
        return layout
    body = layout.sheet.rows[layout.first :]
    named = any(tidy(cells[hamlet]) and not is_number(cells[hamlet]) for cells in body)
    if not named and not _repeats(body, name, hamlet):
        headers = {**layout.headers, hamlet: replace(layout.headers[hamlet], field=None)}
        return replace(layout, headers=headers)
    rows, current, within, township = list(layout.sheet.rows), "", "", layout.column("township")
    for row in range(layout.first, len(rows)):
        text = tidy(rows[row][name])
        if text and squeezed(text) not in DITTO:
            current = "" if is_total(text) or is_note(text) or is_sentence(text) else text
            within = tidy(rows[row][township]) if township is not None else ""
        elif current and tidy(rows[row][hamlet]):
            rows[row] = (*rows[row][:name], current, *rows[row][name + 1 :])
            if township is not None and not tidy(rows[row][township]):
                rows[row] = (*rows[row][:township], within, *rows[row][township + 1 :])
    return replace(layout, sheet=replace(layout.sheet, rows=tuple(rows)))


def _repeats(body: Sequence[Sequence[Cell]], name: int, hamlet: int) -> bool:
    """Whether numbers name hamlets (1组, 2组): the village stands again, or not again, in the row below."""
    filled = [cells for cells in body if tidy(cells[hamlet])]
    again = sum(tidy(below[name]) in ("", tidy(above[name])) for above, below in pairwise(filled))
    return again * 2 > len(filled) - 1 > 0


def added_up(table: VillageTable, findings: Findings) -> VillageTable:
    """One row for each village of a table of hamlets; faults where their values cannot be one village's.

    A row that names no hamlet beside rows that do is the village's own, and must be their sum.
    """
    groups: dict[tuple[str, str], list[int]] = {}
    for place, key in enumerate(zip(table.townships, table.names, strict=True)):
        groups.setdefault(key, []).append(place)
    if len(groups) == len(table.rows):
        return table
    columns: dict[str, list[Value]] = {field: [] for field in table.columns if field != HAMLET}
    for places in groups.values():
        own = [place for place in places if _is_whole(table.columns[HAMLET][place])]
        for field, values in columns.items():
            values.append(_of_village(table, field, places, own, findings))
    firsts = [places[0] for places in groups.values()]
    has_ids = table.has_ids and all(len({table.ids[place] for place in places}) == 1 for places in groups.values())
    names, townships = _picked(table.names, firsts), _picked(table.townships, firsts)
    ids = _picked(table.ids, firsts) if has_ids else tuple(map("-".join, zip(townships, names, strict=True)))
    rows = tuple(table.rows[place] for place in firsts)
    return VillageTable(_picked(table.sheets, firsts), rows, ids, has_ids, names, townships, columns)


def _picked(texts: Sequence[str], places: Sequence[int]) -> tuple[str, ...]:
    return tuple(texts[place] for place in places)


def _is_whole(hamlet: Value) -> bool:
    return hamlet is None or is_blank(str(hamlet)) or is_total(str(hamlet))


def _of_village(
    table: VillageTable, field: str, places: Sequence[int], own: Sequence[int], findings: Findings
) -> Value:
    """What the rows of a village say of one field together."""
    hamlets = [place for place in places if place not in own]
    of_hamlets = [value for place in hamlets if (value := table.columns[field][place]) is not None]
    whole = next((value for place in own if (value := table.columns[field][place]) is not None), None)
    if whole is not None:
        if field in SUMMED and of_hamlets and _sum(of_hamlets) != whole:
            findings.add(
                "hamlets_disagree", table.at(own[0]), field=label_of(field), whole=whole, sum=_sum(of_hamlets)
            )  # fmt: skip
        return whole
    if not of_hamlets or (len(set(of_hamlets)) == 1 and field not in SUMMED):
        return of_hamlets[0] if of_hamlets else None
    if len(of_hamlets) < len(hamlets):
        missing = next(place for place in hamlets if table.columns[field][place] is None)
        findings.add("hamlet_blank", table.at(missing), field=label_of(field), hamlet=table.columns[HAMLET][missing])
        return None
    if field in SUMMED:
        return _sum(of_hamlets)
    if field in PLACES:
        return sum(map(float, of_hamlets)) / len(of_hamlets)
    if field == "income_yuan_per_person":
        people = [float(table.columns["population"][place] or 0) for place in hamlets]
        weighted = sum(float(value) * count for value, count in zip(of_hamlets, people, strict=True))
        return weighted / sum(people) if sum(people) else None
    findings.add("hamlets_differ", table.at(places[0]), field=label_of(field))
    return None


def _sum(values: Sequence[Value]) -> float:
    return sum(value for value in values if isinstance(value, (int, float)))
