"""The columns of a drawn table: one field each, in the many ways an office writes it."""

import random
from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import pairwise

from known_county import UNITS, WORDS, Column, Page, Row, Village


def dressed(
    dice: random.Random, villages: Sequence[Village], columns: list[Column], by_hamlet: bool, oddity: str
) -> list[Column]:
    """The columns with everyday dirt: codes, spaces in names, numbers as text, with separators or their unit."""
    if by_hamlet or oddity:
        return columns
    style = dice.choice(("", "", "", "codes", "codes with names", "numbered"))
    if style == "codes":
        columns = [Column(("村编码",), [f"3715260{row:05d}" for row in range(len(villages))]), *columns]
    elif style == "codes with names":
        columns[0].cells = [f"{row + 1:03d}{name}" for row, name in enumerate(columns[0].cells)]
    elif style == "numbered":
        mark = dice.choice((".", "、", ""))
        columns[0].cells = [f"{row + 1}{mark}{name}" for row, name in enumerate(columns[0].cells)]
    elif dice.random() < 0.3:
        columns[0].cells = [dice.choice((f"{str(name)[0]} {str(name)[1:]}", f"　{name} ")) for name in columns[0].cells]
    for column in columns:
        if column.field and len(column.header) == 1 and dice.random() < 0.2:
            write = dice.choice(_TYPED)
            column.cells = [write(cell) if isinstance(cell, int | Decimal) else cell for cell in column.cells]
    return columns


_TYPED: tuple[Callable[[int | Decimal], object], ...] = (
    lambda cell: f"{cell:f}" if isinstance(cell, Decimal) else str(cell),
    lambda cell: f"{cell:,}",
    lambda cell: f" {cell:,} ".translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)} | {ord(","): "，"}),
)
"""How a number may be typed as text."""


def households(dice: random.Random, villages: Sequence[Village], plain: bool) -> list[Column]:
    word, whole = dice.choice(WORDS["households"]), [int(one.numbers["households"]) for one in villages]
    some = [max(1, count // dice.randint(6, 12)) for count in whole]
    style = "plain" if plain else dice.choice(("plain", "plain", "subset before", "subset after", "unit"))
    if style == "subset before":
        return [
            Column(("户数（户）", "其中：脱贫户"), list(some)),
            Column(("户数（户）", "总户数"), list(whole), "households"),
        ]
    if style == "subset after":
        return [Column((word,), list(whole), "households"), Column(("其中：脱贫户",), list(some))]
    return [Column((f"{word}（户）" if style == "unit" else word,), list(whole), "households")]


def people(dice: random.Random, villages: Sequence[Village], oddity: str, plain: bool) -> list[Column]:
    word, whole = dice.choice(WORDS["population"]), [int(one.numbers["population"]) for one in villages]
    men = [count // 2 + dice.randint(-9, 9) for count in whole]
    women = [count - one for count, one in zip(whole, men, strict=True)]
    if oddity == "parts":
        return [Column((word, "常住"), list(men)), Column((word, "外出务工"), list(women))]
    styles = ("plain", "plain", "total last", "total first", "sexes", "deep", "strokes")
    style = "plain" if plain else dice.choice(styles)
    first, second = Column((word, "男"), list(men)), Column((word, "女"), list(women))
    if style in ("total last", "total first"):
        total = Column((word, dice.choice(("合计", "小计", "總計", "计"))), list(whole), "population")
        return [total, first, second] if style == "total first" else [first, second, total]
    if style == "sexes":
        first.field = "population"
        return [first, second]
    if style == "deep":
        head = "人口情况"
        return [Column((head, "总人口"), list(whole), "population"), Column((head, "其中", "男"), list(men)),
                Column((head, "其中", "女"), list(women))]  # fmt: skip
    if style == "strokes":
        return [Column(("人口-男",), list(men)), Column(("人口-女",), list(women)),
                Column(("人口-合计",), list(whole), "population")]  # fmt: skip
    return [Column((word,), list(whole), "population")]


def money_or_land(dice: random.Random, villages: Sequence[Village], name: str, unit: str, unit_at: str) -> list[Column]:
    whole = [one.numbers[name] / UNITS[name][unit] for one in villages]
    word = dice.choice(WORDS[name]) + ("" if unit_at == "unit row" else f"（{unit}）")
    if name == "debt_yuan" and dice.random() < 0.5 and unit_at == "header":
        return [Column((word, "年初"), [value / 2 for value in whole]), Column((word, "年末"), list(whole), name)]
    if name == "collective_income_yuan" and dice.random() < 0.4 and unit_at == "header":
        part = [(value / 4).quantize(Decimal("0.001")) for value in whole]
        rest = [value - one for value, one in zip(whole, part, strict=True)]
        columns = [Column((word, "经营性收入"), list(part)), Column((word, "补助收入"), list(rest))]
        return [*columns, Column((word, "合计"), list(whole), name)]
    return [Column((word,), list(whole), name)]


def neighbours(
    dice: random.Random, villages: list[Village], columns: list[Column], given: list[str], by_hamlet: bool
) -> tuple[list[Column], list[Page], set[frozenset[str]] | None]:
    """Coordinates apart or in one cell, or pairs of neighbours in a column, a list or a matrix."""
    names = [one.name for one in villages]
    pairs = {frozenset(pair) for pair in pairwise(names)}
    style = "list" if by_hamlet else dice.choice(("coordinates", "coordinates", "column", "list", "matrix"))
    if style == "coordinates":
        given += ["longitude", "latitude"]
        if dice.random() < 0.2:
            write = dice.choice(("{0},{1}", "{1},{0}", "{0}，{1}", "({0}, {1})"))
            pairs_of_degrees = [write.format(one.numbers["longitude"], one.numbers["latitude"]) for one in villages]
            return [*columns, Column((dice.choice(("经纬度", "坐标")),), list(pairs_of_degrees))], [], None
        places = [Column((word,), [one.numbers[name] for one in villages], name)
                  for word, name in (("经度", "longitude"), ("纬度", "latitude"))]  # fmt: skip
        return columns + places, [], None
    called = {
        name: dice.choice((name, name, name.removesuffix("村"), name.removesuffix("村") + "村")) for name in names
    }
    if style == "column":
        between = dice.choice("、，；")
        cells = [between.join(called[other] for other in names if frozenset((name, other)) in pairs) for name in names]
        return [*columns, Column((dice.choice(("相邻村", "相邻村名", "毗邻村")),), list(cells))], [], pairs
    if style == "list":
        lines: list[Row] = [[called[one], called[other]] for one, other in map(sorted, pairs)]
        return columns, [Page("相邻", [["村", "相邻村"], *sorted(lines, key=str)])], pairs
    marks = dice.choice(((1, 0), ("√", None), ("是", "否")))
    body = [[one, *(marks[0] if frozenset((one, other)) in pairs else marks[1] for other in names)] for one in names]
    return columns, [Page("相邻", [[None, *names], *body])], pairs


def by_hamlet_rows(columns: Sequence[Column]) -> list[Column]:
    """The columns for two rows a village, which share its numbers between them."""

    def shared(cell: object) -> list[object]:
        return [cell // 2, cell - cell // 2] if isinstance(cell, int) else [cell, cell]

    twice = [Column(one.header, [half for cell in one.cells for half in shared(cell)], one.field) for one in columns]
    twice[0].header = ("行政村",)
    streets = [f"{name}{side}" for name in columns[0].cells for side in "东西"]
    return [twice[0], Column(("自然村",), list(streets)), *twice[1:]]
