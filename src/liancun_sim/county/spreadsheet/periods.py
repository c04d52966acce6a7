"""Tables with a row for every village and year (年份), or month, or kind: the rows of one are read, as asked."""

import datetime
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from liancun_sim.county.spreadsheet.cells import DITTO, Cell, is_blank, squeezed, tidy
from liancun_sim.county.spreadsheet.columns import leaving_out
from liancun_sim.county.spreadsheet.doubts import Way, named
from liancun_sim.county.spreadsheet.headers import HAMLET, is_other
from liancun_sim.county.spreadsheet.layout import Layout, merged_over
from liancun_sim.county.spreadsheet.notes import plain
from liancun_sim.county.spreadsheet.phrases import At, Findings, listed, phrase
from liancun_sim.county.spreadsheet.wording import is_only_a_name, is_sentence
from liancun_sim.vocabulary import Label

MOST_OFFERED = 5
"""Years, or other values of a column, that are offered one by one; any other may be typed."""

MOST_KINDS = 24
"""Two years of months: a column of more values tells no rows of a village apart. [assumption]"""

_YEAR = re.compile(
    r"((?:19[5-9]|20\d)\d)(?:年度?[末底]?|年(?:1[0-2]|0?[1-9])月(?:[末底]|\d{1,2}日)?|[-./]12(?:[-./]31)?)?"
)

Told = tuple[Label, ...]
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class OnePeriod:
    """layout : with the rows of one year alone. year : that a column says of all rows. told : what was done."""

    layout: Layout
    year: int | None = None
    told: Told = ()


def of_one_period(layout: Layout, findings: Findings) -> OnePeriod:
    """The rows of one year, where a column says the year of each; of one value where another column parts them.

    Where there are several it is asked which; while that is open, the latest goes on.
    """
    name = layout.column("name")
    if name is None:
        return OnePeriod(layout)
    for column, header in layout.headers.items():
        if header.field is None and header.not_used is None and is_other(header, "year"):
            found = _of_one_year(layout, name, column, findings)
            if found is not None:
                return found
    blocks = _of_blocks(layout, name, findings)
    if blocks is not None or layout.column(HAMLET) is not None:
        return blocks or OnePeriod(layout)
    return _of_one_kind(layout, name, findings)


def year_of(cell: Cell) -> int | None:
    """The year a cell says: 2023, 2023年, 2023年度, 2023年末, 2023-12-31."""
    if isinstance(cell, datetime.date):
        return cell.year
    found = _YEAR.fullmatch(plain(tidy(cell)).replace(" ", ""))
    return int(found[1]) if found else None


def _of_one_year(layout: Layout, name: int, column: int, findings: Findings) -> OnePeriod | None:
    """None where the column does not say years after all."""
    body = range(layout.first, len(layout.sheet.rows))
    said = [cell for row in body if not is_blank(cell := layout.sheet.rows[row][column])]
    if not said or 2 * sum(year_of(cell) is not None for cell in said) < len(said):
        return None
    header = layout.headers[column]
    used = {**layout.headers, column: replace(header, not_used=phrase("doubts.because_year_column"))}
    years = _years(layout, name, column)
    layout = _with_names_filled(replace(layout, headers=used), name, years)
    return _rows_of_one(layout, name, years, At(layout.sheet.name, column=column), header.text, findings)


def _of_blocks(layout: Layout, name: int, findings: Findings) -> OnePeriod | None:
    """The rows below one of several lines that say a year and nothing else; None where there are no such lines."""
    headings = dict[int, int]()
    for row in range(layout.first, len(layout.sheet.rows)):
        said = list(filter(None, layout.sheet.rows[row]))
        if len(said) == 1 and isinstance(said[0], str) and (year := year_of(said[0])) is not None:
            headings[row] = year
    if len(set(headings.values())) < 2:
        return None
    years, current = dict[int, int](), None
    for row in range(layout.first, len(layout.sheet.rows)):
        current = headings.get(row, current)
        if current is not None and row not in headings:
            years[row] = current
    at = At(layout.sheet.name, row=list(headings)[1])
    return _rows_of_one(_without(layout, set(headings)), name, years, at, "", findings)


