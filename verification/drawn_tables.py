"""Office tables drawn at random: a county that is known, and one of the many ways an office would write it down.

`draw` gives the pages of a file with the county behind them. A table is clear where a person would read it without
a doubt; else it has an oddity that must be asked about.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

Row = list[object]
Values = dict[str, Decimal]


@dataclass(frozen=True)
class Village:
    """A village of the known county; numbers by field, in the model's units, and degrees."""

    township: str
    name: str
    numbers: Values


@dataclass
class Page:
    """A sheet of a file, or a file of a folder; rows and columns from 0."""

    name: str
    rows: list[Row]
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    struck_rows: set[int] = field(default_factory=set)


@dataclass
class Drawn:
    """pages : of the file. villages : behind them. given : fields the table gives. edges : pairs of names it lists.

    oddity : what must be asked about, or "". shape : what the table is called in a count.
    """

    pages: list[Page]
    villages: list[Village]
    given: tuple[str, ...]
    edges: set[frozenset[str]] | None
    oddity: str = ""
    shape: str = "rows"


@dataclass
class Column:
    """header : from the topmost down. cells : beside the villages. field : it gives, or ""."""

    header: tuple[str, ...]
    cells: list[object]
    field: str = ""


FAMILIES, KINDS = "孟祝程薛邵毛邱秦江史顾侯康贺严尹钱施牛洪龚汤", "庄屯洼楼寨营集铺堂岭"
TOWNS = ("柳树", "石桥", "桑园", "枣林", "槐店", "青河", "白塔", "红井", "双泉", "沙沟")
UNITS = {
    "land_mu": {"亩": 1, "公顷": 15, "万亩": 10_000}, "debt_yuan": {"元": 1, "万元": 10_000},
    "income_yuan_per_person": {"元": 1}, "collective_income_yuan": {"元": 1, "千元": 1000, "万元": 10_000},
}  # fmt: skip
WORDS = {
    "households": ("户数", "总户数", "農戶數", "户 数"), "population": ("人口", "总人口", "人口数", "總人口"),
    "land_mu": ("耕地面积", "耕地", "耕地總面積"), "income_yuan_per_person": ("人均纯收入", "农民人均纯收入"),
    "collective_income_yuan": ("村集体收入", "集体经济收入"), "debt_yuan": ("村级债务", "债务"),
}  # fmt: skip


def draw(seed: int) -> Drawn:
    """A table; the same for the same seed."""
    dice = random.Random(seed)
    villages = _county(dice)
    shape = dice.choices(("rows", "forms", "hamlets"), (0.9, 0.04, 0.06))[0]
    if shape == "forms":
        return _forms(dice, villages)
    return _rows(dice, villages, by_hamlet=shape == "hamlets")


