"""Office tables drawn at random: a county that is known, and one of the many ways an office would write it down.

`draw` gives the pages of a file with the county behind them. A table is clear where a person would read it without
a doubt; else it has an oddity that must be asked about.
"""

import random
from collections.abc import Callable

from drawn_columns import by_hamlet_rows, dressed, households, money_or_land, neighbours, people
from drawn_pages import forms, written
from known_county import UNITS, Column, Drawn, Village, county


def draw(seed: int) -> Drawn:
    """A table; the same for the same seed."""
    dice = random.Random(seed)
    villages = county(dice)
    shape = dice.choices(("rows", "forms", "hamlets"), (0.9, 0.04, 0.06))[0]
    if shape == "forms":
        return forms(dice, villages)
    return _rows(dice, villages, by_hamlet=shape == "hamlets")


def _rows(dice: random.Random, villages: list[Village], by_hamlet: bool) -> Drawn:
    """A table with a row for each village, or two where it is by hamlet."""
    oddity = "" if by_hamlet else dice.choices(("", *ODDITIES), (0.8, *[0.2 / len(ODDITIES)] * len(ODDITIES)))[0]
    plain = oddity in ("second table", "beside")  # of one header row, so that it can be said again
    unit_at = "header" if plain else dice.choice(("header", "header", "unit row"))
    units: dict[str, str] = {}
    columns = [Column((dice.choice(("村名", "村庄", "行政村", "村民委员会")),), [one.name for one in villages])]
    given = ["households", "population"]
    columns += households(dice, villages, plain) + people(dice, villages, oddity, plain)
    if not by_hamlet:
        for name in dice.sample(tuple(UNITS), dice.randint(0, 3)):
            units[name] = dice.choice(tuple(UNITS[name]))
            columns += money_or_land(dice, villages, name, units[name], "" if plain else unit_at)
            given.append(name)
    columns, pages, edges = neighbours(dice, villages, columns, given, by_hamlet)
    if dice.random() < 0.3:
        columns.append(Column(("备注",), [dice.choice(("", "", "示范村", "移民村")) for _ in villages]))
    if oddity == "gone":
        columns.append(Column(("备 注",), ["已并入邻村" if one is villages[1] else "" for one in villages]))
    if by_hamlet:
        columns = by_hamlet_rows(columns)
        villages_of_rows = [one for one in villages for _ in range(2)]
    else:
        villages_of_rows = villages
    columns = dressed(dice, villages, columns, by_hamlet, oddity)
    main = written(dice, villages_of_rows, columns, units, unit_at, oddity, by_hamlet)
    drawn = Drawn([*main, *pages], villages, tuple(given), edges, oddity, "hamlets" if by_hamlet else "rows")
    if oddity:
        ODDITIES[oddity](dice, drawn)
    return drawn


def _first_village(drawn: Drawn) -> int:
    names = {one.name for one in drawn.villages}
    return next(row for row, cells in enumerate(drawn.pages[0].rows) if names & set(map(str, cells)))


def _hide_rows(dice: random.Random, drawn: Drawn) -> None:
    first = _first_village(drawn)
    drawn.pages[0].hidden_rows = {first + row for row in range(dice.randint(1, 3))}


def _hide_column(dice: random.Random, drawn: Drawn) -> None:
    names = {one.name for one in drawn.villages}
    cells = drawn.pages[0].rows[_first_village(drawn)]
    drawn.pages[0].hidden_columns = {next(place for place, cell in enumerate(cells) if str(cell) in names)}


def _strike(dice: random.Random, drawn: Drawn) -> None:
    drawn.pages[0].struck_rows = {_first_village(drawn)}


def _two_numbers(dice: random.Random, drawn: Drawn) -> None:
    cells = drawn.pages[0].rows[_first_village(drawn)]
    households = int(drawn.villages[0].numbers["households"])
    place = next(place for place, cell in enumerate(cells) if cell == households)
    half = households // 2
    cells[place] = f"{half}{dice.choice(chr(10) + '/+、')}{households - half}"


def _second_table(dice: random.Random, drawn: Drawn) -> None:
    """The last two villages move to a table of their own below, with other columns first."""
    page, names = drawn.pages[0], {one.name for one in drawn.villages}
    body = [row for row in page.rows if names & set(map(str, row))]
    head = page.rows[_first_village(drawn) - 1]
    moved = body[-2:]
    page.rows = [row for row in page.rows if row not in moved]
    page.rows += [[None] * len(head), *([*row[:-2], row[-1], row[-2]] for row in [head, *moved])]


def _beside(dice: random.Random, drawn: Drawn) -> None:
    """The last two villages move beside the first two."""
    page, names = drawn.pages[0], {one.name for one in drawn.villages}
    body = [row for row in page.rows if names & set(map(str, row))]
    head, moved = page.rows[_first_village(drawn) - 1], body[-2:]
    page.rows = [row for row in page.rows if row not in moved]
    first = _first_village(drawn)
    beside = dict(zip((first - 1, first, first + 1), (head, *moved), strict=True))
    width = len(head)
    page.rows = [[*row, None, *beside.get(place, [None] * width)] for place, row in enumerate(page.rows)]


def _nothing(dice: random.Random, drawn: Drawn) -> None:
    """The oddity is written with the columns."""


ODDITIES: dict[str, Callable[[random.Random, Drawn], None]] = {
    "hidden rows": _hide_rows, "hidden column": _hide_column, "struck": _strike, "two numbers": _two_numbers,
    "second table": _second_table, "beside": _beside, "parts": _nothing, "gone": _nothing,
}  # fmt: skip