def _rows_of_one(
    layout: Layout, name: int, years: dict[int, int], at: At, header: str, findings: Findings
) -> OnePeriod | None:
    """The rows of one of the years; header : of the column that says them, "" where lines above the rows do."""
    counts = Counter(year for row, year in years.items() if _is_village(layout, name, row))
    if not counts:
        return None
    latest, *before = sorted(counts, reverse=True)
    if not before:
        return OnePeriod(layout, latest)
    wanted = findings.answers.year
    if wanted is None or wanted not in counts:
        ways = [
            Way("year", phrase("doubts.then_rows_of_year", year=year, count=counts[year]), str(year))
            for year in (latest, *before)[:MOST_OFFERED]
        ]
        kind = "rows_of_years" if _repeats(layout, name, sorted(years)) else "years_of_villages"
        if kind == "years_of_villages" and at.column is not None:
            ways = [*leaving_out(layout, (at.column,), phrase("doubts.then_all_rows")), *ways]
        where = phrase("doubts.in_column", header=header) if header else phrase("doubts.in_lines")
        findings.ask(kind, at, ways, where=where, years=listed(sorted(counts)))
        wanted = latest
    others = sum(counts.values()) - counts[wanted]
    told = [phrase("rows_of_year", year=wanted, count=counts[wanted], others=others)]
    left = {row for row, year in years.items() if year != wanted}
    villages = [row for row in sorted(years) if _is_village(layout, name, row)]
    called = dict(zip(villages, _villages(layout, name, villages), strict=True))
    read = {called[row] for row in villages if row not in left}
    lost = dict.fromkeys("".join(called[row]) for row in villages if row in left and called[row] not in read)
    if lost:
        told.append(phrase("villages_without_year", year=wanted, villages=listed(lost)))
    return OnePeriod(_without(layout, left), wanted, tuple(told))


def _of_one_kind(layout: Layout, name: int, findings: Findings) -> OnePeriod:
    """The rows of one value of a column nobody uses, where most villages stand again and again and it parts them."""
    body = layout.sheet.rows[layout.first :]
    if 4 * len({cells[name] for cells in body}) >= 3 * len(body):  # then fewer than half stand again
        return OnePeriod(layout)
    rows = [row for row in range(layout.first, len(layout.sheet.rows)) if _is_village(layout, name, row)]
    times = Counter(_villages(layout, name, rows))
    if sum(count for count in times.values() if count > 1) * 2 <= len(rows):
        return OnePeriod(layout)
    for column, header in layout.headers.items():
        if header.field is not None or header.not_used is not None or header.part_of is not None:
            continue
        kinds = {row: tidy(layout.sheet.rows[row][column]) for row in rows}
        counts = Counter(kinds.values())
        apart = set(zip(_villages(layout, name, rows), kinds.values(), strict=True))
        if not (1 < len(counts) <= MOST_KINDS and len(apart) == len(rows) and "" not in counts):
            continue
        at = At(layout.sheet.name, column=column)
        before = named("rows", at.short) + "="
        last_first = list(counts)[::-1]
        ways = [
            Way("accept", phrase("doubts.then_rows_of_kind", kind=kind, count=counts[kind]), f"{before}{kind}")
            for kind in last_first
        ]
        given = findings.ask("rows_of_kinds", at, ways, named("rows", at.short), header=header.text,
                             kinds=listed(counts), most=max(times.values()))  # fmt: skip
        kind = given.removeprefix(before) or last_first[0]
        why = phrase("doubts.because_rows_apart")
        layout = replace(layout, headers={**layout.headers, column: replace(header, not_used=why)})
        told = phrase("rows_of_kind", header=header.text, kind=kind, count=counts[kind],
                      others=len(rows) - counts[kind])  # fmt: skip
        return OnePeriod(_without(layout, {row for row in rows if kinds[row] != kind}), told=(told,))
    return OnePeriod(layout)