def _county(dice: random.Random) -> list[Village]:
    names = dice.sample([family + kind for family in FAMILIES for kind in KINDS], 14)
    suffix = dice.choice(("", "", "村"))
    found: list[Village] = []
    for town in dice.sample(TOWNS, dice.randint(2, 3)):
        township = town + dice.choice("乡镇")
        for _ in range(dice.randint(2, 4)):
            households = dice.randint(35, 600)
            people = round(households * dice.uniform(2.7, 4.1))
            place = len(found)
            found.append(Village(township, names[place] + suffix, {
                "households": Decimal(households), "population": Decimal(people),
                "land_mu": Decimal(round(people * dice.uniform(1.2, 2.1)) * 15),
                "income_yuan_per_person": Decimal(dice.randint(2600, 6800)),
                "collective_income_yuan": Decimal(dice.randint(30, 2200) * 100),
                "debt_yuan": Decimal(dice.choice((0, dice.randint(50, 900) * 100))),
                "longitude": Decimal(115_400 + 17 * (place % 4) + dice.randint(0, 4)) / 1000,
                "latitude": Decimal(36_400 + 13 * (place // 4) + dice.randint(0, 4)) / 1000,
            }))  # fmt: skip
    for village in found:
        village.numbers["land_mu"] /= 15
        village.numbers["land_mu"] = village.numbers["land_mu"].quantize(Decimal("0.1"))
    return found


def _rows(dice: random.Random, villages: list[Village], by_hamlet: bool) -> Drawn:
    """A table with a row for each village, or two where it is by hamlet."""
    oddity = "" if by_hamlet else dice.choices(("", *ODDITIES), (0.8, *[0.2 / len(ODDITIES)] * len(ODDITIES)))[0]
    plain = oddity in ("second table", "beside")  # of one header row, so that it can be said again
    unit_at = "header" if plain else dice.choice(("header", "header", "unit row"))
    units: dict[str, str] = {}
    columns = [Column((dice.choice(("村名", "村庄", "行政村", "村民委员会")),), [one.name for one in villages])]
    given = ["households", "population"]
    columns += _households(dice, villages, plain) + _people(dice, villages, oddity, plain)
    if not by_hamlet:
        for name in dice.sample(tuple(UNITS), dice.randint(0, 3)):
            units[name] = dice.choice(tuple(UNITS[name]))
            columns += _money_or_land(dice, villages, name, units[name], "" if plain else unit_at)
            given.append(name)
    columns, pages, edges = _neighbours(dice, villages, columns, given, by_hamlet)
    if dice.random() < 0.3:
        columns.append(Column(("备注",), [dice.choice(("", "", "示范村", "移民村")) for _ in villages]))
    if oddity == "gone":
        columns.append(Column(("备 注",), ["已并入邻村" if one is villages[1] else "" for one in villages]))
    if by_hamlet:
        columns = _by_hamlet(columns)
        villages_of_rows = [one for one in villages for _ in range(2)]
    else:
        villages_of_rows = villages
    columns = _dressed(dice, villages, columns, by_hamlet, oddity)
    main = _written(dice, villages_of_rows, columns, units, unit_at, oddity, by_hamlet)
    drawn = Drawn([*main, *pages], villages, tuple(given), edges, oddity, "hamlets" if by_hamlet else "rows")
    if oddity:
        ODDITIES[oddity](dice, drawn)
    return drawn


def _dressed(
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


def _households(dice: random.Random, villages: Sequence[Village], plain: bool) -> list[Column]:
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


def _people(dice: random.Random, villages: Sequence[Village], oddity: str, plain: bool) -> list[Column]:
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


def _money_or_land(
    dice: random.Random, villages: Sequence[Village], name: str, unit: str, unit_at: str
) -> list[Column]:
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


def _neighbours(
    dice: random.Random, villages: list[Village], columns: list[Column], given: list[str], by_hamlet: bool
) -> tuple[list[Column], list[Page], set[frozenset[str]] | None]:
    """Coordinates, or pairs of neighbours in a column, a list or a matrix."""
    names = [one.name for one in villages]
    pairs = {frozenset(pair) for pair in pairwise(names)}
    style = "list" if by_hamlet else dice.choice(("coordinates", "coordinates", "column", "list", "matrix"))
    if style == "coordinates":
        given += ["longitude", "latitude"]
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


def _by_hamlet(columns: Sequence[Column]) -> list[Column]:
    """The columns for two rows a village, which share its numbers between them."""

    def shared(cell: object) -> list[object]:
        return [cell // 2, cell - cell // 2] if isinstance(cell, int) else [cell, cell]

    twice = [Column(one.header, [half for cell in one.cells for half in shared(cell)], one.field) for one in columns]
    twice[0].header = ("行政村",)
    streets = [f"{name}{side}" for name in columns[0].cells for side in "东西"]
    return [twice[0], Column(("自然村",), list(streets)), *twice[1:]]


def _written(
    dice: random.Random, villages: list[Village], columns: list[Column], units: dict[str, str], unit_at: str,
    oddity: str, by_hamlet: bool,
) -> list[Page]:  # fmt: skip
    """The pages of the villages: townships in a column, in headings, or a page each."""
    townships = [one.township for one in villages]
    styles = ("column", "column", "once", "ditto", "merged", "headings", "pages", "blocks")
    plain = oddity in ("second table", "beside")
    style = "column" if oddity or by_hamlet else dice.choice(styles)
    first = [townships.index(town) for town in dict.fromkeys(townships)]
    if style in ("pages", "blocks"):
        ends = [*first[1:], len(villages)]
        pages = [
            _page(dice, townships[begin], _cut(columns, begin, end), units, unit_at, {}, [])
            for begin, end in zip(first, ends, strict=True)
        ]
        return pages if style == "pages" else [_below_one_another(pages)]
    if style == "headings":
        write = dice.choice(("{1}", "{0}、{1}", "（{0}）{1}", "{1}（本乡镇）", "{1}："))
        headings = {row: write.format("一二三"[count], townships[row]) for count, row in enumerate(first)}
        return [_page(dice, "Sheet1", columns, units, unit_at, headings, [])]
    cells: list[object] = list(townships)
    if style == "ditto":
        cells = [town if row in first else dice.choice(("同上", "〃")) for row, town in enumerate(townships)]
    if style in ("once", "merged"):
        cells = [town if row in first else None for row, town in enumerate(townships)]
    place = dice.choice((0, 0, 1)) if style != "merged" else 0
    columns = [*columns[:place], Column((dice.choice(("乡镇", "所属乡镇", "乡（镇）")),), cells), *columns[place:]]
    ends = [*first[1:], len(villages)]
    spans = [(begin, end, place) for begin, end in zip(first, ends, strict=True) if end - begin > 1]
    return [_page(dice, "Sheet1", columns, units, unit_at, {}, spans if style == "merged" else [],
                  totals=not by_hamlet and style == "column" and not plain, plain=plain)]  # fmt: skip


def _below_one_another(pages: Sequence[Page]) -> Page:
    """Blocks of one sheet, each under the title of its township."""
    rows: list[Row] = []
    merged: list[tuple[int, int, int, int]] = []
    width = max(len(page.rows[0]) for page in pages)
    for page in pages:
        rows.append([f"{page.name}村级情况表", *[None] * (width - 1)])
        merged += [(top + len(rows), left, bottom + len(rows), right) for top, left, bottom, right in page.merged]
        rows += [[*row, *[None] * (width - len(row))] for row in page.rows]
        rows.append([None] * width)
    return Page("Sheet1", rows, merged)


def _cut(columns: Sequence[Column], begin: int, end: int) -> list[Column]:
    return [Column(one.header, one.cells[begin:end], one.field) for one in columns]


def _page(
    dice: random.Random, name: str, columns: list[Column], units: dict[str, str], unit_at: str,
    headings: dict[int, str], spans: Sequence[tuple[int, int, int]], totals: bool = False,
    plain: bool = False,
) -> Page:  # fmt: skip
    if dice.random() < 0.25 and not spans and not plain:
        columns = [Column(("序号",), list(range(1, len(columns[0].cells) + 1))), *columns]
    depth = max(len(column.header) for column in columns)
    rows: list[Row] = [
        [title] for title in dice.choice(([], [], ["村级基本情况统计表"], ["2007年村级情况一览表", None]))
    ]
    top = len(rows)
    merged: list[tuple[int, int, int, int]] = []
    for level in range(depth):
        rows.append([column.header[level] if level < len(column.header) else None for column in columns])
    written = dice.choice(("merged", "once", "repeated"))
    for level in range(depth - 1):
        _spread(rows[top + level], top + level, columns, level, written, merged)
    if unit_at == "unit row" and units:
        rows.append([units.get(column.field, "") for column in columns])
    elif dice.random() < 0.1 and not headings and not plain:
        numbers = iter(range(1, 40))
        rows.append([next(numbers) if isinstance(column.cells[0], int | Decimal) else None for column in columns])
    begin = len(rows)
    for row in range(len(columns[0].cells)):
        if row in headings:
            rows.append([headings[row]])
        rows.append([column.cells[row] for column in columns])
    merged += [(begin + one, column, begin + end - 1, column) for one, end, column in spans]
    if totals:
        _with_totals(dice, rows, begin, columns)
    if dice.random() < 0.1 and not spans and not headings and not plain:
        middle = dice.randint(begin + 1, len(rows))
        rows[middle:middle] = [list(row) for row in rows[top : top + depth]] if depth == 1 else []
    rows += [[note] for note in dice.choice(([], [], ["注：数据来源于统计站"], [None, "填表人：某某"]))]
    width = len(columns)
    if dice.random() < 0.1 and name[-1] not in "乡镇" and not plain:  # a table that begins in column B
        rows = [[None, *row] for row in rows]
        merged, width = [(top, left + 1, bottom, right + 1) for top, left, bottom, right in merged], width + 1
    return Page(name, [[*row, *[None] * (width - len(row))] for row in rows], merged)


def _spread(
    cells: Row, row: int, columns: Sequence[Column], level: int, written: str, merged: list[tuple[int, int, int, int]]
) -> None:
    """Write a header that spans columns once, merged or on each of them."""
    start = 0
    while start < len(columns):
        end = start
        while end + 1 < len(columns) and len(columns[start].header) > level + 1 and (
            columns[end + 1].header[: level + 1] == columns[start].header[: level + 1]
        ):  # fmt: skip
            end += 1
        if end > start and written != "repeated":
            cells[start + 1 : end + 1] = [None] * (end - start)
            if written == "merged":
                merged.append((row, start, row, end))
        start = end + 1


def _with_totals(dice: random.Random, rows: list[Row], begin: int, columns: Sequence[Column]) -> None:
    """A row of totals below or above the villages, called so or like the county, or a part of a village below it."""
    words = ("乡镇", "所属乡镇", "乡（镇）", "村名", "村庄", "行政村", "村民委员会")
    labels = [place for place, column in enumerate(columns) if column.header[0] in words]
    summed = [
        sum(cell for cell in column.cells if isinstance(cell, int))
        if column.header != ("序号",) and all(isinstance(cell, int) for cell in column.cells) else None
        for column in columns
    ]  # fmt: skip
    style = dice.choice(("", "below", "above", "county", "part"))
    if style == "part":
        of_first = rows[begin]
        part: Row = [cell // 3 if isinstance(cell, int) and column.header != ("序号",) else None
                     for cell, column in zip(of_first, columns, strict=True)]  # fmt: skip
        name = next(place for place in labels if columns[place].header[0] not in ("乡镇", "所属乡镇", "乡（镇）"))
        part[name] = f"其中：{of_first[name]}东街"
        rows.insert(begin + 1, part)
    elif style:
        row: Row = list(summed)
        word = dice.choice(("合计", "合 计", "总计", "全县合计")) if style != "county" else "某某县"
        for place in labels[: 2 if style == "county" else 1]:
            row[place] = word
        rows.insert(len(rows) if style == "below" else begin, row)


def _forms(dice: random.Random, villages: list[Village]) -> Drawn:
    """One form a village, a page each."""
    given = ("households", "population", "land_mu")
    pages = []
    for one in villages:
        numbers = one.numbers
        pages.append(Page(one.name, [
            [dice.choice(("村级基本情况登记表", "村情登记卡"))], ["所属乡镇", one.township, "村名", one.name],
            ["户数（户）", int(numbers["households"]), "人口数（人）", int(numbers["population"])],
            ["耕地面积（亩）", numbers["land_mu"], "支部书记", "某某"],
        ]))  # fmt: skip
    names = [one.name for one in villages]
    pairs = list(pairwise(names))
    pages.append(Page("相邻", [["村", "相邻村"], *map(list, pairs)]))
    return Drawn(pages, villages, given, set(map(frozenset, pairs)), shape="forms")


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