def _years(layout: Layout, name: int, column: int) -> dict[int, int]:
    """The year of every row that says one, or goes on below one: merged cells, and years written once for many rows."""
    rows = layout.sheet.rows
    body = [row for row in range(layout.first, len(rows)) if any(not is_blank(cell) for cell in rows[row])]
    silent = [row for row in body if is_blank(rows[row][column]) and _is_village(layout, name, row)]
    villages = [row for row in body if _is_village(layout, name, row)]
    goes_on = 2 * len(silent) > len(villages)
    years: dict[int, int] = {}
    current: int | None = None
    for row in body:
        cell = rows[row][column]
        merged = merged_over(layout.sheet, row, column) if is_blank(cell) else None
        own = year_of(rows[merged[0]][column] if merged else cell)
        if own is None and (squeezed(cell) in DITTO or (is_blank(cell) and goes_on)):
            own = current
        if own is not None:
            years[row] = current = own
    return years


def _with_names_filled(layout: Layout, name: int, years: dict[int, int]) -> Layout:
    """The layout whose rows of further years name their village, which tables write once."""
    rows, township = list(layout.sheet.rows), layout.column("township")
    current, within, seen = "", "", set[int]()
    for row in sorted(years):
        text = tidy(rows[row][name])
        if text:
            current = text if is_only_a_name(text) and not is_sentence(text) else ""
            within, seen = tidy(rows[row][township]) if township is not None else "", {years[row]}
        elif current and years[row] not in seen:
            seen.add(years[row])
            rows[row] = _with(rows[row], name, current)
            if township is not None and not tidy(rows[row][township]):
                rows[row] = _with(rows[row], township, within)
    return replace(layout, sheet=replace(layout.sheet, rows=tuple(rows)))


def _with(cells: Row, column: int, text: str) -> Row:
    return (*cells[:column], text, *cells[column + 1 :])


def _repeats(layout: Layout, name: int, rows: Sequence[int]) -> bool:
    """Whether any village stands in several of these rows."""
    villages = _villages(layout, name, [row for row in rows if _is_village(layout, name, row)])
    return len(set(villages)) < len(villages)


def _villages(layout: Layout, name: int, rows: Sequence[int]) -> list[tuple[str, str]]:
    """The village of each row, roughly: (township, name)."""
    township, current, found = layout.column("township"), "", []
    for row in rows:
        cells = layout.sheet.rows[row]
        current = (tidy(cells[township]) or current) if township is not None else ""
        found.append((current, tidy(cells[name])))
    return found


def _is_village(layout: Layout, name: int, row: int) -> bool:
    """Whether a row names something that may be a village."""
    text = tidy(layout.sheet.rows[row][name])
    return bool(text) and is_only_a_name(text) and not is_sentence(text)


def _without(layout: Layout, left: set[int]) -> Layout:
    """The layout with rows blanked, so that the others keep their numbers; a township written once goes on."""
    sheet, township, name = layout.sheet, layout.column("township"), layout.column("name")
    rows, above = list(sheet.rows), ""
    for row in range(layout.first, len(rows)):
        text = "" if township is None else tidy(sheet.rows[row][township])
        if row in left:
            above = text or above
            rows[row] = (None,) * len(rows[row])
        elif township is not None and name is not None and tidy(rows[row][name]):
            merged = None if text else merged_over(sheet, row, township)
            own = text or (tidy(sheet.rows[merged[0]][township]) if merged else above)
            rows[row], above = _with(rows[row], township, own) if own else rows[row], ""
    merged_still = tuple(area for area in sheet.merged if left.isdisjoint(range(area[0], area[2] + 1)))
    return replace(layout, sheet=replace(sheet, rows=tuple(rows), merged=merged_still))
